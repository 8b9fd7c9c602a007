// What the steps over deals share while one print is made, and the memory that a computed print leaves behind.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>One run of the steps on one tier of the waterfall. Nothing here outlives the print unless it is
/// kept.</summary>
/// <param name="memory">As the last print left it; never changed by a run.</param>
/// <param name="day">The day of consumption.</param>
/// <param name="pooledDays">Above 0: the deals of so many days count as one day's.</param>
/// <param name="postedDays">Above 0: posted prices stand in where there is no deal.</param>
internal sealed class DealRun(DealMemory memory, int day, int pooledDays, int postedDays)
{
    public DealMemory Memory => memory;

    public int Day => day;

    public int PooledDays => pooledDays;

    public int PostedDays => postedDays;

    /// <summary>The tier of deals that this run leaves aside, to see what it does to the print; -1: none.</summary>
    public int Without { get; init; } = -1;

    /// <summary>The tier of the waterfall with which the run began.</summary>
    public int FromTier { get; init; } = 1;

    /// <summary>Every offer's price of this run, also of those that are left out later.</summary>
    public SortedList<int, LinkPoint> Now { get; } = [];

    /// <summary>What the day's own deals came to.</summary>
    public List<DealCell> Cells { get; } = [];

    /// <summary>Offers whose price rests on no deal of this run.</summary>
    public SortedList<int, bool> Posted { get; } = [];

    /// <summary>New offer, and the old one whose place it takes.</summary>
    public SortedList<int, int> Successors { get; } = [];

    public HedonicFit? Fit { get; set; }

    public int WeightsMonth { get; set; } = -1;

    public int WeightsFrom { get; set; }

    public int WeightsTo { get; set; }

    public SortedList<int, decimal> Volumes { get; set; } = [];

    /// <summary>Share of the weights' volume that belongs to sellers present.</summary>
    public decimal? Coverage { get; set; }

    /// <summary>Sum of the squared shares of that volume, before the cap.</summary>
    public decimal? Hhi { get; set; }

    public decimal Level { get; set; }

    public int DealsUsed { get; set; }

    public decimal Volume { get; set; }

    public bool Simulated { get; set; }

    /// <summary>The memory after a computed print: the prices of today stand before the next.</summary>
    public DealMemory Computed(int printDay, int matchDays)
    {
        var points = new SortedList<int, LinkPoint>();
        for (var i = 0; i < memory.Points.Count; i++)
        {
            if (printDay - memory.Points.GetValueAtIndex(i).Day < matchDays)
                points.Add(memory.Points.GetKeyAtIndex(i), memory.Points.GetValueAtIndex(i));
        }

        for (var i = 0; i < Now.Count; i++)
            points[Now.GetKeyAtIndex(i)] = Now.GetValueAtIndex(i);
        var successors = new SortedList<int, int>();
        Copy(memory.Successors, successors);
        Copy(Successors, successors);
        return new()
        {
            Days = memory.Days,
            WeightsMonth = WeightsMonth,
            WeightsFrom = WeightsFrom,
            WeightsTo = WeightsTo,
            Volumes = Volumes,
            Successors = successors,
            Level = Level,
            BeganDay = memory.BeganDay >= 0 ? memory.BeganDay : day,
            LinkedDay = printDay,
            Points = points,
            Fit = Fit ?? memory.Fit,
        };
    }

    /// <summary>The memory after a print that was not computed: who is new is known tomorrow; everything else stays, so
    /// that the next relatives reach back to the last computed print.</summary>
    public DealMemory NotComputed(int printDay, MatchStep? match)
    {
        if (memory.Level == 0m || match is null)
            return memory;
        var points = new SortedList<int, LinkPoint>();
        for (var i = 0; i < memory.Points.Count; i++)
            points.Add(memory.Points.GetKeyAtIndex(i), memory.Points.GetValueAtIndex(i));
        for (var i = 0; i < Now.Count; i++)
        {
            var offer = Now.GetKeyAtIndex(i);
            if (!points.TryGetValue(offer, out var point) || !Usable(point, printDay, match.Days))
                points[offer] = Now.GetValueAtIndex(i);
        }

        return new()
        {
            Days = memory.Days,
            WeightsMonth = memory.WeightsMonth,
            WeightsFrom = memory.WeightsFrom,
            WeightsTo = memory.WeightsTo,
            Volumes = memory.Volumes,
            Successors = memory.Successors,
            Level = memory.Level,
            BeganDay = memory.BeganDay,
            LinkedDay = memory.LinkedDay,
            Points = points,
            Fit = memory.Fit,
        };
    }

    /// <summary>Whether a relative may begin at the point: it is not older than the last computed print, or young
    /// enough.</summary>
    public bool Usable(LinkPoint point, int printDay, int days) =>
        point.Day >= memory.LinkedDay || printDay - point.Day <= days;

    private static void Copy(SortedList<int, int> from, SortedList<int, int> to)
    {
        for (var i = 0; i < from.Count; i++)
            to[from.GetKeyAtIndex(i)] = from.GetValueAtIndex(i);
    }
}
