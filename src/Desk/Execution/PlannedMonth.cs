// What a plan expected of a month, kept with its proposal: what came is measured against it, however often the desk
// plans
// anew.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>A month as planned.</summary>
/// <param name="Month">The exposure's month.</param>
/// <param name="Volume">Contract units whose price floats, base case.</param>
/// <param name="Own">Expected own price of a unit, programme currency.</param>
/// <param name="Index">Price of the contract that stands for the month, programme currency.</param>
/// <param name="Ratio">What a unit's price moves with the index: the hedge ratio, of a bill of both kinds on the linked
/// part of it only.</param>
public sealed record PlannedMonth(ContractMonth Month, decimal Volume, decimal Own, decimal Index, decimal Ratio);

/// <summary>Reads what a plan expects.</summary>
public static class PlannedMonths
{
    /// <summary>Every month of the plan's exposure.</summary>
    public static IReadOnlyList<PlannedMonth> Of(HedgePlan plan)
    {
        var factor = plan.Basis.Count == 0 ? 1 : (decimal)(plan.Basis[^1].Own / plan.Basis[^1].Index);
        // Where only the part on the index is hedged, ratio and basis are those of that part.
        var linked = (decimal)OwnMonths.LinkedShare(plan.Programme, plan.Exposure);
        var part = plan.Ratio.Method == PlanRatio.ByContract && linked is > 0 and < 1 ? linked : 1;
        var rest = part < 1 ? Listed(plan.Exposure) : 0;
        var ratio = part * (decimal)plan.Ratio.Ratio;
        return
        [
            .. plan.Exposure.Months.Select(m =>
            {
                var index = Price(plan, m.Month) * plan.Rate;
                return new PlannedMonth(
                    m.Month,
                    m.Floating * m.Base,
                    (part * index * factor) + ((1 - part) * rest),
                    index,
                    ratio
                );
            }),
        ];
    }

    /// <summary>Price of the contract that stands for a month, contract quote; without one the index.</summary>
    internal static decimal Price(HedgePlan plan, ContractMonth month) =>
        ListedMonths.Of(plan.Market, [month])[0].Quoted is { } quoted
            ? ListedMonths.PriceOf(quoted)!.Value
            : plan.Exposure.IndexPrice;

    private static decimal Listed(ExposureTable exposure)
    {
        var known = new KnownBasket(exposure.Actual, ExposureMaker.NextMonth(exposure.AsOf));
        return known.PriceOf(known.Last.Where(a => a.Basis != PriceBasis.IndexLinked)) ?? 0;
    }
}

/// <summary>
/// The basket of the last month that a plan knew whole, and the units that it counted in. A line that was mapped by its
/// price has as many equivalents as make its cost by equivalent the index, so that they move with the index: such an
/// item is counted by its raw units at the conversion of its last known month, as the forecast was.
/// </summary>
internal sealed class KnownBasket
{
    private readonly Dictionary<string, decimal> _perRaw;

    /// <param name="lines">Billed lines.</param>
    /// <param name="before">Months before this one are known.</param>
    public KnownBasket(IEnumerable<MappedLine> lines, ContractMonth before)
    {
        var known = lines.Where(a => a is { Equivalent: > 0, Raw: > 0 } && a.Month < before).ToList();
        _perRaw = known
            .Where(a => a.ByPrice)
            .GroupBy(a => a.Item, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g =>
                {
                    var last = g.Where(a => a.Month == g.Max(b => b.Month)).ToList();
                    return last.Sum(a => a.Equivalent!.Value) / last.Sum(a => a.Raw);
                },
                StringComparer.Ordinal
            );
        var priced = known.Where(Floats).ToList();
        Last = priced.Count == 0 ? [] : [.. priced.Where(a => a.Month == priced.Max(b => b.Month))];
    }

    /// <summary>Floating lines of the last known month.</summary>
    public IReadOnlyList<MappedLine> Last { get; }

    /// <summary>True of a line that has a price, a part of which floats.</summary>
    public static bool Floats(MappedLine line) => line is { Equivalent: > 0, Cost: > 0, Floating: > 0 };

    /// <summary>Its floating units as the plan counts them.</summary>
    public decimal Units(MappedLine line) =>
        line.Floating
        * (
            line.ByPrice && line.Raw > 0 && _perRaw.TryGetValue(line.Item, out var units)
                ? line.Raw * units
                : line.Equivalent!.Value
        );

    /// <summary>What a unit of these lines costs, programme currency; null without lines. A commitment's share is
    /// taken to
    /// cost what the rest does: a bill tells one cost.</summary>
    public decimal? PriceOf(IEnumerable<MappedLine> lines)
    {
        var (cost, units) = (0m, 0m);
        foreach (var line in lines)
        {
            cost += line.Floating * line.Cost!.Value;
            units += Units(line);
        }

        return units > 0 ? cost / units : null;
    }
}
