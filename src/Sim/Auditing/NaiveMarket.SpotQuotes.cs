// The naive market's requests for quotes: lists of what was asked and of what was answered (SPT-009).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private const int MostSpotRequests = 100;

    // All that were ever made, number 1 first.
    private readonly List<NaiveSpotRequest> _spotRequests = [];
    private readonly List<NaiveSpotQuote> _quotes = [];

    private IEnumerable<NaiveSpotRequest> OpenRequests => _spotRequests.Where(r => r.Open);

    private static Side Answering(NaiveSpotRequest request) => request.Words.Side == Side.Buy ? Side.Sell : Side.Buy;

    // What a side of a trade at a price sets aside.
    private static long Aside(NaiveSpotRequest request, Side side, long ticks) =>
        request.Product.Worth(
            side == Side.Buy ? ticks : request.Product.Terms.CollateralTicks,
            (BigInteger)request.Words.Lots.Lots * request.Words.Hours
        );

    private void Ask(AskSpotQuote words)
    {
        var product = ProductOf(words.Product);
        if (WhyNotAsked(words, product) is { } why)
        {
            Refuse(MessageKind.AskSpotQuote, why.Reason, why.Given, why.Limit);
            return;
        }

        _spotRequests.Add(new(_spotRequests.Count + 1, product!, words));
        Say(
            MessageKind.SpotQuoteAsked,
            new SpotQuoteAsked(
                _spotRequests.Count,
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
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotAsked(AskSpotQuote words, NaiveProduct? product)
    {
        var account = words.Account.Value;
        if (words.Side is not (Side.Buy or Side.Sell))
            return (RejectReason.BadField, (long)words.Side, 2);
        if (words.Reference < 1)
            return (RejectReason.BadField, words.Reference, 1);
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (product is null)
            return (RejectReason.UnknownProduct, 0, 0);
        var mine = OpenRequests.Where(r => r.Words.Account == words.Account).ToList();
        if (mine.Exists(r => r.Words.Reference == words.Reference))
            return (RejectReason.DuplicateSpotRequest, words.Reference, 0);
        if (words.Hours < 1)
            return (RejectReason.TooManyHours, words.Hours, 1);
        if (words.Hours > SpotProduct.MostHours)
            return (RejectReason.TooManyHours, words.Hours, SpotProduct.MostHours);
        var next = DeliveryHours.Of(_now) + 1;
        if (words.FirstHour < next)
            return (RejectReason.HoursOutside, words.FirstHour, next);
        if (words.FirstHour > next + MostAhead)
            return (RejectReason.HoursOutside, words.FirstHour, next + MostAhead);
        if (words.Lots.Lots < 1)
            return (RejectReason.QuantityTooSmall, words.Lots.Lots, 1);
        if (words.Lots.Lots > product.Terms.MaxLots)
            return (RejectReason.QuantityTooLarge, words.Lots.Lots, product.Terms.MaxLots);
        if (words.Until <= _now)
            return (RejectReason.QuoteTimeOutside, words.Until.Nanoseconds, _now.Nanoseconds + 1);
        var begins = DeliveryHours.Begin(words.FirstHour);
        if (words.Until > begins)
            return (RejectReason.QuoteTimeOutside, words.Until.Nanoseconds, begins.Nanoseconds);
        return mine.Count >= MostSpotRequests
            ? (RejectReason.TooManySpotRequests, MostSpotRequests + 1, MostSpotRequests)
            : WhyShut(account);
    }

    private void Give(GiveSpotQuote words)
    {
        var request = _spotRequests.Find(r => r.Number == words.Request);
        if (WhyNotGiven(words, request) is { } why)
        {
            Refuse(MessageKind.GiveSpotQuote, why.Reason, why.Given, why.Limit);
            return;
        }

        var quote = new NaiveSpotQuote(_quotes.Count + 1, request!, words.Account.Value, words.Price.Ticks);
        _quotes.Add(quote);
        var reserve = Aside(request!, Answering(request!), words.Price.Ticks);
        SetAside(words.Account.Value, request!.Product.Terms.Currency, reserve);
        Say(
            MessageKind.SpotQuoteGiven,
            new SpotQuoteGiven(quote.Number, words.Request, words.Account, words.Price, new(reserve))
        );
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotGiven(GiveSpotQuote words, NaiveSpotRequest? request)
    {
        var account = words.Account.Value;
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (WhyNoRequest(words.Request) is { } why)
            return why;
        if (GroupOf(request!.Words.Account.Value).Contains(account))
            return (RejectReason.OwnSpotRequest, words.Request, 0);
        if (QuotesOn(request).Find(q => q.Account == account) is { } other)
            return (RejectReason.DuplicateSpotQuote, words.Request, other.Number);
        return WhyNoAmount(request.Product, request.Words.Lots, words.Price)
            ?? WhyNoSide(request, Answering(request), account, words.Price.Ticks);
    }

    // Issuers have their limit, and everybody sets money aside.
    private (RejectReason Reason, long Given, long Limit)? WhyNoSide(
        NaiveSpotRequest request,
        Side side,
        int account,
        long ticks
    )
    {
        var room = IssuerRoom(request.Product, account);
        return side == Side.Sell && request.LotHours > room
            ? (RejectReason.IssuerLimit, request.LotHours, long.Max(0, room))
            : WhyNotAside(account, request.Product.Terms.Currency, Aside(request, side, ticks));
    }

    private void Accept(TakeSpotQuote words)
    {
        var quote = _quotes.Find(q => q.Number == words.Quote);
        if (WhyNotAccepted(words, quote) is { } why)
        {
            Refuse(MessageKind.TakeSpotQuote, why.Reason, why.Given, why.Limit);
            return;
        }

        var (request, asker, currency) = (quote!.Request, words.Account.Value, quote.Request.Product.Terms.Currency);
        SetAside(asker, currency, Aside(request, request.Words.Side, quote.Ticks));
        var (buyer, seller) = request.Words.Side == Side.Buy ? (asker, quote.Account) : (quote.Account, asker);
        var paid = Aside(request, Side.Buy, quote.Ticks);
        Prepay(buyer, currency, paid);
        Secure(seller, currency, Aside(request, Side.Sell, quote.Ticks));
        Sell(
            request.Product,
            SpotVenue.Quote,
            (buyer, seller),
            (request.Words.FirstHour, request.Words.Hours, request.Words.Lots.Lots),
            paid
        );
        quote.Open = false;
        TellEnd(request, quote, SpotQuoteEnd.Taken, 0);
        EndRequest(request, SpotQuoteEnd.Taken, SpotQuoteEnd.NotTaken);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNotAccepted(TakeSpotQuote words, NaiveSpotQuote? quote)
    {
        if (!_accounts.ContainsKey(words.Account.Value))
            return (RejectReason.UnknownAccount, words.Account.Value, 0);
        if (WhyNoQuote(words.Quote) is { } why)
            return why;
        var request = quote!.Request;
        return request.Words.Account != words.Account
            ? (RejectReason.NotYourSpotQuote, words.Quote, 0)
            : WhyNoSide(request, request.Words.Side, words.Account.Value, quote.Ticks);
    }

    private void Withdraw(WithdrawSpotQuote words)
    {
        const MessageKind command = MessageKind.WithdrawSpotQuote;
        var account = words.Account.Value;
        var quote = _quotes.Find(q => q.Number == words.Quote);
        var request = _spotRequests.Find(r => r.Number == words.Request);
        if (words is { Request: 0, Quote: 0 } or { Request: not 0, Quote: not 0 })
            Refuse(command, RejectReason.BadField, words.Quote, 0);
        else if (!_accounts.ContainsKey(account))
            Refuse(command, RejectReason.UnknownAccount, account, 0);
        else if (words.Quote != 0 && WhyNoQuote(words.Quote) is { } noQuote)
            Refuse(command, noQuote.Reason, noQuote.Given, noQuote.Limit);
        else if (quote is not null && quote.Account != account)
            Refuse(command, RejectReason.NotYourSpotQuote, words.Quote, 0);
        else if (quote is not null)
            EndQuote(quote, SpotQuoteEnd.TakenBack);
        else if (WhyNoRequest(words.Request) is { } noRequest)
            Refuse(command, noRequest.Reason, noRequest.Given, noRequest.Limit);
        else if (request!.Words.Account != words.Account)
            Refuse(command, RejectReason.NotYourSpotRequest, words.Request, 0);
        else
            EndRequest(request, SpotQuoteEnd.TakenBack, SpotQuoteEnd.NotTaken);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNoRequest(long number) =>
        number < 1 || number > _spotRequests.Count ? (RejectReason.UnknownSpotRequest, number, _spotRequests.Count)
        : _spotRequests[(int)number - 1].Open ? null
        : (RejectReason.SpotRequestEnded, number, 0);

    private (RejectReason Reason, long Given, long Limit)? WhyNoQuote(long number) =>
        number < 1 || number > _quotes.Count ? (RejectReason.UnknownSpotQuote, number, _quotes.Count)
        : _quotes[(int)number - 1].Open ? null
        : (RejectReason.SpotQuoteEnded, number, 0);

    private List<NaiveSpotQuote> QuotesOn(NaiveSpotRequest request) =>
        [.. _quotes.Where(q => q.Open && q.Request == request)];

    private void EndQuote(NaiveSpotQuote quote, SpotQuoteEnd how)
    {
        quote.Open = false;
        var freed = Aside(quote.Request, Answering(quote.Request), quote.Ticks);
        SetFree(quote.Account, quote.Request.Product.Terms.Currency, freed);
        TellEnd(quote.Request, quote, how, freed);
    }

    private void EndRequest(NaiveSpotRequest request, SpotQuoteEnd how, SpotQuoteEnd quotes)
    {
        foreach (var quote in QuotesOn(request))
            EndQuote(quote, quotes);
        request.Open = false;
        TellEnd(request, null, how, 0);
    }

    private void TellEnd(NaiveSpotRequest request, NaiveSpotQuote? quote, SpotQuoteEnd how, long freed) =>
        Say(
            MessageKind.SpotQuoteEnded,
            new SpotQuoteEnded(
                request.Number,
                quote?.Number ?? 0,
                new(quote?.Account ?? request.Words.Account.Value),
                how,
                new(freed)
            )
        );

    // A newer document: what was asked and offered was meant for other terms.
    private void EndDealings(NaiveProduct product)
    {
        foreach (var order in InBook(product))
            EndSpotOrder(product, order, SpotOrderEnd.TermsChanged);
        foreach (var request in OpenRequests.Where(r => r.Product == product).ToList())
            EndRequest(request, SpotQuoteEnd.TermsChanged, SpotQuoteEnd.TermsChanged);
    }

    // A member is in default: its accounts' orders, quotes and requests end.
    private void EndDealings(List<int> accounts)
    {
        foreach (var product in _products)
        {
            foreach (var order in InBook(product).Where(o => accounts.Contains(o.Words.Account.Value)))
                EndSpotOrder(product, order, SpotOrderEnd.ShutOut);
        }

        foreach (var request in OpenRequests.ToList())
        {
            foreach (var quote in QuotesOn(request).Where(q => accounts.Contains(q.Account)))
                EndQuote(quote, SpotQuoteEnd.ShutOut);
            if (accounts.Contains(request.Words.Account.Value))
                EndRequest(request, SpotQuoteEnd.ShutOut, SpotQuoteEnd.NotTaken);
        }
    }
}
