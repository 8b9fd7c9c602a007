// What market operations reads of a day: how its prices came about, how it was cleared, who traded and held most.
namespace Tokenbourse.Gateways.Http.Days;

/// <summary>The settlement run of a day.</summary>
/// <param name="AsOf">Sequence of the last market event that is in it.</param>
/// <param name="Parts">One for each calendar that has such a day.</param>
public sealed record SettlementDayShape(string Day, long AsOf, string Time, IReadOnlyList<SettlementPartShape> Parts);

/// <param name="Stage"><c>trading</c>, <c>awaiting</c> (closed and not begun), <c>clearing</c>, <c>settled</c>.</param>
/// <param name="Closed">When trading ended; null: it has not.</param>
/// <param name="Due">From when on the calendar lets it be settled.</param>
/// <param name="Published">When its prices were told; null: not yet.</param>
/// <param name="Digest">The machine's fingerprint after the day; null: it is not settled.</param>
public sealed record SettlementPartShape(
    string Calendar,
    string Stage,
    string? Closed,
    string Due,
    string? Published,
    string? Digest,
    IReadOnlyList<SettlementContractShape> Contracts,
    IReadOnlyList<AmendmentShape> Amendments
);

/// <param name="Steps">As the contract lists them: the first that gives a price counts.</param>
/// <param name="Rounding">Of averages, to the tick.</param>
/// <param name="WindowSeconds">Length of the closing window; zero: no step asks for one.</param>
/// <param name="Spreads">Calendar spreads that traded in the window.</param>
public sealed record SettlementContractShape(
    string Contract,
    string Currency,
    IReadOnlyList<string> Steps,
    string Rounding,
    int WindowSeconds,
    IReadOnlyList<SettlementMonthShape> Months,
    IReadOnlyList<SettlementSpreadShape> Spreads
);

/// <param name="Average">Of the window, exact to six digits behind the tick's.</param>
public sealed record SettlementSpreadShape(string Symbol, string Near, string Far, long Lots, string Average);

/// <summary>A month.</summary>
/// <param name="Price">The settlement price that was published; null: not yet.</param>
/// <param name="Change">Of <paramref name="Price"/> against the previous settlement.</param>
/// <param name="Proposed">What the steps gave, or would give now.</param>
/// <param name="Tier">How the price that counts came about; <c>manual</c> where two people set it.</param>
/// <param name="Step">The step that gave what is proposed.</param>
/// <param name="Sum">Sum / Weight is what is proposed before it was rounded, cut to the band and brought between the
/// quotes; in the quote, so that a volume weighted price shows the sum of price times lots over lots.</param>
/// <param name="FromSeconds">The trades that counted lay between so many seconds of trading time before the close
/// ...</param>
/// <param name="ToSeconds">... and so many; both zero: no window.</param>
/// <param name="From">The month that it was derived from; null: none.</param>
/// <param name="Spread">The spread with the greatest weight in it; null: none.</param>
/// <param name="Inputs">What the steps had before them; null: settled by a release that did not tell.</param>
public sealed record SettlementMonthShape(
    string Symbol,
    string Previous,
    string? Price,
    string? Change,
    string? Proposed,
    int Tier,
    string TierName,
    int Step,
    string StepName,
    string? Sum,
    string? Weight,
    string? Exact,
    int FromSeconds,
    int ToSeconds,
    string? From,
    string? Spread,
    SettlementInputsShape? Inputs,
    IReadOnlyList<TriedStepShape> Tried,
    IReadOnlyList<OverrideShape> Overrides
);

/// <param name="Lots">Of the day.</param>
/// <param name="Average">Of the day, exact to six digits behind the tick's; null: nothing traded.</param>
/// <param name="WindowLots">Of the closing window; zero too where no step asks for one.</param>
/// <param name="HourLots">Of the last hour that had trades; zero too where no step asks for it.</param>
/// <param name="Bid">Best at the close; null: nobody bid.</param>
/// <param name="LimitLow">No settlement price is below it.</param>
public sealed record SettlementInputsShape(
    long Lots,
    string? Average,
    long WindowLots,
    string? WindowAverage,
    long HourLots,
    string? HourAverage,
    string? Last,
    string? Bid,
    string? Ask,
    string LimitLow,
    string LimitHigh
);

/// <param name="Price">Null: it gave none, and the next one was tried.</param>
public sealed record TriedStepShape(int Step, string StepName, string? Price);

/// <summary>A price by hand.</summary>
/// <param name="Approver">Null: it waits for its second person.</param>
/// <param name="EventSequence">Of the newest word on it.</param>
public sealed record OverrideShape(
    string Symbol,
    string Price,
    string Proposer,
    string? Approver,
    string Reason,
    string Time,
    long EventSequence
);

/// <summary>A correction of a settled day: the day stays, money moves on a later one.</summary>
/// <param name="DebitAccount">Null: the house.</param>
/// <param name="CreditAccount">Null: the house.</param>
/// <param name="Approver">Null: it waits for its second person.</param>
/// <param name="Booked">The day on which the money counts; null: not posted, or no further day.</param>
public sealed record AmendmentShape(
    string Reference,
    string Debit,
    int? DebitAccount,
    string Credit,
    int? CreditAccount,
    string Currency,
    string Amount,
    string Proposer,
    string? Approver,
    string Reason,
    string? Booked,
    string Time,
    long EventSequence
);

/// <summary>The clearing of a day, step by step.</summary>
public sealed record EndOfDayShape(string Day, long AsOf, string Time, IReadOnlyList<EndOfDayPartShape> Parts);

/// <param name="Began">When the first step was taken.</param>
/// <param name="Ended">When the day was settled.</param>
/// <param name="Steps">All fourteen; those that are not taken yet have no time. Empty: the day was settled by a release
/// that knew no steps.</param>
/// <param name="Refused">Attempts that the machine refused; the step was taken again later.</param>
/// <param name="Fallbacks">Months whose price is not of their contract's first step.</param>
/// <param name="Positions">Null: the lots are not verified yet.</param>
/// <param name="Balanced">Every sum ties out; null: the day is not settled.</param>
public sealed record EndOfDayPartShape(
    string Calendar,
    string Stage,
    string? Opened,
    string? Closed,
    string Due,
    string? Began,
    string? Ended,
    string? Digest,
    IReadOnlyList<EndOfDayStepShape> Steps,
    IReadOnlyList<RefusedStepShape> Refused,
    IReadOnlyList<FallbackShape> Fallbacks,
    IReadOnlyList<DaySumShape> Sums,
    DayPositionsShape? Positions,
    bool? Balanced
);

/// <param name="Time">The venue's, of the step's command.</param>
/// <param name="Count">Control total (rule CLD-003).</param>
/// <param name="Total">Control total (rule CLD-003).</param>
/// <param name="Told">How many events of which kind.</param>
/// <param name="Sha256">Over the step's events in their order: of each its kind (two bytes, little-endian) and its
/// payload as it stands on the log.</param>
public sealed record EndOfDayStepShape(
    int Step,
    string Name,
    string? Time,
    long? CommandSequence,
    long? Count,
    long? Total,
    IReadOnlyList<ToldShape> Told,
    string? Sha256
);

public sealed record ToldShape(string Kind, int Count);

/// <param name="Code">Of the table of errors.</param>
public sealed record RefusedStepShape(
    string Time,
    long CommandSequence,
    int Step,
    string Name,
    string Code,
    long Given,
    long Limit
);

/// <param name="First">The contract's first step, which gave no price or was overruled.</param>
public sealed record FallbackShape(string Symbol, int Tier, string TierName, string First);

/// <summary>Money of a currency: Before + Moved - Fees + Variation = Balance (rule CLD-004), gains and losses of the
/// day, and the sum over the whole ledger, which is zero.</summary>
/// <param name="Accounts">How many were struck.</param>
/// <param name="Difference">Balance less what it must be.</param>
/// <param name="Result">Gains and losses together.</param>
/// <param name="LedgerSum">After the day; null: it is not settled.</param>
public sealed record DaySumShape(
    string Currency,
    int Accounts,
    string Before,
    string Moved,
    string Fees,
    string Variation,
    string Balance,
    string Difference,
    string Gains,
    string Losses,
    string Result,
    string? LedgerSum,
    bool Balanced
);

/// <param name="OpenInterest">As the settlement prices told it.</param>
public sealed record DayPositionsShape(long Longs, long Shorts, long OpenInterest, bool Balanced);

/// <summary>Who traded and held most on a settled day.</summary>
/// <param name="Places">So many at most; who has as much as the last has the same rank and stands there too.</param>
public sealed record RankingsShape(
    string Day,
    long AsOf,
    string Time,
    int Places,
    IReadOnlyList<RankingTableShape> Tables
);

/// <param name="Of">A month, or a contract: then all its months together.</param>
public sealed record RankingTableShape(
    string Of,
    string Contract,
    RankingListShape Volume,
    RankingListShape Longs,
    RankingListShape Shorts
);

/// <param name="Total">Of all, those below the last place too.</param>
public sealed record RankingListShape(long Total, IReadOnlyList<RankingRowShape> Rows);

/// <param name="Kind"><c>member</c>; <c>account</c>: who clears with the house itself.</param>
/// <param name="Change">Against the settled day before; null: there is none.</param>
public sealed record RankingRowShape(int Rank, string Kind, int Owner, string Name, long Lots, long? Change);
