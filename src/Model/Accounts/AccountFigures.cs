// What an account holds and may still use at one moment, as the market itself counts it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Accounts;

/// <summary>One side of a position in one month. A net account has lots on one side only.</summary>
/// <param name="Carried">Lots of days before.</param>
/// <param name="Today">Lots opened today.</param>
/// <param name="CostTicks">Sum of open price times lots.</param>
/// <param name="PositionTicks">The same with carried lots at the previous settlement.</param>
/// <param name="Closable">Lots that no live closing order has taken yet.</param>
/// <param name="ClosableCarried">Of them the carried ones; null where the contract does not tell them apart.</param>
/// <param name="SinceOpened">Result by trade: open price to the last price.</param>
/// <param name="SinceSettlement">Result by date: previous settlement, or today's open price, to the last price.</param>
/// <param name="Margin">Of these lots alone; null where the month is margined with others.</param>
public sealed record LegFigures(
    InstrumentId Instrument,
    Side Side,
    long Carried,
    long Today,
    long CostTicks,
    long PositionTicks,
    long Closable,
    long? ClosableCarried,
    long? ClosableToday,
    Price Last,
    Price Previous,
    Money SinceOpened,
    Money SinceSettlement,
    Money? Margin
)
{
    public long Lots => Carried + Today;
}

/// <summary>An account's money in one currency.</summary>
/// <param name="Balance">Cash and margin account together.</param>
/// <param name="Result">The day's result at last prices, of what is held and of what was closed.</param>
/// <param name="Margin">Required for what is held.</param>
/// <param name="MarginWithOrders">Required were live orders filled in the worse direction (rule RSK-002).</param>
/// <param name="FrozenFees">Fees of live orders at their limits.</param>
/// <param name="Free">What a new order may use; below zero: nothing.</param>
public sealed record CurrencyFigures(
    Currency Currency,
    Money Balance,
    Money Result,
    Money Margin,
    Money MarginWithOrders,
    Money FrozenFees,
    Money Free
);

/// <summary>All of it.</summary>
/// <param name="TwoSided">It holds long and short lots beside each other (rule POS-002).</param>
/// <param name="Restricted">It may only close.</param>
/// <param name="AsOf">Sequence of the last command applied; -1 before the first.</param>
public sealed record AccountFigures(
    AccountId Account,
    bool TwoSided,
    bool Restricted,
    IReadOnlyList<LegFigures> Legs,
    IReadOnlyList<CurrencyFigures> Currencies,
    long AsOf,
    Instant Time
)
{
    /// <summary>Lots of one side in one month.</summary>
    public long LotsOf(InstrumentId instrument, Side side)
    {
        foreach (var leg in Legs)
        {
            if (leg.Instrument == instrument && leg.Side == side)
                return leg.Lots;
        }

        return 0;
    }
}
