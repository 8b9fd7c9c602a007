// The smoothest forward curve against a case worked by hand, a quadratic program on a fine grid and its own theory.
using MathNet.Numerics.LinearAlgebra;
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class ForwardCurveTests
{
    private static ForwardMean Mean(string name, double from, double until, double price) =>
        new(name, from, until, price);

    private static ForwardCurve Fit(double tolerance, params ForwardMean[] means)
    {
        Assert.True(ForwardCurve.TryFit(CurveExamples.Day, means, tolerance, out var fit, out var fault), $"{fault}");
        return fit;
    }

    [Fact]
    public void Three_years_of_means_one_three_and_two_give_the_curve_worked_by_hand()
    {
        // f'' is a multiple m of the quadratic B-spline K on 0, 1, 2, 3 (K'' = 1, -2, 1 and K = K' = 0 at both ends).
        // The second difference of the means is the integral of f'' K: 1 - 6 + 2 = m 11/20, so m = -60/11. K is t²/2
        // at first, 1/2 at 1 and 3/4 at 1.5.
        const double M = -60.0 / 11;
        var fit = Fit(0, Mean("A", 0, 1, 1), Mean("B", 1, 2, 3), Mean("C", 2, 3, 2));
        var first = fit.Pieces[0].Coefficients;
        Assert.Equal(0, first[2], 9);
        Assert.Equal(0, first[3], 9);
        Assert.Equal(M / 24, first[4], 9);
        var second = fit.Pieces[1].Coefficients;
        Assert.Equal(M / 2, 2 * second[2], 9);
        Assert.Equal(M * 0.75, (2 * second[2]) + (6 * second[3] * 0.5) + (12 * second[4] * 0.25), 9);
        // Differences of means: B - A is f' smoothed by a hat; with f' = s + m (integral of K) the symmetry of K makes
        // the slope at 1.5 the mean of both differences: (2 - 1) / 2.
        Assert.Equal(0.5, second[1] + second[2] + (0.75 * second[3]) + (0.5 * second[4]), 9);
    }

    [Fact]
    public void Two_means_give_a_straight_line_and_one_a_flat_one()
    {
        var line = Fit(0, Mean("A", 0, 1, 10), Mean("B", 1, 2, 8));
        Assert.Equal([11.0, 10, 9, 8, 7], new[] { 0, 0.5, 1, 1.5, 2 }.Select(line.At), Close);
        var flat = Fit(0, Mean("A", 0.5, 1, 10));
        Assert.Equal([10.0, 10, 10], new[] { 0.5, 0.7, 1 }.Select(flat.At), Close);
        // Beyond its ends the last value holds.
        Assert.Equal(7, line.At(9), 9);
        Assert.Throws<ArgumentOutOfRangeException>(() => line.Mean(1, 2.5));
    }

    [Fact]
    public void Months_and_quarters_are_reproduced_and_the_curve_is_as_smooth_as_the_theory_says()
    {
        var fit = Fit(0, [.. Strip()]);
        Assert.All(Strip(), m => Assert.Equal(m.Price, fit.Mean(m.From, m.Until), 1e-9));
        double Third(ForwardPiece p, double u) => (6 * p.Coefficients[3]) + (24 * p.Coefficients[4] * u);
        double Second(ForwardPiece p, double u) =>
            (2 * p.Coefficients[2]) + (6 * p.Coefficients[3] * u) + (12 * p.Coefficients[4] * u * u);
        // f''' was not asked to be continuous: at the minimum it is, and both are zero at the ends.
        for (var i = 0; i + 1 < fit.Pieces.Count; i++)
        {
            var length = fit.Pieces[i].Until - fit.Pieces[i].From;
            Assert.Equal(Third(fit.Pieces[i], length), Third(fit.Pieces[i + 1], 0), 1e-4);
            Assert.Equal(Second(fit.Pieces[i], length), Second(fit.Pieces[i + 1], 0), 1e-6);
        }

        var last = fit.Pieces[^1];
        Assert.Equal(0, Second(fit.Pieces[0], 0), 1e-6);
        Assert.Equal(0, Second(last, last.Until - last.From), 1e-6);
        Assert.Equal(0, Third(fit.Pieces[0], 0), 1e-4);
        Assert.Equal(0, Third(last, last.Until - last.From), 1e-4);
    }

    [Fact]
    public void A_quadratic_program_on_a_fine_grid_finds_the_same_curve()
    {
        // Unknowns are means of 40 cells a month; least sum of squared second differences subject to the means.
        var means = Strip().Take(9).Append(Mean("Q4", 0.75, 1, 88)).ToArray();
        const int Cells = 480;
        var size = Cells + means.Length;
        var matrix = Matrix<double>.Build.Dense(size, size);
        var right = Vector<double>.Build.Dense(size);
        double[] second = [1, -2, 1];
        for (var i = 0; i + 2 < Cells; i++)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 3; b++)
                    matrix[i + a, i + b] += second[a] * second[b];
            }
        }

        for (var m = 0; m < means.Length; m++)
        {
            var cells = Enumerable
                .Range(0, Cells)
                .Where(i => (i + 0.5) / Cells > means[m].From && (i + 0.5) / Cells < means[m].Until)
                .ToList();
            foreach (var i in cells)
                matrix[Cells + m, i] = matrix[i, Cells + m] = 1.0 / cells.Count;
            right[Cells + m] = means[m].Price;
        }

        var grid = matrix.Solve(right);
        var fit = Fit(0, means);
        for (var i = 0; i < Cells; i += 7)
            Assert.Equal(grid[i], fit.Mean((double)i / Cells, (i + 1.0) / Cells), 0.005);
    }

    [Fact]
    public void A_quarter_that_its_months_imply_is_named_and_one_that_contradicts_them_is_refused()
    {
        ForwardMean[] months = [Mean("M1", 0, 1, 10), Mean("M2", 1, 2, 12), Mean("M3", 2, 3, 11)];
        var fit = Fit(0.05, [Mean("Q1", 0, 3, 11.02), .. months]);
        var left = Assert.Single(fit.Redundant);
        Assert.Equal(("Q1", 11.0, 0.02), (left.Contract, Math.Round(left.Implied, 9), Math.Round(left.Gap, 9)));
        Assert.Equal(3, fit.Means.Count);
        Assert.Empty(Fit(0, [.. months[..2], Mean("Q1", 0, 3, 11)]).Redundant);
        Assert.False(
            ForwardCurve.TryFit(CurveExamples.Day, [Mean("Q1", 0, 3, 11.2), .. months], 0.05, out _, out var fault)
        );
        Assert.Equal("Q1: price: needed 11 within 0.05, as M1, M2, M3 imply, given 11.2", fault.ToString());
    }

    [Fact]
    public void A_quarter_and_two_of_its_months_imply_the_third()
    {
        var fit = Fit(0, Mean("Q1", 0, 3, 11), Mean("M1", 0, 1, 10), Mean("M3", 2, 3, 11));
        Assert.Equal(12, fit.Mean(1, 2), 9);
        // Half years overlapping by a quarter, and a gap that nothing covers.
        var odd = Fit(0, Mean("H", 0, 2, 10), Mean("J", 1, 3, 12), Mean("K", 4, 5, 9));
        Assert.Equal([10.0, 12, 9], new[] { odd.Mean(0, 2), odd.Mean(1, 3), odd.Mean(4, 5) }, Close);
    }

    [Fact]
    public void A_month_half_over_is_fitted_by_what_is_open_of_it()
    {
        var curve = CurveExamples.Months(3, _ => 100);
        var day = curve.Points[0].Delivery!.Value.First.Plus(13);
        // February: 14 of 28 days known at 90; 97 is the mean of 90 and 104.
        var later = curve with
        {
            Day = day,
        };
        later = later.With("TK01", p => p with { Price = 97, Known = new AverageSoFar(day, 0.5, 90) });
        Assert.True(ForwardCurve.TryFit(later, 0, out var fit, out _));
        Assert.Equal(104, fit.Mean(0, 14 / 365.0), 9);
        var days = fit.Daily().ToList();
        Assert.Equal(14 + 31 + 30, days.Count);
        Assert.Equal(day.Plus(1), days[0].Day);
        Assert.Equal(104, days.Take(14).Average(d => d.Price), 9);
        Assert.Equal(TradingDate.Of(2026, 4, 30), days[^1].Day);
        Assert.Equal(days.Min(d => d.Price), fit.Lowest, 12);
    }

    [Fact]
    public void Nothing_to_fit_and_periods_that_end_before_they_begin_are_refused()
    {
        Assert.False(ForwardCurve.TryFit(CurveExamples.Day, [], 0, out _, out var none));
        Assert.Equal("curve: contracts: needed one at least, given none", none.ToString());
        Assert.False(ForwardCurve.TryFit(CurveExamples.Day, [Mean("A", 1, 1, 5)], 0, out _, out var empty));
        Assert.Equal("period", empty.What);
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-9;

    /// <summary>A year of months that falls with a hump, then four quarters.</summary>
    private static IEnumerable<ForwardMean> Strip()
    {
        for (var m = 0; m < 12; m++)
            yield return Mean($"M{m + 1}", m / 12.0, (m + 1) / 12.0, 100 - (1.5 * m) + (4 * Math.Sin(m)));
        for (var q = 0; q < 4; q++)
            yield return Mean($"Q{q + 1}", 1 + (q / 4.0), 1 + ((q + 1) / 4.0), 80 - (5 * q) + (q % 2));
    }
}
