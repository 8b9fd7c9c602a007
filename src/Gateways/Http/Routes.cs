// The addresses of the REST door, one line each, and what stands behind them.
using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Routes to <see cref="Present"/> and <see cref="OrderEntry"/>.</summary>
internal sealed class Routes(HttpOptions options, IVenue venue, VenueFacts facts, VenueReaders readers)
{
    private const int MostAccount = 1_000_000;
    private static readonly string[] Reading = ["GET", "HEAD"];
    private readonly VenueViews _views = venue.Views;

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
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
        Get(app, "/v1/curve/{contract}", Curve);
        Get(
            app,
            "/v1/indexes",
            (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Of(Present.Indexes(_views), Wire.IReadOnlyListIndexShape)
        );
        Get(app, "/v1/indexes/{index}", History);
        Get(app, "/v1/indexes/{index}/prints/{day}", Print);
        Get(app, "/v1/indexes/{index}/methodology", Methodology);
        Get(
            app,
            "/v1/bulletins",
            (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Of(Present.BulletinDays(_views), Wire.IReadOnlyListString)
        );
        Get(app, "/v1/bulletins/{day}", Bulletin);
        Get(
            app,
            "/v1/accounts",
            (_, q) =>
                q.Done() is { } f ? Reply.Of(f) : Reply.Of(Present.Accounts(_views), Wire.IReadOnlyListAccountShape)
        );
        Get(app, "/v1/accounts/{account}/statement", Statement);
        Get(app, "/v1/accounts/{account}/orders", Orders);
        app.MapPost("/v1/orders", (RequestDelegate)Place);
        app.MapDelete("/v1/orders/{order}", (RequestDelegate)Cancel);
    }

    private static void Get(IEndpointRouteBuilder app, string pattern, Func<HttpContext, QueryReader, Reply> answer) =>
        app.MapMethods(
            pattern,
            Reading,
            context => answer(context, new QueryReader(context.Request.Query)).Write(context)
        );

    private static string Part(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    private Reply Depth(HttpContext context, QueryReader query)
    {
        var levels = query.Whole("levels", 1, 500) ?? 10;
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var symbol = Part(context, "symbol");
        return Present.Depth(venue, symbol, (int)levels) is { } shape
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

    private Reply Bulletin(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!TryDay(context, out var day, out fault))
            return Reply.Of(fault!);
        return Present.Bulletin(_views, day, facts.Simulated) is { } shape
            ? Reply.Of(shape, Wire.BulletinShape)
            : Reply.Of(NoBulletin(day.ToString()));
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
            : Reply.Of(NoBulletin(day?.ToString()));
    }

    private Reply Orders(HttpContext context, QueryReader query)
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        if (!TryAccount(context, out var account, out fault))
            return Reply.Of(fault!);
        return Present.Orders(_views, account) is { } shape
            ? Reply.Of(shape, Wire.IReadOnlyListOpenOrderShape)
            : Reply.Of(WireFault.NoAccount(Words.Of(account)));
    }

    private async Task Place(HttpContext context)
    {
        var fault = new QueryReader(context.Request.Query).Done();
        if (fault is null && !context.Request.HasJsonContentType())
            fault = WireFault.OfStatus(StatusCodes.Status415UnsupportedMediaType, context.Request.ContentType);
        ReadOnlyMemory<byte>? body = fault is null ? await Body(context) : null;
        if (fault is null && body is null)
            fault = WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null);
        OrderShape? order = null;
        if (fault is null)
            (order, fault) = OrderEntry.Place(venue, body!.Value);
        else
            fault = fault.For(WireFault.NotAccepted);
        await (order is not null ? Reply.Of(order, Wire.OrderShape) : Reply.Of(fault!)).Write(context);
    }

    private async Task Cancel(HttpContext context)
    {
        var body = await Body(context);
        var fault = body is null ? WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null) : null;
        var order = 0L;
        var account = 0;
        if (fault is null)
            fault = ReadCancel(context, body!.Value, out order, out account);
        OrderShape? shape = null;
        if (fault is null)
            (shape, fault) = OrderEntry.Cancel(venue, order, account);
        else
            fault = fault.For(WireFault.Unknown);
        await (shape is not null ? Reply.Of(shape, Wire.OrderShape) : Reply.Of(fault!)).Write(context);
    }

    /// <summary>The account stands in the query or in the body; in both, it must be the same.</summary>
    private static WireFault? ReadCancel(
        HttpContext context,
        ReadOnlyMemory<byte> body,
        out long order,
        out int account
    )
    {
        account = 0;
        var text = Part(context, "order");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out order))
            return WireFault.BadType("order", text, "Must be the number of an order.");
        var query = new QueryReader(context.Request.Query);
        var asked = query.Whole("account", 1, int.MaxValue);
        if (query.Done() is { } fault)
            return fault;
        if (!body.IsEmpty)
        {
            if (!context.Request.HasJsonContentType())
                return WireFault.OfStatus(StatusCodes.Status415UnsupportedMediaType, context.Request.ContentType);
            var reader = new BodyReader(body);
            if (reader.Fault is { } bad)
                return bad;
            var said = reader.Whole("account", asked is null, 1, int.MaxValue);
            if (reader.Done() is { } wrong)
                return wrong;
            if (asked is not null && said is not null && asked != said)
                return WireFault.Bad(
                    "account",
                    Words.Of(said.Value),
                    "Is another account than in the address.",
                    Words.Of(asked.Value)
                );
            asked ??= said;
        }

        if (asked is null)
            return WireFault.Bad("account", null, "Is missing: in the body or as ?account=.");
        account = (int)asked.Value;
        return null;
    }

    /// <summary>The body; null when it is longer than is read.</summary>
    private async Task<ReadOnlyMemory<byte>?> Body(HttpContext context)
    {
        if (context.Request.ContentLength > options.MostBody)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(options.MostBody + 1);
        try
        {
            var length = 0;
            while (length <= options.MostBody)
            {
                var read = await context.Request.Body.ReadAsync(
                    buffer.AsMemory(length, options.MostBody + 1 - length),
                    context.RequestAborted
                );
                if (read == 0)
                    return buffer.AsSpan(0, length).ToArray();
                length += read;
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryDay(HttpContext context, out TradingDate day, out WireFault? fault)
    {
        var text = Part(context, "day");
        var good = TradingDate.TryParse(text, out day);
        fault = good ? null : WireFault.BadType("day", text, "Must be a date, yyyy-MM-dd.");
        return good;
    }

    private static bool TryAccount(HttpContext context, out int account, out WireFault? fault)
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

    private static WireFault NoBulletin(string? day) =>
        WireFault.NotFound("day", day, "No calendar has settled that day.");
}
