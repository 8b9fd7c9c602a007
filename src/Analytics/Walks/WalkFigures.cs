// What a walk did for its hedger, in figures with an interval.
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Analytics.Walks;

/// <summary>Figures of one walk.</summary>
/// <param name="Months">Months with an outcome.</param>
/// <param name="Bare">Standard deviation of cost over budget without a hedge, as a share of the budget.</param>
/// <param name="Hedged">The same with it.</param>
/// <param name="Reduction">1 - Var(hedged) / Var(bare); below zero the hedge added risk; not a number when the bare
/// cost never differed from its budget.</param>
/// <param name="Low">5 % of the bootstrap.</param>
/// <param name="High">95 % of it.</param>
/// <param name="BareSteps">Standard deviation of changes of the unit cost from month to month, as a share of its mean,
/// without a hedge.</param>
/// <param name="HedgedSteps">The same with it.</param>
/// <param name="BareWorst">The worst month's cost over budget, as a share, without a hedge.</param>
/// <param name="HedgedWorst">The same with it.</param>
/// <param name="HedgedWorstMonth">Which month that was.</param>
/// <param name="Budget">All months; costs above zero, revenue below.</param>
/// <param name="Cost">All months without a hedge.</param>
/// <param name="Net">All months with it.</param>
/// <param name="Fees">Fees and half spreads.</param>
/// <param name="Interest">On margin and prepayments.</param>
/// <param name="Roll">Gain of rolling.</param>
/// <param name="Lots">Bought or sold to open, rolls counted each time.</param>
/// <param name="PeakCash">The most cash that was bound on a day.</param>
/// <param name="LargestCall">The largest rise of that from one day to the next.</param>
/// <param name="Held">Months in which lots were held.</param>
public sealed record WalkFigures(
    int Months,
    int Held,
    double Bare,
    double Hedged,
    double Reduction,
    double Low,
    double High,
    double BareSteps,
    double HedgedSteps,
    double BareWorst,
    string BareWorstMonth,
    double HedgedWorst,
    string HedgedWorstMonth,
    decimal Budget,
    decimal Cost,
    decimal Net,
    decimal Fees,
    decimal Interest,
    decimal Roll,
    decimal Lots,
    double PeakCash,
    double LargestCall
)
{
    /// <summary>Draws of the bootstrap.</summary>
    public const int Draws = 1000;

    /// <summary>Measures.</summary>
    /// <param name="block">Months in a block of the bootstrap: neighbouring months share the time before them.</param>
    public static WalkFigures Of(WalkResult walk, int block, ulong seed)
    {
        var months = walk.Months;
        var bare = months.Select(m => m.Bare).ToArray();
        var hedged = months.Select(m => m.Hedged).ToArray();
        var (low, high) = Interval(bare, hedged, block, seed);
        var side = months.Sum(m => m.Cost) < 0 ? -1 : 1;
        var mean = months.Count == 0 ? 0 : (double)months.Average(m => m.Cost / m.Units) * side;
        var (bareWorst, hedgedWorst) = (Worst(months, m => m.Bare), Worst(months, m => m.Hedged));
        return new(
            months.Count,
            months.Count(m => m.Decision.Lots != 0),
            Deviation(bare),
            Deviation(hedged),
            TakenAway(bare, hedged),
            low,
            high,
            Steps([.. months.Select(m => (double)(m.Cost / m.Units))]) / mean,
            Steps([.. months.Select(m => (double)(m.Net / m.Units))]) / mean,
            bareWorst.Share,
            bareWorst.Month,
            hedgedWorst.Share,
            hedgedWorst.Month,
            months.Sum(m => m.Budget),
            months.Sum(m => m.Cost),
            months.Sum(m => m.Net),
            months.Sum(m => m.Fees),
            months.Sum(m => m.Interest),
            months.Sum(m => m.Roll),
            walk.Legs.Sum(l => Math.Abs(l.Lots)),
            walk.Cash.Select(c => c.Money).Append(0).Max(),
            LargestRise(walk.Cash)
        );
    }

    /// <summary>1 - Var(hedged) / Var(bare); not a number when the bare one does not vary.</summary>
    public static double TakenAway(IReadOnlyList<double> bare, IReadOnlyList<double> hedged)
    {
        var (all, left) = (Variance(bare), Variance(hedged));
        return all < 1e-14 ? double.NaN : 1 - (left / all);
    }

    // Circular blocks of months, both figures of a month together.
    private static (double Low, double High) Interval(double[] bare, double[] hedged, int block, ulong seed)
    {
        if (bare.Length < 2 * block)
            return (double.NaN, double.NaN);
        var random = new SplitMix(seed);
        var figures = new List<double>(Draws);
        var (drawnBare, drawnHedged) = (new double[bare.Length], new double[bare.Length]);
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var taken = 0; taken < bare.Length; taken += block)
            {
                var from = random.Below(bare.Length);
                for (var k = 0; k < block && taken + k < bare.Length; k++)
                {
                    drawnBare[taken + k] = bare[(from + k) % bare.Length];
                    drawnHedged[taken + k] = hedged[(from + k) % bare.Length];
                }
            }

            var figure = TakenAway(drawnBare, drawnHedged);
            if (double.IsFinite(figure))
                figures.Add(figure);
        }

        if (figures.Count < Draws / 2)
            return (double.NaN, double.NaN);
        figures.Sort();
        return (figures[(int)(figures.Count * 0.05)], figures[(int)(figures.Count * 0.95)]);
    }

    private static (double Share, string Month) Worst(IReadOnlyList<WalkMonth> months, Func<WalkMonth, double> share)
    {
        var worst = months.MaxBy(share);
        return worst is null ? (double.NaN, "") : (share(worst), worst.Decision.Month.ToString());
    }

    private static double Steps(double[] values)
    {
        if (values.Length < 3)
            return double.NaN;
        return Deviation([.. Enumerable.Range(1, values.Length - 1).Select(t => values[t] - values[t - 1])]);
    }

    private static double LargestRise(IReadOnlyList<WalkCash> cash)
    {
        var (largest, before) = (0.0, 0.0);
        foreach (var day in cash)
        {
            largest = Math.Max(largest, day.Money - before);
            before = day.Money;
        }

        return largest;
    }

    private static double Deviation(IReadOnlyList<double> values) => Math.Sqrt(Variance(values));

    private static double Variance(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return double.NaN;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1);
    }
}
