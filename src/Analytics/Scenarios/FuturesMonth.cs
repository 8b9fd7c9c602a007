// One month of today's curve: its price, the days whose prints it averages, and what of the average is known.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>A contract that settles on the average of index prints.</summary>
/// <param name="Month">The contract's month.</param>
/// <param name="Price">Today's price, above zero, in money for one unit of volume.</param>
public sealed record FuturesMonth(ContractMonth Month, double Price)
{
    /// <summary>Days whose prints are averaged, ascending; Monday to Friday of the month unless others are
    /// named.</summary>
    public IReadOnlyList<TradingDate> Averaging { get; init; } = Weekdays(Month);

    /// <summary>Mean of the prints up to and with today; needed once the averaging has begun.</summary>
    public double? FixedAverage { get; init; }

    /// <summary>Monday to Friday of a month.</summary>
    public static IReadOnlyList<TradingDate> Weekdays(ContractMonth month) =>
        [.. Enumerable.Range(0, 31).Select(month.First.Plus).Where(d => d <= month.Last && d.Weekday <= 5)];

    /// <summary>How many of the averaging days lie after a date.</summary>
    public int DaysAfter(TradingDate today) => Averaging.Count(d => d > today);

    /// <summary>What the prints up to today add to the average.</summary>
    public double KnownPart(TradingDate today) =>
        FixedAverage is { } known ? known * (Averaging.Count - DaysAfter(today)) / Averaging.Count : 0;

    /// <summary>The forward price of the days to come, alike for each: known part and this make today's
    /// price.</summary>
    public double ForwardOfRest(TradingDate today) => (Price - KnownPart(today)) * Averaging.Count / DaysAfter(today);

    /// <summary>What forbids to use the month.</summary>
    public IEnumerable<string> Faults(TradingDate today)
    {
        if (!(double.IsFinite(Price) && Price > 0))
            yield return $"{Month}: price {Price}: must be above 0";
        if (Averaging.Count == 0)
        {
            yield return $"{Month}: no averaging days";
            yield break;
        }

        if (Averaging.Zip(Averaging.Skip(1)).Any(pair => pair.First >= pair.Second))
            yield return $"{Month}: averaging days must ascend";
        var rest = DaysAfter(today);
        if (rest == 0)
            yield return $"{Month}: its last averaging day {Averaging[^1]} is not after {today}: it is settled";
        else if (rest < Averaging.Count && FixedAverage is not > 0)
            yield return $"{Month}: averaging has begun; the mean of the prints so far must be given and above 0";
        else if (rest == Averaging.Count && FixedAverage is not null)
            yield return $"{Month}: averaging has not begun; there is no mean of prints so far";
        else if (Price > 0 && ForwardOfRest(today) <= 0)
            yield return $"{Month}: price {Price} and mean so far {FixedAverage} leave no price above 0 for the rest";
    }
}
