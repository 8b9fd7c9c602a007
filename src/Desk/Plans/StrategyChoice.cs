// Picks the strategy by a stated rule, and says it in words.
using System.Globalization;

namespace Tokenbourse.Desk.Plans;

/// <summary>A strategy that may be picked.</summary>
/// <param name="Facts">As simulated.</param>
/// <param name="HedgeLoss">Chance that it loses more than hurts.</param>
/// <param name="Size">Contract units that are hedged, without sign.</param>
public sealed record StrategyCandidate(StrategyFacts Facts, double HedgeLoss, decimal Size);

/// <summary>The choice.</summary>
public static class StrategyChoice
{
    /// <summary>What a treasurer reads about the rule.</summary>
    public const string Rule =
        "Rule: the smallest hedge that meets both tolerances and the liquidity cap; of equal size, the one that "
        + "costs less to trade and to roll (an expected gain from rolling does not count); without a "
        + "budget, the one that takes most variance away. A cross hedge and prepaying are compared, not chosen.";

    private static readonly string[] _tradable = ["none", "strip", "stack and roll"];

    /// <summary>Picks one of none, strip, stack and roll.</summary>
    /// <param name="policy">Tolerances and cap.</param>
    /// <param name="all">At least the strategy none.</param>
    /// <param name="least">Contract units that the policy's bands ask for at least: a smaller hedge is only picked when
    /// nothing else is possible.</param>
    public static (StrategyFacts Chosen, string Why) Of(
        HedgePolicy policy,
        IReadOnlyList<StrategyCandidate> all,
        decimal least
    )
    {
        var may = all.Where(c => c.Facts.Possible && _tradable.Contains(c.Facts.Name)).ToList();
        var none = may.First(c => c.Facts.Name == "none");
        if (may.Count == 1)
            return (none.Facts, $"{Rule} Nothing can be hedged, so nothing is proposed.");
        var inside = may.Where(c => c.Size >= least).ToList();
        if (inside.Count == 0)
            inside = [.. may.Where(c => c.Size > 0)];
        var good = inside.Where(c => Faults(policy, c).Count == 0).ToList();
        var budget = none.Facts.OverBudget is not null;
        if (good.Count > 0)
        {
            var best = budget
                ? good.OrderBy(c => c.Size).ThenBy(Cost).First()
                : good.OrderByDescending(c => c.Facts.Reduction).ThenBy(Cost).First();
            return (best.Facts, $"{Rule} '{best.Facts.Name}' meets them{Beside(best, good)}.");
        }

        var nearest = inside
            .OrderBy(c => Faults(policy, c).Count)
            .ThenBy(c => c.Facts.OverBudget?.Value ?? c.Facts.Deviation!.Value)
            .ThenBy(Cost)
            .First();
        return (
            nearest.Facts,
            $"{Rule} None meets all: '{nearest.Facts.Name}' comes nearest; it fails: "
                + $"{string.Join(", ", Faults(policy, nearest))}."
        );
    }

    private static string Beside(StrategyCandidate best, List<StrategyCandidate> good)
    {
        var equal = good.Where(c => c != best && c.Size == best.Size).Select(c => c.Facts.Name).ToList();
        return equal.Count == 0
            ? ""
            : $" at {Number((decimal)Cost(best))} to trade and roll, less than {string.Join(" and ", equal)}";
    }

    private static List<string> Faults(HedgePolicy policy, StrategyCandidate candidate)
    {
        var faults = new List<string>();
        if (candidate.Facts.OverBudget is { } over && (decimal)over.Value > policy.OverBudget)
            faults.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"P(over budget) {over.Value:P1}, at most " + $"{policy.OverBudget:P1}"
                )
            );
        if ((decimal)candidate.HedgeLoss > policy.HedgeLossChance)
            faults.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"P(hedge loss) {candidate.HedgeLoss:P1}, at " + $"most {policy.HedgeLossChance:P1}"
                )
            );
        if (candidate.Facts.PeakCall is { } peak && (decimal)peak.Value > policy.LiquidityCap)
            faults.Add($"margin calls {Number((decimal)peak.Value)}, at most {Number(policy.LiquidityCap)}");
        return faults;
    }

    private static double Cost(StrategyCandidate candidate) =>
        (double)(candidate.Facts.CostToTrade ?? 0) + Math.Max(0, candidate.Facts.Roll ?? 0);

    private static string Number(decimal value) => decimal.Round(value).ToString("#,##0", CultureInfo.InvariantCulture);
}
