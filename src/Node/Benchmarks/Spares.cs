// Spare segments of a venue's logs: made in the background after opening, in the way of every flush meanwhile.
using Tokenbourse.Storage;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A venue that has been open for some seconds has them; a benchmark must not hurry past that.</summary>
internal static class Spares
{
    public static void Await(VenueLogs logs)
    {
        while (logs.Commands is FileLog { IsAhead: false } || logs.Events is FileLog { IsAhead: false })
            Thread.Sleep(1);
    }
}
