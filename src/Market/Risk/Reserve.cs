// What an account's orders and position in one contract month keep from being spent.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Risk;

/// <summary>Lots of live orders, frozen fees and the margin required if they fill.</summary>
internal struct Reserve
{
    /// <summary>Lots of live buys, sleeping ones included.</summary>
    public long Buys;

    /// <summary>Lots of live sells, sleeping ones included.</summary>
    public long Sells;

    /// <summary>Those of them that may only close.</summary>
    public long ClosingBuys;

    public long ClosingSells;

    /// <summary>Those of the closing ones that may close today's lots only (rule POS-003).</summary>
    public long ClosingBuysToday;

    public long ClosingSellsToday;

    /// <summary>Fees of the live orders at their limits.</summary>
    public Money Fees;

    /// <summary>Margin with the live orders counted in (rule RSK-002).</summary>
    public Money Required;

    public readonly bool IsIdle => Buys == 0 && Sells == 0 && Fees.Minor == 0 && Required.Minor == 0;

    /// <summary>Counts lots in (or, below zero, out).</summary>
    public void Count(Side side, long lots, OrderFlags flags, Money fees)
    {
        if (side == Side.Buy)
            Buys += lots;
        else
            Sells += lots;
        Fees += fees;
        if ((flags & OrderFlags.CloseOnly) == 0)
            return;
        var today = (flags & OrderFlags.CloseToday) == 0 ? 0 : lots;
        if (side == Side.Buy)
            (ClosingBuys, ClosingBuysToday) = (ClosingBuys + lots, ClosingBuysToday + today);
        else
            (ClosingSells, ClosingSellsToday) = (ClosingSells + lots, ClosingSellsToday + today);
    }

    /// <summary>Lots that live orders of this side would open in an open-and-close account.</summary>
    public readonly long Opening(Side side) => side == Side.Buy ? Buys - ClosingBuys : Sells - ClosingSells;

    public readonly bool IsSound =>
        Buys >= ClosingBuys
        && Sells >= ClosingSells
        && ClosingBuys >= ClosingBuysToday
        && ClosingSells >= ClosingSellsToday
        && ClosingBuysToday >= 0
        && ClosingSellsToday >= 0
        && Fees.Minor >= 0;
}

/// <summary>Percentage margin, rounded up to the minor unit.</summary>
internal static class RequiredMargin
{
    /// <summary>ceil(rate * price * tick value * lots).</summary>
    public static Money Of(long lots, Price price, long tickValueMinor, int ratePpm) =>
        new(Rounding.PartsPerMillion(lots, price.Ticks, tickValueMinor, ratePpm, RoundingMode.Up));

    /// <summary>The worse of all buys filling and all sells filling: exact for a percentage rule.</summary>
    public static long WorstLots(long net, long buys, long sells) =>
        long.Max(long.Abs(net + buys), long.Abs(net - sells));
}

/// <summary>Exchange fees.</summary>
internal static class Fee
{
    /// <summary>round half up(price * lots * tick value * rate) + per lot * lots (rule RSK-003).</summary>
    public static Money Of(Price price, long lots, long tickValueMinor, int turnoverPpm, long perLotMinor) =>
        new(
            Rounding.PartsPerMillion(price.Ticks, lots, tickValueMinor, turnoverPpm, RoundingMode.HalfUp)
                + (perLotMinor * lots)
        );

    /// <summary>The same over lots of three rates, rounded once (rule FEE-001).</summary>
    public static Money Of(
        Price price,
        long tickValueMinor,
        (long Lots, FeeRate Rate) open,
        (long Lots, FeeRate Rate) close,
        (long Lots, FeeRate Rate) closeToday
    )
    {
        var ppmLots =
            ((Int128)open.Lots * open.Rate.TurnoverPpm)
            + ((Int128)close.Lots * close.Rate.TurnoverPpm)
            + ((Int128)closeToday.Lots * closeToday.Rate.TurnoverPpm);
        var ofTurnover = Rounding.ToLong(
            price.Ticks * (Int128)tickValueMinor * ppmLots,
            1_000_000,
            RoundingMode.HalfUp
        );
        return new(
            ofTurnover
                + (open.Lots * open.Rate.PerLotMinor)
                + (close.Lots * close.Rate.PerLotMinor)
                + (closeToday.Lots * closeToday.Rate.PerLotMinor)
        );
    }
}

/// <summary>The prices of a day.</summary>
internal static class Band
{
    /// <summary>S0 * (1 - l) rounded up and S0 * (1 + l) rounded down, at least one tick (rule BND-001).</summary>
    public static (Price Low, Price High) Of(Price reference, long limitPpm)
    {
        var low = Rounding.ToLong((Int128)reference.Ticks * (1_000_000 - limitPpm), 1_000_000, RoundingMode.Up);
        var high = Rounding.ToLong((Int128)reference.Ticks * (1_000_000 + limitPpm), 1_000_000, RoundingMode.Down);
        return (new(long.Max(1, low)), new(long.Max(1, high)));
    }
}
