// How fast a gap closes: by an autoregression of order one, and read off a mean curve.
namespace Tokenbourse.Sim.Quality;

/// <summary>Pairs of a gap and the same gap a step later.</summary>
public struct HalfLife
{
    private double _products;
    private double _squares;

    public long Pairs { get; private set; }

    public void Add(double gap, double later)
    {
        Pairs++;
        _products += gap * later;
        _squares += gap * gap;
    }

    /// <summary>-step ln 2 / ln phi, with phi by least squares through zero.</summary>
    /// <param name="step">How far apart the two of a pair are; the half-life has its unit.</param>
    public readonly Estimate Estimate(double step)
    {
        if (Pairs < 10)
            return Quality.Estimate.Without(Blank.TooFew, Pairs);
        var phi = _squares > 0 ? _products / _squares : 0;
        return phi is > 0 and < 1
            ? Quality.Estimate.Of(-step * Math.Log(2) / Math.Log(phi), Pairs)
            : Quality.Estimate.Without(Blank.DoesNotDecay, Pairs);
    }

    /// <summary>Where a mean curve first has fallen to half of its first value, between points along a straight
    /// line.</summary>
    public static Estimate Of(IReadOnlyList<CurvePoint> curve)
    {
        var count = curve.Count > 0 ? curve[0].Observations : 0;
        if (count == 0)
            return Quality.Estimate.Without(Blank.NothingObserved, 0);
        if (curve[0].Y <= 0)
            return Quality.Estimate.Without(Blank.NotAboveZero, count);
        var half = curve[0].Y / 2;
        for (var i = 1; i < curve.Count; i++)
        {
            var (before, here) = (curve[i - 1], curve[i]);
            if (here.Y <= half)
            {
                var part = (before.Y - half) / (before.Y - here.Y);
                return Quality.Estimate.Of(before.X + (part * (here.X - before.X)), count);
            }
        }

        return Quality.Estimate.Without(Blank.DoesNotDecay, count);
    }
}
