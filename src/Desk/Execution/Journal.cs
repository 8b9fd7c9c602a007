// journal.jsonl: what was proposed, agreed, sent and filled; appended, never changed, each line chained to the one
// before.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Desk.Execution;

/// <summary>The journal cannot be used as it stands: a line was changed, or cannot be read.</summary>
/// <param name="line">Its number, from 1.</param>
/// <param name="message">What is wrong.</param>
public sealed class JournalException(long line, string message) : Exception(message)
{
    /// <summary>The first line that is at fault.</summary>
    public long Line { get; } = line;
}

/// <summary>The desk's journal. One process writes it at a time: it holds the file <c>.lock</c> beside it.</summary>
public sealed class Journal : IDisposable
{
    private readonly FileStream _lock;
    private readonly FileStream _file;
    private readonly List<JournalLine> _lines;
    private string _last;

    private Journal(FileStream held, FileStream file, List<JournalLine> lines, string last, int dropped)
    {
        (_lock, _file, _lines, _last) = (held, file, lines, last);
        Dropped = dropped;
    }

    /// <summary>All lines, oldest first.</summary>
    public IReadOnlyList<JournalLine> Lines => _lines;

    /// <summary>Bytes of an incomplete last line that opening cut off; 0 when the file was whole.</summary>
    public int Dropped { get; }

    /// <summary>Opens a journal, or begins one. A last line without its end was never told to anybody and is cut
    /// off.</summary>
    /// <exception cref="JournalException">A line was changed, or cannot be read.</exception>
    /// <exception cref="IOException">The file cannot be opened, or another process has it.</exception>
    public static Journal Open(string path)
    {
        FileStream? held = null;
        FileStream? file = null;
        try
        {
            // On some systems only a file that nobody else may open at all is locked.
            held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
            var (lines, last) = Read(bytes.AsSpan(0, whole));
            if (whole < bytes.Length)
            {
                file.SetLength(whole);
                file.Flush(true);
            }

            file.Position = whole;
            return new(held, file, lines, last, bytes.Length - whole);
        }
        catch
        {
            file?.Dispose();
            held?.Dispose();
            throw;
        }
    }

    /// <summary>The lines of a journal that may be open elsewhere; an incomplete last line is passed over.</summary>
    /// <exception cref="JournalException">A line was changed, or cannot be read.</exception>
    public static IReadOnlyList<JournalLine> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Read(bytes.AsSpan(0, Array.LastIndexOf(bytes, (byte)'\n') + 1)).Lines;
    }

    /// <summary>Appends a line; it is on the disk when this returns.</summary>
    /// <param name="line">Number and hash are put in here.</param>
    public JournalLine Append(JournalLine line)
    {
        var whole = line with { Number = _lines.Count + 1, Before = _last };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(whole, JournalJson.Default.JournalLine);
        _file.Write([.. bytes, (byte)'\n']);
        _file.Flush(true);
        _last = Hash(bytes);
        _lines.Add(whole);
        return whole;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static (List<JournalLine> Lines, string Last) Read(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<JournalLine>();
        var last = "";
        while (bytes.Length > 0)
        {
            var end = bytes.IndexOf((byte)'\n');
            var text = bytes[..end];
            bytes = bytes[(end + 1)..];
            var number = lines.Count + 1;
            var line = Parse(text, number);
            if (line.Number != number)
                throw new JournalException(number, $"line {number} says that it is number {line.Number}");
            if (line.Before != last)
                throw new JournalException(
                    number,
                    number == 1
                        ? "line 1 names a line before it: the journal's beginning is missing"
                        : $"line {number} does not follow line {number - 1}: one of the two was changed"
                );
            last = Hash(text);
            lines.Add(line);
        }

        return (lines, last);
    }

    private static JournalLine Parse(ReadOnlySpan<byte> text, long number)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine)
                ?? throw new JournalException(number, $"line {number} is empty");
        }
        catch (JsonException fault)
        {
            throw new JournalException(
                number,
                $"line {number} cannot be read ({fault.Path ?? "not JSON"}): "
                    + $"{Encoding.UTF8.GetString(text[..int.Min(text.Length, 60)])}"
            );
        }
    }

    private static string Hash(ReadOnlySpan<byte> line) => Convert.ToHexStringLower(SHA256.HashData(line));
}
