// What the REST door holds beside the venue: the rate of messages, and which requests are under way.
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>The venue as order entry sees it.</summary>
internal sealed class Door(IVenue venue, MessageGate gate)
{
    /// <summary>The one of a program: whatever way messages come, one participant's are counted together.</summary>
    public static Door Of(HttpOptions options, IVenue venue) =>
        new(
            venue,
            options.Watch is { } watch
                ? new(options.Rates, Ticks) { Limited = which => watch.Meters.Limited("http", which) }
                : new(options.Rates, Ticks)
        );

    // Real time: who sends too fast does so by his own clock, however fast the venue's runs.
    private static long Ticks() => Environment.TickCount64 * TimeSpan.TicksPerMillisecond;

    public IVenue Venue => venue;

    public VenueViews Views => venue.Views;

    /// <summary>Requests that have been read and not yet answered.</summary>
    public Passage Passage { get; } = new();

    /// <summary>Null: the message is let through.</summary>
    public WireFault? Admit(MessageClass which, long account)
    {
        var wait = gate.Take(Words.Of(account), which);
        return wait == TimeSpan.Zero
            ? null
            : WireFault.TooFast(which == MessageClass.Cancels ? "cancels" : "orders", Words.Of(account), wait);
    }
}

/// <summary>One who is inside.</summary>
internal readonly struct Ticket(Passage passage, long number) : IDisposable
{
    public void Dispose() => passage.Leave(number);
}

/// <summary>Who is inside, in the order of entering: so that a question can wait for those before it.</summary>
internal sealed class Passage
{
    private readonly Lock _gate = new();
    private readonly SortedSet<long> _inside = [];
    private long _last;

    public long Enter()
    {
        lock (_gate)
        {
            _inside.Add(++_last);
            return _last;
        }
    }

    /// <summary>Inside until it is disposed of.</summary>
    public Ticket Inside() => new(this, Enter());

    public void Leave(long ticket)
    {
        lock (_gate)
            _inside.Remove(ticket);
    }

    /// <summary>Waits until all have left that are inside now; false when that takes too long.</summary>
    public async Task<bool> Cleared(TimeSpan patience, CancellationToken cancel)
    {
        long before;
        lock (_gate)
            before = _last;
        var step = TimeSpan.FromMilliseconds(2);
        for (var waited = TimeSpan.Zero; ; waited += step)
        {
            lock (_gate)
            {
                if (_inside.Count == 0 || _inside.Min > before)
                    return true;
            }

            if (waited >= patience)
                return false;
            await Task.Delay(step, cancel);
        }
    }
}
