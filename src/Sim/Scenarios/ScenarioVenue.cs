// The stage of a story: an engine, a clock set from the calendar, and what its events added up to.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>An order as far as the events tell.</summary>
public sealed class OrderSeen(OrderAccepted words)
{
    public OrderAccepted Words { get; } = words;

    public long Left { get; set; } = words.Quantity.Lots;
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

    /// <summary>Credits less debits of a ledger account, from the postings.</summary>
    long Balance(LedgerCode code, int owner, Currency currency);

    /// <summary>The sum of all ledger accounts of a currency: zero, or money was made.</summary>
    long LedgerSum(Currency currency);

    /// <summary>Net lots of an account, from trades and expiries.</summary>
    long Position(int instrument, int account);

    /// <summary>Net lots of all accounts.</summary>
    IReadOnlyList<long> Positions(int instrument);

    /// <summary>Orders that rest, in order of entry.</summary>
    IReadOnlyList<OrderSeen> Resting(int instrument);
}

/// <summary>A venue for stories over any engine: a machine, or the naive market.</summary>
public sealed class ScenarioVenue(IMarketEngine engine, Instant start) : IScenarioVenue
{
    private readonly List<Happening> _events = [];
    private readonly NaiveLedger _ledger = new();
    private readonly SortedList<(int Instrument, int Account), long> _positions = [];
    private readonly SortedList<long, OrderSeen> _orders = [];
    private long _sequence;

    /// <inheritdoc/>
    public Instant Now { get; set; } = start;

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Events => _events;

    /// <summary>The command log that the story wrote: for checks beside it.</summary>
    public List<(LogEntry Command, IReadOnlyList<Happening> Events)> Log { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        var command = new LogEntry(_sequence++, Now, -1, kind, payload);
        var happened = engine.Submit(command);
        Log.Add((command, happened));
        foreach (var happening in happened)
            Fold(happening);
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
    public IReadOnlyList<OrderSeen> Resting(int instrument) =>
        [.. _orders.Values.Where(o => o.Words.Instrument.Value == instrument && o.Left > 0)];

    private void Fold(Happening happening)
    {
        _events.Add(happening);
        switch (happening.Kind)
        {
            case MessageKind.Posted:
                _ledger.Post(happening.As<Posted>());
                break;
            case MessageKind.OrderAccepted:
                var accepted = happening.As<OrderAccepted>();
                _orders[accepted.Order.Value] = new(accepted);
                break;
            case MessageKind.OrderCancelled:
                _orders[happening.As<OrderCancelled>().Order.Value].Left = 0;
                break;
            case MessageKind.Traded:
                var trade = happening.As<Traded>();
                _orders[trade.BuyOrder.Value].Left -= trade.Quantity.Lots;
                _orders[trade.SellOrder.Value].Left -= trade.Quantity.Lots;
                Move(trade.Instrument.Value, trade.Buyer.Value, trade.Quantity.Lots);
                Move(trade.Instrument.Value, trade.Seller.Value, -trade.Quantity.Lots);
                break;
            case MessageKind.InstrumentExpired:
                var gone = happening.As<InstrumentExpired>().Instrument.Value;
                foreach (var key in _positions.Keys.Where(k => k.Instrument == gone).ToList())
                    _positions.Remove(key);
                break;
        }
    }

    private void Move(int instrument, int account, long lots) =>
        _positions[(instrument, account)] = _positions.GetValueOrDefault((instrument, account)) + lots;
}
