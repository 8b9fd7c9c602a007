// The addresses that change something: orders, quotes, protections, positions, cash, trading states.
using System.Buffers;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Gateways.Http;

/// <summary>Routes to <see cref="OrderEntry"/> and <see cref="ManyOrders"/>.</summary>
internal sealed partial class OrderRoutes(HttpOptions options, IVenue venue, Door door, ClearingRoutes clearing)
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/orders", Later(body => OrderEntry.Place(door, body), Wire.OrderShape, WireFault.NotAccepted));
        app.MapPost("/v1/orders/preview", Json(body => PreviewDoor.Preview(door, body), Wire.PreviewShape));
        app.MapPatch("/v1/orders/{order}", (RequestDelegate)Amend);
        app.MapDelete("/v1/orders/{order}", (RequestDelegate)Cancel);
        app.MapPost("/v1/orders/cancel", Later(body => ManyOrders.Cancel(door, body), Wire.MassCancelShape));
        app.MapPost("/v1/quotes", Json(body => ManyOrders.Quote(door, body), Wire.QuotesShape, WireFault.NotAccepted));
        app.MapPost(
            "/v1/positions/reverse",
            Json(body => ManyOrders.Reverse(door, body), Wire.OrderShape, WireFault.NotAccepted)
        );
        app.MapMethods("/v1/orders/by-client-id/{account}/{id}", Reading, (RequestDelegate)AskFate);
        app.MapDelete("/v1/orders/by-client-id/{account}/{id}", (RequestDelegate)CancelById);
        app.MapPut("/v1/accounts/{account}/cancel-all-after", (RequestDelegate)CancelAllAfter);
        app.MapPut("/v1/caps", Json(body => SafetyDoor.SetCaps(door, body), Wire.CapsShape));
        app.MapPut("/v1/kill-switches", Json(body => SafetyDoor.SetSwitch(door, body), Wire.SwitchShape));
        app.MapPut("/v1/accounts/{account}/protection", (RequestDelegate)Protect);
        app.MapPost("/v1/accounts/{account}/cash", (RequestDelegate)AskCash);
        app.MapPut("/v1/accounts/{account}/cash/{reference}", (RequestDelegate)ConfirmCash);
        app.MapPut("/v1/instruments/{symbol}/state", (RequestDelegate)SetState);
        // They are sent like commands, because they carry a body; they change nothing.
        app.MapPost("/v1/clearing/what-if", Json(clearing.WhatIf, Wire.WhatIfShape));
        app.MapPost("/v1/clearing/waterfall", Json(clearing.Waterfall, Wire.WaterfallShape));
        app.MapPost("/v1/contracts/{contract}/draft", (RequestDelegate)CheckDraft);
        app.MapPut("/v1/operations/limits/{contract}", (RequestDelegate)SetLimits);
        MapDays(app);
        app.MapPost("/v1/index-commands/{command}", (RequestDelegate)TakeIndexCommand);
        app.MapPost("/v1/spot/{command}", (RequestDelegate)TakeSpotCommand);
    }

    private Task CheckDraft(HttpContext context)
    {
        var against = Routes.Part(context, "contract");
        return Answer(context, body => Operating.DraftDoor.Check(venue, against, body), Wire.DraftShape, null);
    }

    private Task SetLimits(HttpContext context)
    {
        var contract = Routes.Part(context, "contract");
        return Answer(
            context,
            body => Operating.PriceLimitDoor.Set(venue, contract, body),
            Wire.PriceLimitsShape,
            null
        );
    }

    /// <summary>A body in, a record or a fault out.</summary>
    /// <param name="state">The order state of what is refused before it is read; null where no order is meant.</param>
    private RequestDelegate Json<T>(
        Func<ReadOnlyMemory<byte>, (T?, WireFault?)> answer,
        JsonTypeInfo<T> type,
        string? state = null
    )
        where T : class => context => Answer(context, answer, type, state);

    /// <summary>The same for what does not hold a thread while the venue writes.</summary>
    private RequestDelegate Later<T>(
        Func<BodyReader, ValueTask<(T?, WireFault?)>> answer,
        JsonTypeInfo<T> type,
        string? state = null
    )
        where T : class => context => Answer(context, answer, type, state);

    private Task Answer<T>(
        HttpContext context,
        Func<ReadOnlyMemory<byte>, (T?, WireFault?)> answer,
        JsonTypeInfo<T> type,
        string? state
    )
        where T : class => AnswerBody(context, body => ValueTask.FromResult(answer(body)), type, state);

    private Task Answer<T>(
        HttpContext context,
        Func<BodyReader, ValueTask<(T?, WireFault?)>> answer,
        JsonTypeInfo<T> type,
        string? state
    )
        where T : class => AnswerBody(context, body => answer(new(body)), type, state);

    private async Task AnswerBody<T>(
        HttpContext context,
        Func<ReadOnlyMemory<byte>, ValueTask<(T?, WireFault?)>> answer,
        JsonTypeInfo<T> type,
        string? state
    )
        where T : class
    {
        var fault = new QueryReader(context.Request.Query).Done();
        if (fault is null && !context.Request.HasJsonContentType())
            fault = WireFault.OfStatus(StatusCodes.Status415UnsupportedMediaType, context.Request.ContentType);
        ReadOnlyMemory<byte>? body = fault is null ? await Body(context) : null;
        if (fault is null && body is null)
            fault = WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null);
        T? shape = null;
        if (fault is null)
            (shape, fault) = await Inside(context, () => answer(body!.Value));
        else if (state is not null)
            fault = fault.For(state);
        await (shape is not null ? Reply.Of(shape, type) : Reply.Of(fault!)).Write(context);
    }

    /// <summary>A request that has been read whole is counted until it is answered. Who has gone in the meantime is not
    /// served: nothing of it has been done yet.</summary>
    private async ValueTask<T> Inside<T>(HttpContext context, Func<ValueTask<T>> answer)
    {
        using var ticket = door.Passage.Inside();
        context.RequestAborted.ThrowIfCancellationRequested();
        // Ends where a command is handed to the venue.
        using var span = VenueTraces.Step(VenueTraces.Validate);
        return await answer();
    }

    private async Task AskFate(HttpContext context)
    {
        var fault = new QueryReader(context.Request.Query).Done();
        FateShape? shape = null;
        if (fault is null && Routes.TryAccount(context, out var account, out fault))
            (shape, fault) = await OrderFates.Ask(door, account, Routes.Part(context, "id"), context.RequestAborted);
        await (shape is not null ? Reply.Of(shape, Wire.FateShape) : Reply.Of(fault!)).Write(context);
    }

    private async Task CancelById(HttpContext context)
    {
        var fault = new QueryReader(context.Request.Query).Done();
        var text = Routes.Part(context, "id");
        if (fault is null && !ClientOrderId.TryParse(text, out _))
            fault = WireFault.Bad("clientOrderId", text, "Must be 1 to 36 of A-Z a-z 0-9 . _ : -", "36");
        OrderShape? shape = null;
        if (fault is null && Routes.TryAccount(context, out var account, out fault))
            (shape, fault) = await Inside(context, () => OrderEntry.Cancel(door, account, ClientOrderId.Of(text)));
        await (
            shape is not null
                ? Reply.Of(shape, Wire.OrderShape)
                : Reply.Of(fault!.For(fault.Error.OrderState ?? WireFault.Unknown))
        ).Write(context);
    }

    private Task CancelAllAfter(HttpContext context) =>
        Routes.TryAccount(context, out var account, out var fault)
            ? Answer(context, body => SafetyDoor.CancelAllAfter(door, account, body), Wire.TimerShape, null)
            : Reply.Of(fault!).Write(context);

    private Task Amend(HttpContext context)
    {
        var text = Routes.Part(context, "order");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var order))
            return Reply.Of(NoNumber(text).For(WireFault.Unknown)).Write(context);
        return Answer(context, body => OrderEntry.Amend(door, order, body), Wire.OrderShape, WireFault.Unknown);
    }

    private Task TakeIndexCommand(HttpContext context)
    {
        var word = Routes.Part(context, "command");
        return Answer(context, body => IndexDoor.Take(venue, word, body), Wire.IndexAnswerShape, null);
    }

    private Task TakeSpotCommand(HttpContext context)
    {
        var word = Routes.Part(context, "command");
        var key = AccessDoor.CallerOf(context)?.Key;
        return Answer(
            context,
            body =>
                SpotSafety.Refusal(venue, word, body, key) is { } fault
                    ? (null, fault)
                    : SpotDoor.Take(venue, word, body),
            Wire.SpotAnswerShape,
            null
        );
    }

    private Task Protect(HttpContext context) =>
        Routes.TryAccount(context, out var account, out var fault)
            ? Answer(context, body => ManyOrders.Protect(venue, account, body), Wire.ProtectionShape, null)
            : Reply.Of(fault!).Write(context);

    private Task AskCash(HttpContext context) =>
        Routes.TryAccount(context, out var account, out var fault)
            ? Answer(context, body => CashDoor.Ask(venue, account, body), Wire.CashAnswerShape, null)
            : Reply.Of(fault!).Write(context);

    private Task ConfirmCash(HttpContext context)
    {
        var reference = Routes.Part(context, "reference");
        return Routes.TryAccount(context, out var account, out var fault)
            ? Answer(context, body => CashDoor.Confirm(venue, account, reference, body), Wire.CashAnswerShape, null)
            : Reply.Of(fault!).Write(context);
    }

    private Task Acknowledge(HttpContext context)
    {
        var currency = Routes.Part(context, "currency");
        return Routes.TryAccount(context, out var account, out var fault)
            ? Answer(
                context,
                body => MarginCallDoor.Acknowledge(venue, account, currency, body),
                Wire.AcknowledgementShape,
                null
            )
            : Reply.Of(fault!).Write(context);
    }

    private Task SetState(HttpContext context)
    {
        var symbol = Routes.Part(context, "symbol");
        return Answer(context, body => ManyOrders.SetState(venue, symbol, body), Wire.StateShape, null);
    }

    private async Task Cancel(HttpContext context)
    {
        var body = await Body(context);
        var fault = body is null ? WireFault.OfStatus(StatusCodes.Status413PayloadTooLarge, null) : null;
        var order = 0L;
        var account = 0;
        var id = default(ClientOrderId);
        if (fault is null)
            fault = ReadCancel(context, body!.Value, out order, out account, out id);
        OrderShape? shape = null;
        if (fault is null)
            (shape, fault) = await Inside(context, () => OrderEntry.Cancel(door, order, account, id));
        else
            fault = fault.For(WireFault.Unknown);
        await (shape is not null ? Reply.Of(shape, Wire.OrderShape) : Reply.Of(fault!)).Write(context);
    }

    private static WireFault NoNumber(string text) =>
        WireFault.BadType("order", text, "Must be the number of an order.");

    /// <summary>The account stands in the query or in the body; in both, it must be the same.</summary>
    private static WireFault? ReadCancel(
        HttpContext context,
        ReadOnlyMemory<byte> body,
        out long order,
        out int account,
        out ClientOrderId id
    )
    {
        account = 0;
        id = default;
        var text = Routes.Part(context, "order");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out order))
            return NoNumber(text);
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
            var said = reader.ReadAccount(asked is null);
            id = reader.ReadClientOrderId(required: false);
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
}
