// Gives fills to exposure months: first bought, first served, and the parts add up to the fills.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>
/// The rule: fills of a contract are given out in the order in which they came, to the plan's months that this contract
/// hedges, the earliest month first until it has its lots. A fill beyond all months goes to the last of them.
/// </summary>
public static class Allocation
{
    /// <summary>Allocates new fills.</summary>
    /// <param name="hedges">The plan's hedges.</param>
    /// <param name="before">What earlier fills of this plan were given to.</param>
    /// <param name="fills">New ones, oldest first; all of contracts that the plan trades.</param>
    public static IReadOnlyList<AllocatedFill> Of(
        IReadOnlyList<HedgeMonth> hedges,
        IEnumerable<AllocatedFill> before,
        IEnumerable<HedgeFill> fills
    )
    {
        var given = new Dictionary<(string, ContractMonth), long>();
        foreach (var part in before)
            Give(given, part.Symbol, part.Month, part.Lots);
        var parts = new List<AllocatedFill>();
        foreach (var fill in fills)
        {
            var months = hedges.Where(h => h.Symbol == fill.Symbol && h.Lots != 0).OrderBy(h => h.Month).ToList();
            var rest = fill.Lots;
            for (var i = 0; i < months.Count && rest != 0; i++)
            {
                var room = months[i].Lots - given.GetValueOrDefault((fill.Symbol, months[i].Month));
                var last = i == months.Count - 1;
                var lots =
                    last ? rest
                    : Math.Sign(room) != Math.Sign(rest) ? 0
                    : Math.Sign(rest) * long.Min(Math.Abs(room), Math.Abs(rest));
                if (lots == 0)
                    continue;
                parts.Add(new(months[i].Month, fill.Symbol, lots, fill.Price, fill.Day, fill.Trade));
                Give(given, fill.Symbol, months[i].Month, lots);
                rest -= lots;
            }
        }

        return parts;
    }

    private static void Give(
        Dictionary<(string, ContractMonth), long> given,
        string symbol,
        ContractMonth month,
        long lots
    ) => given[(symbol, month)] = given.GetValueOrDefault((symbol, month)) + lots;
}
