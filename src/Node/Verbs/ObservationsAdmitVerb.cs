// tokenbourse observations admit: was this price history observed, or made?
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Admission;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Node.Admission;

namespace Tokenbourse.Node.Verbs;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(SourceVerdict))]
internal sealed partial class AdmissionJson : JsonSerializerContext;

/// <summary>Judges a file of one or several series.</summary>
internal static class ObservationsAdmitVerb
{
    public static Command Build()
    {
        var file = new Argument<string>("file")
        {
            Description = "date,price and, where there are several, series and seen; .csv or .csv.gz.",
        };
        var against = new Option<string?>("--against")
        {
            Description = "Known histories of the same shape: is it a copy of one, and who moves first?",
        };
        var json = new Option<bool>("--json") { Description = "Everything as JSON." };
        var picture = new Option<string?>("--svg") { Description = "Write a picture of the series to this file." };
        var command = new Command(
            "admit",
            "Tell observed history from fabricated. Exit code 1: refused. Example: tokenbourse observations "
                + "admit history.csv --svg history.svg"
        )
        {
            file,
            against,
            json,
            picture,
        };
        command.SetAction(parsed =>
        {
            var series = Read(parsed.GetValue(file)!);
            var known = parsed.GetValue(against) is { } other ? Read(other) : [];
            var verdict = AdmissionTest.Judge(series, known);
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, AdmissionPictures.Histories(verdict, series));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(verdict, AdmissionJson.Default.SourceVerdict));
            else
                Console.Write(Text(verdict));
            return verdict.Verdict == Verdict.Refused ? 1 : 0;
        });
        return command;
    }

    private static List<PriceHistory> Read(string path)
    {
        if (!File.Exists(path))
            throw new VerbException($"{path}: no such file", 2);
        var (rows, report) = HistoryCsv.Read(path);
        if (!report.Clean)
            Console.Error.Write(report);
        if (rows.Count == 0)
            throw new VerbException($"{path}: no row of a history", 2);
        return
        [
            .. rows.GroupBy(r => r.Series, StringComparer.Ordinal)
                .Select(g => PriceHistory.Of(g.Key, g.Select(r => new HistoryPoint(r.Day, r.Price, r.Seen)))),
        ];
    }

    private static string Text(SourceVerdict verdict)
    {
        var text = new StringBuilder();
        foreach (var s in verdict.Series)
        {
            var f = s.Facts;
            text.Append(
                CultureInfo.InvariantCulture,
                $"{s.Series}: {s.Verdict}\n  {f.Observations} observations, {f.MissingDays} days missing, "
                    + $"{f.Moves} changes ({f.Stays:P0} of days none), median step {f.MedianStep:P2}, weekend share "
                    + $"{f.WeekendMoves:0.00}\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"  turning {f.Turning:0.000}, straight {f.Straight:0.000}, next move by rank "
                    + $"{f.RankCorrelation:0.00}, excess kurtosis {f.Kurtosis:0.0}, clustering {f.Clustering:0.0}, "
                    + $"digits {f.Digits:0}, endings 0 5 9 {f.Fives:0.00}\n"
            );
            if (f.Moves >= AdmissionTest.LeastMoves)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  trend and {(s.Fit.Periods.Length == 1 ? "one wave" : "two waves")} explain "
                        + $"{s.Fit.Explained:P0} and leave a correlation of "
                        + $"{s.Fit.RestCorrelation:0.00}; strongest wave {s.Line.Period:0.#} observations, "
                        + $"{s.Line.AboveNeighbours:0.0} times its neighbours\n"
                );
            foreach (var a in s.Agreements.Where(a => a.Same > 0.5 || a.FollowsDays is not null).Take(5))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  beside {a.Other}: {a.Same:P0} of its moves are the same at lag {a.Lag}, same price on {a.SamePrice:P0} of days, follows by {a.FollowsDays?.ToString("0.#", CultureInfo.InvariantCulture) ?? "?"} days\n"
                );
            foreach (var finding in s.Findings)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {finding.Test} ({finding.Points}): {finding.Words} [{finding.Value:0.###} against "
                        + $"{finding.Threshold:0.###}]\n"
                );
        }

        return text.Append(
                CultureInfo.InvariantCulture,
                $"source: {verdict.Verdict}: {verdict.Words} ({verdict.Refused} of {verdict.Judged} judged "
                    + $"series refused; by chance {verdict.Chance:0.####})\n"
            )
            .ToString();
    }
}
