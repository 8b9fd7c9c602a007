// The index administrator's commands through the REST door: methodologies, observations, sources, governance.
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>An event of the index machine: its kind and its document as it stands on the log.</summary>
public sealed record IndexEventShape(string Kind, JsonNode? Document);

/// <summary>What a command of the index machine led to.</summary>
/// <param name="CommandSequence">On the log of observations; a correction names it.</param>
public sealed record IndexAnswerShape(
    string Command,
    string Time,
    long CommandSequence,
    IReadOnlyList<IndexEventShape> Events
);

/// <summary>Takes the document of a command as it stands on the log; the machine reads and refuses it.</summary>
internal static class IndexDoor
{
    /// <summary>By the word in the address. Its documents: docs/protocols/observations.md, index-methodology.md,
    /// index-governance.md.</summary>
    public static readonly IReadOnlyList<(string Word, MessageKind Kind)> Commands =
    [
        ("define-index", MessageKind.DefineIndex),
        ("define-source", MessageKind.DefineSource),
        ("observe-price", MessageKind.ObservePrice),
        ("observe-quality", MessageKind.ObserveQuality),
        ("observe-rate", MessageKind.ObserveRate),
        ("observe-deal", MessageKind.ObserveDeal),
        ("observe-measure", MessageKind.ObserveMeasure),
        ("announce-change", MessageKind.AnnounceChange),
        ("name-affiliate", MessageKind.NameAffiliate),
        ("propose-judgement", MessageKind.ProposeJudgement),
        ("approve-judgement", MessageKind.ApproveJudgement),
        ("file-complaint", MessageKind.FileComplaint),
        ("answer-complaint", MessageKind.AnswerComplaint),
        ("correct-observation", MessageKind.CorrectObservation),
    ];

    public static (IndexAnswerShape? Shape, WireFault? Fault) Take(
        IVenue venue,
        string word,
        ReadOnlyMemory<byte> document
    )
    {
        var kind = Commands.FirstOrDefault(c => c.Word == word).Kind;
        if (kind == MessageKind.None)
        {
            var known = string.Join(", ", Commands.Select(c => c.Word));
            return (null, WireFault.NotFound("command", word, $"There is no such command. Known: {known}."));
        }

        if (!IsObject(document))
            return (null, WireFault.Bad(null, null, "The body must be one JSON object: the command's document."));
        var answer = venue.AskIndex(kind, document);
        if (answer.Status != AnswerStatus.Taken)
            return (null, WireFault.NotTaken(answer.Status));
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.ObservationRefused)
            {
                var o = Documents.Read<RefusedObservation>(entry.Payload.Span);
                return (null, WireFault.DocumentRefused(o.Field, o.Given, o.Rule));
            }

            if (entry.Kind == MessageKind.DocumentRefused)
            {
                var d = Documents.Read<RefusedDocument>(entry.Payload.Span);
                return (null, WireFault.DocumentRefused(d.Field, d.Given, d.Rule));
            }
        }

        var events = answer.Events.Select(e => new IndexEventShape(
            e.Kind.ToString(),
            JsonNode.Parse(Encoding.UTF8.GetString(e.Payload.Span))
        ));
        return (new(word, answer.Time.ToString(), answer.Sequence, [.. events]), null);
    }

    private static bool IsObject(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
