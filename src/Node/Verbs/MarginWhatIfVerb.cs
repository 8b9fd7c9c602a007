// tokenbourse margin what-if: the margin of a portfolio file, line by line, under one rule or two side by side.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Margins;

namespace Tokenbourse.Node.Verbs;

/// <summary>An amount; minor units are whole numbers.</summary>
internal sealed record MarginAmount(string Currency, long Minor);

/// <summary>Which rule a contract was margined by, from which version of which documents.</summary>
internal sealed record MarginSource(string Contract, string Rule, int Version, string? Group, int? GroupVersion);

/// <summary>One line of a breakdown; details tell how counted lines came about.</summary>
internal sealed record MarginReportLine(
    string Code,
    bool Counted,
    string Unit,
    string Currency,
    long Minor,
    string Evidence
);

/// <summary>One scenario's loss.</summary>
internal sealed record MarginReportScenario(
    string Unit,
    int Number,
    string Meaning,
    string Currency,
    long LossMinor,
    bool Bound
);

/// <summary>A portfolio under one rule.</summary>
/// <param name="Kept">With the file's orders: never less than the margin after any of them filled.</param>
internal sealed record MarginReport(
    IReadOnlyList<MarginSource> Rules,
    IReadOnlyList<MarginAmount> Totals,
    IReadOnlyList<MarginAmount> Kept,
    IReadOnlyList<MarginReportLine> Lines,
    IReadOnlyList<MarginReportScenario>? Scenarios
);

/// <summary>The answer as JSON: a report, a second one when a shadow rule was asked for; or faults.</summary>
internal sealed record MarginWhatIf(
    string File,
    string? Day,
    MarginReport? Margin,
    MarginReport? Shadow,
    IReadOnlyList<PortfolioFault>? Faults
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(MarginWhatIf))]
internal sealed partial class MarginJson : JsonSerializerContext;

/// <summary>Reads a file, changes nothing. The format: docs/protocols/portfolio-file.md.</summary>
internal static class MarginWhatIfVerb
{
    private static readonly MarginRule[] Rules = [MarginRule.Percentage, MarginRule.Span, MarginRule.Scenarios];

    public static Command Build()
    {
        var file = new Argument<string>("file") { Description = "A portfolio, *.json or *.csv." };
        var rule = new Option<string?>("--rule")
        {
            Description = "percentage, span or scenarios. Default: what each contract's margin document says.",
        };
        var shadow = new Option<string?>("--shadow") { Description = "A second rule, shown beside the first." };
        var trace = new Option<bool>("--trace") { Description = "Scenario tables, spreads formed and all inputs too." };
        var rulebook = new Option<string?>("--rulebook") { Description = "Another rulebook than the shipped one." };
        var json = new Option<bool>("--json")
        {
            Description = "The answer as one JSON object; amounts in minor units.",
        };
        var command = new Command(
            "what-if",
            "The margin of a portfolio file, line by line. Exit 2 on a faulty file. "
                + "Example: tokenbourse margin what-if docs/protocols/portfolio-example.json --rule span --trace"
        )
        {
            file,
            rule,
            shadow,
            trace,
            rulebook,
            json,
        };
        command.SetAction(parsed =>
        {
            var answer = Ask(
                parsed.GetValue(file)!,
                RuleOf("--rule", parsed.GetValue(rule)),
                RuleOf("--shadow", parsed.GetValue(shadow)),
                parsed.GetValue(trace),
                parsed.GetValue(rulebook) ?? Home.Rulebook
            );
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(answer, MarginJson.Default.MarginWhatIf));
            else
                Tell(answer);
            return answer.Faults is null ? 0 : 2;
        });
        return command;
    }

    private static MarginRule? RuleOf(string option, string? word)
    {
        if (word is null)
            return null;
        foreach (var rule in Rules)
        {
            if (WhatIf.Name(rule) == word)
                return rule;
        }

        var names = Rules.Select(WhatIf.Name).ToList();
        throw new VerbException(
            $"{option} {word}: must be one of: {string.Join(", ", names)}; nearest: {Words.Nearest(word, names)}",
            2
        );
    }

    private static MarginWhatIf Ask(string path, MarginRule? rule, MarginRule? shadow, bool trace, string folder)
    {
        var faults = new List<PortfolioFault>();
        if (PortfolioFile.Read(path, faults) is not { } file)
            return new(path, null, null, null, faults);
        var rulebook = MarginRulebook.Read(folder);
        var first = new WhatIf(rulebook, file).Answer(rule, faults);
        var second = first is null || shadow is null ? null : new WhatIf(rulebook, file).Answer(shadow, faults);
        return first is null || faults.Count > 0
            ? new(path, file.Day.ToString(), null, null, faults)
            : new(path, file.Day.ToString(), Report(first, trace), second is null ? null : Report(second, trace), null);
    }

    private static MarginReport Report(MarginAnswer answer, bool trace)
    {
        Currency[] currencies = [.. answer.Contracts.Select(c => c.Currency).Distinct().Order()];
        return new(
            [
                .. answer.Contracts.Select(c => new MarginSource(
                    c.Contract,
                    WhatIf.Name(MarginDay.RuleOf(c)),
                    c.Parameters.Version,
                    MarginDay.RuleOf(c) == MarginRule.Percentage ? null : c.Group!.Name,
                    MarginDay.RuleOf(c) == MarginRule.Percentage ? null : c.Group!.Version
                )),
            ],
            [.. currencies.Select(c => new MarginAmount($"{c}", answer.Breakdown.Total(c)))],
            [.. currencies.Select(c => new MarginAmount($"{c}", answer.Kept[(int)c]))],
            [
                .. answer
                    .Breakdown.Lines.Where(l => trace || l.Kind == LineKind.Counted)
                    .Select(l => new MarginReportLine(
                        l.Code,
                        l.Kind == LineKind.Counted,
                        l.Unit,
                        $"{l.Currency}",
                        l.Minor,
                        l.Evidence
                    )),
            ],
            trace
                ?
                [
                    .. answer.Breakdown.Scenarios.Select(s => new MarginReportScenario(
                        s.Unit,
                        s.Number,
                        s.Meaning,
                        $"{s.Currency}",
                        s.Loss,
                        s.Bound
                    )),
                ]
                : null
        );
    }

    private static void Tell(MarginWhatIf answer)
    {
        if (answer.Faults is { } faults)
        {
            foreach (var fault in faults)
                Console.Error.WriteLine($"tokenbourse: {answer.File}: {fault}");
            return;
        }

        Console.WriteLine($"{answer.File}, {answer.Day}");
        Tell("margin", answer.Margin!);
        if (answer.Shadow is not { } shadow)
            return;
        Tell("shadow", shadow);
        Console.WriteLine();
        foreach (var (margin, other) in answer.Margin!.Totals.Zip(shadow.Totals))
            Console.WriteLine(
                $"difference  {margin.Currency} {Money(other.Minor - margin.Minor)} (shadow {Money(other.Minor)}, margin {Money(margin.Minor)})"
            );
    }

    private static void Tell(string title, MarginReport report)
    {
        Console.WriteLine();
        foreach (var source in report.Rules)
            Console.WriteLine(
                $"{title}  {source.Contract}: rule {source.Rule}, margin document version {source.Version}"
                    + (source.Group is null ? "" : $", group {source.Group} version {source.GroupVersion}")
            );
        foreach (var (total, kept) in report.Totals.Zip(report.Kept))
            Console.WriteLine(
                $"{title}  {total.Currency} {Money(total.Minor)}"
                    + (kept.Minor == total.Minor ? "" : $", with the orders {Money(kept.Minor)}")
            );
        Console.WriteLine();
        Console.WriteLine($"  {"line", -22}{"of", -26}{"amount", 18}       from");
        foreach (var line in report.Lines)
            Console.WriteLine(
                $"  {(line.Counted ? line.Code : $"  {line.Code}"), -22}{line.Unit, -26}{Money(line.Minor), 18} {line.Currency}   {line.Evidence}"
            );
        foreach (var unit in (report.Scenarios ?? []).GroupBy(s => s.Unit))
        {
            Console.WriteLine();
            Console.WriteLine($"  {unit.Key}: {"loss by scenario"}");
            foreach (var s in unit)
                Console.WriteLine(
                    $"  {(s.Bound ? ">" : " ")}{s.Number, 5}  {Money(s.LossMinor), 18} {s.Currency}   {s.Meaning}"
                );
        }
    }

    private static string Money(long minor) =>
        ((decimal)minor / Currencies.MinorPerUnit).ToString("#,##0.00", CultureInfo.InvariantCulture);
}
