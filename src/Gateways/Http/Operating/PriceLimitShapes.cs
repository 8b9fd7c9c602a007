// What goes over the wire of price limits that people set within the day.
namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Other limits as they were ordered.</summary>
/// <param name="Limit">Share of the previous settlement, up and down.</param>
public sealed record LimitOrderShape(string Limit, string Reason, string Proposer, string Approver, string Time);

/// <summary>A month, or a spread with a leg that moves.</summary>
/// <param name="LimitLow">In force; null before the first opening.</param>
/// <param name="Ordered">Who set what is in force; null: the opening.</param>
/// <param name="TradedLow">Least price of the day; other limits hold it. Null: none.</param>
/// <param name="NewLow">With what is asked about; null: it does not move, or it is refused.</param>
/// <param name="Orders">Live orders that would leave, stops and quotes among them.</param>
/// <param name="Lots">Theirs.</param>
public sealed record MonthLimitsShape(
    string Symbol,
    string Phase,
    string? PreviousSettlement,
    string? LimitLow,
    string? LimitHigh,
    LimitOrderShape? Ordered,
    string? TradedLow,
    string? TradedHigh,
    string? NewLow,
    string? NewHigh,
    int Orders,
    long Lots
);

/// <summary>Price limits of a contract's months, and what other ones would do.</summary>
/// <param name="Symbol">The month that is asked about; null: all of them.</param>
/// <param name="Limit">The share that is asked about; null: none.</param>
/// <param name="Least">The house's bounds; null: nobody sets other limits.</param>
/// <param name="Refused">Why the market would not take it now, with the nearest that it would.</param>
/// <param name="Orders">Live orders that would leave.</param>
public sealed record PriceLimitsShape(
    string Contract,
    string? Symbol,
    string? Limit,
    string? Least,
    string? Most,
    ErrorShape? Refused,
    IReadOnlyList<MonthLimitsShape> Months,
    int Orders,
    long Lots,
    long EventSequence
);
