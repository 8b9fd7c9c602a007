// Tables of daily rows of futures contracts, read into one chained series a product.
using System.Globalization;
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Gateways.Feeds;

namespace Tokenbourse.Node.Margins;

/// <summary>Reads tables with date, product, contract, settle and open_interest.</summary>
internal static class FuturesTables
{
    private static readonly string[] Columns = ["date", "product", "contract", "settle", "open_interest"];

    /// <summary>Series by product. Rows without a settlement above zero are left out.</summary>
    /// <exception cref="FeedException">A table cannot be read.</exception>
    public static IReadOnlyList<PriceSeries> Read(IEnumerable<string> paths)
    {
        var products = new SortedDictionary<string, SortedDictionary<string, List<MonthRow>>>(StringComparer.Ordinal);
        foreach (var path in paths)
            Add(path, products);
        return
        [
            .. products.Select(p =>
                LiquidMonths.Chain(p.Key, p.Value.Select(d => (d.Key, (IReadOnlyList<MonthRow>)d.Value)))
            ),
        ];
    }

    private static void Add(string path, SortedDictionary<string, SortedDictionary<string, List<MonthRow>>> products)
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
            rows.Add(new(table[2], (double)settle, (double)interest));
        }
    }
}
