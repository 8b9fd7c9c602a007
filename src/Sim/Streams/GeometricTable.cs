// Geometric chance by a table of whole numbers: the same draws on every computer.
namespace Tokenbourse.Sim.Streams;

/// <summary>
/// Draws 0, 1, 2, … with a stated mean, each one less likely than the one before by the same share.
/// </summary>
internal sealed class GeometricTable
{
    private readonly ulong[] _above;

    /// <param name="mean">At least 1; draws end at sixteen times the mean.</param>
    public GeometricTable(int mean)
    {
        // Entry k: how likely it is, in parts of 2^62, that the draw is above k.
        _above = new ulong[16 * mean];
        var left = 1UL << 62;
        for (var k = 0; k < _above.Length; k++)
        {
            left -= left / (ulong)(mean + 1);
            _above[k] = left;
        }
    }

    public int Draw(Random64 random)
    {
        var chance = random.Next() >> 2;
        var (from, to) = (0, _above.Length - 1);
        while (from < to)
        {
            var half = (from + to) / 2;
            if (_above[half] <= chance)
                to = half;
            else
                from = half + 1;
        }

        return from;
    }
}
