// One request of the Deribit-style door: its method, its parameters by name, and who asks.
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Reads parameters; the first fault is kept. Values come as text from an address or as JSON from a body:
/// numbers are taken in both spellings, since clients send both.</summary>
internal sealed class RpcCall(string method)
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IReadOnlyList<string>> _lists = new(StringComparer.Ordinal);

    /// <summary>As <c>private/buy</c>.</summary>
    public string Method { get; } = method;

    /// <summary>Who signed; null: nobody did.</summary>
    public Guest? Guest { get; set; }

    /// <summary>The connection it came over; null: it came alone.</summary>
    public RpcSession? Session { get; init; }

    public RpcFault? Fault { get; private set; }

    public bool IsPrivate => Method.StartsWith("private/", StringComparison.Ordinal);

    /// <summary>The account that the caller speaks for; private methods have one.</summary>
    public int Account => Guest!.Account;

    public RpcCall With(IQueryCollection query)
    {
        foreach (var (name, value) in query)
        {
            if (value.Count == 1)
                _values[name] = value[0] ?? "";
            else
                Blame(RpcFault.Bad(name, value.ToString(), "Stands more than once."));
        }

        return this;
    }

    /// <param name="parameters">An object; anything else is a fault.</param>
    public RpcCall With(JsonElement parameters)
    {
        if (parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return this;
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            Blame(RpcFault.Bad("params", parameters.GetRawText(), "Must be an object: parameters go by name."));
            return this;
        }

        foreach (var parameter in parameters.EnumerateObject())
            Keep(parameter.Name, parameter.Value);
        return this;
    }

    public void Blame(RpcFault fault) => Fault ??= fault;

    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>A text that must be there.</summary>
    public string Needed(string name)
    {
        if (_values.TryGetValue(name, out var text) && text.Length > 0)
            return text;
        Blame(RpcFault.Bad(name, null, "Is missing."));
        return "";
    }

    /// <summary>One of some words; the first one where it is missing.</summary>
    public string Word(string name, params string[] words)
    {
        var text = Text(name) ?? words[0];
        if (!words.Contains(text))
            Blame(RpcFault.Bad(name, text, "Is not one of the words.", string.Join(", ", words)));
        return text;
    }

    public bool Flag(string name) => Word(name, "false", "true") == "true";

    public long? Whole(string name, long least, long most)
    {
        if (Decimal(name) is not { } number)
            return null;
        if (decimal.Truncate(number) == number && number >= least && number <= most)
            return (long)number;
        Blame(RpcFault.Bad(name, Text(name), "Must be a whole number.", QueryReader.Between(least, most)));
        return null;
    }

    /// <summary>A number in whichever way it is written.</summary>
    public decimal? Decimal(string name)
    {
        const NumberStyles style =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        if (Text(name) is not { } text)
            return null;
        if (text.Length <= 40 && decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number))
            return number;
        Blame(RpcFault.Bad(name, text, "Must be a number."));
        return null;
    }

    /// <summary>Texts in a list; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (_lists.TryGetValue(name, out var texts))
            return texts;
        return Needed(name) is { Length: > 0 } text ? [text] : [];
    }

    /// <summary>The first parameter that is none of these; null: there is no other.</summary>
    public string? Other(IReadOnlyCollection<string> known) =>
        _values.Keys.Concat(_lists.Keys).FirstOrDefault(name => !known.Contains(name));

    private void Keep(string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                _values[name] = value.GetString()!;
                break;
            case JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String):
                _lists[name] = [.. value.EnumerateArray().Select(v => v.GetString()!)];
                break;
            default:
                _values[name] = value.GetRawText();
                break;
        }
    }
}
