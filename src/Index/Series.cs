// The shapes in which observations are kept: a series of prices, a snapshot of scores, a rate.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>A price and since when it holds.</summary>
/// <param name="Price">Null: withdrawn.</param>
/// <param name="Start">The day from which it holds: the later of seen and effective.</param>
/// <param name="Seen">First seen on this day.</param>
/// <param name="Sequence">Of the observation that brought it.</param>
/// <param name="LastSeen">Last seen unchanged on this day.</param>
/// <param name="LastSequence">Of the observation that last confirmed it.</param>
/// <param name="Count">Observations of it.</param>
internal readonly record struct PricePoint(
    decimal? Price,
    Currency Currency,
    int Start,
    int Seen,
    long Sequence,
    int LastSeen,
    long LastSequence,
    int Count
);

/// <summary>Names as numbers in order of first sight, so that prints need not compare texts.</summary>
internal readonly record struct SeriesNumbers(int Series, int Offer, int Item, int SellerItem);

/// <summary>One seller's price of one class of one item: the points in order of their start, then of the log.</summary>
internal sealed class Series(
    SeriesNumbers numbers,
    string product,
    string seller,
    string item,
    string @class,
    string region,
    string terms
)
{
    public int Number => numbers.Series;

    /// <summary>The offer (seller, item, region, terms) whose classes belong together.</summary>
    public int Offer => numbers.Offer;

    /// <summary>The item of the product, with any seller.</summary>
    public int ItemNumber => numbers.Item;

    /// <summary>The item with this seller, in any region and on any terms.</summary>
    public int SellerItem => numbers.SellerItem;

    public string Product { get; } = product;

    public string Seller { get; } = seller;

    public string Item { get; } = item;

    public string Class { get; } = @class;

    public string Region { get; } = region;

    public string Terms { get; } = terms;

    /// <summary>What a print calls the offer.</summary>
    public string Label { get; } = $"{item}@{seller} ({region})";

    /// <summary>As last observed.</summary>
    public string Maker { get; set; } = "";

    public int FirstSeen { get; set; } = int.MaxValue;

    public List<PricePoint> Points { get; } = [];

    /// <summary>Counts changes before the last point: what was concluded from earlier points is then void.</summary>
    public int Rewrites { get; set; }

    /// <summary>The last point that holds on a day; -1 when there is none yet.</summary>
    public int At(int day)
    {
        var at = Points.Count - 1;
        while (at >= 0 && Points[at].Start > day)
            at--;
        return at;
    }
}

/// <summary>A score of one item in one snapshot (exam and day).</summary>
internal readonly record struct ScoreRecord(long Sequence, int Snapshot, string Item, decimal Score);

/// <summary>Scores that may be compared: of one exam that names its snapshot, or of one exam and day.</summary>
internal sealed class Snapshot(string exam, int seen)
{
    private readonly Dictionary<string, int> _newest = new(StringComparer.Ordinal);

    public string Exam { get; } = exam;

    public int Seen { get; } = seen;

    /// <summary>Numbers of its scores, in log order.</summary>
    public List<int> Scores { get; } = [];

    /// <summary>The number of the item's newest score here; -1 when it has none.</summary>
    public int NewestOf(string item) => _newest.TryGetValue(item, out var number) ? number : -1;

    public void Add(string item, int number)
    {
        Scores.Add(number);
        _newest[item] = number;
    }
}

/// <summary>Units of quote for one of base, the newest seen. Sequence -1: none yet.</summary>
internal readonly record struct RatePoint(decimal Rate, int Seen, long Sequence);
