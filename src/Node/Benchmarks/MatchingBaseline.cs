// The book that ours is compared with: sorted dictionary, linked lists, hash table, as it is written when speed is
// nobody's concern.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What the plain book tells.</summary>
internal enum PlainReportKind
{
    Accepted,
    Refused,
    Traded,
    Cancelled,
    Amended,
}

/// <param name="Other">The resting order of a trade.</param>
internal readonly record struct PlainReport(PlainReportKind Kind, int Order, int Other, long Price, long Lots);

/// <summary>
/// Price, then time; limit orders (day, fill-and-kill), cancel, amend. No other order types, no protections, no
/// market data: what
/// it does not know it takes for a plain limit order.
/// </summary>
internal sealed class PlainBook
{
    private readonly SortedDictionary<long, LinkedList<Order>> _bids = new(
        Comparer<long>.Create((a, b) => b.CompareTo(a))
    );
    private readonly SortedDictionary<long, LinkedList<Order>> _asks = [];
    private readonly Dictionary<long, LinkedListNode<Order>> _orders = [];

    public event Action<PlainReport>? Reported;

    public void Enter(int id, Side side, long price, long lots, bool rests)
    {
        Tell(PlainReportKind.Accepted, id, 0, price, lots);
        lots = Match(id, side, price, lots);
        if (lots == 0)
            return;
        if (rests)
            Rest(new Order(id, side, price, lots));
        else
            Tell(PlainReportKind.Cancelled, id, 0, price, lots);
    }

    public void Cancel(int id)
    {
        if (!_orders.TryGetValue(id, out var node))
        {
            Tell(PlainReportKind.Refused, id, 0, 0, 0);
            return;
        }

        Remove(node);
        Tell(PlainReportKind.Cancelled, id, 0, node.Value.Price, node.Value.Lots);
    }

    public void Amend(int id, long price, long lots)
    {
        if (!_orders.TryGetValue(id, out var node))
        {
            Tell(PlainReportKind.Refused, id, 0, 0, 0);
            return;
        }

        var order = node.Value;
        Tell(PlainReportKind.Amended, id, 0, price, lots);
        if (price == order.Price && lots <= order.Lots)
        {
            order.Lots = lots;
            return;
        }

        Remove(node);
        lots = Match(id, order.Side, price, lots);
        if (lots > 0)
            Rest(new Order(id, order.Side, price, lots));
    }

    private long Match(int id, Side side, long price, long lots)
    {
        var others = side == Side.Buy ? _asks : _bids;
        while (lots > 0 && others.Count > 0)
        {
            var (best, level) = others.First();
            if (side == Side.Buy ? best > price : best < price)
                break;
            var first = level.First!;
            var traded = long.Min(lots, first.Value.Lots);
            lots -= traded;
            first.Value.Lots -= traded;
            if (first.Value.Lots == 0)
                Remove(first);
            Tell(PlainReportKind.Traded, id, first.Value.Id, best, traded);
        }

        return lots;
    }

    private void Rest(Order order)
    {
        var own = order.Side == Side.Buy ? _bids : _asks;
        if (!own.TryGetValue(order.Price, out var level))
            own.Add(order.Price, level = new());
        _orders.Add(order.Id, level.AddLast(order));
    }

    private void Remove(LinkedListNode<Order> node)
    {
        var order = node.Value;
        var level = node.List!;
        level.Remove(node);
        if (level.Count == 0)
            (order.Side == Side.Buy ? _bids : _asks).Remove(order.Price);
        _orders.Remove(order.Id);
    }

    private void Tell(PlainReportKind kind, int order, int other, long price, long lots) =>
        Reported?.Invoke(new(kind, order, other, price, lots));

    private sealed class Order(int id, Side side, long price, long lots)
    {
        public int Id { get; } = id;

        public Side Side { get; } = side;

        public long Price { get; } = price;

        public long Lots { get; set; } = lots;
    }
}

/// <summary>Plain books by instrument, driven by a stream.</summary>
internal readonly struct BaselineBooks<TSink> : IMatchingBook<BaselineBooks<TSink>>
    where TSink : struct, IReportSink
{
    private readonly PlainBook[] _books;
    private readonly Listener _listener = new();

    private BaselineBooks(int instruments)
    {
        _books = new PlainBook[instruments];
        for (var i = 0; i < instruments; i++)
        {
            _books[i] = new();
            _books[i].Reported += _listener.Hear;
        }
    }

    public static IReadOnlyList<string> Features => ["limit", "day", "fill-and-kill", "cancel", "amend"];

    public ReportTally Tally => _listener.Sink.Tally;

    public static BaselineBooks<TSink> Open(StreamHeader header) => new(header.Instruments.Count);

    public void Apply(in OrderMessage m)
    {
        var book = _books[m.Instrument - 1];
        switch (m.Operation)
        {
            case StreamOperation.New:
                book.Enter(m.Order, m.Side, m.Price, m.Lots, m.TimeInForce == StreamTimeInForce.Day);
                break;
            case StreamOperation.Cancel:
                book.Cancel(m.Order);
                break;
            default:
                book.Amend(m.Order, m.Price, m.Lots);
                break;
        }
    }

    private sealed class Listener
    {
        private readonly TSink[] _sink = new TSink[1];

        public ref TSink Sink => ref _sink[0];

        public void Hear(PlainReport report)
        {
            switch (report.Kind)
            {
                case PlainReportKind.Accepted:
                    Sink.Accepted(report.Order);
                    break;
                case PlainReportKind.Refused:
                    Sink.Refused(report.Order, 0);
                    break;
                case PlainReportKind.Traded:
                    Sink.Traded(report.Other, report.Order, report.Price, report.Lots);
                    break;
                case PlainReportKind.Cancelled:
                    Sink.Cancelled(report.Order, report.Lots);
                    break;
                default:
                    Sink.Amended(report.Order, report.Price, report.Lots);
                    break;
            }
        }
    }
}
