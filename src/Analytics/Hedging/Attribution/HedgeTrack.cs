// What a hedge did: price, basis, mix, volume, roll and fees, with the hedge and without, adding up exactly.

namespace Tokenbourse.Analytics.Hedging.Attribution;

/// <summary>Why a result differs from the plan. Above zero is better for the hedger.</summary>
public sealed record AttributionParts(
    decimal Price,
    decimal Basis,
    decimal Mix,
    decimal Volume,
    decimal Roll,
    decimal Fees
)
{
    /// <summary>All parts.</summary>
    public decimal Total => Price + Basis + Mix + Volume + Roll + Fees;

    public static AttributionParts Zero { get; } = new(0, 0, 0, 0, 0, 0);

    public static AttributionParts operator +(AttributionParts a, AttributionParts b) => a.Add(b);

    public AttributionParts Add(AttributionParts other) =>
        new(
            Price + other.Price,
            Basis + other.Basis,
            Mix + other.Mix,
            Volume + other.Volume,
            Roll + other.Roll,
            Fees + other.Fees
        );
}

/// <summary>One month, or a sum of months.</summary>
/// <param name="Planned">Planned cost (or revenue), above zero.</param>
/// <param name="Unhedged">Cost (or revenue) without the hedge.</param>
/// <param name="Hedged">Cost (or revenue) with it: gains, roll and fees included.</param>
/// <param name="Without">Parts of the difference to the plan without the hedge.</param>
/// <param name="Hedge">What the hedge did to each part.</param>
/// <param name="With">Both together.</param>
public sealed record TrackLine(
    string Label,
    HedgeSide Side,
    decimal Planned,
    decimal Unhedged,
    decimal Hedged,
    AttributionParts Without,
    AttributionParts Hedge,
    AttributionParts With
)
{
    /// <summary>Difference to the plan less all parts, with the hedge: zero.</summary>
    public decimal Residual => Better(Planned, Hedged) - With.Total;

    /// <summary>The same without the hedge: zero.</summary>
    public decimal UnhedgedResidual => Better(Planned, Unhedged) - Without.Total;

    private decimal Better(decimal planned, decimal came) => Side == HedgeSide.Buyer ? planned - came : came - planned;
}

/// <summary>Attributes months.</summary>
public static class HedgeTrack
{
    /// <summary>Parts are rounded to so many places; basis takes what rounding leaves.</summary>
    public const int Places = 6;

    /// <summary>
    /// For a buyer, with planned and actual volume V0, V1, own price S, index A, futures F, held units H, ratio k.
    /// Without the hedge, S1 V1 - S0 V0 = price k (A1 - A0) V1 + mix m V1 + basis (the rest of S1 - S0) V1 + volume
    /// S0 (V1 - V0). The hedge gains H (F1 - F0): on units that the volume needed, min(H, k V1), the index's move is
    /// price; on the others it is volume; the futures' move beyond the index's is basis. A seller's is the mirror
    /// image.
    /// </summary>
    public static TrackLine Of(HedgedMonth month)
    {
        month.Check();
        // Costs count against the hedger, revenues for them; a long gains what a short loses.
        var sign = month.Side == HedgeSide.Buyer ? -1 : 1;
        var planned = Round(month.Planned.Own * month.PlannedVolume);
        var unhedged = Round(month.Actual.Own * month.Volume);
        var move = month.Actual.Index - month.Planned.Index;
        var without = Parts(
            sign * (unhedged - planned),
            price: sign * month.Ratio * move * month.Volume,
            mix: sign * month.MixPart * month.Volume,
            volume: sign * month.Planned.Own * (month.Volume - month.PlannedVolume)
        );
        var gain = Round(-sign * month.HedgedUnits * (month.Actual.Futures - month.Planned.Futures));
        var needed = Math.Min(month.HedgedUnits, month.Ratio * month.Volume);
        var (roll, fees) = (Round(month.RollCost), Round(month.Fees));
        var hedge = Parts(
            gain,
            price: -sign * needed * move,
            mix: 0,
            volume: -sign * (month.HedgedUnits - needed) * move
        ) with
        {
            Roll = -roll,
            Fees = -fees,
        };
        var result = gain - roll - fees;
        return new(
            month.Month.ToString(),
            month.Side,
            planned,
            unhedged,
            month.Side == HedgeSide.Buyer ? unhedged - result : unhedged + result,
            without,
            hedge,
            without + hedge
        );
    }

    /// <summary>The sum of months of one side.</summary>
    public static TrackLine Sum(IReadOnlyList<TrackLine> lines, string label)
    {
        if (lines.Count == 0)
            throw new HedgingException("months", "none", "one at least");
        if (lines.Any(l => l.Side != lines[0].Side))
            throw new HedgingException("side", "buyers and sellers", "costs and revenues are not added");
        return new(
            label,
            lines[0].Side,
            lines.Sum(l => l.Planned),
            lines.Sum(l => l.Unhedged),
            lines.Sum(l => l.Hedged),
            lines.Aggregate(AttributionParts.Zero, (sum, l) => sum + l.Without),
            lines.Aggregate(AttributionParts.Zero, (sum, l) => sum + l.Hedge),
            lines.Aggregate(AttributionParts.Zero, (sum, l) => sum + l.With)
        );
    }

    /// <summary>Basis is the total less the other parts.</summary>
    private static AttributionParts Parts(decimal total, decimal price, decimal mix, decimal volume)
    {
        var (p, m, v) = (Round(price), Round(mix), Round(volume));
        return new(p, total - p - m - v, m, v, 0, 0);
    }

    private static decimal Round(decimal value) => Math.Round(value, Places, MidpointRounding.ToEven);
}
