// A live venue under watch: its instruments, their text, its health.
using System.Diagnostics;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Node.Watch;

/// <summary>Made before the venue, told of it once it is there.</summary>
internal sealed class VenueWatch : IDisposable
{
    private const long MostLag = 10_000;
    private static readonly TimeSpan _mostSilence = TimeSpan.FromSeconds(30);
    private readonly DoorMeters _doors = new();
    private readonly MetricsBook _book;
    private readonly string _folder;
    private readonly int _floor;
    private long _round = Stopwatch.GetTimestamp();
    private LiveVenue? _venue;

    /// <param name="folder">The venue's: the disk that must have room.</param>
    /// <param name="floor">MiB that must be free.</param>
    public VenueWatch(string folder, int floor)
    {
        (_folder, _floor) = (folder, floor);
        _book = new(Meters.Meter, _doors.Meter);
        Doors = new(
            _doors,
            _book,
            new([new("log", Log)], [new("views", Views), new("clerk", Clerk), new("disk", Disk)])
        );
    }

    public VenueMeters Meters { get; } = new();

    public DoorWatch Doors { get; }

    /// <summary>The venue has recovered.</summary>
    public void Open(LiveVenue venue)
    {
        _venue = venue;
        Meters.Observe("tokenbourse.sequencer.queue", null, "Commands that wait for a sequence.", () => venue.Waiting);
        Meters.Observe("tokenbourse.views.lag", null, "Events on the log that views have not folded.", () => venue.Lag);
        Meters.Observe(
            "tokenbourse.venue.time",
            "s",
            "The venue's clock, Unix time.",
            () => venue.Now.Nanoseconds / 1_000_000_000.0
        );
        Meters.Observe("tokenbourse.log.size", "By", "Files of the four logs.", () => Sizes());
        Meters.Observe("tokenbourse.disk.free", "By", "Room on the venue's disk.", () => Free());
    }

    /// <summary>The clerk has gone a round.</summary>
    public void Round() => Volatile.Write(ref _round, Stopwatch.GetTimestamp());

    public void Dispose()
    {
        _book.Dispose();
        _doors.Dispose();
        Meters.Dispose();
    }

    private string? Log() =>
        _venue is null ? "the log is not open yet"
        : _venue.IsRunning ? null
        : "the sequencer has stopped; what it was is in the log of the program";

    private string? Views() =>
        _venue?.Lag is not { } lag ? "the replay is not done"
        : lag <= MostLag ? null
        : "the views are far behind the event log";

    private string? Clerk() =>
        Stopwatch.GetElapsedTime(Volatile.Read(ref _round)) <= _mostSilence
            ? null
            : "prints and settlements have not been attended to for half a minute";

    private string? Disk() =>
        Free() >= _floor * 1024L * 1024L ? null : "the disk has less room than --disk-floor asks for";

    private long Free()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(_folder)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    private long Sizes()
    {
        var sum = 0L;
        foreach (
            var folder in (string[])
                [
                    VenueFolder.Observations(_folder),
                    VenueFolder.Prints(_folder),
                    VenueFolder.Commands(_folder),
                    VenueFolder.Events(_folder),
                ]
        )
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
                sum += file.Exists ? file.Length : 0;
        }

        return sum;
    }
}
