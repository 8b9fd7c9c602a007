// How many TLS handshakes of one address may be under way: each costs a signature, and whoever comes next waits for it.
using System.Net;

namespace Tokenbourse.Gateways.Limits;

/// <summary>Who comes beyond the limit waits for the others of the same address, and for nobody else: so that a flood
/// of handshakes waits for itself. For any number of threads.</summary>
/// <param name="most">Of one address at once, 1 or more.</param>
/// <param name="longest">A turn that lasts longer is over: what costs is done then, and the rest is the other side's
/// slowness, which may not keep the others waiting.</param>
public sealed class HandshakeGate(int most, TimeSpan longest)
{
    /// <summary>For a door: a flood that never ends what it begins gets eight turns in that time.</summary>
    public static readonly TimeSpan UsualLongest = TimeSpan.FromMilliseconds(50);

    private readonly TimeSpan _longest = longest;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Place> _places = [];

    /// <summary>Addresses that have handshakes under way or waiting.</summary>
    public int Addresses
    {
        get
        {
            lock (_gate)
                return _places.Count;
        }
    }

    /// <summary>Waits for a turn; null: it did not come within the time.</summary>
    /// <returns>To be disposed when the handshake is over, however it ended; more than once is once.</returns>
    public async Task<IDisposable?> EnterAsync(IPAddress address, TimeSpan patience, CancellationToken cancel)
    {
        var turn = Ask(address);
        var taken = false;
        try
        {
            taken = await turn.Turns.WaitAsync(patience, cancel);
        }
        finally
        {
            if (!taken)
                Leave(turn);
        }

        return taken ? new Turn(this, turn) : null;
    }

    /// <summary>As <see cref="EnterAsync"/>, on the caller's thread.</summary>
    public IDisposable? Enter(IPAddress address, TimeSpan patience)
    {
        var turn = Ask(address);
        if (turn.Turns.Wait(patience))
            return new Turn(this, turn);
        Leave(turn);
        return null;
    }

    private Place Ask(IPAddress address)
    {
        var whose = AddressGate.PlaceOf(address);
        lock (_gate)
        {
            if (!_places.TryGetValue(whose, out var place))
                _places.Add(whose, place = new(whose, new(most, most)));
            place.Users++;
            return place;
        }
    }

    private void Leave(Place place)
    {
        lock (_gate)
        {
            if (--place.Users == 0)
                _places.Remove(place.Whose);
        }
    }

    private sealed class Place(IPAddress whose, SemaphoreSlim turns)
    {
        public IPAddress Whose => whose;

        public SemaphoreSlim Turns => turns;

        /// <summary>Who is under way or waits.</summary>
        public int Users { get; set; }
    }

    private sealed class Turn : IDisposable
    {
        private readonly HandshakeGate _gate;
        private readonly Place _place;
        private readonly Timer _timer;
        private int _over;

        public Turn(HandshakeGate gate, Place place)
        {
            (_gate, _place) = (gate, place);
            _timer = new(static turn => ((Turn)turn!).End(), this, Timeout.Infinite, Timeout.Infinite);
            _timer.Change(gate._longest, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _timer.Dispose();
            End();
        }

        private void End()
        {
            if (Interlocked.Exchange(ref _over, 1) == 1)
                return;
            _place.Turns.Release();
            _gate.Leave(_place);
        }
    }
}
