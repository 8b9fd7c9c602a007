// What goes over the wire of market makers' obligations: what was agreed, and how far it is met.
namespace Tokenbourse.Gateways.Http.Obligations;

/// <summary>What a maker has agreed to.</summary>
/// <param name="Month">One month alone; null: see <c>months</c>.</param>
/// <param name="Months">So many of the nearest months; null, as <c>month</c>: all months of the contract.</param>
/// <param name="SpreadUnit"><c>ticks</c>, or <c>percent</c> of the middle of bid and ask.</param>
/// <param name="WidestSpread">In that unit.</param>
/// <param name="LeastLots">Lots that each side must have within the widest spread.</param>
/// <param name="LeastPresencePercent">Of continuous trading.</param>
/// <param name="ValidTo">The last trading day; null: none is set.</param>
public sealed record AgreementShape(
    string Agreement,
    string Contract,
    string? Month,
    int? Months,
    string SpreadUnit,
    string WidestSpread,
    long LeastLots,
    string LeastPresencePercent,
    string ValidFrom,
    string? ValidTo
);

/// <summary>The quote as it stands.</summary>
/// <param name="State"><c>met</c>, <c>too wide</c>, <c>too small</c>, <c>one-sided</c>, <c>no quote</c>, or
/// <c>no session</c>: the month is not in continuous trading, and nothing counts.</param>
/// <param name="Bid">The best own bid.</param>
/// <param name="Spread">The narrowest at which each side has the least lots; null: a side has not so many.</param>
/// <param name="Lots">The most that each side has within the widest spread.</param>
public sealed record ObligationNowShape(string State, string? Bid, string? Ask, string? Spread, long Lots);

/// <summary>How far it was met over some continuous trading.</summary>
/// <param name="State"><c>met</c>, <c>short</c>, or <c>no session</c> before there was any.</param>
/// <param name="SessionNanoseconds">Continuous trading so far.</param>
/// <param name="MetNanoseconds">The part in which the quote met the agreement.</param>
/// <param name="LackingNanoseconds">What is missing to the least presence of the time so far.</param>
/// <param name="PresencePercent">Rounded down; null: no session.</param>
/// <param name="AverageSpread">By time, while each side had the least lots.</param>
/// <param name="AverageSize">By time, while both sides were there.</param>
public sealed record ObligationTimeShape(
    string State,
    long SessionNanoseconds,
    long MetNanoseconds,
    long LackingNanoseconds,
    string? PresencePercent,
    string? AverageSpread,
    string? AverageSize
);

/// <summary>A trading day of it.</summary>
public sealed record ObligationDayShape(string Day, ObligationTimeShape Time);

/// <summary>An agreement in one of its months.</summary>
/// <param name="Now">Null, as <c>today</c>: it does not hold today.</param>
/// <param name="MonthToDate">The days below together.</param>
public sealed record ObligationShape(
    string Agreement,
    string Symbol,
    ObligationNowShape? Now,
    ObligationTimeShape? Today,
    ObligationTimeShape MonthToDate,
    IReadOnlyList<ObligationDayShape> Days
);

/// <summary>An account's obligations in a calendar month.</summary>
/// <param name="IsMaker">It was opened as a maker: of others nothing is measured.</param>
/// <param name="Month">Null: no trading day has begun yet.</param>
/// <param name="Agreements">All of the account, those of other months too.</param>
/// <param name="Obligations">Those that held on a day of the month.</param>
/// <param name="Time">Of the last event: everything is counted until it.</param>
/// <param name="AsOf">Its sequence.</param>
public sealed record ObligationsShape(
    int Account,
    string Name,
    bool Simulated,
    bool IsMaker,
    string? Month,
    IReadOnlyList<AgreementShape> Agreements,
    IReadOnlyList<ObligationShape> Obligations,
    string Time,
    long AsOf
);

/// <summary>The same of all accounts that have an agreement.</summary>
public sealed record MakerObligationsShape(
    string? Month,
    IReadOnlyList<ObligationsShape> Makers,
    string Time,
    long AsOf
);
