// Spot products as documents, and bids for their auctions.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles DefineSpotProduct, <see cref="PlaceSpotBid"/>, <see cref="CancelSpotBid"/> and <see
/// cref="SetStandby"/> (rules SPT-001, SPT-002 and DLV-004).</summary>
internal static class SpotBids
{
    private const int MostProducts = 1000;

    public static void Define(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var spec = SpotProduct.Read(document, faults);
        var known = spec is null ? null : state.SpotNamed(Name24.Of(spec.Product));
        if (spec is not null && known is not null)
            AskFollowing(spec, known, faults);
        else if (state.SpotProducts.Count == MostProducts)
            faults.Add(new("product", spec?.Product ?? "", $"must be one of {MostProducts} at most"));
        if (spec?.Contract is { } contract && state.ContractOf(contract) is null)
            faults.Add(new("future.contract", contract, "is not a contract of this market"));
        if (DefineHandler.Refused("spot product", faults, events))
            return;
        if (known is null)
        {
            var series = new SpotSeries(spec!, document.ToArray());
            series.Stand(state.Now);
            state.SpotProducts.Add(series);
        }
        else
        {
            // What they set aside was worked out by the terms that end here.
            SpotOrders.EndAll(state, known, events);
            SpotQuotes.EndAll(state, known, events);
            known.Follow(spec!, document.ToArray(), state.Now);
        }

        state.RefreshSpotDue();
        events.Add(MessageKind.SpotProductDefined, document.Span);
    }

    public static void Handle(State state, in PlaceSpotBid bid, Outbox events)
    {
        var slot = state.SlotOf(bid.Account);
        var series = state.SpotNamed(bid.Product);
        var (reason, given, limit) = Ask(state, bid, slot, series);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.PlaceSpotBid, reason, given, limit, events);
            return;
        }

        var reserved = series!.ReserveOf(bid);
        series.Add(new(slot, state.GroupOf(slot), bid));
        SpotMoney.Reserve(state, slot, series.Spec.Currency, reserved, events);
        events.Add(MessageKind.SpotBidTaken, Taken(bid, reserved));
    }

    public static void Handle(State state, in CancelSpotBid cancel, Outbox events)
    {
        var slot = state.SlotOf(cancel.Account);
        var series = state.SpotNamed(cancel.Product);
        var bid = series?.BidOf(slot, cancel.Reference);
        if (bid is null)
        {
            var (reason, given) =
                slot == 0 ? (RejectReason.UnknownAccount, cancel.Account.Value)
                : series is null ? (RejectReason.UnknownProduct, 0)
                : (RejectReason.UnknownBid, cancel.Reference);
            CancelOrderHandler.Refuse(MessageKind.CancelSpotBid, reason, given, 0, events);
            return;
        }

        End(state, series!, bid.Value, SpotBidEnd.TakenBack, events);
    }

    public static void Handle(State state, in SetStandby standby, Outbox events)
    {
        var slot = state.SlotOf(standby.Account);
        var series = state.SpotNamed(standby.Product);
        var (reason, given, limit) = AskStandby(standby, slot, series);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetStandby, reason, given, limit, events);
            return;
        }

        series!.SetStandby(slot, standby.Offered == 1 ? standby.Price.Ticks : -1);
        events.Add(MessageKind.StandbySet, standby);
    }

    private static SpotBidTaken Taken(in PlaceSpotBid bid, Money reserved) =>
        new(
            bid.Account,
            bid.Product,
            bid.Side,
            bid.Reference,
            bid.FirstHour,
            bid.Hours,
            bid.Lots,
            bid.Limit,
            bid.AllOrNone,
            reserved
        );

    /// <summary>A bid leaves before its auction, and what it had set aside is free again.</summary>
    public static void End(State state, SpotSeries series, in SpotBid bid, SpotBidEnd how, Outbox events)
    {
        var words = bid.Words;
        var freed = series.ReserveOf(words);
        series.Remove(bid);
        SpotMoney.Free(state, bid.Slot, series.Spec.Currency, freed, events);
        events.Add(
            MessageKind.SpotBidEnded,
            new SpotBidEnded(words.Account, series.Name, words.Reference, how, new(0), Money.Zero, freed)
        );
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in PlaceSpotBid bid,
        int slot,
        SpotSeries? series
    )
    {
        if (bid.Side is not (Side.Buy or Side.Sell))
            return (RejectReason.BadField, (long)bid.Side, (long)Side.Sell);
        if (bid.AllOrNone > 1)
            return (RejectReason.BadField, bid.AllOrNone, 1);
        if (bid.Reference <= 0)
            return (RejectReason.BadField, bid.Reference, 1);
        if (slot == 0)
            return (RejectReason.UnknownAccount, bid.Account.Value, 0);
        if (series is null)
            return (RejectReason.UnknownProduct, 0, 0);
        if (series.BidOf(slot, bid.Reference) is not null)
            return (RejectReason.DuplicateBid, bid.Reference, 0);
        var outside = AskHours(series, bid);
        if (outside.Reason != RejectReason.None)
            return outside;
        var amount = AskAmount(series.Spec, bid.Lots, bid.Limit);
        if (amount.Reason != RejectReason.None)
            return amount;
        if (series.HasOpposite(state.GroupOf(slot), bid))
            return (RejectReason.MeetsOwnBid, bid.FirstHour, 0);
        if (bid.Side == Side.Sell)
        {
            var room = IssuerRoom(state, series, slot);
            if (SpotSeries.LotHours(bid) > room)
                return (RejectReason.IssuerLimit, SpotSeries.LotHours(bid), long.Max(0, room));
        }

        return SpotMoney.Ask(state, slot, series.Spec.Currency, series.ReserveOf(bid));
    }

    /// <summary>Lots and price inside the product's bounds, in this order.</summary>
    public static (RejectReason Reason, long Given, long Limit) AskAmount(SpotProduct spec, Quantity lots, Price price)
    {
        if (lots.Lots <= 0)
            return (RejectReason.QuantityTooSmall, lots.Lots, 1);
        if (lots.Lots > spec.MaxLots)
            return (RejectReason.QuantityTooLarge, lots.Lots, spec.MaxLots);
        if (price.Ticks > spec.CapTicks)
            return (RejectReason.PriceAboveLimit, price.Ticks, spec.CapTicks);
        return price.Ticks < spec.FloorTicks ? (RejectReason.PriceBelowLimit, price.Ticks, spec.FloorTicks) : default;
    }

    /// <summary>How many more lot-hours an account may issue or offer.</summary>
    public static long IssuerRoom(State state, SpotSeries series, int slot) =>
        series.Spec.IssuerLimit
        - series.OfferedBy(slot)
        - state.SpotRequests.OfferedBy(state.SpotProducts.IndexOf(series) + 1, slot)
        - state.Certificates.OutstandingOf(state.SpotProducts.IndexOf(series) + 1, slot);

    private static (RejectReason Reason, long Given, long Limit) AskHours(SpotSeries series, in PlaceSpotBid bid)
    {
        var (first, hours) = (series.FirstHour, series.Spec.AuctionHours);
        var most = bid.AllOrNone == 1 ? hours : 1;
        if (bid.Hours < 1 || bid.Hours > most)
            return (RejectReason.TooManyHours, bid.Hours, bid.Hours < 1 ? 1 : most);
        if (bid.FirstHour < first)
            return (RejectReason.HoursOutside, bid.FirstHour, first);
        return bid.FirstHour > first + hours - bid.Hours
            ? (RejectReason.HoursOutside, bid.FirstHour, first + hours - bid.Hours)
            : default;
    }

    private static (RejectReason Reason, long Given, long Limit) AskStandby(
        in SetStandby standby,
        int slot,
        SpotSeries? series
    )
    {
        if (standby.Offered > 1)
            return (RejectReason.BadField, standby.Offered, 1);
        if (slot == 0)
            return (RejectReason.UnknownAccount, standby.Account.Value, 0);
        if (series is null)
            return (RejectReason.UnknownProduct, 0, 0);
        if (standby.Price.Ticks > series.Spec.CapTicks)
            return (RejectReason.PriceAboveLimit, standby.Price.Ticks, series.Spec.CapTicks);
        return standby.Price.Ticks < series.Spec.FloorTicks
            ? (RejectReason.PriceBelowLimit, standby.Price.Ticks, series.Spec.FloorTicks)
            : default;
    }

    private static void AskFollowing(SpotProduct spec, SpotSeries known, List<SpecFault> faults)
    {
        var before = known.Spec;
        if (spec.Version <= before.Version)
            faults.Add(new("version", $"{spec.Version}", $"must be higher than {before.Version}"));
        if (spec.Kind != before.Kind)
            faults.Add(new("kind", $"{spec.Kind}", $"must stay {before.Kind}"));
        if (spec.Currency != before.Currency)
            faults.Add(new("currency", $"{spec.Currency}", $"must stay {before.Currency}"));
        if (spec.UnitsPerLot != before.UnitsPerLot)
            faults.Add(new("unitsPerLot", $"{spec.UnitsPerLot}", $"must stay {before.UnitsPerLot}"));
        if (spec.TickSize != before.TickSize)
            faults.Add(new("tick", $"{spec.TickSize}", $"must stay {before.TickSize}"));
        // What certificates of one lot are was told to whoever is short.
        if (
            before.Contract is not null
            && (spec.Contract, spec.UnitsPerFuture) != (before.Contract, before.UnitsPerFuture)
        )
            faults.Add(new("future", spec.Contract ?? "", $"must stay {before.UnitsPerFuture} of {before.Contract}"));
        // What was set aside was worked out by the terms of the day on which it was bid.
        if (known.Bids.Count > 0)
            faults.Add(new("product", spec.Product, $"has {known.Bids.Count} bids waiting: after their auction"));
    }
}
