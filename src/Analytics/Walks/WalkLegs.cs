// The positions that a decision leads to: one to settlement, or a chain of nearest contracts that is rolled.
namespace Tokenbourse.Analytics.Walks;

/// <summary>Makes legs.</summary>
internal static class WalkLegs
{
    /// <summary>The legs of a decision; none when nothing is traded, null when a leg has no price.</summary>
    public static IReadOnlyList<WalkLeg>? Of(HedgeStrategy strategy, WalkDecision decision, ModelCurve curve)
    {
        if (decision.Lots == 0)
            return [];
        var contract = curve.Contract;
        var settled = contract.Settlement(decision.Month);
        if (!double.IsFinite(settled))
            return null;
        var (day, open) = (decision.Day, decision.Future);
        var legs = new List<WalkLeg>();
        if (strategy == HedgeStrategy.StackAndRoll)
        {
            // The contract after next has not begun to average when the next month ends: it is rolled on that day.
            var front = Tokenbourse.Model.Numbers.ContractMonth.Of(day).Plus(2);
            for (; front < decision.Month; front = front.Plus(1))
            {
                var until = front.Plus(-1).Last;
                var (bought, sold) = (curve.Price(day, front), curve.Price(until, front));
                if (!double.IsFinite(bought) || !double.IsFinite(sold))
                    return null;
                legs.Add(
                    new(
                        decision.Month,
                        front,
                        decision.Lots,
                        day,
                        contract.OnGrid(bought),
                        until,
                        contract.OnGrid(sold),
                        false
                    )
                );
                day = until;
            }

            if (legs.Count > 0)
            {
                var last = curve.Price(day, decision.Month);
                if (!double.IsFinite(last))
                    return null;
                open = contract.OnGrid(last);
            }
        }

        legs.Add(
            new(
                decision.Month,
                decision.Month,
                decision.Lots,
                day,
                open,
                decision.Month.Last,
                contract.OnGrid(settled),
                true
            )
        );
        return legs;
    }
}
