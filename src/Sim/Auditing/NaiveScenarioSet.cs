// The naive market's set of scenarios: all months of a group in one currency (MRG-009, MRG-010).
using System.Numerics;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A month with its line of scenarios and the value of one lot.</summary>
internal sealed record NaiveLine(NaiveInstrument Month, GroupScenarios Terms, BigInteger Value)
{
    public BigInteger Loss(int scenario) => Exact.HalfUp(Value * Terms.LossesPpm[scenario], Exact.Million);

    public BigInteger Largest => Enumerable.Range(0, Terms.LossesPpm.Count).Max(k => BigInteger.Abs(Loss(k)));

    public BigInteger Liquidity => Exact.Ceiling(Value * Terms.LiquidityPpm, Exact.Million);

    public BigInteger Concentration => Exact.Ceiling(Value * Terms.ConcentrationPpm, Exact.Million);

    public BigInteger Floor => Exact.Ceiling(Value * Terms.FloorPpm, Exact.Million);

    public BigInteger PerLot => BigInteger.Max(Largest + Liquidity + Concentration, Floor);

    public BigInteger Above(BigInteger lots) => BigInteger.Max(0, lots - Terms.ConcentrationFrom);

    public BigInteger Outright(BigInteger lots) =>
        BigInteger.Max((lots * (Largest + Liquidity)) + (Above(lots) * Concentration), lots * Floor);
}

/// <summary>What a portfolio comes to in a set.</summary>
internal sealed record NaiveSetSum(
    int Worst,
    BigInteger Scan,
    BigInteger Liquidity,
    BigInteger Concentration,
    BigInteger Floor
)
{
    public BigInteger Margin => BigInteger.Max(Scan + Liquidity + Concentration, Floor);
}

/// <summary>Months that are margined together.</summary>
internal sealed class NaiveScenarioSet(MarginGroup group, Currency currency)
{
    public MarginGroup Group { get; } = group;

    public Currency Currency { get; } = currency;

    public List<NaiveLine> Lines { get; } = [];

    public NaiveSetSum Sum(Func<NaiveInstrument, BigInteger> net)
    {
        var sums = new List<BigInteger>();
        for (var k = 0; k < Group.ScenarioCount; k++)
            sums.Add(Lines.Aggregate(BigInteger.Zero, (all, line) => all + (net(line.Month) * line.Loss(k))));
        var tail = sums.OrderDescending().Take(Group.Tail).Aggregate(BigInteger.Zero, BigInteger.Add);
        BigInteger liquidity = 0,
            concentration = 0,
            floor = 0;
        foreach (var line in Lines)
        {
            var lots = BigInteger.Abs(net(line.Month));
            liquidity += lots * line.Liquidity;
            concentration += line.Above(lots) * line.Concentration;
            floor += lots * line.Floor;
        }

        var scan = BigInteger.Max(0, Exact.Ceiling(tail, Group.Tail));
        return new(sums.IndexOf(sums.Max()), scan, liquidity, concentration, floor);
    }
}
