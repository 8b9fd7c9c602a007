// The moments of a path: which days each stands for, and what share of which month's average it carries.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>Steps after today, ascending. A step stands for the days of its cell and is taken at the middle
/// one.</summary>
internal sealed class PathGrid
{
    /// <summary>When no month averages on the day.</summary>
    public const int NoMonth = -1;

    private PathGrid(TradingDate today, IReadOnlyList<Cell> cells, int months)
    {
        Count = cells.Count;
        Dates = [.. cells.Select(c => c.Date)];
        Years = [.. cells.Select(c => (c.Date.Days - today.Days) / DaysInAYear)];
        Ordinal = [.. cells.Select(c => c.Ordinal)];
        Month = [.. cells.Select(c => c.Month)];
        Begun = (int[])Month.Clone();
        for (var s = 1; s < Count; s++)
            Begun[s] = Month[s] == NoMonth ? Begun[s - 1] : Month[s];
        Weight = [.. cells.Select(c => c.Weight)];
        First = new int[months];
        Last = new int[months];
        Middle = new int[months];
        for (var month = 0; month < months; month++)
        {
            First[month] = Array.IndexOf(Month, month);
            Last[month] = Array.LastIndexOf(Month, month);
            Middle[month] = (First[month] + Last[month]) / 2;
        }
    }

    /// <summary>Time is calendar days over 365.</summary>
    public const double DaysInAYear = 365;

    public int Count { get; }
    public TradingDate[] Dates { get; }

    /// <summary>From today.</summary>
    public double[] Years { get; }

    /// <summary>Which trading day from today the step is, the first 1.</summary>
    public int[] Ordinal { get; }

    /// <summary>Index of the month that averages the step's days, or <see cref="NoMonth"/>.</summary>
    public int[] Month { get; }

    /// <summary>Index of the month whose averaging began last, holidays inside it included; before the first
    /// <see cref="NoMonth"/>.</summary>
    public int[] Begun { get; }

    /// <summary>Share of that month's average.</summary>
    public double[] Weight { get; }

    /// <summary>First, last and middle step of each month's averaging.</summary>
    public int[] First { get; }
    public int[] Last { get; }
    public int[] Middle { get; }

    public static PathGrid Of(PathModel model)
    {
        var monthOf = new Dictionary<TradingDate, int>();
        for (var m = 0; m < model.Curve.Count; m++)
        {
            foreach (var day in model.Curve[m].Averaging.Where(d => d > model.Today))
                monthOf.Add(day, m);
        }

        var last = model.Curve[^1].Averaging[^1];
        var days = Enumerable
            .Range(1, last.Days - model.Today.Days)
            .Select(model.Today.Plus)
            .Where(day => day.Weekday <= 5 || monthOf.ContainsKey(day))
            .ToArray();
        var cells = new List<Cell>();
        for (var from = 0; from < days.Length; )
        {
            var month = monthOf.GetValueOrDefault(days[from], NoMonth);
            var to = from + 1;
            while (
                to < days.Length
                && Same(model.Step, days[from], days[to])
                && monthOf.GetValueOrDefault(days[to], NoMonth) == month
            )
                to++;
            var middle = (from + to - 1) / 2;
            var weight = month == NoMonth ? 0 : (double)(to - from) / model.Curve[month].Averaging.Count;
            cells.Add(new(days[middle], middle + 1, month, weight));
            from = to;
        }

        return new(model.Today, cells, model.Curve.Count);
    }

    /// <summary>The first step on or after a date; -1 when there is none.</summary>
    public int OnOrAfter(TradingDate date) => Array.FindIndex(Dates, d => d >= date);

    private static bool Same(PathStep step, TradingDate one, TradingDate other) =>
        step switch
        {
            PathStep.Day => false,
            PathStep.Week => (one.Days + 3) / 7 == (other.Days + 3) / 7,
            _ => ContractMonth.Of(one) == ContractMonth.Of(other),
        };

    private readonly record struct Cell(TradingDate Date, int Ordinal, int Month, double Weight);
}
