// What a command goes through in a venue, without doors: sequencer, file log, market machine, event log.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>As the live venue opens them: commands flushed in each batch, events made again after a crash.</summary>
internal sealed class PipelineVenue : IDisposable
{
    private readonly string _place;

    /// <summary>Opens in a new folder, sets up the market, waits for the spare segments, starts.</summary>
    /// <param name="machine">The market, or another that takes its commands.</param>
    public PipelineVenue(string place, IMachine machine)
    {
        _place = place;
        Commands = FileLog.Open(Path.Combine(place, "commands"), VenueFolder.Ahead);
        Events = FileLog.Open(Path.Combine(place, "events"), VenueFolder.LazyAhead);
        var runner = new Runner(machine, Commands, Events);
        runner.Recover();
        var set = new InlineSequencer(runner);
        foreach (var (kind, payload) in OrderStream.Opening())
            set.Submit(kind, payload, OrderStream.Before);
        Sequencer = new(runner, new StoppedClock(OrderStream.Open));
        while (!Commands.IsAhead || !Events.IsAhead)
            Thread.Sleep(1);
        Sequencer.Start();
    }

    public FileLog Commands { get; }

    public FileLog Events { get; }

    public Sequencer Sequencer { get; }

    public void Dispose()
    {
        Sequencer.Dispose();
        Commands.Dispose();
        Events.Dispose();
        Directory.Delete(_place, recursive: true);
    }
}

/// <summary>Venue time stands still, so that no calendar moment falls into a measurement.</summary>
internal sealed class StoppedClock(Instant now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(now.Nanoseconds / 100);
}
