// tokenbourse usage: what was used, from bills, logs and traces; and what nations are said to use.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Verbs;

/// <summary>Totals of one model on one day. Counts are texts: they may exceed what a JSON number keeps.</summary>
internal sealed record UsageJsonTotal(
    string? Day,
    string? Model,
    string Input,
    string CachedInput,
    string Output,
    string Reasoning,
    string Requests,
    long Records,
    bool Estimated,
    IReadOnlyDictionary<string, decimal> Costs
);

/// <summary>What was read of a file.</summary>
internal sealed record UsageJsonFile(
    string File,
    int Read,
    int Used,
    IReadOnlyDictionary<string, int> LeftOut,
    IReadOnlyDictionary<string, int> Noted,
    IReadOnlyList<CsvFault> Faults
);

internal sealed record UsageJsonReport(IReadOnlyList<UsageJsonFile> Files, IReadOnlyList<UsageJsonTotal> Totals);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(UsageJsonReport))]
internal sealed partial class UsageJson : JsonSerializerContext;

/// <summary>The verbs about usage.</summary>
internal static class UsageVerb
{
    public static Command Build() =>
        new("usage", "Usage of tokens: totals of bills, logs and traces, and national statements.")
        {
            Import(),
            UsageNationalVerb.Build(),
        };

    /// <summary>Reads files into totals by model and day; reports go to the error stream.</summary>
    /// <exception cref="VerbException">A file cannot be read, or no row of it can be used.</exception>
    public static UsageTotals Read(
        IEnumerable<string> files,
        UsageFormat format,
        UsageOptions options,
        List<ImportReport> reports
    )
    {
        var totals = new UsageTotals();
        foreach (var file in files)
        {
            try
            {
                var report = UsageImport.Read(file, format, totals, options);
                reports.Add(report);
                Console.Error.Write(report.Text("records"));
                foreach (var fault in report.Faults)
                    Console.Error.WriteLine(fault);
                if (report.Used == 0)
                    throw new VerbException($"{file}: no row of it is usage", 1);
            }
            catch (FeedException e)
            {
                throw new VerbException(e.Message, File.Exists(file) ? 1 : 2);
            }
            catch (UsageLimitException e)
            {
                throw new VerbException($"{file}: {e.Message}", 1);
            }
        }

        return totals;
    }

    /// <summary>The shape by its word; none for auto.</summary>
    public static UsageFormat FormatOf(string word)
    {
        if (word == "auto")
            return UsageFormat.None;
        foreach (var (known, format) in UsageFormats.Words)
            if (known == word)
                return format;
        throw new VerbException(
            $"--as {word}: must be auto, {string.Join(", ", UsageFormats.Words.Select(w => w.Word))}",
            2
        );
    }

    private static Command Import()
    {
        var files = new Argument<string[]>("files")
        {
            Description = "Usage files, .gz or not.",
            Arity = ArgumentArity.OneOrMore,
        };
        var shape = new Option<string>("--as")
        {
            Description = $"Shape of the files: auto, {string.Join(", ", UsageFormats.Words.Select(w => w.Word))}.",
            DefaultValueFactory = _ => "auto",
        };
        var by = new Option<string>("--by")
        {
            Description = "Totals by model, day, model,day or all.",
            DefaultValueFactory = _ => "model,day",
        };
        var origin = new Option<string>("--origin")
        {
            Description = "First day of a trace that has no date, yyyy-MM-dd.",
            DefaultValueFactory = _ => "1970-01-01",
        };
        var perRequest = new Option<string?>("--tokens-per-request")
        {
            Description = "READ,WRITTEN: expected tokens of a request where a table of rates has none; an estimate.",
        };
        var strict = new Option<bool>("--strict") { Description = "Exit 1 when any row was not understood." };
        var json = new Option<bool>("--json") { Description = "Totals and reports as JSON." };
        var command = new Command(
            "import",
            "Read usage files: totals by model and day in disjoint classes, and a report of what was left out. "
                + "Example: tokenbourse usage import spend.jsonl --by model"
        )
        {
            files,
            shape,
            by,
            origin,
            perRequest,
            strict,
            json,
        };
        command.SetAction(parsed =>
        {
            var (byModel, byDay) = Grouping(parsed.GetValue(by)!);
            var reports = new List<ImportReport>();
            var options = Options(parsed.GetValue(origin)!, parsed.GetValue(perRequest));
            var totals = Read(parsed.GetValue(files)!, FormatOf(parsed.GetValue(shape)!), options, reports)
                .Totals(byModel, byDay);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(Report(reports, totals), UsageJson.Default.UsageJsonReport));
            else
                foreach (var line in Lines(totals))
                    Console.WriteLine(line);
            return parsed.GetValue(strict) && reports.Exists(r => r.Faults.Count > 0) ? 1 : 0;
        });
        return command;
    }

    private static (bool Model, bool Day) Grouping(string words) =>
        words switch
        {
            "model,day" or "day,model" => (true, true),
            "model" => (true, false),
            "day" => (false, true),
            "all" => (false, false),
            _ => throw new VerbException($"--by {words}: must be model, day, model,day or all", 2),
        };

    private static UsageOptions Options(string origin, string? perRequest)
    {
        if (!TradingDate.TryParse(origin, out var day) || day.Year is < 1970 or > 2099)
            throw new VerbException($"--origin {origin}: must be a date, yyyy-MM-dd, from 1970 to 2099", 2);
        if (perRequest is null)
            return new(day);
        var parts = perRequest.Split(',');
        if (parts.Length == 2 && Number(parts[0], out var read) && Number(parts[1], out var written))
            return new(day, read, written);
        throw new VerbException(
            $"--tokens-per-request {perRequest}: must be two whole numbers from 0 to 1000000, as 1500,300",
            2
        );

        static bool Number(string text, out long value) =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= 1_000_000;
    }

    private static IEnumerable<string> Lines(IReadOnlyList<UsageTotal> totals)
    {
        const int Count = 22;
        var width = int.Max(5, totals.Max(t => t.Item.Length));
        yield return $"{"day", -11}{"model".PadRight(width)}{"input", Count}{"cached", Count}{"output", Count}"
            + $"{"reasoning", Count}{"requests", 16}  cost";
        var all = new UsageSum();
        foreach (var total in totals)
        {
            all.Add(total.Sum);
            yield return Line(total.Day?.ToString() ?? "", total.Item.PadRight(width), total.Sum);
        }

        yield return Line("total", "".PadRight(width), all);
        if (all.Estimated)
            yield return "est.: expected values or an estimated split by class, not a count";

        static string Line(string day, string item, UsageSum sum)
        {
            var cost = string.Join(
                " + ",
                sum.Costs.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value:0.######} {c.Key}"))
            );
            return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{day, -11}{item}{sum.Input, Count:N0}{sum.CachedInput, Count:N0}{sum.Output, Count:N0}"
                )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{sum.Reasoning, Count:N0}{sum.Requests, 16:N0}  {cost}{(sum.Estimated ? " est." : "")}"
                );
        }
    }

    private static UsageJsonReport Report(List<ImportReport> reports, IReadOnlyList<UsageTotal> totals) =>
        new(
            [.. reports.Select(r => new UsageJsonFile(r.File, r.Read, r.Used, r.Skipped, r.Notes, r.Faults))],
            [
                .. totals.Select(t => new UsageJsonTotal(
                    t.Day?.ToString(),
                    t.Item.Length > 0 ? t.Item : null,
                    Text(t.Sum.Input),
                    Text(t.Sum.CachedInput),
                    Text(t.Sum.Output),
                    Text(t.Sum.Reasoning),
                    Text(t.Sum.Requests),
                    t.Sum.Records,
                    t.Sum.Estimated,
                    t.Sum.Costs
                )),
            ]
        );

    private static string Text(Int128 value) => value.ToString(CultureInfo.InvariantCulture);
}
