// Requests for quotes on odd blocks: asked, answered, taken, withdrawn, ended by the calendar.
using Tokenbourse.Market.Spot;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="AskSpotQuote"/>, <see cref="GiveSpotQuote"/>, <see cref="TakeSpotQuote"/> and
/// <see cref="WithdrawSpotQuote"/> (rule SPT-009).</summary>
internal static class SpotQuotes
{
    /// <summary>Open requests of one account.</summary>
    public const int MostRequests = 100;

    public static void Handle(State state, in AskSpotQuote words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var series = state.SpotNamed(words.Product);
        var (reason, given, limit) = Ask(state, words, slot, series);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.AskSpotQuote, reason, given, limit, events);
            return;
        }

        var product = state.SpotProducts.IndexOf(series!) + 1;
        var request = state.SpotRequests.Ask(product, slot, state.GroupOf(slot), words);
        events.Add(
            MessageKind.SpotQuoteAsked,
            new SpotQuoteAsked(
                request.Number,
                words.Account,
                words.Product,
                words.Side,
                words.Reference,
                words.FirstHour,
                words.Hours,
                words.Lots,
                words.Until
            )
        );
        state.RefreshSpotDue();
    }

    public static void Handle(State state, in GiveSpotQuote words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var request = state.SpotRequests.Of(words.Request);
        var (reason, given, limit) = Ask(state, words, slot, request);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.GiveSpotQuote, reason, given, limit, events);
            return;
        }

        var quote = state.SpotRequests.Give(request!, slot, words.Price.Ticks);
        var series = SeriesOf(state, request!);
        var reserved = ReserveOf(series, quote);
        SpotMoney.Reserve(state, slot, series.Spec.Currency, reserved, events);
        events.Add(
            MessageKind.SpotQuoteGiven,
            new SpotQuoteGiven(quote.Number, words.Request, words.Account, words.Price, reserved)
        );
    }

    public static void Handle(State state, in TakeSpotQuote words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var quote = state.SpotRequests.Quote(words.Quote);
        var (reason, given, limit) = Ask(state, words, slot, quote);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.TakeSpotQuote, reason, given, limit, events);
            return;
        }

        var request = quote!.Request;
        var series = SeriesOf(state, request);
        SpotMoney.Reserve(state, slot, series.Spec.Currency, TakersReserve(series, quote), events);
        state.SpotRequests.Remove(quote);
        var asked = request.Words;
        var (buyer, seller) = asked.Side == Side.Buy ? (slot, quote.Slot) : (quote.Slot, slot);
        Certificates.SellReserved(
            state,
            series,
            new(
                SpotVenue.Quote,
                buyer,
                seller,
                asked.FirstHour,
                asked.Hours,
                asked.Lots.Lots,
                series.AsideOf(Side.Buy, quote.Ticks, request.LotHours),
                series.AsideOf(Side.Sell, quote.Ticks, request.LotHours)
            ),
            Money.Zero,
            events
        );
        TellEnd(state, quote, SpotQuoteEnd.Taken, Money.Zero, events);
        End(state, request, SpotQuoteEnd.Taken, SpotQuoteEnd.NotTaken, events);
        state.RefreshSpotDue();
    }

    public static void Handle(State state, in WithdrawSpotQuote words, Outbox events)
    {
        var slot = state.SlotOf(words.Account);
        var request = state.SpotRequests.Of(words.Request);
        var quote = state.SpotRequests.Quote(words.Quote);
        var (reason, given, limit) = Ask(state, words, slot, request, quote);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.WithdrawSpotQuote, reason, given, limit, events);
            return;
        }

        if (quote is not null)
            End(state, quote, SpotQuoteEnd.TakenBack, events);
        else
            End(state, request!, SpotQuoteEnd.TakenBack, SpotQuoteEnd.NotTaken, events);
        state.RefreshSpotDue();
    }

    /// <summary>The time of the request that is due has passed.</summary>
    public static void Lapse(State state, Outbox events) =>
        End(state, state.SpotRequests.Next(), SpotQuoteEnd.Lapsed, SpotQuoteEnd.Lapsed, events);

    /// <summary>All requests for a product end: it has new terms.</summary>
    public static void EndAll(State state, SpotSeries series, Outbox events)
    {
        foreach (var request in new List<SpotRequest>(state.SpotRequests.Open))
        {
            if (SeriesOf(state, request) == series)
                End(state, request, SpotQuoteEnd.TermsChanged, SpotQuoteEnd.TermsChanged, events);
        }
    }

    /// <summary>Accounts are shut out: their requests and quotes end, by number of the request.</summary>
    public static void ShutOut(State state, List<int> slots, Outbox events)
    {
        foreach (var request in new List<SpotRequest>(state.SpotRequests.Open))
        {
            foreach (var quote in new List<SpotQuote>(request.Quotes))
            {
                if (slots.Contains(quote.Slot))
                    End(state, quote, SpotQuoteEnd.ShutOut, events);
            }

            if (slots.Contains(request.Slot))
                End(state, request, SpotQuoteEnd.ShutOut, SpotQuoteEnd.NotTaken, events);
        }
    }

    /// <summary>What a quote sets aside.</summary>
    public static Money ReserveOf(SpotSeries series, SpotQuote quote) =>
        series.AsideOf(quote.Request.MakersSide, quote.Ticks, quote.Request.LotHours);

    private static Money TakersReserve(SpotSeries series, SpotQuote quote) =>
        series.AsideOf(quote.Request.Words.Side, quote.Ticks, quote.Request.LotHours);

    private static SpotSeries SeriesOf(State state, SpotRequest request) => state.SpotProducts[request.Product - 1];

    // Its quotes first, in the order in which they were given.
    private static void End(State state, SpotRequest request, SpotQuoteEnd how, SpotQuoteEnd quotes, Outbox events)
    {
        foreach (var quote in new List<SpotQuote>(request.Quotes))
            End(state, quote, quotes, events);
        state.SpotRequests.Remove(request);
        events.Add(
            MessageKind.SpotQuoteEnded,
            new SpotQuoteEnded(request.Number, 0, request.Words.Account, how, Money.Zero)
        );
    }

    private static void End(State state, SpotQuote quote, SpotQuoteEnd how, Outbox events)
    {
        var series = SeriesOf(state, quote.Request);
        var freed = ReserveOf(series, quote);
        state.SpotRequests.Remove(quote);
        SpotMoney.Free(state, quote.Slot, series.Spec.Currency, freed, events);
        TellEnd(state, quote, how, freed, events);
    }

    private static void TellEnd(State state, SpotQuote quote, SpotQuoteEnd how, Money freed, Outbox events) =>
        events.Add(
            MessageKind.SpotQuoteEnded,
            new SpotQuoteEnded(quote.Request.Number, quote.Number, state.AccountAt(quote.Slot), how, freed)
        );

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in AskSpotQuote words,
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
        if (state.SpotRequests.HasReference(slot, words.Reference))
            return (RejectReason.DuplicateSpotRequest, words.Reference, 0);
        if (words.Hours < 1 || words.Hours > SpotProduct.MostHours)
            return (RejectReason.TooManyHours, words.Hours, words.Hours < 1 ? 1 : SpotProduct.MostHours);
        var next = DeliveryHours.Of(state.Now) + 1;
        if (words.FirstHour < next)
            return (RejectReason.HoursOutside, words.FirstHour, next);
        if (words.FirstHour > next + Certificates.MostAhead)
            return (RejectReason.HoursOutside, words.FirstHour, next + Certificates.MostAhead);
        if (words.Lots.Lots <= 0)
            return (RejectReason.QuantityTooSmall, words.Lots.Lots, 1);
        if (words.Lots.Lots > series.Spec.MaxLots)
            return (RejectReason.QuantityTooLarge, words.Lots.Lots, series.Spec.MaxLots);
        var begin = DeliveryHours.Begin(words.FirstHour);
        if (words.Until <= state.Now)
            return (RejectReason.QuoteTimeOutside, words.Until.Nanoseconds, state.Now.Nanoseconds + 1);
        if (words.Until > begin)
            return (RejectReason.QuoteTimeOutside, words.Until.Nanoseconds, begin.Nanoseconds);
        if (state.SpotRequests.CountOf(slot) >= MostRequests)
            return (RejectReason.TooManySpotRequests, MostRequests + 1, MostRequests);
        return
            SpotMoney.Ask(state, slot, series.Spec.Currency, Money.Zero)
                is { Reason: not RejectReason.InsufficientFunds } shut
            ? shut
            : default;
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in GiveSpotQuote words,
        int slot,
        SpotRequest? request
    )
    {
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (request is null)
            return NoRequest(state, words.Request);
        if (request.Group == state.GroupOf(slot))
            return (RejectReason.OwnSpotRequest, words.Request, 0);
        if (request.QuoteOf(slot) is { } other)
            return (RejectReason.DuplicateSpotQuote, words.Request, other.Number);
        var series = SeriesOf(state, request);
        var amount = SpotBids.AskAmount(series.Spec, request.Words.Lots, words.Price);
        if (amount.Reason != RejectReason.None)
            return amount;
        if (
            request.MakersSide == Side.Sell
            && SpotBids.IssuerRoom(state, series, slot) is var room
            && request.LotHours > room
        )
            return (RejectReason.IssuerLimit, request.LotHours, long.Max(0, room));
        var reserve = series.AsideOf(request.MakersSide, words.Price.Ticks, request.LotHours);
        return SpotMoney.Ask(state, slot, series.Spec.Currency, reserve);
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in TakeSpotQuote words,
        int slot,
        SpotQuote? quote
    )
    {
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (quote is null)
            return NoQuote(state, words.Quote);
        var request = quote.Request;
        if (request.Slot != slot)
            return (RejectReason.NotYourSpotQuote, words.Quote, 0);
        var series = SeriesOf(state, request);
        if (
            request.Words.Side == Side.Sell
            && SpotBids.IssuerRoom(state, series, slot) is var room
            && request.LotHours > room
        )
            return (RejectReason.IssuerLimit, request.LotHours, long.Max(0, room));
        return SpotMoney.Ask(state, slot, series.Spec.Currency, TakersReserve(series, quote));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(
        State state,
        in WithdrawSpotQuote words,
        int slot,
        SpotRequest? request,
        SpotQuote? quote
    )
    {
        // One of the two is named.
        if ((words.Request == 0) == (words.Quote == 0))
            return (RejectReason.BadField, words.Quote, 0);
        if (slot == 0)
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (words.Quote != 0)
            return quote is null ? NoQuote(state, words.Quote)
                : quote.Slot == slot ? default
                : (RejectReason.NotYourSpotQuote, words.Quote, 0);
        return request is null ? NoRequest(state, words.Request)
            : request.Slot == slot ? default
            : (RejectReason.NotYourSpotRequest, words.Request, 0);
    }

    private static (RejectReason Reason, long Given, long Limit) NoRequest(State state, long number) =>
        number > 0 && number <= state.SpotRequests.Last
            ? (RejectReason.SpotRequestEnded, number, 0)
            : (RejectReason.UnknownSpotRequest, number, state.SpotRequests.Last);

    private static (RejectReason Reason, long Given, long Limit) NoQuote(State state, long number) =>
        number > 0 && number <= state.SpotRequests.LastQuote
            ? (RejectReason.SpotQuoteEnded, number, 0)
            : (RejectReason.UnknownSpotQuote, number, state.SpotRequests.LastQuote);
}
