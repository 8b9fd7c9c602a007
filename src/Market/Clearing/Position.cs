// One account's position in one contract month, and what the day's trades have made of it.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Net lots; the carried part is marked from the previous settlement, the day's trades from their own
/// prices.</summary>
internal struct Position
{
    /// <summary>Net lots now, long above zero.</summary>
    public long Net;

    /// <summary>Net lots that came over from the day before.</summary>
    public long Carried;

    /// <summary>Sum over the day's trades of sign * ticks * lots.</summary>
    public long TodayTicks;

    /// <summary>Its lots, from release 2 on. A net account has them on one side only.</summary>
    public LotSide Long;

    public LotSide Short;

    /// <summary>Result by date of what was closed today, ticks times lots.</summary>
    public long ClosedTicks;

    /// <summary>The same by trade.</summary>
    public long ClosedByTradeTicks;

    /// <summary>Float by trade at the last settlement.</summary>
    public long FloatTicks;

    /// <summary>Nothing held and nothing done today.</summary>
    public readonly bool IsIdle =>
        Net == 0 && Carried == 0 && TodayTicks == 0 && Long.Lots == 0 && Short.Lots == 0 && ClosedByTradeTicks == 0;

    /// <summary>Novation: the account now holds so many more (or fewer) lots against the house.</summary>
    public void Trade(Side side, Price price, long lots)
    {
        var signed = side.Sign() * lots;
        Net += signed;
        TodayTicks += signed * price.Ticks;
    }

    /// <summary>The day's result if the month stood at <paramref name="mark"/>, in ticks times lots (rule
    /// MTM-001).</summary>
    public readonly long ResultTicks(Price mark, Price previous) =>
        checked((Net * mark.Ticks) - TodayTicks - (Carried * previous.Ticks));

    /// <summary>Closing lots earned so much (rule POS-001).</summary>
    public void Close(Side side, in TakenLot lot, Price price, Price positionPrice)
    {
        ClosedTicks += side.Sign() * (price.Ticks - positionPrice.Ticks) * lot.Lots;
        ClosedByTradeTicks += side.Sign() * (price.Ticks - lot.OpenPrice.Ticks) * lot.Lots;
    }

    /// <summary>The day's result of the lots held, ticks times lots (rule POS-005).</summary>
    public readonly long HeldTicks(Price mark, Price previous) =>
        checked(HeldTicks(Long, mark, previous) - HeldTicks(Short, mark, previous));

    /// <summary>What all lots held have earned since they were opened.</summary>
    public readonly long FloatAt(Price mark) =>
        checked((Long.Lots * mark.Ticks) - Long.CostTicks - ((Short.Lots * mark.Ticks) - Short.CostTicks));

    /// <summary>Sum of sign times open price times lots of all lots held.</summary>
    public readonly long CostTicks => Long.CostTicks - Short.CostTicks;

    /// <summary>After the marking: everything is carried at the new settlement.</summary>
    public void Roll()
    {
        Carried = Net;
        TodayTicks = 0;
    }

    /// <summary>The same of its lots.</summary>
    public void RollLots(LotPool pool)
    {
        pool.Roll(ref Long);
        pool.Roll(ref Short);
    }

    /// <summary>Both books were told at a settlement price.</summary>
    public void Marked(Price settlement)
    {
        (ClosedTicks, ClosedByTradeTicks) = (0, 0);
        FloatTicks = FloatAt(settlement);
    }

    /// <summary>The day's result of one side of lots, ticks times lots, as if it were long.</summary>
    public static long HeldTicks(in LotSide side, Price mark, Price previous) =>
        checked((side.Carried.Lots * (mark.Ticks - previous.Ticks)) + (side.Today.Lots * mark.Ticks) - side.TodayTicks);
}

/// <summary>Variation margin, exact in minor units because a tick's worth is whole.</summary>
internal static class VariationMargin
{
    /// <summary>The day's gain or loss to a settlement price.</summary>
    public static Money To(in Position position, Price settlement, Price previous, long tickValueMinor) =>
        new(checked(position.ResultTicks(settlement, previous) * tickValueMinor));

    /// <summary>The last day's gain or loss to a final price of finer units.</summary>
    public static Money ToFinal(
        in Position position,
        long finalUnits,
        Price previous,
        long unitsPerTick,
        long unitValueMinor
    )
    {
        var units =
            ((Int128)position.Net * finalUnits)
            - (unitsPerTick * (position.TodayTicks + ((Int128)position.Carried * previous.Ticks)));
        return new(checked((long)(units * unitValueMinor)));
    }

    /// <summary>What the lots held have earned since they were opened, to a final price of finer units.</summary>
    public static Money FloatToFinal(in Position position, long finalUnits, long unitsPerTick, long unitValueMinor)
    {
        var units = ((Int128)position.Net * finalUnits) - ((Int128)unitsPerTick * position.CostTicks);
        return new(checked((long)(units * unitValueMinor)));
    }
}

/// <summary>The mean of the month's prints, rounded once (rule EXP-001).</summary>
internal static class FinalPrice
{
    /// <param name="sum">Sum of the prints in a finer unit.</param>
    /// <param name="prints">How many, times finer units in a unit of the final price.</param>
    /// <param name="unitsPerTick">Units in a tick; the result is a whole number of ticks when <paramref
    /// name="toTick"/>.</param>
    public static long Of(Int128 sum, Int128 prints, long unitsPerTick, bool toTick) =>
        toTick
            ? Rounding.ToLong(sum, prints * unitsPerTick, RoundingMode.HalfUp) * unitsPerTick
            : Rounding.ToLong(sum, prints, RoundingMode.HalfUp);
}
