// Shanghai's published daily rows as curves, one product at a time.
using System.Globalization;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Reads tables shfe_daily_*.csv or .csv.gz.</summary>
internal static class ShanghaiCurves
{
    private static readonly string[] _columns = ["date", "product", "contract", "settle", "volume", "open_interest"];

    /// <summary>Tick of a product now; gold's was 0.01 until June 2013, which moves no fit.</summary>
    private static readonly Dictionary<string, double> _ticks = new(StringComparer.Ordinal)
    {
        ["cu"] = 10,
        ["al"] = 5,
        ["zn"] = 5,
        ["pb"] = 5,
        ["au"] = 0.05,
        ["ag"] = 1,
        ["rb"] = 1,
        ["ru"] = 5,
    };

    /// <summary>Products whose last trading day is the fifteenth of the contract month.</summary>
    public static IReadOnlyCollection<string> Products => _ticks.Keys;

    /// <summary>The tables in a folder, in order of name.</summary>
    public static IReadOnlyList<string> Tables(string folder) =>
        [.. Directory.GetFiles(folder, "shfe_daily_*.csv*").Order(StringComparer.Ordinal)];

    /// <summary>Curves of one product. Published volume and open interest are doubled and are halved here. The last
    /// trading day is taken as the fifteenth even when that is a holiday and trading ended a few days
    /// later.</summary>
    /// <exception cref="FeedException">A table cannot be read.</exception>
    public static CurveHistory Read(IReadOnlyList<string> tables, string product) =>
        CurveHistory.Of(
            product,
            _ticks[product],
            tables.SelectMany(t => Rows(t, product)),
            month => TradingDate.Of(month.Year, month.Month, 15)
        );

    private static IEnumerable<MonthSettled> Rows(string path, string product)
    {
        using var table = CsvTable.Open(path, _columns);
        while (table.Read())
        {
            if (table[1] != product || !table.TryDate(0, out var day) || Month(table[2]) is not { } month)
                continue;
            _ = table.TryDecimal(3, out var settle);
            _ = table.TryDecimal(4, out var volume);
            _ = table.TryDecimal(5, out var interest);
            yield return new(day, table[2], month, (double)settle, (double)volume / 2, (double)interest / 2);
        }
    }

    /// <summary>The month in a code such as cu1209.</summary>
    private static ContractMonth? Month(string code)
    {
        if (
            code.Length < 4
            || !int.TryParse(code.AsSpan(code.Length - 4), CultureInfo.InvariantCulture, out var digits)
        )
            return null;
        var (year, month) = (2000 + (digits / 100), digits % 100);
        return month is >= 1 and <= 12 ? ContractMonth.Of(year, month) : null;
    }
}
