// The margin models that are compared, with the parameters of the comparison.
using Tokenbourse.Analytics.Margin;

namespace Tokenbourse.Node.Margins;

/// <summary>One list of models for a series.</summary>
internal static class BacktestModels
{
    /// <summary>Name of the model that has all parts.</summary>
    public const string Whole = "whole";

    private const int LookBack = 500;
    private const double Lambda = 0.97;
    private const double Freedom = 5;

    // A hundredth of a percent: keeps a list price that never moved from dividing by zero.
    private const double LeastVolatility = 1e-4;

    /// <param name="horizon">Margin period of risk in days.</param>
    public static IReadOnlyList<IMarginModel> Of(BacktestSubject subject, int horizon)
    {
        var plain = new HistoricalParameters
        {
            Name = "historical VaR",
            Horizon = horizon,
            LookBack = LookBack,
            LeastObservations = 0,
        };
        var filter = new VolatilityFilter(Lambda);
        var half = plain with { Name = "filtered half", Filter = filter with { Share = 0.5 } };
        var before = filter with { BeforeTheMove = true, Floor = LeastVolatility };
        return
        [
            new PercentageModel(0.05),
            new PercentageModel(0.08),
            new PercentageModel(0.16),
            new HistoricalModel(plain),
            new HistoricalModel(plain with { Name = "historical ES", ExpectedShortfall = true }),
            new StudentModel(UnitQuantile, filter, horizon),
            new HistoricalModel(plain with { Name = "filtered", Filter = filter }),
            new HistoricalModel(plain with { Name = "filtered, before", Filter = before }),
            new HistoricalModel(half),
            new HistoricalModel(half with { Name = "half, before", Filter = before with { Share = 0.5 } }),
            new HistoricalModel(half with { Name = "half + buffer 25%", Buffer = 0.25 }),
            new HistoricalModel(half with { Name = "half + stress 25%", TailWeight = 0.75, StressObservations = 5 }),
            new HistoricalModel(
                half with
                {
                    Name = "half + vol floor",
                    Filter = filter with { Share = 0.5, FloorOfHistory = 1 },
                }
            ),
            new HistoricalModel(half with { Name = "half + rise cap 3pp", MostDailyRise = 0.03 }),
            new HistoricalModel(WholeOf(subject, half) with { Name = "whole, unfloored", FloorRate = 0, Stress = [] }),
            new HistoricalModel(WholeOf(subject, half)),
        ];
    }

    /// <summary>
    /// Expected shortfall of half-scaled moves, a quarter of stress (experts or the five worst moves known), a
    /// volatility floor, the contract's floor, and at most 3 percent of value more a day.
    /// </summary>
    private static HistoricalParameters WholeOf(BacktestSubject subject, HistoricalParameters half) =>
        half with
        {
            Name = Whole,
            ExpectedShortfall = true,
            Filter = new VolatilityFilter(Lambda)
            {
                Share = 0.5,
                BeforeTheMove = true,
                Floor = LeastVolatility,
                FloorOfHistory = 0.75,
            },
            TailWeight = 0.75,
            Stress = StressMove.BothWays("experts", subject.StressMove),
            StressObservations = 5,
            FloorRate = subject.FloorRate,
            MostDailyRise = 0.03,
            LeastObservations = 500,
        };

    /// <summary>99 % quantile of Student's distribution with five degrees of freedom, brought to a variance of
    /// one.</summary>
    private static double UnitQuantile => StudentModel.QuantileOf(Freedom, 0.99) * Math.Sqrt((Freedom - 2) / Freedom);
}
