// The inference spread of the nearest common month on every settled day, at the terms of the newest.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>One rate and one throughput all along: what moves is the two goods' prices.</summary>
internal static class CurveInferencePast
{
    public static IReadOnlyList<CurveInferencePastShape> Of(CurveAnalysis a, CurveBook? other)
    {
        if (other is null || a.Inference.Spread is not { } newest)
            return [];
        var theirs = CurveDays.Through(other, a.Curve.Day);
        var tokenIsMine = CurveTerms.Between(a.Book.Contract, other.Contract) is not null;
        var past = new List<CurveInferencePastShape>();
        var next = 0;
        foreach (var curve in a.History)
        {
            while (next < theirs.Count && theirs[next].Day <= curve.Day)
                next++;
            if (next == 0 || theirs[next - 1].Day < curve.Day.Plus(-ShortageSign.MostAgeDays))
                continue;
            var (token, gpu) = tokenIsMine ? (curve, theirs[next - 1]) : (theirs[next - 1], curve);
            if (!InferenceSpread.TryMeasure(token, gpu, newest.Terms, out var spread, out _))
                continue;
            var near = spread.Months[0];
            past.Add(
                new(
                    curve.Day.ToString(),
                    near.Month,
                    CurveNumbers.Show(near.PerMillion, 4),
                    CurveNumbers.Show(near.PerHour, 2),
                    CurveNumbers.Show(near.BreakEven, 3)
                )
            );
        }

        return past;
    }
}
