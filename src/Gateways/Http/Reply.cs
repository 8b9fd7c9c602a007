// What a route answers, and how it is written.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Tokenbourse.Gateways.Http;

/// <summary>What every answer to one request carries.</summary>
/// <param name="Id">The sender's own, where it gave one, else the server's.</param>
/// <param name="Now">The venue's time; null: this server has no venue.</param>
internal sealed record RequestMarks(string Id, Func<string>? Now)
{
    /// <summary>The error that was told; null: none.</summary>
    public string? Code { get; set; }
}

/// <summary>A status and a body, JSON but for files, or an error that is completed when it is written.</summary>
/// <param name="Code">Of an error whose JSON is whole already.</param>
internal readonly record struct Reply(
    int Status,
    ReadOnlyMemory<byte> Json,
    ErrorShape? Error = null,
    string? Code = null
)
{
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>Of the body; null: JSON.</summary>
    public string? ContentType { get; init; }

    public static Reply Of<T>(T value, JsonTypeInfo<T> type) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A document that is JSON already.</summary>
    public static Reply Raw(ReadOnlyMemory<byte> json) => new(StatusCodes.Status200OK, json);

    /// <summary>A record or a fault.</summary>
    public static Reply OfEither<T>((T? Shape, WireFault? Fault) answer, JsonTypeInfo<T> type)
        where T : class => answer.Shape is { } shape ? Of(shape, type) : Of(answer.Fault!);

    public static Reply Of(WireFault fault) => new(fault.Status, default, fault.Error);

    public async Task Write(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if ((Error?.Code ?? Code) is { } code && context.Features.Get<RequestMarks>() is { } marks)
            marks.Code = code;
        response.ContentType = ContentType ?? JsonType;
        var json = Error is null ? Json : Body(context, Error);
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>The whole body, for a door that has no addresses.</summary>
    public ReadOnlyMemory<byte> Body(RequestMarks marks, bool changes) =>
        Error is null ? Json : Body(marks, changes, Error);

    private static byte[] Body(HttpContext context, ErrorShape error)
    {
        if (error.RetryAfterMs is { } wait)
            context.Response.Headers.RetryAfter = Words.Of((wait + 999) / 1000);
        var changes = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        return Body(context.Features.Get<RequestMarks>(), changes, error);
    }

    // Which request, when, and what is known of an order where the fault itself does not say.
    private static byte[] Body(RequestMarks? marks, bool changes, ErrorShape error)
    {
        var lost = error.Code is "INTERNAL" or "OUTCOME_UNKNOWN";
        var whole = error with
        {
            OrderState = error.OrderState ?? (changes ? (lost ? WireFault.Unknown : WireFault.NotAccepted) : null),
            RequestId = marks?.Id,
            ServerTime = marks?.Now?.Invoke(),
        };
        return JsonSerializer.SerializeToUtf8Bytes(new ErrorEnvelope(whole), WireJson.Wire.ErrorEnvelope);
    }
}
