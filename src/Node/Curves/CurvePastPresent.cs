// From a book and its studies to the curve of every settled day.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Rounds and spells.</summary>
internal static class CurvePastPresent
{
    private const int WeekDays = 7;
    private const int MonthDays = 30;

    public static CurveHistoryShape Of(CurveAnalysis a)
    {
        var states = a.States.ToDictionary(s => s.Day);
        var quotes = a.Book.Days.ToDictionary(d => d.Day, StringComparer.Ordinal);
        var index = a
            .Book.IndexDays.Where(d => d.Value is not null)
            .ToDictionary(d => d.Day, d => d.Value!, StringComparer.Ordinal);
        return new(
            a.Book.Contract,
            a.Curve.Day.ToString(),
            a.Book.Source,
            a.Book.Simulated,
            a.Book.Quote,
            a.Book.Tick,
            Before(a, WeekDays),
            Before(a, MonthDays),
            Band(a),
            [
                .. a.History.Select(c =>
                    Day(c, states.GetValueOrDefault(c.Day), quotes[$"{c.Day}"], index.GetValueOrDefault($"{c.Day}"))
                ),
            ]
        );
    }

    private static string? Before(CurveAnalysis a, int days) =>
        a.History.LastOrDefault(c => c.Day <= a.Curve.Day.Plus(-days))?.Day.ToString();

    private static CurvePastDayShape Day(FuturesCurve curve, CurveState? state, CurveDay settled, string? index)
    {
        string? Roll(string pair) => CurveNumbers.Percent(state?.FromFront.FirstOrDefault(y => y.Pair == pair)?.Yield);
        return new(
            curve.Day.ToString(),
            state is null ? null : CurvePresent.Word(state.Slope),
            CurveNumbers.Percent(state?.Scarcity?.Front),
            CurveNumbers.Percent(state?.Scarcity?.Trend.Yield),
            CurveNumbers.Percent(state?.Scarcity?.Value),
            CurveNumbers.Percent(state?.Backwardated),
            Roll("M1-M2"),
            Roll("M1-M4"),
            Roll("M1-M13"),
            index,
            [
                .. settled
                    .Quotes.Where(q => CurveNumbers.Date(q.LastTradingDay) > curve.Day)
                    .Select(q => new CurvePastPointShape(q.Symbol, q.LastTradingDay, q.Settlement)),
            ]
        );
    }

    private static CurveBandShape Band(CurveAnalysis a)
    {
        _ = CurveBand.TryMeasure(a.Curve, a.History, out var band, out var fault);
        return new(
            fault?.ToString(),
            CurveNumbers.Show(100 * CurveBand.LowShare, 0),
            CurveNumbers.Show(100 * CurveBand.HighShare, 0),
            band?.Days ?? a.History.Count(c => c.Day < a.Curve.Day),
            CurveBand.LeastDays,
            [
                .. (band?.Points ?? []).Select(p => new CurveBandPointShape(
                    p.Contract,
                    CurveNumbers.Show(p.Low, a.Book.PriceDecimals),
                    CurveNumbers.Show(p.High, a.Book.PriceDecimals),
                    p.Days
                )),
            ]
        );
    }
}
