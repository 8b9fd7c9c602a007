// Who hedges in the walk: how much, at which real price, on which side, and against which contract.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>A buyer or a seller of tokens or of GPU hours.</summary>
/// <param name="Name">Short name.</param>
/// <param name="What">What they do and where price and volume come from, in words.</param>
/// <param name="Sells">True for a seller: a fall of the price hurts.</param>
/// <param name="UnitsADay">Million tokens, or GPU hours, a day.</param>
/// <param name="First">Day of the first value in <paramref name="Prices"/>.</param>
/// <param name="Prices">Price by day in the contract's currency, known on its day; not a number where there is none.
/// Empty when <paramref name="Linked"/>.</param>
/// <param name="Linked">True: pays the mean of the month's prints and <paramref name="Spread"/>, by contract.</param>
/// <param name="Spread">Money a unit on top of the index.</param>
/// <param name="Weekdays">Seven shares of a week's volume from Monday on; null for days alike.</param>
public sealed record WalkHedger(
    string Name,
    string What,
    bool Sells,
    decimal UnitsADay,
    TradingDate First,
    double[] Prices,
    bool Linked = false,
    double Spread = 0,
    double[]? Weekdays = null
)
{
    private const int MostAge = 5;
    private const int LeastDays = 15;

    /// <summary>1 for who pays, -1 for who is paid.</summary>
    public int Side => Sells ? -1 : 1;

    /// <summary>Units of a month: every day the same.</summary>
    public decimal Units(ContractMonth month) => UnitsADay * (month.Last.Days - month.First.Days + 1);

    /// <summary>The price known on a day, at most five days old; not a number when there is none.</summary>
    public double Known(TradingDate day, WalkContract contract)
    {
        if (Linked)
            return contract.Known(day) + Spread;
        for (var age = 0; age <= MostAge; age++)
        {
            var at = day.Days - age - First.Days;
            if (at >= 0 && at < Prices.Length && double.IsFinite(Prices[at]))
                return Prices[at];
        }

        return double.NaN;
    }

    /// <summary>Mean price of the month, days weighed by their share of the week's volume; not a number with fewer
    /// than fifteen priced days, or when the last day of the month lies behind the prices.</summary>
    public double Paid(ContractMonth month, WalkContract contract)
    {
        if (Linked)
            return contract.Settlement(month) is var mean && double.IsFinite(mean)
                ? (double)contract.OnGrid(mean) + Spread
                : double.NaN;
        var (sum, weight, days) = (0.0, 0.0, 0);
        var last = month.Last;
        for (var at = month.First; at <= last; at = at.Plus(1))
        {
            var place = at.Days - First.Days;
            if (place >= Prices.Length)
                return double.NaN;
            if (place < 0 || !double.IsFinite(Prices[place]))
                continue;
            var share = Weekdays?[at.Weekday - 1] ?? 1;
            sum += share * Prices[place];
            weight += share;
            days++;
        }

        return days < LeastDays ? double.NaN : sum / weight;
    }
}
