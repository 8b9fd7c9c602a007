// Price series of futures without roll jumps: each day's move is that of one contract month, the liquid one of the
// day before.
namespace Tokenbourse.Analytics.Backtests;

/// <summary>One contract month on one day.</summary>
/// <param name="Settle">Settlement price, above zero.</param>
/// <param name="Interest">Open interest.</param>
public sealed record MonthRow(string Contract, double Settle, double Interest);

/// <summary>Chains the settlement prices of one product.</summary>
public static class LiquidMonths
{
    /// <summary>
    /// The move of a day is taken in the month with the largest open interest of the day before among those that have a
    /// settlement on both days (of equals the first by name), so that nothing of the day itself chooses it and no
    /// move is that from one month to another. The chain begins at that month's price; it begins anew where a day
    /// shares no month with the day before.
    /// </summary>
    /// <param name="days">Days in order with their months.</param>
    public static PriceSeries Chain(string product, IEnumerable<(string Day, IReadOnlyList<MonthRow> Months)> days)
    {
        var names = new List<string>();
        var prices = new List<double>();
        IReadOnlyList<MonthRow> before = [];
        foreach (var (day, months) in days)
        {
            var liquid = before
                .Where(b => months.Any(m => m.Contract == b.Contract))
                .OrderByDescending(b => b.Interest)
                .ThenBy(b => b.Contract, StringComparer.Ordinal)
                .FirstOrDefault();
            if (liquid is not null)
            {
                prices.Add(prices[^1] * (months.First(m => m.Contract == liquid.Contract).Settle / liquid.Settle));
            }
            else
            {
                names.Clear();
                prices.Clear();
                prices.Add(months.OrderByDescending(m => m.Interest).First().Settle);
            }

            names.Add(day);
            before = months;
        }

        return new(product, names, [.. prices]);
    }
}
