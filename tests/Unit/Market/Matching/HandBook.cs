// Books for cases worked by hand: orders in few words, what comes of them as a line of text.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>
/// Books 1, 2, … with the band 90 to 110 and S0 = 100, in continuous trading; day 1. Each command gives back what happened:
/// <c>5@101 2x1</c> is a trade of five lots, order 2 buys from order 1; <c>b2: </c> before it: in book 2; <c>leaves 3 with 4
/// Unfilled</c>; <c>rests 3 with 4</c>; a refusal is <c>refused REASON FIELD given limit</c>.
/// </summary>
internal sealed class HandBook
{
    public const long Low = 90;
    public const long High = 110;
    private readonly List<long> _tape = [];
    private readonly Func<MatchingEngine> _make;
    private RecordedReports _reports;

    public HandBook(params MarketModel[] models)
        : this(models, []) { }

    public HandBook(MarketModel[] models, SpreadLegs[] spreads, long reference = 100)
    {
        _make = () => Make(models, spreads);
        Engine = _make();
        _reports = new(_tape);
        for (var i = 1; i <= models.Length + spreads.Length; i++)
        {
            var isSpread = i > models.Length;
            var (low, high) = isSpread ? Engine.BandOf(new(i)) : (new(Low), new(High));
            var s0 = isSpread ? Engine.ValueOf(new(i)) : new(reference);
            Engine.Open(new(i), low, high, s0, ref _reports);
            Engine.SetPhase(new(i), TradingPhase.Continuous, ref _reports);
        }
    }

    public MatchingEngine Engine { get; private set; }

    /// <summary>Also tells what became of the visible book.</summary>
    public bool ShowsBook { get; set; }

    public long Closable { get; set; } = 1_000;

    public static OrderEntry Buy(long number, long price, long lots, int book = 1) =>
        new(
            new(number),
            new(book),
            (int)number,
            (int)number,
            Side.Buy,
            OrderType.Limit,
            TimeInForce.Day,
            new(price),
            lots
        );

    public static OrderEntry Sell(long number, long price, long lots, int book = 1) =>
        Buy(number, price, lots, book) with
        {
            Side = Side.Sell,
        };

    public static OrderEntry BuyStop(long number, long stop, long lots) =>
        Buy(number, 0, lots) with
        {
            Type = OrderType.Stop,
            StopPrice = new(stop),
        };

    public static OrderEntry SellStop(long number, long stop, long lots) =>
        BuyStop(number, stop, lots) with
        {
            Side = Side.Sell,
        };

    public string Do(OrderEntry order, bool closing = true)
    {
        var refusal = MatchingEngine.CheckWords(order);
        if (refusal.IsNone)
            refusal = Engine.Check(order, Bounds(closing)).Refusal;
        if (!refusal.IsNone)
            return Told(refusal);
        Engine.Enter(order, ref _reports);
        return Said();
    }

    /// <summary>Many orders of which nothing is asked.</summary>
    public void Given(params OrderEntry[] orders)
    {
        foreach (var order in orders)
            Assert.DoesNotContain("refused", Do(order), StringComparison.Ordinal);
    }

    public string Amend(long number, long price, long lots)
    {
        Assert.True(Engine.TryFind(new(number), out var live));
        if (MatchingEngine.KeepsPlace(live, new(price), lots))
        {
            Engine.Reduce(live.Order, lots, ref _reports);
            return Said();
        }

        var again = MatchingEngine.Amended(live, new(price), lots);
        var refusal = Engine.Check(again, Bounds(true), amends: true).Refusal;
        if (!refusal.IsNone)
            return Told(refusal);
        Engine.Lift(live.Order, ref _reports);
        Engine.Reenter(again, live.Filled, ref _reports);
        return Said();
    }

    public string Cancel(long number)
    {
        Engine.Cancel(new(number), CancelReason.ByParticipant, ref _reports);
        return Said();
    }

    /// <summary>An auction under way uncrosses first.</summary>
    public string Phase(TradingPhase phase, int book = 1)
    {
        if (Engine.PhaseOf(new(book)).IsAuction())
            Engine.Uncross(new(book), ref _reports);
        Engine.SetPhase(new(book), phase, ref _reports);
        Engine.MatchCrossedSpreads(ref _reports);
        return Said();
    }

    /// <summary>As the calendar does it: the last auction uncrosses, all close, and only then the command ends.</summary>
    public string CloseDay(int book = 1)
    {
        if (Engine.PhaseOf(new(book)).IsAuction())
            Engine.Uncross(new(book), ref _reports);
        Engine.SetPhase(new(book), TradingPhase.Closed, ref _reports);
        Engine.Close(new(book), new(1), last: false, ref _reports);
        return Said();
    }

    public string Open(long low, long high, long reference, int book = 1)
    {
        Engine.Open(new(book), new(low), new(high), new(reference), ref _reports);
        return Said();
    }

    /// <summary>The same books from their bytes.</summary>
    public void Reload()
    {
        var writer = new StateWriter();
        Engine.Save(writer);
        Engine = _make();
        Engine.Load(new(writer.Bytes));
    }

    public LiveOrder Live(long number)
    {
        Assert.True(Engine.TryFind(new(number), out var live));
        return live;
    }

    /// <summary>The visible orders of one side in their order: number, lots, price.</summary>
    public string Orders(Side side, int book = 1)
    {
        var orders = new List<string>();
        Engine.Walk(new(book), side, o => orders.Add($"{o.Order.Value}:{o.Visible}@{o.Price.Ticks}"));
        return string.Join(' ', orders);
    }

    private static MatchingEngine Make(MarketModel[] models, SpreadLegs[] spreads)
    {
        var engine = new MatchingEngine(4);
        foreach (var model in models)
            engine.Add(model);
        foreach (var legs in spreads)
            engine.Add(MarketModel.Plain, legs);
        return engine;
    }

    private MatchingEngine.Bounds Bounds(bool closing) => new(1_000, Closable, closing, new(1));

    private static string Told(Refusal r) => $"refused {r.Reason} {r.Field} {r.Given} {r.Limit}";

    private string Said()
    {
        Engine.WakeStops(ref _reports);
        Engine.TellIndications(ref _reports);
        var said = RecordedReports.Read(_tape).Select(r => Word(r.Kind, r.Numbers)).Where(w => w.Length > 0).ToList();
        _tape.Clear();
        return string.Join(", ", said);
    }

    private string Word(ReportKind kind, long[] n) =>
        kind switch
        {
            ReportKind.Traded => $"{BookWord(n[0])}{n[3]}@{n[2]} {n[6]}x{n[13]}",
            ReportKind.SpreadTraded => $"{BookWord(n[0])}{n[3]}@{n[2]} {n[4]}x{n[5]} {(TradeOrigin)n[7]}",
            ReportKind.Left => $"leaves {n[0]} with {n[12]} {(CancelReason)n[17]}",
            ReportKind.Stayed when n[9] == (long)OrderPlace.Resting => $"rests {n[0]} with {n[12]}",
            ReportKind.Stayed => $"sleeps {n[0]}",
            ReportKind.Reduced => $"reduced {n[0]} by {n[17]} to {n[12]}",
            ReportKind.Elected => $"elected {n[0]} at {n[17]}",
            ReportKind.Uncrossed => $"uncrossed {n[3]}@{n[2]} surplus {n[4]}",
            ReportKind.Indicated => $"indicated {n[3]}@{n[2]} surplus {n[4]}",
            ReportKind.Interrupted => "interrupted",
            ReportKind.BookChanged when ShowsBook => $"{(BookAction)n[3]} {n[2]} {n[6]}@{n[5]}",
            _ => "",
        };

    private static string BookWord(long book) => book == 1 ? "" : $"b{book}: ";
}
