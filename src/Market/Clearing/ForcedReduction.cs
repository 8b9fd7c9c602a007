// Forced position reduction: losers locked in are let out against the winners, in tiers, at the limit price.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Clearing;

/// <summary>Pure: clients and rules in, trades out.</summary>
public static class ForcedReduction
{
    /// <summary>Profit on a unit is <paramref name="Ticks"/> / <paramref name="Lots"/> ticks, kept as a fraction:
    /// no threshold turns on a rounding.</summary>
    private readonly record struct UnitResult(Int128 Ticks, long Lots)
    {
        /// <summary>At least so many parts per million of a price.</summary>
        public bool IsAtLeast(int ppm, Price price) => Ticks * 1_000_000 >= (Int128)ppm * price.Ticks * Lots;
    }

    /// <summary>The trades of a forced reduction. Both sides sum to min(declared, what the tiers hold); nobody gives
    /// more than its net lots; a tier is used up before the next one gives.</summary>
    public static ReductionResult Of(in ReductionDay day, IReadOnlyList<ReductionClient> clients, ReductionRules rules)
    {
        Must.Hold(day.Settlement.Ticks > 0);
        Must.Hold(day.Losing is Side.Buy or Side.Sell);
        var trades = new List<ReductionTrade>();
        var steps = new List<ReductionStep>();
        var open = Declare(day, clients, rules, trades);
        var declared = Sum(open);
        var left = declared;
        var tiers = Tiers(day, clients, rules);
        for (var t = 0; t < rules.Tiers.Count; t++)
        {
            var available = Sum(tiers[t]);
            var taken = long.Min(left, available);
            steps.Add(new(t + 1, available, taken));
            if (taken == 0)
                continue;
            var received = Share(day, clients, open, taken);
            var given = Share(day, clients, tiers[t], taken);
            Add(trades, clients, received, day.Losing.Opposite(), t + 1);
            Add(trades, clients, given, day.Losing, t + 1);
            for (var i = 0; i < open.Length; i++)
                open[i] -= received[i];
            left -= taken;
        }

        return new(day.Limit, declared, declared - left, steps, trades);
    }

    /// <summary>The trades as pairs, buyer and seller, for a book of trades with two legs: sellers and buyers of each
    /// tier are met in their order.</summary>
    public static IReadOnlyList<(AccountId Buyer, AccountId Seller, long Lots)> Pairs(ReductionResult result)
    {
        var pairs = new List<(AccountId, AccountId, long)>();
        for (var tier = 0; tier <= result.Tiers.Count; tier++)
        {
            var buys = Of(result, tier, Side.Buy);
            var sells = Of(result, tier, Side.Sell);
            int b = 0,
                s = 0;
            while (b < buys.Count && s < sells.Count)
            {
                var lots = long.Min(buys[b].Lots, sells[s].Lots);
                pairs.Add((buys[b].Account, sells[s].Account, lots));
                buys[b] = buys[b] with { Lots = buys[b].Lots - lots };
                sells[s] = sells[s] with { Lots = sells[s].Lots - lots };
                b += buys[b].Lots == 0 ? 1 : 0;
                s += sells[s].Lots == 0 ? 1 : 0;
            }

            Must.Hold(b == buys.Count && s == sells.Count);
        }

        return pairs;
    }

    private static List<ReductionTrade> Of(ReductionResult result, int tier, Side side)
    {
        var list = new List<ReductionTrade>();
        for (var i = 0; i < result.Trades.Count; i++)
        {
            if (result.Trades[i].Tier == tier && result.Trades[i].Side == side)
                list.Add(result.Trades[i]);
        }

        return list;
    }

    /// <summary>Lots of each client that take part on the losing side. Its own opposite lots are netted first, at the
    /// limit price; what is left of its orders takes part as far as its net position goes.</summary>
    private static long[] Declare(
        in ReductionDay day,
        IReadOnlyList<ReductionClient> clients,
        ReductionRules rules,
        List<ReductionTrade> trades
    )
    {
        var open = new long[clients.Count];
        for (var i = 0; i < clients.Count; i++)
        {
            var client = clients[i];
            Must.Hold(client.Ordered >= 0);
            var (held, opposite) = Sides(client, day.Losing);
            var net = held - opposite;
            if (client.Ordered == 0 || net <= 0)
                continue;
            var result = Unit(client, day.Losing, day.Settlement, rules.Averaging);
            var loss = result with { Ticks = -result.Ticks };
            if (loss.Ticks <= 0 || !loss.IsAtLeast(rules.LeastLossPpm, day.Settlement))
                continue;
            var own = long.Min(client.Ordered, opposite);
            if (own > 0)
            {
                trades.Add(new(client.Account, Side.Buy, own, 0));
                trades.Add(new(client.Account, Side.Sell, own, 0));
            }

            open[i] = long.Min(client.Ordered - own, net);
        }

        return open;
    }

    /// <summary>By tier: the net lots of each client that gives in it.</summary>
    private static long[][] Tiers(in ReductionDay day, IReadOnlyList<ReductionClient> clients, ReductionRules rules)
    {
        var tiers = new long[rules.Tiers.Count][];
        for (var t = 0; t < tiers.Length; t++)
            tiers[t] = new long[clients.Count];
        var winning = day.Losing.Opposite();
        for (var i = 0; i < clients.Count; i++)
        {
            var (held, opposite) = Sides(clients[i], winning);
            if (held <= opposite)
                continue;
            var result = Unit(clients[i], winning, day.Settlement, rules.Averaging);
            for (var t = 0; t < tiers.Length; t++)
            {
                if (!Takes(rules.Tiers[t], clients[i].Hedger, result, day.Settlement))
                    continue;
                tiers[t][i] = held - opposite;
                break;
            }
        }

        return tiers;
    }

    private static bool Takes(ReductionTier tier, bool hedger, UnitResult result, Price settlement) =>
        tier.Purpose != (hedger ? ReductionPurpose.Speculation : ReductionPurpose.Hedge)
        && result.Ticks > 0
        && result.IsAtLeast(tier.FromPpm, settlement)
        && (tier.BelowPpm is not { } below || !result.IsAtLeast(below, settlement));

    /// <summary>The result of the net side against the settlement price, summed over the lots that count.</summary>
    private static UnitResult Unit(ReductionClient client, Side side, Price settlement, AveragingSet set)
    {
        var lots = side == Side.Buy ? client.Longs : client.Shorts;
        var (held, opposite) = Sides(client, side);
        var wanted = set == AveragingSet.AllLots ? held : held - opposite;
        Int128 ticks = 0;
        var left = wanted;
        for (var i = lots.Count - 1; i >= 0 && left > 0; i--)
        {
            var part = long.Min(left, lots[i].Lots);
            ticks += (Int128)side.Sign() * part * (settlement.Ticks - lots[i].Price.Ticks);
            left -= part;
        }

        return new(ticks, wanted);
    }

    private static (long Held, long Opposite) Sides(ReductionClient client, Side side) =>
        side == Side.Buy ? (Sum(client.Longs), Sum(client.Shorts)) : (Sum(client.Shorts), Sum(client.Longs));

    /// <summary>Integer parts, then one lot more by descending fraction; among equals the drawn key decides.</summary>
    private static long[] Share(in ReductionDay day, IReadOnlyList<ReductionClient> clients, long[] weights, long lots)
    {
        var keys = new UInt128[weights.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ProRata.TieKey(day.Seed, day.Contract, day.Day, clients[i].Account.Value);
        return ProRata.ShareWithin(lots, weights, RemainderRule.LargestFraction, keys);
    }

    private static void Add(
        List<ReductionTrade> trades,
        IReadOnlyList<ReductionClient> clients,
        long[] lots,
        Side side,
        int tier
    )
    {
        for (var i = 0; i < lots.Length; i++)
        {
            if (lots[i] > 0)
                trades.Add(new(clients[i].Account, side, lots[i], tier));
        }
    }

    private static long Sum(long[] values)
    {
        long sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    private static long Sum(IReadOnlyList<OpenLots> lots)
    {
        long sum = 0;
        for (var i = 0; i < lots.Count; i++)
        {
            Must.Hold(lots[i].Lots > 0);
            sum += lots[i].Lots;
        }

        return sum;
    }
}
