// What the Deribit-style door says of a fault: a JSON-RPC error made of a row of the error table.
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>An error on its way out. The code is what clients decide by; the data say what the other doors
/// say.</summary>
internal sealed record RpcFault(int Code, string Message, int Status, JsonObject Data)
{
    /// <summary>A request without a name where one is needed.</summary>
    public const int Unauthorized = 13009;

    /// <summary>A name that is not believed.</summary>
    public const int InvalidCredentials = 13004;

    /// <summary>Somebody who may not do that.</summary>
    public const int Forbidden = 13021;

    // This door's names of fields that the REST door calls otherwise.
    private static readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        ["lots"] = "amount",
        ["symbol"] = "instrument_name",
        ["stopPrice"] = "trigger_price",
        ["clientOrderId"] = "label",
        ["order"] = "order_id",
        ["timeInForce"] = "time_in_force",
        ["postOnly"] = "post_only",
        ["closeOnly"] = "reduce_only",
        ["display"] = "max_show",
        ["validUntil"] = "valid_until",
    };

    public static RpcFault Of(WireFault fault)
    {
        var error = fault.Error;
        var data = Known(error.Message, error.Field, error.Given, error.Limit);
        (data["code"], data["num"], data["retryable"]) = (error.Code, error.Num, error.Retryable);
        if (error.OrderState is { } state)
            data["order_state"] = state;
        if (error.RetryAfterMs is { } wait)
            data["retry_after_ms"] = wait;
        return new(ErrorTable.Of(error.Code).Deribit, error.Code.ToLowerInvariant(), StatusOf(fault.Status), data);
    }

    public static RpcFault Of(AccessRefusal refusal)
    {
        var data = Known(Text(refusal.Reason), refusal.Field, refusal.Given, refusal.Limit);
        (data["num"], data["server_time_ms"]) = ((int)refusal.Reason, refusal.ServerTime);
        if (refusal.Drift is { } drift)
            data["drift_ms"] = drift;
        if (refusal.RetryAfter is { } wait)
            data["retry_after_ms"] = wait;
        var code = CodeOf(refusal.Reason);
        return new(code, Word(code), StatusOf(code == RateLimited ? 429 : 400), data);
    }

    /// <summary>A parameter that is missing or cannot be read.</summary>
    public static RpcFault Bad(string parameter, string? given, string reason, string? limit = null) =>
        Of(WireFault.Bad(parameter, given, reason, limit));

    /// <summary>Something that this interface has and this venue has not.</summary>
    public static RpcFault NotHere(string parameter, string given, string limit) =>
        new(
            NotImplemented,
            "not_implemented",
            StatusCodes.Status400BadRequest,
            Known("This venue has no such orders.", parameter, given, limit)
        );

    /// <summary>Nobody is known where somebody must be.</summary>
    public static RpcFault Stranger(string reason, string? field = null) =>
        new(Unauthorized, Word(Unauthorized), StatusCodes.Status400BadRequest, Known(reason, field, null, null));

    /// <summary>The code by which this door tells a refusal of access.</summary>
    public static int CodeOf(AccessReason reason) =>
        reason switch
        {
            AccessReason.BadSignature => InvalidCredentials,
            AccessReason.ForbiddenScope or AccessReason.NotOwner or AccessReason.AddressNotAllowed => Forbidden,
            AccessReason.RateLimit => RateLimited,
            _ => Unauthorized,
        };

    private const int RateLimited = 10028;
    private const int NotImplemented = 10033;

    private static string Word(int code) =>
        code switch
        {
            InvalidCredentials => "invalid_credentials",
            Forbidden => "forbidden",
            RateLimited => "too_many_requests",
            _ => "unauthorized",
        };

    private static string Text(AccessReason reason) =>
        reason switch
        {
            AccessReason.Unauthenticated => "No such key.",
            AccessReason.BadSignature => "The signature is not the key's signature of this request.",
            AccessReason.ClockSkew => "The timestamp is too far from the server's clock (server_time_ms).",
            AccessReason.ReplayedNonce => "The same signed request came before.",
            AccessReason.KeyExpired => "The key has ended.",
            AccessReason.AddressNotAllowed => "The key may not be used from that address.",
            AccessReason.RateLimit => "More requests than the key may send.",
            AccessReason.NotOwner => "It belongs to another participant, or names nobody.",
            _ => "That is not allowed to this key; the limit is what would be.",
        };

    private static JsonObject Known(string reason, string? field, string? given, string? limit) =>
        new()
        {
            ["reason"] = reason,
            ["param"] = field is null ? null : _names.GetValueOrDefault(field, field),
            ["given"] = given,
            ["limit"] = limit,
        };

    // Clients of this interface read the body of a 400; only what passes by itself has another status.
    private static int StatusOf(int status) =>
        status is StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError
            ? status
            : StatusCodes.Status400BadRequest;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {Message}");
}

/// <summary>What a method answers.</summary>
internal readonly record struct RpcAnswer(JsonNode? Result, RpcFault? Fault)
{
    public static implicit operator RpcAnswer(JsonNode result) => new(result, null);

    public static implicit operator RpcAnswer(RpcFault fault) => new(null, fault);

    public static implicit operator RpcAnswer(WireFault fault) => new(null, RpcFault.Of(fault));
}
