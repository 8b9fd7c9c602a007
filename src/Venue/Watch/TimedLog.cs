// A log whose appends are timed; nothing else about it is different.
using System.Diagnostics;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Venue.Watch;

/// <summary>Hands everything on. The log beneath belongs to whoever opened it.</summary>
public sealed class TimedLog(ILog inner, VenueMeters meters) : ILog
{
    /// <inheritdoc/>
    public long Tail => inner.Tail;

    /// <inheritdoc/>
    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
    {
        var began = Stopwatch.GetTimestamp();
        var appended = inner.TryAppend(tail, batch);
        if (appended)
            meters.Flushed(began, batch.Span);
        return appended;
    }

    /// <inheritdoc/>
    public IEnumerable<LogEntry> Read(long from) => inner.Read(from);

    /// <inheritdoc/>
    public void Flush() => inner.Flush();

    /// <inheritdoc/>
    public void Dispose() { }
}
