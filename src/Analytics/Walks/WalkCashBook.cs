// The cash that hedges bind, day by day: initial margin and losses paid that the bill has not yet given back.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Walks;

/// <summary>
/// Adds up, over all months that are hedged at once, initial margin on the model's price of the day and the money that
/// daily settlement took and has not given back. A month's gains and losses leave the book when the month ends: then
/// the bill they belong to is paid. Gains lie in the account and count against the need.
/// </summary>
internal sealed class WalkCashBook
{
    private readonly SortedDictionary<TradingDate, double> _days = [];

    /// <summary>Adds the legs of one month.</summary>
    /// <returns>Interest on them, two decimals; below zero when gains earned more than margin cost.</returns>
    public decimal Add(IReadOnlyList<WalkLeg> legs, ModelCurve curve, ContractMonth month, decimal interest)
    {
        var lot = (double)curve.Contract.LotSize;
        var rate = (double)curve.Contract.MarginRate;
        var (realised, bound) = (0.0, 0.0);
        foreach (var leg in legs)
        {
            var (lots, open) = ((double)leg.Lots, (double)leg.Open);
            for (var day = leg.Opened; day < leg.Closed; day = day.Plus(1))
            {
                var mark = curve.Price(day, leg.Month);
                // On the day of the trade the price traded is the mark; a silent index leaves the position unmoved.
                if (!double.IsFinite(mark) || day == leg.Opened)
                    mark = open;
                var need = (Math.Abs(lots) * lot * mark * rate) - (lots * lot * (mark - open)) - realised;
                _days[day] = _days.GetValueOrDefault(day) + need;
                bound += need;
            }

            realised += lots * lot * ((double)leg.Close - open);
        }

        return decimal.Round((decimal)(bound / 365) * interest, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>Adds a prepayment, which the month's use earns back evenly.</summary>
    /// <returns>Interest on it, two decimals.</returns>
    public decimal Prepaid(WalkDecision decision, decimal money, decimal interest)
    {
        var bound = 0.0;
        double length = decision.Month.Last.Days - decision.Month.First.Days + 1;
        for (var day = decision.Day; day < decision.Month.Last; day = day.Plus(1))
        {
            var used = Math.Max(0, day.Days - decision.Month.First.Days + 1);
            var left = (double)money * (1 - (used / length));
            _days[day] = _days.GetValueOrDefault(day) + left;
            bound += left;
        }

        return decimal.Round((decimal)(bound / 365) * interest, 2, MidpointRounding.AwayFromZero);
    }

    /// <summary>The need of each day, in order.</summary>
    public IReadOnlyList<WalkCash> Days() => [.. _days.Select(d => new WalkCash(d.Key, d.Value))];
}
