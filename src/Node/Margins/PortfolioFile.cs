// A portfolio in a file, JSON or CSV: read whole, each fault with its code, field, value and nearest valid one.
using System.Text.Json;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Margins;

/// <summary>What is wrong with a portfolio file. Codes: docs/protocols/portfolio-file.md.</summary>
/// <param name="Nearest">A valid value near the given one; empty where there is none to name.</param>
internal sealed record PortfolioFault(string Code, string Field, string Given, string Rule, string Nearest)
{
    public override string ToString() =>
        $"{Code} {(Field.Length == 0 ? "file" : Field)}: {(Given.Length == 0 ? "missing" : $"'{Given}'")}: {Rule}"
        + (Nearest.Length == 0 ? "" : $"; nearest: {Nearest}");
}

/// <summary>A month's prices and state as the file gives them, prices in units of the quote.</summary>
internal sealed record MonthEntry
{
    public required string Field { get; init; }

    public required string Contract { get; init; }

    public required ContractMonth Month { get; init; }

    public required decimal Settlement { get; init; }

    public decimal Last { get; init; }

    public decimal Average { get; init; }

    public int TradingDaysLeft { get; init; }

    public long OpenInterest { get; init; }

    public int LadderPpm { get; init; }

    public int NoticePpm { get; init; }

    public int PrintsKnown { get; init; }

    public int PrintsTotal { get; init; }
}

/// <summary>Lots held, or lots of an order.</summary>
/// <param name="Price">Open price, or the order's limit; 0: not given.</param>
internal sealed record LotsEntry(
    string Field,
    string Contract,
    ContractMonth Month,
    Side Side,
    long Lots,
    decimal Price,
    bool Today,
    bool Hedge
);

/// <summary>The whole file.</summary>
internal sealed record PortfolioFile(
    TradingDate Day,
    IReadOnlyList<MonthEntry> Months,
    IReadOnlyList<LotsEntry> Positions,
    IReadOnlyList<LotsEntry> Orders
)
{
    private const long MostLots = 1_000_000_000;
    private const decimal MostPrice = 1_000_000_000m;

    /// <summary>Reads a file; null when it has faults.</summary>
    public static PortfolioFile? Read(string path, List<PortfolioFault> faults)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new("PF-001", "", path, "must be a file that can be read", ""));
            return null;
        }

        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && PortfolioCsv.ToJson(bytes, faults) is { } json)
            bytes = json;
        return faults.Count > 0 ? null : Parse(bytes, faults);
    }

    /// <summary>Reads the JSON form.</summary>
    public static PortfolioFile? Parse(byte[] json, List<PortfolioFault> faults)
    {
        var found = new List<SpecFault>();
        var file = Fields.Parse(json, found) is { } f ? Parse(f, faults) : null;
        faults.InsertRange(0, found.Select(s => new PortfolioFault("PF-002", s.Path, s.Given, s.Rule, "")));
        return faults.Count > 0 ? null : file;
    }

    private static PortfolioFile Parse(Fields f, List<PortfolioFault> faults)
    {
        f.Text("note", fallback: "-");
        var day = f.Date("day");
        var months = new List<MonthEntry>();
        foreach (var (m, i) in f.Objects("months").Select((m, i) => (m, i)))
            months.Add(MonthOf(m, $"months[{i}]", faults));
        var file = new PortfolioFile(
            day,
            months,
            [.. f.Objects("positions").Select((p, i) => PositionOf(p, $"positions[{i}]", faults))],
            [.. f.Objects("orders", required: false).Select((o, i) => OrderOf(o, $"orders[{i}]", faults))]
        );
        f.Done();
        return file;
    }

    private static MonthEntry MonthOf(Fields m, string field, List<PortfolioFault> faults)
    {
        var settlement = m.Fraction("settlement", 0.000001m, MostPrice);
        var prints = m.Object("prints", required: false);
        var total = (int)(prints?.Whole("total", 1, 366) ?? 0);
        var entry = new MonthEntry
        {
            Field = field,
            Contract = m.Text("contract"),
            Month = ReadMonth(m, field, faults),
            Settlement = settlement,
            Last = m.Fraction("last", 0m, MostPrice, settlement),
            Average = m.Fraction("average", 0m, MostPrice, settlement),
            TradingDaysLeft = (int)m.Whole("tradingDaysLeft", 0, 2_500, 0),
            OpenInterest = m.Whole("openInterest", 0, 1_000_000_000_000, 0),
            LadderPpm = m.Ppm("ladder", 0m, 1m, 0m),
            NoticePpm = m.Ppm("notice", 0m, 1m, 0m),
            PrintsKnown = (int)(prints?.Whole("known", 0, total) ?? 0),
            PrintsTotal = total,
        };
        prints?.Done();
        m.Done();
        return entry;
    }

    private static LotsEntry PositionOf(Fields p, string field, List<PortfolioFault> faults)
    {
        var entry = new LotsEntry(
            field,
            p.Text("contract"),
            ReadMonth(p, field, faults),
            p.Word("side", [("long", Side.Buy), ("short", Side.Sell)]),
            p.Whole("lots", 0, MostLots),
            p.Fraction("open", 0m, MostPrice, 0m),
            p.Flag("today", false),
            p.Flag("hedge", false)
        );
        p.Done();
        return entry;
    }

    private static LotsEntry OrderOf(Fields o, string field, List<PortfolioFault> faults)
    {
        var entry = new LotsEntry(
            field,
            o.Text("contract"),
            ReadMonth(o, field, faults),
            o.Word("side", [("buy", Side.Buy), ("sell", Side.Sell)]),
            o.Whole("lots", 1, MostLots),
            o.Fraction("price", 0.000001m, MostPrice),
            true,
            o.Flag("hedge", false)
        );
        o.Done();
        return entry;
    }

    private static ContractMonth ReadMonth(Fields f, string field, List<PortfolioFault> faults)
    {
        var text = f.Text("month");
        if (TradingDate.TryParse($"{text}-01", out var date))
            return ContractMonth.Of(date);
        if (text.Length > 0)
            faults.Add(new("PF-002", $"{field}.month", text, "must be a month, yyyy-MM", ""));
        return default;
    }
}
