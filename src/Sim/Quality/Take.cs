// An order that came in and traded, and what became of the price after it.
namespace Tokenbourse.Sim.Quality;

/// <summary>All fills of one incoming order.</summary>
/// <param name="At">The message, from 0.</param>
/// <param name="Sign">1 for a buyer, -1 for a seller.</param>
/// <param name="Price">Mean price of its lots, ticks.</param>
/// <param name="Mid">The middle of best bid and ask before the message, ticks.</param>
public readonly record struct Take(long At, int Sign, double Price, double Mid, long Lots);

/// <summary>The takes that wait for the mid so many messages later.</summary>
internal sealed class Horizon(long messages)
{
    private readonly Queue<Take> _waiting = new();
    private double _realised;
    private double _impact;
    private double _lots;
    private long _count;

    public long Messages => messages;

    /// <summary>Mean of 2 D (price - mid later) by lots, ticks.</summary>
    public Estimate Realised => Estimate.Mean(_realised, _lots, _count);

    /// <summary>Mean of 2 D (mid later - mid before) by lots, ticks.</summary>
    public Estimate Impact => Estimate.Mean(_impact, _lots, _count);

    public void Add(in Take take) => _waiting.Enqueue(take);

    /// <summary>A message is through: the take that is due, if there is one, is looked at. Where one side is empty
    /// there is no mid and the take is left out.</summary>
    public void Advance(long at, double? mid, ImpactCurve? curve)
    {
        while (_waiting.TryPeek(out var take) && take.At + messages <= at)
        {
            _waiting.Dequeue();
            if (mid is not { } later)
                continue;
            _realised += take.Lots * 2 * take.Sign * (take.Price - later);
            _impact += take.Lots * 2 * take.Sign * (later - take.Mid);
            _lots += take.Lots;
            _count++;
            curve?.Add(take.Lots, take.Sign * (later - take.Mid));
        }
    }
}

/// <summary>Mean move of the mid by the lots of the take; bins grow by halves and thirds.</summary>
public sealed class ImpactCurve
{
    private const int Bins = 40;
    private readonly long[] _counts = new long[Bins];
    private readonly double[] _lots = new double[Bins];
    private readonly double[] _moves = new double[Bins];

    /// <param name="lots">Lots that traded.</param>
    /// <param name="move">Ticks that the mid moved the way of the order.</param>
    public void Add(long lots, double move)
    {
        var bin = BinOf(lots);
        _counts[bin]++;
        _lots[bin] += lots;
        _moves[bin] += move;
    }

    /// <summary>Mean lots, mean move in ticks and observations of each bin that has any.</summary>
    public IReadOnlyList<CurvePoint> Points()
    {
        var points = new List<CurvePoint>();
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_counts[bin] > 0)
                points.Add(new(_lots[bin] / _counts[bin], _moves[bin] / _counts[bin], _counts[bin]));
        }

        return points;
    }

    /// <summary>1, 2, 3, 4, 6, 8, 12, 16, 24, ... begin a bin each.</summary>
    private static int BinOf(long lots)
    {
        var bin = 0;
        for (long edge = 2; bin < Bins - 1 && lots >= edge; bin++)
            edge = (edge & (edge - 1)) == 0 && edge > 1 ? edge * 3 / 2 : edge * 4 / 3;
        return bin;
    }
}
