// Daily rows of monthly contracts made into curves, one a day.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One contract month's row of one day.</summary>
/// <param name="Month">Contract month.</param>
/// <param name="Settle">Settlement price.</param>
/// <param name="Volume">Lots traded.</param>
/// <param name="Interest">Lots open.</param>
public sealed record MonthSettled(
    TradingDate Day,
    string Contract,
    ContractMonth Month,
    double Settle,
    double Volume,
    double Interest
);

/// <summary>Curves of one product in order of day.</summary>
/// <param name="Curves">With two contracts or more.</param>
/// <param name="Untraded">Rows left out because nothing traded: their settlement repeats or follows other
/// months.</param>
/// <param name="Unpriced">Rows left out without a settlement above zero or on and after their last trading
/// day.</param>
public sealed record CurveHistory(IReadOnlyList<FuturesCurve> Curves, int Untraded, int Unpriced)
{
    /// <summary>Builds the curves of contracts that settle on their last trading day alone.</summary>
    /// <param name="tick">Least price step.</param>
    /// <param name="lastTradingDay">Of a contract month.</param>
    public static CurveHistory Of(
        string product,
        double tick,
        IEnumerable<MonthSettled> rows,
        Func<ContractMonth, TradingDate> lastTradingDay
    )
    {
        var days = new SortedDictionary<TradingDate, List<CurvePoint>>();
        var (untraded, unpriced) = (0, 0);
        foreach (var row in rows)
        {
            var last = lastTradingDay(row.Month);
            if (!(row.Settle > 0) || last <= row.Day)
            {
                unpriced++;
                continue;
            }

            if (!(row.Volume > 0))
            {
                untraded++;
                continue;
            }

            if (!days.TryGetValue(row.Day, out var points))
                days[row.Day] = points = [];
            points.Add(new(row.Contract, last, row.Settle) { OpenInterest = row.Interest });
        }

        var curves = days.Where(d => d.Value.Count > 1)
            .Select(d => new FuturesCurve(product, d.Key, tick, [.. d.Value.OrderBy(p => p.LastTradingDay)]));
        return new([.. curves], untraded, unpriced);
    }

    /// <summary>The last curve of each week that ends on a Sunday.</summary>
    public IReadOnlyList<FuturesCurve> Weekly() => [.. Curves.GroupBy(c => (c.Day.Days + 3) / 7).Select(g => g.Last())];

    /// <summary>The curves of a span of days, both ends included.</summary>
    public CurveHistory Between(TradingDate first, TradingDate last) =>
        this with
        {
            Curves = [.. Curves.Where(c => c.Day >= first && c.Day <= last)],
        };
}
