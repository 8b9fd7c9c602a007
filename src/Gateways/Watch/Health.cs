// Is the venue alive, and is it ready for orders? Each check says what is wrong, in words without figures of anybody.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Gateways.Watch;

/// <summary>One thing that must be well.</summary>
/// <param name="Name">A word: <c>log</c>, <c>views</c>, <c>disk</c>.</param>
/// <param name="Fault">Null: it is well; else why not. Called by any thread, and quick.</param>
public sealed record HealthCheck(string Name, Func<string?> Fault);

/// <param name="Reason">Null: it is well.</param>
public sealed record HealthCheckShape(string Name, bool Well, string? Reason);

/// <param name="Status"><c>live</c>, <c>ready</c>, <c>not live</c>, <c>not ready</c>.</param>
public sealed record HealthShape(string Status, IReadOnlyList<HealthCheckShape> Checks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthShape))]
internal sealed partial class HealthJson : JsonSerializerContext;

/// <summary>Alive: a restart would not help. Ready: orders may be sent here.</summary>
/// <param name="Live">Broken beyond help when one fails.</param>
/// <param name="Ready">What else must be well.</param>
public sealed record Health(IReadOnlyList<HealthCheck> Live, IReadOnlyList<HealthCheck> Ready)
{
    public HealthShape AskLive() => Ask("live", Live);

    public HealthShape AskReady() => Ask("ready", [.. Live, .. Ready]);

    internal static ReadOnlyMemory<byte> Json(HealthShape shape) =>
        JsonSerializer.SerializeToUtf8Bytes(shape, HealthJson.Default.HealthShape);

    private static HealthShape Ask(string word, IReadOnlyList<HealthCheck> checks)
    {
        var told = new List<HealthCheckShape>();
        foreach (var check in checks)
        {
            var fault = check.Fault();
            told.Add(new(check.Name, fault is null, fault));
        }

        return new(told.TrueForAll(c => c.Well) ? word : $"not {word}", told);
    }
}
