// How the positions of a member in default end: in the market, in the auction, or torn up at the last settlement price.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="CloseDefaulted"/> and <see cref="TearUpDefault"/> (rules DEF-006 and DEF-009).</summary>
internal static class DefaultClosing
{
    public static void Handle(State state, in CloseDefaulted words, Outbox events)
    {
        var each = state.DefaultOfSlot(state.SlotOf(words.Account));
        if (each is null || each.IsAllocated)
        {
            var why = each is null ? RejectReason.NotInDefault : RejectReason.AlreadyAllocated;
            CancelOrderHandler.Refuse(MessageKind.CloseDefaulted, why, words.Account.Value, 0, events);
            return;
        }

        var before = state.LastOrder;
        var order = new PlaceOrder(
            words.Account,
            words.Instrument,
            words.Side,
            OrderType.Limit,
            TimeInForce.FillAndKill,
            words.Price,
            words.Quantity,
            words.ClientOrderId,
            words.Flags | OrderFlags.CloseOnly
        );
        PlaceOrderHandler.Handle(state, order, events, byTheHouse: true);
        if (state.LastOrder > before)
            Defaults.Advance(each, DefaultStage.Closing, events);
    }

    public static void Handle(State state, in TearUpDefault words, Outbox events)
    {
        var (reason, given, limit) = Defaults.AskOpen(state, words.Member, out var each);
        var slots = state.SlotsOf(words.Member);
        if (reason == RejectReason.None && !HoldAnything(state, slots))
            (reason, given) = (RejectReason.NothingToTransfer, words.Member);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.TearUpDefault, reason, given, limit, events);
            return;
        }

        Defaults.Advance(each!, DefaultStage.Auction, events);
        foreach (var month in state.Months)
        {
            if (month.Legs is null && !month.Instrument.Expired)
                TearUp(state, month, slots, events);
        }

        Must.Hold(!HoldAnything(state, slots));
    }

    /// <summary>Lots of one side that accounts hold in a month, by account number.</summary>
    public static List<(int Slot, long Lots)> Held(Month month, List<int> slots, Side side)
    {
        var held = new List<(int, long)>();
        foreach (var slot in slots)
        {
            ref readonly var position = ref month.Positions[slot];
            var lots = side == Side.Buy ? position.Long.Lots : position.Short.Lots;
            if (lots > 0)
                held.Add((slot, lots));
        }

        return held;
    }

    public static bool HoldAnything(State state, List<int> slots)
    {
        foreach (var month in state.Months)
        {
            if (month.Legs is not null || month.Instrument.Expired)
                continue;
            if (Held(month, slots, Side.Buy).Count > 0 || Held(month, slots, Side.Sell).Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>Two lists met lot by lot in their order; they sum to the same, or the longer one is left over.</summary>
    public static List<(int Buyer, int Seller, long Lots)> Meet(
        List<(int Slot, long Lots)> buyers,
        List<(int Slot, long Lots)> sellers
    )
    {
        var pairs = new List<(int, int, long)>();
        var (b, s) = (0, 0);
        while (b < buyers.Count && s < sellers.Count)
        {
            var lots = long.Min(buyers[b].Lots, sellers[s].Lots);
            pairs.Add((buyers[b].Slot, sellers[s].Slot, lots));
            buyers[b] = (buyers[b].Slot, buyers[b].Lots - lots);
            sellers[s] = (sellers[s].Slot, sellers[s].Lots - lots);
            b += buyers[b].Lots == 0 ? 1 : 0;
            s += sellers[s].Lots == 0 ? 1 : 0;
        }

        return pairs;
    }

    private static void TearUp(State state, Month month, List<int> slots, Outbox events)
    {
        var shorts = Held(month, slots, Side.Sell);
        var longs = Held(month, slots, Side.Buy);
        // Its own first: who holds shorts buys.
        var pairs = Meet(shorts, longs);
        Trade(state, month, pairs, events);
        shorts.RemoveAll(h => h.Lots == 0);
        longs.RemoveAll(h => h.Lots == 0);
        var side = longs.Count > 0 ? Side.Buy : Side.Sell;
        var left = side == Side.Buy ? longs : shorts;
        long lots = 0;
        foreach (var (_, part) in left)
            lots += part;
        if (lots == 0)
            return;
        var torn = Torn(state, month, slots, side.Opposite(), lots, events);
        pairs = side == Side.Buy ? Meet(torn, left) : Meet(left, torn);
        Trade(state, month, pairs, events);
    }

    /// <summary>Who gives lots up on the other side, by account number; their closing orders leave.</summary>
    private static List<(int Slot, long Lots)> Torn(
        State state,
        Month month,
        List<int> own,
        Side side,
        long lots,
        Outbox events
    )
    {
        var holders = new List<OppositeHolder>();
        for (var slot = 1; slot < month.Positions.Length; slot++)
        {
            var net = side.Sign() * month.Positions[slot].Net;
            if (net > 0 && !own.Contains(slot))
                holders.Add(new(state.AccountAt(slot), net));
        }

        holders.Sort((a, b) => a.Account.Value.CompareTo(b.Account.Value));
        var torn = new List<(int, long)>();
        var reports = new MarketReports(state, events);
        foreach (var part in Clearing.TearUp.Of(lots, holders))
        {
            var slot = state.SlotOf(part.Account);
            torn.Add((slot, part.Lots));
            state.Engine.CancelAll(
                month.Instrument.Id,
                slot,
                null,
                side.Opposite(),
                OrderFlags.CloseOnly,
                CancelReason.NothingToClose,
                ref reports
            );
        }

        return torn;
    }

    private static void Trade(State state, Month month, List<(int Buyer, int Seller, long Lots)> pairs, Outbox events)
    {
        foreach (var (buyer, seller, lots) in pairs)
            Novation.Transfer(
                state,
                month,
                new(buyer, true),
                new(seller, true),
                month.Instrument.Previous,
                lots,
                TradeOrigin.TearUp,
                events
            );
    }
}
