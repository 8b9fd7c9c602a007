// What FIX 4.4 and FIXT 1.1 know: fields with type and values, and what each message holds.
namespace Tokenbourse.Gateways.Fix.Dictionary;

/// <summary>The two protocols of a session.</summary>
public enum FixVersion
{
    /// <summary>FIX.4.4: session and application in one.</summary>
    Fix44,

    /// <summary>FIXT.1.1: the session of FIX 5.0; application messages keep the fields of 4.4.</summary>
    Fixt11,
}

/// <summary>Types of values, by the standard's names.</summary>
public enum FixType
{
    Text,
    Char,
    Boolean,
    Int,
    Length,
    NumInGroup,
    SeqNum,
    Float,
    Data,
    MultipleValue,
    Timestamp,
    Clock,
    Date,
    MonthYear,
    Country,
    Currency,
}

/// <summary>A field: number, name, type, and the closed list of its values, if it has one.</summary>
public sealed class FixField(int tag, string name, FixType type, string typeName, string[] values)
{
    private readonly byte[][] _values = [.. values.Select(System.Text.Encoding.ASCII.GetBytes)];

    public int Tag { get; } = tag;

    public string Name { get; } = name;

    public FixType Type { get; } = type;

    /// <summary>The type as the standard calls it (Price, Qty and Amt are all decimals here).</summary>
    public string TypeName { get; } = typeName;

    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>The value is on the list, or there is no list.</summary>
    public bool Allows(ReadOnlySpan<byte> value)
    {
        if (_values.Length == 0)
            return true;
        foreach (var one in _values)
        {
            if (value.SequenceEqual(one))
                return true;
        }

        return false;
    }
}

/// <summary>One part of a message or group: a field, with the group behind it if it counts one.</summary>
/// <param name="Added">Ours: the standard has the field, but not in this place.</param>
public sealed record FixPart(int Tag, bool Required, FixLayout? Group, bool Added = false);

/// <summary>What a message, a group's entry, a header or a trailer holds, ready to be asked by tag.</summary>
public sealed class FixLayout
{
    private readonly short[] _places;

    public FixLayout(string type, string name, FixPart[] parts)
    {
        Type = type;
        Name = name;
        Parts = parts;
        _places = new short[parts.Length == 0 ? 0 : parts.Max(p => p.Tag) + 1];
        for (var at = 0; at < parts.Length; at++)
            _places[parts[at].Tag] = (short)(at + 1);
        Required = [.. parts.Where(p => p.Required).Select(p => p.Tag)];
    }

    /// <summary>MsgType of a message; empty for a group, header or trailer.</summary>
    public string Type { get; }

    public string Name { get; }

    public IReadOnlyList<FixPart> Parts { get; }

    /// <summary>Tags that must be there.</summary>
    public int[] Required { get; }

    /// <summary>The field with which each entry of a group begins.</summary>
    public int First => Parts[0].Tag;

    /// <summary>The part with this tag, or null.</summary>
    public FixPart? Part(int tag) =>
        tag >= 0 && tag < _places.Length && _places[tag] is var place and > 0 ? Parts[place - 1] : null;
}

/// <summary>The facts of one version. Read once, shared by all sessions, never changed.</summary>
public sealed class FixDictionary
{
    private readonly FixField?[] _fields;
    private readonly FixLayout?[] _short = new FixLayout?[128];
    private readonly Dictionary<string, FixLayout> _messages;

    internal FixDictionary(
        FixVersion version,
        IReadOnlyDictionary<int, FixField> fields,
        FixLayout header,
        FixLayout trailer,
        IReadOnlyList<FixLayout> messages
    )
    {
        Version = version;
        Header = header;
        Trailer = trailer;
        Messages = messages;
        _fields = new FixField?[fields.Keys.Max() + 1];
        foreach (var (tag, field) in fields)
            _fields[tag] = field;
        _messages = messages.ToDictionary(m => m.Type, StringComparer.Ordinal);
        foreach (var message in messages.Where(m => m.Type.Length == 1))
            _short[message.Type[0]] = message;
    }

    /// <summary>FIX 4.4.</summary>
    public static FixDictionary Fix44 { get; } = FixDictionaryReader.Shipped(FixVersion.Fix44);

    /// <summary>FIXT 1.1.</summary>
    public static FixDictionary Fixt11 { get; } = FixDictionaryReader.Shipped(FixVersion.Fixt11);

    public FixVersion Version { get; }

    /// <summary>BeginString(8).</summary>
    public string BeginString => Name(Version);

    public FixLayout Header { get; }

    public FixLayout Trailer { get; }

    public IReadOnlyList<FixLayout> Messages { get; }

    /// <summary>All fields, by number.</summary>
    public IEnumerable<FixField> Fields => _fields.OfType<FixField>();

    /// <summary>The dictionary of a version.</summary>
    public static FixDictionary Of(FixVersion version) => version == FixVersion.Fix44 ? Fix44 : Fixt11;

    /// <summary>BeginString(8) of a version.</summary>
    public static string Name(FixVersion version) => version == FixVersion.Fix44 ? "FIX.4.4" : "FIXT.1.1";

    /// <summary>The field with this number, or null.</summary>
    public FixField? Field(int tag) => tag >= 0 && tag < _fields.Length ? _fields[tag] : null;

    /// <summary>The message of this type, or null.</summary>
    public FixLayout? Message(ReadOnlySpan<byte> type)
    {
        if (type.Length == 1)
            return type[0] < _short.Length ? _short[type[0]] : null;
        if (type.Length != 2)
            return null;
        Span<char> name = [(char)type[0], (char)type[1]];
        return _messages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : null;
    }
}
