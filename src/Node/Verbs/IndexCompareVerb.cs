// tokenbourse index compare: constructions side by side on the same data, and what share of a naive one's moves is
// change of panel or mix.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Indexes;

namespace Tokenbourse.Node.Verbs;

/// <summary>Compares indices with each other and with naive averages.</summary>
internal static class IndexCompareVerb
{
    public static Command Build()
    {
        var names = new Argument<string[]>("index")
        {
            Description = "Indices to compare. Default: all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var source = new SourceOptions();
        var from = new Option<string?>("--from") { Description = "First day, yyyy-MM-dd." };
        var to = new Option<string?>("--to") { Description = "Last day, yyyy-MM-dd." };
        var svg = new Option<string?>("--svg") { Description = "Write a picture to this file." };
        var png = new Option<string?>("--png")
        {
            Description = "Write it as PNG too, where a browser on this machine can convert it.",
        };
        var csv = new Option<string?>("--csv") { Description = "Write every day of every construction to this file." };
        var split = new Option<bool>("--decompose")
        {
            Description = "Split the moves of the naive ones into prices and panel or mix; in the picture too.",
        };
        var json = new Option<bool>("--json") { Description = "The table as JSON." };
        var command = new Command(
            "compare",
            "Set constructions side by side on the same data. "
                + "Example: tokenbourse index compare CSTI-S GHI-H100 --data ../shared/data --decompose --svg c.svg"
        )
        {
            names,
            from,
            to,
            svg,
            png,
            csv,
            split,
            json,
        };
        foreach (var option in source.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var opened = source.Open(parsed);
            Console.Error.WriteLine($"playing the observation log of {opened.Name} ...");
            var constructions = Comparison.Of(
                opened,
                parsed.GetValue(names)!,
                Day(parsed.GetValue(from), "--from"),
                Day(parsed.GetValue(to), "--to"),
                opened.IsVenue ? null : opened.Name
            );
            if (constructions.Count == 0)
                throw new VerbException($"{opened.Name}: nothing to compare within these days", 1);
            Draw(constructions, parsed.GetValue(svg), parsed.GetValue(png), parsed.GetValue(split));
            if (parsed.GetValue(csv) is { } file)
                File.WriteAllText(file, Csv(constructions));
            var table = Comparison.Table(constructions);
            Console.Write(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(table, ComparisonJson.Default.ListComparedShape) + "\n"
                    : Text(table, parsed.GetValue(split))
            );
            return 0;
        });
        return command;
    }

    private static string? Day(string? text, string option) =>
        text is null || TradingDate.TryParse(text, out _)
            ? text
            : throw new VerbException($"{option} {text}: must be a date, yyyy-MM-dd", 2);

    private static void Draw(IReadOnlyList<Construction> constructions, string? svg, string? png, bool split)
    {
        if (svg is null && png is null)
            return;
        var place = svg ?? Path.ChangeExtension(png!, ".svg");
        var (picture, height) = ComparisonPicture.Draw(constructions, split);
        File.WriteAllText(place, picture);
        if (png is not null)
            Converter.ToPng(place, png, ComparisonPicture.Width, height);
    }

    private static string Text(List<ComparedShape> table, bool split)
    {
        var text = new StringBuilder();
        foreach (var group in table.GroupBy(t => t.Group))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{(group.Key == "gpu" ? "GPU HOURS" : "TOKENS")}; "
                    + $"correlation of daily moves with {group.First().With}\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {"", -36}{"days", 6}{"change", 9}{"vol/yr", 9}{"jumps", 7}"
                    + $"{"largest", 9}{"on", 12}{"none", 8}{"corr", 7}\n"
            );
            foreach (var t in group)
                Line(text, t);
            if (split)
                Split(text, [.. group.Where(t => t.Variance is not null)]);
        }

        return text.Append(
                "\nnaive: averages made outside the index machine for comparison; no contract settles on them.\n"
                    + "vol/yr: standard deviation of daily log moves times the root of 365;\n"
                    + "jumps: moves of 5 % or more; none: share of days without a move; change, largest: as logs.\n"
            )
            .ToString();
    }

    private static void Line(StringBuilder text, ComparedShape t)
    {
        var f = t.Figures;
        var correlation = t.Correlation?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
        text.Append(
            CultureInfo.InvariantCulture,
            $"  {t.Name + (t.Naive ? " (naive)" : ""), -36}{f.Moves + 1, 6}{f.Change, 9:0.000}{f.Volatility, 9:0.0%}"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"{f.Jumps, 7}{f.Largest, 9:0.000}{f.LargestDay, 12}{f.ZeroDays, 8:0.0%}{correlation, 7}\n"
        );
    }

    private static void Split(StringBuilder text, List<ComparedShape> naive)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"  shares of the variance of daily moves{"", 37}log change\n"
                + $"  {"", -36}{"prices", 9}{"panel", 9}{"joint", 9}{"panel+half", 12}{"prices", 9}{"panel", 9}\n"
        );
        foreach (var t in naive)
        {
            var v = t.Variance!;
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {t.Name, -36}{v.Matched, 9:0.0%}{v.Panel, 9:0.0%}{v.Joint, 9:0.0%}{v.PanelShare, 12:0.0%}"
                    + $"{v.MatchedSum, 9:0.000}{v.PanelSum, 9:0.000}\n"
            );
        }
    }

    private static string Csv(IReadOnlyList<Construction> constructions)
    {
        var text = new StringBuilder(
            "construction,naive,group,unit,day,level,log_prices,log_panel,constituents,joined,left\n"
        );
        foreach (var c in constructions)
        {
            for (var i = 0; i < c.Levels.Count; i++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{c.Name},{c.Naive},{c.Group},\"{c.Unit}\",{c.Levels[i].Day},{c.Levels[i].Level:R}"
                );
                var s = c.Split.Count > i ? c.Split[i] : null;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $",{s?.Matched:R},{s?.Panel:R},{s?.Constituents},{s?.Joined},{s?.Left}\n"
                );
            }
        }

        return text.ToString();
    }
}
