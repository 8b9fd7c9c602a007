// A request's fields by their places in the body; nothing is copied, and what is forwarded is the body with small
// edits.
using System.Text.Json;
using System.Text.Unicode;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Fields of the top level that mean something to the meter.</summary>
internal enum RequestField
{
    Model,
    Messages,
    Prompt,
    Input,
    Stream,
    StreamOptions,
    MaxTokens,
    MaxCompletionTokens,
    N,
    BestOf,
    Echo,
    Suffix,
    Tools,
    Functions,
    ResponseFormat,
    Modalities,
    Audio,
    Prediction,
}

/// <summary>Where a value stands in a body.</summary>
/// <param name="At">First byte.</param>
/// <param name="Length">Bytes; 0: the field is not there.</param>
internal readonly record struct Place(int At, int Length);

/// <summary>A request that could be read. For one request; the body must stay.</summary>
internal sealed class MeterRequest
{
    private static readonly string[] _names =
    [
        "model",
        "messages",
        "prompt",
        "input",
        "stream",
        "stream_options",
        "max_tokens",
        "max_completion_tokens",
        "n",
        "best_of",
        "echo",
        "suffix",
        "tools",
        "functions",
        "response_format",
        "modalities",
        "audio",
        "prediction",
    ];

    private static readonly byte[][] _utf8 = [.. _names.Select(System.Text.Encoding.UTF8.GetBytes)];

    private readonly Place[] _places = new Place[_names.Length];

    private MeterRequest(ReadOnlyMemory<byte> body) => Body = body;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Where the object begins: behind its brace.</summary>
    public int Begin { get; private set; }

    /// <summary>The model that is asked for.</summary>
    public string Model { get; private set; } = "";

    /// <summary>As a stream.</summary>
    public bool Stream { get; private set; }

    /// <summary>The client wants usage at the end of the stream.</summary>
    public bool IncludeUsage { get; private set; }

    /// <summary>The bound on each answer that the client names; null: none.</summary>
    public long? MaxTokens { get; private set; }

    /// <summary>Answers to each prompt.</summary>
    public long N { get; private set; } = 1;

    /// <summary>The name of a field.</summary>
    public static string Name(RequestField field) => _names[(int)field];

    /// <summary>Where a field stands.</summary>
    public Place this[RequestField field] => _places[(int)field];

    /// <summary>A field's value as it stands; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Value(RequestField field) =>
        Body.Span.Slice(_places[(int)field].At, _places[(int)field].Length);

    /// <summary>Reads a body.</summary>
    /// <exception cref="MeterFaultException">It is not a request.</exception>
    public static MeterRequest Read(ReadOnlyMemory<byte> body)
    {
        // The JSON reader looks at texts only when they are asked for, and a text that is no text has no tokens.
        if (!Utf8.IsValid(body.Span))
            throw new MeterFaultException(new(MeterRefusal.BadBody, "The body is not UTF-8."));
        var request = new MeterRequest(body);
        try
        {
            request.Walk();
            request.Words();
        }
        catch (JsonException e)
        {
            throw new MeterFaultException(
                new(
                    MeterRefusal.BadBody,
                    $"The body is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})."
                )
            );
        }
        catch (InvalidOperationException)
        {
            throw new MeterFaultException(new(MeterRefusal.BadBody, "A text of the body is not Unicode."));
        }

        return request;
    }

    /// <summary>A field cannot be what it says.</summary>
    public static MeterFaultException Bad(string field, string rule, string? given = null) =>
        new(new(MeterRefusal.BadField, $"{field}: {rule}", field, given));

    private void Walk()
    {
        var reader = new Utf8JsonReader(Body.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new MeterFaultException(new(MeterRefusal.BadBody, "The body must be a JSON object."));
        Begin = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Which(ref reader);
            reader.Read();
            var at = (int)reader.TokenStartIndex;
            reader.Skip();
            if (field < 0)
                continue;
            if (_places[field].Length > 0)
                throw Bad(_names[field], "stands twice");
            _places[field] = new(at, (int)reader.BytesConsumed - at);
        }

        if (reader.Read())
            throw new MeterFaultException(new(MeterRefusal.BadBody, "Something stands behind the body's object."));
    }

    private static int Which(ref Utf8JsonReader reader)
    {
        for (var i = 0; i < _utf8.Length; i++)
        {
            if (reader.ValueTextEquals(_utf8[i]))
                return i;
        }

        return -1;
    }

    private void Words()
    {
        Model = Text(RequestField.Model) ?? throw Bad("model", "is missing");
        Stream = Flag(RequestField.Stream);
        var most = Whole(RequestField.MaxCompletionTokens, 1, 1_000_000_000);
        var old = Whole(RequestField.MaxTokens, 1, 1_000_000_000);
        if (most is not null && old is not null)
            throw Bad("max_tokens", "must not stand beside max_completion_tokens");
        MaxTokens = most ?? old;
        N = Whole(RequestField.N, 1, 128) ?? 1;
        if ((Whole(RequestField.BestOf, 1, 128) ?? 1) != 1)
            throw Bad("best_of", "answers that nobody gets cannot be metered; must be 1");
        if (Flag(RequestField.Echo))
            throw Bad("echo", "the prompt would be metered twice; must be false");
        foreach (var field in (RequestField[])[RequestField.Audio, RequestField.Prediction])
        {
            if (!Absent(field))
                throw new MeterFaultException(
                    new(MeterRefusal.Uncountable, $"{Name(field)}: cannot be metered.", Name(field))
                );
        }

        if (!Absent(RequestField.Modalities) && !Value(RequestField.Modalities).SequenceEqual("[\"text\"]"u8))
            throw new MeterFaultException(
                new(MeterRefusal.Uncountable, "modalities: only text can be metered.", "modalities")
            );
        if (Absent(RequestField.StreamOptions))
            return;
        using var options = JsonDocument.Parse(Slice(RequestField.StreamOptions));
        if (options.RootElement.ValueKind != JsonValueKind.Object)
            throw Bad("stream_options", "must be an object");
        if (!Stream)
            throw Bad("stream_options", "is only for streams");
        IncludeUsage =
            options.RootElement.TryGetProperty("include_usage"u8, out var usage)
            && usage.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False or JsonValueKind.Null => false,
                _ => throw Bad("stream_options", "include_usage must be true or false"),
            };
    }

    /// <summary>The field is not there or null.</summary>
    public bool Absent(RequestField field) => Value(field).IsEmpty || Value(field).SequenceEqual("null"u8);

    /// <summary>The field's bytes.</summary>
    public ReadOnlyMemory<byte> Slice(RequestField field) =>
        Body.Slice(_places[(int)field].At, _places[(int)field].Length);

    private string? Text(RequestField field)
    {
        if (Absent(field))
            return null;
        var reader = new Utf8JsonReader(Value(field));
        reader.Read();
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : throw Bad(Name(field), "must be a text");
    }

    private bool Flag(RequestField field)
    {
        if (Absent(field))
            return false;
        if (Value(field).SequenceEqual("true"u8))
            return true;
        return Value(field).SequenceEqual("false"u8) ? false : throw Bad(Name(field), "must be true or false");
    }

    private long? Whole(RequestField field, long least, long most)
    {
        if (Absent(field))
            return null;
        var reader = new Utf8JsonReader(Value(field));
        reader.Read();
        if (
            reader.TokenType == JsonTokenType.Number
            && reader.TryGetInt64(out var number)
            && number >= least
            && number <= most
        )
            return number;
        throw Bad(Name(field), $"must be a whole number from {least} to {most}");
    }
}
