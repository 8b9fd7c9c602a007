// Orders of one pace to the echo and to the venue, and flushes of the disk, in turns: all meet the same machine.
namespace Tokenbourse.Node.Benchmarks;

/// <summary>Gathers ticks over the turns.</summary>
internal sealed class FixPace(FixLoad echo, FixLoad venue, int orders, Func<int, FixLoadOrder> order)
{
    private readonly List<long> _echo = [];
    private readonly List<long> _venue = [];
    private readonly List<long> _flush = [];
    private readonly List<(string Name, List<long> Times)> _stages = [];

    public Span<long> Echo => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_echo);

    public Span<long> Venue => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_venue);

    public Span<long> Flush => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_flush);

    /// <summary>While the venue's orders were under way.</summary>
    public FixCollections Collections { get; private set; } = new(0, 0, 0, 0);

    public void Turn(Func<long[]> flush, FixStages? stages)
    {
        _flush.AddRange(flush());
        _echo.AddRange(echo.Paced(echo.Orders(orders, order), FixVenueBench.Pace).Times);
        var lines = venue.Orders(orders, order);
        var before = Collected();
        var (moments, times) = venue.Paced(lines, FixVenueBench.Pace);
        var after = Collected();
        Collections = new(
            Collections.Young + after.Young - before.Young,
            Collections.Middle + after.Middle - before.Middle,
            Collections.Old + after.Old - before.Old,
            Collections.Pauses + after.Pauses - before.Pauses
        );
        _venue.AddRange(times);
        if (stages is null)
            return;
        foreach (var (name, all) in stages.Of(times, moments))
        {
            if (_stages.Find(s => s.Name == name).Times is { } known)
                known.AddRange(all);
            else
                _stages.Add((name, [.. all]));
        }
    }

    public IReadOnlyList<FixStage> Stages() =>
        [.. _stages.Select(s => new FixStage(s.Name, Percentiles.Of([.. s.Times])))];

    private static FixCollections Collected() =>
        new(
            GC.CollectionCount(0) - GC.CollectionCount(1),
            GC.CollectionCount(1) - GC.CollectionCount(2),
            GC.CollectionCount(2),
            GC.GetTotalPauseDuration().TotalMilliseconds
        );
}
