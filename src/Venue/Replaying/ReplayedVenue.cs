// A venue as it stood at a moment of its past: views folded from its own logs, and a machine that follows when asked.
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue.Replaying;

/// <summary>Reads the logs and never writes them. The views need the event log alone, which is what was told then; a
/// machine is made only when somebody asks for what stands in one (positions, what an order would do).</summary>
public sealed class ReplayedVenue : IVenue, IDisposable
{
    private readonly VenueLogs _logs;
    private readonly Func<Instant> _now;
    private readonly IEnumerator<LogEntry> _events;
    private readonly IEnumerator<LogEntry> _prints;
    private readonly Lock _machineGate = new();
    private readonly MarketMachine _machine = new();
    private readonly Outbox _outbox = new();
    private bool _moreEvents;
    private bool _morePrints;
    private long _lastCommand = -1;

    /// <param name="logs">Read as far as they go now.</param>
    /// <param name="now">The replay's own clock.</param>
    public ReplayedVenue(VenueLogs logs, Func<Instant> now)
    {
        (_logs, _now) = (logs, now);
        Views = new(logs.Agreements);
        _events = logs.Events.Read(0).GetEnumerator();
        _prints = logs.Prints.Read(0).GetEnumerator();
        _moreEvents = _events.MoveNext();
        _morePrints = _prints.MoveNext();
        Foresight = new Foresight(Between, () => Now);
    }

    /// <inheritdoc/>
    public VenueViews Views { get; }

    /// <inheritdoc/>
    public Instant Now => _now();

    /// <summary>The command that made the last event folded; -1 before the first.</summary>
    public long LastCommand => Interlocked.Read(ref _lastCommand);

    /// <summary>The moment up to which everything is folded. For the thread that folds.</summary>
    public Instant Folded { get; private set; } = new(long.MinValue);

    /// <summary>When the next event was told; <see cref="Instant.Never"/> when there is none. For the thread that
    /// folds.</summary>
    public Instant Next => _moreEvents ? _events.Current.Time : Instant.Never;

    /// <summary>The market machine's fingerprint after <see cref="LastCommand"/>.</summary>
    public ulong MarketDigest
    {
        get
        {
            var digest = 0UL;
            Between(machine => digest = machine.Digest);
            return digest;
        }
    }

    /// <inheritdoc/>
    public IForesight Foresight { get; }

    /// <summary>Folds what was told up to a moment, whole commands only.</summary>
    /// <param name="most">About how many events, so that readers come between.</param>
    /// <param name="last">Stops behind the command that told an event like this.</param>
    /// <returns>True: nothing up to that moment is left, or the one asked for was found.</returns>
    public bool Fold(Instant to, int most, MessageKind? last = null)
    {
        var found = false;
        lock (Views.Gate)
        {
            for (var folded = 0; _moreEvents && _events.Current.Time <= to; folded++)
            {
                var entry = _events.Current;
                if (entry.Cause != LastCommand)
                {
                    if (found)
                        return true;
                    if (folded >= most)
                        return false;
                }

                FoldPrints(entry.Time);
                Views.Market(entry);
                Folded = entry.Time;
                found |= entry.Kind == last;
                Interlocked.Exchange(ref _lastCommand, entry.Cause);
                _moreEvents = _events.MoveNext();
            }

            if (!found)
            {
                FoldPrints(to);
                Folded = to > Folded ? to : Folded;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload) => Nothing;

    /// <inheritdoc/>
    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => Nothing;

    /// <inheritdoc/>
    public long Reached() => LastCommand;

    /// <inheritdoc/>
    public void Dispose()
    {
        _events.Dispose();
        _prints.Dispose();
    }

    // Nobody can write to the past.
    private static Outcome Nothing => new(OutcomeStatus.NotLeading, -1, default, -1, 0, default);

    private void FoldPrints(Instant to)
    {
        while (_morePrints && _prints.Current.Time <= to)
        {
            Views.Print(_prints.Current);
            _morePrints = _prints.MoveNext();
        }
    }

    private bool Between(Action<MarketMachine> action)
    {
        lock (_machineGate)
        {
            var last = LastCommand;
            foreach (var entry in _logs.Commands.Read(_machine.Next))
            {
                if (entry.Sequence > last)
                    break;
                _outbox.Clear();
                (_outbox.Cause, _outbox.Time) = (entry.Sequence, entry.Time);
                _machine.Apply(entry, _outbox);
            }

            action(_machine);
            return true;
        }
    }
}
