// The documents that the market took, by kind and name: every version as it was submitted, the newest in force.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views;

/// <summary>A document as it was taken.</summary>
/// <param name="Sequence">Of the event that says so.</param>
/// <param name="Time">When it was taken.</param>
public sealed record DocumentTaken(long Sequence, Instant Time, byte[] Document);

/// <summary>What a document is of stands in its first field: the contract, the calendar, the member.</summary>
public sealed class DocumentsInForce : View
{
    private readonly SortedDictionary<(MessageKind Command, string Name), List<DocumentTaken>> _documents = [];

    /// <summary>The document in force; null: there is none.</summary>
    /// <param name="command">The command that defines such documents.</param>
    /// <param name="name">The value of its first field.</param>
    public byte[]? Of(MessageKind command, string name) =>
        _documents.TryGetValue((command, name), out var taken) ? taken[^1].Document : null;

    /// <summary>Every one that was taken, oldest first; the last is in force.</summary>
    /// <param name="command">The command that defines such documents.</param>
    /// <param name="name">The value of its first field.</param>
    public IReadOnlyList<DocumentTaken> History(MessageKind command, string name) =>
        _documents.TryGetValue((command, name), out var taken) ? [.. taken] : [];

    /// <summary>What a document is of; null when it is no object or begins with no name or number.</summary>
    public static string? NameOf(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || !reader.Read())
                return null;
            return reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => null,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    protected override void Fold(in LogEntry entry)
    {
        var command = entry.Kind switch
        {
            MessageKind.CalendarDefined => MessageKind.DefineCalendar,
            MessageKind.ContractDefined => MessageKind.DefineContract,
            MessageKind.MarginsDefined => MessageKind.DefineMargins,
            MessageKind.SpreadDefined => MessageKind.DefineSpread,
            MessageKind.HouseDefined => MessageKind.DefineHouse,
            MessageKind.MemberDefined => MessageKind.DefineMember,
            MessageKind.CollateralDefined => MessageKind.DefineCollateral,
            MessageKind.MarginGroupDefined => MessageKind.DefineMarginGroup,
            MessageKind.LimitsDefined => MessageKind.DefineLimits,
            MessageKind.SpotProductDefined => MessageKind.DefineSpotProduct,
            _ => MessageKind.None,
        };
        if (command == MessageKind.None || NameOf(entry.Payload.Span) is not { } name)
            return;
        if (!_documents.TryGetValue((command, name), out var taken))
            _documents.Add((command, name), taken = []);
        taken.Add(new(entry.Sequence, entry.Time, entry.Payload.ToArray()));
    }
}
