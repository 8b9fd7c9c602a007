// Steps for rented machines: keeping tiers apart, restating prices to a reference node, weights with a floor, the link.
namespace Tokenbourse.Model.Specs;

/// <summary>Keeps rows whose trait is one of the words; a row without the trait is left out.</summary>
/// <param name="Trait">tier, gpus, interconnect, …; seller, maker, item, region and terms are traits of every
/// row.</param>
public sealed record WhereStep(string Trait, IReadOnlyList<string> Values) : IndexStep;

/// <summary>How a trait becomes a number of the regression.</summary>
public enum TraitScale : byte
{
    /// <summary>ln(value / reference): the trait is a number.</summary>
    Log = 1,

    /// <summary>1 when the trait is one of the values, else 0: the reference is any other value.</summary>
    Is = 2,
}

/// <summary>One trait by which prices are restated.</summary>
/// <param name="Name">Of the coefficient; stands in the print.</param>
/// <param name="Reference">Of a Log scale: the value of the reference node, above zero.</param>
/// <param name="Values">Of an Is scale.</param>
/// <param name="Least">Guard rail: no coefficient below.</param>
/// <param name="Most">Guard rail: no coefficient above.</param>
/// <param name="Prior">The coefficient while there is nothing to estimate it from; within the guard rails.</param>
/// <param name="NeedsValue">True: a row without the trait is left out; false: it counts as the reference.</param>
public sealed record AdjustTrait(
    string Name,
    string Trait,
    TraitScale Scale,
    decimal Reference,
    IReadOnlyList<string> Values,
    decimal Least,
    decimal Most,
    decimal Prior,
    bool NeedsValue
);

/// <summary>Restates prices to a reference node: ln p = A_t + beta'(z - z*) + e, coefficients re-estimated at the first
/// print of a month from the rows of the days before, and frozen until the next.</summary>
/// <param name="Days">The sample reaches back so many days.</param>
/// <param name="Every">Days between the days of the sample.</param>
/// <param name="LeastRows">With fewer rows in the sample the coefficients stay as they are.</param>
/// <param name="Huber">Residuals beyond so many scales lose weight in proportion.</param>
/// <param name="Rounds">Re-weightings: always all of them, so that two computers stop at the same digit.</param>
public sealed record AdjustStep(
    int Days,
    int Every,
    int LeastRows,
    decimal Huber,
    int Rounds,
    IReadOnlyList<AdjustTrait> Traits
) : IndexStep;

/// <summary>Leaves out rows whose logarithm is more than Most scaled median absolute deviations from the
/// median.</summary>
/// <param name="Least">Rows from which on it looks.</param>
public sealed record DeviationStep(decimal Most, int Least) : IndexStep;

/// <summary>No share below Least of the whole; what that takes comes from the others in proportion.</summary>
public sealed record FloorStep(decimal Least) : IndexStep;

/// <summary>Takes Share of the whole weight off each end, by value; the row at the border keeps what is left of its
/// weight.</summary>
public sealed record TrimWeightStep(decimal Share) : IndexStep;

/// <summary>The value from the value before, by the means of the keys that were there at both prints.</summary>
/// <param name="By">The mean of the level: geometric, arithmetic, median or weighted median.</param>
/// <param name="TrimWeight">Share of weight taken off each end before the mean, at both prints.</param>
public sealed record PanelLinkStep(CombineBy By, decimal TrimWeight) : IndexStep;
