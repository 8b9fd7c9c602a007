// A book by price as hearers of some depth have it, and what changed between two of them; the doors share it.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Chains;

/// <summary>The best levels of both sides between two commands, best first. Never changed: a hearer who fell behind
/// goes on from the one it has.</summary>
/// <param name="Seq">The newest market event in it.</param>
internal sealed record DepthBook(
    IReadOnlyList<DepthLevel> Bids,
    IReadOnlyList<DepthLevel> Asks,
    Price? Last,
    long LastLots,
    long Seq,
    Instant Time
)
{
    /// <summary>The book as it stands; the caller holds the views' gate.</summary>
    public static DepthBook Look(VenueViews views, BoardRow row, int levels, Instant now) =>
        new(
            views.Books.Depth(row.Id, Side.Buy, levels),
            views.Books.Depth(row.Id, Side.Sell, levels),
            row.Last,
            row.LastLots,
            views.AsOf,
            now
        );

    /// <summary>The same levels and the same last price.</summary>
    public bool Shows(DepthBook other) =>
        Same(Bids, other.Bids) && Same(Asks, other.Asks) && (Last, LastLots) == (other.Last, other.LastLots);

    /// <summary>Bids that are other than before; one that is gone has zero lots.</summary>
    public List<DepthLevel> ChangedBids(DepthBook before) => Changes(before.Bids, Bids, descending: true);

    /// <summary>Asks that are other than before; one that is gone has zero lots.</summary>
    public List<DepthLevel> ChangedAsks(DepthBook before) => Changes(before.Asks, Asks, descending: false);

    private static bool Same(IReadOnlyList<DepthLevel> a, IReadOnlyList<DepthLevel> b)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
                return false;
        }

        return true;
    }

    /// <summary>Both lists best first: a walk side by side.</summary>
    private static List<DepthLevel> Changes(
        IReadOnlyList<DepthLevel> before,
        IReadOnlyList<DepthLevel> after,
        bool descending
    )
    {
        var changes = new List<DepthLevel>();
        int b = 0,
            a = 0;
        while (b < before.Count || a < after.Count)
        {
            var order =
                b == before.Count ? 1
                : a == after.Count ? -1
                : before[b].Price.CompareTo(after[a].Price) * (descending ? -1 : 1);
            if (order < 0)
            {
                changes.Add(new(before[b++].Price, 0, 0));
            }
            else if (order > 0)
            {
                changes.Add(after[a++]);
            }
            else
            {
                if (before[b] != after[a])
                    changes.Add(after[a]);
                b++;
                a++;
            }
        }

        return changes;
    }
}
