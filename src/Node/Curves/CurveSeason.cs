// Whether months of the year differ in the index under the contract: factors, or that there is not enough history.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>From the days of the index.</summary>
internal static class CurveSeason
{
    public static string Text(CurveAnalysis a, CurveWords words)
    {
        var means = Seasonality.WholeMonths([.. a.Book.Values.Where(v => v.Day <= a.Curve.Day)], out var first);
        if (!Seasonality.TryMeasure(a.Book.Index, first, means, out var factors, out var fault))
            return $"{words.Say("seasonality", "季节性")}: {fault}\n";
        return CurveText.Columns(
            [words.Say("month", "月"), words.Say("factor", "系数"), "95 %", "", words.Say("years", "年数")],
            [
                .. factors.Select(f =>
                    (IReadOnlyList<string>)
                        [
                            CurveText.Whole(f.Month),
                            CurveNumbers.Show(f.Factor, 3),
                            CurveNumbers.Show(f.Low, 3),
                            CurveNumbers.Show(f.High, 3),
                            CurveText.Whole(f.Years),
                        ]
                ),
            ],
            0
        );
    }
}
