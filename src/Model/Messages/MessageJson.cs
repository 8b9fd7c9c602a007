// Entries as JSON for people, and back: every fixed message field by field, documents as they are.
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>A cold path: it reads the shapes of the messages themselves, so a new message needs no line here.</summary>
public static class MessageJson
{
    /// <summary>{"sequence":…,"time":…,"cause":…,"kind":…,"message":{…}}. Ticks, lots and minor units are whole
    /// numbers.</summary>
    public static string Write(in LogEntry entry)
    {
        var root = new JsonObject
        {
            ["sequence"] = entry.Sequence,
            ["time"] = entry.Time.ToString(),
            ["cause"] = entry.Cause,
            ["kind"] = entry.Kind.ToString(),
            ["message"] = MessageSizes.TypeOf(entry.Kind) is { } type
                ? Fields(entry.Payload.Span, type)
                : JsonNode.Parse(entry.Payload.Span),
        };
        return root.ToJsonString();
    }

    /// <summary>The entry that <see cref="Write"/> wrote. Documents come back with the same meaning, not always with
    /// the same spaces.</summary>
    /// <exception cref="FormatException">Not such a text; says what is wrong.</exception>
    public static LogEntry Read(string json)
    {
        try
        {
            var root = JsonNode.Parse(json)!.AsObject();
            if (
                !Enum.TryParse<MessageKind>(Text(root, "kind"), out var kind)
                || MessageSizes.Of(kind) == MessageSizes.Unknown
            )
                throw new FormatException($"kind: '{Text(root, "kind")}' is no kind of message");
            if (!Instant.TryParse(Text(root, "time"), out var time))
                throw new FormatException($"time: '{Text(root, "time")}' is no moment");
            var message = root["message"] ?? throw new FormatException("message: missing");
            var payload = MessageSizes.TypeOf(kind) is { } type
                ? Bytes(message.AsObject(), type)
                : Encoding.UTF8.GetBytes(message.ToJsonString());
            return new((long)root["sequence"]!, time, (long)root["cause"]!, kind, payload);
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or NullReferenceException or OverflowException)
        {
            throw new FormatException($"not an entry: {e.Message}", e);
        }
    }

    private static string Text(JsonObject root, string name) =>
        (string?)root[name] ?? throw new FormatException($"{name}: missing");

    /// <summary>The message's fields in the order in which they lie.</summary>
    private static IEnumerable<(string Name, Type Type, int Offset, int Size)> Layout(Type type)
    {
        var offset = 0;
        foreach (
            var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .OrderBy(f => f.MetadataToken)
        )
        {
            var name = field.Name.StartsWith('<')
                ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)]
                : field.Name;
            var size = SizeOf(field.FieldType);
            yield return (char.ToLowerInvariant(name[0]) + name[1..], field.FieldType, offset, size);
            offset += size;
        }
    }

    private static JsonObject Fields(ReadOnlySpan<byte> payload, Type type)
    {
        var fields = new JsonObject();
        foreach (var (name, field, offset, size) in Layout(type))
            fields[name] = Value(payload.Slice(offset, size), field);
        return fields;
    }

    private static byte[] Bytes(JsonObject message, Type type)
    {
        var layout = Layout(type).ToList();
        var bytes = new byte[layout.Sum(f => f.Size)];
        foreach (var (name, field, offset, size) in layout)
        {
            var value = message[name] ?? throw new FormatException($"message.{name}: missing");
            Put(value, field, bytes.AsSpan(offset, size), name);
        }

        return bytes;
    }

    private static JsonNode Value(ReadOnlySpan<byte> bytes, Type type)
    {
        if (type == typeof(ClientOrderId))
            return MemoryMarshal.Read<ClientOrderId>(bytes).ToString();
        if (type == typeof(Name24))
            return MemoryMarshal.Read<Name24>(bytes).ToString();
        if (type == typeof(TradingDate))
            return MemoryMarshal.Read<TradingDate>(bytes).ToString();
        if (type == typeof(Int128))
            return MemoryMarshal.Read<Int128>(bytes).ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(ulong))
            return MemoryMarshal.Read<ulong>(bytes).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        if (type == typeof(QuoteEntries))
            return Entries(bytes);
        if (IsMessage(type))
            return Fields(bytes, type);
        if (type.IsEnum)
            return Enum.ToObject(type, Whole(bytes)).ToString()!;
        return Whole(bytes);
    }

    private static void Put(JsonNode value, Type type, Span<byte> bytes, string name)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        if (type == typeof(ClientOrderId))
            MemoryMarshal.Write(bytes, (string?)value is "" ? default : ClientOrderId.Of((string)value!));
        else if (type == typeof(Name24))
            MemoryMarshal.Write(bytes, (string?)value is "" ? default : Name24.Of((string)value!));
        else if (type == typeof(TradingDate))
            MemoryMarshal.Write(
                bytes,
                TradingDate.TryParse((string?)value, out var date)
                    ? date
                    : throw new FormatException($"message.{name}: '{value}' is no date")
            );
        else if (type == typeof(Int128))
            MemoryMarshal.Write(bytes, Int128.Parse((string)value!, culture));
        else if (type == typeof(ulong))
            MemoryMarshal.Write(
                bytes,
                ulong.Parse((string)value!, System.Globalization.NumberStyles.HexNumber, culture)
            );
        else if (type == typeof(QuoteEntries))
            PutEntries(value.AsArray(), bytes);
        else if (IsMessage(type))
            Bytes(value.AsObject(), type).CopyTo(bytes);
        else if (type.IsEnum)
            PutWhole(Convert.ToInt64(Enum.Parse(type, (string)value!), culture), bytes);
        else
            PutWhole((long)value, bytes);
    }

    // A message within a message.
    private static bool IsMessage(Type type) =>
        type == typeof(PlaceOrder) || type == typeof(PlaceQuotes) || type == typeof(ReversePosition);

    private static JsonArray Entries(ReadOnlySpan<byte> bytes)
    {
        var entries = new JsonArray();
        for (var size = bytes.Length / QuoteEntries.Length; bytes.Length > 0; bytes = bytes[size..])
            entries.Add(Fields(bytes[..size], typeof(QuoteEntry)));
        return entries;
    }

    private static void PutEntries(JsonArray entries, Span<byte> bytes)
    {
        if (entries.Count != QuoteEntries.Length)
            throw new FormatException($"message.entries: must be {QuoteEntries.Length}");
        foreach (var entry in entries)
        {
            var one = Bytes(entry!.AsObject(), typeof(QuoteEntry));
            one.CopyTo(bytes);
            bytes = bytes[one.Length..];
        }
    }

    // Ticks, lots, minor units and numbers of things: one whole number each, little-endian.
    private static long Whole(ReadOnlySpan<byte> bytes) =>
        bytes.Length switch
        {
            1 => bytes[0],
            2 => MemoryMarshal.Read<ushort>(bytes),
            4 => MemoryMarshal.Read<int>(bytes),
            _ => MemoryMarshal.Read<long>(bytes),
        };

    private static void PutWhole(long value, Span<byte> bytes)
    {
        if (bytes.Length == 1)
            bytes[0] = (byte)value;
        else if (bytes.Length == 2)
            MemoryMarshal.Write(bytes, (ushort)value);
        else if (bytes.Length == 4)
            MemoryMarshal.Write(bytes, (int)value);
        else
            MemoryMarshal.Write(bytes, value);
    }

    private static int SizeOf(Type type)
    {
        var size = typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type);
        return (int)size.Invoke(null, null)!;
    }
}
