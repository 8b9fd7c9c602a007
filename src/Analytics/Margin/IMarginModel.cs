// A margin model: history in, numbers out, and every number with its name.
namespace Tokenbourse.Analytics.Margin;

/// <summary>Turns price history into margin. Has no state: the same market gives the same figures.</summary>
public interface IMarginModel
{
    /// <summary>Short name; with the parameters that matter.</summary>
    string Name { get; }

    /// <summary>Does once what does not depend on a portfolio.</summary>
    IPreparedMargin Prepare(MarginMarket market);
}

/// <summary>A model over the history of one day. May be asked for many portfolios, also from several threads.</summary>
public interface IPreparedMargin
{
    /// <param name="lots">Signed lots by instrument, in the market's order.</param>
    /// <param name="rateBefore">
    /// <see cref="MarginResult.Rate"/> of the day before; a model that limits the daily rise needs it. Null: no limit.
    /// </param>
    /// <exception cref="ArgumentException">The number of lots is not that of the instruments.</exception>
    /// <exception cref="OverflowException">The margin does not fit 64 bits of minor units.</exception>
    MarginResult Charge(ReadOnlySpan<long> lots, double? rateBefore = null);
}

/// <summary>One labelled figure.</summary>
/// <param name="Amount">Minor units, not rounded.</param>
/// <param name="Counted">Is it part of the total? Others are shown so that the total can be followed.</param>
/// <param name="Note">Inputs in words.</param>
public sealed record MarginLine(string Label, double Amount, bool Counted, string Note);

/// <summary>What a portfolio must hold and why.</summary>
/// <param name="Total">Minor units, rounded up once, at the end.</param>
/// <param name="Exact">The same before rounding.</param>
/// <param name="Gross">Sum of the values of all holdings without their signs, minor units.</param>
/// <param name="Rate">Market risk part of the margin as a share of <paramref name="Gross"/>; zero when nothing is
/// held.</param>
/// <param name="Bound">Label of the line that set the market risk part.</param>
/// <param name="ScenarioDay">Last day of the historical move at the quantile; empty for models without
/// scenarios.</param>
public sealed record MarginResult(
    long Total,
    double Exact,
    double Gross,
    double Rate,
    string Bound,
    string ScenarioDay,
    IReadOnlyList<MarginLine> Lines
);

/// <summary>Rounding of amounts of money that were computed in binary.</summary>
public static class MinorUnits
{
    // What binary fractions leave of a whole number; a computed amount this near is that number.
    private const double Noise = 1e-9;

    /// <summary>Up to the whole minor unit; an amount within a billionth of itself of a whole number is that
    /// number.</summary>
    /// <exception cref="OverflowException">Not a number of 64 bits.</exception>
    public static long Up(double amount)
    {
        var nearest = Math.Round(amount);
        return checked(
            (long)(Math.Abs(amount - nearest) <= Noise * Math.Max(1, Math.Abs(amount)) ? nearest : Math.Ceiling(amount))
        );
    }
}
