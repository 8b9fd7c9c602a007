// What code on a hot path makes for the collector, measured so that the runtime's own doings beside it do not count.
namespace Tokenbourse.Unit;

/// <summary>Bytes allocated by this thread.</summary>
internal static class Allocated
{
    private const int Stretches = 4;

    /// <summary>The least of a few stretches, each with work of its own. The runtime charges a thread now and then for
    /// compiling it or for a collection that others caused; what allocates by the message does so in every stretch.</summary>
    /// <param name="prepare">Makes the work of a stretch, uncounted; its answer is what is counted.</param>
    public static long Least(Func<int, Action> prepare)
    {
        var least = long.MaxValue;
        for (var stretch = 0; stretch < Stretches && least > 0; stretch++)
        {
            var work = prepare(stretch);
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = long.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>The same for work that may be done again as it is.</summary>
    public static long Least(Action work) => Least(_ => work);
}
