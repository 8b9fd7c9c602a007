// What became of each account's orders and trades over about a day, followed on the event log by who asks.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Costs nothing until it is asked first; then it begins a day back, in the venue's time. For many threads.
/// Who holds the views' gate must not ask.</summary>
/// <param name="events">The market's event log from a sequence on.</param>
internal sealed class AccountHistory(VenueViews views, Func<long, IEnumerable<LogEntry>> events)
{
    /// <summary>Ended orders that are remembered of an account; so many trades, too.</summary>
    public const int Kept = 1_000;

    private const int KeptChanges = 16_384;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, OwnOrder> _orders = [];
    private readonly Dictionary<int, Past> _pasts = [];
    private readonly Dictionary<int, int> _heard = [];
    private readonly List<OwnChange> _changes = [];
    private long _dropped;
    private long _next = -1;

    private sealed record Past(Queue<OwnOrder> Ended, Queue<OwnTrade> Trades);

    /// <summary>An order by its number, also a live one that is older than what is remembered; null: none.</summary>
    public OwnOrder? Of(OrderId order)
    {
        lock (_gate)
        {
            CatchUp();
            return _orders.TryGetValue(order.Value, out var known) ? known with { } : Live(order);
        }
    }

    /// <summary>An account's live orders, oldest first.</summary>
    public IReadOnlyList<OwnOrder> Open(int account)
    {
        lock (_gate)
        {
            CatchUp();
            List<OwnOrder> open = [];
            lock (views.Gate)
            {
                foreach (var live in views.Orders.Of(new AccountId(account)))
                    open.Add(
                        _orders.GetValueOrDefault(live.Order.Value) is { } known ? known with { } : OwnOrder.Of(live)
                    );
            }

            return open;
        }
    }

    /// <summary>An account's ended orders, newest first.</summary>
    public IReadOnlyList<OwnOrder> Ended(int account)
    {
        lock (_gate)
        {
            CatchUp();
            return _pasts.TryGetValue(account, out var past) ? [.. past.Ended.Reverse()] : [];
        }
    }

    /// <summary>An account's trades, newest first.</summary>
    public IReadOnlyList<OwnTrade> Trades(int account)
    {
        lock (_gate)
        {
            CatchUp();
            return _pasts.TryGetValue(account, out var past) ? [.. past.Trades.Reverse()] : [];
        }
    }

    /// <summary>From here on the account's changes are kept for who hears them. Returns where they begin.</summary>
    public long Hear(int account)
    {
        lock (_gate)
        {
            CatchUp();
            _heard[account] = _heard.GetValueOrDefault(account) + 1;
            return _dropped + _changes.Count;
        }
    }

    public void Leave(int account)
    {
        lock (_gate)
        {
            if (--_heard[account] == 0)
                _heard.Remove(account);
        }
    }

    /// <summary>Changes of an account from a place on, and the place behind them; false: the oldest are gone.</summary>
    public bool Since(int account, ref long place, List<OwnChange> changes)
    {
        lock (_gate)
        {
            CatchUp();
            if (place < _dropped)
                return false;
            for (var i = (int)(place - _dropped); i < _changes.Count; i++)
            {
                if (_changes[i].Account.Value == account)
                    changes.Add(_changes[i]);
            }

            place = _dropped + _changes.Count;
            return true;
        }
    }

    private OwnOrder? Live(OrderId order)
    {
        lock (views.Gate)
            return views.Orders.Of(order) is { } live ? OwnOrder.Of(live) : null;
    }

    private void CatchUp()
    {
        long reached;
        lock (views.Gate)
        {
            reached = views.AsOf;
            if (_next < 0)
                _next = Begin();
        }

        if (_next > reached)
            return;
        foreach (var entry in events(_next))
        {
            if (entry.Sequence > reached)
                break;
            Fold(entry);
            _next = entry.Sequence + 1;
        }
    }

    // The feeds know places on the log that are about a day old.
    private long Begin()
    {
        var newest = Instant.Never;
        var begin = views.AsOf + 1;
        foreach (var row in views.Board.Live)
        {
            if (views.Replays.For(row.Id, long.MaxValue) is { } mark && (newest == Instant.Never || mark.Time > newest))
                newest = mark.Time;
        }

        foreach (var row in views.Board.Live)
        {
            var oldest = views.Replays.For(row.Id, views.Replays.Before(row.Id) + 1);
            if (oldest is not null && newest.Nanoseconds - oldest.Time.Nanoseconds <= 2 * Instant.PerDay)
                begin = long.Min(begin, oldest.Event + 1);
        }

        return begin;
    }

    private void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.OrderAccepted:
                var order = OwnOrder.Of(entry.As<OrderAccepted>(), entry.Time);
                _orders[order.Order.Value] = order;
                Tell(entry, order);
                break;
            case MessageKind.BookChanged
                when entry.As<BookChanged>() is { Action: BookAction.Added or BookAction.AddedInFront } added
                    && _orders.TryGetValue(added.Order.Value, out var resting):
                (resting.Sleeps, resting.Price) = (false, added.Price);
                Tell(entry, resting);
                break;
            case MessageKind.Traded:
                Trade(entry, entry.As<Traded>());
                break;
            case MessageKind.DefaultTraded:
                Trade(entry, entry.As<DefaultTraded>().AsTrade());
                break;
            case MessageKind.ForcedReduced:
                Trade(entry, entry.As<ForcedReduced>().AsTrade());
                break;
            case MessageKind.SpreadTraded:
                var spread = entry.As<SpreadTraded>();
                Fill(entry, spread.BuyOrder, spread.Instrument, spread.Price, spread.Lots.Lots);
                Fill(entry, spread.SellOrder, spread.Instrument, spread.Price, spread.Lots.Lots);
                break;
            case MessageKind.OrderAmended
                when entry.As<OrderAmended>() is var a && _orders.TryGetValue(a.Order.Value, out var amended):
                (amended.Lots, amended.Remaining, amended.Amended) = (a.Quantity.Lots, a.Remaining.Lots, true);
                amended.Price = amended.Price is null ? null : a.Price;
                Tell(entry, amended);
                break;
            case MessageKind.OrderReduced
                when entry.As<OrderReduced>() is var r && _orders.TryGetValue(r.Order.Value, out var reduced):
                reduced.Remaining = r.Remaining.Lots;
                Tell(entry, reduced);
                break;
            case MessageKind.OrderElected when _orders.TryGetValue(entry.As<OrderElected>().Order.Value, out var woken):
                (woken.Elected, woken.Sleeps) = (true, false);
                Tell(entry, woken);
                break;
            case MessageKind.OrderCancelled
                when entry.As<OrderCancelled>() is var c && _orders.TryGetValue(c.Order.Value, out var gone):
                gone.Gone = c.Reason;
                End(gone);
                Tell(entry, gone);
                break;
            default:
                break;
        }
    }

    private void Trade(in LogEntry entry, in Traded t)
    {
        var own = t.Buyer == t.Seller;
        Fill(entry, t.BuyOrder, t.Instrument, t.Price, t.Quantity.Lots);
        Fill(entry, t.SellOrder, t.Instrument, t.Price, t.Quantity.Lots);
        Keep(entry, Half(t, entry.Time, t.Buyer, t.BuyOrder, Side.Buy, t.BuyerFee, own));
        Keep(entry, Half(t, entry.Time, t.Seller, t.SellOrder, Side.Sell, t.SellerFee, own));
    }

    private static OwnTrade Half(
        in Traded t,
        Instant time,
        AccountId account,
        OrderId order,
        Side side,
        Money fee,
        bool own
    ) =>
        new(
            t.Trade,
            t.Sequence,
            time,
            account,
            t.Instrument,
            order,
            side,
            t.Price,
            t.Quantity.Lots,
            fee,
            t.Aggressor,
            own
        );

    // A leg names the order of its spread, whose lots are counted where the spread trades.
    private void Fill(in LogEntry entry, OrderId id, InstrumentId instrument, Price price, long lots)
    {
        if (!_orders.TryGetValue(id.Value, out var order) || order.Instrument != instrument)
            return;
        order.Filled += lots;
        order.Remaining -= lots;
        order.TicksTimesLots += (Int128)price.Ticks * lots;
        if (order.Remaining == 0)
            End(order);
        Tell(entry, order);
    }

    private Past Of(AccountId account)
    {
        if (!_pasts.TryGetValue(account.Value, out var past))
            _pasts.Add(account.Value, past = new(new(), new()));
        return past;
    }

    private void End(OwnOrder order)
    {
        var ended = Of(order.Account).Ended;
        ended.Enqueue(order);
        if (ended.Count > Kept)
            _orders.Remove(ended.Dequeue().Order.Value);
    }

    private void Keep(in LogEntry entry, OwnTrade trade)
    {
        var trades = Of(trade.Account).Trades;
        trades.Enqueue(trade);
        if (trades.Count > Kept)
            trades.Dequeue();
        if (_heard.ContainsKey(trade.Account.Value))
            Add(new(entry.Cause, trade.Account, null, trade));
    }

    // One image an order and command: what lies between is nobody's to see.
    private void Tell(in LogEntry entry, OwnOrder order)
    {
        order.Updated = entry.Time;
        if (!_heard.ContainsKey(order.Account.Value))
            return;
        for (var i = _changes.Count - 1; i >= 0 && _changes[i].Cause == entry.Cause; i--)
        {
            if (_changes[i].Order?.Order == order.Order)
            {
                _changes[i] = _changes[i] with { Order = order with { } };
                return;
            }
        }

        Add(new(entry.Cause, order.Account, order with { }, null));
    }

    private void Add(OwnChange change)
    {
        if (_changes.Count == KeptChanges)
        {
            _changes.RemoveRange(0, KeptChanges / 2);
            _dropped += KeptChanges / 2;
        }

        _changes.Add(change);
    }
}
