// The observation log's entries as lines of JSON, and back: the documents byte for byte as they stood on the log.
using System.Buffers;
using System.Text;
using System.Text.Json;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Venue.Recalculation;

/// <summary>One line an entry: sequence, time, kind and what it carries: <c>document</c> (the JSON itself),
/// <c>file</c> (a methodology, a part of its own) or <c>bytes</c> (base 64, of what is not one line of JSON). A tick
/// carries nothing.</summary>
internal static class PackageInputs
{
    /// <summary>The lines, and the methodologies beside them.</summary>
    public static (byte[] Lines, List<PackagePart> Methodologies) Write(IReadOnlyList<LogEntry> entries)
    {
        var lines = new ArrayBufferWriter<byte>(1 << 20);
        var methodologies = new List<PackagePart>();
        foreach (var entry in entries)
        {
            Put(lines, $"{{\"sequence\":{entry.Sequence},\"time\":\"{entry.Time}\",\"kind\":\"{entry.Kind}\"");
            if (entry.Kind == MessageKind.DefineIndex)
            {
                var part = Methodology(entry);
                methodologies.Add(part);
                Put(lines, $",\"file\":\"{part.Name}\"");
            }
            else if (entry.Kind == MessageKind.Tick)
            {
                // Time passed; there is nothing else in it.
            }
            else if (IsLine(entry.Payload.Span))
            {
                Put(lines, ",\"document\":");
                lines.Write(entry.Payload.Span);
            }
            else
            {
                Put(lines, $",\"bytes\":\"{Convert.ToBase64String(entry.Payload.Span)}\"");
            }

            Put(lines, "}\n");
        }

        return (lines.WrittenSpan.ToArray(), methodologies);
    }

    /// <exception cref="BrokenPackageException">A line is no entry, or one is missing in between.</exception>
    public static IEnumerable<LogEntry> Read(IndexPackage package)
    {
        var rest = package.Part(IndexPackage.InputsName);
        var last = new Instant(long.MinValue);
        for (var next = 0L; !rest.IsEmpty; next++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            if (end < 0)
                throw Broken(next, "the last line has no end");
            var entry = Line(package, rest[..end], next);
            if (entry.Time < last)
                throw Broken(next, $"its time {entry.Time} is before the entry before it");
            last = entry.Time;
            yield return entry;
            rest = rest[(end + 1)..];
        }
    }

    private static LogEntry Line(IndexPackage package, ReadOnlyMemory<byte> line, long next)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.GetProperty("sequence").GetInt64() is var sequence && sequence != next)
                throw Broken(next, $"its sequence is {sequence}; an entry is missing or stands in a wrong place");
            if (!Instant.TryParse(root.GetProperty("time").GetString(), out var time))
                throw Broken(next, "its time cannot be read");
            if (!Enum.TryParse<MessageKind>(root.GetProperty("kind").GetString(), out var kind))
                throw Broken(next, $"'{root.GetProperty("kind").GetString()}' is no kind of message");
            return new(sequence, time, -1, kind, Payload(package, root, kind));
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Broken(next, e.Message);
        }
    }

    private static ReadOnlyMemory<byte> Payload(IndexPackage package, JsonElement root, MessageKind kind)
    {
        if (kind == MessageKind.Tick)
            return new byte[8];
        if (root.TryGetProperty("file", out var file))
            return package.Part(file.GetString() ?? "");
        return root.TryGetProperty("document", out var document)
            ? Encoding.UTF8.GetBytes(document.GetRawText())
            : root.GetProperty("bytes").GetBytesFromBase64();
    }

    private static PackagePart Methodology(in LogEntry entry)
    {
        var methodology = IndexMethodology.Read(entry.Payload, []);
        var name = methodology is null ? "refused" : $"{methodology.Index.Replace(':', '_')}-v{methodology.Version}";
        return new($"{IndexPackage.MethodologyFolder}{entry.Sequence:000000}-{name}.json", entry.Payload);
    }

    // What a door took as it came may hold line ends, or be no JSON at all and have been refused by the machine.
    private static bool IsLine(ReadOnlySpan<byte> payload)
    {
        if (
            payload.IsEmpty
            || payload[0] != '{'
            || payload[^1] != '}'
            || payload.IndexOfAny((byte)'\n', (byte)'\r') >= 0
        )
            return false;
        try
        {
            var reader = new Utf8JsonReader(payload);
            while (reader.Read()) { }
            return reader.BytesConsumed == payload.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static BrokenPackageException Broken(long line, string fault) =>
        new(IndexPackage.InputsName, $"line {line + 1}: {fault}");

    private static void Put(ArrayBufferWriter<byte> writer, string text) => writer.Write(Encoding.UTF8.GetBytes(text));
}
