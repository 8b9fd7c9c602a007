// Which commands are proposed, how their documents are read, and how an approved one is handed to the venue.
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;
using Tokenbourse.Views;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>Every parameter of the venue: what is defined, which release holds, and letting trading go on.</summary>
internal static class ProposalCommands
{
    private static readonly MessageKind[] _index = [MessageKind.DefineIndex, MessageKind.DefineSource];

    private static readonly MessageKind[] _market =
    [
        MessageKind.DefineCalendar,
        MessageKind.DefineCollateral,
        MessageKind.DefineContract,
        MessageKind.DefineHouse,
        MessageKind.DefineLimits,
        MessageKind.DefineMargins,
        MessageKind.DefineMarginGroup,
        MessageKind.DefineMember,
        MessageKind.DefineSpotProduct,
        MessageKind.DefineSpread,
        MessageKind.GrantHedgeQuota,
        MessageKind.OpenAccount,
        MessageKind.PriceCollateral,
        MessageKind.SetKillSwitch,
        MessageKind.SetOrderCaps,
        MessageKind.SetRelease,
        MessageKind.SetTradingState,
    ];

    private static readonly SortedDictionary<string, MessageKind> _words = new(
        _market.Concat(_index).Append(MessageKind.SetPriceLimits).ToDictionary(Word),
        StringComparer.Ordinal
    );

    /// <summary>The command's bytes.</summary>
    /// <exception cref="IdentityFaultException">There is no such command, or the document cannot be one.</exception>
    public static (MessageKind Kind, byte[] Payload) Read(string command, string document)
    {
        if (!_words.TryGetValue(command, out var kind))
            throw new IdentityFaultException("command", command, $"must be one of: {string.Join(", ", _words.Keys)}");
        // Documents go on the log as they were written; messages are given field by field.
        if (MessageSizes.TypeOf(kind) is null)
            return (kind, Encoding.UTF8.GetBytes(document));
        try
        {
            var entry = new JsonObject
            {
                ["sequence"] = 0,
                ["time"] = "1970-01-01T00:00:00Z",
                ["cause"] = -1,
                ["kind"] = kind.ToString(),
                ["message"] = JsonNode.Parse(document),
            };
            return (kind, MessageJson.Read(entry.ToJsonString()).Payload.ToArray());
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException)
        {
            throw new IdentityFaultException("document", null, e.Message);
        }
    }

    /// <summary>What the document changes in the one in force.</summary>
    /// <param name="user">Who proposes it.</param>
    public static IReadOnlyList<string> Diff(IVenue venue, string user, string command, string document)
    {
        if (command == ProposedLimits.Command)
            return ProposedLimits.Diff(venue, user, document);
        var (kind, payload) = Read(command, document);
        JsonNode? before = null;
        if (DocumentsInForce.NameOf(payload) is { } name)
        {
            byte[]? old;
            lock (venue.Views.Gate)
                old = venue.Views.Documents.Of(kind, name);
            if (kind == MessageKind.DefineIndex && Present.Methodology(venue.Views, name) is { IsEmpty: false } index)
                old = index.ToArray();
            before = old is null ? null : JsonNode.Parse(old);
        }

        return DocumentDiff.Of(before, JsonNode.Parse(document)!);
    }

    /// <summary>Hands a command to the venue; null: it takes nothing now.</summary>
    public static ProposalOutcome? Submit(IVenue venue, ProposalState state)
    {
        var proposed = state.Proposed;
        MessageKind kind;
        byte[] payload;
        try
        {
            (kind, payload) =
                proposed.Command == ProposedLimits.Command
                    ? (MessageKind.SetPriceLimits, Codec.Bytes(Limits(venue, state)))
                    : Read(proposed.Command, proposed.Document);
        }
        catch (IdentityFaultException e)
        {
            // It could be read when it was proposed: another program has been started since.
            return new($"refused: {e.Message}", -1);
        }

        var answer = _index.Contains(kind) ? venue.AskIndex(kind, payload) : venue.AskDocument(kind, payload);
        if (answer.Status != AnswerStatus.Taken)
            return null;
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.DocumentRefused)
            {
                var refused = Documents.Read<RefusedDocument>(entry.Payload.Span);
                return new($"refused: {refused.Field} {refused.Rule}", answer.Sequence);
            }

            if (entry.Kind == MessageKind.CommandRefused && entry.As<CommandRefused>() is var no && no.Command == kind)
                return new($"refused: {ErrorTable.Of(no.Reason).Code}", answer.Sequence);
        }

        return new("taken", answer.Sequence);
    }

    // The market's log names both people.
    private static SetPriceLimits Limits(IVenue venue, ProposalState state) =>
        ProposedLimits.Read(venue, state.Proposed.Document, state.Proposed.By, state.Approved!.By);

    private static string Word(MessageKind kind)
    {
        var word = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && word.Length > 0)
                word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
