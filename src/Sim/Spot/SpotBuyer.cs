// A simulated buyer: an application builder with usage by hour, growth, and a worth that falls from use to use.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>Who buys how.</summary>
public enum SpotBuyerKind
{
    /// <summary>A supply contract at the month's average covers most; the rest is bought in the auction.</summary>
    Linked,

    /// <summary>Everything is bought in the daily auction.</summary>
    Spot,

    /// <summary>Everything is bought at a seller's list price, outside of the auction.</summary>
    List,
}

/// <summary>Bids for the usage of each hour of tomorrow at what it is worth, in eight uses. It knows its usage of
/// tomorrow: what a forecast misses is not simulated.</summary>
internal sealed class SpotBuyer
{
    // Most urgent use first: share of the usage, and worth over the buyer's average.
    private static readonly (double Share, double Worth)[] _uses =
    [
        (0.35, 4.0),
        (0.12, 2.6),
        (0.10, 2.0),
        (0.10, 1.6),
        (0.09, 1.3),
        (0.08, 1.05),
        (0.08, 0.85),
        (0.08, 0.65),
    ];

    private readonly SpotTerms _terms;
    private readonly SpotChance _chance;
    private readonly double[] _shape;
    private readonly double _taste;
    private readonly bool _works;
    private double _growth;
    private double _burst;

    public SpotBuyer(SpotTerms terms, long seed, int number, SpotBuyerKind kind, double size)
    {
        _terms = terms;
        _chance = new(seed, 20, number);
        Kind = kind;
        Account = 1001 + number;
        Size = size;

        // Of those who follow the day, eleven of twenty live in Asia, four in Europe and five in America.
        _works = _chance.Unit() < terms.Interactive;
        var zone = (int)(_chance.Unit() * 20) switch
        {
            < 11 => 8,
            < 15 => 1,
            _ => -6,
        };
        _shape = SpotShapes.Of(terms.HourShape, zone, _works ? terms.Steepness : 0);
        _taste = Math.Exp(0.15 * _chance.Normal());
    }

    public SpotBuyerKind Kind { get; }

    public int Account { get; }

    /// <summary>Mean usage on the first day, lots an hour.</summary>
    public double Size { get; }

    /// <summary>Lots wanted by hour of the day that was prepared.</summary>
    public double[] Usage { get; } = new double[24];

    /// <summary>Usage of a day.</summary>
    /// <param name="demand">Common demand over that of the first day.</param>
    /// <param name="weekday">1 Monday to 7 Sunday.</param>
    public void Prepare(double demand, int weekday)
    {
        _growth += _terms.OwnGrowth / Math.Sqrt(365) * _chance.Normal();
        var week = 7 / (5 + (2 * _terms.Weekend));
        var day = _works ? (weekday > 5 ? _terms.Weekend : 1) * week : 1;
        var level = Size * demand * day * Math.Exp(_growth);
        var (kept, fresh) = (_terms.BurstMemory, Math.Sqrt(1 - (_terms.BurstMemory * _terms.BurstMemory)));
        for (var hour = 0; hour < 24; hour++)
        {
            _burst = (kept * _burst) + (_terms.Burst * fresh * _chance.Normal());
            Usage[hour] = level * _shape[hour] * Math.Exp(_burst - (_terms.Burst * _terms.Burst / 2));
        }
    }

    /// <summary>Bids of one hour for what no contract covers.</summary>
    public void Bid(List<SpotBid> bids, int hour, double worth)
    {
        if (Kind == SpotBuyerKind.List)
            return;
        var open = Usage[hour] * (Kind == SpotBuyerKind.Linked ? 1 - _terms.Cover : 1);
        for (var use = 0; use < _uses.Length; use++)
        {
            var lots = (long)Math.Round(open * _uses[use].Share);
            if (lots <= 0)
                continue;
            var price = worth * _taste * _uses[use].Worth;
            var ticks = Math.Clamp((long)(price * _terms.TicksPerUnit), _terms.FloorTicks, _terms.CapTicks);
            bids.Add(new(Account, (hour * 10) + use, Side.Buy, hour, 1, lots, ticks, false));
        }
    }
}
