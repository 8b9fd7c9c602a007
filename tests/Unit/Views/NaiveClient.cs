// A reader of one instrument's feed that knows lists and nothing else, and a teller of events by hand.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;
using Xunit;

namespace Tokenbourse.Unit.Views;

/// <summary>Takes a snapshot once, then only updates; again when it fell behind.</summary>
internal sealed class NaiveClient(InstrumentFeed feed)
{
    private readonly List<(Side Side, VisibleOrder Order)> _orders = [];
    private readonly Dictionary<(Side Side, Price Price), DepthLevel> _levels = [];
    private readonly Dictionary<Side, DepthLevel?> _best = new() { [Side.Buy] = null, [Side.Sell] = null };
    private long _sequence;

    public int Applied { get; private set; }

    public void Follow()
    {
        if (_sequence < feed.Sequence && feed.Update(_sequence + 1) is null)
            Snapshot();
        while (feed.Update(_sequence + 1) is { } update)
        {
            Assert.Equal(_sequence + 1, update.Sequence);
            _sequence++;
            if (update is BookUpdate { Delta: var delta })
                Apply(delta);
        }

        Assert.Equal(feed.Sequence, _sequence);
    }

    public void Compare()
    {
        foreach (var side in (Side[])[Side.Buy, Side.Sell])
        {
            var mine = _orders.Where(o => o.Side == side).Select(o => o.Order).ToList();
            // Stable: orders of one price stay in their places.
            var sorted = side == Side.Buy ? mine.OrderByDescending(o => o.Price) : mine.OrderBy(o => o.Price);
            Assert.Equal(feed.Book.Queue(side), sorted);
            var levels = _levels.Where(l => l.Key.Side == side).Select(l => l.Value);
            Assert.Equal(
                feed.Book.Depth(side, int.MaxValue),
                side == Side.Buy ? levels.OrderByDescending(l => l.Price) : levels.OrderBy(l => l.Price)
            );
            Assert.Equal(feed.Book.Best(side), _best[side]);
        }
    }

    private void Snapshot()
    {
        _orders.Clear();
        _levels.Clear();
        foreach (var side in (Side[])[Side.Buy, Side.Sell])
        {
            _orders.AddRange(feed.Book.Queue(side).Select(o => (side, o)));
            foreach (var level in feed.Book.Depth(side, int.MaxValue))
                _levels[(side, level.Price)] = level;
            _best[side] = feed.Book.Best(side);
        }

        _sequence = feed.Sequence;
    }

    private void Apply(in BookDelta delta)
    {
        Applied++;
        var order = delta.Order;
        var at = _orders.FindIndex(o => o.Order.Order == order);
        var now = (delta.Side, new VisibleOrder(delta.Order, delta.Price, delta.Lots));
        if (delta.Action == BookAction.Changed)
            _orders[at] = now;
        else if (delta.Action == BookAction.Removed)
            _orders.RemoveAt(at);
        else
            _orders.Insert(Behind(delta), now);
        if (delta.Level.Orders == 0)
            _levels.Remove((delta.Side, delta.Price));
        else
            _levels[(delta.Side, delta.Price)] = delta.Level;
        if (delta.BestChanged)
            _best[delta.Side] = delta.Best;
    }

    /// <summary>Where an added order goes: behind the one that is named, or in front of all.</summary>
    private int Behind(BookDelta delta) =>
        delta.Behind.Value == 0 ? 0 : 1 + _orders.FindIndex(o => o.Order.Order == delta.Behind);
}

/// <summary>Tells events of instrument 1 by hand.</summary>
internal sealed class Teller(MarketFeed feed)
{
    private long _sequence;

    /// <summary>Added to the next sequence.</summary>
    public int Skip { get; set; }

    public void Book(long order, BookAction action, long ticks, long lots, Side side = Side.Buy) =>
        Tell(MessageKind.BookChanged, new BookChanged(new(1), Next(), new(order), action, side, new(ticks), new(lots)));

    public void Band(long reference) =>
        Tell(
            MessageKind.BandSet,
            new BandSet(new(1), new(20_000), new(reference), new(reference - 100), new(reference + 100))
        );

    public void Trade(long ticks, long lots, long bought, long sold, TradeOrigin origin = TradeOrigin.Continuous) =>
        Tell(
            MessageKind.Traded,
            new Traded(
                new(_sequence + 1),
                new(1),
                new(ticks),
                new(lots),
                new(1),
                new(1),
                default,
                new(2),
                new(2),
                default,
                Side.Buy,
                origin,
                new(bought),
                new(sold),
                Next()
            )
        );

    private long Next() => ++_sequence + Skip;

    private void Tell<T>(MessageKind kind, in T message)
        where T : unmanaged => feed.Apply(new(feed.AsOf + 1, new(feed.AsOf + 1), 0, kind, Codec.Bytes(message)));
}
