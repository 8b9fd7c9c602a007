// What all participants of a simulated market have in common: cost, worth and demand, day by day.
namespace Tokenbourse.Sim.Spot;

/// <summary>The common factors. Cost wanders and jumps; worth follows it with a half-life of four months, since what
/// buyers could pay elsewhere does; demand grows, wanders and has waves that pass.</summary>
internal sealed class SpotDrivers(SpotTerms terms, long seed)
{
    private const double WorthHalfLife = 120;

    private readonly SpotChance _cost = new(seed, 1, 0);
    private readonly SpotChance _jump = new(seed, 2, 0);
    private readonly SpotChance _demand = new(seed, 3, 0);
    private readonly SpotChance _wave = new(seed, 4, 0);
    private double _logCost = Math.Log(terms.Cost);
    private double _logWorth = Math.Log(terms.Cost);
    private double _logDemand;
    private double _waveNow;

    /// <summary>Common cost of a unit.</summary>
    public double Cost => Math.Exp(_logCost);

    /// <summary>What usage is worth on average.</summary>
    public double Worth => Math.Exp(_logWorth) * terms.Worth;

    /// <summary>Common demand over that of the first day.</summary>
    public double Demand => Math.Exp(_logDemand + _waveNow);

    /// <summary>Goes on by a day.</summary>
    /// <param name="computeMove">Log change of the compute market's print, for a market that is made of it.</param>
    public void Next(double computeMove)
    {
        var root = Math.Sqrt(1.0 / 365);
        _logCost += (terms.CostTrend / 365) + (terms.CostVolatility * root * _cost.Normal());
        _logCost += terms.ComputePass * computeMove;
        if (_jump.Daily(terms.CostJumps))
            _logCost += terms.CostJumpSize * _jump.Normal();
        _logWorth += (1 - Math.Pow(0.5, 1 / WorthHalfLife)) * (_logCost - _logWorth);
        _logDemand += (terms.Growth / 365) + (terms.DemandVolatility * root * _demand.Normal());
        var kept = Math.Pow(0.5, 1 / terms.WaveHalfLife);
        _waveNow = (kept * _waveNow) + (terms.Waves * Math.Sqrt(1 - (kept * kept)) * _wave.Normal());
    }
}
