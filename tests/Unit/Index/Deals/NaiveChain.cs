// CSTI-T once more, in plain binary numbers, from the deals alone: it shares no code with the machine.
namespace Tokenbourse.Unit.Index.Deals;

/// <summary>A deal as the naive calculation sees it.</summary>
internal sealed record NaiveDeal(
    int Day,
    string Seller,
    string Item,
    string Buyer,
    double Input,
    double Cached,
    double Output,
    double ListInput,
    double ListCached,
    double ListOutput,
    double Net
);

/// <summary>The level of each day; a day on which the full methodology cannot be computed is null and the day after
/// goes on from the last computed one.</summary>
internal static class NaiveChain
{
    private const double ValueOfBundle = (0.343 * 2) + (0.441 * 0.4) + (0.216 * 8);

    private sealed record Priced(string Seller, string Item, string Buyer, double Price, double Volume);

    private sealed record Cell(double Log, double Volume);

    /// <param name="monthOf">A number for the month of the print of a day of consumption.</param>
    public static SortedDictionary<int, double?> Levels(
        List<NaiveDeal> deals,
        int first,
        int last,
        Func<int, int> monthOf
    )
    {
        var cells = new Dictionary<int, Dictionary<(string Seller, string Item), Cell>>();
        for (var day = first; day <= last; day++)
            cells[day] = Cells([.. deals.Where(d => d.Day == day)]);
        var levels = new SortedDictionary<int, double?>();
        var level = 0.0;
        var points = new Dictionary<(string, string), (int Day, double Log)>();
        var linked = int.MinValue;
        var began = int.MinValue;
        var volumes = new Dictionary<(string Seller, string Item), double>();
        var month = int.MinValue;
        for (var day = first; day <= last; day++)
        {
            var now = cells[day];
            var window = monthOf(day) == month ? volumes : Window(cells, first, day, now);
            var matched = now.Where(c =>
                    level == 0.0 || (points.TryGetValue(c.Key, out var p) && (p.Day >= linked || day - p.Day <= 3))
                )
                .Where(c => level == 0.0 || Seasoned(cells, first, day, c.Key, began))
                .Where(c => window.ContainsKey(c.Key))
                .ToDictionary(c => c.Key, c => c.Value);
            var weights = Weights(matched.Keys, window, out var coverage);
            var sellers = weights.GroupBy(w => w.Key.Seller).Select(g => g.Sum(w => w.Value)).ToList();
            if (sellers.Count < 6 || coverage < 0.6 || 1 / sellers.Sum(w => w * w) < 4.5)
            {
                levels[day] = null;
                if (level > 0.0)
                {
                    foreach (var (key, cell) in now)
                    {
                        if (!points.TryGetValue(key, out var p) || (p.Day < linked && day - p.Day > 3))
                            points[key] = (day, cell.Log);
                    }
                }

                continue;
            }

            began = level == 0.0 ? day : began;
            level =
                level == 0.0
                    ? weights.Sum(w => w.Value * Math.Exp(matched[w.Key].Log))
                    : level * Math.Exp(weights.Sum(w => w.Value * (matched[w.Key].Log - points[w.Key].Log)));
            levels[day] = level;
            (month, volumes, linked) = (monthOf(day), window, day);
            foreach (var key in points.Keys.Where(k => day - points[k].Day >= 3).ToList())
                points.Remove(key);
            foreach (var (key, cell) in now)
                points[key] = (day, cell.Log);
        }

        return levels;
    }

    // An entrant must have been seen on ten days; who was there when the index began is no entrant.
    private static bool Seasoned(
        Dictionary<int, Dictionary<(string, string), Cell>> cells,
        int first,
        int day,
        (string, string) key,
        int began
    )
    {
        var days = Enumerable.Range(first, day - first).Where(d => cells[d].ContainsKey(key)).ToList();
        return days.Count >= 10 || (days.Count > 0 && days[0] <= began);
    }

    private static Dictionary<(string Seller, string Item), double> Window(
        Dictionary<int, Dictionary<(string, string), Cell>> cells,
        int first,
        int day,
        Dictionary<(string, string), Cell> now
    )
    {
        var days = Enumerable.Range(first, day - first).Where(d => d >= day - 7 - 27 && d <= day - 7).ToList();
        var all = days.SelectMany(d => cells[d]).ToList();
        if (all.Count == 0)
            all = [.. Enumerable.Range(first, day - first).SelectMany(d => cells[d]), .. now];
        return all.GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value.Volume));
    }

    private static Dictionary<(string Seller, string Item), double> Weights(
        IEnumerable<(string Seller, string Item)> present,
        Dictionary<(string Seller, string Item), double> volumes,
        out double coverage
    )
    {
        var of = volumes.GroupBy(v => v.Key.Seller).ToDictionary(g => g.Key, g => g.Sum(v => v.Value));
        var there = present.GroupBy(k => k.Seller).ToDictionary(g => g.Key, g => g.ToList());
        var total = there.Keys.Sum(s => of[s]);
        coverage = of.Count == 0 ? 0 : total / of.Values.Sum();
        var capped = new HashSet<string>();
        var weight = new Dictionary<string, double>();

        // Again and again: whoever is above a quarter gets a quarter, the rest share what is left by volume.
        for (var again = true; again; )
        {
            again = false;
            var free = there.Keys.Where(s => !capped.Contains(s)).Sum(s => of[s]);
            foreach (var s in there.Keys)
                weight[s] = capped.Contains(s) ? 0.25 : (1 - (0.25 * capped.Count)) * of[s] / free;
            foreach (var s in there.Keys.Where(s => weight[s] > 0.25 + 1e-15 && !capped.Contains(s)).ToList())
                again |= capped.Add(s);
        }

        var weights = new Dictionary<(string, string), double>();
        foreach (var (seller, keys) in there)
        {
            foreach (var key in keys)
                weights[key] = weight[seller] * volumes[key] / keys.Sum(k => volumes[k]);
        }

        return weights;
    }

    private static Dictionary<(string, string), Cell> Cells(List<NaiveDeal> deals)
    {
        var priced = deals.Select(Price).OfType<Priced>().ToList();

        // Outliers of each model: three scaled median distances, the distance at least 0.05, five deals at least.
        var near = new List<Priced>();
        foreach (var model in priced.GroupBy(p => p.Item))
        {
            var logs = model.Select(p => Math.Log(p.Price)).ToList();
            var median = Median(logs);
            var mad = Math.Max(0.05, Median([.. logs.Select(l => Math.Abs(l - median))]));
            near.AddRange(model.Where(p => logs.Count < 5 || Math.Abs(Math.Log(p.Price) - median) <= 3 * 1.4826 * mad));
        }

        var cells = new Dictionary<(string, string), Cell>();
        foreach (var seller in near.GroupBy(p => p.Seller))
        {
            var most = Most([.. seller.GroupBy(p => p.Buyer).Select(g => g.Sum(p => p.Volume))], 0.2);
            var kept = seller
                .GroupBy(p => p.Buyer)
                .SelectMany(g =>
                    g.Select(p => p with { Volume = p.Volume * Math.Min(1, most / g.Sum(x => x.Volume)) })
                );
            foreach (var model in kept.GroupBy(p => p.Item))
            {
                var trimmed = Trim([.. model.OrderBy(p => p.Price)], 0.1);
                var volume = trimmed.Sum(p => p.Volume);
                if (volume >= 1)
                    cells[(seller.Key, model.Key)] = new(
                        trimmed.Sum(p => p.Volume * Math.Log(p.Price)) / volume,
                        volume
                    );
            }
        }

        return cells;
    }

    private static Priced? Price(NaiveDeal d)
    {
        var list = (d.Input * d.ListInput) + (d.Cached * d.ListCached) + (d.Output * d.ListOutput);
        var paid = d.Net / list;
        if (paid is < 0.2 or > 1.5 || d.Input + d.Cached + d.Output < 10)
            return null;
        var price = paid * ((0.343 * d.ListInput) + (0.441 * d.ListCached) + (0.216 * d.ListOutput));
        var volume = ((2 * d.Input) + (0.4 * d.Cached) + (8 * d.Output)) / ValueOfBundle;
        return new(d.Seller, d.Item, d.Buyer, price, volume);
    }

    // By halving: the volume of which nobody has more than the share of what then counts.
    private static double Most(List<double> volumes, double share)
    {
        if (share * volumes.Count <= 1 + 1e-12)
            return volumes.Min();
        var (low, high) = (0.0, volumes.Max());
        if (high <= share * volumes.Sum())
            return high;
        for (var i = 0; i < 200; i++)
        {
            var middle = (low + high) / 2;
            if (middle < share * volumes.Sum(v => Math.Min(v, middle)))
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static List<Priced> Trim(List<Priced> sorted, double share)
    {
        var total = sorted.Sum(p => p.Volume);
        var kept = new List<Priced>();
        var before = 0.0;
        foreach (var group in sorted.GroupBy(p => p.Price))
        {
            var volume = group.Sum(p => p.Volume);
            var inside = Math.Min(before + volume, (1 - share) * total) - Math.Max(before, share * total);
            kept.AddRange(group.Select(p => p with { Volume = p.Volume * Math.Max(0, inside) / volume }));
            before += volume;
        }

        return kept;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
