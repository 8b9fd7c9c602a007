// What a TradeCaptureReportRequest asks for.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Why a request is refused.</summary>
/// <param name="Result">TradeRequestResult(749).</param>
internal sealed record QueryFault(int Result, string Text)
{
    public const int UnknownInstrument = 1;
    public const int InvalidParties = 3;
    public const int TypeNotSupported = 8;
    public const int NotAuthorized = 9;
    public const int Other = 99;
}

/// <summary>Criteria; what is null is not asked.</summary>
internal sealed record TradeQuery(string Id, int Type, char Subscription)
{
    public int? Account { get; private set; }

    /// <summary>As it was asked for; an instrument that is not asked is "[N/A]".</summary>
    public string Symbol { get; private set; } = "[N/A]";

    public InstrumentId? Instrument { get; private set; }

    public TradingDate? From { get; private set; }

    public TradingDate? To { get; private set; }

    public long? Order { get; private set; }

    /// <summary>ExecID(17) as it came.</summary>
    public string? Execution { get; private set; }

    public long? Trade { get; private set; }

    public Side Side { get; private set; }

    public QueryFault? Fault { get; private set; }

    public bool Subscribes => Subscription == '1';

    public bool Unsubscribes => Subscription == '2';

    /// <summary>Reads a request that is well formed.</summary>
    public static TradeQuery Read(FixMessage message, VenueViews views)
    {
        FixText.TryInt(message.Get(PostTradeTag.TradeRequestType), out var type);
        var subscription = message.Get(PostTradeTag.SubscriptionRequestType);
        var query = new TradeQuery(
            Text(message.Get(PostTradeTag.TradeRequestID)),
            (int)type,
            subscription.IsEmpty ? '0' : (char)subscription[0]
        );
        if (query.Unsubscribes)
            return query;
        if (query.Type is not (0 or 1))
            query.Fault = new(QueryFault.TypeNotSupported, "569: must be 0 or 1");
        query.Account = Parties.Account(message, out var fault);
        if (fault is not null)
            query.Fault ??= new(QueryFault.InvalidParties, fault);
        query.Days(message);
        query.Ids(message, views);
        return query;
    }

    public bool Wants(in TradeSide side) =>
        (Account is null || side.Account.Value == Account)
        && (Instrument is null || side.Trade.Instrument == Instrument)
        && (From is null || side.Day.CompareTo(From.Value) >= 0)
        && (To is null || side.Day.CompareTo(To.Value) <= 0)
        && (Order is null || side.Order.Value == Order)
        && (Execution is null || side.Id == Execution)
        && (Trade is null || side.Trade.Trade.Value == Trade)
        && (Side == Side.None || side.Side == Side);

    internal static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    private void Days(FixMessage message)
    {
        var dates = new List<TradingDate>();
        for (var at = 0; at < message.Count; at++)
        {
            if (message.Tag(at) is not (PostTradeTag.TradeDate or PostTradeTag.ClearingBusinessDate))
                continue;
            if (FixTime.TryDate(message.Value(at), out var days))
                dates.Add(new((int)days));
        }

        if (dates.Count == 0)
            return;
        (From, To) = (dates.Min(), dates.Max());
    }

    private void Ids(FixMessage message, VenueViews views)
    {
        Order = Number(message, PostTradeTag.OrderID, "37");
        Execution = message.Find(PostTradeTag.ExecID) < 0 ? null : Text(message.Get(PostTradeTag.ExecID));
        Trade = Number(message, PostTradeTag.TrdMatchID, "880");
        Side = message.Get(PostTradeTag.Side) switch
        {
            [(byte)'1'] => Side.Buy,
            [(byte)'2'] => Side.Sell,
            _ => Side.None,
        };
        if (message.Find(PostTradeTag.Symbol) >= 0)
            Named(Text(message.Get(PostTradeTag.Symbol)), views);
        if (message.Find(FixTag.ClOrdID) >= 0)
            Placed(Text(message.Get(FixTag.ClOrdID)), views);
    }

    private void Named(string symbol, VenueViews views)
    {
        Symbol = symbol;
        lock (views.Gate)
            Instrument = views.Board.Of(symbol)?.Id;
        if (Instrument is null)
            Fault ??= new(QueryFault.UnknownInstrument, "55: there is no such instrument");
    }

    // An order's own id names it on its day, and with its account.
    private void Placed(string text, VenueViews views)
    {
        OrderId? order = null;
        if (Account is { } account && ClientOrderId.TryParse(text, out var id))
        {
            lock (views.Gate)
                order = views.OrdersOfDay.Of(new AccountId(account), id)?.Order;
        }

        if (order is { } found)
            Order = found.Value;
        else
            Fault ??= new(QueryFault.Other, "11: names no order of the account today; older ones by 37");
    }

    private long? Number(FixMessage message, int tag, string name)
    {
        if (message.Find(tag) < 0)
            return null;
        if (long.TryParse(Text(message.Get(tag)), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Fault ??= new(QueryFault.Other, $"{name}: must be a number");
        return null;
    }
}
