// Fills that come later: an order that rests is filled by somebody else's command, and the span goes to its own trace.
using System.Diagnostics;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Venue.Watch;

/// <summary>Remembers the newest traced orders. For any number of threads.</summary>
public sealed class RestingFills
{
    private const int Most = 4_096;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, ActivityContext> _orders = [];
    private readonly Queue<long> _oldest = new();
    private volatile bool _isEmpty = true;

    /// <summary>A traced order was accepted.</summary>
    public void Remember(long order, ActivityContext trace)
    {
        lock (_gate)
        {
            if (!_orders.TryAdd(order, trace))
                return;
            _oldest.Enqueue(order);
            if (_oldest.Count > Most)
                _orders.Remove(_oldest.Dequeue());
            _isEmpty = false;
        }
    }

    /// <summary>An event that is durable, in order.</summary>
    public void Saw(in LogEntry entry)
    {
        if (_isEmpty || entry.Kind != MessageKind.Traded)
            return;
        var traded = entry.As<Traded>();
        Tell(traded.BuyOrder.Value);
        Tell(traded.SellOrder.Value);
    }

    private void Tell(long order)
    {
        ActivityContext trace;
        lock (_gate)
        {
            if (!_orders.TryGetValue(order, out trace))
                return;
        }

        using var span = VenueTraces.Source.StartActivity("fill", ActivityKind.Internal, trace);
        span?.SetTag("tokenbourse.trades", 1);
    }
}
