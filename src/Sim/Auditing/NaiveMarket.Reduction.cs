// The naive market's forced reduction (RED): who is let out at the limit price, and at whose cost.
using System.Numerics;
using System.Text;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Somebody who takes part, with the lots that are left to give up.
    private sealed class Reducing(int account, BigInteger key)
    {
        public int Account { get; } = account;

        public BigInteger Key { get; } = key;

        public long Left { get; set; }
    }

    // RED-001: remembered at the close, since orders of the day leave then.
    private static void NoteAtLimit(NaiveInstrument month)
    {
        month.AtLimit.Clear();
        var buys = month.LockedToday == Side.Buy;
        foreach (var order in month.Resting.Where(o => o.IsCloseOnly && o.IsBuy == buys))
        {
            if (month.LockedToday != Side.None && order.Limit == (buys ? month.High : month.Low))
                month.AtLimit[order.Account] = month.AtLimit.GetValueOrDefault(order.Account) + order.Left;
        }
    }

    private long ReduceAtLimit(NaiveInstrument month, TradingDate day, Side locked)
    {
        var price = locked == Side.Buy ? month.High : month.Low;
        var losing = locked == Side.Buy ? -1 : 1;
        var rules = month.Model.Reduction;
        var moved = new List<(int Buyer, int Seller, long Lots)>();
        var losers = Losers(month, day, losing, price, moved);
        foreach (var tier in rules.Tiers.Select((_, at) => Winners(month, day, -losing, price, at)).ToList())
        {
            var lots = long.Min(losers.Sum(l => l.Left), tier.Sum(w => w.Left));
            if (lots == 0)
                continue;
            var (received, given) = (Divide(losers, lots), Divide(tier, lots));
            moved.AddRange(losing > 0 ? Meet(given, received) : Meet(received, given));
        }

        foreach (var (buyer, seller, lots) in moved)
            Reduce(month, day, buyer, seller, price, lots);
        var sides = moved
            .Select(m => (Account: m.Buyer, IsBuy: true))
            .Concat(moved.Select(m => (Account: m.Seller, IsBuy: false)));
        foreach (var (account, isBuy) in sides.Distinct().OrderBy(s => s.Account).ThenBy(s => !s.IsBuy))
        {
            var orders = month.Live.Where(o => o.IsCloseOnly && o.Account == account && o.IsBuy == isBuy);
            foreach (var order in orders.OrderBy(o => o.Id.Value).ToList())
                Leave(month, order, CancelReason.NothingToClose);
        }

        return moved.Sum(m => m.Lots);
    }

    // RED-002: their own opposite lots first, then what the net position still has.
    private static List<Reducing> Losers(
        NaiveInstrument month,
        TradingDate day,
        int sign,
        long price,
        List<(int Buyer, int Seller, long Lots)> moved
    )
    {
        var losers = new List<Reducing>();
        foreach (var (account, ordered) in month.AtLimit)
        {
            var opposite = month.LotsHeld(account, sign < 0);
            var net = month.LotsHeld(account, sign > 0) - opposite;
            if (net <= 0)
                continue;
            var (result, lots) = OnUnits(month, account, sign, price);
            if (result >= 0 || -result * Exact.Million < (BigInteger)month.Model.Reduction.LeastLossPpm * price * lots)
                continue;
            var own = long.Min(ordered, opposite);
            if (own > 0)
                moved.Add((account, account, own));
            losers.Add(new(account, KeyOf(month, day, account)) { Left = long.Min(ordered - own, net) });
        }

        return losers;
    }

    // RED-003: those whom this tier is the first to take.
    private List<Reducing> Winners(NaiveInstrument month, TradingDate day, int sign, long price, int tier)
    {
        var winners = new List<Reducing>();
        foreach (var account in month.Lots.Select(l => l.Account).Distinct().Order())
        {
            var net = month.LotsHeld(account, sign > 0) - month.LotsHeld(account, sign < 0);
            if (net <= 0)
                continue;
            var (result, lots) = OnUnits(month, account, sign, price);
            bool Fits(ReductionTier t) =>
                t.Purpose != (Hedges(account) ? ReductionPurpose.Speculation : ReductionPurpose.Hedge)
                && result > 0
                && result * Exact.Million >= (BigInteger)t.FromPpm * price * lots
                && (t.BelowPpm is not { } below || result * Exact.Million < (BigInteger)below * price * lots);
            if (month.Model.Reduction.Tiers.ToList().FindIndex(Fits) == tier)
                winners.Add(new(account, KeyOf(month, day, account)) { Left = net });
        }

        return winners;
    }

    // Profit in ticks of the lots that count, and how many they are.
    private static (BigInteger Ticks, long Lots) OnUnits(NaiveInstrument month, int account, int sign, long price)
    {
        var held = month.LotsHeld(account, sign > 0);
        var counted =
            month.Model.Reduction.Averaging == AveragingSet.AllLots ? held : held - month.LotsHeld(account, sign < 0);
        var left = counted;
        BigInteger ticks = 0;
        foreach (var lot in Enumerable.Reverse(Others(month, account, -sign, LotKind.Any)))
        {
            var part = long.Min(left, lot.Left);
            ticks += (BigInteger)sign * part * (price - lot.OpenPrice);
            left -= part;
        }

        return (ticks, counted);
    }

    // Equal fractions are told apart by a draw that everybody can make again.
    private static BigInteger KeyOf(NaiveInstrument month, TradingDate day, int account)
    {
        var digest = new Digest64(0);
        digest.Add(Encoding.UTF8.GetBytes($"{month.Terms.Contract}-{month.Month.Code}"));
        digest.Add((ulong)day.Days);
        digest.Add((ulong)account);
        return ((BigInteger)digest.Value << 64) + account;
    }

    // Whole parts of what each has left, then one lot more in the order of what was cut off; gives who gets how many.
    private static List<(int Account, long Lots)> Divide(List<Reducing> all, long lots)
    {
        var weights = all.Select(a => a.Left).ToList();
        var sum = weights.Sum();
        var parts = weights.Select(w => (long)((BigInteger)lots * w / sum)).ToList();
        var first = Enumerable
            .Range(0, all.Count)
            .OrderByDescending(i => (BigInteger)lots * weights[i] % sum)
            .ThenBy(i => all[i].Key);
        foreach (var i in first.Take((int)(lots - parts.Sum())))
            parts[i]++;
        for (var i = 0; i < all.Count; i++)
            all[i].Left -= parts[i];
        return [.. all.Select((a, i) => (a.Account, parts[i])).Where(p => p.Item2 > 0)];
    }

    // Lot by lot in their order, runs of the same two told as one.
    private static List<(int Buyer, int Seller, long Lots)> Meet(
        List<(int Account, long Lots)> buyers,
        List<(int Account, long Lots)> sellers
    )
    {
        var pairs = new List<(int Buyer, int Seller, long Lots)>();
        long from = 0;
        foreach (var (buyer, bought) in buyers)
        {
            long at = 0;
            foreach (var (seller, sold) in sellers)
            {
                var common = long.Min(from + bought, at + sold) - long.Max(from, at);
                if (common > 0)
                    pairs.Add((buyer, seller, common));
                at += sold;
            }

            from += bought;
        }

        return pairs;
    }

    private void Reduce(NaiveInstrument month, TradingDate day, int buyer, int seller, long price, long lots)
    {
        var trade = ++_lastTrade;
        var bought = GiveUp(month, buyer, 1, trade, price, lots);
        var sold = GiveUp(month, seller, -1, trade, price, lots);
        month.Lots.RemoveAll(l => l.Left == 0);
        Say(
            MessageKind.ForcedReduced,
            new ForcedReduced(
                new(trade),
                new(month.Id),
                day,
                new(price),
                new(lots),
                new(buyer),
                new(bought.Fee),
                new(seller),
                new(sold.Fee)
            )
        );
        foreach (var closed in bought.Closed.Concat(sold.Closed))
        {
            month.Closed.Add(closed);
            Say(MessageKind.LotClosed, closed);
        }

        foreach (var (account, sign, fee) in new[] { (buyer, 1, bought.Fee), (seller, -1, sold.Fee) })
        {
            // The price was set, not found: neither volume nor settlement heed it.
            month.Legs.Add(new(account, sign, price, lots, true, _now));
            Post(
                LedgerCode.ClientCash,
                account,
                LedgerCode.FeeIncome,
                0,
                month.Terms.Currency,
                fee,
                month.Id,
                PostingReason.Fee
            );
            FeesTaken[month.Terms.Currency] = FeesTaken.GetValueOrDefault(month.Terms.Currency) + fee;
        }
    }

    private static Dealt GiveUp(NaiveInstrument month, int account, int sign, long trade, long price, long lots)
    {
        var closed = new List<LotClosed>();
        var (turnover, perLot) = (BigInteger.Zero, 0L);
        foreach (var lot in Others(month, account, sign, LotKind.Any))
        {
            var taken = long.Min(lots, lot.Left);
            if (taken == 0)
                break;
            var rate = IsToday(month, lot) ? month.Terms.CloseTodayFee : month.Terms.CloseFee;
            turnover += (BigInteger)price * taken * rate.TurnoverPpm;
            perLot += rate.PerLotMinor * taken;
            closed.Add(Close(month, lot, trade, price, taken));
            lots -= taken;
        }

        return new(0, closed, Exact.HalfUp(turnover * month.Terms.TickValueMinor, Exact.Million) + perLot);
    }
}
