// Every calendar spread and butterfly of a curve, and how unusual each is against its own past.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>How a figure of today stands against its past.</summary>
/// <param name="Score">(today - mean) / sample standard deviation of the past; null when there is too little of it or
/// it never moved.</param>
/// <param name="Days">Past days on which all its contracts had prices.</param>
public readonly record struct PastScore(double? Score, int Days);

/// <summary>The price of <paramref name="Near"/> less that of <paramref name="Far"/>.</summary>
public sealed record CalendarSpread(string Near, string Far, double Price, PastScore Past);

/// <summary>near - 2 middle + far, of three neighbours.</summary>
public sealed record Butterfly(string Near, string Middle, string Far, double Price, PastScore Past);

/// <summary>One day's spreads.</summary>
/// <param name="Spreads">Each pair once, near before far, in the curve's order.</param>
public sealed record SpreadMatrix(
    TradingDate Day,
    IReadOnlyList<CurvePoint> Contracts,
    IReadOnlyList<CalendarSpread> Spreads,
    IReadOnlyList<Butterfly> Butterflies
)
{
    /// <summary>Past trading days that a score looks at.</summary>
    public const int Window = 60;

    /// <summary>Least past days for a score.</summary>
    public const int LeastDays = 20;

    /// <summary>Today's spreads, scored over the same contracts on the <see cref="Window"/> days before.</summary>
    /// <param name="history">Curves of any days in order; only those before today are looked at.</param>
    public static SpreadMatrix Of(FuturesCurve today, IReadOnlyList<FuturesCurve> history)
    {
        var past = history
            .Where(c => c.Day < today.Day)
            .TakeLast(Window)
            .Select(c => c.Points.ToDictionary(p => p.Contract, p => p.Price, StringComparer.Ordinal))
            .ToList();
        var spreads = new List<CalendarSpread>();
        for (var i = 0; i < today.Points.Count; i++)
        {
            for (var j = i + 1; j < today.Points.Count; j++)
            {
                var (near, far) = (today.Points[i], today.Points[j]);
                var price = near.Price - far.Price;
                spreads.Add(
                    new(near.Contract, far.Contract, price, Score(past, price, (near.Contract, 1), (far.Contract, -1)))
                );
            }
        }

        var butterflies = new List<Butterfly>();
        for (var i = 1; i + 1 < today.Points.Count; i++)
        {
            var (near, middle, far) = (today.Points[i - 1], today.Points[i], today.Points[i + 1]);
            var price = near.Price - (2 * middle.Price) + far.Price;
            var score = Score(past, price, (near.Contract, 1), (middle.Contract, -2), (far.Contract, 1));
            butterflies.Add(new(near.Contract, middle.Contract, far.Contract, price, score));
        }

        return new(today.Day, today.Points, spreads, butterflies);
    }

    private static PastScore Score(
        List<Dictionary<string, double>> past,
        double today,
        params ReadOnlySpan<(string Contract, int Weight)> legs
    )
    {
        var values = new List<double>();
        foreach (var day in past)
        {
            var sum = 0.0;
            var whole = true;
            foreach (var (contract, weight) in legs)
            {
                whole &= day.TryGetValue(contract, out var price);
                sum += weight * price;
            }

            if (whole)
                values.Add(sum);
        }

        if (values.Count < LeastDays)
            return new(null, values.Count);
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        // What only differs by binary dust has not moved.
        return new(deviation > 1e-9 ? (today - mean) / deviation : null, values.Count);
    }
}
