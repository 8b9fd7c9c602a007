// The documents that the market took: the newest of each kind and name, as they were submitted.
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Views;

/// <summary>What a document is of stands in its first field: the contract, the calendar, the member.</summary>
public sealed class DocumentsInForce : View
{
    private readonly SortedDictionary<(MessageKind Command, string Name), byte[]> _documents = [];

    /// <summary>The document in force; null: there is none.</summary>
    /// <param name="command">The command that defines such documents.</param>
    /// <param name="name">The value of its first field.</param>
    public byte[]? Of(MessageKind command, string name) => _documents.GetValueOrDefault((command, name));

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
        if (command != MessageKind.None && NameOf(entry.Payload.Span) is { } name)
            _documents[(command, name)] = entry.Payload.ToArray();
    }
}
