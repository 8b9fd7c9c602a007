// How the spread comes back after an order that takes at least half of the best level.
namespace Tokenbourse.Sim.Quality;

/// <summary>
/// The gap is the spread less its usual value just before the order; the usual value is a running mean that forgets
/// over a session minute.
/// </summary>
internal sealed class GapStudy
{
    private const double OneSided = double.NaN;
    private readonly IReadOnlyList<long> _offsets;
    private readonly long _reach;
    private readonly double[] _spreads;
    private readonly Queue<(long At, double Usual)> _events = new();
    private readonly double[] _sums;
    private readonly long[] _counts;
    private readonly double _memory;
    private double _usual = OneSided;
    private HalfLife _pairs;

    public GapStudy(DayPlan plan)
    {
        _offsets = plan.Offsets;
        _reach = long.Max(_offsets[^1], DayPlan.GapReach);
        _spreads = new double[_reach + 1];
        _sums = new double[_offsets.Count];
        _counts = new long[_offsets.Count];
        _memory = 1.0 / plan.PerMinute;
    }

    /// <summary>By the autoregression of the gap, in messages.</summary>
    public Estimate ByPairs => _pairs.Estimate(DayPlan.GapStep);

    /// <summary>Orders whose whole aftermath was seen.</summary>
    public long Events { get; private set; }

    /// <summary>Mean gap in ticks by messages after the order.</summary>
    public IReadOnlyList<CurvePoint> Curve() =>
        [
            .. _offsets
                .Select((offset, i) => new CurvePoint(offset, _counts[i] > 0 ? _sums[i] / _counts[i] : 0, _counts[i]))
                .Where(p => p.Observations > 0),
        ];

    /// <summary>The share of the first gap that is closed so many messages later.</summary>
    public Estimate Recovered(long offset)
    {
        var i = _offsets.ToList().IndexOf(offset);
        if (i < 0 || _counts[i] == 0)
            return Estimate.Without(Blank.NothingObserved, 0);
        var first = _sums[0] / _counts[0];
        return first > 0
            ? Estimate.Of(1 - (_sums[i] / _counts[i] / first), _counts[i])
            : Estimate.Without(Blank.NotAboveZero, _counts[i]);
    }

    /// <summary>A message is through.</summary>
    /// <param name="at">Its number, from 0.</param>
    /// <param name="spread">Ticks; null while one side is empty.</param>
    /// <param name="isHeavy">An order of the message took at least half of the best level.</param>
    public void Advance(long at, double? spread, bool isHeavy)
    {
        _spreads[at % _spreads.Length] = spread ?? OneSided;
        if (isHeavy && !double.IsNaN(_usual))
            _events.Enqueue((at, _usual));
        if (spread is { } ticks)
            _usual = double.IsNaN(_usual) ? ticks : _usual + ((ticks - _usual) * _memory);
        if (_events.TryPeek(out var due) && due.At + _reach == at)
        {
            _events.Dequeue();
            Study(due.At, due.Usual);
        }
    }

    private void Study(long at, double usual)
    {
        Events++;
        for (var i = 0; i < _offsets.Count; i++)
        {
            var gap = GapAt(at + _offsets[i], usual);
            if (double.IsNaN(gap))
                continue;
            _sums[i] += gap;
            _counts[i]++;
        }

        for (var offset = 0; offset < DayPlan.GapReach; offset += DayPlan.GapStep)
        {
            var (gap, later) = (GapAt(at + offset, usual), GapAt(at + offset + DayPlan.GapStep, usual));
            if (!double.IsNaN(gap) && !double.IsNaN(later))
                _pairs.Add(gap, later);
        }
    }

    private double GapAt(long at, double usual) => _spreads[at % _spreads.Length] - usual;
}
