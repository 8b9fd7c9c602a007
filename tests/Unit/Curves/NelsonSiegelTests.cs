// The Nelson-Siegel shape against values worked by hand, and the fit against shapes that are known.
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Tokenbourse.Analytics.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class NelsonSiegelTests
{
    private static readonly NelsonSiegel _truth = new(8, 3, -2, 2.5);

    // 1 - 1/e = 0.6321205588; (1 - e^-2)/2 = 0.4323323584; less 0.3678794412 and 0.1353352832 for the hump.
    [Theory]
    [InlineData(0, 90)]
    [InlineData(0.5, 100 - 6.321205588 + (20 * 0.2642411177))]
    [InlineData(1, 100 - 4.323323584 + (20 * 0.2969970752))]
    public void The_shape_is_the_one_worked_by_hand(double years, double price) =>
        Assert.Equal(price, new NelsonSiegel(100, -10, 20, 2).At(years), 7);

    [Fact]
    public void The_hump_stands_where_the_curvature_loading_is_largest()
    {
        var top = NelsonSiegel.Loadings(1, NelsonSiegel.Hump, NelsonSiegel.Hump).Curvature;
        Assert.True(top > NelsonSiegel.Loadings(1, NelsonSiegel.Hump - 1e-3, NelsonSiegel.Hump - 1e-3).Curvature);
        Assert.True(top > NelsonSiegel.Loadings(1, NelsonSiegel.Hump + 1e-3, NelsonSiegel.Hump + 1e-3).Curvature);
        // The root of x² + x + 1 = e^x.
        var x = NelsonSiegel.Hump;
        Assert.Equal(Math.Exp(x), (x * x) + x + 1, 12);
    }

    [Fact]
    public void A_curve_of_averages_of_the_shape_gives_the_shape_back()
    {
        Assert.True(NelsonSiegelFit.TryFit(CurveExamples.Months(12, _truth.At), null, out var fit, out _));
        Assert.Equal(_truth.Lambda, fit.Shape.Lambda, 4);
        Assert.Equal(_truth.Level, fit.Shape.Level, 5);
        Assert.Equal(_truth.Slope, fit.Shape.Slope, 4);
        Assert.Equal(_truth.Curvature, fit.Shape.Curvature, 4);
        Assert.True(fit.Rmse < 1e-7);
        Assert.False(fit.LambdaAtEdge);
        Assert.False(fit.Weighted);
        Assert.Equal(4, fit.FreeParameters);
    }

    [Fact]
    public void A_dear_contract_with_a_wide_market_is_shown_rich_by_its_ticks()
    {
        // Eleven contracts quoted a tick wide, one quoted a hundred ticks wide and five ticks too dear: it weighs
        // a ten-thousandth of the others, so the shape stays and the five ticks are its residual.
        var curve = CurveExamples
            .Months(12, _truth.At, 0.01)
            .With("TK05", p => p with { Price = p.Price + 0.05, Bid = p.Price - 0.45, Ask = p.Price + 0.55 });
        Assert.True(NelsonSiegelFit.TryFit(curve, _truth.Lambda, out var fit, out _));
        var rich = fit.Residuals.Single(r => r.Contract == "TK05");
        Assert.True(fit.Weighted);
        Assert.Equal(5, rich.Ticks, 2);
        Assert.All(fit.Residuals.Where(r => r != rich), r => Assert.True(Math.Abs(r.Ticks) < 0.01));
        Assert.Equal(1, fit.Residuals.Average(r => r.Weight), 9);
    }

    [Fact]
    public void A_contract_without_a_market_weighs_as_the_widest_one()
    {
        var curve = CurveExamples
            .Months(6, _truth.At, 0.02)
            .With("TK02", p => p with { Bid = p.Price - 0.05, Ask = p.Price + 0.05 })
            .With("TK03", p => p with { Bid = null });
        Assert.True(NelsonSiegelFit.TryFit(curve, 2.5, out var fit, out _));
        Assert.Equal(fit.Residuals[1].Weight, fit.Residuals[2].Weight, 12);
        Assert.Equal(25, fit.Residuals[0].Weight / fit.Residuals[1].Weight, 9);
    }

    [Fact]
    public void What_is_known_of_an_average_is_taken_out()
    {
        // Half of the first month is over at a mean of 20: the price holds half of 20 and half of the shape's mean
        // over the days that are left.
        var curve = CurveExamples.Months(12, _truth.At);
        var day = curve.Points[0].Delivery!.Value.First.Plus(13);
        var later = curve with { Day = day };
        var points = later
            .Points.Select(p =>
            {
                var open = p.Contract == "TK01" ? p with { Known = new(day, 0.5, 20) } : p;
                var (from, until) = later.OpenYears(open);
                var mean = CurveExamples.Mean(_truth.At, from, until);
                return open with { Price = open.Known is null ? mean : 10 + (0.5 * mean) };
            })
            .ToList();
        Assert.Equal(14, points[0].OpenPeriod.Days);
        Assert.True(NelsonSiegelFit.TryFit(later with { Points = points }, null, out var fit, out _));
        Assert.Equal(_truth.Level, fit.Shape.Level, 4);
        Assert.True(Math.Abs(fit.Residuals[0].Residual) < 1e-6);
    }

    [Theory]
    [InlineData(3, null, "TK: contracts: needed 4 of different maturities for 4 parameters, given 3")]
    [InlineData(2, 2.0, "TK: contracts: needed 3 of different maturities for 3 parameters, given 2")]
    [InlineData(6, -1.0, "TK: lambda: needed above zero, given -1")]
    public void Fewer_contracts_than_parameters_are_refused_with_both_numbers(int months, double? lambda, string said)
    {
        Assert.False(NelsonSiegelFit.TryFit(CurveExamples.Months(months, _truth.At), lambda, out _, out var fault));
        Assert.Equal(said, fault.ToString());
    }

    [Fact]
    public void A_faulty_curve_is_refused_by_contract_field_and_value()
    {
        var curve = CurveExamples.Months(5, _truth.At).With("TK04", p => p with { Price = -1 });
        Assert.False(NelsonSiegelFit.TryFit(curve, null, out _, out var fault));
        Assert.Equal("TK04: price: needed above zero, given -1", fault.ToString());
        var twice = curve with { Points = [curve.Points[0], curve.Points[0]] };
        Assert.Equal("contract", Assert.Single(twice.Faults()).What);
        var gone = curve with { Day = curve.Points[0].LastTradingDay };
        Assert.Contains(gone.Faults(), f => f.What == "maturity" && f.Subject == "TK01");
        var crossed = CurveExamples.Months(5, _truth.At).With("TK02", p => p with { Bid = 9, Ask = 8 });
        Assert.Equal("TK02: bid and ask: needed bid not above ask, given 9 over 8", crossed.FirstFault()!.ToString());
    }

    [Fact]
    public void A_history_gives_one_lambda_and_betas_that_come_back()
    {
        // Betas simulated as AR(1) with persistence 0.9 over 120 days, prices without noise, seed 7.
        var random = new MersenneTwister(7);
        var (level, slope, bend) = (8.0, 3.0, -2.0);
        var curves = new List<FuturesCurve>();
        for (var t = 0; t < 120; t++)
        {
            level = 8 + (0.9 * (level - 8)) + (0.05 * Normal.Sample(random, 0, 1));
            slope = 3 + (0.9 * (slope - 3)) + (0.05 * Normal.Sample(random, 0, 1));
            bend = -2 + (0.9 * (bend + 2)) + (0.05 * Normal.Sample(random, 0, 1));
            var shape = new NelsonSiegel(level, slope, bend, 2.5);
            var curve = CurveExamples.Months(8, _ => 1);
            curves.Add(
                curve with
                {
                    Points = [.. curve.Points.Select(p => p with { Price = Mean(shape, curve.OpenYears(p)) })],
                }
            );
        }

        Assert.True(DynamicNelsonSiegel.TryFit(curves, null, out var fit, out _));
        // The grid of lambda has steps of about 8 %.
        Assert.InRange(fit.Lambda, 2.5 / 1.09, 2.5 * 1.09);
        Assert.Equal(120, fit.Days.Count);
        Assert.Empty(fit.Left);
        // Its standard error is root of (1 - 0.81) / 120 = 0.04; four of them, and below the bias of 3.7 / 120.
        Assert.InRange(fit.Level.Persistence, 0.9 - 0.19, 0.99);
        Assert.Equal(fit.Days[^1].Shape.Level, fit.Expected(0).Level, 9);
        Assert.Equal(fit.Level.Mean, fit.Expected(1000).Level, 9);
        Assert.False(DynamicNelsonSiegel.TryFit(curves[..5], 2.5, out _, out var fault));
        Assert.Equal("TK: days: needed 20 curves with three contracts or more, given 5", fault.ToString());
    }

    private static double Mean(NelsonSiegel shape, (double From, double Until) open) =>
        CurveExamples.Mean(shape.At, open.From, open.Until, 20);
}
