// The private methods of the Deribit-style door that read: orders, trades, positions, money of the caller's account.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Orders and trades reach back about a day of the venue's time; live orders are there whatever their
/// age.</summary>
internal sealed class PrivateMethods(IVenue venue, AccountHistory history, TradeMethods trading)
{
    private readonly VenueViews _views = venue.Views;

    public IEnumerable<(string Name, Func<RpcCall, RpcAnswer> Do)> All =>
        [
            ("private/get_order_state", State),
            ("private/get_open_orders", call => Orders(call, history.Open)),
            ("private/get_open_orders_by_currency", call => Orders(call, history.Open, "currency")),
            ("private/get_open_orders_by_instrument", call => Orders(call, history.Open, "instrument_name")),
            ("private/get_open_orders_by_label", call => Orders(call, history.Open, "label")),
            ("private/get_order_state_by_label", call => Orders(call, Every, "label")),
            ("private/get_order_history_by_currency", call => Orders(call, history.Ended, "currency")),
            ("private/get_order_history_by_instrument", call => Orders(call, history.Ended, "instrument_name")),
            ("private/get_user_trades_by_order", OfOrder),
            ("private/get_user_trades_by_currency", call => Trades(call, "currency")),
            ("private/get_user_trades_by_currency_and_time", call => Trades(call, "currency")),
            ("private/get_user_trades_by_instrument", call => Trades(call, "instrument_name")),
            ("private/get_user_trades_by_instrument_and_time", call => Trades(call, "instrument_name")),
            ("private/get_positions", Positions),
            ("private/get_position", Position),
            ("private/get_account_summary", Summary),
            ("private/get_account_summaries", Summaries),
        ];

    private RpcAnswer State(RpcCall call)
    {
        var id = TradeMethods.OrderOf(call);
        if (call.Fault is { } fault)
            return fault;
        if (trading.Find(call.Account, id) is not { } order)
            return WireFault.Refused(RejectReason.UnknownOrder, "order", Words.Of(id));
        lock (_views.Gate)
            return AccountShapes.Order(_views, order);
    }

    private List<OwnOrder> Every(int account) => [.. history.Open(account), .. history.Ended(account)];

    private RpcAnswer Orders(RpcCall call, Func<int, IReadOnlyList<OwnOrder>> read, string? by = null)
    {
        var which = Which(call, by);
        var count = (int)(call.Whole("count", 1, AccountHistory.Kept) ?? AccountHistory.Kept);
        var offset = (int)(call.Whole("offset", 0, AccountHistory.Kept) ?? 0);
        var label = by == "label" ? call.Text("label") : null;
        if (call.Fault is { } fault)
            return fault;
        var orders = read(call.Account);
        lock (_views.Gate)
            return new JsonArray([
                .. orders
                    .Where(o => which(_views.Board.Of(o.Instrument).Terms))
                    .Where(o => label is null || AccountShapes.LabelOf(o.ClientOrderId) == label)
                    .Skip(offset)
                    .Take(count)
                    .Select(o => AccountShapes.Order(_views, o)),
            ]);
    }

    private RpcAnswer OfOrder(RpcCall call)
    {
        var id = TradeMethods.OrderOf(call);
        if (call.Fault is { } fault)
            return fault;
        var trades = history.Trades(call.Account).Where(t => t.Order.Value == id).Reverse().ToList();
        return Told(trades);
    }

    private RpcAnswer Trades(RpcCall call, string by)
    {
        var which = Which(call, by);
        var (from, to, count, oldest) = PublicMethods.Window(call);
        if (call.Fault is { } fault)
            return fault;
        List<OwnTrade> found;
        var trades = history.Trades(call.Account);
        lock (_views.Gate)
            found =
            [
                .. trades
                    .Where(t => which(_views.Board.Of(t.Instrument).Terms))
                    .Where(t => Spell.Time(t.Time) >= from && Spell.Time(t.Time) <= to),
            ];
        if (oldest)
            found.Reverse();
        return new JsonObject { ["trades"] = Told([.. found.Take(count)]), ["has_more"] = found.Count > count };
    }

    private JsonArray Told(List<OwnTrade> trades)
    {
        var orders = trades.Select(t => history.Of(t.Order)).ToList();
        lock (_views.Gate)
            return new([.. trades.Zip(orders, (t, o) => AccountShapes.Trade(_views, t, o))]);
    }

    private RpcAnswer Positions(RpcCall call)
    {
        lock (_views.Gate)
            return AccountShapes.Positions(_views, call.Account, call.Text("currency"), call.Text("kind"));
    }

    private RpcAnswer Position(RpcCall call)
    {
        if (PublicMethods.RowOf(_views, call) is not { } row)
            return call.Fault!;
        lock (_views.Gate)
            return AccountShapes.Position(_views, call.Account, row);
    }

    private RpcAnswer Summary(RpcCall call)
    {
        var asked = call.Needed("currency");
        if (call.Fault is { } fault)
            return fault;
        lock (_views.Gate)
        {
            foreach (var currency in AccountShapes.CurrenciesOf(_views, call.Account))
            {
                if (string.Equals(asked, currency.ToString(), StringComparison.OrdinalIgnoreCase))
                    return AccountShapes.Summary(_views, call.Account, currency);
            }

            var known = AccountShapes.CurrenciesOf(_views, call.Account);
            return RpcFault.Bad("currency", asked, "There is no such currency.", string.Join(", ", known));
        }
    }

    private RpcAnswer Summaries(RpcCall call)
    {
        lock (_views.Gate)
        {
            var who = _views.Statements.Account(new(call.Account));
            var all = AccountShapes.CurrenciesOf(_views, call.Account).ToList();
            return new JsonObject
            {
                ["id"] = call.Account,
                ["username"] = who?.Name,
                ["system_name"] = who?.Name,
                ["type"] = "main",
                ["summaries"] = new JsonArray([.. all.Select(c => AccountShapes.Summary(_views, call.Account, c))]),
            };
        }
    }

    private Func<InstrumentDocument, bool> Which(RpcCall call, string? by)
    {
        var (kind, currency) = (call.Text("kind"), call.Text("currency"));
        if (by == "instrument_name")
        {
            var number = PublicMethods.RowOf(_views, call)?.Terms.Instrument;
            return terms => terms.Instrument == number;
        }

        if (by is not null)
            call.Needed(by);
        return terms => InstrumentShapes.IsOf(terms, currency, kind);
    }
}
