// tokenbourse usage national: dated public statements of how many tokens are used, each scope by itself.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds.Usage;

namespace Tokenbourse.Node.Verbs;

/// <summary>One statement. Tokens are texts: they may exceed what a JSON number keeps.</summary>
internal sealed record NationalJsonRow(
    string Date,
    string Subject,
    string Tokens,
    int Days,
    string PerDay,
    string Qualifier,
    char Tag,
    string Source,
    string Note
);

internal sealed record NationalJsonSeries(string Scope, IReadOnlyList<NationalJsonRow> Statements);

/// <summary>An estimate, never a count.</summary>
internal sealed record NationalJsonSupply(
    bool Estimate,
    string FromDate,
    int LeastPercent,
    int MostPercent,
    string LeastLotsAMonth,
    string MostLotsAMonth,
    string LotsAMonthOfTheHeadline
);

internal sealed record NationalJsonReport(
    IReadOnlyList<NationalJsonSeries> Series,
    IReadOnlyList<string> Contradictions,
    decimal? ExternalSharePercent,
    NationalJsonSupply? DeliverableSupply
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(NationalJsonReport))]
internal sealed partial class NationalJson : JsonSerializerContext;

/// <summary>Shows the table and what does not fit in it.</summary>
internal static class UsageNationalVerb
{
    /// <summary>A TK lot: 10,000 million standard tokens.</summary>
    private const long LotTokens = 10_000_000_000;

    public static Command Build()
    {
        var table = new Option<string>("--table")
        {
            Description = "The table of statements.",
            DefaultValueFactory = _ => Path.Combine(Home.Reference, "national_usage.csv"),
        };
        var json = new Option<bool>("--json") { Description = "Everything as JSON." };
        var command = new Command(
            "national",
            "National usage as dated statements, each scope by itself, with what contradicts. "
                + "Example: tokenbourse usage national"
        )
        {
            table,
            json,
        };
        command.SetAction(parsed =>
        {
            var usage = NationalUsage.Read(parsed.GetValue(table)!);
            if (usage.Faults.Count > 0)
            {
                foreach (var fault in usage.Faults)
                    Console.Error.WriteLine(fault);
                return File.Exists(parsed.GetValue(table)!) ? 1 : 2;
            }

            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(Report(usage), NationalJson.Default.NationalJsonReport));
            else
                foreach (var line in Lines(usage))
                    Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static IEnumerable<string> Lines(NationalUsage usage)
    {
        foreach (var (word, scope) in NationalUsage.Scopes)
        {
            var rows = usage.Statements.Where(s => s.Scope == scope).ToList();
            if (rows.Count == 0)
                continue;
            yield return $"{word}: trillion tokens a day";
            foreach (var s in rows)
            {
                var period = s.Days == 1 ? "" : $" (mean of {s.Days} days)";
                yield return $"  {s.Date}  {s.Qualifier, -6}{NationalUsage.Trillions(s.PerDay), 8}  [{s.Tag}] "
                    + $"{s.Subject}{period}";
                yield return $"              {s.Source}";
            }

            yield return "";
        }

        yield return "What does not fit together (scopes differ; nothing was mended):";
        foreach (var line in usage.Contradictions())
            yield return $"  {line}";
        if (usage.ExternalShareTenths() is { } tenths)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  externally paid calls were {(decimal)tenths / 10:0.0} % of the nation's at mid-2025: a half-year's mean"
            ) + " against the figure at its end, so a lower bound";
        if (usage.Supply(LotTokens) is { } supply)
        {
            yield return "";
            yield return $"Deliverable supply, ESTIMATE: {NationalUsage.LeastPercent} to {NationalUsage.MostPercent} % "
                + $"of {NationalUsage.Trillions(supply.National.PerDay)} trillion a day ({supply.National.Date})";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {supply.LeastLots:N0} to {supply.MostLots:N0} lots of 10,000 million tokens a month of 30 days;"
            ) + string.Create(CultureInfo.InvariantCulture, $" the headline would be {supply.Lots:N0}");
            yield return "  tokens of the statements are not standard tokens: no tokenizer, class or grade is told";
        }
    }

    private static NationalJsonReport Report(NationalUsage usage)
    {
        var series = NationalUsage
            .Scopes.Select(s => new NationalJsonSeries(
                s.Word,
                [
                    .. usage
                        .Statements.Where(row => row.Scope == s.Scope)
                        .Select(row => new NationalJsonRow(
                            row.Date.ToString(),
                            row.Subject,
                            Text(row.Tokens),
                            row.Days,
                            Text(row.PerDay),
                            row.Qualifier,
                            row.Tag,
                            row.Source,
                            row.Note
                        )),
                ]
            ))
            .ToList();
        var supply = usage.Supply(LotTokens) is { } s
            ? new NationalJsonSupply(
                true,
                s.National.Date.ToString(),
                NationalUsage.LeastPercent,
                NationalUsage.MostPercent,
                Text(s.LeastLots),
                Text(s.MostLots),
                Text(s.Lots)
            )
            : null;
        return new(series, usage.Contradictions(), (decimal?)usage.ExternalShareTenths() / 10, supply);
    }

    private static string Text(Int128 value) => value.ToString(CultureInfo.InvariantCulture);
}
