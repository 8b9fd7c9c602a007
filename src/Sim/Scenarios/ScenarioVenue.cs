// The stage of a story: an engine, a clock set from the calendar, and what its events added up to.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>An order as far as the events tell.</summary>
public sealed class OrderSeen(OrderAccepted words)
{
    /// <summary>As it was accepted.</summary>
    public OrderAccepted Words { get; } = words;

    /// <summary>All its lots, as last amended.</summary>
    public long Lots { get; set; } = words.Quantity.Lots;

    /// <summary>Its limit in ticks, as last amended.</summary>
    public long Ticks { get; set; } = words.Price.Ticks;

    /// <summary>Lots that may still trade, hidden ones included.</summary>
    public long Left { get; set; } = words.Quantity.Lots;

    /// <summary>Why it left; None while it lives and when it traded in full.</summary>
    public CancelReason Gone { get; set; }

    /// <summary>It was a stop and woke.</summary>
    public bool Woken { get; set; }
}

/// <summary>What a story can do and ask: commands in, events out, sums of the events.</summary>
public interface IScenarioVenue
{
    /// <summary>The time of the next command.</summary>
    Instant Now { get; set; }

    /// <summary>Puts a command on the log; gives its events.</summary>
    IReadOnlyList<Happening> Submit(MessageKind kind, ReadOnlyMemory<byte> payload);

    /// <summary>Every event so far.</summary>
    IReadOnlyList<Happening> Events { get; }

    /// <summary>The visible book, from market data alone.</summary>
    VisibleBook Book { get; }

    /// <summary>Credits less debits of a ledger account, from the postings.</summary>
    long Balance(LedgerCode code, int owner, Currency currency);

    /// <summary>The sum of all ledger accounts of a currency: zero, or money was made.</summary>
    long LedgerSum(Currency currency);

    /// <summary>Net lots of an account, from trades and expiries.</summary>
    long Position(int instrument, int account);

    /// <summary>Net lots of all accounts.</summary>
    IReadOnlyList<long> Positions(int instrument);

    /// <summary>Lots of an account on one side, all or those of today: from openings and closings.</summary>
    long Lots(int instrument, int account, Side side, bool today);

    /// <summary>The sum of the long lots.</summary>
    long OpenInterest(int instrument);

    /// <summary>An order by its number; null when none was accepted under it.</summary>
    OrderSeen? Order(long order);
}

/// <summary>A venue for stories over any engine: a machine, or the naive market.</summary>
public sealed class ScenarioVenue(IMarketEngine engine, Instant start) : IScenarioVenue
{
    private readonly List<Happening> _events = [];
    private readonly NaiveLedger _ledger = new();
    private readonly SortedList<(int Instrument, int Account), long> _positions = [];
    private readonly ScenarioLots _lots = new();
    private readonly SortedList<long, OrderSeen> _orders = [];
    private long _sequence;

    /// <inheritdoc/>
    public Instant Now { get; set; } = start;

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Events => _events;

    /// <inheritdoc/>
    public VisibleBook Book { get; } = new();

    /// <summary>The release that the log begins with.</summary>
    public int Release { get; set; } = Releases.Newest;

    /// <summary>The command log that the story wrote: for checks beside it.</summary>
    public List<(LogEntry Command, IReadOnlyList<Happening> Events)> Log { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        // Stories are told under the newest rules, unless they begin by naming a release themselves.
        if (_sequence == 0 && kind != MessageKind.SetRelease && Release > Releases.First)
            Submit(MessageKind.SetRelease, Codec.Bytes(new SetRelease(Release)));
        var command = new LogEntry(_sequence++, Now, -1, kind, payload);
        var happened = engine.Submit(command);
        Log.Add((command, happened));
        foreach (var happening in happened)
            Fold(happening);
        CompareBook();
        return happened;
    }

    /// <inheritdoc/>
    public long Balance(LedgerCode code, int owner, Currency currency) => _ledger.Of(code, owner, currency);

    /// <inheritdoc/>
    public long LedgerSum(Currency currency) =>
        _ledger.Balances.Where(b => b.Key.Currency == currency).Sum(b => b.Value);

    /// <inheritdoc/>
    public long Position(int instrument, int account) => _positions.GetValueOrDefault((instrument, account));

    /// <inheritdoc/>
    public IReadOnlyList<long> Positions(int instrument) =>
        [.. _positions.Where(p => p.Key.Instrument == instrument).Select(p => p.Value)];

    /// <inheritdoc/>
    public long Lots(int instrument, int account, Side side, bool today) => _lots.Of(instrument, account, side, today);

    /// <inheritdoc/>
    public long OpenInterest(int instrument) =>
        _lots.Known ? _lots.Longs(instrument) : Positions(instrument).Where(p => p > 0).Sum();

    /// <inheritdoc/>
    public OrderSeen? Order(long order) => _orders.GetValueOrDefault(order);

    // What the book shows and what the orders' own events leave must be one: never a lot too many, none of the dead.
    private void CompareBook()
    {
        foreach (var seen in _orders.Values)
        {
            var id = seen.Words.Order.Value;
            var shown = Book.Find(seen.Words.Instrument.Value, id);
            if (shown is null)
                continue;
            var most = seen.Words.Display.Lots > 0 ? long.Min(seen.Words.Display.Lots, seen.Left) : seen.Left;
            if (shown.Lots > most || (seen.Words.Display.Lots == 0 && shown.Lots != seen.Left))
                Book.Faults.Add($"expected order {id} with {most} lots in the book; got {shown.Lots}");
        }
    }

    private void Fold(Happening happening)
    {
        _events.Add(happening);
        _lots.Fold(happening, _positions);
        switch (happening.Kind)
        {
            case MessageKind.Posted:
                _ledger.Post(happening.As<Posted>());
                break;
            case MessageKind.InstrumentExpired:
                var gone = happening.As<InstrumentExpired>().Instrument.Value;
                foreach (var key in _positions.Keys.Where(k => k.Instrument == gone).ToList())
                    _positions.Remove(key);
                break;
            default:
                FoldOrder(happening);
                FoldMarketData(happening);
                break;
        }
    }

    private void FoldOrder(Happening happening)
    {
        switch (happening.Kind)
        {
            case MessageKind.OrderAccepted:
                var accepted = happening.As<OrderAccepted>();
                _orders[accepted.Order.Value] = new(accepted);
                break;
            case MessageKind.OrderAmended:
                var amended = happening.As<OrderAmended>();
                var order = _orders[amended.Order.Value];
                (order.Ticks, order.Lots, order.Left) = (
                    amended.Price.Ticks,
                    amended.Quantity.Lots,
                    amended.Remaining.Lots
                );
                break;
            case MessageKind.OrderReduced:
                var reduced = happening.As<OrderReduced>();
                _orders[reduced.Order.Value].Left = reduced.Remaining.Lots;
                break;
            case MessageKind.OrderElected:
                _orders[happening.As<OrderElected>().Order.Value].Woken = true;
                break;
            case MessageKind.OrderCancelled:
                var cancelled = happening.As<OrderCancelled>();
                (_orders[cancelled.Order.Value].Left, _orders[cancelled.Order.Value].Gone) = (0, cancelled.Reason);
                break;
            case MessageKind.Traded:
                var trade = happening.As<Traded>();
                Fill(trade.BuyOrder, trade.Instrument, trade.Quantity.Lots);
                Fill(trade.SellOrder, trade.Instrument, trade.Quantity.Lots);
                Move(trade.Instrument.Value, trade.Buyer.Value, trade.Quantity.Lots);
                Move(trade.Instrument.Value, trade.Seller.Value, -trade.Quantity.Lots);
                break;
            case MessageKind.ForcedReduced:
                var forced = happening.As<ForcedReduced>();
                Move(forced.Instrument.Value, forced.Buyer.Value, forced.Lots.Lots);
                Move(forced.Instrument.Value, forced.Seller.Value, -forced.Lots.Lots);
                break;
            case MessageKind.DefaultTraded:
                var passed = happening.As<DefaultTraded>();
                Move(passed.Instrument.Value, passed.Buyer.Value, passed.Lots.Lots);
                Move(passed.Instrument.Value, passed.Seller.Value, -passed.Lots.Lots);
                break;
            case MessageKind.SpreadTraded:
                var spread = happening.As<SpreadTraded>();
                Fill(spread.BuyOrder, spread.Instrument, spread.Lots.Lots);
                Fill(spread.SellOrder, spread.Instrument, spread.Lots.Lots);
                break;
        }
    }

    // A leg names the order of its spread, whose lots are counted where the spread trades; an implied spread trade
    // names
    // one order only.
    private void Fill(OrderId order, InstrumentId instrument, long lots)
    {
        if (order.Value != 0 && _orders[order.Value] is var seen && seen.Words.Instrument == instrument)
            seen.Left -= lots;
    }

    private void FoldMarketData(Happening happening)
    {
        (InstrumentId Instrument, long Sequence)? told = happening.Message switch
        {
            BookChanged b => (b.Instrument, b.Sequence),
            Traded t => (t.Instrument, t.Sequence),
            SpreadTraded s => (s.Instrument, s.Sequence),
            StateChanged s => (s.Instrument, s.Sequence),
            IndicativeChanged i => (i.Instrument, i.Sequence),
            AuctionUncrossed u => (u.Instrument, u.Sequence),
            _ => null,
        };
        if (told is not { } at)
            return;
        Book.Follow(at.Instrument.Value, at.Sequence, happening.Kind.ToString());
        if (happening.Message is not BookChanged change)
            return;
        Book.Change(change);
        // An order without a limit of its own (market-to-limit) is told its price here.
        if (Order(change.Order.Value) is { } order)
            order.Ticks = change.Price.Ticks;
    }

    private void Move(int instrument, int account, long lots) =>
        _positions[(instrument, account)] = _positions.GetValueOrDefault((instrument, account)) + lots;
}
