// What a seller answered: the texts in it that are tokens, its count of them, and the places that are rewritten.
using System.Text.Json;

namespace Tokenbourse.Gateways.Meter;

/// <summary>The seller's count.</summary>
/// <param name="Prompt">-1: none.</param>
/// <param name="Cached">Part of the prompt.</param>
/// <param name="Output">-1: none.</param>
internal readonly record struct SellerUsage(long Prompt, long Cached, long Output)
{
    public static SellerUsage None => new(-1, 0, -1);
}

/// <summary>
/// Reads plain answers and events of streams. Only what a client's program looks at is counted: of a chat the message
/// (in a stream the delta), of a completion the text. What stands twice is no answer: one of the two is read by nobody
/// and would be charged. Used again for each event.
/// </summary>
/// <param name="choices">Answers that were asked for.</param>
/// <param name="kind">For what.</param>
/// <param name="stream">It reads events.</param>
internal sealed class AnswerReader(int choices, MeterKind kind, bool stream)
{
    private const int MostTools = 128;

    // More than any answer has: sums of what sellers tell must not overflow.
    private const long MostTold = 1_000_000_000_000;

    // Slots of one answer: text, reasoning, refusal, then name and arguments of each tool.
    private const int Reasoning = 1;
    private const int Refusal = 2;
    private const int FirstTool = 3;

    private readonly HashSet<int> _given = [];

    /// <summary>Texts since <see cref="TextRuns.Clear"/>.</summary>
    public TextRuns Texts { get; } = new();

    /// <summary>Of the last document.</summary>
    public SellerUsage Usage { get; private set; }

    /// <summary>Where the last document's usage stands; length 0: nowhere.</summary>
    public Place UsagePlace { get; private set; }

    /// <summary>Where the last document's model stands.</summary>
    public Place ModelPlace { get; private set; }

    /// <summary>The document is an error.</summary>
    public bool IsError { get; private set; }

    /// <summary>Answers in the document; -1: it has no list of them.</summary>
    public int Choices { get; private set; }

    /// <summary>Entries in the document's list of vectors; -1: it has none.</summary>
    public int Vectors { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <returns>False when it is not what a seller answers.</returns>
    public bool Read(ReadOnlySpan<byte> json)
    {
        (Usage, UsagePlace, ModelPlace) = (SellerUsage.None, default, default);
        (IsError, Choices, Vectors) = (false, -1, -1);
        _given.Clear();
        try
        {
            return Walk(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private bool Walk(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                if (Choices >= 0 || !Answers(ref reader))
                    return false;
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                var at = (int)reader.TokenStartIndex;
                if (UsagePlace.Length > 0 || !Count(ref reader))
                    return false;
                UsagePlace = new(at, (int)reader.BytesConsumed - at);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                ModelPlace = new((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
                reader.Skip();
            }
            else
            {
                var error = reader.ValueTextEquals("error"u8);
                var data = reader.ValueTextEquals("data"u8);
                reader.Read();
                IsError |= error && reader.TokenType != JsonTokenType.Null;
                if (data && reader.TokenType == JsonTokenType.StartArray)
                    Vectors = Entries(ref reader);
                else
                    reader.Skip();
            }
        }

        return !reader.Read();
    }

    private bool Answers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return false;
        Choices = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return false;
            var index = Index(reader, Choices);
            if (index < 0 || index >= choices || !(stream || _given.Add(index)))
                return false;
            Choices++;
            var texts = 0;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var chat = kind == MeterKind.Chat;
                var body = chat && reader.ValueTextEquals(stream ? "delta"u8 : "message"u8);
                var text = !chat && reader.ValueTextEquals("text"u8);
                reader.Read();
                if ((body || text) && texts++ > 0)
                    return false;
                if (text && reader.TokenType == JsonTokenType.String)
                    Texts.Add(index, 0, ref reader);
                else if (body && reader.TokenType == JsonTokenType.StartObject)
                    Message(ref reader, index);
                else
                    reader.Skip();
            }
        }

        return true;
    }

    private static int Entries(ref Utf8JsonReader reader)
    {
        var entries = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            entries++;
            reader.Skip();
        }

        return entries;
    }

    /// <summary>The field <c>index</c> of the object that the reader has entered; the reader is a copy.</summary>
    private static int Index(Utf8JsonReader reader, int fallback)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = reader.ValueTextEquals("index"u8);
            reader.Read();
            if (index && reader.TokenType == JsonTokenType.Number)
                return reader.GetInt32();
            reader.Skip();
        }

        return fallback;
    }

    private void Message(ref Utf8JsonReader reader, int choice)
    {
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var slot =
                reader.ValueTextEquals("content"u8) ? 0
                : reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8) ? Reasoning
                : reader.ValueTextEquals("refusal"u8) ? Refusal
                : -1;
            var tools = reader.ValueTextEquals("tool_calls"u8);
            var function = reader.ValueTextEquals("function_call"u8);
            reader.Read();
            if (slot >= 0 && reader.TokenType == JsonTokenType.String)
            {
                // Some sellers give reasoning under both of its names: it is one text, and the first is counted.
                if (slot == Reasoning && Twice(seen, slot))
                    continue;
                Once(ref seen, slot);
                Texts.Add(choice, slot, ref reader);
            }
            else if (function && reader.TokenType == JsonTokenType.StartObject)
            {
                Once(ref seen, FirstTool);
                Function(ref reader, choice, 0);
            }
            else if (tools && reader.TokenType == JsonTokenType.StartArray)
            {
                Once(ref seen, FirstTool);
                Tools(ref reader, choice);
            }
            else
                reader.Skip();
        }
    }

    private static bool Twice(int seen, int slot) => (seen & (1 << slot)) != 0;

    private static void Once(ref int seen, int slot)
    {
        if (Twice(seen, slot))
            throw new FormatException("a text stands twice");
        seen |= 1 << slot;
    }

    private void Tools(ref Utf8JsonReader reader, int choice)
    {
        for (var number = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("a tool call is no object");
            var tool = Index(reader, number);
            if (tool is < 0 or >= MostTools)
                throw new FormatException("too many tool calls");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var function = reader.ValueTextEquals("function"u8);
                reader.Read();
                if (function && reader.TokenType == JsonTokenType.StartObject)
                    Function(ref reader, choice, tool);
                else
                    reader.Skip();
            }
        }
    }

    private void Function(ref Utf8JsonReader reader, int choice, int tool)
    {
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueTextEquals("name"u8);
            var arguments = reader.ValueTextEquals("arguments"u8);
            reader.Read();
            if (!(name || arguments) || reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
                continue;
            }

            Once(ref seen, name ? 0 : 1);
            Texts.Add(choice, FirstTool + (2 * tool) + (name ? 0 : 1), ref reader);
        }
    }

    private bool Count(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return true;
        if (reader.TokenType != JsonTokenType.StartObject)
            return false;
        long prompt = -1,
            cached = 0,
            output = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPrompt = reader.ValueTextEquals("prompt_tokens"u8);
            var isOutput = reader.ValueTextEquals("completion_tokens"u8);
            var details = reader.ValueTextEquals("prompt_tokens_details"u8);
            reader.Read();
            if (isPrompt)
                prompt = reader.GetInt64();
            else if (isOutput)
                output = reader.GetInt64();
            else if (details && reader.TokenType == JsonTokenType.StartObject)
                cached = Cached(ref reader);
            else
                reader.Skip();
        }

        Usage = new(prompt, cached, output);
        return prompt is >= -1 and <= MostTold && output is >= -1 and <= MostTold && cached is >= 0 and <= MostTold;
    }

    private static long Cached(ref Utf8JsonReader reader)
    {
        var cached = 0L;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCached = reader.ValueTextEquals("cached_tokens"u8);
            reader.Read();
            if (isCached && reader.TokenType == JsonTokenType.Number)
                cached = reader.GetInt64();
            else
                reader.Skip();
        }

        return cached;
    }
}
