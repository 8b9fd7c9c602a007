// A buyer walked forward month by month: each month hedged some months ahead with what was known then.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Spot;

/// <summary>Rules of a walk.</summary>
/// <param name="Ahead">Months from the decision (a month's last day) to the month that is hedged, 1 to 12.</param>
/// <param name="WarmUp">Months before the first decision.</param>
/// <param name="Window">Days of history from whose weekly means a ratio is estimated.</param>
/// <param name="Every">Months for which an estimate holds.</param>
/// <param name="LotUnits">Units of a futures contract.</param>
public sealed record SpotWalkRules(
    int Ahead = 3,
    int WarmUp = 12,
    int Window = 365,
    int Every = 6,
    double LotUnits = 1000
);

/// <summary>A month of a walk; shares are of the budget.</summary>
/// <param name="Budget">Price a unit that was expected on the day of the decision.</param>
/// <param name="Price">Price a unit that was paid.</param>
/// <param name="Over">Price over budget, less one.</param>
/// <param name="BillOver">The bill over budget times the planned units, less one: volume is in it.</param>
/// <param name="Entry">Futures price of the decision (a model's).</param>
/// <param name="Settlement">The month's average.</param>
/// <param name="Full">Gain of the one-for-one hedge over budget times planned units.</param>
/// <param name="Estimated">Gain of the hedge at the estimated ratio.</param>
/// <param name="Ratio">Estimated on the decision day; 0 where the guard proposes none.</param>
public sealed record SpotMonth(
    ContractMonth Month,
    double Budget,
    double Price,
    double Over,
    double BillOver,
    double Entry,
    double Settlement,
    double Full,
    double Estimated,
    double Ratio
);

/// <summary>What a walk comes to: shares of variance that are gone; null where nothing varied.</summary>
/// <param name="Full">Of price over budget, one for one.</param>
/// <param name="Estimated">Of price over budget, at the estimated ratio (for a supply contract: what it says).</param>
/// <param name="Bill">Of the bill over budget, at the estimated ratio.</param>
/// <param name="Deviation">Standard deviation of price over budget without a hedge.</param>
/// <param name="Ratio">Mean estimated ratio.</param>
public sealed record SpotWalkFigures(
    int Months,
    double? Full,
    double? Estimated,
    double? Bill,
    double Deviation,
    double Ratio
);

/// <summary>
/// At the end of month d = m - ahead the buyer expects to pay F(d, m) times what he has paid over the index in the last
/// twelve months (a list buyer: today's list), plans as many units a day as in month d, and buys futures on m for
/// them. Nothing later than d is read. <see cref="Effectiveness"/> measures the variance that is gone.
/// </summary>
public static class SpotWalk
{
    /// <summary>All months of a buyer.</summary>
    /// <param name="first">The day of the first entry of all daily arrays.</param>
    /// <param name="known">Ratios that were estimated before for the same prices, by name and day; may be null.</param>
    public static List<SpotMonth> Run(
        SpotHedger hedger,
        SpotCurve curve,
        TradingDate first,
        SpotWalkRules rules,
        Dictionary<(string Name, TradingDate Day), double>? known = null
    )
    {
        known ??= [];
        var months = new List<SpotMonth>();
        var last = ContractMonth.Of(first.Plus(hedger.Units.Length)).Plus(-1);
        var (ratio, age) = (0.0, 0);
        for (
            var month = ContractMonth.Of(first).Plus(rules.WarmUp + rules.Ahead);
            month <= last;
            month = month.Plus(1), age++
        )
        {
            var day = month.Plus(-rules.Ahead).First.Plus(-1);
            var now = ContractMonth.Of(day);
            if (age % rules.Every == 0 && !known.TryGetValue((hedger.Name, day), out ratio))
                known.Add((hedger.Name, day), ratio = Ratio(hedger, curve, first, day, rules));
            var units = hedger.MonthUnits(first, month);
            // The same units a day; the days of both months are known.
            var planned = hedger.MonthUnits(first, now) * Length(month) / Length(now);
            var (entry, settled) = (curve.Price(day, month), curve.Settlement(month));
            var budget = Budget(hedger, curve, first, now, day, entry);
            if (!(units > 0) || !(planned > 0) || !double.IsFinite(settled) || !double.IsFinite(budget))
                continue;
            var cost = hedger.MonthCost(first, month, curve);
            double Gain(double beta)
            {
                var lots = HedgeLots.OfReturns(beta, planned, budget, rules.LotUnits, entry).Lots;
                return lots * rules.LotUnits * (settled - entry) / (budget * planned);
            }

            months.Add(
                new(
                    month,
                    budget,
                    cost / units,
                    (cost / units / budget) - 1,
                    (cost / (budget * planned)) - 1,
                    entry,
                    settled,
                    Gain(1),
                    Gain(ratio),
                    ratio
                )
            );
        }

        return months;
    }

    /// <summary>Variance that is gone.</summary>
    public static SpotWalkFigures Of(IReadOnlyList<SpotMonth> months)
    {
        double[] over = [.. months.Select(m => m.Over)];
        double[] bill = [.. months.Select(m => m.BillOver)];
        double[] full = [.. months.Select(m => m.Full)];
        double[] estimated = [.. months.Select(m => m.Estimated)];
        return new(
            months.Count,
            Effectiveness.Of(over, full, 1),
            Effectiveness.Of(over, estimated, 1),
            Effectiveness.Of(bill, estimated, 1),
            Studies.SeriesFigures.Deviation(over),
            months.Count == 0 ? double.NaN : months.Average(m => m.Ratio)
        );
    }

    private static double Budget(
        SpotHedger hedger,
        SpotCurve curve,
        TradingDate first,
        ContractMonth known,
        TradingDate day,
        double entry
    )
    {
        if (hedger.Kind == SpotHedgerKind.List)
        {
            var at = day.Days - first.Days;
            return hedger.Spent[at] / hedger.Units[at];
        }

        var (paid, index) = (0.0, 0.0);
        for (var month = known.Plus(-11); month <= known; month = month.Plus(1))
        {
            if (month < ContractMonth.Of(first) || !double.IsFinite(curve.Settlement(month)))
                continue;
            paid += hedger.MonthCost(first, month, curve);
            index += hedger.MonthUnits(first, month) * curve.Settlement(month);
        }

        return entry * paid / index;
    }

    private static double Length(ContractMonth month) => month.Last.Days - month.First.Days + 1;

    // A contract says its ratio. The others are estimated from days up to the decision.
    private static double Ratio(
        SpotHedger hedger,
        SpotCurve curve,
        TradingDate first,
        TradingDate day,
        SpotWalkRules rules
    )
    {
        if (hedger.Kind == SpotHedgerKind.Linked)
            return 1;
        var index = curve.Known(day, out _);
        var from = Math.Max(0, index.Length - rules.Window);
        var own = hedger.DailyPrices()[from..index.Length];
        var history = PairedHistory.Daily(first.Plus(from), own, index[from..]).Periods(Frequency.Week).Means;
        var estimate = HedgeRatio.Estimate(history);
        return estimate.Proposed is { } ratio ? Math.Clamp(ratio, 0, 2) : 0;
    }
}
