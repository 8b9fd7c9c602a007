// The two tables that a bill is read beside: the index by month and the dollar in yuan, each a mean of days.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>The mean of an index over a month.</summary>
/// <param name="Mean">Rounded half up to four decimals, as final settlement prices are.</param>
/// <param name="Prints">How many days were printed.</param>
public readonly record struct MonthMean(decimal Mean, int Prints);

/// <summary>The prints of an index, by month.</summary>
public sealed class IndexMonths
{
    private readonly Dictionary<ContractMonth, MonthMean> _means;

    /// <param name="name">As <c>CSTI-S</c>.</param>
    /// <param name="days">Its prints, each day once.</param>
    /// <param name="simulated">True when any was simulated.</param>
    public IndexMonths(string name, IEnumerable<IndexDay> days, bool simulated)
    {
        Name = name;
        Simulated = simulated;
        Days = [.. days.OrderBy(day => day.Day)];
        _means = Days.GroupBy(day => ContractMonth.Of(day.Day))
            .ToDictionary(
                month => month.Key,
                month => new MonthMean(
                    decimal.Round(month.Average(day => day.Value), 4, MidpointRounding.AwayFromZero),
                    month.Count()
                )
            );
    }

    public string Name { get; }

    public bool Simulated { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<IndexDay> Days { get; }

    /// <summary>The mean of a month's prints; null when it has none.</summary>
    public MonthMean? Mean(ContractMonth month) => _means.TryGetValue(month, out var mean) ? mean : null;

    /// <summary>What was known at the end of a day: the prints up to it.</summary>
    public IndexMonths Until(TradingDate day) => new(Name, Days.Where(each => each.Day <= day), Simulated);
}

/// <summary>Yuan for a dollar on a day.</summary>
public sealed record DollarRate(TradingDate Day, decimal Yuan);

/// <summary>Converts between dollars and yuan, and nothing else. A month's rate is the mean over its days of the rate
/// in force, the newest one of at most <see cref="Oldest"/> days before.</summary>
/// <param name="rates">In any order.</param>
public sealed class MonthlyRates(IEnumerable<DollarRate> rates)
{
    /// <summary>A rate that is older says nothing: monthly means are 31 days apart, and published a few days
    /// late.</summary>
    public const int Oldest = 45;

    private readonly DollarRate[] _rates = [.. rates.OrderBy(rate => rate.Day)];
    private readonly Dictionary<ContractMonth, decimal?> _months = [];

    /// <summary>Yuan for a dollar in a month, six decimals; null when no rate was in force on any of its
    /// days.</summary>
    public decimal? Yuan(ContractMonth month)
    {
        if (_months.TryGetValue(month, out var known))
            return known;
        var (sum, days) = (0m, 0);
        for (var day = month.First; day <= month.Last; day = day.Plus(1))
        {
            if (InForce(day) is not { } rate)
                continue;
            sum += rate;
            days++;
        }

        return _months[month] = days == 0 ? null : decimal.Round(sum / days, 6, MidpointRounding.AwayFromZero);
    }

    /// <summary>How many units of one currency another is worth in a month; null when it is not known. The same
    /// currency is 1.</summary>
    public decimal? Rate(string from, string to, ContractMonth month) =>
        (from, to) switch
        {
            _ when from == to => 1,
            ("USD", "CNY") => Yuan(month),
            ("CNY", "USD") => Yuan(month) is { } yuan ? 1 / yuan : null,
            _ => null,
        };

    private decimal? InForce(TradingDate day)
    {
        var place = Array.BinarySearch(_rates, new(day, 0), _byDay);
        if (place < 0)
            place = ~place - 1;
        return place >= 0 && day.Days - _rates[place].Day.Days <= Oldest ? _rates[place].Yuan : null;
    }

    private static readonly Comparer<DollarRate> _byDay = Comparer<DollarRate>.Create(
        static (left, right) => left.Day.CompareTo(right.Day)
    );
}
