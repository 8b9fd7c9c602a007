// What a listener hears of one trace, while tests beside it make others.
using System.Diagnostics;
using Tokenbourse.Venue.Watch;
using Xunit;

namespace Tokenbourse.Unit.Watch;

/// <summary>Hears one trace and no other: tests run beside each other.</summary>
internal sealed class Spans : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);
    private readonly ActivityListener _listener;
    private readonly List<Activity> _ended = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private ActivityTraceId? _trace;

    /// <param name="trace">Which; null: the one that begins with a span of that name, on this thread.</param>
    /// <param name="root">The name.</param>
    public Spans(ActivityTraceId? trace, string? root = null)
    {
        // Made before anybody listens: a source that is made while it is asked for is not listened to.
        var ours = VenueTraces.Source;
        _listener = new()
        {
            ShouldListenTo = source => source == ours,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                Hears(in options, trace, root)
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                lock (_ended)
                {
                    if (span.TraceId == (trace ?? _trace))
                        _ended.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public List<Activity> All()
    {
        lock (_ended)
            return [.. _ended];
    }

    /// <summary>The first span of that name, once it has ended.</summary>
    public async Task<Activity> Named(string name)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < _patience; )
        {
            if (All().Find(s => s.OperationName == name) is { } span)
                return span;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"no span {name} among {string.Join(", ", All().Select(s => s.OperationName))}");
    }

    public void Dispose() => _listener.Dispose();

    // By reference: a root's number is made, and kept in the options, when it is first asked for.
    private bool Hears(in ActivityCreationOptions<ActivityContext> options, ActivityTraceId? trace, string? root)
    {
        if (trace is { } known)
            return options.TraceId == known;
        lock (_ended)
        {
            if (_trace is null && options.Name == root && Environment.CurrentManagedThreadId == _thread)
                _trace = options.TraceId;
            return options.TraceId == _trace;
        }
    }
}
