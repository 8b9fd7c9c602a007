// Every report of a matching engine as numbers on a tape, so that two tapes can be compared and read.
using System.Runtime.InteropServices;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>Which report.</summary>
internal enum ReportKind
{
    Traded = 1,
    BookChanged = 2,
    Stayed = 3,
    Lifted = 4,
    Left = 5,
    Reduced = 6,
    Elected = 7,
    Uncrossed = 8,
    Indicated = 9,
    Interrupted = 10,
    SpreadTraded = 11,
}

/// <summary>Writes each report on a tape: its kind, how many numbers follow, the numbers.</summary>
internal readonly struct RecordedReports(List<long> tape) : IMatchingReports
{
    private static readonly string[] SideNames = ["order", "owner", "flags", "limit", "left", "rested", "spread"];

    private static readonly string[] OrderNames =
    [
        "order",
        "book",
        "owner",
        "group",
        "side",
        "type",
        "life",
        "flags",
        "mode",
        "place",
        "price",
        "stop",
        "lots",
        "visible",
        "display",
        "filled",
        "expires",
    ];

    private static readonly string[][] Names =
    [
        [],
        ["book", "seq", "price", "lots", "origin", "aggressor", .. SideNames, .. SideNames],
        ["book", "seq", "order", "action", "side", "price", "lots"],
        OrderNames,
        OrderNames,
        [.. OrderNames, "reason", "stayed"],
        [.. OrderNames, "by", "reason", "stayed"],
        [.. OrderNames, "trigger"],
        ["book", "seq", "price", "lots", "surplus"],
        ["book", "seq", "price", "lots", "surplus"],
        ["book"],
        ["book", "seq", "price", "lots", "buy", "sell", "aggressor", "origin", .. SideNames, .. SideNames],
    ];

    public List<long> Tape { get; } = tape;

    public void Traded(in Match m)
    {
        Begin(ReportKind.Traded);
        Add(m.Instrument.Value, m.Sequence, m.Price.Ticks, m.Lots, (long)m.Origin, (long)m.Aggressor);
        Add(m.Buyer);
        Add(m.Seller);
    }

    public void BookChanged(in BookChanged c)
    {
        Begin(ReportKind.BookChanged);
        Add(c.Instrument.Value, c.Sequence, c.Order.Value, (long)c.Action, (long)c.Side, c.Price.Ticks, c.Lots.Lots);
    }

    public void Stayed(in LiveOrder order)
    {
        Begin(ReportKind.Stayed);
        Add(order);
    }

    public void Lifted(in LiveOrder order)
    {
        Begin(ReportKind.Lifted);
        Add(order);
    }

    public void Left(in LiveOrder order, CancelReason reason, bool stayed)
    {
        Begin(ReportKind.Left);
        Add(order);
        Add((long)reason, stayed ? 1 : 0);
    }

    public void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed)
    {
        Begin(ReportKind.Reduced);
        Add(order);
        Add(by, (long)reason, stayed ? 1 : 0);
    }

    public void Elected(in LiveOrder order, Price trigger)
    {
        Begin(ReportKind.Elected);
        Add(order);
        Add(trigger.Ticks);
    }

    public void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus)
    {
        Begin(ReportKind.Uncrossed);
        Add(instrument.Value, sequence, price.Ticks, lots, surplus);
    }

    public void Indicated(in IndicativeChanged i)
    {
        Begin(ReportKind.Indicated);
        Add(i.Instrument.Value, i.Sequence, i.Price.Ticks, i.Lots.Lots, i.Surplus);
    }

    public void Interrupted(InstrumentId instrument)
    {
        Begin(ReportKind.Interrupted);
        Add(instrument.Value);
    }

    public void SpreadTraded(in SpreadTraded t, in MatchSide buyer, in MatchSide seller)
    {
        Begin(ReportKind.SpreadTraded);
        Add(t.Instrument.Value, t.Sequence, t.Price.Ticks, t.Lots.Lots, t.BuyOrder.Value, t.SellOrder.Value);
        Add((long)t.Aggressor, (long)t.Origin);
        Add(buyer);
        Add(seller);
    }

    /// <summary>The reports of a tape, one after the other, each as a span of its numbers.</summary>
    public static IEnumerable<(ReportKind Kind, long[] Numbers)> Read(List<long> tape)
    {
        for (var at = 0; at < tape.Count; )
        {
            var kind = (ReportKind)tape[at];
            var count = Names[(int)kind].Length;
            yield return (kind, tape.GetRange(at + 1, count).ToArray());
            at += 1 + count;
        }
    }

    /// <summary>The same reports with each number as <paramref name="change"/> gives it back, by its name; the sides of
    /// a match are named "buyer limit" and so on.</summary>
    public static List<string> Changed(List<long> tape, Func<ReportKind, long[], string, long, long> change)
    {
        var lines = new List<string>();
        foreach (var (kind, numbers) in Read(tape))
        {
            var names = NamesOf(kind);
            var changed = numbers.Select((n, i) => $"{names[i]} {change(kind, numbers, names[i], n)}");
            lines.Add($"{kind}: {string.Join(", ", changed)}");
        }

        return lines;
    }

    /// <summary>A tape in words, a report a line; zeros are left out.</summary>
    public static List<string> Lines(List<long> tape) =>
        [.. Read(tape).Select(r => $"{r.Kind}: {string.Join(", ", Words(r.Kind, r.Numbers))}")];

    private static IEnumerable<string> Words(ReportKind kind, long[] numbers) =>
        Names[(int)kind].Zip(numbers).Where(p => p.Second != 0).Select(p => $"{p.First} {p.Second}");

    private static readonly string[][] LongNames = [.. Names.Select(Lengthen)];

    private static string[] NamesOf(ReportKind kind) => LongNames[(int)kind];

    private static string[] Lengthen(string[] names)
    {
        var sides = names.Count(n => n == "rested") == 2 ? names.Length - (2 * SideNames.Length) : names.Length;
        return
        [
            .. names.Select(
                (n, i) =>
                    i < sides ? n
                    : i < sides + SideNames.Length ? "buyer " + n
                    : "seller " + n
            ),
        ];
    }

    private void Begin(ReportKind kind) => Tape.Add((long)kind);

    private void Add(params ReadOnlySpan<long> numbers)
    {
        var at = Tape.Count;
        CollectionsMarshal.SetCount(Tape, at + numbers.Length);
        numbers.CopyTo(CollectionsMarshal.AsSpan(Tape)[at..]);
    }

    private void Add(in MatchSide s) =>
        Add(s.Order.Value, s.Owner, (long)s.Flags, s.Limit.Ticks, s.Left, s.Rested ? 1 : 0, s.Spread.Value);

    private void Add(in LiveOrder o)
    {
        Add(o.Order.Value, o.Instrument.Value, o.Owner, o.Group, (long)o.Side, (long)o.Type, (long)o.TimeInForce);
        Add((long)o.Flags, (long)o.SelfMatch, (long)o.Place, o.Price.Ticks, o.StopPrice.Ticks, o.Lots, o.Visible);
        Add(o.Display, o.Filled, o.Expires.Days);
    }
}
