// Orders for standard blocks: taken, matched at once, rested, ended.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="PlaceSpotOrder"/> and <see cref="CancelSpotOrder"/> (rule SPT-008).</summary>
internal static class SpotOrders
{
    /// <summary>Live orders of one account in one product.</summary>
    public const int MostOrders = 1000;

    public static void Handle(State state, in PlaceSpotOrder words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var series = state.SpotNamed(words.Product);
        var (reason, given, limit) = Ask(state, words, slot, series);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.PlaceSpotOrder, reason, given, limit, events);
            return;
        }

        var book = series!.Book;
        var order = new SpotOrder(book.NextNumber(), slot, state.GroupOf(slot), words, words.Lots.Lots);
        var reserved = ReserveOf(series, words, order.LotHours);
        SpotMoney.Reserve(state, slot, series.Spec.Currency, reserved, events);
        events.Add(
            MessageKind.SpotOrderTaken,
            new SpotOrderTaken(
                words.Account,
                words.Product,
                words.Side,
                words.Reference,
                words.FirstHour,
                words.Hours,
                words.Lots,
                words.Limit,
                reserved
            )
        );
        var metOwn = false;
        while (order.Left > 0 && !metOwn && book.Against(words) is { } resting)
        {
            metOwn = resting.Group == order.Group;
            if (!metOwn)
                Trade(state, series, resting, order, events);
        }

        if (metOwn)
            Leave(state, series, order, SpotOrderEnd.MetOwn, events);
        else if (order.Left == 0)
            Leave(state, series, order, SpotOrderEnd.Filled, events);
        else
            book.Add(order);
        state.RefreshSpotDue();
    }

    public static void Handle(State state, in CancelSpotOrder cancel, Outbox events)
    {
        var slot = state.SlotOf(cancel.Account);
        var series = state.SpotNamed(cancel.Product);
        var order = series?.Book.Of(slot, cancel.Reference);
        if (order is null)
        {
            var (reason, given) =
                slot == 0 ? (RejectReason.UnknownAccount, cancel.Account.Value)
                : series is null ? (RejectReason.UnknownProduct, 0)
                : (RejectReason.UnknownSpotOrder, cancel.Reference);
            CancelOrderHandler.Refuse(MessageKind.CancelSpotOrder, reason, given, 0, events);
            return;
        }

        End(state, series!, order, SpotOrderEnd.TakenBack, events);
        state.RefreshSpotDue();
    }

    /// <summary>The block that is due begins: its orders end, buyers before sellers, best first.</summary>
    public static void Begin(State state, SpotSeries series, Outbox events)
    {
        foreach (var order in series.Book.Next())
            End(state, series, order, SpotOrderEnd.BlockBegan, events);
    }

    /// <summary>All orders of a product end: it has new terms.</summary>
    public static void EndAll(State state, SpotSeries series, Outbox events)
    {
        foreach (var order in series.Book.All())
            End(state, series, order, SpotOrderEnd.TermsChanged, events);
    }

    /// <summary>Accounts are shut out: their orders end, products in the order of definition.</summary>
    public static void ShutOut(State state, List<int> slots, Outbox events)
    {
        foreach (var series in state.SpotProducts)
        {
            foreach (var order in series.Book.All())
            {
                if (slots.Contains(order.Slot))
                    End(state, series, order, SpotOrderEnd.ShutOut, events);
            }
        }
    }

    /// <summary>What so many lot-hours of an order set aside.</summary>
    public static Money ReserveOf(SpotSeries series, in PlaceSpotOrder words, long lotHours) =>
        series.AsideOf(words.Side, words.Limit.Ticks, lotHours);

    // At the price of the order that was there first.
    private static void Trade(State state, SpotSeries series, SpotOrder resting, SpotOrder order, Outbox events)
    {
        var lots = long.Min(resting.Left, order.Left);
        var lotHours = checked(lots * order.Words.Hours);
        var (buyer, seller) = order.Words.Side == Side.Buy ? (order, resting) : (resting, order);
        var paid = series.Worth(resting.Words.Limit.Ticks, lotHours);
        var better = ReserveOf(series, buyer.Words, lotHours) - paid;
        series.Book.Fill(resting, lots);
        order.Left -= lots;
        Certificates.SellReserved(
            state,
            series,
            new(
                SpotVenue.Book,
                buyer.Slot,
                seller.Slot,
                order.Words.FirstHour,
                order.Words.Hours,
                lots,
                paid,
                ReserveOf(series, seller.Words, lotHours)
            ),
            better,
            events
        );
        Fill(state, resting, lots, events);
        if (resting.Left == 0)
            TellEnd(series, resting, SpotOrderEnd.Filled, Money.Zero, events);
        Fill(state, order, lots, events);
    }

    private static void Fill(State state, SpotOrder order, long lots, Outbox events) =>
        events.Add(
            MessageKind.SpotOrderFilled,
            new SpotOrderFilled(
                order.Words.Account,
                order.Words.Product,
                order.Words.Reference,
                state.LastSpotTrade,
                new(lots),
                new(order.Left)
            )
        );

    // A resting order.
    private static void End(State state, SpotSeries series, SpotOrder order, SpotOrderEnd how, Outbox events)
    {
        series.Book.Remove(order);
        Leave(state, series, order, how, events);
    }

    private static void Leave(State state, SpotSeries series, SpotOrder order, SpotOrderEnd how, Outbox events)
    {
        var freed = ReserveOf(series, order.Words, order.LotHours);
        SpotMoney.Free(state, order.Slot, series.Spec.Currency, freed, events);
        TellEnd(series, order, how, freed, events);
    }

    private static void TellEnd(SpotSeries series, SpotOrder order, SpotOrderEnd how, Money freed, Outbox events) =>
        events.Add(
            MessageKind.SpotOrderEnded,
            new SpotOrderEnded(order.Words.Account, series.Name, order.Words.Reference, how, new(order.Left), freed)
        );

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in PlaceSpotOrder words,
        int slot,
        SpotSeries? series
    )
    {
        if (words.Side is not (Side.Buy or Side.Sell))
            return (RejectReason.BadField, (long)words.Side, (long)Side.Sell);
        if (words.Reference <= 0)
            return (RejectReason.BadField, words.Reference, 1);
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (series is null)
            return (RejectReason.UnknownProduct, 0, 0);
        if (series.Book.Of(slot, words.Reference) is not null)
            return (RejectReason.DuplicateSpotOrder, words.Reference, 0);
        var block = AskBlock(state, series, words.FirstHour, words.Hours);
        if (block.Reason != RejectReason.None)
            return block;
        var amount = SpotBids.AskAmount(series.Spec, words.Lots, words.Limit);
        if (amount.Reason != RejectReason.None)
            return amount;
        if (series.Book.CountOf(slot) >= MostOrders)
            return (RejectReason.TooManySpotOrders, MostOrders + 1, MostOrders);
        var lotHours = checked(words.Lots.Lots * words.Hours);
        if (words.Side == Side.Sell && SpotBids.IssuerRoom(state, series, slot) is var room && lotHours > room)
            return (RejectReason.IssuerLimit, lotHours, long.Max(0, room));
        return SpotMoney.Ask(state, slot, series.Spec.Currency, ReserveOf(series, words, lotHours));
    }

    // A standard block is one of the product's lengths, aligned, not begun and not too far ahead.
    private static (RejectReason Reason, long Given, long Limit) AskBlock(
        State state,
        SpotSeries series,
        long firstHour,
        int hours
    )
    {
        var nearest = NearestLength(series.Spec.StandardHours, hours);
        if (nearest == 0 || nearest != hours)
            return (RejectReason.NotAStandardBlock, hours, nearest);
        var next = DeliveryHours.Of(state.Now) + 1;
        var step = hours % 24 == 0 ? 24 : 1;
        var start = series.Spec.DayStartMinutes / 60;
        var (least, most) = (
            AlignUp(next, step, start),
            AlignUp(next + Certificates.MostAhead - step + 1, step, start)
        );
        if (firstHour < least)
            return (RejectReason.HoursOutside, firstHour, least);
        if (firstHour > most)
            return (RejectReason.HoursOutside, firstHour, most);
        var aligned = AlignUp(firstHour, step, start);
        return aligned == firstHour ? default : (RejectReason.BlockNotAligned, firstHour, aligned);
    }

    // Zero: the product has no book. Of two as near the one that is named first.
    private static long NearestLength(IReadOnlyList<long> lengths, int hours)
    {
        long nearest = 0;
        foreach (var length in lengths)
        {
            if (nearest == 0 || long.Abs(length - hours) < long.Abs(nearest - hours))
                nearest = length;
        }

        return nearest;
    }

    // The first hour from this one on that lies so many hours after a multiple of the step.
    private static long AlignUp(long hour, int step, int start)
    {
        var over = (((hour - start) % step) + step) % step;
        return over == 0 ? hour : hour + step - over;
    }
}
