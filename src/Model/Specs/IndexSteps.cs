// The closed set of steps of which index methodologies are made. What each does stands in Index/Steps.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>One step of a methodology.</summary>
public abstract record IndexStep;

/// <summary>What constituents are counted, grouped or averaged by.</summary>
public enum IndexKey : byte
{
    Row = 0,
    Maker = 1,
    Seller = 2,
    Item = 3,
}

/// <summary>How several values become one.</summary>
public enum CombineBy : byte
{
    GeometricMean = 1,
    ArithmeticMean = 2,
    Median = 3,
    WeightedMedian = 4,
    Cheapest = 5,
    Sum = 6,
}

/// <summary>Which prices are looked at; an empty list means all.</summary>
/// <param name="Classes">Price classes, at least one.</param>
/// <param name="MaxAgeDays">Leaves out what no observation has confirmed for longer; 0: no limit.</param>
public sealed record TakeStep(
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> Terms,
    IReadOnlyList<string> Regions,
    IReadOnlyList<string> Items,
    int MaxAgeDays
) : IndexStep;

/// <summary>Leaves out what is on one of the lists.</summary>
public sealed record DropStep(
    IReadOnlyList<string> Sellers,
    IReadOnlyList<string> Makers,
    IReadOnlyList<string> Items,
    string Reason
) : IndexStep;

/// <summary>A price outside [Least, Most] is left out; one that moved Factor-fold waits for a further observation or
/// for days.</summary>
/// <param name="Factor">0: no waiting.</param>
public sealed record ScreenStep(decimal Least, decimal Most, decimal Factor, int Observations, int Days) : IndexStep;

/// <summary>Leaves out what is Factor-fold away from the median of its item, where at least Least offers of the item
/// are there.</summary>
public sealed record PeersStep(decimal Factor, int Least) : IndexStep;

/// <summary>Keeps items that scored the anchor's score plus Margin in a snapshot of one of the exams; once admitted
/// they stay.</summary>
/// <param name="Anchors">Names of the anchor, in order: the first that a snapshot has is its bar.</param>
public sealed record GradeStep(IReadOnlyList<string> Exams, IReadOnlyList<string> Anchors, decimal Margin) : IndexStep;

/// <summary>Leaves out what was first seen less than Days ago.</summary>
/// <param name="OfOffer">True: the seller's offer of the item; false: the item anywhere.</param>
public sealed record ProbationStep(int Days, bool OfOffer) : IndexStep;

/// <summary>Converts to the index's currency at the newest rate not older than MaxAgeDays (0: no limit).</summary>
public sealed record ConvertStep(int MaxAgeDays) : IndexStep;

/// <summary>Weight of one class in the bundle, and the class that takes its place where it is missing (empty:
/// none).</summary>
public sealed record BundlePart(string Class, decimal Weight, string Instead);

/// <summary>One price per offer: the weighted sum over classes.</summary>
public sealed record BundleStep(IReadOnlyList<BundlePart> Parts) : IndexStep;

/// <summary>Weights observed as prices of a class of their own.</summary>
public sealed record WeighStep(string Class) : IndexStep;

/// <summary>One row per key.</summary>
public sealed record GroupStep(IndexKey By, CombineBy Take) : IndexStep;

/// <summary>At least so many different keys, else a lower tier.</summary>
public sealed record RequireStep(IndexKey Of, int Least) : IndexStep;

/// <summary>Leaves out the lowest and the highest floor(Share * n) rows.</summary>
public sealed record TrimStep(decimal Share) : IndexStep;

/// <summary>No weight above Most of the whole; the excess goes to the others in proportion.</summary>
public sealed record CapStep(decimal Most) : IndexStep;

/// <summary>The value from the rows.</summary>
public sealed record CombineStep(CombineBy By) : IndexStep;

/// <summary>The value from yesterday's value and the mean log relative of what is there on both days.</summary>
/// <param name="By">Relatives are averaged within this key first, then over keys.</param>
/// <param name="Start">How the keys' first values become the first level.</param>
/// <param name="Trim">Share of keys at each end, by level, whose relatives are not counted; 0: none.</param>
/// <param name="MostMove">An offer that moved so many times or more counts as left and joined; 0: every move
/// counts.</param>
public sealed record ChainStep(IndexKey By, CombineBy Start, decimal Trim, decimal MostMove) : IndexStep;

/// <summary>The print's rounding.</summary>
public sealed record RoundStep(RoundingMode Mode) : IndexStep;
