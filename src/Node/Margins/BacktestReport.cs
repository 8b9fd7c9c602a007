// What a run of back-tests found: every series and side, and sums over groups; as text, markdown and JSON.
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Backtests;

namespace Tokenbourse.Node.Margins;

/// <summary>One series as it was tried.</summary>
internal sealed record SeriesLine(
    string Name,
    string Group,
    int Days,
    string First,
    string Last,
    double Unmoved,
    int WarmUp
);

/// <summary>One model over all series and sides of a group.</summary>
/// <param name="TooMany">Series and sides where Kupiec rejects at 5 % with more breaches than promised.</param>
/// <param name="TooFew">The same with fewer.</param>
/// <param name="Clustered">Series and sides where Christoffersen's independence is rejected at 5 %.</param>
/// <param name="MedianPeakToTrough">Of largest over smallest rate; null where the smallest is zero in most.</param>
internal sealed record GroupLine(
    string Group,
    string Model,
    int Tests,
    int Days,
    int Breaches,
    double Expected,
    double Coverage,
    int TooMany,
    int TooFew,
    int Clustered,
    int Green,
    int Yellow,
    int Red,
    double MeanRate,
    double? MedianPeakToTrough,
    double LargestRise,
    double WorstExcess
);

/// <summary>The whole run.</summary>
internal sealed record BacktestReport(
    int Horizon,
    double Confidence,
    IReadOnlyList<SeriesLine> Series,
    IReadOnlyList<GroupLine> Groups,
    IReadOnlyList<BacktestResult> Results
)
{
    public static BacktestReport Of(
        int horizon,
        double confidence,
        IReadOnlyList<(BacktestSubject Subject, int WarmUp, IReadOnlyList<BacktestResult> Results)> runs
    ) =>
        new(
            horizon,
            confidence,
            [
                .. runs.Select(r => new SeriesLine(
                    r.Subject.Series.Name,
                    r.Subject.Group,
                    r.Subject.Series.Days.Count,
                    r.Subject.Series.Days[0],
                    r.Subject.Series.Days[^1],
                    r.Subject.Unmoved,
                    r.WarmUp
                )),
            ],
            [
                .. runs.SelectMany(r => r.Results.Select(x => (r.Subject.Group, Result: x)))
                    .GroupBy(x => (x.Group, x.Result.Model))
                    .Select(g => Sum(g.Key.Group, g.Key.Model, [.. g.Select(x => x.Result)])),
            ],
            [.. runs.SelectMany(r => r.Results)]
        );

    /// <summary>Tables of the page: groups, then each series of a model.</summary>
    /// <param name="model">The model whose series are shown one by one.</param>
    public string Markdown(string model)
    {
        var text = new StringBuilder();
        foreach (var group in Groups.GroupBy(g => g.Group))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"### {group.Key}, losses over {Horizon} day{(Horizon > 1 ? "s" : "")}\n\n"
            );
            text.Append(
                "| model | days | breaches | expected | coverage % | Kupiec rejects: too many / too "
                    + "few, of | clustered | zones g/y/r | mean margin % | peak/trough | largest rise pp | "
                    + "worst excess % |\n"
            );
            text.Append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
            foreach (var g in group)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {g.Model} | {g.Days} | {g.Breaches} | {g.Expected:0.0} | "
                        + $"{g.Coverage * 100:0.00} | {g.TooMany} / {g.TooFew}, {g.Tests} | {g.Clustered} | "
                        + $"{g.Green}/{g.Yellow}/{g.Red} | {g.MeanRate * 100:0.00} | "
                        + $"{Ratio(g.MedianPeakToTrough)} | {g.LargestRise * 100:0.00} | "
                        + $"{g.WorstExcess * 100:0.00} |\n"
                );
            text.Append('\n');
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"### Model \"{model}\", series by series, losses over {Horizon} day{(Horizon > 1 ? "s" : "")}\n\n"
        );
        text.Append(
            "| series | side | days | breaches | expected | coverage % | Kupiec p | independence p | "
                + "zone | mean margin % | peak/trough | largest rise pp |\n"
        );
        text.Append("|---|---|--:|--:|--:|--:|--:|--:|---|--:|--:|--:|\n");
        foreach (var r in Results.Where(r => r.Model == model))
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {r.Series} | {r.Side} | {r.Days} | {r.Breaches} | {r.Expected:0.0} | "
                    + $"{r.Coverage * 100:0.00} | {r.Kupiec.Probability:0.000} | "
                    + $"{r.Independence.Probability:0.000} | {Word(r.Zone)} | {r.MeanRate * 100:0.00} | "
                    + $"{Ratio(r.PeakToTrough)} | {r.LargestRise * 100:0.00} |\n"
            );
        return text.ToString();
    }

    /// <summary>All series, models and sides.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        foreach (var series in Series)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{series.Name}: {series.Days} days {series.First} to {series.Last}, "
                    + $"{series.Unmoved * 100:0.0} % of them without a move, tested after {series.WarmUp}\n"
            );
            text.Append(
                $"  {"model", -22}{"side", -6}{"n", 6}{"x", 5}{"exp", 7}{"cover%", 8}{"Kupiec", 8}"
                    + $"{"indep", 8}{"cond", 8} {"zone", -7}{"mean%", 7}{"peak/tr", 9}{"rise pp", 9}"
                    + $"{"excess%", 9}\n"
            );
            foreach (var r in Results.Where(r => r.Series == series.Name))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {r.Model, -22}{r.Side, -6}{r.Days, 6}{r.Breaches, 5}{r.Expected, 7:0.0}"
                        + $"{r.Coverage * 100, 8:0.00}{r.Kupiec.Probability, 8:0.000}"
                        + $"{r.Independence.Probability, 8:0.000}{r.Conditional.Probability, 8:0.000} "
                        + $"{Word(r.Zone), -7}{r.MeanRate * 100, 7:0.00}{Ratio(r.PeakToTrough), 9}"
                        + $"{r.LargestRise * 100, 9:0.00}{r.WorstExcess * 100, 9:0.00}\n"
                );
            text.Append('\n');
        }

        return text.ToString();
    }

    private static GroupLine Sum(string group, string model, BacktestResult[] results)
    {
        var days = results.Sum(r => r.Days);
        var breaches = results.Sum(r => r.Breaches);
        var rejected = results.Where(r => r.Kupiec.Ratio > CoverageTests.RejectOne).ToList();
        var ratios = results.Select(r => r.PeakToTrough ?? double.PositiveInfinity).Order().ToArray();
        var median = ratios[ratios.Length / 2];
        return new(
            group,
            model,
            results.Length,
            days,
            breaches,
            results.Sum(r => r.Expected),
            1 - ((double)breaches / days),
            rejected.Count(r => r.Breaches > r.Expected),
            rejected.Count(r => r.Breaches < r.Expected),
            results.Count(r => r.Independence.Ratio > CoverageTests.RejectOne),
            results.Count(r => r.Zone == Zone.Green),
            results.Count(r => r.Zone == Zone.Yellow),
            results.Count(r => r.Zone == Zone.Red),
            results.Sum(r => r.MeanRate * r.Days) / days,
            double.IsFinite(median) ? median : null,
            results.Max(r => r.LargestRise),
            results.Max(r => r.WorstExcess)
        );
    }

    private static string Ratio(double? ratio) =>
        ratio is { } r ? (r < 1000 ? r.ToString("0.0", CultureInfo.InvariantCulture) : "over 1000") : "-";

    private static string Word(Zone zone) =>
        zone switch
        {
            Zone.Green => "green",
            Zone.Yellow => "yellow",
            _ => "red",
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(BacktestReport))]
internal sealed partial class BacktestJson : JsonSerializerContext;
