// The naive market's large traders and those above their limit (LIM-008, LIM-009).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void TellTraders(NaiveCalendar calendar, TradingDate day)
    {
        var next = DayAfter(calendar);
        foreach (var month in BegunMonths(calendar).Where(m => _limits.ContainsKey(m.Id)))
        {
            TakeOffOverLimit(month, next);
            foreach (var trader in TradersIn(month, next))
                Tell(month, day, next, trader);
        }
    }

    private sealed record NaiveTrader(TraderKind Kind, int Number, List<int> Accounts, long? MostLong, long? MostShort);

    private void Tell(NaiveInstrument month, TradingDate day, TradingDate due, NaiveTrader trader)
    {
        var table = _limitTables[month.Terms.Contract];
        var held = trader.Accounts.Select(a => SidesHeld(month, a)).ToList();
        foreach (
            var (side, lots, most) in new[]
            {
                (Side.Buy, held.Sum(h => h.Longs), trader.MostLong),
                (Side.Sell, held.Sum(h => h.Shorts), trader.MostShort),
            }
        )
        {
            if (lots == 0 || most is not { } limit)
                continue;
            if (table.LargeFromPpm > 0 && (BigInteger)lots * 1_000_000 >= (BigInteger)limit * table.LargeFromPpm)
                Say(
                    MessageKind.LargeTraderReported,
                    new LargeTraderReported(
                        new(month.Id),
                        day,
                        trader.Kind,
                        trader.Number,
                        side,
                        new(lots),
                        new(limit),
                        due,
                        table.ReportByMinute
                    )
                );
            if (lots > limit)
                Say(
                    MessageKind.LimitExceeded,
                    new LimitExceeded(new(month.Id), day, trader.Kind, trader.Number, side, new(lots), new(limit))
                );
        }
    }

    // Everybody who is counted as one, with what holds for it: hedgers, accounts alone, groups, members.
    private List<NaiveTrader> TradersIn(NaiveInstrument month, TradingDate day)
    {
        var limits = _limits[month.Id];
        var traders = new List<NaiveTrader>();
        foreach (var account in _accounts.Keys.Where(Hedges))
        {
            var (mostLong, mostShort) = QuotaOf(month, account, day);
            traders.Add(new(TraderKind.Account, account, [account], mostLong, mostShort));
        }

        var speculators = _accounts.Values.Where(a => !Hedges(a.Account) && a.Class != "house").ToList();
        foreach (var alone in speculators.Where(a => a.Group == 0))
            traders.Add(new(TraderKind.Account, alone.Account, [alone.Account], limits.Client, limits.Client));
        foreach (var group in speculators.Where(a => a.Group > 0).GroupBy(a => a.Group))
            traders.Add(
                new(TraderKind.Group, group.Key, [.. group.Select(a => a.Account)], limits.Client, limits.Client)
            );
        foreach (var member in _members.Keys)
        {
            var most = MemberLimit(limits, member);
            traders.Add(new(TraderKind.Member, member, ClientsOf(member), most, most));
        }

        return [.. traders.OrderBy(t => t.Kind).ThenBy(t => t.Number)];
    }

    // Account by account: orders that may open leave when they would add to what is too much.
    private void TakeOffOverLimit(NaiveInstrument month, TradingDate next)
    {
        var accounts = month.Live.Select(o => o.Account).Distinct().Order().ToList();
        foreach (var account in accounts)
        {
            foreach (var buys in new[] { true, false })
            {
                var orders = month.Live.Where(o => o.Account == account && o.IsBuy == buys && !o.IsCloseOnly);
                if (!orders.Any() || !WouldPass(month, account, buys, next))
                    continue;
                foreach (var order in orders.OrderBy(o => o.Id.Value).ToList())
                    Leave(month, order, CancelReason.OverLimit);
            }
        }
    }

    private bool WouldPass(NaiveInstrument month, int account, bool buys, TradingDate next)
    {
        long On((long Longs, long Shorts) sides) => buys ? sides.Longs : sides.Shorts;
        if (On(SidesOf(month, account, 0, 0)) <= On(SidesHeld(month, account)))
            return false;
        var traders = TradersIn(month, next).Where(t => t.Accounts.Contains(account));
        return traders.Any(t => t.Accounts.Sum(a => On(SidesOf(month, a, 0, 0))) > (buys ? t.MostLong : t.MostShort));
    }
}
