// An account as the Deribit-style door tells it: orders, trades, positions, money.
using System.Globalization;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Who calls holds the views' gate.</summary>
internal static class AccountShapes
{
    /// <summary>Ids that the door gives to orders without a label begin so.</summary>
    public const string NoLabel = "drb-";

    private static readonly Currency[] _currencies = [Currency.CNY, Currency.USD, Currency.EUR];

    public static JsonObject Order(VenueViews views, OwnOrder o)
    {
        var terms = views.Board.Of(o.Instrument).Terms;
        var stops = o.Type is OrderType.Stop or OrderType.StopLimit;
        var postOnly = (o.Flags & OrderFlags.PostOnly) != 0;
        var shape = new JsonObject
        {
            ["order_id"] = Words.Of(o.Order.Value),
            ["order_state"] = StateOf(o),
            ["order_type"] = Spell.Type(o.Type),
            ["instrument_name"] = terms.Symbol,
            ["direction"] = Spell.Side(o.Side),
            ["price"] = o.Price is { } price ? Spell.Price(price, terms) : "market_price",
            ["amount"] = o.Lots,
            ["contracts"] = o.Lots,
            ["filled_amount"] = o.Filled,
            ["average_price"] = o.TicksTimesLots is { } sum ? Spell.Average(sum, o.Filled, terms) : null,
            ["time_in_force"] = Spell.Life(o.Life),
            ["post_only"] = postOnly,
            ["reject_post_only"] = postOnly,
            ["reduce_only"] = (o.Flags & OrderFlags.CloseOnly) != 0,
            ["is_liquidation"] = (o.Flags & OrderFlags.Forced) != 0,
            ["max_show"] = o.Display == 0 ? o.Lots : o.Display,
            ["label"] = LabelOf(o.ClientOrderId),
            ["replaced"] = o.Amended,
            ["creation_timestamp"] = Spell.Time(o.Created),
            ["last_update_timestamp"] = Spell.Time(o.Updated),
            ["api"] = true,
            ["web"] = false,
        };
        if (o.Gone != CancelReason.None)
            shape["cancel_reason"] = ReasonOf(o.Gone);
        if (!stops)
            return shape;
        shape["trigger"] = "last_price";
        shape["triggered"] = o.Elected;
        shape["trigger_price"] = Spell.Price(o.StopPrice, terms);
        shape["stop_price"] = Spell.Price(o.StopPrice, terms);
        return shape;
    }

    public static JsonObject Trade(VenueViews views, OwnTrade t, OwnOrder? order)
    {
        var terms = views.Board.Of(t.Instrument).Terms;
        var shape = new JsonObject
        {
            ["trade_id"] = MarketShapes.TradeId(t.Trade, t.Sequence, terms),
            ["trade_seq"] = t.Sequence,
            ["order_id"] = t.Order.Value == 0 ? null : Words.Of(t.Order.Value),
            ["order_type"] = order is null ? null : Spell.Type(order.Type),
            ["instrument_name"] = terms.Symbol,
            ["direction"] = Spell.Side(t.Side),
            ["price"] = Spell.Price(t.Price, terms),
            ["amount"] = t.Lots,
            ["contracts"] = t.Lots,
            ["fee"] = Spell.Money(t.Fee),
            ["fee_currency"] = terms.Currency.ToString(),
            ["liquidity"] =
                t.Aggressor == Side.None ? null
                : t.Aggressor == t.Side ? "T"
                : "M",
            ["self_trade"] = t.WithItself,
            ["timestamp"] = Spell.Time(t.Time),
        };
        if (order is not null)
            (shape["state"], shape["label"]) = (StateOf(order), LabelOf(order.ClientOrderId));
        return shape;
    }

    public static JsonObject Position(VenueViews views, int account, BoardRow row)
    {
        var terms = row.Terms;
        var held = Held.Of(views, new(account), row);
        var floating = Spell.Minor(held.FloatMinor);
        return new()
        {
            ["instrument_name"] = terms.Symbol,
            ["kind"] = InstrumentShapes.KindOf(terms),
            ["direction"] =
                held.Net > 0 ? "buy"
                : held.Net < 0 ? "sell"
                : "zero",
            ["size"] = held.Net,
            ["size_currency"] = held.Net * terms.LotSize,
            ["average_price"] = Spell.Average(held.TicksTimesLots, held.Net, terms),
            ["mark_price"] = Spell.Price(MarketShapes.MarkOf(row), terms),
            ["index_price"] = MarketShapes.IndexOf(views, terms),
            ["settlement_price"] = Spell.Price(row.Settlement, terms),
            ["floating_profit_loss"] = floating,
            ["total_profit_loss"] = floating.DeepClone(),
            ["delta"] = held.Net,
        };
    }

    /// <summary>Positions that are not flat, in the order of listing.</summary>
    public static JsonArray Positions(VenueViews views, int account, string? currency, string? kind) =>
        new([
            .. views
                .Board.Live.Where(r =>
                    InstrumentShapes.IsOf(r.Terms, currency, kind) && views.Statements.Net(new(account), r.Id) != 0
                )
                .Select(r => Position(views, account, r)),
        ]);

    /// <summary>Currencies in which the account has money, or in which anything is settled.</summary>
    public static IEnumerable<Currency> CurrenciesOf(VenueViews views, int account) =>
        _currencies.Where(c =>
            views.Board.Rows.Any(r => r.Terms.Currency == c)
            || views.Statements.Open(new(account), c).Cash.Closing != Money.Zero
        );

    /// <summary>Money of an account in one currency. Margin is that of the newest settlement; what open orders hold is
    /// the market's and not told here.</summary>
    public static JsonObject Summary(VenueViews views, int account, Currency currency)
    {
        var cash = views.Statements.Open(new(account), currency).Cash;
        Int128 floating = 0;
        foreach (var row in views.Board.Live.Where(r => r.Terms.Spread is null && r.Terms.Currency == currency))
            floating += Held.Of(views, new(account), row).FloatMinor;
        return new()
        {
            ["currency"] = currency.ToString(),
            ["balance"] = Spell.Money(cash.Closing),
            ["equity"] = Spell.Minor(cash.Closing.Minor + floating),
            ["margin_balance"] = Spell.Minor(cash.Closing.Minor + floating),
            ["available_funds"] = Spell.Money(cash.Available),
            ["available_withdrawal_funds"] = Spell.Money(cash.Available),
            ["initial_margin"] = Spell.Money(cash.Margin),
            ["maintenance_margin"] = Spell.Money(cash.Margin),
            ["session_upl"] = Spell.Minor(floating),
            ["total_pl"] = Spell.Minor(floating),
        };
    }

    public static string LabelOf(in ClientOrderId id)
    {
        var text = id.ToString();
        return text.StartsWith(NoLabel, StringComparison.Ordinal) ? "" : text;
    }

    private static string StateOf(OwnOrder o) =>
        o.Gone != CancelReason.None ? "cancelled"
        : o.Remaining == 0 ? "filled"
        : o.Sleeps ? "untriggered"
        : "open";

    private static string ReasonOf(CancelReason reason) =>
        reason switch
        {
            CancelReason.ByParticipant or CancelReason.MassCancel => "user_request",
            CancelReason.SessionOver => "cancel_on_disconnect",
            CancelReason.SelfMatch => "self_trade_protection",
            CancelReason.Unfilled => "unfilled",
            _ => string.Create(CultureInfo.InvariantCulture, $"other_{(int)reason}"),
        };
}

/// <summary>Lots that an account holds, at the prices at which they are carried: of a day before, its settlement; of
/// today, their trade's. What closes takes the oldest lots first.</summary>
/// <param name="Net">Below zero: sold.</param>
/// <param name="TicksTimesLots">Signed as the lots are.</param>
/// <param name="FloatMinor">What they would bring at the last price, since then.</param>
internal readonly record struct Held(long Net, Int128 TicksTimesLots, Int128 FloatMinor)
{
    public static Held Of(VenueViews views, AccountId account, BoardRow row)
    {
        var net = views.Statements.Net(account, row.Id);
        if (net == 0 || MarketShapes.MarkOf(row) is not { } settlement)
            return new(net, 0, 0);
        var trades = views
            .Statements.Open(account, row.Terms.Currency)
            .Trades.Where(t => t.Instrument == row.Id)
            .ToList();
        var lots = new Queue<(long Ticks, long Lots)>();
        Add(lots, settlement.Ticks, net - trades.Sum(t => t.Lots * t.Side.Sign()));
        foreach (var trade in trades)
            Add(lots, trade.Price.Ticks, trade.Lots * trade.Side.Sign());
        Int128 sum = 0;
        foreach (var (ticks, count) in lots)
            sum += (Int128)ticks * count;
        var last = row.Last ?? settlement;
        return new(net, sum, (((Int128)last.Ticks * net) - sum) * row.Terms.TickValueMinor);
    }

    private static void Add(Queue<(long Ticks, long Lots)> held, long ticks, long lots)
    {
        while (lots != 0 && held.TryPeek(out var oldest) && long.Sign(oldest.Lots) != long.Sign(lots))
        {
            var closed = long.Min(long.Abs(oldest.Lots), long.Abs(lots)) * long.Sign(lots);
            lots -= closed;
            held.Dequeue();
            if (oldest.Lots + closed is not 0 and var left)
                held = Front(held, (oldest.Ticks, left));
        }

        if (lots != 0)
            held.Enqueue((ticks, lots));
    }

    // What is left of the oldest lots stays the oldest.
    private static Queue<(long Ticks, long Lots)> Front(Queue<(long, long)> held, (long, long) first)
    {
        var rest = held.ToArray();
        held.Clear();
        held.Enqueue(first);
        foreach (var lot in rest)
            held.Enqueue(lot);
        return held;
    }
}
