// The requests of order entry: what each is called, who may ask it, and which operation of REST it is.
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Http.Trading;

/// <summary>One kind of request.</summary>
/// <param name="Op">Its word.</param>
/// <param name="IsOrder">It is about an order: a refusal says what is known of it.</param>
/// <param name="IsCancel">It only takes off, and has an allowance of its own.</param>
/// <param name="NeedsSession">A session with the market must have begun.</param>
internal sealed record TradeRequest(
    string Op,
    bool IsOrder,
    bool IsCancel,
    bool NeedsSession,
    Func<TradeCall, ValueTask<Reply>> Answer
);

/// <summary>A request that came.</summary>
/// <param name="Frame">Its fields; each must be asked for.</param>
/// <param name="Id">Its own; null: it has none that can be read.</param>
internal sealed record TradeCall(TradeDesk Desk, TradeRoom Room, TradeRequest Request, string? Id, BodyReader Frame)
{
    public Door Door => Room.Door;

    public Reply Refuse(AccessRefusal refusal) => AccessFaults.Of(refusal, Request.IsOrder, Id);

    /// <summary>The frame's body as its own reader, once every other field was asked for.</summary>
    public BodyReader Body(out WireFault? fault)
    {
        var body = Frame.Nested("body");
        fault = Frame.Done() ?? body.Fault;
        return body;
    }
}

/// <summary>The table.</summary>
internal static class TradeRequests
{
    private static WireJson Wire => WireJson.Wire;

    public static IReadOnlyList<TradeRequest> All { get; } =
    [
        new("challenge", false, false, false, call => call.Desk.Logon.Challenge(call)),
        new("logon", false, false, false, call => call.Desk.Logon.Enter(call)),
        new("logout", false, false, true, call => call.Desk.Logon.Leave(call)),
        new("place", true, false, true, Place),
        new("amend", true, false, true, Amend),
        new("cancel", true, true, true, Cancel),
        new("cancel-by-id", true, true, true, CancelById),
        new("cancel-many", false, true, true, CancelMany),
        new("cancel-all-after", false, true, true, CancelAllAfter),
        new("order-status", false, false, true, Status),
    ];

    private static readonly Dictionary<string, TradeRequest> _byOp = All.ToDictionary(
        r => r.Op,
        StringComparer.Ordinal
    );

    /// <summary>Null: no request of order entry.</summary>
    public static TradeRequest? Find(string op) => _byOp.GetValueOrDefault(op);

    private static async ValueTask<Reply> Place(TradeCall call)
    {
        var body = call.Body(out var fault);
        if (fault is not null)
            return Reply.Of(fault.For(WireFault.NotAccepted));
        if (TradeAccess.For(call, body.Account(), Scopes.Trade) is { } refusal)
            return call.Refuse(refusal);
        using var inside = call.Door.Passage.Inside();
        return Reply.OfEither(await OrderEntry.Place(call.Door, body, call.Desk.Logon.Session), Wire.OrderShape);
    }

    private static async ValueTask<Reply> Amend(TradeCall call)
    {
        var order = call.Frame.Whole("order", true, 1, long.MaxValue);
        var body = call.Body(out var fault);
        if (fault is not null)
            return Reply.Of(fault.For(WireFault.Unknown));
        var refusal = TradeAccess.For(call, body.Account(), Scopes.Trade) ?? TradeAccess.OwnsOrder(call, order!.Value);
        if (refusal is not null)
            return call.Refuse(refusal);
        using var inside = call.Door.Passage.Inside();
        return Reply.OfEither(await OrderEntry.Amend(call.Door, order!.Value, body), Wire.OrderShape);
    }

    private static async ValueTask<Reply> Cancel(TradeCall call)
    {
        var order = call.Frame.Whole("order", true, 1, long.MaxValue);
        var body = call.Body(out var fault);
        var given = body.Account();
        var account = body.ReadAccount();
        var id = body.ReadClientOrderId(required: false);
        fault ??= body.Done();
        if (fault is not null)
            return Reply.Of(fault.For(WireFault.Unknown));
        var refusal =
            TradeAccess.For(call, given, Scopes.Trade, Scopes.CancelOnly) ?? TradeAccess.OwnsOrder(call, order!.Value);
        if (refusal is not null)
            return call.Refuse(refusal);
        using var inside = call.Door.Passage.Inside();
        return Reply.OfEither(
            await OrderEntry.Cancel(call.Door, order!.Value, (int)account!.Value, id),
            Wire.OrderShape
        );
    }

    private static async ValueTask<Reply> CancelById(TradeCall call)
    {
        var account = call.Frame.ReadAccount();
        var id = call.Frame.ReadClientOrderId();
        if (call.Frame.Done() is { } fault)
            return Reply.Of(fault.For(WireFault.Unknown));
        if (TradeAccess.For(call, (int)account!.Value, Scopes.Trade, Scopes.CancelOnly) is { } refusal)
            return call.Refuse(refusal);
        using var inside = call.Door.Passage.Inside();
        return Reply.OfEither(await OrderEntry.Cancel(call.Door, (int)account.Value, id), Wire.OrderShape);
    }

    private static async ValueTask<Reply> CancelMany(TradeCall call)
    {
        var body = call.Body(out var fault);
        if (fault is not null)
            return Reply.Of(fault);
        var refusal =
            TradeAccess.For(call, body.Account(), Scopes.Trade, Scopes.CancelOnly)
            ?? TradeAccess.MayCancel(call, body.Peek("scope"));
        if (refusal is not null)
            return call.Refuse(refusal);
        using var inside = call.Door.Passage.Inside();
        return Reply.OfEither(await ManyOrders.Cancel(call.Door, body), Wire.MassCancelShape);
    }

    private static async ValueTask<Reply> CancelAllAfter(TradeCall call)
    {
        var account = call.Frame.ReadAccount();
        var body = call.Body(out var fault);
        if (fault is not null)
            return Reply.Of(fault);
        if (TradeAccess.For(call, (int)account!.Value, Scopes.Trade, Scopes.CancelOnly) is { } refusal)
            return call.Refuse(refusal);
        using var inside = call.Door.Passage.Inside();
        return Reply.OfEither(await SafetyDoor.CancelAllAfter(call.Door, (int)account.Value, body), Wire.TimerShape);
    }

    private static async ValueTask<Reply> Status(TradeCall call)
    {
        var account = call.Frame.ReadAccount();
        var id = call.Frame.ReadClientOrderId();
        if (call.Frame.Done() is { } fault)
            return Reply.Of(fault);
        if (TradeAccess.Reads(call, (int)account!.Value) is { } refusal)
            return call.Refuse(refusal);
        // The requests before it on this connection are answered before it, so that it finds them done.
        return Reply.OfEither(
            await OrderFates.Ask(call.Door, (int)account.Value, id.ToString(), CancellationToken.None),
            Wire.FateShape
        );
    }
}
