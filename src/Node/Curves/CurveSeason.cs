// Whether months of the year differ in the index under the contract: factors, or that there is not enough history.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>From the days of the index; a month without a print ends the run.</summary>
internal static class CurveSeason
{
    public static string Text(CurveAnalysis a, CurveWords words)
    {
        var means = Means(a.Book.Values.Where(v => v.Day <= a.Curve.Day), out var first);
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

    /// <summary>Means of the whole months of the newest run without a gap.</summary>
    private static List<double> Means(IEnumerable<IndexValue> values, out int firstMonth)
    {
        var months = values
            .GroupBy(v => ContractMonth.Of(v.Day))
            .OrderBy(m => m.Key)
            .Select(m => (Month: m.Key, Mean: m.Average(v => v.Value)))
            .ToList();
        var start = months.Count - 1;
        while (start > 0 && months[start - 1].Month.Index == months[start].Month.Index - 1)
            start--;
        firstMonth = months.Count == 0 ? 1 : months[start].Month.Month;
        return months.Count == 0 ? [] : [.. months.Skip(start).Select(m => m.Mean)];
    }
}
