// Reads what people send: query values and small JSON objects, field by field; the first fault is kept.
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http;

/// <summary>The query of a request. Values that nobody asked for are faults.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly List<string> _asked = [];

    public WireFault? Fault { get; private set; }

    public long? Whole(string name, long least, long most)
    {
        if (Text(name) is not { } text)
            return null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Fault ??= WireFault.BadType(name, text, "Must be a whole number.");
            return null;
        }

        if (number >= least && number <= most)
            return number;
        Fault ??= WireFault.Bad(name, text, "Is outside what is taken.", Between(least, most));
        return null;
    }

    /// <summary>A decimal number for a study; no price and no amount of money.</summary>
    public double? Number(string name, decimal least, decimal most)
    {
        if (Text(name) is not { } text)
            return null;
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number))
        {
            Fault ??= WireFault.BadType(name, text, "Must be a decimal number.");
            return null;
        }

        if (number >= least && number <= most)
            return (double)number;
        var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
        Fault ??= WireFault.Bad(name, text, "Is outside what is taken.", range);
        return null;
    }

    public TradingDate? Date(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (TradingDate.TryParse(text, out var date))
            return date;
        Fault ??= WireFault.BadType(name, text, "Must be a date, yyyy-MM-dd.");
        return null;
    }

    /// <summary>A whole hour, told by the moment at which it begins.</summary>
    public long? Hour(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Instant.TryParse(text, out var moment) && moment.Nanoseconds % DeliveryHours.Nanoseconds == 0)
            return DeliveryHours.Of(moment);
        Fault ??= WireFault.BadType(name, text, "Must be the begin of an hour in UTC, yyyy-MM-ddTHH:00:00Z.");
        return null;
    }

    /// <summary>A word that stands for a number; null when it is not given.</summary>
    public int? Word(string name, Func<string, int?> meaning, string words)
    {
        if (Text(name) is not { } text)
            return null;
        if (meaning(text) is { } number)
            return number;
        Fault ??= WireFault.Bad(name, text, "Is not one of the words.", words);
        return null;
    }

    /// <summary>To be called when everything was asked for.</summary>
    public WireFault? Done()
    {
        foreach (var (name, value) in query)
        {
            if (!_asked.Contains(name))
                Fault ??= WireFault.UnknownField(name, value.ToString());
        }

        return Fault;
    }

    public static string Between(long least, long most) =>
        string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");

    /// <summary>As it was given; null when it was not.</summary>
    public string? Text(string name)
    {
        _asked.Add(name);
        if (!query.TryGetValue(name, out var values))
            return null;
        if (values.Count > 1)
            Fault ??= WireFault.Bad(name, values.ToString(), "May be given once.");
        return values.Count == 0 ? null : values[0] ?? "";
    }
}

/// <summary>One JSON object. Every field must be asked for; a field that nobody asked for, or that stands twice, is a
/// fault.</summary>
internal sealed class BodyReader
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly string _path = "";

    /// <summary>Reads the bytes; <see cref="Fault"/> tells when they are not one JSON object.</summary>
    public BodyReader(ReadOnlyMemory<byte> json)
    {
        // The parser takes any bytes between quotes, and stumbles over them when they are shown.
        if (!Utf8.IsValid(json.Span))
        {
            Fault = WireFault.Bad("body", null, "Is not UTF-8.");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                Fault = WireFault.BadType("body", Short(document.RootElement), "Must be a JSON object.");
                return;
            }

            Read(document.RootElement.Clone());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader also stops on text that is JSON and not Unicode (half a surrogate pair).
            var place = e is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
                ? $" (line {line + 1}, byte {at})"
                : "";
            Fault = WireFault.Bad("body", null, $"Is not JSON{place}.");
        }
    }

    private BodyReader(JsonElement element, string path)
    {
        _path = path;
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault = WireFault.BadType(path[..^1], Short(element), "Must be a JSON object.");
            return;
        }

        Read(element);
    }

    // The element stays for as long as this is read.
    private void Read(JsonElement element)
    {
        try
        {
            foreach (var field in element.EnumerateObject())
            {
                if (!_fields.TryAdd(field.Name, field.Value))
                    Fault ??= WireFault.Bad(_path + field.Name, Short(field.Value), "Stands twice.");
            }
        }
        catch (InvalidOperationException)
        {
            Fault ??= WireFault.Bad("body", null, "Is not JSON.");
        }
    }

    private BodyReader() { }

    public WireFault? Fault { get; private set; }

    /// <summary>A field that holds a request of its own: its faults are named as if it had come alone.</summary>
    public BodyReader Nested(string name)
    {
        var body = new BodyReader();
        if (!Get(name, true, out var value))
            body.Fault = WireFault.Bad(name, null, "Is missing.");
        else if (value.ValueKind != JsonValueKind.Object)
            body.Fault = WireFault.BadType(name, Short(value), "Must be a JSON object.");
        else
            body.Read(value);
        return body;
    }

    /// <summary>The account as far as it can be read; nothing is asked for or blamed.</summary>
    public int? Account() =>
        _fields.TryGetValue("account", out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var account)
            ? account
            : null;

    /// <summary>A text as far as it can be read; nothing is asked for or blamed.</summary>
    public string? Peek(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? TryText(value) : null;

    /// <summary>A fault that was found outside; the first one is kept. The field is named as in this object.</summary>
    public void Blame(WireFault fault) =>
        Fault ??= fault with { Error = fault.Error with { Field = _path + fault.Error.Field } };

    /// <summary>True or false.</summary>
    /// <param name="otherwise">When it is missing.</param>
    public bool Flag(string name, bool otherwise = false)
    {
        if (!Get(name, false, out var value))
            return otherwise;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.ValueKind == JsonValueKind.True;
        Blame(WireFault.BadType(name, Short(value), "Must be true or false."));
        return false;
    }

    /// <summary>A list of objects, each to be read like this one; their faults name the place in the list.</summary>
    public IReadOnlyList<BodyReader> Objects(string name, int most)
    {
        var objects = new List<BodyReader>();
        if (!Get(name, true, out var value))
            return objects;
        if (value.ValueKind != JsonValueKind.Array)
            Blame(WireFault.BadType(name, Short(value), "Must be a list of objects."));
        else if (value.GetArrayLength() is var count && (count < 1 || count > most))
            Blame(WireFault.Bad(name, Words.Of(count), "Is not as long as is taken.", QueryReader.Between(1, most)));
        else
        {
            foreach (var item in value.EnumerateArray())
                objects.Add(new(item, string.Create(CultureInfo.InvariantCulture, $"{name}[{objects.Count}].")));
        }

        return objects;
    }

    public string? Text(string name, bool required)
    {
        if (!Get(name, required, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && TryText(value) is { } text)
            return text;
        Fault ??= WireFault.BadType(_path + name, Short(value), "Must be a text.");
        return null;
    }

    /// <summary>An object as it was written.</summary>
    public string? Raw(string name)
    {
        if (!Get(name, true, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Object)
            return value.GetRawText();
        Fault ??= WireFault.BadType(_path + name, Short(value), "Must be a JSON object.");
        return null;
    }

    /// <summary>One of a closed set of words; the first when it is not given and not required.</summary>
    public T Word<T>(string name, bool required, params ReadOnlySpan<(string Word, T Value)> words)
    {
        if (Text(name, required) is not { } text)
            return words[0].Value;
        foreach (var (word, meaning) in words)
        {
            if (word == text)
                return meaning;
        }

        var all = new List<string>();
        foreach (var (word, _) in words)
            all.Add(word);
        Fault ??= WireFault.Bad(_path + name, text, "Is not one of the words.", string.Join(", ", all));
        return words[0].Value;
    }

    public long? Whole(string name, bool required, long least, long most)
    {
        if (!Get(name, required, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Number)
        {
            Fault ??= WireFault.BadType(_path + name, Short(value), "Must be a whole number, without quotes.");
            return null;
        }

        if (!value.TryGetInt64(out var number))
        {
            Fault ??= WireFault.BadType(_path + name, Short(value), "Must be a whole number.");
            return null;
        }

        if (number >= least && number <= most)
            return number;
        // What is outside is no value: callers narrow it.
        Fault ??= WireFault.Bad(
            _path + name,
            Short(value),
            "Is outside what is taken.",
            QueryReader.Between(least, most)
        );
        return null;
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        if (!Get(name, true, out var value))
            return texts;
        if (value.ValueKind != JsonValueKind.Array)
        {
            Fault ??= WireFault.BadType(_path + name, Short(value), "Must be a list of texts.");
            return texts;
        }

        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && TryText(item) is { } text)
                texts.Add(text);
            else
                Fault ??= WireFault.BadType(_path + name, Short(item), "Must hold texts only.");
        }

        return texts;
    }

    /// <summary>To be called when all fields have been asked for.</summary>
    public WireFault? Done()
    {
        foreach (var (name, value) in _fields)
        {
            // A misspelt field is named before the one that is missing because of it.
            if (
                !_asked.Contains(name)
                && Fault is null or { Error.Num: 1001, Error.Given: null, Error.Field: not "body" }
            )
                Fault = WireFault.UnknownField(_path + name, Short(value));
        }

        return Fault;
    }

    private bool Get(string name, bool required, out JsonElement value)
    {
        _asked.Add(name);
        if (_fields.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null)
            return true;
        if (required)
            Fault ??= WireFault.Bad(_path + name, null, "Is missing.");
        return false;
    }

    private static string Short(JsonElement element)
    {
        var text =
            element.ValueKind == JsonValueKind.String ? TryText(element) ?? element.GetRawText() : element.GetRawText();
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    /// <summary>Null for a text that is not Unicode.</summary>
    private static string? TryText(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
