// How volume goes on from the last billed month: three cases, each a curve or a figure entered by hand.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>The three cases of a month.</summary>
public readonly record struct ForecastCases(decimal Low, decimal Base, decimal High);

/// <summary>Growth curves. All are multiples of the last billed month; a month entered by hand stands alone and moves
/// no other.</summary>
public static class GrowthForecast
{
    /// <summary>The cases of a month.</summary>
    /// <param name="settings">The curve; good by <see cref="ProgrammeRules"/>.</param>
    /// <param name="last">Contract units of the last billed month.</param>
    /// <param name="months">Months after it, 1 and more.</param>
    public static ForecastCases Of(ForecastSettings settings, decimal last, int months) =>
        new(
            Case(settings, settings.LowGrowth, last, months),
            Case(settings, settings.MonthlyGrowth, last, months),
            Case(settings, settings.HighGrowth, last, months)
        );

    /// <summary>The month that was entered by hand, or null.</summary>
    public static ForecastCases? Entered(ForecastSettings settings, ContractMonth month)
    {
        foreach (var entered in settings.Entered)
            if (entered.Month == month)
                return new(entered.Low, entered.Base, entered.High);
        return null;
    }

    /// <summary>What a case multiplies the last billed month by: 1 (flat), (1+g)^t (monthly), and for the s-curve the
    /// logistic c / (1 + (c−1)·(1+g)^−t), which begins at 1 with growth g·(1−1/c) and ends at the ceiling c (Verhulst
    /// 1838).</summary>
    /// <param name="curve">flat, monthly or s-curve.</param>
    /// <param name="growth">A month's, as 0.05, above −1.</param>
    /// <param name="ceiling">Of the s-curve, 1 or more.</param>
    /// <param name="months">Months after the last billed one.</param>
    public static decimal Multiple(string curve, decimal growth, decimal? ceiling, int months) =>
        curve switch
        {
            "monthly" => Power(1 + growth, months),
            "s-curve" => ceiling!.Value / (1 + ((ceiling.Value - 1) / Power(1 + growth, months))),
            _ => 1,
        };

    private static decimal Case(ForecastSettings settings, decimal growth, decimal last, int months) =>
        decimal.Round(
            last * Multiple(settings.Curve, growth, settings.Ceiling, months),
            6,
            MidpointRounding.AwayFromZero
        );

    private static decimal Power(decimal value, int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= value;
        return power;
    }
}
