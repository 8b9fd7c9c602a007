// The addresses of the REST door, one line each, and what stands behind them.
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Routes to <see cref="Present"/> and <see cref="OrderEntry"/>.</summary>
internal sealed class Routes(HttpOptions options, Door door, VenueFacts facts, VenueReaders readers)
{
    private const int MostAccount = 1_000_000;
    private static readonly string[] Reading = ["GET", "HEAD"];
    private readonly VenueViews _views = door.Views;

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        var venue = door.Venue;
        Get(
            app,
            "/v1/status",
            (_, q) =>
                q.Done() is { } f ? Reply.Of(f) : Reply.Of(Present.Status(venue, facts, readers), Wire.StatusShape)
        );
        Get(
            app,
            "/v1/instruments",
            (_, q) =>
                q.Done() is { } f
                    ? Reply.Of(f)
                    : Reply.Of(Present.Instruments(_views), Wire.IReadOnlyListInstrumentShape)
        );
        Get(app, "/v1/depth/{symbol}", Depth);
        Get(app, "/v1/trades/{symbol}", Trades);
        Get(app, "/v1/bars/{symbol}", Bars);
        new ReplayRoutes(venue, facts, readers.Events).Map(app);
        Get(app, "/v1/curve/{contract}", Curve);
        new CurveRoutes(readers.Curves).Map(app);
        new CalendarRoutes(_views).Map(app);
        new ListingRoutes(_views).Map(app);
        Get(
            app,
            "/v1/indexes",
            (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Of(Present.Indexes(_views), Wire.IReadOnlyListIndexShape)
        );
        Get(app, "/v1/indexes/{index}", History);
        Get(app, "/v1/indexes/{index}/prints/{day}", Print);
        new InfluenceRoute(readers.Influence).Map(app);
        Get(app, "/v1/indexes/{index}/methodology", Methodology);
        Get(app, "/v1/indexes/{index}/governance", Governance);
        Get(
            app,
            "/v1/bulletins",
            (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Of(Present.BulletinDays(_views), Wire.IReadOnlyListString)
        );
        Get(app, "/v1/bulletins/{day}", Bulletin);
        Get(
            app,
            "/v1/accounts",
            (c, q) =>
                q.Done() is { } f
                    ? Reply.Of(f)
                    : Reply.Of(
                        [.. Present.Accounts(_views).Where(a => AccessDoor.MaySee(c, options, a.Account))],
                        Wire.IReadOnlyListAccountShape
                    )
        );
        Get(app, "/v1/accounts/{account}/statement", Statement);
        var shelf = readers.Events is null ? null : new Reports.ReportShelf(readers.Events);
        new ReportRoutes(shelf).Map(app);
        new AccountDays.AccountDayRoutes(_views, shelf, readers).Map(app);
        new Obligations.ObligationRoutes(_views).Map(app);
        Get(
            app,
            "/v1/accounts/{account}/orders",
            (c, q) => OfAccount(c, q, a => Present.Orders(_views, a), Wire.IReadOnlyListOpenOrderShape)
        );
        Get(
            app,
            "/v1/accounts/{account}/positions",
            (c, q) => OfAccount(c, q, a => Present.Positions(venue, a), Wire.PositionsShape)
        );
        Get(
            app,
            "/v1/accounts/{account}/protection",
            (c, q) => OfAccount(c, q, a => Present.Protections(_views, a), Wire.IReadOnlyListProtectionStateShape)
        );
        Get(
            app,
            "/v1/accounts/{account}/cash",
            (c, q) => OfAccount(c, q, a => CashDoor.List(_views, a), Wire.IReadOnlyListCashRequestShape)
        );
        Get(
            app,
            "/v1/accounts/{account}/calls",
            (c, q) => OfAccount(c, q, a => Present.Calls(_views, a), Wire.CallsShape)
        );
        Get(app, "/v1/book/{symbol}", Book);
        Get(
            app,
            "/v1/statistics/{symbol}",
            (c, q) => OfSymbol(c, q, s => Present.Statistics(_views, s), Wire.StatisticsShape)
        );
        Get(
            app,
            "/v1/instruments/{symbol}/state",
            (c, q) => OfSymbol(c, q, s => Present.State(_views, s), Wire.StateShape)
        );
        Contract.ContractRoutes.Map(app);
        new SpotRoutes(venue).Map(app);
        Get(
            app,
            "/v1/kill-switches",
            (_, q) =>
                q.Done() is { } f ? Reply.Of(f) : Reply.Of(SafetyDoor.Switches(_views), Wire.IReadOnlyListSwitchShape)
        );
        Get(
            app,
            "/v1/caps",
            (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Of(SafetyDoor.Caps(_views), Wire.IReadOnlyListCapsShape)
        );
        new Operating.OperatingRoutes(venue, options.Watch, readers).Map(app);
        var clearing = new Clearing.ClearingRoutes(readers.Clearing);
        clearing.Map(app);
        new Days.DayRoutes(readers.Days).Map(app);
        new OrderRoutes(options, venue, door, clearing).Map(app);
    }

    internal static void Get(IEndpointRouteBuilder app, string pattern, Func<HttpContext, QueryReader, Reply> answer) =>
        app.MapMethods(
            pattern,
            Reading,
            context => answer(context, new QueryReader(context.Request.Query)).Write(context)
        );

    /// <summary>A part of the address. The stroke in a spread's symbol is written %2F, which the server leaves as it
    /// is.</summary>
    internal static string Part(HttpContext context, string name) =>
        ((string)context.Request.RouteValues[name]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static Reply OfSymbol<T>(
        HttpContext context,
        QueryReader query,
        Func<string, T?> read,
        JsonTypeInfo<T> type
    )
        where T : class
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var symbol = Part(context, "symbol");
        return read(symbol) is { } shape ? Reply.Of(shape, type) : Reply.Of(WireFault.NoInstrument(symbol));
    }

    internal static Reply OfAccount<T>(HttpContext context, QueryReader query, Func<int, T?> read, JsonTypeInfo<T> type)
        where T : class
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!TryAccount(context, out var account, out fault))
            return Reply.Of(fault!);
        return read(account) is { } shape ? Reply.Of(shape, type) : Reply.Of(WireFault.NoAccount(Words.Of(account)));
    }

    private Reply Book(HttpContext context, QueryReader query)
    {
        var orders = query.Whole("orders", 1, 10_000) ?? 500;
        return OfSymbol(context, query, s => Present.Book(_views, s, (int)orders), Wire.BookShape);
    }

    private Reply Depth(HttpContext context, QueryReader query)
    {
        var levels = query.Whole("levels", 1, 500) ?? 10;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var symbol = Part(context, "symbol");
        return Present.Depth(door.Venue, symbol, (int)levels) is { } shape
            ? Reply.Of(shape, Wire.DepthShape)
            : Reply.Of(WireFault.NoInstrument(symbol));
    }

    private Reply Trades(HttpContext context, QueryReader query)
    {
        var limit = query.Whole("limit", 1, 500) ?? 100;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var symbol = Part(context, "symbol");
        return Present.Trades(_views, symbol, (int)limit, facts.Simulated) is { } shape
            ? Reply.Of(shape, Wire.IReadOnlyListTradeShape)
            : Reply.Of(WireFault.NoInstrument(symbol));
    }

    private Reply Bars(HttpContext context, QueryReader query)
    {
        var minutes = query.Word("interval", Present.BarMinutes, Present.BarWords) ?? 1;
        var limit = query.Whole("limit", 1, Views.MarketData.InstrumentBars.Kept) ?? 100;
        return OfSymbol(context, query, s => Present.Bars(_views, s, minutes, (int)limit), Wire.IReadOnlyListBarShape);
    }

    private Reply Curve(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var contract = Part(context, "contract");
        return Present.Curve(_views, contract) is { } shape
            ? Reply.Of(shape, Wire.CurveShape)
            : Reply.Of(WireFault.NotFound("contract", contract, "No month of that contract is listed."));
    }

    private Reply History(HttpContext context, QueryReader query)
    {
        var from = query.Date("from");
        var to = query.Date("to");
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (from > to)
            return Reply.Of(WireFault.Bad("from", from.ToString(), "Is later than 'to'.", to.ToString()));
        var index = Part(context, "index");
        return Present.History(_views, index, from, to) is { } shape
            ? Reply.Of(shape, Wire.IndexHistoryShape)
            : Reply.Of(NoIndex(index));
    }

    private Reply Print(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var index = Part(context, "index");
        if (!TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        if (Present.Methodology(_views, index).IsEmpty)
            return Reply.Of(NoIndex(index));
        return Present.Print(_views, index, day, readers.Observation) is { } shape
            ? Reply.Of(shape, Wire.PrintShape)
            : Reply.Of(WireFault.NotFound("day", day.ToString(), "The index has no print of that day."));
    }

    private Reply Methodology(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var index = Part(context, "index");
        var document = Present.Methodology(_views, index);
        return document.IsEmpty ? Reply.Of(NoIndex(index)) : Reply.Raw(document);
    }

    private Reply Governance(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var index = Part(context, "index");
        return Present.Governance(_views, index, door.Venue.Now) is { } shape
            ? Reply.Of(shape, Wire.GovernanceShape)
            : Reply.Of(NoIndex(index));
    }

    private Reply Bulletin(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        return Present.Bulletin(_views, day, facts.Simulated) is { } shape
            ? Reply.Of(shape, Wire.BulletinShape)
            : Reply.Of(NoBulletin(day));
    }

    private Reply Statement(HttpContext context, QueryReader query)
    {
        var day = query.Date("day") ?? Present.NewestDay(_views);
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!TryAccount(context, out var account, out fault))
            return Reply.Of(fault!);
        if (day is { } date && Present.Statement(_views, account, date) is { } shape)
            return Reply.Of(shape, Wire.StatementShape);
        return Present.Orders(_views, account) is null
            ? Reply.Of(WireFault.NoAccount(Words.Of(account)))
            : Reply.Of(NoBulletin(day));
    }

    internal static bool TryDay(HttpContext context, out TradingDate day, out WireFault? fault)
    {
        var text = Part(context, "day");
        var good = TradingDate.TryParse(text, out day);
        fault = good ? null : WireFault.BadType("day", text, "Must be a date, yyyy-MM-dd.");
        return good;
    }

    internal static bool TryAccount(HttpContext context, out int account, out WireFault? fault)
    {
        var text = Part(context, "account");
        account = 0;
        fault = null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out account))
            fault = WireFault.BadType("account", text, "Must be the number of an account.");
        else if (account is < 1 or > MostAccount)
            fault = WireFault.NoAccount(text);
        return fault is null;
    }

    private static WireFault NoIndex(string index) =>
        WireFault.NotFound("index", index, "There is no index of that name.");

    private WireFault NoBulletin(TradingDate? day) =>
        WireFault.NotFound(
            "day",
            day?.ToString(),
            "No calendar has settled that day.",
            day is { } given && Present.NearestBulletins(_views, given) is { Length: > 0 } near ? near : null
        );
}
