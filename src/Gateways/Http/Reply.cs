// What a route answers, and how it is written.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Tokenbourse.Gateways.Http;

/// <summary>A status and a JSON body.</summary>
internal readonly record struct Reply(int Status, ReadOnlyMemory<byte> Json)
{
    public static Reply Of<T>(T value, JsonTypeInfo<T> type) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A document that is JSON already.</summary>
    public static Reply Raw(ReadOnlyMemory<byte> json) => new(StatusCodes.Status200OK, json);

    public static Reply Of(WireFault fault) =>
        new(
            fault.Status,
            JsonSerializer.SerializeToUtf8Bytes(new ErrorEnvelope(fault.Error), WireJson.Wire.ErrorEnvelope)
        );

    public async Task Write(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Json.Length;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(Json, context.RequestAborted);
    }
}
