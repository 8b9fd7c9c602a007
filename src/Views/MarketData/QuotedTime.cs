// For how long a two-sided quote stood in continuous trading, how narrow it was and how large: weighted by time.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>One day of one quote: a market's best prices, or those of one maker. Times are nanoseconds.</summary>
public sealed class QuotedTime
{
    /// <summary>The widest spread that is counted by itself, ticks.</summary>
    public const int WidestSpread = 100;

    private static readonly long[] _sizes = [1, 2, 5, 10, 20, 50, 100];
    private long[]? _held;
    private bool _open;
    private bool _twoSided;
    private long _spread;
    private long _lots;
    private Instant _since;

    /// <summary>Sizes by which a quote may be measured, lots.</summary>
    public static IReadOnlyList<long> Sizes => _sizes;

    /// <summary>Continuous trading so far.</summary>
    public long Open { get; private set; }

    /// <summary>The part of it in which both sides were there.</summary>
    public long TwoSided { get; private set; }

    /// <summary>Sum of spread, ticks, times nanoseconds while both sides were there.</summary>
    public Int128 SpreadTime { get; private set; }

    /// <summary>Sum of the smaller side's lots times nanoseconds while both sides were there.</summary>
    public Int128 LotsTime { get; private set; }

    /// <summary>Is the market in continuous trading now?</summary>
    public bool IsOpen => _open;

    /// <summary>Are both sides there now?</summary>
    public bool Stands => _twoSided;

    /// <summary>For how long the spread was at most, and the smaller side at least, as much.</summary>
    /// <param name="spread">Ticks, 1 to <see cref="WidestSpread"/>.</param>
    /// <param name="lots">One of <see cref="Sizes"/>.</param>
    public long Within(int spread, long lots)
    {
        var time = 0L;
        if (_held is null)
            return time;
        for (var size = Array.IndexOf(_sizes, lots); size < _sizes.Length; size++)
        {
            for (var ticks = 0; ticks <= spread; ticks++)
                time += _held[(ticks * _sizes.Length) + size];
        }

        return time;
    }

    /// <summary>Counts until a moment what has stood since the last one.</summary>
    internal void Go(Instant to)
    {
        var time = to.Nanoseconds - _since.Nanoseconds;
        _since = to;
        if (!_open || time <= 0)
            return;
        Open += time;
        if (!_twoSided)
            return;
        TwoSided += time;
        SpreadTime += (Int128)_spread * time;
        LotsTime += (Int128)_lots * time;
        if (_spread > WidestSpread)
            return;
        _held ??= new long[(WidestSpread + 1) * _sizes.Length];
        // A crossed book inside a command has no spread below none.
        _held[((int)long.Max(0, _spread) * _sizes.Length) + SizeOf(_lots)] += time;
    }

    /// <summary>What stands from the last moment on.</summary>
    internal void Set(bool open) => _open = open;

    /// <summary>The same; null on a side: nothing is there.</summary>
    internal void Set(DepthLevel? bid, DepthLevel? ask)
    {
        _twoSided = bid is not null && ask is not null;
        if (bid is { } b && ask is { } a)
            (_spread, _lots) = (a.Price.Ticks - b.Price.Ticks, long.Min(a.Lots, b.Lots));
    }

    /// <summary>The next day: counted from nothing, with what stands.</summary>
    internal QuotedTime Next() =>
        new()
        {
            _open = _open,
            _twoSided = _twoSided,
            _spread = _spread,
            _lots = _lots,
            _since = _since,
        };

    private static int SizeOf(long lots)
    {
        var size = _sizes.Length - 1;
        while (size > 0 && lots < _sizes[size])
            size--;
        return size;
    }
}
