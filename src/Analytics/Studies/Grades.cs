// Which models are of the grade, and from which day: by scores known that day, or by later ones (hindsight).
using System.Text.RegularExpressions;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>From which day each model is of a grade.</summary>
public sealed class Grade
{
    private readonly SortedDictionary<string, TradingDate> _from = new(StringComparer.Ordinal);

    private Grade(string name, bool hindsight) => (Name, Hindsight) = (name, hindsight);

    /// <summary>How the grade is made, in words.</summary>
    public string Name { get; }

    /// <summary>True when scores of a later day were used.</summary>
    public bool Hindsight { get; }

    /// <summary>Number of models that ever belong.</summary>
    public int Count => _from.Count;

    /// <summary>The first day on which the model belongs, or null.</summary>
    public TradingDate? From(string item) => _from.TryGetValue(item, out var day) ? day : null;

    /// <summary>
    /// A model belongs from the first edition in which it scores at least as the best of the anchors that the edition
    /// scores, and stays: the rule of the shipped indices.
    /// </summary>
    public static Grade Anchored(string name, IEnumerable<ScoreFact> scores, params string[] anchors)
    {
        var grade = new Grade(name, hindsight: false);
        foreach (var edition in Editions(scores))
        {
            var bar = edition
                .Where(s => anchors.Contains(s.Item))
                .Select(s => s.Score)
                .DefaultIfEmpty(double.NaN)
                .Max();
            foreach (var score in edition)
                if (score.Score >= bar)
                    grade._from.TryAdd(score.Item, score.Known);
        }

        return grade;
    }

    /// <summary>Scores of one edition, whenever it was, applied to all days: hindsight.</summary>
    /// <param name="bar">Least score.</param>
    public static Grade Later(string name, IEnumerable<ScoreFact> edition, double bar)
    {
        var grade = new Grade(name, hindsight: true);
        foreach (var score in edition.Where(s => s.Score >= bar))
            grade._from.TryAdd(score.Item, TradingDate.Of(2000, 1, 1));
        return grade;
    }

    /// <summary>Only the models of one edition, from always on: what a change of exam does is the difference.</summary>
    public static Grade OfEdition(IEnumerable<ScoreFact> edition, double bar) => Later("one edition", edition, bar);

    /// <summary>The scores by edition, in order of the day on which each was known.</summary>
    public static IReadOnlyList<IReadOnlyList<ScoreFact>> Editions(IEnumerable<ScoreFact> scores) =>
        [
            .. scores
                .GroupBy(s => (s.Known, s.Exam))
                .OrderBy(g => g.Key.Known)
                .ThenBy(g => g.Key.Exam, StringComparer.Ordinal)
                .Select(g => (IReadOnlyList<ScoreFact>)[.. g]),
        ];
}

/// <summary>What is known of models by their names: a rule table of this project.</summary>
public static partial class ModelFamilies
{
    private static readonly HashSet<string> Chinese = new(StringComparer.Ordinal)
    {
        "01-ai",
        "alibaba",
        "baichuan",
        "baidu",
        "bytedance",
        "deepseek",
        "inclusionai",
        "internlm",
        "meituan",
        "minimax",
        "moonshot",
        "stepfun",
        "tencent",
        "xiaomi",
        "zhipu",
    };

    /// <summary>True for makers of China.</summary>
    public static bool IsChinese(string maker) => Chinese.Contains(maker);

    /// <summary>True for models whose weights their maker published.</summary>
    public static bool IsOpen(string item) => Open().IsMatch(item);

    [GeneratedRegex(
        "^(llama|codellama|gemma|gpt-oss|mixtral|open-mi|mistral-(7b|nemo|small|tiny)|ministral|devstral-small|"
            + "magistral-small|pixtral-12b|qwen(?!.*(max|plus|turbo|flash|long))|qwq|qvq|deepseek|"
            + "glm-(4\\.[5-9]|4-(9b|32b)|z1|5)|chatglm|kimi-(k2|dev|linear|vl)|minimax-(m1|m2|01)|phi-|wizardlm|"
            + "yi-(34b|6b|9b|1\\.5)|command-r|c4ai|aya|jamba|olmo|molmo|tulu|granite|nemotron|ernie-4\\.5|"
            + "hunyuan-(a13b|large)|seed-oss|mimo|longcat|ling-|ring-|step-3|lfm|dbrx|exaone|internlm|falcon|r1-1776|"
            + "hermes|dolphin|reka-flash-3)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Open();
}
