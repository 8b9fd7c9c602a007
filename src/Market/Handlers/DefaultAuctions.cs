// The auction of what a member in default holds: sealed bids in, positions over to the winners' house accounts.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles the AuctionDefault document (rules DEF-007 and DEF-008).</summary>
internal static class DefaultAuctions
{
    public static void Handle(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var auction = AuctionDocument.Read(document, faults);
        if (DefineHandler.Refused("auction", faults, events))
            return;
        var (reason, given, limit) = Ask(state, auction!, out var each);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.AuctionDefault, reason, given, limit, events);
            return;
        }

        Defaults.Advance(each!, DefaultStage.Auction, events);
        var slots = state.SlotsOf(each!.Member);
        var failed = new SortedList<int, bool>();
        foreach (var month in state.Months)
        {
            if (month.Legs is not null || month.Instrument.Expired)
                continue;
            Sell(state, month, Side.Buy, slots, auction!, failed, events);
            Sell(state, month, Side.Sell, slots, auction!, failed, events);
        }

        for (var i = 0; i < failed.Count; i++)
        {
            var account = failed.GetKeyAtIndex(i);
            var member = state.MemberOf(state.SlotOf(new(account)))!.Terms.Member;
            if (each.Missed.TryAdd(account, member))
                events.Add(MessageKind.BidMissed, new BidMissed(each.Member, member));
        }
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        AuctionDocument auction,
        out DefaultedMember? each
    )
    {
        var refusal = Defaults.AskOpen(state, auction.Member, out each);
        if (refusal.Reason != RejectReason.None)
            return refusal;
        foreach (var bid in auction.Bids)
        {
            if (state.MemberNumbered(bid.Member) is null)
                return (RejectReason.UnknownMember, bid.Member, 0);
            if (state.DefaultOf(bid.Member) is not null)
                return (RejectReason.MemberInDefault, bid.Member, 0);
            if (state.HouseSlotOf(bid.Member) == 0)
                return (RejectReason.NoHouseAccount, bid.Member, 0);
            var month = state.MonthOf(new(bid.Instrument));
            if (month is null || month.Instrument.Expired)
                return (RejectReason.UnknownInstrument, bid.Instrument, 0);
            if (month.Legs is not null)
                return (RejectReason.NotForSpreads, bid.Instrument, 0);
        }

        return DefaultClosing.HoldAnything(state, state.SlotsOf(auction.Member))
            ? default
            : (RejectReason.NothingToTransfer, auction.Member, 0);
    }

    /// <summary>Sells one side of one month.</summary>
    /// <param name="bidders">Buy: longs are given away.</param>
    private static void Sell(
        State state,
        Month month,
        Side bidders,
        List<int> slots,
        AuctionDocument auction,
        SortedList<int, bool> failed,
        Outbox events
    )
    {
        var held = DefaultClosing.Held(month, slots, bidders);
        if (held.Count == 0)
            return;
        var rules = state.House.Default!;
        var instrument = month.Instrument;
        long offered = 0;
        foreach (var (_, lots) in held)
            offered += lots;
        AuctionLots[] portfolio = [new(instrument.Id, bidders, offered, Worst(instrument.Previous, bidders, rules))];
        var bids = new List<AuctionBid>();
        foreach (var bid in auction.Bids)
        {
            if (
                bid.Instrument == instrument.Id.Value
                && bid.Buys == (bidders == Side.Buy)
                && (!state.HasBoundedBids || IsNear(instrument.Previous, bid.Ticks, rules))
            )
                bids.Add(
                    new(state.AccountAt(state.HouseSlotOf(bid.Member)), instrument.Id, bid.Lots, new Price(bid.Ticks))
                );
        }

        var members = DefaultAllocation.Others(state, instrument.Spec.Currency, null);
        var result = DefaultAuction.Of(portfolio, bids, DefaultAuction.Duties(portfolio, members, rules.BidDutyPpm));
        foreach (var account in result.FailedToBid)
            failed[account.Value] = true;
        var sold = result.Months[0];
        events.Add(
            MessageKind.DefaultAuctioned,
            new DefaultAuctioned(
                auction.Member,
                instrument.Id,
                bidders,
                new(offered),
                new(sold.Sold),
                sold.Price ?? default
            )
        );
        if (sold.Price is { } price)
            Transfer(state, month, bidders, held, sold, price, events);
    }

    private static void Transfer(
        State state,
        Month month,
        Side bidders,
        List<(int Slot, long Lots)> held,
        MonthAuction sold,
        Price price,
        Outbox events
    )
    {
        var given = new List<(int Slot, long Lots)>();
        var parts = ProRata.ShareWithin(
            sold.Sold,
            [.. held.ConvertAll(h => h.Lots)],
            RemainderRule.LargestFraction,
            [.. held.ConvertAll(h => (UInt128)state.AccountAt(h.Slot).Value)]
        );
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] > 0)
                given.Add((held[i].Slot, parts[i]));
        }

        var won = new List<(int Slot, long Lots)>();
        for (var i = 0; i < sold.Awards.Count; i++)
            won.Add((state.SlotOf(sold.Awards[i].Bidder), sold.Awards[i].Lots));
        var buys = bidders == Side.Buy;
        foreach (var (buyer, seller, lots) in buys ? DefaultClosing.Meet(won, given) : DefaultClosing.Meet(given, won))
            Novation.Transfer(
                state,
                month,
                new(buyer, !buys),
                new(seller, buys),
                price,
                lots,
                TradeOrigin.DefaultAuction,
                events
            );
    }

    // A price that nobody can mean would win everything, and set it for all.
    private static bool IsNear(Price previous, long ticks, DefaultRules rules) =>
        Int128.Abs((Int128)ticks - previous.Ticks) * 1_000_000 <= (Int128)previous.Ticks * rules.AuctionWithinPpm;

    /// <summary>Inward to the tick.</summary>
    private static Price Worst(Price previous, Side bidders, DefaultRules rules) =>
        bidders == Side.Buy
            ? new(Rounding.PartsPerMillion(previous.Ticks, 1, 1, 1_000_000 - rules.AuctionWithinPpm, RoundingMode.Up))
            : new(
                Rounding.PartsPerMillion(previous.Ticks, 1, 1, 1_000_000 + rules.AuctionWithinPpm, RoundingMode.Down)
            );
}
