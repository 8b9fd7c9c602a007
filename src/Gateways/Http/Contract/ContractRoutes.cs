// The addresses at which the venue hands out its own contract.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Written once, at the first question.</summary>
internal static class ContractRoutes
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<byte[]> OpenApiText = new(() => Text(OpenApi.Write()));
    private static readonly Lazy<byte[]> AsyncApiText = new(() => Text(AsyncApi.Write()));

    public static void Map(IEndpointRouteBuilder app)
    {
        Routes.Get(app, "/v1/openapi.json", (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Raw(OpenApiText.Value));
        Routes.Get(app, "/v1/asyncapi.json", (_, q) => q.Done() is { } f ? Reply.Of(f) : Reply.Raw(AsyncApiText.Value));
    }

    private static byte[] Text(JsonObject document) =>
        [.. JsonSerializer.SerializeToUtf8Bytes<JsonNode>(document, Readable), (byte)'\n'];
}
