// The percentage rule where today's lots stand at another price than S0, or a lot costs an amount beside its rate.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Orders that open, and what they would be margined at.</summary>
/// <param name="BuyTicks">Sum of price times lots.</param>
internal readonly record struct PricedOrders(long Buys, long Sells, long BuyTicks, long SellTicks)
{
    public PricedOrders Less(in Freed freed) =>
        new(Buys - freed.Buys, Sells - freed.Sells, BuyTicks - freed.BuyTicks, SellTicks - freed.SellTicks);

    public PricedOrders And(in Wanted wanted) =>
        new(Buys + wanted.Buys, Sells + wanted.Sells, BuyTicks + wanted.BuyTicks, SellTicks + wanted.SellTicks);
}

/// <summary>Rule MRG-014. Worked out at each question, over all such months of a contract: last and average price move
/// with each trade.</summary>
internal static class PricedMargins
{
    /// <summary>What is required in a currency.</summary>
    public static Money Required(State state, int slot, Currency currency, bool withOrders)
    {
        var sum = Money.Zero;
        for (var i = 0; i < state.Tables.Count; i++)
        {
            var spec = state.Contracts[state.Tables.GetKeyAtIndex(i)].Spec;
            if (spec.Currency == currency && state.Tables.GetValueAtIndex(i).Parameters.IsPriced)
                sum += OfContract(state, slot, spec, null, default, withOrders);
        }

        return sum;
    }

    /// <summary>The months of a contract come under its table: what live orders stand at is counted.</summary>
    public static void Begin(State state, Month month)
    {
        month.OrderTicks = new (long, long)[month.Positions.Length];
        state.Engine.WalkAll(
            month.Instrument.Id,
            order => Count(state, month, order.Owner, order.Side, order.Flags, order.FrozenAt.Ticks * order.Lots)
        );
        foreach (var spread in state.Months)
            BeginSpread(state, month, spread);
    }

    private static void BeginSpread(State state, Month month, Month spread)
    {
        if (spread.Legs is not { } legs || (legs.Near != month.Instrument.Id && legs.Far != month.Instrument.Id))
            return;
        var near = legs.Near == month.Instrument.Id;
        var each = month.Instrument.Previous.Ticks * (near ? legs.NearLots : legs.FarLots);
        state.Engine.WalkAll(
            spread.Instrument.Id,
            order =>
                Count(
                    state,
                    month,
                    order.Owner,
                    near ? order.Side : order.Side.Opposite(),
                    OrderFlags.None,
                    each * order.Lots
                )
        );
    }

    /// <summary>Lots of an order come in, or below zero go out.</summary>
    /// <param name="ticks">Price times lots.</param>
    public static void Count(State state, Month month, int slot, Side side, OrderFlags flags, long ticks)
    {
        if (month.Instrument.Priced is null || (state.IsTwoSided(slot) && (flags & OrderFlags.CloseOnly) != 0))
            return;
        if (month.OrderTicks.Length <= slot)
            Array.Resize(ref month.OrderTicks, month.Positions.Length);
        ref var sums = ref month.OrderTicks[slot];
        if (side == Side.Buy)
            sums.Buys += ticks;
        else
            sums.Sells += ticks;
    }

    /// <summary>Lots of one or both sides of a month.</summary>
    public static Refusal Ask(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var needed = NeedOf(state, month, slot, wanted, freed);
        if (needed.Margin.Minor <= 0 && GroupPreTrade.Closes(month, slot, wanted, freed) && !state.IsTwoSided(slot))
            return default;
        return PreTrade.AskFunds(state, slot, month.Instrument.Spec.Currency, needed);
    }

    /// <summary>What an order, or a leg of one, needs on top, and what comes free.</summary>
    public static Needed NeedOf(State state, Month month, int slot, in Wanted wanted, in Freed freed)
    {
        var spec = month.Instrument.Spec;
        var live = LiveOf(state, month, slot);
        var now = OfContract(state, slot, spec, month, live, true);
        var without = OfContract(state, slot, spec, month, live.Less(freed), true);
        var with = OfContract(state, slot, spec, month, live.Less(freed).And(wanted), true);
        return new(with - without, wanted.Loss + wanted.Fees, now - without, freed.Fees);
    }

    /// <summary>What a reversal adds: the side that it closes is gone when the other one is there.</summary>
    public static Money MoreOfReversal(State state, Month month, in OrderEntry order, Price worst)
    {
        var live = LiveOf(state, month, order.Owner);
        var (lots, ticks) = (order.Lots / 2, order.Lots / 2 * worst.Ticks);
        var wanted =
            order.Side == Side.Buy
                ? new Wanted(lots, 0, default, default, ticks)
                : new Wanted(0, lots, default, default, 0, ticks);
        var spec = month.Instrument.Spec;
        return OfContract(state, order.Owner, spec, month, live.And(wanted), true, order.Side.Opposite())
            - OfContract(state, order.Owner, spec, month, live, true);
    }

    /// <summary>What is required in a contract.</summary>
    /// <param name="asked">A month with other orders than those that live.</param>
    /// <param name="gone">The side of the asked month whose lots do not count.</param>
    public static Money OfContract(
        State state,
        int slot,
        ContractSpec spec,
        Month? asked,
        in PricedOrders orders,
        bool withOrders,
        Side gone = Side.None
    )
    {
        var (sum, bought, sold) = (Money.Zero, Money.Zero, Money.Zero);
        foreach (var month in state.Months)
        {
            var i = month.Instrument;
            if (i.Priced is null || i.Expired || i.Spec != spec)
                continue;
            var mine = month == asked;
            var (longs, shorts) = SidesOf(
                state,
                month,
                slot,
                mine ? orders
                    : withOrders ? LiveOf(state, month, slot)
                    : default,
                mine ? gone : Side.None
            );
            if (i.LargerSide)
                (bought, sold) = (bought + longs, sold + shorts);
            else if (state.IsTwoSided(slot))
                sum += longs + shorts;
            else
                sum += longs > shorts ? longs : shorts;
        }

        return sum + (bought > sold ? bought : sold);
    }

    private static PricedOrders LiveOf(State state, Month month, int slot)
    {
        var (buys, sells) = Funds.LiveLots(state, month, slot);
        var (buyTicks, sellTicks) = month.OrderTicks.Length > slot ? month.OrderTicks[slot] : default;
        return new(buys, sells, buyTicks, sellTicks);
    }

    private static (Money Longs, Money Shorts) SidesOf(
        State state,
        Month month,
        int slot,
        in PricedOrders orders,
        Side gone
    )
    {
        ref readonly var position = ref month.Positions[slot];
        var longs = gone == Side.Buy ? default : position.Long;
        var shorts = gone == Side.Sell ? default : position.Short;
        var high = month.Instrument.High.Ticks;
        var (buys, buyTicks) = (orders.Buys, orders.BuyTicks);
        var (sells, sellTicks) = (orders.Sells, orders.SellTicks);
        if (!state.IsTwoSided(slot))
        {
            // What closes first leaves the rest to open, at any of the orders' prices.
            (buys, buyTicks) = Opening(buys, buyTicks, shorts.Lots, high);
            (sells, sellTicks) = Opening(sells, sellTicks, longs.Lots, high);
        }

        return (Of(state, month, slot, longs, buys, buyTicks), Of(state, month, slot, shorts, sells, sellTicks));
    }

    private static (long Lots, long Ticks) Opening(long lots, long ticks, long closes, long high)
    {
        if (closes == 0)
            return (lots, ticks);
        var opens = long.Max(0, lots - closes);
        return (opens, long.Min(ticks, opens * high));
    }

    private static Money Of(State state, Month month, int slot, in LotSide held, long lots, long ticks)
    {
        var i = month.Instrument;
        var terms = i.Priced!;
        var (top, bottom) = TodayOf(state, i, terms.Base, held);
        top += ((Int128)held.Carried.Lots * i.Previous.Ticks * bottom) + ((Int128)ticks * bottom);
        var rate = Funds.RateOf(state, i, slot);
        var ofValue = Rounding.ToLong(top * i.Spec.TickValueMinor * rate, (Int128)bottom * 1_000_000, RoundingMode.Up);
        return new(checked(ofValue + (terms.PerLotMinor * (held.Lots + lots))));
    }

    // Price times lots of today's lots as a fraction: an average is rounded with the margin, not before.
    private static (Int128 Top, long Bottom) TodayOf(State state, Instrument i, PriceBase rule, in LotSide held)
    {
        var today = held.Today.Lots;
        // Marked: everything stands at the settlement price.
        if (state.ClockOf(i).Step >= (int)ClearingStepNumber.MarkToMarket)
            return ((Int128)today * i.Previous.Ticks, 1);
        return rule switch
        {
            PriceBase.Open => (held.TodayTicks, 1),
            PriceBase.Last => ((Int128)today * i.Last.Ticks, 1),
            PriceBase.Average when i.Volume > 0 => (today * i.TicksTimesLots, i.Volume),
            _ => ((Int128)today * i.Previous.Ticks, 1),
        };
    }
}
