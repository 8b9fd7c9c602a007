// How many messages a participant may send: one bucket for what enters the market, another for what leaves it.
namespace Tokenbourse.Gateways.Limits;

/// <summary>What a message does; each class has a bucket of its own.</summary>
public enum MessageClass
{
    None = 0,

    /// <summary>Orders, amendments, quotes, reversals.</summary>
    Orders = 1,

    /// <summary>Cancels of any kind: never starved by orders.</summary>
    Cancels = 2,
}

/// <summary>How fast, and how many at once, for each participant of a door.</summary>
/// <param name="OrdersASecond">1 to 1,000,000; so are the others.</param>
/// <param name="OrdersAtOnce">A bucket that is full lets so many through without a pause.</param>
public sealed record MessageRates(
    int OrdersASecond = 500,
    int OrdersAtOnce = 1_000,
    int CancelsASecond = 1_000,
    int CancelsAtOnce = 2_000
);

/// <summary>Two token buckets for each participant. For any number of threads.</summary>
public sealed class MessageGate
{
    private const int MostIdle = 65_536;
    private readonly MessageRates _rates;
    private readonly Func<long> _now;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Buckets> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Buckets>.AlternateLookup<ReadOnlySpan<char>> _byName;

    /// <param name="now">Ticks of 100 nanoseconds of a clock that never goes back.</param>
    public MessageGate(MessageRates rates, Func<long> now)
    {
        (_rates, _now) = (rates, now);
        _byName = _buckets.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Is told of each message that is not let through; null: nobody asks.</summary>
    public Action<MessageClass>? Limited { get; init; }

    /// <summary>Lets a message through, or says how long to wait until the next one would be.</summary>
    /// <param name="who">Whose buckets: an account, a key, a session, as the door counts.</param>
    /// <returns>Zero: it is let through.</returns>
    public TimeSpan Take(ReadOnlySpan<char> who, MessageClass which)
    {
        var wait = Ask(who, which);
        if (wait != TimeSpan.Zero)
            Limited?.Invoke(which);
        return wait;
    }

    private TimeSpan Ask(ReadOnlySpan<char> who, MessageClass which)
    {
        var at = _now();
        lock (_gate)
        {
            if (_buckets.Count >= MostIdle)
                Forget(at);
            _byName.TryGetValue(who, out var buckets);
            var cancels = which == MessageClass.Cancels;
            var (aSecond, atOnce) = cancels
                ? (_rates.CancelsASecond, _rates.CancelsAtOnce)
                : (_rates.OrdersASecond, _rates.OrdersAtOnce);
            // A bucket is the moment at which it will be full again: one message moves it by its share of a second.
            var share = TimeSpan.TicksPerSecond / aSecond;
            var full = long.Max(at, cancels ? buckets.Cancels : buckets.Orders) + share;
            var wait = full - at - (share * atOnce);
            if (wait > 0)
                return new(wait);
            _byName[who] = cancels ? buckets with { Cancels = full } : buckets with { Orders = full };
            return TimeSpan.Zero;
        }
    }

    // Full buckets are those of somebody who was never here.
    private void Forget(long at)
    {
        foreach (var (who, buckets) in _buckets)
        {
            if (buckets.Orders <= at && buckets.Cancels <= at)
                _buckets.Remove(who);
        }
    }

    private readonly record struct Buckets(long Orders, long Cancels);
}
