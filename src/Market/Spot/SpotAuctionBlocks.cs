// Blocks in their stated order, cut into groups that share no hour and so cannot touch each other's prices.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>A block as the search sees it.</summary>
/// <param name="Bid">Its place among the bids.</param>
/// <param name="First">First hour.</param>
/// <param name="End">The hour behind its last.</param>
/// <param name="Sign">1 buys, -1 sells.</param>
/// <param name="Lots">In each hour.</param>
/// <param name="Limit">For the average of its hours' prices.</param>
internal readonly record struct Block(int Bid, int First, int End, int Sign, long Lots, long Limit)
{
    /// <summary>The limit for the sum of its hours' prices.</summary>
    public long LimitOfSum => Limit * (End - First);

    /// <summary>What it gains a lot when its hours' prices sum so.</summary>
    public long GainOfLot(long sumOfPrices) => Sign * (LimitOfSum - sumOfPrices);
}

/// <summary>Blocks whose hours hang together: no other block touches the hours [From, To).</summary>
internal sealed class BlockGroup
{
    private BlockGroup(Block[] blocks, int from, int to)
    {
        Blocks = blocks;
        From = from;
        To = to;
        Earlier = new int[blocks.Length];
        Later = new int[blocks.Length];
        Array.Fill(Earlier, -1);
        Array.Fill(Later, -1);
        LinkTwins();
    }

    /// <summary>By account and reference.</summary>
    public Block[] Blocks { get; }

    public int From { get; }

    public int To { get; }

    public int Hours => To - From;

    /// <summary>The twin (same in everything but account and reference) just before a block, or -1.</summary>
    public int[] Earlier { get; }

    /// <summary>The twin just behind a block, or -1.</summary>
    public int[] Later { get; }

    /// <summary>Groups by first hour.</summary>
    /// <param name="places">Of the blocks among the bids.</param>
    /// <param name="bids">All bids.</param>
    public static List<BlockGroup> Of(List<int> places, ReadOnlySpan<AuctionBid> bids)
    {
        var sorted = new (int First, UInt128 Key, int Bid)[places.Count];
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] = (bids[places[i]].FirstHour, SpotAuction.Key(bids[places[i]]), places[i]);
        Array.Sort(sorted);
        var groups = new List<BlockGroup>();
        for (var i = 0; i < sorted.Length; )
        {
            var begin = i;
            var end = 0;
            while (i < sorted.Length && (i == begin || sorted[i].First < end))
            {
                ref readonly var bid = ref bids[sorted[i].Bid];
                end = int.Max(end, bid.FirstHour + bid.Hours);
                i++;
            }

            groups.Add(Make(sorted.AsSpan(begin, i - begin), sorted[begin].First, end, bids));
        }

        return groups;
    }

    private static BlockGroup Make(
        Span<(int First, UInt128 Key, int Bid)> members,
        int from,
        int to,
        ReadOnlySpan<AuctionBid> bids
    )
    {
        members.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        var blocks = new Block[members.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            Model.Machine.Must.Hold(i == 0 || members[i].Key != members[i - 1].Key);
            ref readonly var bid = ref bids[members[i].Bid];
            blocks[i] = new(
                members[i].Bid,
                bid.FirstHour,
                bid.FirstHour + bid.Hours,
                bid.Side == Side.Buy ? 1 : -1,
                bid.Lots,
                bid.LimitTicks
            );
        }

        return new(blocks, from, to);
    }

    private void LinkTwins()
    {
        var order = new int[Blocks.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => Compare(Blocks[a], Blocks[b]) is var c and not 0 ? c : a.CompareTo(b));
        for (var i = 1; i < order.Length; i++)
        {
            if (Compare(Blocks[order[i - 1]], Blocks[order[i]]) != 0)
                continue;
            Later[order[i - 1]] = order[i];
            Earlier[order[i]] = order[i - 1];
        }
    }

    private static int Compare(in Block a, in Block b) =>
        a.First != b.First ? a.First.CompareTo(b.First)
        : a.End != b.End ? a.End.CompareTo(b.End)
        : a.Sign != b.Sign ? a.Sign.CompareTo(b.Sign)
        : a.Lots != b.Lots ? a.Lots.CompareTo(b.Lots)
        : a.Limit.CompareTo(b.Limit);
}
