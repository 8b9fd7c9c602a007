// One fact seen in the world, on its way to the observation log.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>A price, a quality score or an exchange rate, with the moment from which it may be used.</summary>
/// <param name="Seen">When it enters the log. A source that gives only a date is trusted to have been readable when
/// that date was over,
/// so this is midnight UTC at the end of the date.</param>
/// <param name="Kind">ObservePrice, ObserveQuality, ObserveRate, ObserveDeal or ObserveMeasure.</param>
/// <param name="Document">The observation of that kind.</param>
public sealed record Observation(Instant Seen, MessageKind Kind, object Document)
{
    public static Observation Of(TradingDate seen, PriceObservation price) =>
        new(Knowable(seen), MessageKind.ObservePrice, price);

    public static Observation Of(TradingDate seen, QualityObservation quality) =>
        new(Knowable(seen), MessageKind.ObserveQuality, quality);

    public static Observation Of(TradingDate seen, RateObservation rate) =>
        new(Knowable(seen), MessageKind.ObserveRate, rate);

    public static Observation Of(TradingDate seen, DealObservation deal) =>
        new(Knowable(seen), MessageKind.ObserveDeal, deal);

    public static Observation Of(TradingDate seen, MeasureObservation measure) =>
        new(Knowable(seen), MessageKind.ObserveMeasure, measure);

    /// <summary>A source is defined at the beginning of the day from which its status holds.</summary>
    public static Observation Of(TradingDate since, SourceDocument source) =>
        new(Instant.At(since, 0), MessageKind.DefineSource, source);

    /// <summary>The moment from which a fact dated so may be used: the end of that date in UTC.</summary>
    public static Instant Knowable(TradingDate seen) => Instant.At(seen.Plus(1), 0);

    /// <summary>The document as it stands on the log.</summary>
    public byte[] Bytes() =>
        Kind switch
        {
            MessageKind.ObservePrice => Documents.Write((PriceObservation)Document),
            MessageKind.ObserveQuality => Documents.Write((QualityObservation)Document),
            MessageKind.ObserveDeal => Documents.Write((DealObservation)Document),
            MessageKind.ObserveMeasure => Documents.Write((MeasureObservation)Document),
            MessageKind.DefineSource => Documents.Write((SourceDocument)Document),
            _ => Documents.Write((RateObservation)Document),
        };

    /// <summary>Ordered by when they may be used: measures, deals, rates, scores, prices of one moment; files in the
    /// order given, rows in theirs.</summary>
    public static IReadOnlyList<Observation> InOrder(IEnumerable<Observation> observations) =>
        [.. observations.OrderBy(each => each.Seen.Nanoseconds).ThenByDescending(each => (int)each.Kind)];
}
