// The walk: month by month decides with what is known, trades on the model's curve, settles on the real index.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>Walks one hedger with one strategy through all months for which price and index are there.</summary>
public sealed class Walk
{
    private readonly WalkHedger _hedger;
    private readonly HedgeStrategy _strategy;
    private readonly WalkRules _rules;
    private readonly ModelCurve _own;
    private readonly ModelCurve? _cross;

    private Walk(WalkHedger hedger, HedgeStrategy strategy, ModelCurve own, ModelCurve? cross, WalkRules rules) =>
        (_hedger, _strategy, _own, _cross, _rules) = (hedger, strategy, own, cross, rules);

    /// <summary>Walks from the first decision on.</summary>
    /// <param name="start">The first decision falls on the last day of this month.</param>
    /// <param name="end">The last month that may be hedged.</param>
    /// <param name="cross">The other contract, in the currency of the own; null when there is none.</param>
    public static WalkResult Run(
        WalkHedger hedger,
        HedgeStrategy strategy,
        WalkContract own,
        WalkContract? cross,
        ContractMonth start,
        ContractMonth end,
        WalkRules rules
    )
    {
        var walk = Of(hedger, strategy, own, cross, rules);
        return walk.Months(start, end);
    }

    /// <summary>The decisions alone: what a treasurer would have written down, whatever came after.</summary>
    public static IReadOnlyList<WalkDecision> Decisions(
        WalkHedger hedger,
        HedgeStrategy strategy,
        WalkContract own,
        WalkContract? cross,
        ContractMonth start,
        ContractMonth end,
        WalkRules rules
    )
    {
        var walk = Of(hedger, strategy, own, cross, rules);
        return [.. walk.Decided(start, end)];
    }

    private static Walk Of(
        WalkHedger hedger,
        HedgeStrategy strategy,
        WalkContract own,
        WalkContract? cross,
        WalkRules rules
    ) => new(hedger, strategy, new(own, rules.Curve), cross is null ? null : new(cross, rules.Curve), rules);

    private ModelCurve Traded => _strategy == HedgeStrategy.CrossHedge && _cross is not null ? _cross : _own;

    // A month is decided on the first end of a month within the horizon on which own price and index are known.
    private IEnumerable<WalkDecision> Decided(ContractMonth start, ContractMonth end)
    {
        for (var month = start.Plus(1); month <= end; month = month.Plus(1))
        {
            var from = month.Plus(-_rules.Horizon);
            for (from = from < start ? start : from; from < month; from = from.Plus(1))
            {
                if (Decide(from.Last, month) is not { } decision)
                    continue;
                yield return decision;
                break;
            }
        }
    }

    private WalkResult Months(ContractMonth start, ContractMonth end)
    {
        var months = new List<WalkMonth>();
        var legs = new List<WalkLeg>();
        var cash = new WalkCashBook();
        foreach (var decision in Decided(start, end))
        {
            var paid = _hedger.Paid(decision.Month, _own.Contract);
            var settled = _own.Contract.Settlement(decision.Month);
            // Months that the data do not reach are no months, whatever was decided for them.
            if (!double.IsFinite(paid) || !double.IsFinite(settled))
                continue;
            if (WalkLegs.Of(_strategy, decision, Traded) is not { } traded)
                continue;
            months.Add(Outcome(decision, (decimal)paid, settled, traded, cash));
            legs.AddRange(traded);
        }

        return new(_hedger.Name, _strategy, _own.Contract.Currency, months, legs, cash.Days());
    }

    private WalkDecision? Decide(TradingDate day, ContractMonth month)
    {
        var price = _hedger.Known(day, _own.Contract);
        var index = _own.Contract.Known(day);
        var future = _own.Price(day, month);
        if (!(price > 0) || !(index > 0) || !double.IsFinite(future))
            return null;
        var grid = _own.Contract.OnGrid(future);
        var units = (double)_hedger.Units(month);
        var equivalent = _hedger.Linked ? units : units * price / index;
        var budget = _hedger.Linked ? grid + (decimal)_hedger.Spread : (decimal)price;
        // What costs nothing has no share to be over its budget by.
        if (budget <= 0)
            return null;
        var (ratio, why) = Ratio(day);
        var traded = Traded;
        var (inLots, at) = (equivalent, grid);
        if (_strategy == HedgeStrategy.CrossHedge)
        {
            var other = traded.Contract.Known(day);
            var ahead = traded.Price(day, month);
            if (_cross is null || !double.IsFinite(other) || !double.IsFinite(ahead))
                (ratio, why) = (0, "the other index does not print yet");
            else
                (inLots, at) = (units * price / other, traded.Contract.OnGrid(ahead));
        }

        return new(
            day,
            month,
            ratio == 0 ? "" : traded.Contract.Code,
            price,
            index,
            at,
            inLots,
            ratio,
            _hedger.Side * Lots(ratio * inLots, traded.Contract),
            decimal.Round(budget, 8),
            why
        );
    }

    private (double Ratio, string Why) Ratio(TradingDate day) =>
        _strategy switch
        {
            HedgeStrategy.None => (0, "no hedge"),
            HedgeStrategy.Prepay => (0, "paid ahead"),
            HedgeStrategy.StripEstimated => WalkRatio.Known(_hedger, _own.Contract, day),
            _ => (1, "one for one in value"),
        };

    // To the nearest lot; a half goes to the smaller hedge.
    private decimal Lots(double units, WalkContract contract)
    {
        var lots = (decimal)units / contract.LotSize;
        if (!_rules.WholeLots)
            return decimal.Round(lots, 9);
        return Math.Sign(lots) * decimal.Ceiling(Math.Abs(lots) - 0.5m);
    }

    private WalkMonth Outcome(
        WalkDecision decision,
        decimal paid,
        double settled,
        IReadOnlyList<WalkLeg> legs,
        WalkCashBook cash
    )
    {
        var contract = Traded.Contract;
        var units = _hedger.Units(decision.Month);
        var side = _hedger.Side;
        var budget = Money(side * units * decision.Budget);
        var cost = Money(side * units * paid);
        // The index's part is the own index's, also for a hedge with another.
        var from =
            _strategy == HedgeStrategy.CrossHedge
                ? _own.Contract.OnGrid(_own.Price(decision.Day, decision.Month))
                : decision.Future;
        var equivalent = _hedger.Linked ? units : (decimal)((double)units * decision.Price / decision.Index);
        var move = Money(side * equivalent * (_own.Contract.OnGrid(settled) - from));
        var gain = legs.Sum(l => Money(l.Lots * contract.LotSize * (l.Close - l.Open)));
        var strip = gain;
        if (legs.Count > 1)
            strip = Money(decision.Lots * contract.LotSize * (legs[^1].Close - decision.Future));
        var roll = gain - strip;
        var fees = legs.Sum(l => Trading(l, contract));
        var interest = cash.Add(legs, Traded, decision.Month, _rules.Interest);
        if (_strategy == HedgeStrategy.Prepay)
        {
            // What paying ahead saved against paying in the month.
            strip = cost - budget;
            interest = cash.Prepaid(decision, Math.Abs(budget), _rules.Interest);
        }

        var net = cost - strip - roll + fees + interest;
        return new(decision, units, budget, cost, move, cost - budget - move, strip, roll, fees, interest, net);
    }

    private decimal Trading(WalkLeg leg, WalkContract contract)
    {
        decimal One(decimal price)
        {
            var turnover = Math.Abs(leg.Lots) * contract.LotSize * price;
            return (_rules.FeeTimes * ((turnover * contract.FeeOfTurnover) + (Math.Abs(leg.Lots) * contract.FeePerLot)))
                + (turnover * _rules.HalfSpread);
        }

        return Money(One(leg.Open) + (leg.Settled ? 0 : One(leg.Close)));
    }

    private static decimal Money(decimal amount) => decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
}
