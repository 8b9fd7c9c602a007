// Whether months of the year differ in the index, and what is traded on which weekday and at the end of months.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Patterns of use need far less history than seasons: they are told beside what is missing.</summary>
internal static class CurveSeasonPresent
{
    /// <summary>Settled days at the end of a month that count as its end.</summary>
    private const int EndOfMonth = 3;

    public static CurveSeasonShape Of(CurveAnalysis a)
    {
        var means = Seasonality.WholeMonths([.. a.Book.Values.Where(v => v.Day <= a.Curve.Day)], out var first);
        _ = Seasonality.TryMeasure(a.Book.Index, first, means, out var factors, out var fault);
        var traded = Traded(a);
        var ends = Ends(traded);
        var (late, other) = (traded.Where(d => ends.Contains(d.Day)), traded.Where(d => !ends.Contains(d.Day)));
        return new(
            a.Book.Contract,
            a.Curve.Day.ToString(),
            a.Book.Source,
            a.Book.Simulated,
            a.Book.Index,
            fault?.ToString(),
            means.Count,
            Seasonality.LeastMonths,
            [
                .. (factors ?? []).Select(f => new CurveSeasonMonthShape(
                    f.Month,
                    CurveNumbers.Show(f.Factor, 3),
                    CurveNumbers.Show(f.Low, 3),
                    CurveNumbers.Show(f.High, 3),
                    f.Years
                )),
            ],
            [
                .. traded
                    .GroupBy(d => d.Day.Weekday)
                    .OrderBy(g => g.Key)
                    .Select(g => new CurveWeekdayShape(g.Key, g.Count(), CurveNumbers.Show(g.Average(d => d.Lots), 0))),
            ],
            late.Count(),
            Mean(late),
            other.Count(),
            Mean(other)
        );
    }

    private static string? Mean(IEnumerable<(TradingDate Day, double Lots)> days) =>
        days.Any() ? CurveNumbers.Show(days.Average(d => d.Lots), 0) : null;

    private static List<(TradingDate Day, double Lots)> Traded(CurveAnalysis a) =>
        [
            .. a
                .Book.Days.Select(d => (Day: CurveNumbers.Date(d.Day), d.Quotes))
                .Where(d => d.Day <= a.Curve.Day && d.Quotes.Any(q => q.Volume is not null))
                .Select(d => (d.Day, (double)d.Quotes.Sum(q => q.Volume ?? 0))),
        ];

    // The newest month may go on: which of its days will be the last is not known.
    private static HashSet<TradingDate> Ends(List<(TradingDate Day, double Lots)> days) =>
        [
            .. days.GroupBy(d => ContractMonth.Of(d.Day))
                .SkipLast(1)
                .SelectMany(m => m.TakeLast(EndOfMonth))
                .Select(d => d.Day),
        ];
}
