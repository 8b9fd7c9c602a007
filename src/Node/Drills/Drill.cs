// A default drill as read from its file: who falls, what they hold, and everything that could pay.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Drills;

/// <summary>A contract month of the drill.</summary>
/// <param name="MonthsAhead">From the current month (0); shocks turn on it.</param>
/// <param name="TickValue">Minor units of a tick and lot.</param>
/// <param name="Previous">Settlement of the day before, ticks.</param>
/// <param name="Settlement">Today's; null when a stress scenario makes it.</param>
/// <param name="OpenInterest">Lots; months with more of it are closed first.</param>
internal sealed record DrillMonth(
    string Symbol,
    string Contract,
    int MonthsAhead,
    long TickValue,
    Price Previous,
    Price? Settlement,
    long OpenInterest
);

/// <summary>Net lots in the month of that index.</summary>
internal readonly record struct DrillPosition(int Month, long Lots);

/// <summary>A client of a member; its value is margin and cash held for it.</summary>
internal sealed record DrillClient(AccountId Account, string Name, Money Value, IReadOnlyList<DrillPosition> Positions);

/// <summary>A bid of a member in the auction.</summary>
internal readonly record struct DrillBid(int Month, long Lots, Price Price);

/// <summary>A clearing member.</summary>
/// <param name="Fund">Its contribution; null when the fund is sized.</param>
/// <param name="Loss">A stated loss, in place of positions.</param>
internal sealed record DrillMember(
    AccountId Account,
    string Name,
    Money Margin,
    Money? Fund,
    bool Defaults,
    Money? Loss,
    IReadOnlyList<DrillPosition> Positions,
    IReadOnlyList<DrillClient> Clients,
    IReadOnlyList<DrillBid> Bids
);

/// <summary>One interval of the market in one month.</summary>
/// <param name="Day">From zero, the day of the call.</param>
internal readonly record struct DrillInterval(int Month, int Day, MarketInterval Market);

/// <summary>A hedge that the clearing house opened and closed again.</summary>
internal readonly record struct DrillHedge(int Month, long Lots, Price Price, Price Close);

/// <summary>The stress scenario whose case makes the prices.</summary>
internal sealed record DrillStress(string Scenario, string Case);

/// <summary>Own money of the exchange.</summary>
/// <param name="Capital">First-loss capital; null when the fund is sized.</param>
internal sealed record DrillExchange(Money? Capital, Money RiskReserve, Money OwnFunds);

/// <summary>How the steps are timed.</summary>
/// <param name="DeadlineMinutes">From the call to its deadline.</param>
/// <param name="MemberMinutes">From there until the exchange closes.</param>
internal sealed record DrillClock(Instant CalledAt, long DeadlineMinutes, long MemberMinutes)
{
    public Instant Deadline => CalledAt.Plus(DeadlineMinutes * Instant.PerMinute);

    public Instant Forced => Deadline.Plus(MemberMinutes * Instant.PerMinute);
}

/// <summary>The auction's terms, parts per million.</summary>
/// <param name="DutyPpm">Part of the portfolio that members must bid for together.</param>
/// <param name="WorstPpm">How far from the settlement price a bid still counts.</param>
internal readonly record struct DrillAuction(int DutyPpm, int WorstPpm);

/// <summary>A whole drill.</summary>
/// <param name="LargestFall">The members with the largest losses under the scenario fall, in place of named
/// ones.</param>
/// <param name="Officers">Names of those who declare.</param>
internal sealed record Drill(
    string Name,
    string NameEn,
    string NameZh,
    string Source,
    Currency Currency,
    DrillClock Clock,
    IReadOnlyList<string> Officers,
    WaterfallRules Rules,
    DrillExchange Exchange,
    FundRules? Sizing,
    DrillStress? Stress,
    bool LargestFall,
    IReadOnlyList<DrillMonth> Months,
    IReadOnlyList<DrillMember> Members,
    LiquidationRules Liquidation,
    IReadOnlyList<DrillInterval> Intervals,
    IReadOnlyList<DrillHedge> Hedges,
    DrillAuction Auction
);
