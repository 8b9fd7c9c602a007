// tokenbourse index manipulation: what a contributor could gain against what it would cost, and the limit that follows.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Indexes;

namespace Tokenbourse.Node.Verbs;

/// <summary>One print, or a table of days.</summary>
internal static class IndexManipulationVerb
{
    private sealed record Options(
        Option<double> Move,
        Option<int> Days,
        Option<double> Sales,
        Option<double> Penalty,
        Option<double> Detection,
        Option<long?> Lots
    );

    public static Command Build()
    {
        var index = new Argument<string>("index") { Description = "Name of the index." };
        var day = new Argument<string?>("day")
        {
            Description = "Day of the print, yyyy-MM-dd. Left out: a table of all days.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var from = new SourceOptions();
        var o = new Options(
            new("--move") { Description = "u: how far the price is moved.", DefaultValueFactory = _ => 0.2 },
            new("--days") { Description = "n: for how many prints.", DefaultValueFactory = _ => 5 },
            new("--sales") { Description = "The contributor's own sales a day in the index's units (assumed)." },
            new("--penalty") { Description = "Penalty in the contract's currency (assumed)." },
            new("--detection") { Description = "Probability of being found out, 0 to 1 (assumed)." },
            new("--lots") { Description = "Position. Default: the rulebook's client limit in the contract month." }
        );
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "manipulation",
            "Gain and cost of moving a print, and the position limit that follows. "
                + "Example: tokenbourse index manipulation CSTI-S 2026-03-16 --sales 1000000"
        )
        {
            index,
            day,
            o.Move,
            o.Days,
            o.Sales,
            o.Penalty,
            o.Detection,
            o.Lots,
            json,
        };
        foreach (var option in from.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var source = from.Open(parsed);
            var shapes = Shapes(source, parsed, parsed.GetValue(index)!, parsed.GetValue(day), from, o);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(shapes, ManipulationJson.Default.ListManipulationShape));
            else
                Console.Write(parsed.GetValue(day) is null ? Table(shapes) : Text(shapes[0]));
            return 0;
        });
        return command;
    }

    private static List<ManipulationShape> Shapes(
        IndexSource source,
        ParseResult parsed,
        string index,
        string? day,
        SourceOptions from,
        Options o
    )
    {
        var assumed = new ManipulationAssumptions(
            parsed.GetValue(o.Move),
            parsed.GetValue(o.Days),
            parsed.GetValue(o.Sales),
            parsed.GetValue(o.Penalty),
            parsed.GetValue(o.Detection),
            parsed.GetValue(o.Lots)
        );
        if (assumed.Move is not (> 0 and <= 100) || assumed.Days is < 1 or > 31)
            throw new VerbException("--move must be above 0 and at most 100, --days 1 to 31", 2);
        if (
            assumed.SalesPerDay is not (>= 0 and < double.PositiveInfinity)
            || assumed.Penalty is not (>= 0 and < double.PositiveInfinity)
            || assumed.Detection is not (>= 0 and <= 1)
        )
            throw new VerbException("--sales and --penalty must be numbers from 0 on, --detection 0 to 1", 2);
        if (assumed.Lots is < 1)
            throw new VerbException("--lots must be above 0", 2);
        var (contract, limits) = ManipulationReport.ContractOf(parsed.GetValue(from.Rulebook)!, index);
        var interest = source.IsVenue ? Interest(source.Name, contract) : [];
        IEnumerable<PrintDocument> prints = day is null
            ? Comparison.Prints(source).Where(p => p.Index == index)
            : [source.Remake(index, day).Print];
        var shapes = prints
            .Select(p => ManipulationReport.Of(p, contract, limits, On(interest, p.Day), assumed))
            .OfType<ManipulationShape>()
            .ToList();
        return shapes.Count > 0
            ? shapes
            : throw new VerbException($"{source.Name}: no print of {index} with constituents", 1);
    }

    // Open interest by day over the months of the contract.
    private static SortedList<string, long> Interest(string folder, ContractSpec contract)
    {
        var views = Papers.Views(folder);
        var list = new SortedList<string, long>(StringComparer.Ordinal);
        foreach (var bulletin in views.Bulletins.All)
        {
            list[bulletin.Day.ToString()] = bulletin
                .Parts.SelectMany(p => p.Months)
                .Where(m => views.Board.Of(m.Instrument).Terms.Contract == contract.Contract)
                .Sum(m => m.OpenInterest);
        }

        return list;
    }

    private static long On(SortedList<string, long> interest, string day) =>
        interest.LastOrDefault(i => string.CompareOrdinal(i.Key, day) <= 0).Value;

    private static string Text(ManipulationShape s)
    {
        var text = new StringBuilder();
        var a = s.Assumptions;
        text.Append(
            CultureInfo.InvariantCulture,
            $"{s.Index} {s.Day}: {s.Level} {s.Currency}; contract {s.Contract}, lot {s.LotSize}, "
                + $"final price over {s.Prints} prints\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"a contributor moves his price by {a.Move:0.#%} for {a.Days} prints, with {s.RulebookLimit} lots "
                + $"(open interest {s.OpenInterest})\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"assumed: sales {a.SalesPerDay:0.##} units a day, penalty {a.Penalty:0.##}, "
                + $"detection {a.Detection:0.##}\n\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"  {"contributor", -24}{"weight", 9}{"print", 9}{"final", 9}{"gain/lot", 11}"
                + $"{"gain", 14}{"cost", 14}{"gain/cost", 11}{"limit", 9}\n"
        );
        foreach (var c in s.Contributors)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {c.Name, -24}{c.Weight, 8:0.00}%{c.IndexMove, 9:0.00%}{c.SettlementMove, 9:0.00%}"
                    + $"{c.GainPerLot, 11:0.00}{c.GainAtLimit, 14:0}{c.CostAtLimit, 14:0}"
            );
            text.Append(CultureInfo.InvariantCulture, $"{Shown(c.Ratio), 11}{Lots(c.SuggestedLimit), 9}\n");
        }

        var least = s.Contributors.Min(c => c.SuggestedLimit ?? long.MaxValue);
        text.Append(
            least >= s.RulebookLimit
                ? $"\nthe rulebook's limit of {s.RulebookLimit} lots keeps gain below cost under these assumptions\n"
                : $"\nthe rulebook's limit of {s.RulebookLimit} lots does NOT keep gain below cost: "
                    + $"a contributor's limit of {least} lots would\n"
        );
        return text.Append(
                "an upper bound of a geometric mean, trimmed or not; "
                    + "who is trimmed today is not listed and could come in. "
                    + "A median can move by\nthe whole move of one price. "
                    + "No limit for contributors is enforced; this is a table.\n"
            )
            .ToString();
    }

    private static string Table(List<ManipulationShape> shapes)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"day", -12}{"index", 10}{"heaviest", 24}{"weight", 9}{"gain/lot", 11}"
                + $"{"gain", 14}{"cost", 14}{"limit", 9}\n"
        );
        foreach (var s in shapes)
        {
            var c = s.Contributors[0];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{s.Day, -12}{s.Level, 10:0.0000}{c.Name, 24}{c.Weight, 8:0.00}%{c.GainPerLot, 11:0.00}"
                    + $"{c.GainAtLimit, 14:0}{c.CostAtLimit, 14:0}{Lots(c.SuggestedLimit), 9}\n"
            );
        }

        return text.ToString();
    }

    private static string Shown(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? "no cost";

    private static string Lots(long? lots) => lots?.ToString(CultureInfo.InvariantCulture) ?? "any";
}
