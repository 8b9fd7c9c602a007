// From the spot market to the index administrator: what an event says about prices and supply.
namespace Tokenbourse.Model.Messages;

/// <summary>Index command: the deals and measures of one event of the venue's own spot market. The administrator takes
/// each event once, in their order.</summary>
/// <param name="Event">The event's place on the market's event log.</param>
/// <param name="Deals">Of a trade: by term and hour of the day of delivery.</param>
/// <param name="Measures">Of an auction: what was asked for, offered and granted.</param>
public sealed record SpotObservation(
    long Event,
    IReadOnlyList<DealObservation> Deals,
    IReadOnlyList<MeasureObservation> Measures
);
