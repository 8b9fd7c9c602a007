// A draft of a contract: read by the market's reader, tried on a copy of the market, compared with one in force.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Nothing is submitted.</summary>
internal static class DraftDoor
{
    /// <param name="against">The contract in force that it is compared with.</param>
    public static (DraftShape? Shape, WireFault? Fault) Check(IVenue venue, string against, ReadOnlyMemory<byte> draft)
    {
        byte[]? inForce;
        long sequence;
        lock (venue.Views.Gate)
            (inForce, sequence) = (venue.Views.Documents.Of(MessageKind.DefineContract, against), venue.Views.AsOf);
        if (inForce is null)
            return (null, WireFault.NotFound("contract", against, "There is no contract of that name."));
        var faults = new List<SpecFault>();
        var spec = ContractSpec.Read(draft, faults);
        var told = faults.ConvertAll(f => new DraftFaultShape(f.Path, Given(f.Given), f.Rule, f.Nearest));
        if (spec is not null && Tried(venue, draft) is { } refused)
            told.AddRange(refused);
        return (
            new(
                told.Count == 0,
                told,
                against,
                Changes(inForce, draft),
                spec is null ? null : Words.Scaled(spec.TickValueMinor, Currencies.MinorDigits),
                sequence
            ),
            null
        );
    }

    // What only the market knows: names that are taken, calendars, what its release allows.
    private static IEnumerable<DraftFaultShape>? Tried(IVenue venue, ReadOnlyMemory<byte> draft) =>
        venue
            .Foresight?.TryDocument(MessageKind.DefineContract, draft)
            ?.Events.Where(e => e.Kind == MessageKind.DocumentRefused)
            .Select(e => Documents.Read<RefusedDocument>(e.Payload.Span))
            .Select(r => new DraftFaultShape(r.Field, Given(r.Given), r.Rule, null));

    private static IReadOnlyList<FieldChangeShape> Changes(byte[] inForce, ReadOnlyMemory<byte> draft)
    {
        try
        {
            var changes = MethodologyDiff.Of(inForce, draft);
            return [.. changes.Select(c => new FieldChangeShape(c.Field, c.Before, c.After))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader has said so.
            return [];
        }
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
