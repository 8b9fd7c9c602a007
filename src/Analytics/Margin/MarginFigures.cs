// All figures of one portfolio under the historical model, before they are told.
namespace Tokenbourse.Analytics.Margin;

/// <summary>What set the market risk part.</summary>
internal enum Bound
{
    Nothing,
    Tail,
    Blend,
    Diversification,
    Floor,
    ShortHistory,
    Buffer,
    DailyRise,
}

/// <summary>What scenarios say of a portfolio, or of its holdings in one product. Losses in minor units, never
/// negative.</summary>
/// <param name="Tail">Quantile or mean of the tail.</param>
/// <param name="Scenario">The one at the quantile; -1 without scenarios.</param>
/// <param name="Stress">Worst of the experts' moves, or the mean of the worst of history when that is more.</param>
/// <param name="StressMove">Index of the experts' move; -1: history.</param>
/// <param name="Unscaled">The same tail of all history without scaling, where the buffer asks for it.</param>
internal readonly record struct ScenarioFigures(
    double Tail,
    int Scenario,
    double Stress,
    int StressMove,
    double Unscaled
)
{
    public double Blend(double weight) => (weight * Tail) + ((1 - weight) * Stress);

    /// <summary>Blend with the unscaled tail.</summary>
    public double Quiet(double weight) => (weight * Unscaled) + ((1 - weight) * Stress);
}

/// <summary>Every step from the tail to the total.</summary>
internal readonly record struct MarginFigures(
    ScenarioFigures Scenarios,
    double Blend,
    double ByProducts,
    double Floor,
    double Required,
    double Buffered,
    double Core,
    Bound Bound,
    double Liquidity,
    double Concentration,
    double Jump,
    double Gross
)
{
    public double Total => Core + Liquidity + Concentration + Jump;
}
