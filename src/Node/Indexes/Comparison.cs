// Constructions side by side on the same observations: our indices, and averages that nobody should settle on.
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Comparisons;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Indexes;

/// <summary>One construction.</summary>
/// <param name="Group">token or gpu: what is drawn together.</param>
/// <param name="Naive">True: computed outside the index machine, for comparison only; no contract settles on
/// it.</param>
/// <param name="Split">Of naive ones: each day's move in its parts; empty for an index.</param>
internal sealed record Construction(
    string Name,
    string Group,
    string Unit,
    bool Naive,
    IReadOnlyList<LevelDay> Levels,
    IReadOnlyList<SplitDay> Split
);

/// <summary>One line of the table.</summary>
/// <param name="Correlation">Of daily moves with the group's first index; null where one of them never
/// moves.</param>
/// <param name="Variance">Of naive ones; null for an index.</param>
internal sealed record ComparedShape(
    string Name,
    string Group,
    string Unit,
    bool Naive,
    SeriesFigures Figures,
    string With,
    double? Correlation,
    VarianceSplit? Variance
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<ComparedShape>))]
internal sealed partial class ComparisonJson : JsonSerializerContext;

/// <summary>Makes the constructions.</summary>
internal static class Comparison
{
    // The token indices' own basket: observed shares of input, cached input and output.
    private static readonly BasketPart[] TokenBasket =
    [
        new("input", 0.343),
        new("cached_input", 0.441, "input"),
        new("output", 0.216),
    ];

    private static readonly (string Name, Basket Basket, Func<List<double>, double> Average)[] Naive =
    [
        ("mean of all list prices", new("token", Currency.USD, "on_demand", "", "", TokenBasket), Mean),
        ("median of all list prices", new("token", Currency.USD, "on_demand", "", "", TokenBasket), Median),
        ("router average", new("token", Currency.USD, "on_demand", "openrouter", "", TokenBasket), Mean),
        ("mean of all H100 offers", new("gpu", Currency.USD, "on_demand", "", "h100", [new("hour", 1)]), Mean),
        ("median of all H100 offers", new("gpu", Currency.USD, "on_demand", "", "h100", [new("hour", 1)]), Median),
    ];

    /// <param name="names">Indices to compare; empty: all.</param>
    /// <param name="folder">Where usage may lie, for the unit value; null: nowhere.</param>
    public static List<Construction> Of(
        IndexSource source,
        IReadOnlyCollection<string> names,
        string? from,
        string? to,
        string? folder
    )
    {
        var list = new List<Construction>();
        list.AddRange(Indices(source, names));
        var groups = list.Select(c => c.Group).Distinct().ToList();
        list.AddRange(Averages(source).Where(c => groups.Contains(c.Group)));
        if (folder is not null && groups.Contains("token"))
        {
            var split = Decomposition.OfUnitValue(UnitValues.Read(folder));
            if (split.Count > 1)
                list.Add(new("unit value of a router", "token", "USD per million tokens", true, Levels(split), split));
        }

        return
        [
            .. list.Select(c => Within(c, from, to)).Where(c => c.Levels.Count > 1).OrderByDescending(c => c.Group),
        ];
    }

    /// <summary>The table.</summary>
    public static List<ComparedShape> Table(IReadOnlyList<Construction> constructions)
    {
        var table = new List<ComparedShape>();
        foreach (var group in constructions.GroupBy(c => c.Group))
        {
            var first = group.First();
            foreach (var c in group)
            {
                var correlation = SeriesFigures.Correlation(c.Levels, first.Levels);
                table.Add(
                    new(
                        c.Name,
                        c.Group,
                        c.Unit,
                        c.Naive,
                        SeriesFigures.Of(c.Name, c.Levels),
                        first.Name,
                        double.IsFinite(correlation) ? correlation : null,
                        c.Split.Count > 1 ? Decomposition.Shares(c.Split) : null
                    )
                );
            }
        }

        return table;
    }

    private static Construction Within(Construction c, string? from, string? to)
    {
        bool In(string day) =>
            (from is null || string.CompareOrdinal(day, from) >= 0)
            && (to is null || string.CompareOrdinal(day, to) <= 0);
        return c with { Levels = [.. c.Levels.Where(l => In(l.Day))], Split = [.. c.Split.Where(s => In(s.Day))] };
    }

    private static IEnumerable<Construction> Indices(IndexSource source, IReadOnlyCollection<string> names)
    {
        var levels = new SortedDictionary<string, List<LevelDay>>(StringComparer.Ordinal);
        var products = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in source.Entries())
        {
            if (
                entry.Kind == MessageKind.DefineIndex
                && IndexMethodology.Read(entry.Payload, []) is { } methodology
                && (names.Count == 0 || names.Contains(methodology.Index))
            )
            {
                products[methodology.Index] = methodology.Product;
            }
        }

        foreach (var name in names)
        {
            if (!products.ContainsKey(name))
                throw new VerbException($"{source.Name}: no index {name}", 2);
        }

        var units = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var print in Prints(source))
        {
            if (!products.ContainsKey(print.Index) || print.Value is not { } value)
                continue;
            if (!levels.TryGetValue(print.Index, out var list))
                levels.Add(print.Index, list = []);
            list.Add(new(print.Day, (double)value));
            units[print.Index] = $"{print.Currency} per {print.Unit}";
        }

        // The grade's own index first: the others are set beside it.
        return levels
            .OrderBy(l => l.Key.Length)
            .ThenBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => new Construction(l.Key, products[l.Key], units[l.Key], false, l.Value, []));
    }

    /// <summary>Every print of the source: as published, or made by the index machine.</summary>
    public static IEnumerable<PrintDocument> Prints(IndexSource source)
    {
        if (source.IsVenue)
        {
            foreach (var entry in source.Published())
            {
                if (entry.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                    yield return Documents.Read<PrintDocument>(entry.Payload.Span);
            }

            yield break;
        }

        var machine = new IndexMachine();
        var outbox = new Outbox();
        var last = new LogEntry(0, default, -1, MessageKind.Tick, new byte[8]);
        foreach (var entry in source.Entries())
        {
            outbox.Clear();
            machine.Apply(entry, outbox);
            last = entry;
            foreach (var print in PrintsOf(outbox))
                yield return print;
        }

        outbox.Clear();
        machine.Apply(new(machine.Next, last.Time.Plus(Instant.PerDay), -1, MessageKind.Tick, new byte[8]), outbox);
        foreach (var print in PrintsOf(outbox))
            yield return print;
    }

    private static List<PrintDocument> PrintsOf(Outbox outbox)
    {
        var prints = new List<PrintDocument>();
        foreach (var entry in new Log.Frames(outbox.Bytes))
        {
            if (entry.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                prints.Add(Documents.Read<PrintDocument>(entry.Payload.Span));
        }

        return prints;
    }

    // At midnight UTC, with what entered until then: what the index of the day that begins may know too.
    private static IEnumerable<Construction> Averages(IndexSource source)
    {
        var days = Naive.Select(_ => new List<(string Day, SortedDictionary<string, double> Values)>()).ToList();
        var book = new OfferBook();
        var day = int.MinValue;
        foreach (var entry in source.Entries())
        {
            var date = entry.Time.Date.Days;
            for (var d = day; day != int.MinValue && d < date; d++)
                Keep(days, book, d);
            day = date;
            if (entry.Kind == MessageKind.ObservePrice)
            {
                if (Documents.Read<PriceObservation>(entry.Payload.Span, out _) is { } price)
                    book.Add(price);
            }
            else if (
                entry.Kind == MessageKind.ObserveRate
                && Documents.Read<RateObservation>(entry.Payload.Span, out _) is { } rate
            )
            {
                book.Add(rate);
            }
        }

        if (day != int.MinValue)
            Keep(days, book, day);
        for (var i = 0; i < Naive.Length; i++)
        {
            var (name, basket, average) = Naive[i];
            var split = Decomposition.OfAverage(days[i], average);
            var unit = basket.Product == "gpu" ? "USD per GPU-hour" : "USD per million tokens (basket)";
            yield return new(name, basket.Product, unit, true, Levels(split), split);
        }
    }

    private static void Keep(
        List<List<(string Day, SortedDictionary<string, double> Values)>> days,
        OfferBook book,
        int day
    )
    {
        for (var i = 0; i < Naive.Length; i++)
            days[i].Add((new TradingDate(day).ToString(), book.Values(Naive[i].Basket)));
    }

    private static List<LevelDay> Levels(IEnumerable<SplitDay> split) =>
        [.. split.Select(s => new LevelDay(s.Day, s.Level))];

    private static double Mean(List<double> values) => values.Average();

    private static double Median(List<double> values)
    {
        values.Sort();
        var half = values.Count / 2;
        return values.Count % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
