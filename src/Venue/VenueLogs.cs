// The four logs of a venue, and where its machines keep their snapshots.
using Tokenbourse.Log;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Venue;

/// <summary>Observations in, prints out; commands in, events out.</summary>
public sealed record VenueLogs(
    ILog Observations,
    ILog Prints,
    ILog Commands,
    ILog Events,
    ISnapshots? IndexSnapshots = null,
    ISnapshots? MarketSnapshots = null
) : IDisposable
{
    /// <summary>What makers have agreed to; it stands beside the logs, and only the views read it.</summary>
    public IReadOnlyList<MakerAgreement> Agreements { get; init; } = [];

    /// <summary>A venue that lives as long as the process.</summary>
    public static VenueLogs InMemory() => new(new MemoryLog(), new MemoryLog(), new MemoryLog(), new MemoryLog());

    public void Dispose()
    {
        Observations.Dispose();
        Prints.Dispose();
        Commands.Dispose();
        Events.Dispose();
    }
}
