// What is measured of prices and usage, the same way on public data and on simulated markets.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Spot;

/// <summary>How a daily price moves. Volatilities are a year's, from moves between days, means of weeks and means of
/// months: where they fall, moves come back.</summary>
/// <param name="Memory">Correlation of a day's log move with the day's before.</param>
/// <param name="Above5">Share of days with a move of more than 5 %.</param>
/// <param name="Above20">Share of days with a move of more than 20 %.</param>
/// <param name="Still">Share of days without a move.</param>
public sealed record PriceMeasure(
    string Name,
    int Days,
    double Day,
    double Week,
    double Month,
    double Memory,
    double Above5,
    double Above20,
    double Still,
    double Fall,
    double Rise
);

/// <summary>How usage goes through the day and the week.</summary>
/// <param name="Hours">By hour, mean one.</param>
/// <param name="Weekend">Saturdays and Sundays (the lowest two of seven neighbouring days where a trace names no
/// weekday) over the others.</param>
/// <param name="Burst">Deviation of the log of hourly usage about hour of day and day.</param>
/// <param name="Memory">Correlation of that from hour to hour.</param>
/// <param name="Halves">Correlation of the hours' shape in the first half of the days with that in the second.</param>
public sealed record UsageMeasure(
    string Name,
    int Days,
    double[] Hours,
    double Weekend,
    double Burst,
    double Memory,
    double Halves
);

/// <summary>Spells without any machine to be had.</summary>
/// <param name="None">Share of time without.</param>
/// <param name="Spells">A year.</param>
/// <param name="MeanHours">Of a spell.</param>
public sealed record OutageMeasure(
    string Name,
    int Traces,
    double None,
    double Spells,
    double MeanHours,
    double MedianHours
);

/// <summary>How list prices move.</summary>
/// <param name="Still">Share of offers that never moved.</param>
/// <param name="Changes">A year and offer.</param>
/// <param name="Step">Median absolute log step.</param>
/// <param name="Falls">Share of steps that are falls.</param>
/// <param name="Follow">Slope of a step on what the market moved since the offer's step before; not a number without a
/// market to compare with.</param>
/// <param name="FollowError">Its standard error.</param>
public sealed record ListMeasure(
    string Name,
    int Offers,
    double Still,
    double Changes,
    double Step,
    double Falls,
    double Follow,
    double FollowError
);

/// <summary>How the prices of one good's regions move beside their mean, in steps of some months that do not overlap.
/// </summary>
/// <param name="Moves">Regions' moves that were measured.</param>
/// <param name="Market">Deviation of the regions' mean log move, a year.</param>
/// <param name="Basis">Deviation of a region's log move about it, a year.</param>
/// <param name="Gone">Share of the mean square of a region's moves that the mean of the regions takes away, one for
/// one.</param>
public sealed record BasisMeasure(string Name, int Regions, int Moves, double Market, double Basis, double Gone);

/// <summary>Measures.</summary>
public static class SpotMeasures
{
    /// <summary>A step of a factor of four or more from one look to the next is a slip of a table and no price: totals
    /// of instances with eight GPUs stand among prices of one.</summary>
    public static readonly double MostStep = Math.Log(4);

    /// <summary>Of a daily series; not a number where there is no price.</summary>
    public static PriceMeasure Prices(string name, TradingDate first, IReadOnlyList<double> daily)
    {
        var figures = SeriesFigures.Of(daily);
        var moves = SeriesFigures.Moves(daily);
        var weeks = SeriesFigures.Moves(Periods.Weeks(first, daily.Count).Means(daily));
        var months = SeriesFigures.Moves(Periods.Months(first, daily.Count).Means(daily));
        return new(
            name,
            figures.Days,
            figures.Volatility,
            SeriesFigures.Deviation(weeks) * Math.Sqrt(365 / 7.0),
            months.Count < 3 ? double.NaN : SeriesFigures.Deviation(months) * Math.Sqrt(12),
            Memory(moves),
            (double)figures.JumpsAbove5 / figures.Days,
            (double)figures.JumpsAbove20 / figures.Days,
            figures.Still,
            figures.LargestFall,
            figures.LargestRise
        );
    }

    /// <summary>Of hourly usage that begins at midnight.</summary>
    /// <param name="weekday">Of the first day, 1 to 7; 0 where a trace does not say.</param>
    public static UsageMeasure Usage(string name, IReadOnlyList<double> hourly, int weekday)
    {
        var days = hourly.Count / 24;
        var mean = hourly.Take(days * 24).Average();
        var hours = new double[24];
        var totals = new double[days];
        for (var t = 0; t < days * 24; t++)
        {
            hours[t % 24] += hourly[t] / (days * mean);
            totals[t / 24] += hourly[t] / 24;
        }

        var rest = new List<double>();
        for (var t = 0; t < days * 24; t++)
            if (hourly[t] > 0)
                rest.Add(Math.Log(hourly[t] / (totals[t / 24] * hours[t % 24])));
        return new(
            name,
            days,
            hours,
            Weekend(totals, weekday),
            SeriesFigures.Deviation(rest),
            Memory(rest),
            Alike(Shape(hourly, 0, days / 2), Shape(hourly, days / 2, days))
        );
    }

    private static double[] Shape(IReadOnlyList<double> hourly, int from, int to)
    {
        var hours = new double[24];
        for (var t = from * 24; t < to * 24; t++)
            hours[t % 24] += hourly[t];
        return hours;
    }

    private static double Alike(double[] one, double[] other)
    {
        var (a, b) = (one.Average(), other.Average());
        var both = one.Zip(other, (x, y) => (x - a) * (y - b)).Sum();
        var scale = Math.Sqrt(one.Sum(x => (x - a) * (x - a)) * other.Sum(y => (y - b) * (y - b)));
        return scale > 0 ? both / scale : double.NaN;
    }

    /// <summary>Of runs: seconds and machines to be had, trace by trace.</summary>
    public static OutageMeasure Outages(
        string name,
        IReadOnlyList<IReadOnlyList<(double Seconds, int Machines)>> traces
    )
    {
        var (none, all) = (0.0, 0.0);
        var spells = new List<double>();
        foreach (var trace in traces)
        {
            var spell = 0.0;
            foreach (var (seconds, machines) in trace)
            {
                all += seconds;
                none += machines == 0 ? seconds : 0;
                if (machines > 0 && spell > 0)
                    spells.Add(spell / 3600);
                spell = machines == 0 ? spell + seconds : 0;
            }
        }

        spells.Sort();
        return new(
            name,
            traces.Count,
            none / all,
            spells.Count / (all / 3600 / 24 / 365),
            spells.Count == 0 ? double.NaN : spells.Average(),
            spells.Count == 0 ? double.NaN : spells[spells.Count / 2]
        );
    }

    /// <summary>Of offers' daily list prices, with the market they could follow.</summary>
    /// <param name="market">By the same days; empty without one.</param>
    public static ListMeasure Lists(string name, IReadOnlyList<double[]> offers, double[] market)
    {
        var (still, days) = (0, 0);
        var steps = new List<double>();
        var (own, moved) = (new List<double>(), new List<double>());
        foreach (var offer in offers)
        {
            var (before, since, count) = (double.NaN, -1, steps.Count);
            for (var day = 0; day < offer.Length; day++)
            {
                if (!double.IsFinite(offer[day]))
                    continue;
                days++;
                var step = Math.Log(offer[day] / before);
                if (double.IsFinite(step) && Math.Abs(step) > 1e-9 && Math.Abs(step) < MostStep)
                {
                    steps.Add(step);
                    if (market.Length > day && double.IsFinite(market[day]) && double.IsFinite(market[since]))
                    {
                        own.Add(step);
                        moved.Add(Math.Log(market[day] / market[since]));
                    }

                    since = day;
                }

                since = since < 0 ? day : since;
                before = offer[day];
            }

            still += steps.Count == count ? 1 : 0;
        }

        var sizes = steps.Select(Math.Abs).Order().ToList();
        var fit = own.Count < 8 ? null : Hedging.Regression.Fit([.. own], [.. moved], null);
        return new(
            name,
            offers.Count,
            (double)still / offers.Count,
            steps.Count / (days / 365.0),
            sizes.Count == 0 ? double.NaN : sizes[sizes.Count / 2],
            sizes.Count == 0 ? double.NaN : (double)steps.Count(s => s < 0) / steps.Count,
            fit?.Slope.Value ?? double.NaN,
            fit?.Slope.StandardError ?? double.NaN
        );
    }

    /// <summary>Of regions' prices by month; not a number where a region had none.</summary>
    /// <param name="step">Months of a move.</param>
    public static BasisMeasure Basis(string name, IReadOnlyList<double[]> regions, int step)
    {
        var (markets, rest, moves) = (new List<double>(), 0.0, 0);
        var whole = 0.0;
        for (var month = step; regions.Count > 0 && month < regions[0].Length; month += step)
        {
            var own = regions
                .Select(r => Math.Log(r[month] / r[month - step]))
                .Where(m => double.IsFinite(m) && Math.Abs(m) < MostStep)
                .ToList();
            if (own.Count < 2)
                continue;
            var market = own.Average();
            markets.Add(market);
            moves += own.Count;
            rest += own.Sum(m => (m - market) * (m - market));
            whole += own.Sum(m => m * m);
        }

        var yearly = 12.0 / step;
        return new(
            name,
            regions.Count,
            moves,
            markets.Count < 2 ? double.NaN : SeriesFigures.Deviation(markets) * Math.Sqrt(yearly),
            // One mean a step is estimated along with the moves.
            moves <= markets.Count
                ? double.NaN
                : Math.Sqrt(rest / (moves - markets.Count) * yearly),
            whole > 0 ? 1 - (rest / whole) : double.NaN
        );
    }

    private static double Memory(List<double> values)
    {
        if (values.Count < 4)
            return double.NaN;
        var mean = values.Average();
        var (shared, whole) = (0.0, 0.0);
        for (var t = 0; t < values.Count; t++)
        {
            whole += (values[t] - mean) * (values[t] - mean);
            shared += t > 0 ? (values[t] - mean) * (values[t - 1] - mean) : 0;
        }

        return whole > 0 ? shared / whole : double.NaN;
    }

    // A trace that does not name its weekdays: the two neighbouring days of the week with the least usage.
    private static double Weekend(double[] totals, int weekday)
    {
        if (totals.Length < 7)
            return double.NaN;
        var week = new double[7];
        var count = new int[7];
        for (var day = 0; day < totals.Length; day++)
        {
            var at = (day + Math.Max(0, weekday - 1)) % 7;
            week[at] += totals[day];
            count[at]++;
        }

        for (var at = 0; at < 7; at++)
            week[at] /= count[at];
        var free = weekday > 0 ? 5 : Enumerable.Range(0, 7).MinBy(at => week[at] + week[(at + 1) % 7]);
        var rest = week[free] + week[(free + 1) % 7];
        return rest / 2 / ((week.Sum() - rest) / 5);
    }
}
