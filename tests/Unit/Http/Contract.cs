// What the contract says, asked by every request and message of these tests.
using System.Text.Json;
using Tokenbourse.Gateways.Http.Contract;
using Xunit;

namespace Tokenbourse.Unit.Http;

/// <summary>The documents as the venue makes them, and checks of what a venue answered against them.</summary>
internal static class Contract
{
    private static readonly Lazy<JsonElement> OpenApiDocument = new(() =>
        JsonSerializer.SerializeToElement(OpenApi.Write())
    );

    private static readonly Lazy<JsonElement> AsyncApiDocument = new(() =>
        JsonSerializer.SerializeToElement(AsyncApi.Write())
    );

    private static readonly Lazy<JsonSchemas> RestSchemas = new(() => new(OpenApiDocument.Value));
    private static readonly Lazy<JsonSchemas> StreamSchemas = new(() => new(AsyncApiDocument.Value));

    public static JsonElement Rest => OpenApiDocument.Value;

    public static JsonElement Stream => AsyncApiDocument.Value;

    public static JsonSchemas Schemas => RestSchemas.Value;

    public static JsonSchemas MessageSchemas => StreamSchemas.Value;

    /// <summary>An answer must be one that the contract gives the operation; a body that was taken must fit,
    /// too.</summary>
    public static void Check(string method, string path, string? body, int status, JsonElement answer)
    {
        if (path.StartsWith("/replays/", StringComparison.Ordinal))
        {
            // The same addresses under a replay's root, with refusals of its own.
            path = path[path.IndexOf("/v1/", StringComparison.Ordinal)..];
            if (status is 404 or 409 or 503)
            {
                Fits(Rest.GetProperty("components").GetProperty("schemas").GetProperty("ErrorEnvelope"), answer, path);
                return;
            }
        }

        if (Find(method, path) is not { } operation)
        {
            // What the contract does not know is refused in the common shape.
            Assert.True(status is 400 or 403 or 404 or 405, $"{method} {path}: {status}, and not in the contract");
            Fits(Rest.GetProperty("components").GetProperty("schemas").GetProperty("ErrorEnvelope"), answer, path);
            return;
        }

        var responses = operation.GetProperty("responses");
        Assert.True(
            responses.TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var told),
            $"{method} {path}: the contract has no {status}"
        );
        if (told.TryGetProperty("$ref", out var reference))
            told = Schemas.At(reference.GetString()!);
        Fits(Payload(told), answer, $"{method} {path} {status}");
        if (status == 200 && !string.IsNullOrEmpty(body))
        {
            using var sent = JsonDocument.Parse(body);
            Fits(Payload(operation.GetProperty("requestBody")), sent.RootElement, $"{method} {path} body");
        }
    }

    /// <summary>A message of the stream must fit exactly one of the contract's.</summary>
    public static void Check(JsonElement message)
    {
        var fits = new List<string>();
        var nearest = "no message of that channel and type";
        foreach (var told in Stream.GetProperty("components").GetProperty("messages").EnumerateObject())
        {
            var payload = told.Value.GetProperty("payload");
            if (!Speaks(payload, message))
                continue;
            var faults = MessageSchemas.Faults(message, payload);
            if (faults.Count == 0)
                fits.Add(told.Name);
            else
                nearest = string.Join("; ", faults);
        }

        Assert.True(fits.Count == 1, $"{message} fits [{string.Join(", ", fits)}]: {nearest}");
    }

    /// <summary>The channel, and the type where there is one, are those of the message's kind.</summary>
    private static bool Speaks(JsonElement payload, JsonElement message)
    {
        var own = payload.TryGetProperty("allOf", out var both) ? both[1] : payload;
        var properties = own.GetProperty("properties");
        return !properties.TryGetProperty("op", out _)
            && MessageSchemas.Faults(message.GetProperty("channel"), properties.GetProperty("channel")).Count == 0
            && (
                !properties.TryGetProperty("type", out var type)
                || MessageSchemas.Faults(message.GetProperty("type"), type).Count == 0
            );
    }

    private static JsonElement? Find(string method, string path)
    {
        var parts = path.Split('?')[0].Split('/');
        var word = method == "HEAD" ? "get" : method.ToLowerInvariant();
        JsonElement? found = null;
        foreach (var each in Rest.GetProperty("paths").EnumerateObject())
        {
            if (!Matches(each.Name.Split('/'), parts) || !each.Value.TryGetProperty(word, out var operation))
                continue;
            // An address written out goes before one with a part to fill in.
            if (found is null || !each.Name.Contains('{', StringComparison.Ordinal))
                found = operation;
        }

        return found;
    }

    private static bool Matches(string[] pattern, string[] parts) =>
        pattern.Length == parts.Length
        && pattern.Zip(parts).All(p => p.First == p.Second || (p.First.StartsWith('{') && p.Second.Length > 0));

    private static JsonElement Payload(JsonElement holder) =>
        holder.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static void Fits(JsonElement schema, JsonElement value, string what)
    {
        var faults = Schemas.Faults(value, schema);
        Assert.True(faults.Count == 0, $"{what}: {string.Join("\n", faults.Take(10))}");
    }
}
