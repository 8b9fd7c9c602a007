// What a RequestForPositions asks for.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>A request that is well formed; <see cref="Fault"/> says why it is refused all the same.</summary>
internal sealed record PositionQuery(string Id, int Account, TradingDate Day, char Subscription)
{
    public const int BadRequest = 1;
    public const int NothingFound = 2;
    public const int NotAuthorized = 3;
    public const int NotSupported = 4;
    public const int Other = 99;

    public InstrumentId? Instrument { get; private set; }

    /// <summary>PosReqResult(728) and the words; null: nothing is wrong.</summary>
    public (int Result, string Text)? Fault { get; private set; }

    public bool Subscribes => Subscription == '1';

    public bool Unsubscribes => Subscription == '2';

    public static PositionQuery Read(FixMessage message, VenueViews views)
    {
        var isNumber = FixText.TryWhole(message.Get(PostTradeTag.Account), out var account) && account <= int.MaxValue;
        FixTime.TryDate(message.Get(PostTradeTag.ClearingBusinessDate), out var days);
        var subscription = message.Get(PostTradeTag.SubscriptionRequestType);
        var query = new PositionQuery(
            TradeQuery.Text(message.Get(PostTradeTag.PosReqID)),
            isNumber ? (int)account : 0,
            new((int)days),
            subscription.IsEmpty ? '0' : (char)subscription[0]
        );
        if (query.Account == 0)
            query.Fault = (BadRequest, "1: must be the number of an account");
        else if (message.Get(PostTradeTag.PosReqType) is not [(byte)'0'])
            query.Fault = (NotSupported, "724: must be 0");
        else if (message.Find(PostTradeTag.Symbol) >= 0)
            query.Named(TradeQuery.Text(message.Get(PostTradeTag.Symbol)), views);
        return query;
    }

    private void Named(string symbol, VenueViews views)
    {
        lock (views.Gate)
            Instrument = views.Board.Of(symbol)?.Id;
        if (Instrument is null)
            Fault = (BadRequest, "55: there is no such instrument");
    }
}
