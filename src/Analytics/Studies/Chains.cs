// Constructions that chain moves: only offers that were there on both days count, so arrival and leaving move nothing.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Chained indices; each begins at 100 on the first day on which something is there.</summary>
public static class Chains
{
    /// <summary>Mean log move of matched offers within each key, keys weighing the same.</summary>
    /// <param name="key">What counts once: a maker, a seller, or the offer itself.</param>
    /// <param name="trim">Share of keys left out at either end by size of their move.</param>
    public static double[] Matched(Universe universe, Func<Offer, string> key, double trim = 0)
    {
        var panel = universe.Panel;
        var keys = panel.Offers.Select(key).ToArray();
        return Chain(
            panel.Days,
            (day, before) =>
            {
                var moves = new SortedDictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
                for (var i = 0; i < keys.Length; i++)
                {
                    if (!universe.Has(i, day) || !universe.Has(i, before))
                        continue;
                    var (sum, count) = moves.GetValueOrDefault(keys[i]);
                    moves[keys[i]] = (sum + Math.Log(panel.Prices[i][day] / panel.Prices[i][before]), count + 1);
                }

                return moves.Count == 0
                    ? double.NaN
                    : Levels.TrimmedMean([.. moves.Values.Select(m => m.Sum / m.Count)], trim);
            }
        );
    }

    /// <summary>
    /// Törnqvist: sum of (w0 + w1) / 2 times the log move over models of both days, w being shares of spending among
    /// them.
    /// </summary>
    /// <param name="before">Price and quantity by model on the earlier day.</param>
    public static double TornqvistMove(
        IReadOnlyDictionary<string, (double Price, double Quantity)> before,
        IReadOnlyDictionary<string, (double Price, double Quantity)> now
    )
    {
        var both = before.Keys.Where(now.ContainsKey).Order(StringComparer.Ordinal).ToList();
        var spent0 = both.Sum(m => before[m].Price * before[m].Quantity);
        var spent1 = both.Sum(m => now[m].Price * now[m].Quantity);
        if (!(spent0 > 0) || !(spent1 > 0))
            return double.NaN;
        return both.Sum(m =>
            0.5
            * ((before[m].Price * before[m].Quantity / spent0) + (now[m].Price * now[m].Quantity / spent1))
            * Math.Log(now[m].Price / before[m].Price)
        );
    }

    /// <summary>Spending over quantity: the average price paid, whatever is bought.</summary>
    public static double UnitValue(IEnumerable<(double Price, double Quantity)> bought)
    {
        var (spent, quantity) = (0.0, 0.0);
        foreach (var (price, amount) in bought)
            (spent, quantity) = (spent + (price * amount), quantity + amount);
        return quantity > 0 ? spent / quantity : double.NaN;
    }

    /// <summary>A Törnqvist chain over days of bought models.</summary>
    public static double[] Tornqvist(
        IReadOnlyList<IReadOnlyDictionary<string, (double Price, double Quantity)>> days
    ) => Chain(days.Count, (day, before) => TornqvistMove(days[before], days[day]));

    /// <summary>Adds up moves; a day without one leaves a gap, and the next goes on from the day before it.</summary>
    /// <param name="move">Log move from the earlier of two neighbouring days; not a number when nothing is
    /// matched.</param>
    public static double[] Chain(int days, Func<int, int, double> move)
    {
        var series = new double[days];
        series.AsSpan().Fill(double.NaN);
        var level = 100.0;
        for (var day = 1; day < days; day++)
        {
            var step = move(day, day - 1);
            if (!double.IsFinite(step))
                continue;
            if (double.IsNaN(series[day - 1]))
                series[day - 1] = level;
            level *= Math.Exp(step);
            series[day] = level;
        }

        return series;
    }
}
