// The annex's arithmetic: changes of fair value by month since designation, the designated test, and the reserve.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Hedging.Accounting;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Reports;

/// <summary>What was worked out for one designation.</summary>
/// <param name="Notional">Value of the hedged item at designation, in the contract's currency.</param>
/// <param name="History">The designated test on changes before designation; null when there are none.</param>
/// <param name="Changes">Periods since designation.</param>
/// <param name="Since">The designated test on them; null without a period.</param>
/// <param name="Reserve">Cash-flow reserve after each period.</param>
internal sealed record AccountingFigures(
    decimal Notional,
    EffectivenessResult? History,
    IReadOnlyList<FairValueChange> Changes,
    EffectivenessResult? Since,
    IReadOnlyList<ReserveLine> Reserve
)
{
    /// <summary>Works a designation out on what a plan knows of prices.</summary>
    public static AccountingFigures Of(HedgePlan plan, HedgeDesignation designation)
    {
        var basis = AtDesignation(plan, designation);
        var notional = designation.Months.Sum(m => m.First * ((m.Price ?? 0) + basis));
        var method =
            designation.Method == AssessmentMethod.Regression
                ? EffectivenessMethod.Regression
                : EffectivenessMethod.DollarOffset;
        var rules = new EffectivenessRules(SmallShare: designation.SmallChange);
        var past = PastChanges(plan, designation, basis);
        var changes = ChangesSince(plan, designation);
        return new(
            notional,
            Test(past, past.Count > 0 ? past[0].From : designation.On),
            changes,
            Test(changes, designation.On),
            changes.Count == 0
                ? []
                : CashFlowReserve.Of(
                    changes,
                    designation.Standard == AccountingStandard.Ifrs9 ? ReserveRule.LowerOf : ReserveRule.WholeChange
                )
        );

        EffectivenessResult? Test(IReadOnlyList<FairValueChange> list, TradingDate from) =>
            list.Count == 0 || notional <= 0
                ? null
                : EffectivenessTest.Run(new(designation.Programme, from, method, notional, rules), method, list);
    }

    // What the same quantities would have done on the changes that the ratio was estimated from, up to designation:
    // changes of logarithms, taken as shares of the values at designation.
    private static List<FairValueChange> PastChanges(HedgePlan plan, HedgeDesignation designation, decimal basis)
    {
        var held = designation.Months.Sum(m => m.Lots * designation.LotSize * (m.Price ?? 0));
        var item = Sign(designation) * designation.Months.Sum(m => m.First * ((m.Price ?? 0) + basis));
        var points = plan.Ratio.Points.Where(p => p.Day <= designation.On).OrderBy(p => p.Day.Days).ToList();
        var changes = new List<FairValueChange>();
        // The first change ends on a day whose beginning is not told: it only sets the clock.
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i].Day > points[i - 1].Day)
                changes.Add(
                    new(
                        points[i - 1].Day,
                        points[i].Day,
                        held * (decimal)points[i].Index,
                        item * (decimal)points[i].Own
                    )
                );
        }

        return changes;
    }

    // Month by month: the futures by their settlement prices; the item by a forward price, the futures price of
    // its month plus the basis that was last known.
    private static List<FairValueChange> ChangesSince(HedgePlan plan, HedgeDesignation designation)
    {
        var days = MonthEnds(plan, designation.On);
        if (days.Count == 0 || plan.Basis.Count == 0 || designation.Months.Any(m => m.Price is null))
            return [];
        var start = AtDesignation(plan, designation);
        var prices = designation.Months.Select(m => m.Price!.Value).ToArray();
        var instrument = new decimal[days.Count];
        var marks = prices.Select(p => new List<ForwardMark> { new(designation.On, p + start) }).ToList();
        for (var d = 0; d < days.Count; d++)
        {
            var basis = BasisAt(plan, days[d].Day);
            for (var m = 0; m < prices.Length; m++)
            {
                var month = designation.Months[m];
                // A month that is settled and gone keeps its last price, and what was bought in it its own.
                if (days[d].Months.FirstOrDefault(x => x.Symbol == month.Symbol)?.Price is not { } price)
                {
                    marks[m].Add(marks[m][^1] with { Day = days[d].Day });
                    continue;
                }

                instrument[d] += month.Lots * designation.LotSize * (price - prices[m]);
                prices[m] = price;
                marks[m].Add(new(days[d].Day, price + basis));
            }
        }

        var hypothetical = new decimal[days.Count];
        for (var m = 0; m < prices.Length; m++)
        {
            var changes = HypotheticalDerivative.Changes(marks[m], Sign(designation) * designation.Months[m].First);
            for (var d = 0; d < days.Count; d++)
                hypothetical[d] += changes[d];
        }

        return
        [
            .. days.Select(
                (day, d) =>
                    new FairValueChange(
                        d == 0 ? designation.On : days[d - 1].Day,
                        day.Day,
                        instrument[d],
                        hypothetical[d]
                    )
            ),
        ];
    }

    private static decimal Sign(HedgeDesignation designation) => designation.Side == HedgerSide.Buyer ? 1 : -1;

    // The last settled day of each month after designation.
    private static List<SettledDay> MonthEnds(HedgePlan plan, TradingDate after) =>
        [
            .. plan
                .Market.Settlements.Where(s => s.Day > after)
                .GroupBy(s => ContractMonth.Of(s.Day))
                .OrderBy(g => g.Key.Index)
                .Select(g => g.MaxBy(s => s.Day.Days)!),
        ];

    // As the designation recorded it: what came to be known later does not move it.
    private static decimal AtDesignation(HedgePlan plan, HedgeDesignation designation) =>
        designation.Basis ?? BasisAt(plan, designation.On);

    // Own price less index of the newest month not after a day; of the first one when all are later; zero without any.
    private static decimal BasisAt(HedgePlan plan, TradingDate day)
    {
        var month = ContractMonth.Of(day);
        if (plan.Basis.Count == 0)
            return 0;
        var known = plan.Basis.LastOrDefault(b => b.Month <= month) ?? plan.Basis[0];
        return (decimal)(known.Own - known.Index);
    }
}
