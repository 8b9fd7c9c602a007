// What a figure of market quality is: a value with its observations, or a blank with its reason.
namespace Tokenbourse.Sim.Quality;

/// <summary>Why a figure is blank.</summary>
public enum Blank
{
    None = 0,

    /// <summary>Nothing was observed.</summary>
    NothingObserved,

    /// <summary>Fewer observations than the figure needs.</summary>
    TooFew,

    /// <summary>All values are equal: there is nothing to divide by.</summary>
    AllEqual,

    /// <summary>Roll's estimate needs a covariance below zero.</summary>
    CovarianceNotBelowZero,

    /// <summary>The gap does not fall: it has no half-life.</summary>
    DoesNotDecay,

    /// <summary>A logarithm or a ratio needs values above zero.</summary>
    NotAboveZero,
}

/// <summary>A value, or a blank with its reason; always with the number of observations it rests on.</summary>
public readonly record struct Estimate(double? Value, long Observations, Blank Blank)
{
    /// <summary>A value that was worked out. What is not a number has no place here.</summary>
    public static Estimate Of(double value, long observations) =>
        double.IsFinite(value) ? new(value, observations, Blank.None) : Without(Blank.AllEqual, observations);

    public static Estimate Without(Blank reason, long observations) => new(null, observations, reason);

    /// <summary>A sum over a count; blank when nothing was counted.</summary>
    public static Estimate Mean(double sum, double weight, long observations) =>
        weight > 0 ? Of(sum / weight, observations) : Without(Blank.NothingObserved, observations);

    /// <summary>The same with another value; a blank stays one.</summary>
    public Estimate Times(double factor) => Value is { } value ? Of(value * factor, Observations) : this;
}

/// <summary>One figure of the report.</summary>
/// <param name="Group">The table it stands in.</param>
/// <param name="Key">Names its definition.</param>
/// <param name="Parameter">What the definition leaves open (a horizon, lots); empty when it leaves nothing.</param>
/// <param name="Unit">Key of the unit.</param>
public sealed record Figure(string Group, string Key, string Parameter, string Unit, Estimate Estimate);

/// <summary>A point of a curve with the observations behind it.</summary>
public readonly record struct CurvePoint(double X, double Y, long Observations);

/// <summary>A curve of the report.</summary>
public sealed record Curve(string Key, IReadOnlyList<CurvePoint> Points);
