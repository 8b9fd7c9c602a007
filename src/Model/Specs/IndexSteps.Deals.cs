// The steps of which a methodology over deals is made. What each does stands in Index/Steps and in the protocol page.
namespace Tokenbourse.Model.Specs;

/// <summary>Which deals are looked at: those whose consumption ended on the print's day less <paramref
/// name="Lag"/>.</summary>
/// <param name="Kinds">invoice, rental, routed, spot; empty: all.</param>
/// <param name="Least">Units of all classes together that a deal must have; 0: any.</param>
/// <param name="Longest">Days that a deal's consumption may cover, 1 to 31.</param>
/// <param name="Without">Flags that leave a deal out.</param>
/// <param name="Intake">The intake screen decides as well: admitted sources, proofs used once, no circles.</param>
public sealed record DealsStep(
    IReadOnlyList<string> Kinds,
    IReadOnlyList<string> Terms,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Without,
    decimal Least,
    int Lag,
    int Longest,
    bool Intake
) : IndexStep
{
    /// <summary>Kinds in their order, executed prices first; empty: every deal counts alike.</summary>
    public IReadOnlyList<DealTier> Tiers { get; init; } = [];
}

/// <summary>Kinds of deals that count alike.</summary>
/// <param name="Kinds">Of deals; or <see cref="Posted"/> alone: posted prices that stand in for deals.</param>
/// <param name="Weight">What a unit of their volume counts for, above 0 up to 1.</param>
public sealed record DealTier(string Name, IReadOnlyList<string> Kinds, decimal Weight)
{
    /// <summary>The word for posted prices among the kinds of a tier.</summary>
    public const string Posted = "posted";
}

/// <summary>Of what went there and back only the difference counts.</summary>
/// <param name="Days">Days up to the print's over which volume is netted, 1 to 31.</param>
/// <param name="OfParties">True: each party's sales are netted with its purchases from anybody, so that a circle of any
/// length counts for nothing; false: the two directions between two parties.</param>
public sealed record RoundTripStep(int Days, bool OfParties) : IndexStep;

/// <summary>One class of the standard bundle.</summary>
/// <param name="Weight">Units of the class in one unit of the bundle.</param>
/// <param name="Instead">The class whose price takes its place where it has none; empty: none.</param>
/// <param name="Reference">Its price in the vintage's reference vector, by which volumes are made comparable.</param>
public sealed record StandardPart(string Class, decimal Weight, string Instead, decimal Reference);

/// <summary>Tokens of the item's own tokenizer for one of the reference tokenizer.</summary>
/// <param name="Item">The item's name, or how it begins.</param>
public sealed record ItemFactor(string Item, bool Begins, decimal Factor);

/// <summary>x = d * k * sum of weight * list price; volume in units of the bundle.</summary>
/// <param name="Tokenizers">In the order of their items' letters.</param>
/// <param name="Otherwise">The factor of an item that is not listed; 0: it is left out.</param>
/// <param name="LeastPaid">A deal that paid a smaller share of its list value is left out.</param>
/// <param name="MostPaid">As <paramref name="LeastPaid"/>, above.</param>
public sealed record StandardPriceStep(
    IReadOnlyList<StandardPart> Parts,
    IReadOnlyList<ItemFactor> Tokenizers,
    decimal Otherwise,
    decimal LeastPaid,
    decimal MostPaid
) : IndexStep;

/// <summary>Leaves out |ln x - median| above Spread * 1.4826 * MAD of its item.</summary>
/// <param name="Floor">The MAD counts as at least this.</param>
/// <param name="Least">Items with fewer deals are left alone.</param>
public sealed record OutliersStep(decimal Spread, decimal Floor, int Least) : IndexStep;

/// <summary>No buyer counts for more than Most of a seller's volume.</summary>
public sealed record BuyerCapStep(decimal Most) : IndexStep;

/// <summary>The cheapest and the dearest Share of the volume do not count.</summary>
/// <param name="OfItem">True: of an item over all sellers; false: of each seller's item.</param>
public sealed record VolumeTrimStep(decimal Share, bool OfItem) : IndexStep;

/// <summary>One row for each seller's item: the volume-weighted geometric mean of its deals.</summary>
/// <param name="Least">Volume that it must have, in units of the bundle.</param>
public sealed record ModelPriceStep(decimal Least) : IndexStep;

/// <summary>How the price of a model that was not there before is compared with the one that it replaces.</summary>
/// <param name="Exam">The exam whose newest scores are the quality q; empty: quality is no regressor.</param>
/// <param name="Traits">Traits of deals whose logarithms are regressors.</param>
/// <param name="Days">Window of the regression.</param>
/// <param name="LeastFit">R² below which nothing is imputed.</param>
public sealed record HedonicTerms(string Exam, IReadOnlyList<string> Traits, int Days, decimal LeastFit);

/// <summary>Keeps what was there before, so that only moves of the same thing count.</summary>
/// <param name="Days">How old the price before may be when it is not of the print before.</param>
/// <param name="Overlap">Days that an entrant must have been seen before it counts.</param>
public sealed record MatchStep(int Days, int Overlap, HedonicTerms? Hedonic) : IndexStep;

/// <summary>Each row weighs its seller's share times its item's share of the seller, both of past volume and fixed for
/// the month.</summary>
/// <param name="Days">Window of the volume.</param>
/// <param name="Lag">Days between the window's end and the first day of the month that printed.</param>
/// <param name="Most">No seller above this share.</param>
/// <param name="EqualItems">Each item weighs the same, and the seller's share of the item's volume decides within
/// it.</param>
public sealed record VolumeWeightsStep(int Days, int Lag, decimal Most, bool EqualItems = false) : IndexStep;

/// <summary>Sellers present must have had at least this share of the volume that the weights rest on.</summary>
public sealed record CoverageStep(decimal Least) : IndexStep;

/// <summary>1 / sum of squared shares must be at least this.</summary>
public sealed record BreadthStep(IndexKey Of, decimal Least) : IndexStep;

/// <summary>How log relatives are averaged.</summary>
public enum LinkFormula : byte
{
    /// <summary>By the rows' weights.</summary>
    GeometricLaspeyres = 1,

    /// <summary>By the mean of the expenditure shares of both prints.</summary>
    Tornqvist = 2,
}

/// <summary>The value from the print before and the mean log relative of the matched rows.</summary>
public sealed record LinkStep(LinkFormula Formula) : IndexStep;

/// <summary>Price times the measured work of a task: value * measure * tokenizer factor.</summary>
/// <param name="Class">Class of the measure (product task); its value times the price is the cost.</param>
/// <param name="Tokenizers">As in <see cref="StandardPriceStep"/>.</param>
/// <param name="Otherwise">The factor of an item that is not listed; 0: it is left out.</param>
/// <param name="MaxAgeDays">Oldest measure that counts; 0: no limit.</param>
public sealed record TaskStep(string Class, IReadOnlyList<ItemFactor> Tokenizers, decimal Otherwise, int MaxAgeDays)
    : IndexStep;
