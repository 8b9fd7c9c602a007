// What closing a large position costs beyond the market's own move, in two forms, and the longer time that it takes.
namespace Tokenbourse.Analytics.Margin;

/// <summary>One answer of a liquidity survey.</summary>
/// <param name="Size">Size of the position, in the unit of <see cref="LiquidityCurve.MarketSize"/>.</param>
/// <param name="BasisPoints">What closing it costs, in hundredths of a percent.</param>
public readonly record struct LiquidityPoint(double Size, double BasisPoints);

/// <summary>Cost of closing by size, linear between the answers of a survey.</summary>
/// <param name="Points">In ascending order of size; at least one.</param>
public sealed record LiquidityCurve(IReadOnlyList<LiquidityPoint> Points)
{
    /// <summary>Lots that make one unit of <see cref="LiquidityPoint.Size"/>.</summary>
    public double MarketSize { get; init; } = 1;

    /// <summary>
    /// Basis points for a size: the first answer below it, linear between answers, and beyond the last answer on the
    /// line of the last two (cost does not stop to grow where the survey stopped).
    /// </summary>
    public double BasisPoints(double size)
    {
        if (Points.Count == 1 || size <= Points[0].Size)
            return Points[0].BasisPoints;
        var upper = 1;
        while (upper < Points.Count - 1 && size > Points[upper].Size)
            upper++;
        var (low, high) = (Points[upper - 1], Points[upper]);
        return low.BasisPoints + ((size - low.Size) / (high.Size - low.Size) * (high.BasisPoints - low.BasisPoints));
    }

    /// <summary>Charge of a position: its value for one basis point, times the basis points of its size.</summary>
    /// <param name="size">Size of the position.</param>
    /// <param name="valueOfBasisPoint">Money that a move of one basis point makes on the position, without
    /// sign.</param>
    public double Charge(double size, double valueOfBasisPoint) => valueOfBasisPoint * BasisPoints(Math.Abs(size));
}

/// <summary>How fast a position can be closed and what more it costs.</summary>
/// <param name="Participation">Share of a day's volume that can be closed without moving the market.</param>
/// <param name="SpreadKappa">Weight of the half-spread form's second part; the half-spread is charged in any
/// case.</param>
/// <param name="ConcentrationShare">Positions above this share of a day's volume are concentrated.</param>
public sealed record LiquidityRules(double Participation, double SpreadKappa, double ConcentrationShare)
{
    /// <summary>A quarter of the volume; no kappa part; concentrated from a tenth of the day's volume on.</summary>
    public static LiquidityRules Default { get; } = new(0.25, 0, 0.10);

    /// <summary>Days that closing takes; zero when the volume is not known.</summary>
    public double DaysToLiquidate(Instrument instrument, long lots) =>
        instrument.DailyVolume > 0 ? Math.Abs((double)lots) / (Participation * instrument.DailyVolume) : 0;

    /// <summary>Charge of both forms for one holding: the surveyed curve, and half-spread + kappa * sigma *
    /// sqrt(days).</summary>
    /// <param name="dayVolatility">Volatility of one day's log return.</param>
    /// <param name="horizon">Margin period of risk in days: the kappa part is asked only beyond it.</param>
    /// <returns>Minor units, at least zero.</returns>
    public double Liquidity(Instrument instrument, long lots, double dayVolatility, int horizon)
    {
        var held = Math.Abs((double)lots);
        var charge = held * instrument.HalfSpread * instrument.MinorPerPoint;
        var days = DaysToLiquidate(instrument, lots);
        if (days > horizon)
            charge += SpreadKappa * dayVolatility * Math.Sqrt(days) * held * instrument.Value;
        if (instrument.Liquidity is { } curve)
            charge += curve.Charge(held / curve.MarketSize, held * instrument.Value / 10_000);
        return charge;
    }

    /// <summary>By how much the market risk of a concentrated holding grows: sqrt(days / horizon), at least
    /// one.</summary>
    public double Concentration(Instrument instrument, long lots, int horizon)
    {
        var days = DaysToLiquidate(instrument, lots);
        return Math.Abs((double)lots) > ConcentrationShare * instrument.DailyVolume && days > horizon
            ? Math.Sqrt(days / horizon)
            : 1;
    }
}
