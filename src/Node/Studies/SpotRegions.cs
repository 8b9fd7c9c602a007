// What one cloud's spot prices do from region to region: the basis of who buys in one of them.
using Tokenbourse.Analytics.Spot;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Studies;

/// <summary>Reads spot prices by region, as they stood at the end of each month.</summary>
internal static class SpotRegions
{
    // A hedge is looked at three months ahead.
    private const int Step = 3;

    // One instance of each GPU, so that what else it holds does not change.
    private static readonly (string Instance, string Name)[] _goods =
    [
        ("a2-ultragpu-1g", "A100 80 GB"),
        ("a2-highgpu-1g", "A100 40 GB"),
        ("g2-standard-4", "L4"),
        ("a3-highgpu-1g", "H100"),
    ];

    /// <summary>One measure for each GPU that the file has; days are those on which a change was seen.</summary>
    public static List<BasisMeasure> Read(string path)
    {
        var goods = _goods.ToDictionary(g => g.Instance, _ => new SortedDictionary<string, SortedList<int, double>>());
        string[] columns = ["date", "source", "region", "instance", "price_usd_per_gpu_hour", "kind", "event"];
        using (var table = CsvTable.Open(path, columns))
            while (table.Read())
            {
                if (table.RowFault.Length > 0 || table[1] != "G1_gcp" || table[5] != "spot")
                    continue;
                if (!goods.TryGetValue(table[3], out var regions) || !table.TryDate(0, out var day))
                    continue;
                var price = double.NaN;
                if (table[6] != "removed" && table.TryDecimal(4, out var told))
                    price = (double)told;
                if (!regions.TryGetValue(table[2], out var changes))
                    regions.Add(table[2], changes = []);
                changes[day.Days] = price;
            }

        return
        [
            .. _goods
                .Where(g => goods[g.Instance].Count > 1)
                .Select(g => Measure(g.Name, [.. goods[g.Instance].Values])),
        ];
    }

    private static BasisMeasure Measure(string name, List<SortedList<int, double>> regions)
    {
        var from = ContractMonth.Of(new TradingDate(regions.Min(r => r.Keys[0])));
        var to = ContractMonth.Of(new TradingDate(regions.Max(r => r.Keys[^1])));
        var months = Enumerable.Range(0, to.Index - from.Index + 1).Select(from.Plus).ToList();
        return SpotMeasures.Basis(
            $"{name} spot in regions of one cloud, {from} to {to}",
            [.. regions.Select(r => months.Select(m => At(r, m.Last)).ToArray())],
            Step
        );
    }

    private static double At(SortedList<int, double> changes, TradingDate day)
    {
        var price = double.NaN;
        foreach (var (since, told) in changes)
            price = since <= day.Days ? told : price;
        return price;
    }
}
