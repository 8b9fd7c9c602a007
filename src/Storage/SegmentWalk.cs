// Reads entries that are on the log, segment after segment, each checked again.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Storage;

/// <summary>What is read of one segment: from a mark to where it ended when the walk began.</summary>
internal readonly record struct WalkPart(Segment Segment, Mark Mark, long End);

/// <summary>One walk.</summary>
internal static class SegmentWalk
{
    /// <param name="parts">Asked when the walk begins.</param>
    public static IEnumerable<LogEntry> Read(Func<List<WalkPart>> parts, long from)
    {
        foreach (var (segment, mark, end) in parts())
        {
            using var handle = File.OpenHandle(
                segment.FilePath,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            var reader = new SegmentReader(handle, mark.Offset, end, mark.Chain, mark.Sequence);
            while (reader.Offset < end)
            {
                if (reader.Next() != ReadResult.Record)
                {
                    throw new LogDamagedException(
                        segment.FilePath,
                        reader.Offset,
                        reader.Expected,
                        reader.Fault.Length > 0 ? reader.Fault : "zeros where an entry was"
                    );
                }

                if (reader.Entry.Sequence >= from)
                    yield return reader.Entry;
            }
        }
    }
}
