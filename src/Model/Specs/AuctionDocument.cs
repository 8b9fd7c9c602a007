// The sealed bids for what a member in default holds, as one document.
namespace Tokenbourse.Model.Specs;

/// <summary>One sealed bid.</summary>
/// <param name="Member">Whose house account takes the lots over.</param>
/// <param name="Instrument">Number of the month.</param>
/// <param name="Buys">It takes longs over.</param>
/// <param name="Lots">Above zero.</param>
/// <param name="Ticks">Price in ticks, above zero.</param>
public readonly record struct SealedBid(int Member, int Instrument, bool Buys, long Lots, long Ticks);

/// <summary>Reads <c>{"member":12,"bids":[{"member":3,"instrument":5,"side":"buy","lots":4,"ticks":1800}]}</c>.</summary>
public sealed record AuctionDocument(int Member, IReadOnlyList<SealedBid> Bids)
{
    /// <summary>Bids that one document may bring.</summary>
    public const int MostBids = 10_000;

    private const long MostLots = 1_000_000;
    private const long MostTicks = 1_000_000_000_000;

    /// <summary>Null when there is a fault.</summary>
    public static AuctionDocument? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } fields)
            return null;
        var member = (int)fields.Whole("member", 1, 1_000_000);
        var bids = new List<SealedBid>();
        foreach (var bid in fields.Objects("bids"))
        {
            bids.Add(
                new(
                    (int)bid.Whole("member", 1, 1_000_000),
                    (int)bid.Whole("instrument", 1, int.MaxValue),
                    bid.Word("side", [("buy", true), ("sell", false)]),
                    bid.Whole("lots", 1, MostLots),
                    bid.Whole("ticks", 1, MostTicks)
                )
            );
            bid.Done();
        }

        if (bids.Count > MostBids)
            fields.Fault("bids", "must be at most 10,000");
        fields.Done();
        return faults.Count > before ? null : new(member, bids);
    }
}
