// What goes over the wire of the program's own health: times of its doors, queue, log, and what its listeners missed.
using Tokenbourse.Gateways.Watch;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>How long something took since the program started. 50 and 99 of 100 took at most as long.</summary>
/// <param name="Name">A route of the doors, <c>engine</c>, or <c>log flush</c>.</param>
/// <param name="P50Ms">Milliseconds, the upper end of the class it falls into; null: above the highest.</param>
public sealed record TimingShape(string Name, string? Method, long Count, string MeanMs, string? P50Ms, string? P99Ms);

/// <summary>Something that is counted, by a word of a closed list.</summary>
public sealed record CountShape(string Name, long Count);

/// <summary>Health in one document. What is not counted here is null or empty.</summary>
/// <param name="Status"><c>ready</c> or <c>not ready</c>.</param>
/// <param name="Queue">Commands that wait for a sequence.</param>
/// <param name="ViewsLag">Events on the log that the views have not folded.</param>
/// <param name="Engine">From handing a command in until it is durable and told.</param>
/// <param name="Flush">An append to the command log with its flush.</param>
/// <param name="Doors">By route, the most asked first.</param>
/// <param name="Sessions">Open connections by door.</param>
/// <param name="Subscribers">By kind of channel.</param>
/// <param name="Conflated">Changes that slow connections were told later, as one.</param>
/// <param name="Closed">Connections that the venue ended, by why.</param>
/// <param name="Refusals">By error code, the most frequent first.</param>
/// <param name="LastPrint">Venue time of the newest print that the market took.</param>
/// <param name="LastSettlement">Venue time at which a calendar last settled its day.</param>
public sealed record OperatingHealthShape(
    string Time,
    string Status,
    IReadOnlyList<HealthCheckShape> Checks,
    long? Queue,
    long? ViewsLag,
    TimingShape? Engine,
    TimingShape? Flush,
    IReadOnlyList<TimingShape> Doors,
    IReadOnlyList<CountShape> Sessions,
    IReadOnlyList<CountShape> Subscribers,
    long Conflated,
    IReadOnlyList<CountShape> Closed,
    IReadOnlyList<CountShape> Refusals,
    long? LogBytes,
    long? DiskFreeBytes,
    string? LastPrint,
    string? LastSettlement,
    IReadOnlyList<IndexAgeShape> Feeds,
    long LastCommand,
    long EventSequence
);
