// tokenbourse supply: contracts of a venue, and what a buyer or seller checks of their papers on its own machine.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Supply;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Model.Messages;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SupplyCheckReport))]
internal sealed partial class SupplyJson : JsonSerializerContext;

/// <summary>The verbs about supply contracts.</summary>
internal static class SupplyVerb
{
    public static Command Build() =>
        new("supply", "Index-linked supply contracts: what a venue holds, and invoices checked from one's own records.")
        {
            SupplyShowVerbs.List(),
            SupplyShowVerbs.Show(),
            Check(),
        };

    private static Command Check()
    {
        var invoice = new Argument<string>("invoice")
        {
            Description = "The invoice as JSON: the document, or the entry of an event log that holds it.",
        };
        var usage = new Option<string?>("--usage")
        {
            Description =
                "One's own use: a table day,units; a table of GPU hours; or a usage export, converted to standard "
                + "tokens.",
        };
        var prints = new Option<string?>("--prints")
        {
            Description = "The index's prints: a table day,value; a table as index --csv writes it; a market.json.",
        };
        var terms = new Option<string?>("--terms") { Description = "The contract as signed." };
        var shape = new Option<string>("--as")
        {
            Description =
                $"Shape of a usage export: auto, {string.Join(", ", UsageFormats.Words.Select(w => w.Word))}.",
            DefaultValueFactory = _ => "auto",
        };
        var tolerance = new Option<decimal>("--tolerance")
        {
            Description = "Metered units by which a day's use may differ without being told.",
        };
        var vintage = StandardTokenVerb.VintageOption();
        var all = new Option<bool>("--all") { Description = "Every line, not only those that differ." };
        var json = new Option<bool>("--json") { Description = "The report as JSON." };
        var command = new Command(
            "check",
            "Work an invoice out again from one's own records and say line by line where it differs; exit 1 when it "
                + "does. Example: tokenbourse supply check invoice.json --usage use.csv --prints prints.csv"
        )
        {
            invoice,
            usage,
            prints,
            terms,
            shape,
            tolerance,
            vintage,
            all,
            json,
        };
        command.SetAction(parsed =>
        {
            var document = SupplyFiles.Invoice(parsed.GetValue(invoice)!);
            var within = parsed.GetValue(tolerance);
            if (within < 0)
                throw new VerbException($"--tolerance {within}: must be from 0", 2);
            var notes = new List<string>();
            var own = new SupplyEvidence(
                parsed.GetValue(usage) is { } used
                    ? SupplyFiles.Usage(
                        used,
                        UsageVerb.FormatOf(parsed.GetValue(shape)!),
                        document.UtcMinutes,
                        parsed.GetValue(vintage),
                        notes
                    )
                    : null,
                parsed.GetValue(prints) is { } printed ? SupplyFiles.Prints(printed, document.Index) : null,
                parsed.GetValue(terms) is { } signed ? SupplyFiles.Terms(signed) : null,
                SupplyFiles.BusinessDays(document.Calendar),
                within
            );
            var report = Report(document, own);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, SupplyJson.Default.SupplyCheckReport));
            else
                foreach (var line in Lines(document, report, notes, parsed.GetValue(all)))
                    Console.WriteLine(line);
            return report.Differences > 0 ? 1 : 0;
        });
        return command;
    }

    private static SupplyCheckReport Report(SupplyInvoiceDocument invoice, SupplyEvidence own)
    {
        try
        {
            return SupplyCheck.Of(invoice, own);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or DivideByZeroException)
        {
            throw new VerbException($"the invoice cannot be worked out: {e.Message}", 1);
        }
    }

    /// <summary>The report for people.</summary>
    public static IEnumerable<string> Lines(
        SupplyInvoiceDocument invoice,
        SupplyCheckReport report,
        IReadOnlyList<string> notes,
        bool all
    )
    {
        yield return $"invoice {report.Supply} {report.Month}: account {invoice.Seller} to account {invoice.Buyer}, "
            + $"{Money(report.AmountMinor)} {report.Currency}";
        foreach (var note in notes)
            yield return note;
        foreach (var note in report.NotChecked)
            yield return $"not checked: {note}";
        var shown = report.Lines.Where(line => all || line.Differs).ToList();
        if (shown.Count > 0)
        {
            var width = shown.Max(line => line.Item.Length);
            var (theirs, ours) = (Width(shown, l => l.Invoice), Width(shown, l => l.Own));
            yield return "";
            yield return $"  {"line".PadRight(width)}  {"invoice".PadLeft(theirs)}  {"own".PadLeft(ours)}  rule";
            foreach (var line in shown)
                yield return $"{(line.Differs ? "! " : "  ")}{line.Item.PadRight(width)}  "
                    + $"{line.Invoice.PadLeft(theirs)}  {line.Own.PadLeft(ours)}  {line.Rule}";
        }

        yield return "";
        yield return report.Differences == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{report.Lines.Count} lines compared: all agree")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Lines.Count} lines compared: {report.Differences} differ; "
            ) + $"own amount {Money(report.OwnAmountMinor)} {report.Currency}";
    }

    private static int Width(List<SupplyCheckLine> lines, Func<SupplyCheckLine, string> text) =>
        int.Max(7, lines.Max(line => text(line).Length));

    private static string Money(decimal? minor) =>
        minor is { } m ? string.Create(CultureInfo.InvariantCulture, $"{m / 100:N2}") : "unknown";
}
