// Two machines, four logs, the views: a whole venue without a network, on the caller's thread.
using System.Runtime.InteropServices;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue;

/// <summary>What start-up found.</summary>
public sealed record VenueRecovery(RecoveryReport Index, RecoveryReport Market);

/// <summary>The venue as the laboratory and start-up drive it: one caller, everything done when a call
/// returns.</summary>
public sealed class Venue : IVenue
{
    private readonly VenueLogs _logs;
    private readonly MarketMachine _marketMachine = new();
    private readonly IndexMachine _indexMachine = new();
    private readonly InlineSequencer _index;
    private readonly InlineSequencer _market;
    private readonly Bridge _bridge;
    private readonly EndOfDay _endOfDay;
    private readonly ForcedClosing _forcedClosing;

    /// <summary>Opens the venue on its logs and recovers it: newest snapshots, then what follows, then the
    /// views.</summary>
    public Venue(VenueLogs logs)
    {
        _logs = logs;
        Views = new(logs.Agreements);
        var index = new Runner(_indexMachine, logs.Observations, logs.Prints, logs.IndexSnapshots);
        var market = new Runner(_marketMachine, logs.Commands, logs.Events, logs.MarketSnapshots);
        Recovery = new(index.Recover(), market.Recover());
        Views.CatchUp(logs.Events, logs.Prints);
        index.AddFollower(Print);
        market.AddFollower(Tell);
        _index = new(index);
        _market = new(market);
        _bridge = new(logs.Prints, () => _marketMachine.LastPrintSequence);
        _endOfDay = new(Views.Calendars);
        _forcedClosing = new(Views.Calendars, Views.Calls);
        Now = index.LastTime > market.LastTime ? index.LastTime : market.LastTime;
        Foresight = new Foresight(Between, () => Now);
    }

    /// <inheritdoc/>
    public VenueViews Views { get; }

    /// <inheritdoc/>
    public Instant Now { get; private set; }

    public VenueRecovery Recovery { get; }

    public VenueLogs Logs => _logs;

    public ulong MarketDigest => _marketMachine.Digest;

    public ulong IndexDigest => _indexMachine.Digest;

    /// <summary>One fingerprint for both machines.</summary>
    public ulong Digest
    {
        get
        {
            var digest = new Digest64(IndexDigest);
            digest.Add(MarketDigest);
            return digest.Value;
        }
    }

    /// <inheritdoc/>
    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        // A refusal would be on the log for ever, and a later program would take what this one refused.
        if (kind == MessageKind.SetRelease && MemoryMarshal.Read<SetRelease>(payload.Span).Number > Releases.Newest)
            throw new ArgumentException($"releases known: 1 to {Releases.Newest}", nameof(payload));
        // Held for the whole command: inside one a book may look crossed.
        lock (Views.Gate)
            return _market.Submit(kind, payload.Span, Now);
    }

    /// <inheritdoc/>
    public long Reached() => _marketMachine.Next - 1;

    /// <inheritdoc/>
    public IForesight Foresight { get; }

    private bool Between(Action<MarketMachine> action)
    {
        action(_marketMachine);
        return true;
    }

    /// <inheritdoc/>
    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload) => _index.Submit(kind, payload.Span, Now);

    /// <summary>Lets time pass on the index side only: history is read in before the market opens.</summary>
    public void AdvanceIndexTo(Instant to)
    {
        _index.Advance(to);
        if (to > Now)
            Now = to;
    }

    /// <summary>Hands the market the prints that it has not taken.</summary>
    public int CarryPrints() => _bridge.Carry(print => this.Submit(MessageKind.SubmitPrint, print).IsTaken);

    /// <summary>Hands the index administrator what the spot market has told since; each event once.</summary>
    public int CarrySpot()
    {
        var carried = 0;
        for (; Views.SpotReports.Next(_indexMachine.LastSpotEvent) is { } report; carried++)
        {
            if (!Observe(MessageKind.ObserveSpot, Documents.Write(report)).IsTaken)
                break;
        }

        return carried;
    }

    /// <summary>Lets time pass: prints, timetable, settlements and closing by force, each at its moment, in order; of
    /// one moment, in that
    /// order.</summary>
    public void AdvanceTo(Instant to)
    {
        while (true)
        {
            CarrySpot();
            var print = _indexMachine.NextDue;
            var timetable = _marketMachine.NextDue;
            var settlement = _endOfDay.Next(_logs.Prints.Tail);
            var forced = _forcedClosing.Next();
            var due = Earliest(print, timetable, settlement?.Due ?? Instant.Never, forced?.Due ?? Instant.Never);
            if (due > to)
                break;
            if (due > Now)
                Now = due;
            if (print <= due)
            {
                _index.Advance(due);
                CarryPrints();
            }
            else if (timetable <= due)
            {
                lock (Views.Gate)
                    _market.Advance(due);
            }
            else if (settlement?.Due <= due)
            {
                Submit(settlement.Value.Kind, settlement.Value.Payload);
                _endOfDay.Submitted(_logs.Prints.Tail);
            }
            else
            {
                Submit(forced!.Value.Kind, forced.Value.Payload);
                _forcedClosing.Submitted(forced.Value.Calendar, Now);
            }
        }

        if (to > Now)
            Now = to;
    }

    /// <summary>Keeps both machines' states as of now.</summary>
    public void SaveSnapshots()
    {
        _index.Runner.SaveSnapshot();
        _market.Runner.SaveSnapshot();
    }

    private static Instant Earliest(params ReadOnlySpan<Instant> moments)
    {
        var earliest = Instant.Never;
        foreach (var moment in moments)
            earliest = moment < earliest ? moment : earliest;
        return earliest;
    }

    private void Tell(in LogEntry entry)
    {
        lock (Views.Gate)
            Views.Market(entry);
    }

    private void Print(in LogEntry entry)
    {
        lock (Views.Gate)
            Views.Print(entry);
    }
}
