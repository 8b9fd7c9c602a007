// A contract as the walk sees it: its terms, and the prints of its index by day.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>Terms of a monthly contract on an index, settled in cash on the mean of the month's prints.</summary>
/// <param name="Code">Code of the contract.</param>
/// <param name="Index">Code of its index.</param>
/// <param name="Currency">In which it is quoted.</param>
/// <param name="First">Day of the first value in <paramref name="Prints"/>.</param>
/// <param name="Prints">The index by day; not a number on a day without a print. A print is known on its day.</param>
/// <param name="LotSize">Units of the index a lot, above zero.</param>
/// <param name="Tick">Smallest step of the price, above zero.</param>
/// <param name="FeeOfTurnover">Share of the turnover of a trade.</param>
/// <param name="FeePerLot">Money for each lot of a trade.</param>
/// <param name="MarginRate">Initial margin as a share of the position's value.</param>
/// <param name="BusinessDays">True: only Monday to Friday count in the mean; holidays are not known here.</param>
public sealed record WalkContract(
    string Code,
    string Index,
    string Currency,
    TradingDate First,
    double[] Prints,
    decimal LotSize,
    decimal Tick,
    decimal FeeOfTurnover,
    decimal FeePerLot,
    decimal MarginRate,
    bool BusinessDays
)
{
    // An index that was silent for longer is not a price to trade on.
    private const int MostAge = 5;

    // The least that the shipped contracts settle on.
    private const int LeastPrints = 15;

    /// <summary>Last day with a value in <see cref="Prints"/>, printed or not.</summary>
    public TradingDate Last => First.Plus(Prints.Length - 1);

    /// <summary>The last print of at most five days before; not a number when there is none.</summary>
    public double Known(TradingDate day)
    {
        for (var age = 0; age <= MostAge; age++)
        {
            var at = day.Days - age - First.Days;
            if (at >= 0 && at < Prints.Length && double.IsFinite(Prints[at]))
                return Prints[at];
        }

        return double.NaN;
    }

    /// <summary>True when the day counts in the month's mean.</summary>
    public bool Counts(TradingDate day) => !BusinessDays || day.Weekday <= 5;

    /// <summary>Mean of the month's counted prints up to a day, that day included, and how many of the month's counted
    /// days have passed; a counted day without a print is left out of the mean.</summary>
    public (double Mean, int Passed) MeanThrough(ContractMonth month, TradingDate day)
    {
        var (sum, count, passed) = Sum(month, day);
        return (count == 0 ? double.NaN : sum / count, passed);
    }

    /// <summary>The final settlement price, rounded to the tick; not a number with fewer than fifteen prints, the
    /// least that the shipped contracts ask for.</summary>
    public double Settlement(ContractMonth month)
    {
        var (sum, count, _) = Sum(month, month.Last);
        return count < LeastPrints ? double.NaN : sum / count;
    }

    /// <summary>How many of the month's counted days come after a day.</summary>
    public int Left(ContractMonth month, TradingDate day) => Sum(month, month.Last).Passed - Sum(month, day).Passed;

    /// <summary>A price on the grid of ticks.</summary>
    public decimal OnGrid(double price) =>
        decimal.Round((decimal)price / Tick, 0, MidpointRounding.AwayFromZero) * Tick;

    private (double Total, int Count, int Passed) Sum(ContractMonth month, TradingDate day)
    {
        var last = month.Last < day ? month.Last : day;
        var (sum, count, passed) = (0.0, 0, 0);
        for (var at = month.First; at <= last; at = at.Plus(1))
        {
            if (!Counts(at))
                continue;
            passed++;
            var place = at.Days - First.Days;
            if (place < 0 || place >= Prints.Length || !double.IsFinite(Prints[place]))
                continue;
            sum += Prints[place];
            count++;
        }

        return (sum, count, passed);
    }
}
