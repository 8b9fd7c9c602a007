// The state of a futures curve on one day, in numbers and in one word.
using System.Diagnostics.CodeAnalysis;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>What the run of prices is called.</summary>
public enum SlopeName
{
    /// <summary>One contract: there is no shape.</summary>
    Single,

    /// <summary>All prices are the same.</summary>
    Flat,

    /// <summary>No later contract is cheaper than the one before it.</summary>
    Contango,

    /// <summary>No later contract is dearer than the one before it.</summary>
    Backwardation,

    /// <summary>It rises and falls.</summary>
    Mixed,
}

/// <summary>One day.</summary>
/// <param name="FromFront">M1-M2, M1-M4, M1-M13, where listed.</param>
/// <param name="Adjacent">Each contract against the next.</param>
/// <param name="Backwardated">Share of adjacent pairs in which the near one is dearer; null with one contract.</param>
/// <param name="Curvature">F1 - 2 F4 + F7 by month, in the price's unit; null when one of them is not listed.</param>
/// <param name="Scarcity">Null with <paramref name="NoScarcity"/> saying why.</param>
/// <param name="Averaging">Contracts part of whose average is known.</param>
public sealed record CurveState(
    TradingDate Day,
    SlopeName Slope,
    IReadOnlyList<RollYield> FromFront,
    IReadOnlyList<RollYield> Adjacent,
    double? Backwardated,
    double? Curvature,
    Scarcity? Scarcity,
    CurveFault? NoScarcity,
    IReadOnlyList<CurvePoint> Averaging
)
{
    /// <summary>Measures a curve.</summary>
    /// <param name="index">The index's days, in order; may be empty.</param>
    /// <returns>False with a fault when there is no contract or a price cannot be one.</returns>
    public static bool TryMeasure(
        FuturesCurve curve,
        IReadOnlyList<IndexValue> index,
        [NotNullWhen(true)] out CurveState? state,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        state = null;
        fault =
            curve.Points.Count == 0
                ? new(curve.Product, "contracts", "one or more", "none")
                : curve.FirstFault() ?? OutOfOrder(curve);
        if (fault is not null)
            return false;
        var adjacent = RollYields.Adjacent(curve);
        var scarcity = Scarcity.Of(curve, index, out var why);
        state = new(
            curve.Day,
            SlopeOf(adjacent),
            RollYields.FromFront(curve),
            adjacent,
            adjacent.Count == 0 ? null : (double)adjacent.Count(y => y.Yield > 0) / adjacent.Count,
            CurvatureOf(curve),
            scarcity,
            why,
            [.. curve.Points.Where(p => p.Known is { Share: > 0 })]
        );
        return true;
    }

    private static SlopeName SlopeOf(IReadOnlyList<RollYield> adjacent)
    {
        if (adjacent.Count == 0)
            return SlopeName.Single;
        var (falls, rises) = (adjacent.Any(y => y.Yield > 0), adjacent.Any(y => y.Yield < 0));
        return falls && rises ? SlopeName.Mixed
            : falls ? SlopeName.Backwardation
            : rises ? SlopeName.Contango
            : SlopeName.Flat;
    }

    private static double? CurvatureOf(FuturesCurve curve) =>
        RollYields.At(curve, 4) is { } fourth && RollYields.At(curve, 7) is { } seventh
            ? curve.Points[0].Price - (2 * fourth.Price) + seventh.Price
            : null;

    private static CurveFault? OutOfOrder(FuturesCurve curve)
    {
        foreach (var (near, far) in curve.Points.Zip(curve.Points.Skip(1)))
        {
            if (far.LastTradingDay <= near.LastTradingDay)
                return new(
                    far.Contract,
                    "last trading day",
                    $"after {near.LastTradingDay} of {near.Contract}",
                    $"{far.LastTradingDay}"
                );
        }

        return null;
    }
}
