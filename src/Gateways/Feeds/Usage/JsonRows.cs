// JSON rows of a file: one a line, or one list or object for the whole file; each row is read by itself.
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Walks through the rows of a JSON file as a stream.</summary>
internal static class JsonRows
{
    /// <summary>A line longer than this is no usage row.</summary>
    public const int LongestLine = 1 << 24;

    /// <summary>A file that is one document is held whole, up to this size; longer ones come as lines.</summary>
    public const int LongestDocument = 1 << 28;

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = 32 };

    /// <summary>Gives each row that is an object; others become faults.</summary>
    /// <param name="stream">The unpacked file.</param>
    /// <param name="report">Counts rows and takes faults.</param>
    /// <param name="row">Told the row and its line; rows of a document have the line 0 or their number.</param>
    /// <exception cref="FeedException">The file is cut off or too long to be read.</exception>
    public static void Read(Stream stream, ImportReport report, Action<JsonElement, int> row)
    {
        var lines = new Lines(stream, report.File);
        var first = true;
        while (lines.Next(out var line))
        {
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
                continue;
            if (first && !Whole(line))
            {
                Document(lines.Rest(line), report, row);
                return;
            }

            first = false;
            Line(line, lines.Number, report, row);
        }
    }

    private static void Line(ReadOnlyMemory<byte> line, int number, ImportReport report, Action<JsonElement, int> row)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line, _options);
        }
        catch (JsonException e)
        {
            report.Row();
            report.Fault(new(report.File, number, "", "", $"must be one JSON object (byte {e.BytePositionInLine})"));
            return;
        }

        using (document)
            Rows(document.RootElement, number, report, row);
    }

    private static void Document(ReadOnlyMemory<byte> text, ImportReport report, Action<JsonElement, int> row)
    {
        try
        {
            using var document = JsonDocument.Parse(text, _options);
            Rows(document.RootElement, 0, report, row);
        }
        catch (JsonException e)
        {
            throw new FeedException(
                new CsvFault(
                    report.File,
                    checked((int)(e.LineNumber ?? 0) + 1),
                    "",
                    "",
                    "must be one JSON document, or one object a line"
                )
            );
        }
    }

    private static void Rows(JsonElement root, int line, ImportReport report, Action<JsonElement, int> row)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            One(root, line, report, row);
            return;
        }

        var number = 0;
        foreach (var element in root.EnumerateArray())
            One(element, line > 0 ? line : ++number, report, row);
    }

    // A lone half of a surrogate pair, or bytes that are no UTF-8, are JSON by its grammar and no text: whoever reads
    // the field finds it. The row may have been counted by then, or not.
    private static void One(JsonElement element, int line, ImportReport report, Action<JsonElement, int> row)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                row(element, line);
                return;
            }

            report.Row();
            report.Fault(CsvFault.Of(report.File, line, "", element.GetRawText(), "must be a JSON object"));
        }
        catch (InvalidOperationException)
        {
            if (report.Read == report.Used + report.Skipped.Values.Sum())
                report.Row();
            report.Fault(new(report.File, line, "", "", "must hold texts that are valid Unicode"));
        }
    }

    // The first line tells lines from a document: a line is whole by itself.
    private static bool Whole(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span, isFinalBlock: true, default);
        try
        {
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return line.Span.Trim(" \t\r"u8) is { Length: > 1 } text && text[0] == '{' && text[^1] == '}';
        }
    }

    /// <summary>Lines of a stream, without copying more than what a block leaves over.</summary>
    private sealed class Lines(Stream stream, string file)
    {
        private byte[] _buffer = new byte[1 << 18];
        private int _start;
        private int _end;
        private bool _over;

        public int Number { get; private set; }

        public bool Next(out ReadOnlyMemory<byte> line)
        {
            line = default;
            var searched = 0;
            while (true)
            {
                var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
                if (at >= 0)
                {
                    line = _buffer.AsMemory(_start, searched + at);
                    _start += searched + at + 1;
                    break;
                }

                if (_over)
                {
                    line = _buffer.AsMemory(_start, _end - _start);
                    _start = _end;
                    if (line.IsEmpty)
                        return false;
                    break;
                }

                searched = _end - _start;
                if (searched > LongestLine)
                    throw Refused($"must have lines of at most {LongestLine} bytes");
                Fill();
            }

            if (++Number == 1)
                line = UsageFormats.WithoutMark(line);
            return true;
        }

        /// <summary>All that is left, with the line that was just read before it.</summary>
        public ReadOnlyMemory<byte> Rest(ReadOnlyMemory<byte> line)
        {
            var all = new ArrayBufferWriter<byte>(1 << 16);
            all.Write(line.Span);
            all.Write("\n"u8);
            while (true)
            {
                all.Write(_buffer.AsSpan(_start, _end - _start));
                (_start, _end) = (0, 0);
                if (_over)
                    return all.WrittenMemory;
                if (all.WrittenCount > LongestDocument)
                    throw Refused($"must be at most {LongestDocument} bytes as one document; write one object a line");
                Fill();
            }
        }

        private void Fill()
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            try
            {
                var read = stream.Read(_buffer, _end, _buffer.Length - _end);
                _over = read == 0;
                _end += read;
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IOException)
            {
                throw Refused("must be whole; the file is cut off or damaged near this line");
            }
        }

        private FeedException Refused(string rule) => new(new CsvFault(file, Number + 1, "", "", rule));
    }
}

/// <summary>One JSON object under reading. After the first fault the row is bad and nothing more is said.</summary>
internal struct JsonRow(JsonElement element, string path, int line, ImportReport report)
{
    /// <summary>True when a fault was told.</summary>
    public bool Bad { get; private set; }

    public readonly JsonElement Element => element;

    /// <summary>The field of that name; undefined when it is missing or null.</summary>
    public readonly JsonElement this[string name] => Field(element, name);

    /// <summary>A field of a nested object; undefined when any of them is missing or null.</summary>
    public static JsonElement Field(JsonElement of, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out of))
                return default;
        }

        return of.ValueKind == JsonValueKind.Null ? default : of;
    }

    /// <summary>A number of tokens or requests; 0 when it is missing and may be.</summary>
    public long Count(JsonElement value, string name, bool required = true)
    {
        if (value.ValueKind == JsonValueKind.Undefined && !required)
            return 0;
        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number)
            && number is >= 0 and <= UsageReading.MostOfRecord
        )
            return number;
        Refuse(value, name, UsageRow.CountRule);
        return 0;
    }

    /// <summary>A text; empty when missing and it may be.</summary>
    public string Text(string name, bool required = false)
    {
        var value = this[name];
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 200 } text)
            return text;
        if (required)
            Refuse(value, name, "must be a text of 1 to 200 characters");
        return "";
    }

    /// <summary>A moment: seconds since 1970, or ISO 8601.</summary>
    public static bool TryTime(JsonElement value, out Model.Numbers.Instant moment)
    {
        moment = default;
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetInt64(out var seconds) && UsageTime.TrySeconds(seconds, out moment);
        return value.ValueKind == JsonValueKind.String
            && UsageTime.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out moment);
    }

    /// <summary>Money; null when missing.</summary>
    public decimal? Cost(string name)
    {
        var value = this[name];
        if (value.ValueKind == JsonValueKind.Undefined)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (
            value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && UsageRow.TryCost(Encoding.UTF8.GetBytes(text), out var cost)
        )
            return cost;
        Refuse(value, name, UsageRow.CostRule);
        return null;
    }

    /// <summary>Tells a fault, once a row.</summary>
    public void Refuse(JsonElement value, string name, string rule)
    {
        if (!Bad)
        {
            var given = value.ValueKind switch
            {
                JsonValueKind.Undefined => "",
                JsonValueKind.String => value.GetString()!,
                _ => value.GetRawText(),
            };
            report.Fault(CsvFault.Of(report.File, line, path.Length > 0 ? $"{path}.{name}" : name, given, rule));
        }

        Bad = true;
    }
}
