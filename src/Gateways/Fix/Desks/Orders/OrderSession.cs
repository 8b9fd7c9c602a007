// One session's way into the market: its lane, its requests under way, its number at the venue.
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>Requests are gathered while messages come in and handed over in runs. Under the guest's lock, but for what
/// the teller asks.</summary>
internal sealed class OrderSession : ILaneFates
{
    // Commands at which a run is handed over though more is coming in.
    private const int Run = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<OrderRequest> _gathered = [];
    private readonly Queue<OrderRequest> _sent = [];
    private readonly IVenueLane _lane;
    private readonly FateQueue _fates;

    public OrderSession(FixGuest guest, ILaneVenue venue, FateQueue fates)
    {
        Guest = guest;
        _fates = fates;
        _lane = venue.OpenLane(this);
    }

    public FixGuest Guest { get; }

    /// <summary>How many requests were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>How many of them are settled; for the teller's thread.</summary>
    public long Settled { get; private set; }

    /// <summary>Adds a command for a request.</summary>
    public void Add<T>(MessageKind kind, in T command, in OrderRequest request)
        where T : unmanaged
    {
        var trace = LaneTrace.Begin(kind);
        _lane.Add(kind, command, trace);
        _gathered.Add(request with { Trace = trace });
        if (_gathered.Count >= Run)
            Send();
    }

    /// <summary>Hands over what was gathered; when the venue's queue is full it waits, and with it whoever
    /// sends.</summary>
    public void Send()
    {
        if (_gathered.Count == 0)
            return;
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(1))
        {
            lock (_gate)
            {
                if (_lane.TrySend())
                {
                    foreach (var request in _gathered)
                        _sent.Enqueue(request);
                    Sent += _gathered.Count;
                    _gathered.Clear();
                    return;
                }
            }

            Thread.Sleep(1);
        }

        // Held messages stay held: they are asked for again when the session comes back.
        _lane.Clear();
        foreach (var request in _gathered)
            request.Trace?.End();
        _gathered.Clear();
        Guest.Session.Logout("STOPPED: the venue takes nothing", Guest.Session.Now);
    }

    /// <inheritdoc/>
    public void Told(in LaneFate fate) => _fates.Add(this, fate);

    /// <summary>The request that was sent first and is not settled.</summary>
    public OrderRequest First()
    {
        lock (_gate)
            return _sent.Peek();
    }

    /// <summary>It is settled.</summary>
    public OrderRequest Settle()
    {
        Settled++;
        lock (_gate)
            return _sent.Dequeue();
    }
}

/// <summary>What became of commands of all sessions, in the order of the command log: from the one who matches to the
/// teller, who takes in one go what has come.</summary>
internal sealed class FateQueue
{
    private readonly Lock _gate = new();
    private Queue<(OrderSession Session, LaneFate Fate)> _coming = [];
    private Queue<(OrderSession Session, LaneFate Fate)> _taken = [];

    public void Add(OrderSession session, in LaneFate fate)
    {
        lock (_gate)
            _coming.Enqueue((session, fate));
    }

    /// <summary>For the teller's thread, as is <see cref="Drop"/>.</summary>
    public bool TryPeek(out OrderSession session, out LaneFate fate)
    {
        if (_taken.Count == 0)
        {
            lock (_gate)
                (_coming, _taken) = (_taken, _coming);
        }

        var found = _taken.TryPeek(out var first);
        (session, fate) = first;
        return found;
    }

    public void Drop() => _taken.Dequeue();
}
