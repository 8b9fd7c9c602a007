// The venue behind sockets: many callers, one sequencer for the market, one clerk for prints and settlements.
using System.Diagnostics;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue.Watch;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Venue;

/// <summary>Recovers, then runs. Commands of all callers go through one bounded queue and are flushed in natural
/// batches.</summary>
public sealed class LiveVenue : ILaneVenue, IDisposable
{
    // What one or two participants send at a quiet time: more than that is worth a second thread.
    private const int MostAlone = 4;

    private readonly VenueLogs _logs;
    private readonly VenueClock _clock;
    private readonly MarketMachine _marketMachine = new(MarketMachine.VenueOrders);
    private readonly IndexMachine _indexMachine = new();
    private readonly Runner _marketRunner;
    private readonly InlineSequencer _index;
    private readonly Sequencer _market;
    private readonly Bridge _bridge;
    private readonly EndOfDay _endOfDay;
    private readonly ForcedClosing _forcedClosing;
    private readonly Lock _indexGate = new();
    private readonly RiskHeart _heart;
    private readonly VenueMeters? _meters;
    private readonly RestingFills _fills = new();

    /// <param name="logs">Opened for writing; they stay the caller's.</param>
    /// <param name="speed">Venue seconds in a real second.</param>
    /// <param name="meters">Counts what happens here; null: nobody asks.</param>
    public LiveVenue(VenueLogs logs, int speed, VenueMeters? meters = null)
    {
        (_logs, _meters) = (logs, meters);
        Views = new(logs.Agreements);
        var index = new Runner(_indexMachine, logs.Observations, logs.Prints, logs.IndexSnapshots);
        var commands = meters is null ? logs.Commands : new TimedLog(logs.Commands, meters);
        _marketRunner = new Runner(_marketMachine, commands, logs.Events, logs.MarketSnapshots);
        Recovery = new(index.Recover(), _marketRunner.Recover());
        if (meters is not null)
            Views.Seen = entry => meters.Saw(entry);
        Views.CatchUp(logs.Events, logs.Prints);
        meters?.CaughtUp();
        // Readers see whole batches: inside a command the book looks crossed.
        index.Gate = Views.Gate;
        _marketRunner.Gate = Views.Gate;
        index.AddFollower(Views.Print);
        _marketRunner.AddFollower(Views.Market);
        _marketRunner.AddFollower(_fills.Saw);
        _clock = new(index.LastTime > _marketRunner.LastTime ? index.LastTime : _marketRunner.LastTime, speed);
        _index = new(index);
        _bridge = new(logs.Prints, () => Views.LastPrintTaken);
        _endOfDay = new(Views.Calendars);
        _forcedClosing = new(Views.Calendars, Views.Calls);
        _market = new(_marketRunner, _clock, new(Alone: MostAlone));
        Foresight = new Foresight(Between, () => Now);
        _market.Start();
        _heart = new(
            Views,
            logs.Events,
            () => Now,
            speed,
            beat => Submit(MessageKind.RiskHeartbeat, Codec.Bytes(beat))
        );
        _heart.Start();
    }

    /// <inheritdoc/>
    public VenueViews Views { get; }

    public VenueRecovery Recovery { get; }

    public VenueLogs Logs => _logs;

    /// <inheritdoc/>
    public Instant Now => _clock.Now;

    /// <summary>Why it stopped by itself; null while it runs.</summary>
    public Exception? Fault => _market.Fault;

    public bool IsRunning => _market.IsLeading;

    /// <summary>What else must be well for the venue's heartbeat of risk, as a margin service outside (rule RSK-004);
    /// null: nothing else.</summary>
    public Func<bool>? RiskIsWell
    {
        get => _heart.IsWell;
        set => _heart.IsWell = value;
    }

    /// <inheritdoc/>
    public Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        var entered = Stopwatch.GetTimestamp();
        using var span = VenueTraces.Begin(kind);
        Outcome outcome;
        if (span is null)
        {
            outcome = _market.Submit(kind, payload).GetAwaiter().GetResult();
        }
        else
        {
            var stamps = new CommandStamps();
            outcome = _market.Submit(kind, payload, stamps).GetAwaiter().GetResult();
            VenueTraces.End(span, stamps, outcome, _fills);
        }

        _meters?.Answered(kind, outcome, entered);
        return outcome;
    }

    /// <summary>Commands that wait to be put in order.</summary>
    public int Waiting => _market.Waiting;

    /// <summary>Events on the log that the views have not folded.</summary>
    public long Lag => long.Max(0, _logs.Events.Tail - 1 - Views.AsOf);

    /// <inheritdoc/>
    public long Reached()
    {
        var next = 0L;
        _market.Between(runner => next = runner.Machine.Next).GetAwaiter().GetResult();
        return next - 1;
    }

    /// <inheritdoc/>
    public IForesight Foresight { get; }

    private bool Between(Action<MarketMachine> action) =>
        _market.Between(_ => action(_marketMachine)).GetAwaiter().GetResult().IsTaken;

    /// <inheritdoc/>
    public async Task<Outcome> SubmitAsync(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        var entered = Stopwatch.GetTimestamp();
        using var span = VenueTraces.Begin(kind);
        var stamps = span is null ? null : new CommandStamps();
        var answer = stamps is null ? _market.Submit(kind, payload) : _market.Submit(kind, payload, stamps);
        var outcome = await answer.ConfigureAwait(false);
        if (stamps is not null)
            VenueTraces.End(span!, stamps, outcome, _fills);
        _meters?.Answered(kind, outcome, entered);
        return outcome;
    }

    /// <inheritdoc/>
    public IVenueLane OpenLane(ILaneFates fates) => new VenueLane(_market, fates, _meters, _fills);

    /// <inheritdoc/>
    public Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (_indexGate)
        {
            // The sequencer's buffer is its next caller's.
            var outcome = _index.Submit(kind, payload.Span, Now);
            return outcome with { Events = outcome.Events.ToArray() };
        }
    }

    /// <summary>The clerk's round, to be called often by one thread: prints that are due, their way to the market,
    /// settlements, closing by force.</summary>
    public void Attend()
    {
        CarrySpot();
        var now = Now;
        lock (_indexGate)
            _index.Advance(now);
        _bridge.Carry(print => Submit(MessageKind.SubmitPrint, Codec.Bytes(print)).IsTaken);
        while (Clear(now)) { }
        CloseByForce(now);
    }

    // What the spot market tells, in its order, each event once.
    private void CarrySpot()
    {
        while (true)
        {
            SpotObservation? report;
            lock (Views.Gate)
                report = Views.SpotReports.Next(_indexMachine.LastSpotEvent);
            if (report is null || !Observe(MessageKind.ObserveSpot, Documents.Write(report)).IsTaken)
                return;
        }
    }

    private void CloseByForce(Instant now)
    {
        OwedStep step;
        lock (Views.Gate)
        {
            if (_forcedClosing.Next() is not { } next || next.Due > now)
                return;
            step = next;
        }

        Submit(step.Kind, step.Payload);
        _forcedClosing.Submitted(step.Calendar, now);
    }

    /// <summary>Takes a step of a clearing day that is owed; false when none is.</summary>
    private bool Clear(Instant now)
    {
        OwedStep step;
        lock (Views.Gate)
        {
            if (_endOfDay.Next(_logs.Prints.Tail) is not { } next || next.Due > now)
                return false;
            step = next;
        }

        Submit(step.Kind, step.Payload);
        bool settled;
        lock (Views.Gate)
        {
            _endOfDay.Submitted(_logs.Prints.Tail);
            settled = !Views.Calendars.Of(step.Calendar).AwaitsSettlement;
        }

        if (settled)
            SaveSnapshots();
        return true;
    }

    /// <summary>Goes over hours in which nothing trades, nothing is delivered and nothing is owed; stops a little
    /// before something is.</summary>
    public void SkipDeadTime()
    {
        Instant next;
        lock (_indexGate)
            next = _indexMachine.NextDue;
        lock (Views.Gate)
        {
            foreach (var row in Views.Calendars.Rows)
            {
                if (row.Phase != TradingPhase.Closed)
                    return;
                if (row.AwaitsSettlement && row.SettlementDue < next)
                    next = row.SettlementDue;
                if (row.NextChange(Now) is { } change && change < next)
                    next = change;
            }

            var now = Now;
            if (SpotAhead.IsDelivering(Views.Spot, now))
                return;
            var spot = SpotAhead.Next(Views.Spot, Views.Supplies, now);
            next = spot < next ? spot : next;
        }

        var to = next.Plus(-5 * Instant.PerMinute);
        if (to <= Now)
            return;
        _clock.JumpTo(to);
        // The sequencer sleeps until the old time: wake it, so that it looks at the new one.
        _ = _market.Between(static _ => { });
    }

    /// <summary>Keeps both machines' states as of now.</summary>
    public void SaveSnapshots()
    {
        lock (_indexGate)
            _index.Runner.SaveSnapshot();
        _market.Between(static runner => runner.SaveSnapshot()).GetAwaiter().GetResult();
    }

    /// <summary>Stops after what is being written; flushes; saves snapshots.</summary>
    public void Dispose()
    {
        _heart.Dispose();
        if (_market.IsLeading)
            SaveSnapshots();
        _market.Dispose();
        _logs.Prints.Flush();
        _logs.Events.Flush();
    }
}
