// Daily series as means of weeks and months, the way contracts settle and bills are paid.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>A calendar of periods over a panel's days.</summary>
public sealed class Periods
{
    private readonly int[] _period;
    private readonly int _least;

    private Periods(int[] period, int least, double perYear)
    {
        _period = period;
        _least = least;
        PerYear = perYear;
        Count = period.Length == 0 ? 0 : period[^1] + 1;
    }

    /// <summary>Number of periods.</summary>
    public int Count { get; }

    /// <summary>Periods a year.</summary>
    public double PerYear { get; }

    /// <summary>Calendar months; a mean needs fifteen days.</summary>
    public static Periods Months(TradingDate first, int days)
    {
        var period = new int[days];
        var zero = ContractMonth.Of(first).Index;
        for (var day = 0; day < days; day++)
            period[day] = ContractMonth.Of(first.Plus(day)).Index - zero;
        return new(period, 15, 12);
    }

    /// <summary>Weeks from Monday; a mean needs four days.</summary>
    public static Periods Weeks(TradingDate first, int days)
    {
        var period = new int[days];
        for (var day = 0; day < days; day++)
            period[day] = (day + first.Weekday - 1) / 7;
        return new(period, 4, 52);
    }

    /// <summary>Arithmetic means by period; not a number where too few days have a value.</summary>
    public double[] Means(IReadOnlyList<double> daily)
    {
        var sums = new double[Count];
        var counts = new int[Count];
        for (var day = 0; day < daily.Count; day++)
        {
            if (!double.IsFinite(daily[day]))
                continue;
            sums[_period[day]] += daily[day];
            counts[_period[day]]++;
        }

        for (var i = 0; i < Count; i++)
            sums[i] = counts[i] >= _least ? sums[i] / counts[i] : double.NaN;
        return sums;
    }

    /// <summary>First day of each period.</summary>
    public int Start(int period) => Array.IndexOf(_period, period);

    /// <summary>Period of a day.</summary>
    public int Of(int day) => _period[day];
}
