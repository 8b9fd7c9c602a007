// A buyer walked forward month by month: each month hedged some months ahead with what was known then.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Spot;

/// <summary>Rules of a walk.</summary>
/// <param name="Ahead">Whole months between the decision (the last day of a month) and the month that is hedged, 1 to
/// 12.</param>
/// <param name="WarmUp">Months before the first decision.</param>
/// <param name="Window">Days of history from whose weekly means a ratio is estimated.</param>
/// <param name="Every">Months for which an estimate holds.</param>
/// <param name="LotUnits">Units of a futures contract.</param>
/// <param name="KnowsContract">A buyer under a contract budgets what his contract's price is expected to be; false:
/// what he paid over the index in the last twelve months, like a buyer without one.</param>
public sealed record SpotWalkRules(
    int Ahead = 3,
    int WarmUp = 12,
    int Window = 365,
    int Every = 6,
    double LotUnits = 1000,
    bool KnowsContract = true
);

/// <summary>A month of a walk; shares are of the budget.</summary>
/// <param name="Budget">Price a unit that was expected on the day of the decision.</param>
/// <param name="Price">Price a unit that was paid.</param>
/// <param name="Over">Price over budget, less one.</param>
/// <param name="BillOver">The bill over budget times the planned units, less one: volume is in it.</param>
/// <param name="Entry">Futures price of the decision (a model's).</param>
/// <param name="Settlement">The month's average.</param>
/// <param name="Full">Gain of the one-for-one hedge over budget times planned units.</param>
/// <param name="Chosen">Gain of the hedge at the ratio chosen beforehand.</param>
/// <param name="Ratio">That ratio on the decision day: units of futures over planned units of a contract, else a ratio
/// of values; 0 where the guard proposes none.</param>
public sealed record SpotMonth(
    ContractMonth Month,
    double Budget,
    double Price,
    double Over,
    double BillOver,
    double Entry,
    double Settlement,
    double Full,
    double Chosen,
    double Ratio
);

/// <summary>What a walk comes to: shares of variance that are gone; null where nothing varied.</summary>
/// <param name="Full">Of price over budget, one for one.</param>
/// <param name="Chosen">Of price over budget, at the ratio chosen beforehand.</param>
/// <param name="Bill">Of the bill over budget, at that ratio.</param>
/// <param name="Deviation">Standard deviation of price over budget without a hedge.</param>
/// <param name="Ratio">Mean ratio.</param>
public sealed record SpotWalkFigures(
    int Months,
    double? Full,
    double? Chosen,
    double? Bill,
    double Deviation,
    double Ratio
);

/// <summary>
/// On the last day of a month the buyer budgets month m: what his contract is expected to cost; outside of one F(d, m)
/// times what he has paid over the index in the last twelve months; at list today's list. He plans as many units a day
/// as in the month that ends, and buys futures on m for them: at a ratio estimated from the past, or, under a contract,
/// for what its price is expected to keep of a move (<see cref="SpotSupply.Delta"/>), looked at again on each month's
/// last day until m begins. Nothing later than the day is read. <see cref="Effectiveness"/> measures the variance that
/// is gone. Trading costs nothing here.
/// </summary>
public static class SpotWalk
{
    private const double DaysOfYear = 365;

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
            if (hedger.Supply is null && age % rules.Every == 0 && !known.TryGetValue((hedger.Name, day), out ratio))
                known.Add((hedger.Name, day), ratio = Ratio(hedger, curve, first, day, rules));
            if (Month(hedger, curve, first, rules, month, ratio) is { } one)
                months.Add(one);
        }

        return months;
    }

    /// <summary>Variance that is gone.</summary>
    public static SpotWalkFigures Of(IReadOnlyList<SpotMonth> months)
    {
        double[] over = [.. months.Select(m => m.Over)];
        double[] bill = [.. months.Select(m => m.BillOver)];
        double[] full = [.. months.Select(m => m.Full)];
        double[] chosen = [.. months.Select(m => m.Chosen)];
        return new(
            months.Count,
            Effectiveness.Of(over, full, 1),
            Effectiveness.Of(over, chosen, 1),
            Effectiveness.Of(bill, chosen, 1),
            Studies.SeriesFigures.Deviation(over),
            months.Count == 0 ? double.NaN : months.Average(m => m.Ratio)
        );
    }

    private static SpotMonth? Month(
        SpotHedger hedger,
        SpotCurve curve,
        TradingDate first,
        SpotWalkRules rules,
        ContractMonth month,
        double ratio
    )
    {
        var day = month.Plus(-rules.Ahead).First.Plus(-1);
        var now = ContractMonth.Of(day);
        var units = hedger.MonthUnits(first, month);
        // The same units a day; the days of both months are known.
        var planned = hedger.MonthUnits(first, now) * Length(month) / Length(now);
        var (entry, settled) = (curve.Price(day, month), curve.Settlement(month));
        if (!(units > 0) || !(planned > 0) || !double.IsFinite(settled))
            return null;
        var own = Own(hedger, curve, first, now);
        var budget =
            hedger.Supply is not null && rules.KnowsContract ? At(hedger, curve, first, now, day, month, own).Price
            : hedger.Kind == SpotHedgerKind.List ? Today(hedger, first, day)
            : entry * Paid(hedger, curve, first, now);
        if (!double.IsFinite(budget))
            return null;
        var full = hedger.Supply is null ? planned * budget / entry : planned;
        double Gain(double wanted, double from, double to) =>
            HedgeLots.OfLevels(1, wanted, rules.LotUnits).Lots * rules.LotUnits * (to - from) / (budget * planned);
        var chosen = 0.0;
        if (hedger.Supply is null)
            chosen = Gain(full * ratio, entry, settled);
        for (var step = 0; hedger.Supply is not null && step <= rules.Ahead; step++)
        {
            var on = Decision(month, rules.Ahead - step);
            var keeps = At(hedger, curve, first, now, on, month, own).Delta;
            ratio = step == 0 ? keeps : ratio;
            var next = step == rules.Ahead ? settled : curve.Price(Decision(month, rules.Ahead - step - 1), month);
            chosen += Gain(planned * keeps, curve.Price(on, month), next);
        }

        var cost = hedger.MonthCost(first, month, curve);
        return new(
            month,
            budget,
            cost / units,
            (cost / units / budget) - 1,
            (cost / (budget * planned)) - 1,
            entry,
            settled,
            Gain(full, entry, settled),
            chosen,
            ratio
        );
    }

    private static TradingDate Decision(ContractMonth month, int ahead) => month.Plus(-ahead).First.Plus(-1);

    // Price a unit that is expected on a day of a buyer under a contract, and what it keeps of a move of the forward.
    private static (double Price, double Delta) At(
        SpotHedger hedger,
        SpotCurve curve,
        TradingDate first,
        ContractMonth now,
        TradingDate day,
        ContractMonth month,
        double own
    )
    {
        var cover = hedger.MonthCover(first, now);
        var forward = curve.Price(day, month);
        var reference = curve.ExpectedReference(day, month, out var known);
        var from = known ? day.Days : ContractMonth.Of(month.Year, 1).First.Days;
        var variance = CollarDelta.Variance(
            curve.Volatility(day),
            (month.First.Days - from) / DaysOfYear,
            Length(month) / DaysOfYear
        );
        var supply = hedger.Supply!;
        return (
            (cover * supply.Expected(forward, reference, variance)) + ((1 - cover) * own * forward),
            (cover * supply.Delta(forward, reference, variance, known)) + ((1 - cover) * own)
        );
    }

    private static double Today(SpotHedger hedger, TradingDate first, TradingDate day) =>
        hedger.Spent[day.Days - first.Days] / hedger.Units[day.Days - first.Days];

    // What was paid over the index in twelve months, everything together.
    private static double Paid(SpotHedger hedger, SpotCurve curve, TradingDate first, ContractMonth known)
    {
        var (paid, index) = (0.0, 0.0);
        foreach (var month in Year(curve, first, known))
        {
            paid += hedger.MonthCost(first, month, curve);
            index += hedger.MonthUnits(first, month) * curve.Settlement(month);
        }

        return paid / index;
    }

    // The same of what no contract covered; 1 where nothing was bought so.
    private static double Own(SpotHedger hedger, SpotCurve curve, TradingDate first, ContractMonth known)
    {
        var (paid, index) = (0.0, 0.0);
        foreach (var month in Year(curve, first, known))
        {
            var (own, at) = hedger.MonthOpen(first, month, curve);
            (paid, index) = (paid + own, index + at);
        }

        return index > 0 ? paid / index : 1;
    }

    private static IEnumerable<ContractMonth> Year(SpotCurve curve, TradingDate first, ContractMonth known)
    {
        for (var month = known.Plus(-11); month <= known; month = month.Plus(1))
            if (month >= ContractMonth.Of(first) && double.IsFinite(curve.Settlement(month)))
                yield return month;
    }

    private static double Length(ContractMonth month) => month.Last.Days - month.First.Days + 1;

    // Estimated from days up to the decision.
    private static double Ratio(
        SpotHedger hedger,
        SpotCurve curve,
        TradingDate first,
        TradingDate day,
        SpotWalkRules rules
    )
    {
        var index = curve.Known(day, out _);
        var from = Math.Max(0, index.Length - rules.Window);
        var own = hedger.DailyPrices()[from..index.Length];
        var history = PairedHistory.Daily(first.Plus(from), own, index[from..]).Periods(Frequency.Week).Means;
        var estimate = HedgeRatio.Estimate(history);
        return estimate.Proposed is { } ratio ? Math.Clamp(ratio, 0, 2) : 0;
    }
}
