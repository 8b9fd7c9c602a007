// All studies of one contract's curve as of one settled day.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>What is asked beside the book itself.</summary>
/// <param name="Day">A settled day; null: the newest.</param>
/// <param name="Other">The other leg of the inference spread; null: not asked for.</param>
/// <param name="Terms">Its terms; null: from the reference table and DeepSeek's published day.</param>
/// <param name="Millions">Million tokens to hedge a month; null: one listed spread.</param>
internal sealed record CurveQuestion(
    TradingDate? Day,
    CurveBook? Other = null,
    InferenceQuestion? Terms = null,
    double? Millions = null,
    AvailabilitySeries? Availability = null
);

/// <summary>The studies; what cannot be answered says why.</summary>
internal sealed record CurveAnalysis(
    CurveBook Book,
    FuturesCurve Curve,
    CurveState? State,
    CurveFault? NoState,
    IReadOnlyList<CurveState> States,
    SpreadMatrix Matrix,
    ShortageMonitor Shortage,
    InferenceAnswer Inference,
    NelsonSiegelFit? Fit,
    CurveFault? NoFit,
    IReadOnlyList<FuturesCurve> History
)
{
    /// <summary>Settled days whose states are remembered: what the shortage monitor looks back on.</summary>
    private const int StateDays = ShortageSign.PastDays + 1;

    /// <summary>Null when the book has no settled day of that date.</summary>
    public static CurveAnalysis? Of(CurveBook book, CurveQuestion question)
    {
        if (book.Days.Count == 0)
            return null;
        var day = question.Day ?? CurveNumbers.Date(book.Days[^1].Day);
        var values = book.Values;
        var today = book.Days.LastOrDefault(d => d.Day == day.ToString());
        if (today is null)
            return null;
        var curve = CurveDays.Of(book, today, values);
        var history = CurveDays.Through(book, day);
        var states = new List<CurveState>();
        foreach (var past in history.TakeLast(StateDays))
        {
            if (CurveState.TryMeasure(past, values, out var state, out _))
                states.Add(state);
        }

        _ = CurveState.TryMeasure(curve, values, out var now, out var fault);
        _ = NelsonSiegelFit.TryFit(curve, null, out var fit, out var unfitted);
        return new(
            book,
            curve,
            now,
            fault,
            states,
            SpreadMatrix.Of(curve, history),
            CurveSigns.Of(book, now is null ? [] : states, day, question.Availability),
            InferenceAnswer.Of(book, curve, question),
            fit,
            unfitted,
            history
        );
    }
}
