// For how long a maker's quote met what was agreed, how wide it was and how large: whole numbers, weighted by time.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>Of continuous trading: a day of one month, or days together. Times are nanoseconds.</summary>
public sealed class ObligedTime
{
    /// <summary>Continuous trading.</summary>
    public long Session { get; private set; }

    /// <summary>The part of it in which the quote met the agreement.</summary>
    public long Met { get; private set; }

    /// <summary>The part in which each side had the least lots, at whatever spread.</summary>
    public long Sized { get; private set; }

    /// <summary>Sum of spread, in the agreement's unit, times nanoseconds of <see cref="Sized"/>.</summary>
    public Int128 SpreadTime { get; private set; }

    /// <summary>The part in which both sides were there.</summary>
    public long TwoSided { get; private set; }

    /// <summary>Sum of lots within the widest spread times nanoseconds of <see cref="TwoSided"/>.</summary>
    public Int128 LotsTime { get; private set; }

    /// <summary>Is the agreement met over this time? Of no time nothing can be said.</summary>
    public bool? Passes(MakerAgreement agreement) => Session == 0 ? null : Lacking(agreement) == 0;

    /// <summary>Nanoseconds that are missing to the least presence.</summary>
    public long Lacking(MakerAgreement agreement) =>
        long.Max(0, Rounding.ToLong((Int128)Session * agreement.LeastPresencePpm, 1_000_000, RoundingMode.Up) - Met);

    internal void Count(long time, in MakerQuote quote)
    {
        Session += time;
        if (quote.Meets)
            Met += time;
        if (quote.Spread is { } spread)
        {
            Sized += time;
            SpreadTime += (Int128)spread * time;
        }

        if (!quote.IsTwoSided)
            return;
        TwoSided += time;
        LotsTime += (Int128)quote.Lots * time;
    }

    internal void Add(ObligedTime other)
    {
        Session += other.Session;
        Met += other.Met;
        Sized += other.Sized;
        SpreadTime += other.SpreadTime;
        TwoSided += other.TwoSided;
        LotsTime += other.LotsTime;
    }
}
