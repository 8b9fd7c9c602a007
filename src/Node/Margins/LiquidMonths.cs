// Price series of futures without roll jumps: each day's move is that of one contract month, the liquid one of the day before.
using System.Globalization;
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Gateways.Feeds;

namespace Tokenbourse.Node.Margins;

/// <summary>Chains the settlement prices of each product of a table of daily rows.</summary>
internal static class LiquidMonths
{
    private static readonly string[] Columns = ["date", "product", "contract", "settle", "open_interest"];

    /// <summary>
    /// The move of a day is taken in the month with the largest open interest of the day before among those that have a
    /// settlement on both days, so that nothing of the day itself chooses it. The chain begins at that month's price.
    /// </summary>
    /// <param name="paths">Tables with date, product, contract, settle, open_interest.</param>
    /// <exception cref="FeedException">A table cannot be read.</exception>
    public static IReadOnlyList<PriceSeries> Read(IEnumerable<string> paths)
    {
        var products = new SortedDictionary<string, SortedDictionary<string, List<Row>>>(StringComparer.Ordinal);
        foreach (var path in paths)
            Add(path, products);
        return [.. products.Select(p => Chain(p.Key, p.Value))];
    }

    private static void Add(string path, SortedDictionary<string, SortedDictionary<string, List<Row>>> products)
    {
        using var table = CsvTable.Open(path, Columns);
        while (table.Read())
        {
            if (!table.TryDate(0, out var day) || !table.TryDecimal(3, out var settle) || settle <= 0)
                continue;
            _ = table.TryDecimal(4, out var interest);
            if (!products.TryGetValue(table[1], out var days))
                products[table[1]] = days = new(StringComparer.Ordinal);
            var name = day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (!days.TryGetValue(name, out var rows))
                days[name] = rows = [];
            rows.Add(new(table[2], (double)settle, interest));
        }
    }

    private static PriceSeries Chain(string product, SortedDictionary<string, List<Row>> days)
    {
        var names = new List<string>();
        var prices = new List<double>();
        List<Row> before = [];
        foreach (var (name, rows) in days)
        {
            var today = rows.GroupBy(r => r.Contract).ToDictionary(g => g.Key, g => g.First().Settle);
            var liquid = before
                .Where(r => today.ContainsKey(r.Contract))
                .OrderByDescending(r => r.Interest)
                .ThenBy(r => r.Contract, StringComparer.Ordinal)
                .FirstOrDefault();
            if (liquid is not null)
            {
                names.Add(name);
                prices.Add(prices[^1] * (today[liquid.Contract] / liquid.Settle));
            }
            else
            {
                // The first day, or one that shares no month with the day before: a chain can only begin there.
                names.Clear();
                prices.Clear();
                names.Add(name);
                prices.Add(rows.OrderByDescending(r => r.Interest).First().Settle);
            }

            before = rows;
        }

        return new(product, names, [.. prices]);
    }

    private sealed record Row(string Contract, double Settle, decimal Interest);
}
