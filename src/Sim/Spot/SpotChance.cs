// Draws of the spot laboratory: uniform, normal and rare events, all from the seeded stream.
namespace Tokenbourse.Sim.Spot;

/// <summary>A stream of draws for one purpose of one path.</summary>
internal sealed class SpotChance(long seed, long purpose, long who)
{
    private readonly Random64 _random = Random64.Of(seed, purpose, who);
    private double _spare = double.NaN;

    /// <summary>Above 0 and below 1.</summary>
    public double Unit() => ((_random.Next() >> 11) + 0.5) / (1UL << 53);

    /// <summary>Mean zero, deviation one (Box and Muller 1958).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        var (radius, angle) = (Math.Sqrt(-2 * Math.Log(Unit())), 2 * Math.PI * Unit());
        _spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    /// <summary>Whether something that comes so often a year comes on this day.</summary>
    public bool Daily(double perYear) => Unit() < 1 - Math.Exp(-perYear / 365);

    /// <summary>Whole hours of something that lasts so long on average, at least one (geometric).</summary>
    public int Hours(double mean) =>
        mean <= 1 ? 1 : 1 + (int)Math.Min(1e6, Math.Log(Unit()) / Math.Log(1 - (1 / mean)));
}
