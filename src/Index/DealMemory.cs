// What an index over deals remembers from print to print: volumes of past days, the month's weights, the last prices.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Index;

/// <summary>One offer on one day of consumption, after the filters.</summary>
/// <param name="Offer">Number in <see cref="DealOffers"/>.</param>
/// <param name="Volume">In units of the bundle.</param>
/// <param name="Log">ln of its price.</param>
/// <param name="Paid">Volume-weighted share of list that was paid.</param>
/// <param name="Traits">ln of the traits that the methodology names, in its order; empty: not all known.</param>
internal sealed record DealCell(int Offer, decimal Volume, decimal Log, decimal Paid, IReadOnlyList<decimal> Traits);

/// <summary>A day's cells, in the order of their offers' numbers, and the version that made them.</summary>
internal sealed record DealDay(int Version, IReadOnlyList<DealCell> Cells);

/// <summary>An offer's price at the last print that it was in.</summary>
/// <param name="Day">The print's day.</param>
/// <param name="Weight">Volume at that print; what a Törnqvist share is made of.</param>
internal readonly record struct LinkPoint(int Day, decimal Value, decimal Log, decimal Weight);

/// <summary>Coefficients of the hedonic regression of one month.</summary>
/// <param name="Month">Year * 12 + month - 1.</param>
/// <param name="Names">Of the regressors: the exam's quality first, where it is one, then the traits.</param>
/// <param name="Beta">In the order of <paramref name="Names"/>.</param>
/// <param name="Count">Offers' days that it rests on.</param>
/// <param name="Fault">Why nothing may be imputed; empty: it may.</param>
internal sealed record HedonicFit(
    int Month,
    IReadOnlyList<string> Names,
    IReadOnlyList<decimal> Beta,
    decimal RSquared,
    int Count,
    string Fault
);

/// <summary>Everything that steps over deals carry. Lists are sorted, so that every walk has one order.</summary>
internal sealed class DealMemory
{
    private const int MostDays = 400;

    /// <summary>By day of consumption.</summary>
    public SortedList<int, DealDay> Days { get; init; } = [];

    /// <summary>The month (year * 12 + month - 1) for which the weights below hold; -1: none.</summary>
    public int WeightsMonth { get; init; } = -1;

    /// <summary>First and last day of the volumes that they rest on.</summary>
    public int WeightsFrom { get; init; }

    public int WeightsTo { get; init; }

    /// <summary>Past volume by offer: sellers' weights and items' shares are made of it.</summary>
    public SortedList<int, decimal> Volumes { get; init; } = [];

    /// <summary>Offers that took over another's volume within the month.</summary>
    public SortedList<int, int> Successors { get; init; } = [];

    /// <summary>The unrounded value of the last computed print; zero: none.</summary>
    public decimal Level { get; init; }

    /// <summary>The day of consumption of the first computed print of this version: who was there then or before waits
    /// for no overlap; -1: none yet.</summary>
    public int BeganDay { get; init; } = -1;

    /// <summary>The last computed print's day.</summary>
    public int LinkedDay { get; init; }

    /// <summary>By offer.</summary>
    public SortedList<int, LinkPoint> Points { get; init; } = [];

    public HedonicFit? Fit { get; init; }

    /// <summary>With a later version: the level and the past volumes stay, relatives and the weights begin
    /// anew.</summary>
    public DealMemory ForNewVersion() => new() { Days = Days, Level = Level };

    /// <summary>Notes a day; the oldest days go.</summary>
    public void Note(int day, DealDay cells)
    {
        Days[day] = cells;
        while (Days.Keys[0] <= day - MostDays)
            Days.RemoveAt(0);
    }

    public void Save(StateWriter w)
    {
        w.Int(Days.Count);
        for (var i = 0; i < Days.Count; i++)
        {
            w.Int(Days.GetKeyAtIndex(i));
            Save(w, Days.GetValueAtIndex(i));
        }

        w.Int(WeightsMonth);
        w.Int(WeightsFrom);
        w.Int(WeightsTo);
        w.Int(Volumes.Count);
        for (var i = 0; i < Volumes.Count; i++)
        {
            w.Int(Volumes.GetKeyAtIndex(i));
            w.Decimal(Volumes.GetValueAtIndex(i));
        }

        w.Int(Successors.Count);
        for (var i = 0; i < Successors.Count; i++)
        {
            w.Int(Successors.GetKeyAtIndex(i));
            w.Int(Successors.GetValueAtIndex(i));
        }

        w.Decimal(Level);
        w.Int(BeganDay);
        w.Int(LinkedDay);
        w.Int(Points.Count);
        for (var i = 0; i < Points.Count; i++)
        {
            w.Int(Points.GetKeyAtIndex(i));
            var p = Points.GetValueAtIndex(i);
            w.Int(p.Day);
            w.Decimal(p.Value);
            w.Decimal(p.Log);
            w.Decimal(p.Weight);
        }

        w.Bool(Fit is not null);
        if (Fit is not null)
            Save(w, Fit);
    }

    public static DealMemory Load(StateReader r)
    {
        var days = new SortedList<int, DealDay>();
        for (var count = r.Count(); count > 0; count--)
            days.Add(r.Int(), LoadDay(r));
        var (month, from, to) = (r.Int(), r.Int(), r.Int());
        var volumes = new SortedList<int, decimal>();
        for (var count = r.Count(); count > 0; count--)
            volumes.Add(r.Int(), r.Decimal());
        var successors = new SortedList<int, int>();
        for (var count = r.Count(); count > 0; count--)
            successors.Add(r.Int(), r.Int());
        var level = r.Decimal();
        var (began, linked) = (r.Int(), r.Int());
        var points = new SortedList<int, LinkPoint>();
        for (var count = r.Count(); count > 0; count--)
            points.Add(r.Int(), new(r.Int(), r.Decimal(), r.Decimal(), r.Decimal()));
        return new()
        {
            Days = days,
            WeightsMonth = month,
            WeightsFrom = from,
            WeightsTo = to,
            Volumes = volumes,
            Successors = successors,
            Level = level,
            BeganDay = began,
            LinkedDay = linked,
            Points = points,
            Fit = r.Bool() ? LoadFit(r) : null,
        };
    }

    private static void Save(StateWriter w, DealDay day)
    {
        w.Int(day.Version);
        w.Int(day.Cells.Count);
        foreach (var cell in day.Cells)
        {
            w.Int(cell.Offer);
            w.Decimal(cell.Volume);
            w.Decimal(cell.Log);
            w.Decimal(cell.Paid);
            Save(w, cell.Traits);
        }
    }

    private static DealDay LoadDay(StateReader r)
    {
        var version = r.Int();
        var cells = new List<DealCell>();
        for (var count = r.Count(); count > 0; count--)
            cells.Add(new(r.Int(), r.Decimal(), r.Decimal(), r.Decimal(), LoadNumbers(r)));
        return new(version, cells);
    }

    private static void Save(StateWriter w, HedonicFit fit)
    {
        w.Int(fit.Month);
        w.Int(fit.Names.Count);
        foreach (var name in fit.Names)
            w.Text(name);
        Save(w, fit.Beta);
        w.Decimal(fit.RSquared);
        w.Int(fit.Count);
        w.Text(fit.Fault);
    }

    private static HedonicFit LoadFit(StateReader r)
    {
        var month = r.Int();
        var names = new List<string>();
        for (var count = r.Count(); count > 0; count--)
            names.Add(r.Text());
        return new(month, names, LoadNumbers(r), r.Decimal(), r.Int(), r.Text());
    }

    private static void Save(StateWriter w, IReadOnlyList<decimal> numbers)
    {
        w.Int(numbers.Count);
        foreach (var number in numbers)
            w.Decimal(number);
    }

    private static List<decimal> LoadNumbers(StateReader r)
    {
        var numbers = new List<decimal>();
        for (var count = r.Count(); count > 0; count--)
            numbers.Add(r.Decimal());
        return numbers;
    }
}

/// <summary>The memories of all indexes over deals, by the index's place.</summary>
internal sealed class DealMemories(List<IndexState> indexes) : IStateSection
{
    public byte Tag => 4;

    public bool Empty
    {
        get
        {
            foreach (var index in indexes)
            {
                if (index.Deals is not null)
                    return false;
            }

            return true;
        }
    }

    public void Save(StateWriter w)
    {
        for (var i = 0; i < indexes.Count; i++)
        {
            w.Bool(indexes[i].Deals is not null);
            indexes[i].Deals?.Save(w);
        }
    }

    public void Load(StateReader r)
    {
        foreach (var index in indexes)
            index.Deals = r.Bool() ? DealMemory.Load(r) : null;
    }
}
