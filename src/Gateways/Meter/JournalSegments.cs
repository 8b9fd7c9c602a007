// The journal's files: segments, each named by the sequence of its first record.
using System.Globalization;

namespace Tokenbourse.Gateways.Meter;

/// <summary>One file of the journal.</summary>
/// <param name="First">Sequence of its first record, also when it has none yet.</param>
/// <param name="Path">Where.</param>
internal readonly record struct JournalSegment(long First, string Path);

/// <summary>Names of segments. The first is <c>meter.journal</c>, a later one has its sequence behind it.</summary>
internal static class JournalSegments
{
    private const int Digits = 19;

    /// <summary>Where a segment stands.</summary>
    public static string Place(string folder, long first) =>
        Path.Combine(folder, first == 1 ? JournalScan.FileName : $"{JournalScan.FileName}.{Words(first)}");

    /// <summary>The segments that are there, in order. What has another name is passed over.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static List<JournalSegment> Of(string folder)
    {
        var segments = new List<JournalSegment>();
        foreach (var path in Directory.EnumerateFiles(folder, JournalScan.FileName + "*"))
        {
            var name = Path.GetFileName(path);
            if (name == JournalScan.FileName)
                segments.Add(new(1, path));
            else if (Number(name, JournalScan.FileName + ".") is { } first)
                segments.Add(new(first, path));
        }

        segments.Sort(static (a, b) => a.First.CompareTo(b.First));
        return segments;
    }

    /// <summary>A sequence as it stands in a name.</summary>
    public static string Words(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The sequence in a name; null when it is not of that form.</summary>
    public static long? Number(string name, string prefix) =>
        name.Length == prefix.Length + Digits
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : null;
}
