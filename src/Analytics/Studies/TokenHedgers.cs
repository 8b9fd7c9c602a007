// What six types of people pay or earn for tokens, day by day, at the prices of a universe.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Cost series of one type of hedger.</summary>
/// <param name="Name">Short name.</param>
/// <param name="What">What they do, in words.</param>
public sealed record HedgerType(string Name, string What, IReadOnlyList<double[]> Costs);

/// <summary>Builds the types.</summary>
public static class TokenHedgers
{
    // A shorter history gives too few months to be counted.
    private const int LeastDays = 240;
    private const int MostMakers = 6;

    /// <summary>Saving below which nobody moves a workload, and what moving costs, as a share of a quarter's bill.
    /// </summary>
    public const double SwitchingCost = 0.10;

    /// <summary>All types over one universe.</summary>
    public static IReadOnlyList<HedgerType> All(Universe universe) =>
        [
            new("one model", "stays with one model of the grade", OneModel(universe)),
            new("one maker, newest", "always the newest model of one maker", OneMaker(universe, cheapest: false)),
            new(
                "one maker, cheapest",
                "the cheapest model of the grade of one maker",
                OneMaker(universe, cheapest: true)
            ),
            new(
                "switcher",
                "looks once a quarter and moves to the cheapest model if that saves more than 10 %; moving costs "
                    + "10 % of a quarter's bill",
                [.. Enumerable.Range(0, 3).Select(phase => Switcher(universe, phase))]
            ),
            new("router", "every day a third to each of the three cheapest models", [Router(universe, 3)]),
            new("provider", "earns the mean list price of a maker's models of the grade", Provider(universe)),
            new(
                "mixed bill",
                "a third each to the newest models of three makers, chosen anew each quarter",
                Mixed(universe)
            ),
        ];

    /// <summary>Each model of the universe that was there long enough.</summary>
    public static IReadOnlyList<double[]> OneModel(Universe universe)
    {
        var rows = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        for (var day = 0; day < universe.Panel.Days; day++)
        {
            foreach (var member in universe.At(day))
            {
                if (!rows.TryGetValue(member.Item, out var row))
                    rows[member.Item] = row = Empty(universe.Panel.Days);
                row[day] = member.Price;
            }
        }

        return [.. rows.Values.Where(Long)];
    }

    /// <summary>Each maker's newest or cheapest model.</summary>
    public static IReadOnlyList<double[]> OneMaker(Universe universe, bool cheapest) =>
        [.. ByMaker(universe, cheapest ? g => g.Min(m => m.Price) : g => Levels.Newest(g).Price).Values];

    /// <summary>Looks every quarter, on the first day of months phase, phase + 3, ...</summary>
    public static double[] Switcher(Universe universe, int phase)
    {
        var panel = universe.Panel;
        var months = Periods.Months(panel.First, panel.Days);
        var row = Empty(panel.Days);
        var held = "";
        var load = 1.0;
        for (var day = 0; day < panel.Days; day++)
        {
            var members = universe.At(day);
            if (members.Count == 0)
                continue;
            var month = months.Of(day);
            var looks = day == months.Start(month) && month % 3 == phase;
            var present = members.Where(m => m.Item == held).Select(m => m.Price).DefaultIfEmpty(double.NaN).First();
            if (looks)
                load = 1;
            if (held.Length == 0 || double.IsNaN(present) || looks)
            {
                var best = members.MinBy(m => m.Price);
                if (held.Length == 0 || double.IsNaN(present) || best.Price < present * (1 - SwitchingCost))
                {
                    load = held.Length == 0 ? 1 : 1 + SwitchingCost;
                    (held, present) = (best.Item, best.Price);
                }
            }

            row[day] = present * load;
        }

        return row;
    }

    /// <summary>The arithmetic mean of the k cheapest models.</summary>
    public static double[] Router(Universe universe, int k) =>
        universe.Series(members =>
            members.Count < k ? double.NaN : members.Select(m => m.Price).Order().Take(k).Average()
        );

    /// <summary>The mean price of each maker's models: equal volumes are an assumption.</summary>
    public static IReadOnlyList<double[]> Provider(Universe universe) =>
        [.. ByMaker(universe, g => g.Average(m => m.Price)).Values];

    /// <summary>Every three of the six makers that were there longest.</summary>
    public static IReadOnlyList<double[]> Mixed(Universe universe)
    {
        var panel = universe.Panel;
        var months = Periods.Months(panel.First, panel.Days);
        var chosen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rows = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        for (var day = 0; day < panel.Days; day++)
        {
            var looks = months.Of(day) % 3 == 0 && day == months.Start(months.Of(day));
            foreach (var group in universe.At(day).GroupBy(m => m.Maker))
            {
                var held = group.Where(m => m.Item == chosen.GetValueOrDefault(group.Key)).ToList();
                var model = looks || held.Count == 0 ? Levels.Newest(group) : held[0];
                chosen[group.Key] = model.Item;
                if (!rows.TryGetValue(group.Key, out var row))
                    rows[group.Key] = row = Empty(panel.Days);
                row[day] = model.Price;
            }
        }

        var makers = rows.Where(r => Long(r.Value))
            .OrderByDescending(r => r.Value.Count(double.IsFinite))
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .Take(MostMakers)
            .Select(r => r.Value)
            .ToList();
        return Triples(makers);
    }

    /// <summary>Means of every three series, each brought to 1 on the first day that all three have.</summary>
    public static List<double[]> Triples(IReadOnlyList<double[]> series)
    {
        var triples = new List<double[]>();
        for (var a = 0; a < series.Count; a++)
        for (var b = a + 1; b < series.Count; b++)
        for (var c = b + 1; c < series.Count; c++)
        {
            double[][] three = [series[a], series[b], series[c]];
            var start = Enumerable
                .Range(0, three[0].Length)
                .FirstOrDefault(d => three.All(s => double.IsFinite(s[d])), -1);
            if (start >= 0)
                triples.Add([.. Enumerable.Range(0, three[0].Length).Select(d => three.Average(s => s[d] / s[start]))]);
        }

        return triples;
    }

    private static SortedDictionary<string, double[]> ByMaker(
        Universe universe,
        Func<IGrouping<string, Member>, double> price
    )
    {
        var rows = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        for (var day = 0; day < universe.Panel.Days; day++)
        {
            foreach (var group in universe.At(day).GroupBy(m => m.Maker))
            {
                if (!rows.TryGetValue(group.Key, out var row))
                    rows[group.Key] = row = Empty(universe.Panel.Days);
                row[day] = price(group);
            }
        }

        foreach (var maker in rows.Where(r => !Long(r.Value)).Select(r => r.Key).ToList())
            rows.Remove(maker);
        return rows;
    }

    private static bool Long(double[] row) => row.Count(double.IsFinite) >= LeastDays;

    private static double[] Empty(int days)
    {
        var row = new double[days];
        row.AsSpan().Fill(double.NaN);
        return row;
    }
}
