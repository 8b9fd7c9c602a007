// The auction of a defaulter's positions: sealed bids for any part of each month, one price for all who win.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Lots of one contract month that are sold.</summary>
/// <param name="Bidders">Buy when the defaulter is long (bidders take longs over), Sell when it is short.</param>
/// <param name="Lots">Above zero.</param>
/// <param name="Worst">The lowest price at which longs, the highest at which shorts are given away; a bid beyond it
/// does not count.</param>
public readonly record struct AuctionLots(InstrumentId Instrument, Side Bidders, long Lots, Price Worst);

/// <summary>A sealed bid; one bidder may send several, at different prices.</summary>
/// <param name="Lots">Above zero.</param>
public readonly record struct AuctionBid(AccountId Bidder, InstrumentId Instrument, long Lots, Price Price);

/// <summary>What a member must bid for at least.</summary>
public readonly record struct BidDuty(AccountId Bidder, InstrumentId Instrument, long Lots);

/// <summary>Lots won.</summary>
public readonly record struct AuctionAward(AccountId Bidder, long Lots);

/// <summary>The auction of one month.</summary>
/// <param name="Price">For all awards: the worst bid that won; null when nothing was sold.</param>
/// <param name="Awards">By account, lowest first; they sum to the lots sold.</param>
public sealed record MonthAuction(
    InstrumentId Instrument,
    Side Bidders,
    long Offered,
    Price? Price,
    long Sold,
    IReadOnlyList<AuctionAward> Awards
)
{
    public long Unsold => Offered - Sold;
}

/// <summary>The whole auction.</summary>
/// <param name="FailedToBid">Members whose counting bids fell short of a duty, lowest account first.</param>
public sealed record AuctionResult(IReadOnlyList<MonthAuction> Months, IReadOnlyList<AccountId> FailedToBid);

/// <summary>Multi-unit, sealed bids, uniform price. Pure; the order of bids does not matter.</summary>
public static class DefaultAuction
{
    /// <summary>Runs the auction of every month.</summary>
    public static AuctionResult Of(
        IReadOnlyList<AuctionLots> portfolio,
        IReadOnlyList<AuctionBid> bids,
        IReadOnlyList<BidDuty> duties
    )
    {
        var months = new List<MonthAuction>();
        for (var i = 0; i < portfolio.Count; i++)
            months.Add(Month(portfolio[i], bids));
        return new(months, Failed(portfolio, bids, duties));
    }

    /// <summary>Duties in proportion to the members' fund contributions: each at least the rounded-up share of that
    /// part of every month.</summary>
    /// <param name="partPpm">Part of the portfolio that the duties cover together, parts per million.</param>
    public static IReadOnlyList<BidDuty> Duties(
        IReadOnlyList<AuctionLots> portfolio,
        IReadOnlyList<FundMember> members,
        int partPpm
    )
    {
        Int128 total = 0;
        for (var m = 0; m < members.Count; m++)
            total += members[m].Fund.Minor;
        var duties = new List<BidDuty>();
        for (var i = 0; i < portfolio.Count && total > 0; i++)
        {
            for (var m = 0; m < members.Count; m++)
            {
                // Lots times fund stays far below what an Int128 holds; the part per million is taken first.
                var lots = Rounding.ToLong(
                    (Int128)Rounding.PartsPerMillion(portfolio[i].Lots, 1, 1, partPpm, RoundingMode.Up)
                        * members[m].Fund.Minor,
                    total,
                    RoundingMode.Up
                );
                if (lots > 0)
                    duties.Add(new(members[m].Account, portfolio[i].Instrument, lots));
            }
        }

        return duties;
    }

    private static MonthAuction Month(in AuctionLots offered, IReadOnlyList<AuctionBid> bids)
    {
        Must.Hold(offered.Lots > 0);
        var sign = offered.Bidders.Sign();
        var counting = new List<AuctionBid>();
        for (var i = 0; i < bids.Count; i++)
        {
            if (Counts(offered, bids[i]))
                counting.Add(bids[i]);
        }

        // Best price first; the account makes the order one.
        counting.Sort(
            (a, b) => a.Price != b.Price ? sign * b.Price.CompareTo(a.Price) : a.Bidder.Value.CompareTo(b.Bidder.Value)
        );
        var awards = new SortedList<int, long>();
        var left = offered.Lots;
        Price? price = null;
        for (var i = 0; i < counting.Count && left > 0; )
        {
            var end = i;
            while (end < counting.Count && counting[end].Price == counting[i].Price)
                end++;
            price = counting[i].Price;
            left -= Level(counting, i, end, left, awards);
            i = end;
        }

        var list = new List<AuctionAward>();
        for (var i = 0; i < awards.Count; i++)
        {
            if (awards.GetValueAtIndex(i) > 0)
                list.Add(new(new(awards.GetKeyAtIndex(i)), awards.GetValueAtIndex(i)));
        }

        return new(offered.Instrument, offered.Bidders, offered.Lots, price, offered.Lots - left, list);
    }

    /// <summary>Bids at one price: all of them, or, when they ask for more than is left, a share in proportion to the
    /// lots bid for, ties to the lowest account. Bids of one account at one price are one bid.</summary>
    private static long Level(List<AuctionBid> sorted, int from, int end, long left, SortedList<int, long> awards)
    {
        var bidders = new List<UInt128>();
        var wanted = new List<long>();
        long all = 0;
        for (var i = from; i < end; i++)
        {
            all += sorted[i].Lots;
            if (i > from && sorted[i].Bidder == sorted[i - 1].Bidder)
            {
                wanted[^1] += sorted[i].Lots;
                continue;
            }

            bidders.Add((UInt128)sorted[i].Bidder.Value);
            wanted.Add(sorted[i].Lots);
        }

        var lots = long.Min(left, all);
        var parts = ProRata.ShareWithin(lots, [.. wanted], RemainderRule.LargestFraction, [.. bidders]);
        for (var i = 0; i < parts.Length; i++)
        {
            var account = (int)bidders[i];
            awards[account] = awards.GetValueOrDefault(account) + parts[i];
        }

        return lots;
    }

    private static bool Counts(in AuctionLots offered, in AuctionBid bid) =>
        bid.Instrument == offered.Instrument
        && bid.Lots > 0
        && offered.Bidders.Sign() * (bid.Price.Ticks - offered.Worst.Ticks) >= 0;

    private static List<AccountId> Failed(
        IReadOnlyList<AuctionLots> portfolio,
        IReadOnlyList<AuctionBid> bids,
        IReadOnlyList<BidDuty> duties
    )
    {
        var failed = new SortedList<int, bool>();
        for (var d = 0; d < duties.Count; d++)
        {
            long counted = 0;
            for (var p = 0; p < portfolio.Count; p++)
            {
                if (portfolio[p].Instrument != duties[d].Instrument)
                    continue;
                for (var b = 0; b < bids.Count; b++)
                {
                    if (bids[b].Bidder == duties[d].Bidder && Counts(portfolio[p], bids[b]))
                        counted += bids[b].Lots;
                }
            }

            if (counted < duties[d].Lots)
                failed[duties[d].Bidder.Value] = true;
        }

        var list = new List<AccountId>();
        for (var i = 0; i < failed.Count; i++)
            list.Add(new(failed.GetKeyAtIndex(i)));
        return list;
    }
}
