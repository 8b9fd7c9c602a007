// Least squares and Newey-West errors against printed figures, hand-worked sums and a slow double sum.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Studies;
using Xunit;

namespace Tokenbourse.Unit.Hedging;

public sealed class RegressionTests
{
    // Greene, Econometric Analysis, 2nd edition, Table 15.1: investment, gross national product, price level and
    // interest of the United States, 1963-1982. Real figures are divided by the price level; real interest is interest
    // less the rise of prices in per cent.
    private static readonly double[] _investment =
    [
        90.9,
        97.4,
        113.5,
        125.7,
        122.8,
        133.3,
        149.3,
        144.2,
        166.4,
        195,
        229.8,
        228.7,
        206.1,
        257.9,
        324.1,
        386.6,
        423,
        401.9,
        474.9,
        414.5,
    ];

    private static readonly double[] _product =
    [
        596.7,
        637.7,
        691.1,
        756,
        799.6,
        873.4,
        944,
        992.7,
        1077.6,
        1185.9,
        1326.4,
        1434.2,
        1549.2,
        1718,
        1918.3,
        2163.9,
        2417.8,
        2631.7,
        2954.1,
        3073,
    ];

    private static readonly double[] _prices =
    [
        0.7167,
        0.7277,
        0.7436,
        0.7676,
        0.7906,
        0.8254,
        0.8679,
        0.9145,
        0.9601,
        1,
        1.0575,
        1.1508,
        1.2579,
        1.3234,
        1.4005,
        1.5042,
        1.6342,
        1.7842,
        1.9514,
        2.0688,
    ];

    private static readonly double[] _interest =
    [
        3.23,
        3.55,
        4.04,
        4.5,
        4.19,
        5.16,
        5.87,
        5.95,
        4.88,
        4.5,
        6.44,
        7.83,
        6.25,
        5.5,
        5.46,
        7.46,
        10.28,
        11.77,
        13.42,
        11.02,
    ];

    [Fact]
    public void Investment_gives_the_printed_slopes_errors_and_F()
    {
        var fit = Investment(new(Bandwidth: 4, SmallSample: false));
        Assert.Equal(19, fit.N);
        // Estimates and Newey-West errors (four lags, no small-sample factor) as the manual of R's package sandwich
        // prints them for these data.
        (double Value, double Error)[] printed = [(-12.533601, 18.958298), (0.169136, 0.016751), (-1.001438, 3.342375)];
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(printed[j].Value, fit.Coefficients[j].Value, 6);
            Assert.Equal(printed[j].Error, fit.Coefficients[j].StandardError, 6);
        }

        // Classic errors, residual error, R² and F of the same print.
        Assert.Equal(24.91527, fit.Coefficients[0].ClassicError, 5);
        Assert.Equal(0.02057, fit.Coefficients[1].ClassicError, 5);
        Assert.Equal(2.36875, fit.Coefficients[2].ClassicError, 5);
        Assert.Equal(17.21, fit.Sigma, 2);
        Assert.Equal(0.8141, fit.R2, 4);
        Assert.Equal(35.03, fit.F!.Value, 2);
        Assert.Equal(1.429e-06, fit.FProbability, 9);
    }

    [Fact]
    public void The_small_sample_factor_is_n_over_n_less_k()
    {
        var plain = Investment(new(Bandwidth: 4, SmallSample: false));
        var small = Investment(new(Bandwidth: 4));
        for (var j = 0; j < 3; j++)
        {
            Assert.Equal(
                plain.Coefficients[j].StandardError * Math.Sqrt(19.0 / 16),
                small.Coefficients[j].StandardError,
                10
            );
        }
    }

    [Fact]
    public void Five_points_with_one_lag_are_worked_by_hand()
    {
        // x = -2..2 and y = 1, 2, 4, 3, 5: mean 3, slope (-2 - 2 + 0 + 3 + 10) / 10 = 0.9, fitted 1.2, 2.1, 3, 3.9, 4.8,
        // residuals -0.2, -0.1, 1, -0.9, 0.2 (squares 1.9, of 10: R² 0.81; F = 8.1 / (1.9 / 3)).
        // Scores of the slope x e: 0.4, 0.1, 0, -0.9, 0.4. Squares 0.16 + 0.01 + 0.81 + 0.16 = 1.14; neighbours
        // 0.04 + 0 + 0 - 0.36 = -0.32, twice at weight 1/2: S = 1.14 - 0.32 = 0.82. V = 0.82 / 10² = 0.0082.
        // Scores of the constant are e: squares 1.9; neighbours 0.02 - 0.1 - 0.9 - 0.18 = -1.16: S = 0.74, V = 0.0296.
        var fit = Regression.Fit([1, 2, 4, 3, 5], [-2, -1, 0, 1, 2], new(Bandwidth: 1, SmallSample: false));
        Assert.Equal(3, fit.Coefficients[0].Value, 12);
        Assert.Equal(0.9, fit.Slope.Value, 12);
        Assert.Equal(Math.Sqrt(0.0082), fit.Slope.StandardError, 12);
        Assert.Equal(Math.Sqrt(0.0296), fit.Coefficients[0].StandardError, 12);
        Assert.Equal(0.81, fit.R2, 12);
        Assert.Equal(8.1 / (1.9 / 3), fit.F!.Value, 10);
        // Differences of residuals 0.1, 1.1, -1.9, 1.1: squares 0.01 + 1.21 + 3.61 + 1.21 = 6.04.
        Assert.Equal(6.04 / 1.9, fit.DurbinWatson!.Value, 10);
        // Student's 97.5 % with three degrees of freedom is 3.182446 in any table.
        Assert.Equal(0.9 - (3.182446 * Math.Sqrt(0.0082)), fit.Slope.Low, 6);
        Assert.Equal(0.9 + (3.182446 * Math.Sqrt(0.0082)), fit.Slope.High, 6);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(15, 2)]
    [InlineData(100, 4)]
    [InlineData(250, 4)]
    [InlineData(730, 6)]
    public void The_bandwidth_follows_the_formula(int n, int lags) => Assert.Equal(lags, NeweyWest.Bandwidth(n));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Newey_West_is_the_double_sum_over_all_pairs(int bandwidth)
    {
        var random = new SplitMix(17);
        const int N = 40;
        double[][] x = [.. Enumerable.Range(0, 2).Select(_ => Normals(N, random))];
        var y = Normals(N, random);
        for (var t = 1; t < N; t++)
            y[t] += (0.5 * y[t - 1]) + x[0][t];
        var fit = Regression.Fit(y, x, new(Bandwidth: bandwidth, SmallSample: false));
        double[][] design =
        [
            [.. Enumerable.Repeat(1.0, N)],
            .. x,
        ];
        var expected = Slow(design, fit.Residuals, bandwidth);
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            Assert.Equal(expected[i][j], fit.Covariance[i][j], 12);
    }

    [Fact]
    public void An_exact_line_has_no_F_and_no_error()
    {
        var fit = Regression.Fit([3, 5, 7, 9], [1, 2, 3, 4]);
        Assert.Equal(2, fit.Slope.Value, 12);
        Assert.Null(fit.F);
        Assert.Equal(0, fit.FProbability);
        Assert.Equal(1, fit.R2);
        Assert.InRange(fit.Slope.StandardError, 0, 1e-12);
    }

    [Fact]
    public void What_no_line_can_be_drawn_through_is_refused_with_the_reason()
    {
        Refused("x1", () => Regression.Fit([1, 2, 3], [4.0, 4, 4]));
        Refused("x1", () => Regression.Fit([1, 2, 3], [0.0, 0, 0]));
        Refused("y", () => Regression.Fit([2, 2, 2], [1.0, 2, 3]));
        Refused("observations", () => Regression.Fit([1, 2], [1.0, 2]));
        Refused("x1[1]", () => Regression.Fit([1, 2, 3], [1, double.NaN, 3]));
        Refused("y[2]", () => Regression.Fit([1, 2, double.PositiveInfinity], [1.0, 2, 3]));
        Refused("x1", () => Regression.Fit([1, 2, 3], [1.0, 2]));
        Refused(
            "x2",
            () =>
                Regression.Fit(
                    [1, 2, 3, 5],
                    [
                        [1, 2, 3, 4],
                        [3, 5, 7, 9],
                    ]
                )
        );
        Refused("bandwidth", () => Regression.Fit([1, 2, 4], [1, 2, 3], new(Bandwidth: 3)));
        Refused("regressors", () => Regression.Fit([1, 2, 4], Array.Empty<double[]>()));
    }

    [Fact]
    public void Ninety_five_per_cent_of_intervals_hold_the_true_slope_when_errors_follow_each_other()
    {
        // y = 0.7 x + e, both first-order autoregressions of 0.5: classic errors would be too small by a factor of
        // about sqrt((1 + 0.25) / (1 - 0.25)) = 1.29, and 1.96 / 1.29 covers 87 %.
        var random = new SplitMix(101);
        var (covered, classic) = (0, 0);
        const int Draws = 400;
        for (var draw = 0; draw < Draws; draw++)
        {
            const int N = 300;
            var (x, e) = (Normals(N, random), Normals(N, random));
            for (var t = 1; t < N; t++)
                (x[t], e[t]) = (x[t] + (0.5 * x[t - 1]), e[t] + (0.5 * e[t - 1]));
            var slope = Regression.Fit([.. x.Select((v, t) => (0.7 * v) + e[t])], x).Slope;
            covered += slope.Low <= 0.7 && slope.High >= 0.7 ? 1 : 0;
            classic += Math.Abs(slope.Value - 0.7) <= 1.96 * slope.ClassicError ? 1 : 0;
        }

        // Newey-West stays a little short in samples; three Monte Carlo errors of 1.1 % and two points for that.
        Assert.InRange((double)covered / Draws, 0.95 - 0.053, 0.983);
        Assert.True(covered > classic + 8, $"{covered} against {classic} of {Draws}");
    }

    private static RegressionResult Investment(RegressionOptions options)
    {
        var real = Enumerable.Range(1, 19).ToList();
        return Regression.Fit(
            [.. real.Select(t => _investment[t] / _prices[t])],
            [
                [.. real.Select(t => _product[t] / _prices[t])],
                [.. real.Select(t => _interest[t] - (100 * ((_prices[t] / _prices[t - 1]) - 1)))],
            ],
            options
        );
    }

    private static double[] Normals(int n, SplitMix random) => [.. Enumerable.Range(0, n).Select(_ => random.Normal())];

    /// <summary>Sum over all pairs of rows s, t with weight 1 - |s - t| / (L + 1) where that is above zero.</summary>
    private static double[][] Slow(double[][] x, double[] e, int bandwidth)
    {
        var (k, n) = (x.Length, e.Length);
        var (cross, middle) = (Square(k), Square(k));
        for (var i = 0; i < k; i++)
        for (var j = 0; j < k; j++)
        for (var s = 0; s < n; s++)
        {
            cross[i][j] += x[i][s] * x[j][s];
            for (var t = 0; t < n; t++)
            {
                var weight = 1 - (Math.Abs(s - t) / (bandwidth + 1.0));
                if (weight > 0)
                    middle[i][j] += weight * x[i][s] * e[s] * e[t] * x[j][t];
            }
        }

        var inverse = Inverted(cross);
        return Times(Times(inverse, middle), inverse);
    }

    private static double[][] Square(int k) => [.. Enumerable.Range(0, k).Select(_ => new double[k])];

    private static double[][] Times(double[][] a, double[][] b) =>
        [.. a.Select(row => b[0].Select((_, j) => row.Select((v, m) => v * b[m][j]).Sum()).ToArray())];

    /// <summary>Gauss and Jordan, without exchange of rows: the matrix is positive definite.</summary>
    private static double[][] Inverted(double[][] matrix)
    {
        var k = matrix.Length;
        var wide = matrix.Select((row, i) => row.Concat(Square(k)[i].Select((_, j) => i == j ? 1.0 : 0)).ToArray());
        var rows = wide.ToArray();
        for (var p = 0; p < k; p++)
        {
            rows[p] = [.. rows[p].Select(v => v / rows[p][p])];
            for (var i = 0; i < k; i++)
                if (i != p)
                    rows[i] = [.. rows[i].Select((v, j) => v - (rows[i][p] * rows[p][j]))];
        }

        return [.. rows.Select(r => r[k..])];
    }

    private static void Refused(string field, Action action) =>
        Assert.Equal(field, Assert.Throws<HedgingException>(action).Fault.Field);
}
