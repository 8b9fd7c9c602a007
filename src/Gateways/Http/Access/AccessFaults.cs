// What a refusal of access says on the wire.
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>As <see cref="ErrorShape"/>, with the moments that a refused signature is understood by.</summary>
public sealed record AccessErrorShape(
    string Code,
    int Num,
    string Message,
    string? Field,
    string? Given,
    string? Limit,
    [property: JsonPropertyName("order_state")] string? OrderState,
    [property: JsonPropertyName("retryable")] bool Retryable,
    [property: JsonPropertyName("retry_after_ms")] long? RetryAfterMs,
    [property: JsonPropertyName("request_id")] string? RequestId,
    [property: JsonPropertyName("server_time")] string ServerTime,
    [property: JsonPropertyName("server_time_ms")] long ServerTimeMs,
    [property: JsonPropertyName("drift_ms")] long? DriftMs,
    [property: JsonPropertyName("window_ms")] long? WindowMs
);

public sealed record AccessErrorEnvelope(AccessErrorShape Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccessErrorEnvelope))]
internal sealed partial class AccessJson : JsonSerializerContext;

/// <summary>From a refusal to an answer.</summary>
internal static class AccessFaults
{
    public static Reply Of(AccessRefusal refusal, bool ofOrder = false, string? request = null)
    {
        var (status, code, message) = Texts(refusal.Reason);
        var error = new AccessErrorShape(
            code,
            (int)refusal.Reason,
            message,
            refusal.Field,
            refusal.Given is { Length: > 80 } given ? given[..77] + "..." : refusal.Given,
            refusal.Limit,
            ofOrder ? WireFault.NotAccepted : null,
            refusal.Reason is AccessReason.ClockSkew or AccessReason.RateLimit,
            refusal.RetryAfter,
            request,
            new Instant(checked(refusal.ServerTime * 1_000_000)).ToString(),
            refusal.ServerTime,
            refusal.Drift,
            refusal.Window
        );
        return new(
            status,
            JsonSerializer.SerializeToUtf8Bytes(new(error), AccessJson.Default.AccessErrorEnvelope),
            Code: code
        );
    }

    private static (int Status, string Code, string Message) Texts(AccessReason reason) =>
        reason switch
        {
            AccessReason.Unauthenticated => (
                StatusCodes.Status401Unauthorized,
                "UNAUTHENTICATED",
                "Sign the request with a key, or sign in."
            ),
            AccessReason.BadSignature => (
                StatusCodes.Status401Unauthorized,
                "BAD_SIGNATURE",
                "The signature is not the key's signature of this request."
            ),
            AccessReason.ClockSkew => (
                StatusCodes.Status401Unauthorized,
                "CLOCK_SKEW",
                "The request must be valid at server_time and at most window_ms longer; drift_ms is how far it is off."
            ),
            AccessReason.ReplayedNonce => (
                StatusCodes.Status401Unauthorized,
                "REPLAYED_NONCE",
                "The nonce was used by this key."
            ),
            AccessReason.KeyExpired => (StatusCodes.Status401Unauthorized, "KEY_EXPIRED", "The key has ended (limit)."),
            AccessReason.AddressNotAllowed => (
                StatusCodes.Status401Unauthorized,
                "IP_NOT_ALLOWED",
                "The key may not be used from that address."
            ),
            AccessReason.NotOwner => (
                StatusCodes.Status403Forbidden,
                "NOT_OWNER",
                "It belongs to another participant, or names nobody."
            ),
            AccessReason.RateLimit => (
                StatusCodes.Status429TooManyRequests,
                "RATE_LIMIT",
                "More requests than the key may send; ask again after retry_after_ms."
            ),
            _ => (
                StatusCodes.Status403Forbidden,
                "FORBIDDEN_SCOPE",
                "That is not allowed to this key or role; the limit is what would be."
            ),
        };
}
