// The methods of the Deribit-style door that change orders: its words into those of the REST door, whose path they go.
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>An order method refuses a parameter that it does not know: what it would mean is not known
/// either.</summary>
internal sealed class TradeMethods(Door door, AccountHistory history)
{
    private static readonly string[] _placing =
    [
        "instrument_name",
        "amount",
        "contracts",
        "type",
        "price",
        "label",
        "time_in_force",
        "post_only",
        "reject_post_only",
        "reduce_only",
        "max_show",
        "trigger",
        "trigger_price",
        "stop_price",
        "valid_until",
    ];

    private static readonly string[] _editing = ["order_id", "amount", "contracts", "price", "valid_until"];

    private static readonly SortedDictionary<string, string> _types = new(StringComparer.Ordinal)
    {
        ["limit"] = "limit",
        ["market"] = "market",
        ["market_limit"] = "market-to-limit",
        ["stop_limit"] = "stop-limit",
        ["stop_market"] = "stop",
    };

    private static readonly SortedDictionary<string, string> _lives = new(StringComparer.Ordinal)
    {
        ["good_til_cancelled"] = "gtc",
        ["good_til_day"] = "day",
        ["fill_or_kill"] = "fok",
        ["immediate_or_cancel"] = "fak",
    };

    private readonly VenueViews _views = door.Views;

    public IEnumerable<(string Name, Func<RpcCall, RpcAnswer> Do)> Placing =>
        [
            ("private/buy", call => Place(call, "buy")),
            ("private/sell", call => Place(call, "sell")),
            ("private/edit", Edit),
        ];

    public IEnumerable<(string Name, Func<RpcCall, RpcAnswer> Do)> Cancelling =>
        [
            ("private/cancel", Cancel),
            ("private/cancel_by_label", CancelByLabel),
            ("private/cancel_all", call => CancelMany(call, new JsonObject())),
            ("private/cancel_all_by_instrument", CancelInstrument),
            ("private/cancel_all_by_currency", CancelCurrency),
        ];

    private RpcAnswer Place(RpcCall call, string side)
    {
        Known(call, _placing);
        var type = call.Text("type") ?? "limit";
        // What a market order does not find at once is taken off, whatever its life.
        var life = call.Text("time_in_force") ?? (type == "market" ? "immediate_or_cancel" : "good_til_cancelled");
        if (!_types.TryGetValue(type, out var ourType))
            return RpcFault.NotHere("type", type, string.Join(", ", _types.Keys));
        if (!_lives.TryGetValue(life, out var ourLife))
            return RpcFault.NotHere("time_in_force", life, string.Join(", ", _lives.Keys));
        var stops = ourType is "stop" or "stop-limit";
        if (stops && call.Text("trigger") is { } trigger and not "last_price")
            return RpcFault.NotHere("trigger", trigger, "last_price");
        var lots = Amount(call);
        var order = new JsonObject
        {
            ["account"] = call.Account,
            ["symbol"] = call.Needed("instrument_name"),
            ["side"] = side,
            ["type"] = ourType,
            ["timeInForce"] = ourLife,
            // Clients send a price with market orders, too; it means nothing there.
            ["price"] = ourType is "limit" or "stop-limit" ? Price(call, "price") : null,
            ["stopPrice"] = stops
                ? Price(call, call.Text("trigger_price") is null ? "stop_price" : "trigger_price")
                : null,
            ["lots"] = lots,
            // What shows all of it hides nothing.
            ["display"] = call.Whole("max_show", 1, long.MaxValue) is { } shown && shown < lots ? shown : null,
            ["postOnly"] = call.Flag("post_only"),
            ["closeOnly"] = call.Flag("reduce_only"),
            ["validUntil"] = Until(call),
            ["clientOrderId"] = call.Text("label") ?? NewId(),
        };
        call.Flag("reject_post_only");
        if (call.Fault is { } fault)
            return fault;
        if (call.Session is { } session && SessionOf(session, call.Guest!) is { } refused)
            return refused;
        var (shape, wrong) = Done(OrderEntry.Place(door, new(Bytes(order)), call.Session?.MarketSession ?? 0));
        return wrong is not null ? wrong : WithTrades(shape!.Order);
    }

    private RpcAnswer Edit(RpcCall call)
    {
        Known(call, _editing);
        var id = OrderOf(call);
        var change = new JsonObject
        {
            ["account"] = call.Account,
            ["lots"] = Amount(call),
            ["price"] = Price(call, "price"),
            ["validUntil"] = Until(call),
        };
        if (call.Fault is { } fault)
            return fault;
        var (shape, wrong) = Done(OrderEntry.Amend(door, id, new(Bytes(change))));
        return wrong is not null ? wrong : WithTrades(shape!.Order);
    }

    private RpcAnswer Cancel(RpcCall call)
    {
        var id = OrderOf(call);
        if (call.Fault is { } fault)
            return fault;
        var (shape, wrong) = Done(OrderEntry.Cancel(door, id, call.Account, default));
        return wrong is not null ? wrong : Shape(shape!.Order);
    }

    private RpcAnswer CancelByLabel(RpcCall call)
    {
        var label = call.Needed("label");
        if (call.Fault is { } fault)
            return fault;
        if (!ClientOrderId.TryParse(label, out var id))
            return (JsonNode)0L;
        var (_, wrong) = Done(OrderEntry.Cancel(door, call.Account, id));
        if (wrong is { Error.Code: "UNKNOWN_ORDER" })
            return (JsonNode)0L;
        return wrong is not null ? wrong : (JsonNode)1L;
    }

    private RpcAnswer CancelInstrument(RpcCall call)
    {
        var row = PublicMethods.RowOf(_views, call);
        return row is null ? call.Fault! : CancelMany(call, new() { ["symbol"] = row.Terms.Symbol });
    }

    private RpcAnswer CancelCurrency(RpcCall call)
    {
        var (currency, kind) = (call.Needed("currency"), call.Text("kind"));
        if (call.Fault is { } fault)
            return fault;
        List<string> symbols;
        lock (_views.Gate)
            symbols =
            [
                .. _views
                    .Orders.Of(new AccountId(call.Account))
                    .Select(o => _views.Board.Of(o.Instrument).Terms)
                    .Where(t => InstrumentShapes.IsOf(t, currency, kind))
                    .Select(t => t.Symbol)
                    .Distinct(),
            ];
        long count = 0;
        foreach (var symbol in symbols)
        {
            var one = CancelMany(call, new() { ["symbol"] = symbol });
            if (one.Fault is not null)
                return one;
            count += one.Result!.GetValue<long>();
        }

        return (JsonNode)count;
    }

    private RpcAnswer CancelMany(RpcCall call, JsonObject which)
    {
        which["account"] = call.Account;
        var (shape, wrong) = Done(ManyOrders.Cancel(door, new(Bytes(which))));
        return wrong is not null ? wrong : (JsonNode)(long)shape!.Orders.Count;
    }

    // A request of this interface is answered on the thread that took it: one at a time a connection, as its clients
    // expect.
    private static T Done<T>(ValueTask<T> answer) => answer.AsTask().GetAwaiter().GetResult();

    /// <summary>The market's session of a connection begins with its first order, so that its end can take them
    /// off.</summary>
    public RpcFault? SessionOf(RpcSession session, Guest guest)
    {
        if (session.MarketSession != 0)
            return null;
        var begin = new BeginSession(Name24.Of(guest.Key), Name24.Of("deribit"));
        var answer = door.Venue.Ask(MessageKind.BeginSession, begin);
        if (answer.Status != AnswerStatus.Taken)
            return RpcFault.Of(WireFault.NotTaken(answer.Status).For(WireFault.NotAccepted));
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.SessionBegun)
                session.MarketSession = entry.As<SessionBegun>().Session;
        }

        // A market of an older release has no sessions: its orders stay.
        return session.MarketSession == 0
            ? RpcFault.Of(WireFault.Refused(RejectReason.NotACommand, null, null).For(WireFault.NotAccepted))
            : null;
    }

    /// <summary>A connection is gone.</summary>
    public void End(RpcSession session)
    {
        if (session.MarketSession is var number and not 0)
            door.Venue.Ask(
                MessageKind.EndSession,
                new EndSession(number, (byte)(session.CancelOnDisconnect == CancelScopes.Connection ? 1 : 0))
            );
        if (session is { CancelOnDisconnect: CancelScopes.Account, Guest: { } guest })
            door.Venue.Ask(
                MessageKind.MassCancel,
                new MassCancel(new(guest.Account), CancelScope.Account, Side.None, default, default)
            );
    }

    /// <summary>An order as its account sees it; null: there is none of that number, or it is another's.</summary>
    public OwnOrder? Find(int account, long order) =>
        history.Of(new OrderId(order)) is { } found && found.Account.Value == account ? found : null;

    /// <summary>The order that a parameter names.</summary>
    public static long OrderOf(RpcCall call)
    {
        var text = call.Needed("order_id");
        if (call.Fault is null && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            call.Blame(RpcFault.Of(WireFault.Refused(RejectReason.UnknownOrder, "order", text)));
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : 0;
    }

    private RpcAnswer Shape(long order)
    {
        var found = history.Of(new OrderId(order)) ?? throw new InvalidOperationException($"order {order} is nowhere");
        lock (_views.Gate)
            return AccountShapes.Order(_views, found);
    }

    private RpcAnswer WithTrades(long order)
    {
        var found = history.Of(new OrderId(order)) ?? throw new InvalidOperationException($"order {order} is nowhere");
        var trades = history.Trades(found.Account.Value).Where(t => t.Order == found.Order).Reverse().ToList();
        lock (_views.Gate)
            return new JsonObject
            {
                ["order"] = AccountShapes.Order(_views, found),
                ["trades"] = new JsonArray([.. trades.Select(t => AccountShapes.Trade(_views, t, found))]),
            };
    }

    private static void Known(RpcCall call, string[] known)
    {
        if (call.Other(known) is { } other)
            call.Blame(RpcFault.Of(WireFault.UnknownField(other, call.Text(other) ?? "")));
    }

    private static string? Price(RpcCall call, string name) => call.Decimal(name) is { } p ? Words.Plain(p) : null;

    private static long? Amount(RpcCall call)
    {
        var (amount, contracts) = (Read("amount"), Read("contracts"));
        if (call.Fault is null && amount is null && contracts is null)
            call.Needed("amount");
        if (amount is not null && contracts is not null && amount != contracts)
            call.Blame(RpcFault.Bad("contracts", call.Text("contracts"), "Is another than the amount."));
        return amount ?? contracts;

        long? Read(string name) => call.Whole(name, long.MinValue, long.MaxValue);
    }

    private static string? Until(RpcCall call) =>
        call.Whole("valid_until", 1, long.MaxValue / 1_000_000) is { } moment
            ? new Instant(moment * 1_000_000).ToString()
            : null;

    private static string NewId() => AccountShapes.NoLabel + Guid.NewGuid().ToString("N");

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());
}
