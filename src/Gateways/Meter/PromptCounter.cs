// How many tokens a prompt has: every text by itself, and what the model's template puts around messages.
using System.Buffers;
using System.Text.Json;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// A chat: for each message the template's tokens, its role and all its texts; then
/// the template's beginning of the answer. Definitions of tools and shapes of
/// answers count as the JSON that they are. Text that spells an added token is text.
/// </summary>
internal static class PromptCounter
{
    private const int MostPrompts = 2048;

    /// <summary>Counts a request's prompt.</summary>
    /// <param name="request">The request.</param>
    /// <param name="kind">What it asks for.</param>
    /// <param name="model">Whose template.</param>
    /// <param name="tokenizer">Whose tokens.</param>
    /// <returns>Tokens, and how many prompts there are.</returns>
    /// <exception cref="MeterFaultException">It cannot be counted.</exception>
    public static (long Tokens, long Prompts) Count(
        MeterRequest request,
        MeterKind kind,
        MeteredModel model,
        BytePairTokenizer tokenizer
    )
    {
        try
        {
            return kind switch
            {
                MeterKind.Chat => (Chat(request, model, tokenizer), 1),
                MeterKind.Completion => Texts(request, RequestField.Prompt, tokenizer),
                _ => Texts(request, RequestField.Input, tokenizer),
            };
        }
        catch (InvalidOperationException)
        {
            throw new MeterFaultException(new(MeterRefusal.BadBody, "A text of the body is not Unicode."));
        }
    }

    /// <summary>Tokens of the text at which a reader stands.</summary>
    public static long Text(ref Utf8JsonReader reader, BytePairTokenizer tokenizer)
    {
        if (!reader.ValueIsEscaped)
            return tokenizer.Count(reader.ValueSpan);
        var room = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return tokenizer.Count(room.AsSpan(0, reader.CopyString(room)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static long Chat(MeterRequest request, MeteredModel model, BytePairTokenizer tokenizer)
    {
        var reader = new Utf8JsonReader(request.Value(RequestField.Messages));
        if (request.Absent(RequestField.Messages))
            throw MeterRequest.Bad("messages", "is missing");
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw MeterRequest.Bad("messages", "must be a list");
        long tokens = model.AReply;
        var messages = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw MeterRequest.Bad($"messages[{messages}]", "must be an object");
            tokens += model.AMessage + Message(ref reader, request, tokenizer, messages++);
        }

        if (messages == 0)
            throw MeterRequest.Bad("messages", "must hold one message at least");
        foreach (var field in (RequestField[])[RequestField.Tools, RequestField.Functions, RequestField.ResponseFormat])
        {
            if (!request.Absent(field))
                tokens += tokenizer.Count(request.Value(field));
        }

        return tokens;
    }

    private static long Message(
        ref Utf8JsonReader reader,
        MeterRequest request,
        BytePairTokenizer tokenizer,
        int number
    )
    {
        var tokens = 0L;
        var role = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            role |= isRole;
            var content = reader.ValueTextEquals("content"u8);
            var reference = reader.ValueTextEquals("tool_call_id"u8);
            reader.Read();
            if (isRole && reader.TokenType != JsonTokenType.String)
                throw MeterRequest.Bad($"messages[{number}].role", "must be a text");
            if (reference)
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.String)
                tokens += Text(ref reader, tokenizer);
            else if (content && reader.TokenType == JsonTokenType.StartArray)
                tokens += Parts(ref reader, tokenizer, number);
            else if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                tokens += AsItStands(ref reader, request, tokenizer);
            else if (content && reader.TokenType != JsonTokenType.Null)
                throw MeterRequest.Bad($"messages[{number}].content", "must be a text or a list of parts");
        }

        return role ? tokens : throw MeterRequest.Bad($"messages[{number}].role", "is missing");
    }

    private static long AsItStands(ref Utf8JsonReader reader, MeterRequest request, BytePairTokenizer tokenizer)
    {
        var at = (int)reader.TokenStartIndex;
        reader.Skip();
        return tokenizer.Count(request.Value(RequestField.Messages)[at..(int)reader.BytesConsumed]);
    }

    private static long Parts(ref Utf8JsonReader reader, BytePairTokenizer tokenizer, int number)
    {
        var tokens = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw MeterRequest.Bad($"messages[{number}].content", "must hold objects");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var type = reader.ValueTextEquals("type"u8);
                var text = reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("refusal"u8);
                reader.Read();
                if (type && !(reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("refusal"u8)))
                    throw NoText(number, reader.GetString());
                if (text && reader.TokenType == JsonTokenType.String)
                    tokens += Text(ref reader, tokenizer);
                else if (!type && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
                    throw NoText(number, null);
                else
                    reader.Skip();
            }
        }

        return tokens;
    }

    private static MeterFaultException NoText(int number, string? given) =>
        new(
            new(
                MeterRefusal.Uncountable,
                "Only text can be metered: parts of a message must be of type text.",
                $"messages[{number}].content",
                given,
                "text"
            )
        );

    /// <summary>A text, a list of texts, a list of tokens, or a list of lists of tokens.</summary>
    private static (long Tokens, long Prompts) Texts(
        MeterRequest request,
        RequestField field,
        BytePairTokenizer tokenizer
    )
    {
        var name = MeterRequest.Name(field);
        if (request.Absent(field))
            throw MeterRequest.Bad(name, "is missing");
        var tokens = request.Absent(RequestField.Suffix) ? 0 : Suffix(request, tokenizer);
        var reader = new Utf8JsonReader(request.Value(field));
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return (tokens + Text(ref reader, tokenizer), 1);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw MeterRequest.Bad(name, "must be a text or a list");
        long prompts = 0,
            loose = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    tokens += Text(ref reader, tokenizer);
                    prompts++;
                    break;
                case JsonTokenType.Number:
                    loose++;
                    break;
                case JsonTokenType.StartArray:
                    prompts++;
                    while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                        tokens++;
                    if (reader.TokenType != JsonTokenType.EndArray)
                        throw MeterRequest.Bad(name, "must hold lists of tokens");
                    break;
                default:
                    throw MeterRequest.Bad(name, "must hold texts or tokens");
            }
        }

        if (loose > 0 && prompts > 0)
            throw MeterRequest.Bad(name, "must not mix texts and tokens");
        prompts = loose > 0 ? 1 : prompts;
        if (prompts is 0 or > MostPrompts)
            throw MeterRequest.Bad(name, $"must hold 1 to {MostPrompts} prompts");
        return (tokens + loose, prompts);
    }

    private static long Suffix(MeterRequest request, BytePairTokenizer tokenizer)
    {
        var reader = new Utf8JsonReader(request.Value(RequestField.Suffix));
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? Text(ref reader, tokenizer)
            : throw MeterRequest.Bad("suffix", "must be a text");
    }
}
