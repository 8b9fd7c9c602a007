// tokenbourse standard-token: what one is, whether its factors can be recomputed, and any bill in it.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Reports;

namespace Tokenbourse.Node.Verbs;

/// <summary>show, factors, convert.</summary>
internal static class StandardTokenVerb
{
    public static Command Build() =>
        new("standard-token", "The standard token: its vintage document, its factors, and bills in it.")
        {
            Show(),
            StandardTokenFactorsVerb.Build(),
            Convert(),
        };

    /// <summary>The vintage of that name (its version the highest), or the newest.</summary>
    public static StandardTokenSpec Load(string rulebook, string? vintage)
    {
        StandardTokenSpec? found = null;
        foreach (var (file, text) in Home.Documents(rulebook, "standard-tokens"))
        {
            var faults = new List<SpecFault>();
            var spec = StandardTokenSpec.Read(System.Text.Encoding.UTF8.GetBytes(text), faults);
            if (spec is null)
                throw new VerbException($"{file}: {string.Join("; ", faults)}", 1);
            if (vintage is not null && spec.Vintage != vintage)
                continue;
            var newer = found is null || spec.Frozen > found.Frozen;
            if (newer || (spec.Frozen == found!.Frozen && spec.Version > found.Version))
                found = spec;
        }

        return found ?? throw new VerbException($"{rulebook}/standard-tokens: no vintage {vintage}", 2);
    }

    public static Option<string?> VintageOption() =>
        new("--vintage") { Description = "Name of the vintage, as S-2026-03. Default: the newest." };

    public static Option<string> RulebookOption() =>
        new("--rulebook")
        {
            Description = "Folder with standard-tokens/*.json.",
            DefaultValueFactory = _ => Home.Rulebook,
        };

    private static Command Show()
    {
        var vintage = VintageOption();
        var rulebook = RulebookOption();
        var command = new Command("show", "Print a vintage. Example: tokenbourse standard-token show")
        {
            vintage,
            rulebook,
        };
        command.SetAction(parsed =>
        {
            foreach (var line in StandardTokenText.Vintage(Load(parsed.GetValue(rulebook)!, parsed.GetValue(vintage))))
                Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static Command Convert()
    {
        var bill = new Argument<string[]>("bill")
        {
            Description = "Usage files of any known shape (tokenbourse usage import --help), together one bill.",
            Arity = ArgumentArity.OneOrMore,
        };
        var shape = new Option<string>("--as")
        {
            Description = $"Shape of the files: auto, {string.Join(", ", UsageFormats.Words.Select(w => w.Word))}.",
            DefaultValueFactory = _ => "auto",
        };
        var vintage = VintageOption();
        var rulebook = RulebookOption();
        var steps = new Option<bool>("--steps") { Description = "Every step of every model." };
        var unknown = new Option<string>("--unknown")
        {
            Description =
                "Models whose tokenizer no rule knows: 'one' takes the factor 1 and says so, 'refuse' exits 1.",
            DefaultValueFactory = _ => "one",
        };
        var json = new Option<bool>("--json") { Description = "Every step as JSON." };
        var command = new Command(
            "convert",
            "Restate a bill in standard tokens and TK lots. "
                + "Example: tokenbourse standard-token convert docs/examples/deepseek-2025-02-28.csv --steps"
        )
        {
            bill,
            shape,
            vintage,
            rulebook,
            steps,
            unknown,
            json,
        };
        command.SetAction(parsed =>
        {
            var spec = Load(parsed.GetValue(rulebook)!, parsed.GetValue(vintage));
            var reports = new List<ImportReport>();
            var totals = UsageVerb
                .Read(
                    parsed.GetValue(bill)!,
                    UsageVerb.FormatOf(parsed.GetValue(shape)!),
                    UsageOptions.Standard,
                    reports
                )
                .Totals(byModel: true, byDay: false);
            var converted = Converted(spec, totals, parsed.GetValue(unknown)!);
            var told = new UsageSum();
            foreach (var total in totals)
                told.Add(total.Sum);
            if (parsed.GetValue(json))
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        ConversionJsonReport.Of(spec, converted, told.Costs),
                        ConversionJson.Default.ConversionJsonReport
                    )
                );
            else
                foreach (var line in StandardTokenText.Bill(spec, converted, told, parsed.GetValue(steps)))
                    Console.WriteLine(line);
            return 0;
        });
        return command;
    }

    private static ConvertedBill Converted(StandardTokenSpec spec, IReadOnlyList<UsageTotal> totals, string unknown)
    {
        if (unknown is not ("one" or "refuse"))
            throw new VerbException($"--unknown {unknown}: must be one or refuse", 2);
        try
        {
            var converted = BillConversion.Convert(spec, totals.Select(t => (t.Item, t.Sum)));
            var without = converted.Models.Where(m => m.Tokenizer.Length == 0).Select(m => m.Item).ToList();
            if (unknown == "refuse" && without.Count > 0)
                throw new VerbException(
                    $"no rule of {spec.Vintage} knows the tokenizer of {string.Join(", ", without.Take(5))}"
                        + (
                            without.Count > 5
                                ? string.Create(CultureInfo.InvariantCulture, $" and {without.Count - 5} more")
                                : ""
                        ),
                    1
                );
            return converted;
        }
        catch (UsageLimitException e)
        {
            throw new VerbException(e.Message, 1);
        }
    }
}
