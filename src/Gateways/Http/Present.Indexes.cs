// From the views to the wire: indexes, their history, and a print with everything that it rests on.
using System.Text.Json;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>What the index administrator publishes.</summary>
public static partial class Present
{
    // A print that rests on more than this is shown with the first of them; the sequences are all there.
    private const int MostObservations = 5000;

    public static IReadOnlyList<IndexShape> Indexes(VenueViews views)
    {
        lock (views.Gate)
            return [.. views.Indexes.Names.Select(name => Index(views, name)!)];
    }

    /// <summary>An index and its newest print that has a value; null when there is no such index.</summary>
    public static IndexShape? Index(VenueViews views, string index)
    {
        lock (views.Gate)
            return MethodOf(views, index) is { } method ? Index(method, views.Indexes.Newest(index)?.Print) : null;
    }

    /// <summary>An index and one of its prints; the value is null when that one was withheld.</summary>
    internal static IndexShape? Index(VenueViews views, PrintDocument print) =>
        MethodOf(views, print.Index) is { } method ? Index(method, print) : null;

    /// <summary>Oldest first; null when there is no such index. A day that was printed again shows its newest
    /// print.</summary>
    public static IndexHistoryShape? History(VenueViews views, string index, TradingDate? from, TradingDate? to)
    {
        lock (views.Gate)
        {
            if (MethodOf(views, index) is not { } method)
                return null;
            var days = new SortedDictionary<string, IndexPointShape>(StringComparer.Ordinal);
            foreach (var row in views.Indexes.Of(index))
            {
                var p = row.Print;
                if (from is { } first && string.CompareOrdinal(p.Day, first.ToString()) < 0)
                    continue;
                if (to is { } last && string.CompareOrdinal(p.Day, last.ToString()) > 0)
                    continue;
                days[p.Day] = new(p.Day, Value(p), p.Tier, p.Version);
            }

            return new(index, method.Unit, method.Currency, method.Decimals, method.Note, [.. days.Values]);
        }
    }

    /// <summary>Null when the index has no print of that day.</summary>
    /// <param name="observation">Reads the observations log by sequence; called without the views' gate.</param>
    public static PrintShape? Print(VenueViews views, string index, TradingDate day, Func<long, LogEntry?> observation)
    {
        var wanted = day.ToString();
        PrintDocument? print;
        lock (views.Gate)
            print = views.Indexes.Of(index).LastOrDefault(r => r.Print.Day == wanted)?.Print;
        if (print is null)
            return null;
        var observations = new List<ObservationShape>();
        foreach (
            var sequence in print
                .Used.Concat(print.LeftOut)
                .SelectMany(c => c.Observations)
                .Distinct()
                .Order()
                .Take(MostObservations)
        )
        {
            if (observation(sequence) is { } entry && Observation(entry) is { } shape)
                observations.Add(shape);
        }

        return new(
            print.Index,
            print.Version,
            print.Day,
            Value(print),
            print.Decimals,
            print.Unit,
            print.Currency.ToString(),
            print.Tier,
            print.TierName,
            Constituents(print.Used),
            Constituents(print.LeftOut),
            observations,
            print.Diagnostics
        );
    }

    /// <summary>The methodology in force as it was submitted; empty when there is no such index.</summary>
    public static ReadOnlyMemory<byte> Methodology(VenueViews views, string index)
    {
        lock (views.Gate)
            return views.Indexes.Methodology(index);
    }

    private static ObservationShape? Observation(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.ObservePrice when Documents.Read<PriceObservation>(entry.Payload.Span, out _) is { } p:
                return new(
                    entry.Sequence,
                    p.Seen,
                    p.Effective,
                    p.Seller,
                    p.Maker,
                    p.Item,
                    p.Class,
                    p.Price is { } price ? Words.Plain(price) : null,
                    p.Currency.ToString(),
                    p.Unit,
                    p.Source
                );
            case MessageKind.ObserveDeal when Documents.Read<DealObservation>(entry.Payload.Span, out _) is { } d:
                return new(
                    entry.Sequence,
                    d.Seen,
                    d.To,
                    d.Seller,
                    d.Maker,
                    d.Item,
                    d.Simulated ? "simulated deal" : "deal",
                    Words.Plain(d.Net),
                    d.Currency.ToString(),
                    "paid",
                    d.Source
                );
            case MessageKind.ObserveRate when Documents.Read<RateObservation>(entry.Payload.Span, out _) is { } r:
                return new(
                    entry.Sequence,
                    r.Seen,
                    r.Seen,
                    "",
                    "",
                    $"{r.Base}/{r.Quote}",
                    "rate",
                    Words.Plain(r.Rate),
                    r.Quote.ToString(),
                    $"1 {r.Base}",
                    r.Source
                );
            case MessageKind.ObserveQuality when Documents.Read<QualityObservation>(entry.Payload.Span, out _) is { } q:
                return new(
                    entry.Sequence,
                    q.Seen,
                    q.Seen,
                    "",
                    q.Maker,
                    q.Item,
                    "quality",
                    Words.Plain(q.Score),
                    "",
                    q.Exam,
                    q.Source
                );
            default:
                return null;
        }
    }

    private static IndexShape Index(in Method method, PrintDocument? print) =>
        new(
            method.Index,
            method.NameEn,
            method.NameZh,
            method.Unit,
            method.Currency,
            method.Decimals,
            method.Version,
            print?.Day,
            print is null ? null : Value(print),
            print?.Tier,
            print?.TierName
        );

    private static List<ConstituentShape> Constituents(IReadOnlyList<Constituent> constituents) =>
        [
            .. constituents.Select(c => new ConstituentShape(
                c.Name,
                c.Value is { } value ? Words.Plain(value) : null,
                c.WeightPpm,
                c.Observations,
                c.Reason
            )),
        ];

    private static string? Value(PrintDocument print) =>
        print.Value is { } value ? Words.Fixed(value, print.Decimals) : null;

    /// <summary>The few words of a methodology that are shown.</summary>
    private readonly record struct Method(
        string Index,
        string NameEn,
        string NameZh,
        string Unit,
        string Currency,
        int Decimals,
        int Version,
        string Note
    );

    private static Method? MethodOf(VenueViews views, string index)
    {
        var json = views.Indexes.Methodology(index);
        if (json.IsEmpty)
            return null;
        using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip });
        var root = document.RootElement;
        var name =
            root.TryGetProperty("name", out var names) && names.ValueKind == JsonValueKind.Object ? names : default;
        return new(
            index,
            Text(name, "en", index),
            Text(name, "zh", index),
            Text(root, "unit", ""),
            Text(root, "currency", ""),
            Whole(root, "decimals"),
            Whole(root, "version"),
            Text(root, "note", "")
        );
    }

    private static string Text(JsonElement element, string name, string fallback) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : fallback;

    private static int Whole(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : 0;
}
