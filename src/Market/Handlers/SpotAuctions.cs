// The gate falls: the auction is cleared, bids end, money moves, certificates are made.
using Tokenbourse.Market.Delivery;
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules SPT-003 to SPT-006. What the calendar owes: nobody has to ask for it.</summary>
internal static class SpotAuctions
{
    /// <summary>Does what is due first: of several at the same moment certificates end, then supply invoices fall due,
    /// then orders for the block that begins end, then requests for quotes; then auctions are held.</summary>
    public static void Advance(State state, Instant due, Outbox events)
    {
        if (state.Certificates.NextEnd == due)
        {
            Certificates.End(state, state.Certificates.Next(), events);
        }
        else if (state.Supplies.NextDue == due)
        {
            SupplyInvoices.Collect(state, due, events);
        }
        else if (state.SpotProducts.Find(s => s.Book.NextBegin == due) is { } begins)
        {
            SpotOrders.Begin(state, begins, events);
        }
        else if (state.SpotRequests.NextEnd == due)
        {
            SpotQuotes.Lapse(state, events);
        }
        else if (state.SpotProducts.Find(s => s.Gate == due) is { } series)
        {
            Hold(state, series, events);
        }

        state.RefreshSpotDue();
    }

    private static void Hold(State state, SpotSeries series, Outbox events)
    {
        DropShutOut(state, series, events);
        var first = series.FirstHour;
        var gate = series.Gate;
        // The order of arrival ends here.
        var bids = series.Bids.ToArray();
        Array.Sort(bids, Before);
        series.EndAuction();
        var auction = new AuctionBid[bids.Length];
        for (var i = 0; i < bids.Length; i++)
            auction[i] = Of(bids[i].Words, first);
        var spec = series.Spec;
        var outcome = SpotAuction.Clear(auction, spec.AuctionHours, spec.FloorTicks, spec.CapTicks);
        var rejected = new bool[bids.Length];
        foreach (var at in outcome.ParadoxicallyRejected)
            rejected[at] = true;
        events.Add(
            MessageKind.SpotAuctionHeld,
            Documents.Write(SpotAuctionReport.Of(series, gate, first, auction, outcome))
        );
        for (var i = 0; i < bids.Length; i++)
            EndBid(state, series, bids[i], outcome, outcome.Filled[i], rejected[i], first, events);
        foreach (var pair in SpotAuctionReport.Pairs(series, gate, auction, outcome))
            Certify(state, series, pair, first, events);
    }

    private static AuctionBid Of(in PlaceSpotBid words, long first) =>
        new(
            words.Account.Value,
            words.Reference,
            words.Side,
            checked((int)(words.FirstHour - first)),
            words.Hours,
            words.Lots.Lots,
            words.Limit.Ticks,
            words.AllOrNone == 1
        );

    private static int Before(SpotBid a, SpotBid b)
    {
        var accounts = a.Words.Account.Value.CompareTo(b.Words.Account.Value);
        return accounts != 0 ? accounts : a.Words.Reference.CompareTo(b.Words.Reference);
    }

    private static void DropShutOut(State state, SpotSeries series, Outbox events)
    {
        for (var i = series.Bids.Count - 1; i >= 0; i--)
        {
            var bid = series.Bids[i];
            if (Defaults.ShutOut(state, bid.Slot) > 0)
                SpotBids.End(state, series, bid, SpotBidEnd.ShutOut, events);
        }
    }

    private static void EndBid(
        State state,
        SpotSeries series,
        in SpotBid bid,
        AuctionOutcome outcome,
        long filled,
        bool rejected,
        long first,
        Outbox events
    )
    {
        var words = bid.Words;
        var currency = series.Spec.Currency;
        var reserved = series.ReserveOf(words);
        long sum = 0;
        for (var hour = 0; hour < words.Hours; hour++)
            sum = checked(sum + outcome.Prices[(int)(words.FirstHour - first) + hour]);
        var paid = series.Worth(sum, filled);
        var used = words.Side == Side.Buy ? paid : series.Worth(series.Spec.CollateralTicks, filled * words.Hours);
        if (words.Side == Side.Buy)
            SpotMoney.Prepay(state, bid.Slot, currency, used, events);
        else
            SpotMoney.Deposit(state, bid.Slot, currency, used, events);
        SpotMoney.Free(state, bid.Slot, currency, reserved - used, events);
        var how =
            filled > 0 ? SpotBidEnd.Filled
            : rejected ? SpotBidEnd.ParadoxicallyRejected
            : SpotBidEnd.NotFilled;
        events.Add(
            MessageKind.SpotBidEnded,
            new SpotBidEnded(words.Account, series.Name, words.Reference, how, new(filled), paid, reserved - used)
        );
    }

    private static void Certify(State state, SpotSeries series, in SpotPair pair, long first, Outbox events)
    {
        var (buyer, seller) = (state.SlotOf(new(pair.Buyer)), state.SlotOf(new(pair.Seller)));
        var paid = series.Worth(pair.Sum, pair.Lots);
        var collateral = series.Worth(series.Spec.CollateralTicks, checked(pair.Lots * pair.Hours));
        Certificates.Sell(
            state,
            series,
            new(SpotVenue.Auction, buyer, seller, first + pair.FirstHour, pair.Hours, pair.Lots, paid, collateral),
            events
        );
    }
}
