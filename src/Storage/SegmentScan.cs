// The segments of a directory, read, checked and joined into one log; a spare that was begun is its last segment.
using Tokenbourse.Log;

namespace Tokenbourse.Storage;

/// <summary>Opening, without changing anything.</summary>
internal static class SegmentScan
{
    /// <param name="lazy">The log is flushed lazily.</param>
    /// <param name="torn">The torn end of the last segment.</param>
    /// <exception cref="LogDamagedException">It is not as it was written.</exception>
    public static List<Segment> Read(string directory, bool lazy, out TornTail? torn)
    {
        torn = null;
        var paths = Directory.GetFiles(directory, "*.log");
        Array.Sort(paths, StringComparer.Ordinal);
        var segments = new List<Segment>();
        foreach (var path in paths)
        {
            if (!SegmentFormat.TryFirst(path, out var first))
                throw new LogDamagedException(path, 0, -1, "not the name of a segment");
            Continues(segments, path, first);
            var chain = segments.Count == 0 ? 0 : segments[^1].Chain;
            segments.Add(Segment.Scan(path, first, chain, path == paths[^1], lazy, out torn));
        }

        if (SegmentStock.Begun(directory) is { } begun)
            segments.Add(ReadBegun(segments, begun, lazy, ref torn));
        return segments;
    }

    private static void Continues(List<Segment> segments, string path, long first)
    {
        var expected = segments.Count == 0 ? 0 : segments[^1].Next;
        if (first == expected)
            return;
        if (segments.Count > 0 && segments[^1].ZerosBehind > 0)
        {
            var before = segments[^1];
            throw new LogDamagedException(before.FilePath, before.End, expected, Segment.ZerosInstead);
        }

        throw new LogDamagedException(path, 0, expected, "the segment with this entry is missing");
    }

    /// <summary>Its header was on the disk before anything was written behind it, and before its name was changed: the
    /// log before it was whole at that moment.</summary>
    private static Segment ReadBegun(List<Segment> segments, BegunSegment begun, bool lazy, ref TornTail? torn)
    {
        var (next, chain) = segments.Count == 0 ? (0L, 0u) : (segments[^1].Next, segments[^1].Chain);
        if (torn is not null || begun.First != next || begun.Chain != chain)
        {
            var (path, end) = segments.Count == 0 ? (begun.FilePath, 0L) : (segments[^1].FilePath, segments[^1].End);
            throw new LogDamagedException(path, end, next, $"{begun.FilePath} was begun behind another end");
        }

        return Segment.Scan(begun.FilePath, next, chain, last: true, lazy, out torn);
    }
}
