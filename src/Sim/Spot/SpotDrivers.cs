// What all participants of a simulated market have in common: cost, worth and demand, day by day.
namespace Tokenbourse.Sim.Spot;

/// <summary>The common factors. Cost wanders and jumps; worth follows it with a half-life of four months, since what
/// buyers could pay elsewhere does; demand grows, wanders and has waves that pass.</summary>
internal sealed class SpotDrivers(SpotTerms terms, long seed)
{
    private const double WorthHalfLife = 120;

    // Long enough to keep what moves within weeks do with each other, short enough for many different paths.
    private const int BlockDays = 28;

    private readonly SpotChance _cost = new(seed, 1, 0);
    private readonly SpotChance _jump = new(seed, 2, 0);
    private readonly SpotChance _demand = new(seed, 3, 0);
    private readonly SpotChance _wave = new(seed, 4, 0);
    private double _logCost = Math.Log(terms.Cost);
    private double _logWorth = Math.Log(terms.Cost);
    private double _logDemand;
    private readonly SpotChance _block = new(seed, 6, 0);
    private readonly double _tapeMean = terms.CostTape is { Count: > 0 } tape ? tape.Average() : 0;
    private int _day;
    private int _at;
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
        _logCost += (terms.CostTrend / 365) + (terms.ComputePass * computeMove);
        _logCost += terms.CostTape is { Count: > 0 } tape ? Drawn(tape) : Made(root);
        _logWorth += (1 - Math.Pow(0.5, 1 / WorthHalfLife)) * (_logCost - _logWorth);
        _logDemand += (terms.Growth / 365) + (terms.DemandVolatility * root * _demand.Normal());
        var kept = Math.Pow(0.5, 1 / terms.WaveHalfLife);
        _waveNow = (kept * _waveNow) + (terms.Waves * Math.Sqrt(1 - (kept * kept)) * _wave.Normal());
    }

    private double Made(double root) =>
        (terms.CostVolatility * root * _cost.Normal())
        + (_jump.Daily(terms.CostJumps) ? terms.CostJumpSize * _jump.Normal() : 0);

    // Blocks of a tape that is taken as a circle (Politis and Romano 1992); its own drift is taken out.
    private double Drawn(IReadOnlyList<double> tape)
    {
        if (_day++ % BlockDays == 0)
            _at = (int)(_block.Unit() * tape.Count);
        return tape[_at++ % tape.Count] - _tapeMean;
    }
}
