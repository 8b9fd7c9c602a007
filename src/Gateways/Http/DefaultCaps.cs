// Caps that an operator gives a venue at its start: for accounts and contracts that have none.
using System.Text.Json;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>What was wrong with a file of caps.</summary>
public sealed class DefaultCapsException(string message) : Exception(message);

/// <summary>The file is what <c>GET /v1/caps</c> answers: a list of caps, each for an account or all, in a contract or
/// all.</summary>
public static class DefaultCaps
{
    /// <summary>Sets those that are not set yet, by commands on the log like any others; what the log has is
    /// kept.</summary>
    /// <returns>How many were set.</returns>
    /// <exception cref="DefaultCapsException">Not such a list, or the market refused one; those before it are
    /// set.</exception>
    public static int Apply(IVenue venue, ReadOnlyMemory<byte> json)
    {
        var door = new Door(venue, new MessageGate(new(), () => 0));
        var (set, at) = (0, 0);
        foreach (var caps in Read(json))
        {
            at++;
            if (IsSet(venue, caps))
                continue;
            var (_, fault) = SafetyDoor.SetCaps(door, JsonSerializer.SerializeToUtf8Bytes(caps));
            if (fault is { Error: var e })
                throw new DefaultCapsException($"caps {at}: {e.Code} {e.Field} {e.Given}: {e.Message}");
            set++;
        }

        return set;
    }

    private static List<Dictionary<string, JsonElement>> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Dictionary<string, JsonElement>>>(json.Span) ?? [];
        }
        catch (JsonException e)
        {
            throw new DefaultCapsException($"not a list of caps: {e.Message}");
        }
    }

    private static bool IsSet(IVenue venue, Dictionary<string, JsonElement> caps)
    {
        var account =
            caps.GetValueOrDefault("account") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out var given)
                ? given
                : 0;
        var contract = caps.GetValueOrDefault("contract") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()
            : "";
        lock (venue.Views.Gate)
        {
            return venue.Views.Safeguards.Caps.Any(c =>
                c.Account.Value == account && (c.Contract.IsEmpty ? "" : c.Contract.ToString()) == contract
            );
        }
    }
}
