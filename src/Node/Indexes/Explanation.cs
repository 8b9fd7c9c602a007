// A print traced to its observations: what each constituent rests on, and why each row was left out.
using System.Text.Json.Serialization;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue.Recalculation;

namespace Tokenbourse.Node.Indexes;

/// <summary>An observation as it entered the log.</summary>
/// <param name="Entered">When it entered the log.</param>
/// <param name="Role">price, confirmed, rate, weight, score, anchor, or input of a judgement.</param>
/// <param name="Kind">What kind of observation; of a correction also which one it corrects, and why.</param>
/// <param name="Value">A price, a rate or a score; null when withdrawn.</param>
internal sealed record ExplainedObservation(
    long Sequence,
    string Entered,
    string Role,
    string Kind,
    string Seller,
    string Item,
    string Class,
    decimal? Value,
    string Currency,
    string Seen,
    string Effective,
    string Source,
    string Feed
);

/// <summary>A single price within a constituent.</summary>
/// <param name="Value">As it stood when it was used: converted and, within a bundle, of its class.</param>
internal sealed record ExplainedPrice(
    string Offer,
    string Maker,
    string Class,
    string Terms,
    decimal Value,
    string Currency,
    IReadOnlyList<ExplainedObservation> Observations
);

/// <summary>A constituent, or what was left out.</summary>
/// <param name="Weight">Percent of the print; 0 when left out.</param>
/// <param name="Reason">Empty when used.</param>
internal sealed record ExplainedRow(
    string Name,
    decimal Value,
    string Currency,
    decimal Weight,
    string Reason,
    IReadOnlyList<ExplainedPrice> Prices
);

/// <summary>A whole print explained.</summary>
/// <param name="Published">True: these digits stand on a venue's prints log; false: computed here.</param>
/// <param name="Rates">The exchange rates that were used, each once.</param>
/// <param name="Tiers">What each tier of deals did to the print; empty without tiers.</param>
internal sealed record ExplainedPrint(
    string Index,
    int Version,
    string Day,
    string Moment,
    decimal? Value,
    string Unit,
    string Currency,
    int Tier,
    string TierName,
    bool Published,
    string Against,
    IReadOnlyList<ExplainedObservation> Rates,
    IReadOnlyList<ExplainedRow> Used,
    IReadOnlyList<ExplainedRow> LeftOut,
    IReadOnlyList<TierReading> Tiers
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ExplainedPrint))]
internal sealed partial class ExplanationJson : JsonSerializerContext;

/// <summary>Joins a trace with the log behind it.</summary>
internal static class Explanation
{
    /// <param name="published">The print as it was published; null when it was not.</param>
    public static ExplainedPrint Of(RemadePrint remade, ReadOnlyMemory<byte>? published)
    {
        var print = remade.Print;
        var log = remade.Entries;
        var used = remade.Trace.Used.Select(c => Row(log, c.Row, c.WeightPpm / 10_000m, "", print.Currency)).ToList();
        if (used.Count == 0)
            used.AddRange(print.Used.Select(c => Judged(log, c, print.Currency)));
        var left = remade
            .Trace.LeftOut.Select(l => Row(log, l.Row, 0m, l.Reason, print.Currency))
            .OrderBy(l => l.Reason, StringComparer.Ordinal)
            .ThenBy(l => l.Name, StringComparer.Ordinal)
            .ToList();
        var against =
            published is { } bytes && !bytes.Span.SequenceEqual(remade.Bytes)
                ? "the published print differs from the one made again: see index recompute"
                : "";
        return new(
            print.Index,
            print.Version,
            print.Day,
            remade.Trace.Moment.ToString(),
            print.Value,
            print.Unit,
            print.Currency.ToString(),
            print.Tier,
            print.TierName,
            published is not null,
            against,
            [
                .. used.Concat(left)
                    .SelectMany(r => r.Prices)
                    .SelectMany(p => p.Observations)
                    .Where(o => o.Role == "rate")
                    .DistinctBy(o => o.Sequence)
                    .OrderBy(o => o.Sequence),
            ],
            used,
            left,
            print.Diagnostics?.Tiers ?? []
        );
    }

    // A judgement has no rows behind it: what its persons named as inputs is told.
    private static ExplainedRow Judged(IReadOnlyList<LogEntry> log, Constituent judged, Currency currency) =>
        new(
            judged.Name,
            judged.Value ?? 0m,
            currency.ToString(),
            judged.WeightPpm / 10_000m,
            "",
            [
                new(
                    judged.Name,
                    "",
                    "",
                    "judgement",
                    judged.Value ?? 0m,
                    currency.ToString(),
                    [.. judged.Observations.Select(sequence => Observed(log[(int)sequence], "input"))]
                ),
            ]
        );

    private static ExplainedRow Row(
        IReadOnlyList<LogEntry> log,
        TracedRow row,
        decimal weight,
        string reason,
        Currency currency
    ) =>
        new(
            row.Name,
            decimal.Round(row.Value, 9),
            row.Currency == Currency.None ? currency.ToString() : row.Currency.ToString(),
            weight,
            reason,
            [.. row.Prices().Select(p => Price(log, p))]
        );

    private static ExplainedPrice Price(IReadOnlyList<LogEntry> log, TracedRow row)
    {
        var rests = new List<ExplainedObservation>();
        Add("price", row.Price);
        if (row.Confirmed != row.Price)
            Add("confirmed", row.Confirmed);
        Add("rate", row.Rate);
        Add("weight", row.Weight);
        Add("score", row.Score);
        Add("anchor", row.Anchor);
        return new(
            $"{row.Item}@{row.Seller} ({row.Region})",
            row.Maker,
            row.Class,
            row.Terms,
            decimal.Round(row.Value, 9),
            row.Currency.ToString(),
            rests
        );

        void Add(string role, long sequence)
        {
            if (sequence >= 0)
                rests.Add(Observed(log[(int)sequence], role));
        }
    }

    private static ExplainedObservation Observed(in LogEntry entry, string role) =>
        entry.Kind switch
        {
            MessageKind.ObservePrice => Of(entry, role, Documents.Read<PriceObservation>(entry.Payload.Span)),
            MessageKind.ObserveQuality => Of(entry, role, Documents.Read<QualityObservation>(entry.Payload.Span)),
            MessageKind.ObserveRate => Of(entry, role, Documents.Read<RateObservation>(entry.Payload.Span)),
            MessageKind.ObserveMeasure => Of(entry, role, Documents.Read<MeasureObservation>(entry.Payload.Span)),
            MessageKind.ObserveDeal => Of(entry, role, Documents.Read<DealObservation>(entry.Payload.Span)),
            MessageKind.CorrectObservation => Of(
                entry,
                role,
                Documents.Read<ObservationCorrection>(entry.Payload.Span)
            ),
            _ => new(entry.Sequence, $"{entry.Time}", role, $"{entry.Kind}", "", "", "", null, "", "", "", "", ""),
        };

    private static ExplainedObservation Of(in LogEntry e, string role, PriceObservation o) =>
        new(
            e.Sequence,
            $"{e.Time}",
            role,
            o.Event,
            o.Seller,
            o.Item,
            o.Class,
            o.Price,
            $"{o.Currency}",
            o.Seen,
            o.Effective,
            o.Source,
            o.Feed
        );

    // What the correction says that the observation should have said.
    private static ExplainedObservation Of(in LogEntry e, string role, ObservationCorrection o) =>
        (o.Price is { } price ? Of(e, role, price) : Of(e, role, o.Rate!)) with
        {
            Kind = $"corrects #{o.Corrects}: {o.Reason}",
        };

    private static ExplainedObservation Of(in LogEntry e, string role, QualityObservation o) =>
        new(e.Sequence, $"{e.Time}", role, o.Exam, "", o.Item, "score", o.Score, "", o.Seen, o.Seen, o.Source, o.Feed);

    private static ExplainedObservation Of(in LogEntry e, string role, RateObservation o) =>
        new(
            e.Sequence,
            $"{e.Time}",
            role,
            $"{o.Quote} for one {o.Base}",
            "",
            "",
            "rate",
            o.Rate,
            $"{o.Quote}",
            o.Seen,
            o.Seen,
            o.Source,
            o.Feed
        );

    private static ExplainedObservation Of(in LogEntry e, string role, MeasureObservation o) =>
        new(
            e.Sequence,
            $"{e.Time}",
            role,
            o.Product,
            o.Seller,
            o.Item,
            o.Class,
            o.Value,
            "",
            o.Seen,
            o.Effective,
            o.Source,
            o.Feed
        );

    private static ExplainedObservation Of(in LogEntry e, string role, DealObservation o) =>
        new(
            e.Sequence,
            $"{e.Time}",
            role,
            o.Kind,
            o.Seller,
            o.Item,
            string.Join('+', o.Quantities.Select(q => q.Class)),
            o.Net,
            $"{o.Currency}",
            o.Seen,
            o.To,
            o.Source,
            o.Feed
        );
}
