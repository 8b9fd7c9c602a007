// A margin group: the parameters by which the two scenario rules margin several contracts together.
namespace Tokenbourse.Model.Specs;

/// <summary>Neighbouring months of a contract, counted from the nearest listed one.</summary>
/// <param name="Months">How many calendar months; 0: all that are left (the last tier).</param>
/// <param name="Scan">Price scan range of one lot.</param>
/// <param name="SpotSpread">Charge of a delta in spreads.</param>
/// <param name="SpotOutright">Charge of a delta that stands alone.</param>
public readonly record struct GroupTier(int Months, long Scan, long SpotSpread, long SpotOutright);

/// <summary>A charge for opposite deltas of two tiers (from 1). The order of the list is the priority.</summary>
public readonly record struct GroupSpread(int Near, int NearRatio, int Far, int FarRatio, long Charge);

/// <summary>One contract of a group. Scan, spot and spread amounts are ppm of the value of one lot of the nearest month
/// when <see cref="OfValue"/>, else minor units.</summary>
public sealed record GroupCommodity
{
    public required string Contract { get; init; }

    public required bool OfValue { get; init; }

    public required IReadOnlyList<GroupTier> Tiers { get; init; }

    public required IReadOnlyList<GroupSpread> InterMonth { get; init; }

    /// <summary>Extreme move times its covered part, ppm of the range. [K]</summary>
    public required int ExtremePpm { get; init; }
}

/// <summary>A leg: legs A are long when legs B are short, or the reverse.</summary>
public readonly record struct GroupLeg(string Contract, bool SideA, int Ratio);

/// <summary>A credit between contracts. The order of the list is the priority.</summary>
public sealed record GroupCredit(string Name, IReadOnlyList<GroupLeg> Legs, int CreditPpm);

/// <summary>Published losses of one calendar month of a contract, counted from the nearest; the last line of a contract
/// holds for all later months. All
/// numbers are ppm of the value of one lot of that month.</summary>
public sealed record GroupScenarios
{
    public required string Contract { get; init; }

    /// <summary>What one long lot loses; a gain is below zero.</summary>
    public required IReadOnlyList<long> LossesPpm { get; init; }

    public int LiquidityPpm { get; init; }

    public long ConcentrationFrom { get; init; } = long.MaxValue;

    public int ConcentrationPpm { get; init; }

    public int FloorPpm { get; init; }
}

/// <summary>A margin group document.</summary>
public sealed record MarginGroup
{
    public required string Name { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<GroupCommodity> Commodities { get; init; }

    public required IReadOnlyList<GroupCredit> Credits { get; init; }

    public required IReadOnlyList<GroupScenarios> Scenarios { get; init; }

    /// <summary>The mean of so many worst scenarios counts.</summary>
    public required int Tail { get; init; }

    /// <summary>How many scenarios each line has; 0: there are none.</summary>
    public int ScenarioCount => Scenarios.Count == 0 ? 0 : Scenarios[0].LossesPpm.Count;

    public GroupCommodity? Commodity(string contract)
    {
        foreach (var commodity in Commodities)
        {
            if (commodity.Contract == contract)
                return commodity;
        }

        return null;
    }

    /// <summary>The losses of the month so many calendar months after the nearest one; null: the contract has
    /// none.</summary>
    public GroupScenarios? ScenariosOf(string contract, int distance)
    {
        GroupScenarios? found = null;
        foreach (var line in Scenarios)
        {
            if (line.Contract != contract || distance < 0)
                continue;
            found = line;
            distance--;
        }

        return found;
    }

    /// <summary>Reads a margin group document; null when it has faults.</summary>
    public static MarginGroup? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults) =>
        MarginGroupReader.Read(json, faults);
}
