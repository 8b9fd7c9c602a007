// What a live venue counts and times of itself: few labels, nobody's data, nothing for the collector.
using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Venue.Watch;

/// <summary>Instruments of one venue. Who listens decides what becomes of them; without a listener they cost next to
/// nothing.</summary>
public sealed class VenueMeters : IDisposable
{
    private static readonly double[] _seconds =
    [
        0.0001,
        0.00025,
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        1,
        5,
    ];

    private static readonly string[] _kinds = Tally<MessageKind>.Words();
    private static readonly string[] _statuses = ["none", "taken", "busy", "not leading", "stopped", "unknown"];

    private readonly Counter<long> _commands;
    private readonly Counter<long> _flushed;
    private readonly Tally<MessageKind> _logged = new("kind");
    private readonly Tally<RejectReason> _rejections = new("reason");
    private readonly Histogram<double> _answer;
    private readonly Histogram<double> _flush;
    private long _print;
    private long _settlement;
    private long _trades;
    private bool _caughtUp;

    public VenueMeters()
    {
        Meter.CreateObservableCounter(
            "tokenbourse.commands",
            _logged.Read,
            null,
            "Entries on the market's command log, whatever door they came by."
        );
        Meter.CreateObservableCounter(
            "tokenbourse.rejections",
            _rejections.Read,
            null,
            "Refusals by the market machine, by reason."
        );
        Meter.CreateObservableCounter("tokenbourse.trades", () => Volatile.Read(ref _trades), null, "Trades.");
        _commands = Meter.CreateCounter<long>(
            "tokenbourse.submissions",
            null,
            "Market commands whose sender waited, by kind and outcome."
        );
        _flushed = Meter.CreateCounter<long>("tokenbourse.log.written", "By", "Bytes appended to the command log.");
        _answer = Timer("tokenbourse.command.duration", "From handing a command in until it is durable and told.");
        _flush = Timer("tokenbourse.log.flush.duration", "An append to the command log with its flush.");
        Meter.CreateObservableGauge(
            "tokenbourse.last.print.time",
            () => Moment(ref _print),
            "s",
            "Venue time of the newest index print that the market took, Unix time."
        );
        Meter.CreateObservableGauge(
            "tokenbourse.last.settlement.time",
            () => Moment(ref _settlement),
            "s",
            "Venue time at which a calendar last settled its day, Unix time."
        );
    }

    /// <summary>What listeners ask for.</summary>
    public Meter Meter { get; } = new("Tokenbourse.Venue");

    /// <summary>What stands at a moment: asked when somebody reads.</summary>
    public void Observe(string name, string? unit, string about, Func<double> value) =>
        Meter.CreateObservableGauge(name, value, unit, about);

    /// <summary>From now on events are new; those before were counted in another life.</summary>
    public void CaughtUp() => _caughtUp = true;

    /// <summary>An event that is durable, in order, on one thread.</summary>
    public void Saw(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.PrintTaken:
                Volatile.Write(ref _print, entry.Time.Nanoseconds);
                return;
            case MessageKind.DaySettled:
                Volatile.Write(ref _settlement, entry.Time.Nanoseconds);
                return;
            default:
                break;
        }

        if (!_caughtUp)
            return;
        switch (entry.Kind)
        {
            case MessageKind.Traded:
                Volatile.Write(ref _trades, _trades + 1);
                break;
            case MessageKind.OrderRejected:
                Reject(entry.As<OrderRejected>().Reason);
                break;
            case MessageKind.CommandRefused:
                Reject(entry.As<CommandRefused>().Reason);
                break;
            case MessageKind.DocumentRefused:
                Reject(RejectReason.BadDocument);
                break;
            default:
                break;
        }
    }

    /// <summary>A command was answered.</summary>
    /// <param name="entered">When it was handed in, ticks of <see cref="Stopwatch"/>.</param>
    public void Answered(MessageKind kind, in Outcome outcome, long entered)
    {
        var word = outcome.IsTaken && IsRefused(outcome) ? "refused" : _statuses[(int)outcome.Status];
        _commands.Add(1, new("kind", _kinds[(int)kind]), new("outcome", word));
        if (outcome.IsTaken)
            _answer.Record(Stopwatch.GetElapsedTime(entered).TotalSeconds);
    }

    /// <summary>An append has ended.</summary>
    /// <param name="began">Ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="batch">Its frames.</param>
    public void Flushed(long began, ReadOnlySpan<byte> batch)
    {
        _flush.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
        _flushed.Add(batch.Length);
        // The log has checked the frames: length and kind are what they say.
        while (batch.Length >= Codec.HeaderSize)
        {
            _logged.Add(BinaryPrimitives.ReadUInt16LittleEndian(batch[4..]));
            batch = batch[(int)BinaryPrimitives.ReadUInt32LittleEndian(batch)..];
        }
    }

    public void Dispose() => Meter.Dispose();

    private void Reject(RejectReason reason) => _rejections.Add((int)reason);

    private static bool IsRefused(in Outcome outcome)
    {
        foreach (var entry in outcome.Read())
        {
            if (entry.Kind is MessageKind.OrderRejected or MessageKind.CommandRefused or MessageKind.DocumentRefused)
                return true;
        }

        return false;
    }

    private static IEnumerable<Measurement<double>> Moment(ref long nanoseconds)
    {
        var at = Volatile.Read(ref nanoseconds);
        return at == 0 ? [] : [new(at / 1_000_000_000.0)];
    }

    private Histogram<double> Timer(string name, string about) =>
        Meter.CreateHistogram(
            name,
            "s",
            about,
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds }
        );
}
