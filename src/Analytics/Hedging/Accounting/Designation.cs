// What was written down when the hedge began: the method of the test, and its numbers.
using Tokenbourse.Model.Numbers;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging.Accounting;

/// <summary>How effectiveness is tested afterwards.</summary>
public enum EffectivenessMethod
{
    DollarOffset,
    Regression,
}

/// <summary>
/// Numbers of the tests. The band 80 to 125 %, R² of 0.80 and 30 periods (some take 20) are practice under US rules and
/// old IAS 39 [K]; IFRS 9 has no bright line and asks for an economic relationship.
/// </summary>
/// <param name="Low">Lower end of the band.</param>
/// <param name="High">Upper end.</param>
/// <param name="SmallShare">Below this share of the notional a sum of changes says nothing.</param>
/// <param name="LeastR2">Of the regression.</param>
/// <param name="LeastPeriods">Of the regression, not overlapping.</param>
/// <param name="MostProbability">Of the regression's F.</param>
public sealed record EffectivenessRules(
    decimal Low = 0.80m,
    decimal High = 1.25m,
    decimal SmallShare = 0.01m,
    double LeastR2 = 0.80,
    int LeastPeriods = 30,
    double MostProbability = 0.05
);

/// <summary>A hedging relationship at its beginning.</summary>
/// <param name="Name">The relationship's own name.</param>
/// <param name="Date">From here on.</param>
/// <param name="Method">Fixed here: no other is computed afterwards.</param>
/// <param name="Notional">Value of the hedged item at designation, above 0.</param>
public sealed record Designation(
    string Name,
    TradingDate Date,
    EffectivenessMethod Method,
    decimal Notional,
    EffectivenessRules Rules
);

/// <summary>What a test says.</summary>
public enum EffectivenessOutcome
{
    Effective,
    NotEffective,

    /// <summary>The data carry no verdict; the result says why.</summary>
    Inconclusive,

    /// <summary>Another method than the designated one was asked for.</summary>
    Refused,
}

/// <summary>The result of a test.</summary>
/// <param name="Code">Of the reason, the same in any language.</param>
/// <param name="Words">In English.</param>
/// <param name="Offset">Of the dollar offset only.</param>
/// <param name="Regression">Of the regression only.</param>
public sealed record EffectivenessResult(
    string Relationship,
    EffectivenessMethod Method,
    EffectivenessOutcome Outcome,
    string Code,
    string Words,
    DollarOffsetFigures? Offset = null,
    RegressionTestFigures? Regression = null
);

/// <summary>Tests a relationship by the method that was designated.</summary>
public static class EffectivenessTest
{
    /// <summary>Over all periods since designation.</summary>
    /// <param name="asked">Must be the designated one; a choice after the fact is refused.</param>
    /// <exception cref="HedgingException">No periods, overlapping ones, one before designation, no notional.
    /// </exception>
    public static EffectivenessResult Run(
        Designation designation,
        EffectivenessMethod asked,
        IReadOnlyList<FairValueChange> changes
    )
    {
        HypotheticalDerivative.Check(changes);
        if (changes[0].From < designation.Date)
            throw new HedgingException(
                "from",
                Invariant($"{changes[0].From}"),
                Invariant($"not before designation on {designation.Date}")
            );
        if (designation.Notional <= 0)
            throw new HedgingException("notional", Invariant($"{designation.Notional}"), "must be above 0");
        if (asked != designation.Method)
            return new(
                designation.Name,
                asked,
                EffectivenessOutcome.Refused,
                "method-not-designated",
                Invariant($"{designation.Name} names {Word(designation.Method)} on {designation.Date}; ")
                    + $"{Word(asked)} is refused."
            );
        return asked == EffectivenessMethod.DollarOffset
            ? DollarOffset.Judge(designation, changes)
            : RegressionTest.Judge(designation, changes);
    }

    internal static string Word(EffectivenessMethod method) =>
        method == EffectivenessMethod.DollarOffset ? "the cumulative dollar offset" : "the regression";
}
