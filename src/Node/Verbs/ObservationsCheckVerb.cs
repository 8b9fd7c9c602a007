// tokenbourse observations check: a folder of our own tables through every screen, with the reason for each row held
// back.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Screens;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Verbs;

/// <summary>What a screen held back.</summary>
internal sealed record HeldBack(string Screen, string What, string Reason);

/// <summary>A folder as the screens see it.</summary>
internal sealed record FolderCheck(
    string Folder,
    List<IntakeLines> Tables,
    int Prices,
    int Deals,
    SortedDictionary<string, int> Screens,
    List<HeldBack> HeldBack
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FolderCheck))]
internal sealed partial class FolderCheckJson : JsonSerializerContext;

/// <summary>Reads every table that is there, bad rows reported, and screens prices and deals.</summary>
internal static class ObservationsCheckVerb
{
    private const int Shown = 20;

    private static readonly (string Name, string Kind)[] _tables =
    [
        ("sources.csv", "sources"),
        ("deals.csv", "deals"),
        ("measures.csv", "measures"),
        ("token_prices.csv", "prices"),
        ("gpu_prices.csv", "prices"),
        ("quality.csv", "quality"),
        ("rates.csv", "rates"),
    ];

    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "A folder of our own tables." };
        var screens = new Option<string>("--screens")
        {
            Description = "The screens. Default: rulebook/screens/intake.json.",
            DefaultValueFactory = _ => Path.Combine(Home.Rulebook, "screens", "intake.json"),
        };
        var json = new Option<bool>("--json") { Description = "Everything as JSON." };
        var command = new Command(
            "check",
            "Read all tables of a folder and run every screen. Example: tokenbourse observations check reference"
        )
        {
            folder,
            screens,
            json,
        };
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(folder)!;
            if (!Directory.Exists(source))
                throw new VerbException($"{source}: no such folder", 2);
            var check = Check(source, Rules(parsed.GetValue(screens)!));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(check, FolderCheckJson.Default.FolderCheck));
            else
                Console.Write(Text(check));
            var clean =
                check.HeldBack.Count == 0 && check.Tables.TrueForAll(t => t.Refused == 0 && t.Stopped.Length == 0);
            return clean ? 0 : 1;
        });
        return command;
    }

    public static ScreenRules Rules(string path)
    {
        if (!File.Exists(path))
            throw new VerbException($"{path}: no such file", 2);
        var faults = new List<ScreenFault>();
        return ScreenRules.Read(File.ReadAllText(path), faults)
            ?? throw new VerbException($"{path}: {string.Join("; ", faults)}", 2);
    }

    public static FolderCheck Check(string folder, ScreenRules rules)
    {
        var observations = new List<Observation>();
        var tables = new List<IntakeLines>();
        foreach (var (name, kind) in _tables)
        {
            if (ObservationSets.Find(folder, name) is not { } path)
                continue;
            var intake = TableIntake.Read(path, kind);
            observations.AddRange(intake.Observations);
            tables.Add(IntakeLines.Of(intake.Report));
        }

        if (tables.Count == 0)
            throw new VerbException($"{folder}: must hold one of {string.Join(", ", _tables.Select(t => t.Name))}", 2);
        var held = new List<HeldBack>();
        var prices = new PriceScreens(rules);
        var audit = new DealAudit();
        var deals = new List<DealObservation>();
        var priced = 0;
        foreach (var observation in Observation.InOrder(observations))
        {
            switch (observation.Document)
            {
                case PriceObservation price:
                    priced++;
                    if (prices.Against(price) is { } finding)
                        held.Add(new(finding.Screen, finding.What, finding.Reason));
                    break;
                case SourceDocument defined:
                    if (audit.Define(defined) is { } refused)
                        held.Add(new("source", defined.Source, $"{refused.Field} '{refused.Given}': {refused.Rule}"));
                    break;
                case DealObservation deal:
                    if (audit.Add(deal) is { } fault)
                        held.Add(new("source", Name(deal), $"{fault.Field} '{fault.Given}': {fault.Rule}"));
                    else
                        deals.Add(deal);
                    break;
                default:
                    break;
            }
        }

        var reasons = audit.Reasons();
        for (var i = 0; i < deals.Count; i++)
            if (reasons[i] is { } reason)
                held.Add(new(DealAudit.ScreenOf(reason), Name(deals[i]), reason));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var each in held)
            counts[each.Screen] = counts.GetValueOrDefault(each.Screen) + 1;
        return new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            tables,
            priced,
            deals.Count,
            counts,
            held
        );
    }

    private static string Name(DealObservation d) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{d.Kind} {d.Item}@{d.Seller} to {d.Buyer} {d.From}..{d.To}: {d.Net} {d.Currency}"
        );

    private static string Text(FolderCheck check)
    {
        var text = new StringBuilder();
        foreach (var table in check.Tables)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{table.File, -22}{table.Rows, 9} rows{table.Used, 9} used{table.Refused, 7} refused {table.Stopped}\n"
            );
            foreach (var fault in table.Faults.Take(Shown))
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {new CsvFault(fault.File, fault.Line, fault.Field, fault.Value, fault.Rule)}\n"
                );
        }

        text.Append(CultureInfo.InvariantCulture, $"screened: {check.Prices} prices, {check.Deals} deals\n");
        foreach (var (screen, count) in check.Screens)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {count, 7} held back by {screen}\n");
            foreach (var each in check.HeldBack.Where(h => h.Screen == screen).Take(Shown))
                text.Append(CultureInfo.InvariantCulture, $"            {each.What}: {each.Reason}\n");
        }

        return text.ToString();
    }
}
