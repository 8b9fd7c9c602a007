// Reads the table of facts that ships with the program (fix.dictionary).
using System.Globalization;

namespace Tokenbourse.Gateways.Fix.Dictionary;

/// <summary>From lines to layouts. The table is ours: a fault in it is a bug and stops the process.</summary>
internal sealed class FixDictionaryReader
{
    private readonly FixVersion _version;
    private readonly Dictionary<int, FixField> _fields = [];
    private readonly Dictionary<string, string[]> _blocks = new(StringComparer.Ordinal);
    private readonly List<FixLayout> _messages = [];
    private FixLayout? _header;
    private FixLayout? _trailer;

    private FixDictionaryReader(FixVersion version) => _version = version;

    /// <summary>The table in this assembly, as one version sees it.</summary>
    public static FixDictionary Shipped(FixVersion version)
    {
        using var stream =
            typeof(FixDictionaryReader).Assembly.GetManifestResourceStream("fix.dictionary")
            ?? throw new InvalidOperationException("the table of FIX facts is not in the assembly");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), version);
    }

    /// <summary>A table from text.</summary>
    public static FixDictionary Read(string text, FixVersion version)
    {
        var reader = new FixDictionaryReader(version);
        foreach (var line in Joined(text))
            reader.Line(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new(
            version,
            reader._fields,
            reader._header ?? throw new InvalidOperationException("no header"),
            reader._trailer ?? throw new InvalidOperationException("no trailer"),
            reader._messages
        );
    }

    private static IEnumerable<string> Joined(string text)
    {
        var whole = "";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                whole += " " + line.Trim();
                continue;
            }

            if (whole.Length > 0)
                yield return whole;
            whole = line.StartsWith('#') ? "" : line.Trim();
        }

        if (whole.Length > 0)
            yield return whole;
    }

    private void Line(string[] words)
    {
        var name = FixDictionary.Name(_version);
        switch (words[0])
        {
            case "field":
                var tag = Number(words[1]);
                _fields.Add(tag, new(tag, words[2], Type(words[3]), words[3], words[4..]));
                break;
            case "component" or "group":
                _blocks.Add(words[1], words);
                break;
            case "header" when words[1] == name:
                _header = new("", words[0], Parts(words.AsSpan(2), true));
                break;
            case "trailer" when words[1] == name:
                _trailer = new("", words[0], Parts(words.AsSpan(2), true));
                break;
            case "message" when words[3] == name || words[3] == "any":
                _messages.Add(new(words[1], words[2], Parts(words.AsSpan(4), true)));
                break;
            case "header" or "trailer" or "message":
                break;
            default:
                throw new InvalidOperationException($"the table of FIX facts has a line {words[0]}");
        }
    }

    /// <summary>Parts in order, components put in their places. What a component requires counts where the component
    /// itself is required.</summary>
    private FixPart[] Parts(ReadOnlySpan<string> words, bool required)
    {
        var parts = new List<FixPart>();
        foreach (var word in words)
        {
            var asked =
                word.EndsWith('!') || (word.EndsWith("!4", StringComparison.Ordinal) && _version == FixVersion.Fix44);
            var added = word.StartsWith('+');
            var name = word[(added ? 1 : 0)..].Split('!')[0];
            if (!name.StartsWith('@'))
            {
                parts.Add(new(Known(Number(name)), asked && required, null, added));
                continue;
            }

            var block = _blocks[name[1..]];
            if (block[0] == "component")
                parts.AddRange(Parts(block.AsSpan(2), required && asked));
            else
                parts.Add(
                    new(
                        Known(Number(block[2])),
                        asked && required,
                        new("", block[1], Parts(block.AsSpan(3), true)),
                        added
                    )
                );
        }

        return [.. parts];
    }

    private int Known(int tag) =>
        _fields.ContainsKey(tag)
            ? tag
            : throw new InvalidOperationException($"the table of FIX facts lacks field {tag}");

    private static int Number(string word) => int.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);

    private static FixType Type(string name) =>
        name switch
        {
            "char" => FixType.Char,
            "Boolean" => FixType.Boolean,
            "int" => FixType.Int,
            "Length" => FixType.Length,
            "NumInGroup" => FixType.NumInGroup,
            "SeqNum" => FixType.SeqNum,
            "float" or "Qty" or "Price" or "PriceOffset" or "Amt" or "Percentage" => FixType.Float,
            "data" => FixType.Data,
            "MultipleValueString" => FixType.MultipleValue,
            "UTCTimestamp" => FixType.Timestamp,
            "UTCTimeOnly" => FixType.Clock,
            "UTCDateOnly" or "LocalMktDate" => FixType.Date,
            "MonthYear" => FixType.MonthYear,
            "Country" => FixType.Country,
            "Currency" => FixType.Currency,
            "String" or "Exchange" => FixType.Text,
            _ => throw new InvalidOperationException($"the table of FIX facts has a type {name}"),
        };
}
