// From a ratio and a volume to whole lots.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>How a part of a lot is rounded.</summary>
public enum LotRounding
{
    /// <summary>To the nearest lot; a half goes to the smaller hedge.</summary>
    Nearest,

    /// <summary>To the smaller hedge: never more than the ratio asks for.</summary>
    Down,

    /// <summary>To the larger hedge.</summary>
    Up,
}

/// <summary>Lots to hold.</summary>
/// <param name="Exact">Before tailing and rounding.</param>
/// <param name="Tailed">After tailing.</param>
/// <param name="Lots">Whole; above zero is bought, below sold.</param>
/// <param name="Rounding">The rule that made whole lots.</param>
public sealed record LotCount(double Exact, double Tailed, long Lots, LotRounding Rounding);

/// <summary>Numbers of lots.</summary>
public static class HedgeLots
{
    // Doubles count whole numbers up to here; no market has as many lots.
    private const double Most = 1e15;

    // What a whole number may miss by, through the rounding of doubles.
    private const double Slack = 1e-9;

    /// <summary>N = h V / L: for a ratio of price changes.</summary>
    /// <param name="volume">In the contract's unit; above zero for a buyer, below for a seller.</param>
    /// <param name="lotSize">Units a lot, above zero.</param>
    /// <param name="rate">Yearly interest, for tailing; 0 for none.</param>
    /// <param name="years">From now to the end of the hedge, at least zero.</param>
    public static LotCount OfLevels(
        double ratio,
        double volume,
        double lotSize,
        double rate = 0,
        double years = 0,
        LotRounding rounding = LotRounding.Nearest
    )
    {
        HedgingException.Finite(nameof(ratio), [ratio]);
        HedgingException.Finite(nameof(volume), [volume]);
        HedgingException.Above(nameof(lotSize), lotSize, 0);
        return Whole(ratio * volume / lotSize, rate, years, rounding);
    }

    /// <summary>N = beta V S / (L F): for a ratio of log returns.</summary>
    /// <param name="own">Own price S, above zero.</param>
    /// <param name="futures">Price F of the contract, in the same currency, above zero.</param>
    public static LotCount OfReturns(
        double beta,
        double volume,
        double own,
        double lotSize,
        double futures,
        double rate = 0,
        double years = 0,
        LotRounding rounding = LotRounding.Nearest
    )
    {
        HedgingException.Above(nameof(own), own, 0);
        HedgingException.Above(nameof(futures), futures, 0);
        return OfLevels(beta * own / futures, volume, lotSize, rate, years, rounding);
    }

    /// <summary>
    /// Tailing: gains and losses of a future come daily and earn interest until the purchase, so N / (1 + r T) lots are
    /// enough.
    /// </summary>
    public static double Tailed(double lots, double rate, double years)
    {
        HedgingException.Finite(nameof(lots), [lots]);
        HedgingException.Above(nameof(rate), rate, -1);
        HedgingException.NotBelow(nameof(years), years, 0);
        HedgingException.Above("1 + rate x years", 1 + (rate * years), 0);
        return lots / (1 + (rate * years));
    }

    private static LotCount Whole(double exact, double rate, double years, LotRounding rounding)
    {
        var tailed = Tailed(exact, rate, years);
        if (Math.Abs(tailed) > Most)
            throw new HedgingException("lots", Invariant($"{tailed}"), "more than any market has");
        var size = Math.Abs(tailed);
        var whole = rounding switch
        {
            LotRounding.Down => Math.Floor(size + Slack),
            LotRounding.Up => Math.Ceiling(size - Slack),
            _ => Math.Ceiling(size - 0.5 - Slack),
        };
        return new(exact, tailed, (long)whole * Math.Sign(tailed), rounding);
    }
}
