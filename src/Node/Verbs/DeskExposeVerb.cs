// tokenbourse desk expose: what the programme is exposed to, month by month, with what could not be used.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Hedging;
using Tokenbourse.Node.Hedging.Reports;

namespace Tokenbourse.Node.Verbs;

/// <summary>Exposure out.</summary>
internal static class DeskExposeVerb
{
    public static Command Build()
    {
        var folder = DeskVerb.FolderOption();
        var index = new Option<string?>("--index")
        {
            Description =
                "The index's prints: a CSV as index --csv writes it, or a market.json. Default: computed from the "
                + "shipped reference tables.",
        };
        var prices = new Option<string?>("--prices")
        {
            Description = "Compute index and exchange rates from this folder of observations.",
        };
        var day = new Option<string?>("--day")
        {
            Description = "As of this day, yyyy-MM-dd: nothing printed later is known. Default: the newest print.",
        };
        var vintage = StandardTokenVerb.VintageOption();
        var hedged = new Option<string?>("--hedged")
        {
            Description =
                "CSV month,units: contract units hedged elsewhere, above zero for either side. What the desk's own "
                + "journal holds is added by desk plan.",
        };
        var items = new Option<bool>("--items") { Description = "Every line of every month." };
        var strict = new Option<bool>("--strict") { Description = "Exit 1 when anything was not used." };
        var picture = new Option<string?>("--svg")
        {
            Description = "Write a picture of the months to come to this file.",
        };
        var json = new Option<bool>("--json") { Description = "The exposure table as JSON." };
        var command = new Command(
            "expose",
            "Map bills to contract units, forecast, and say what is open. "
                + "Example: tokenbourse desk expose --desk data/desk"
        )
        {
            folder,
            index,
            prices,
            day,
            vintage,
            hedged,
            items,
            strict,
            picture,
            json,
        };
        command.SetAction(parsed =>
        {
            var desk = new DeskFolder(parsed.GetValue(folder)!);
            var (inputs, contract) = Inputs(
                desk,
                parsed.GetValue(index),
                parsed.GetValue(prices),
                parsed.GetValue(day),
                parsed.GetValue(vintage),
                parsed.GetValue(hedged)
            );
            var table = ExposureMaker.Make(inputs);
            DeskFolder.Write(desk.ExposureFile, table, DeskJson.Default.ExposureTable);
            if (parsed.GetValue(picture) is { } svg)
                DeskFolder.Write(svg, ExposurePicture.Of(table));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(table, DeskJson.Default.ExposureTable));
            else
                foreach (var line in ExposureText.Lines(inputs, table, contract.HedgesEn, parsed.GetValue(items)))
                    Console.WriteLine(line);
            return table.Months.Count == 0 || (parsed.GetValue(strict) && table.Faults.Count > 0) ? 1 : 0;
        });
        return command;
    }

    /// <summary>All that the exposure of a desk's folder is made of.</summary>
    /// <exception cref="VerbException">A document is missing or at fault; each fault has its line.</exception>
    private static (ExposureInputs Inputs, ContractSpec Contract) Inputs(
        DeskFolder desk,
        string? index,
        string? prices,
        string? day,
        string? vintage,
        string? hedged
    )
    {
        var programme = desk.Programme();
        var faults = ProgrammeRules.Faults(programme);
        if (faults.Count > 0)
            throw new VerbException(
                string.Join(
                    "\n",
                    faults.Select(fault => $"{desk.ProgrammeFile}: {fault.Where} '{fault.Value}': {fault.Rule}")
                ),
                1
            );
        var needless = programme.Side == HedgerSide.Lender || programme.Forecast.Entered.Count > 0;
        var usage = needless && !File.Exists(desk.UsageFile) ? new UsageLedger([], []) : desk.Usage();
        var contract = ExposureSources.Contract(programme.Contract);
        var months = ExposureSources.Index(contract.Index, index, prices);
        if (day is not null)
        {
            if (!TradingDate.TryParse(day, out var last))
                throw new VerbException($"--day {day}: must be a date, yyyy-MM-dd", 2);
            months = months.Until(last);
            if (months.Days.Count == 0)
                throw new VerbException($"--day {day}: {contract.Index} was first printed later", 1);
        }

        var inputs = new ExposureInputs(
            programme,
            usage,
            ExposureSources.Terms(contract),
            months,
            ExposureSources.Rates(prices),
            StandardTokenVerb.Load(Home.Rulebook, vintage),
            hedged is null ? new Dictionary<ContractMonth, decimal>() : ExposureSources.Hedged(hedged)
        );
        return (inputs, contract);
    }
}
