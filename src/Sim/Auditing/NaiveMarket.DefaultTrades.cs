// The naive market's auction and tear-up of what a member in default holds (DEF-007 to DEF-009).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private IEnumerable<NaiveInstrument> LivingMonths => Months.Where(m => !m.Expired);

    private void Auction(ReadOnlyMemory<byte> json)
    {
        const MessageKind command = MessageKind.AuctionDefault;
        var faults = new List<SpecFault>();
        if (AuctionDocument.Read(json, faults) is not { } words)
        {
            RefuseDocument(command, faults);
            return;
        }

        if (Open(command, words.Member) is not { } each)
            return;
        foreach (var bid in words.Bids)
        {
            if (WhyNot(bid) is not { } why)
                continue;
            Refuse(command, why.Reason, why.Given, 0);
            return;
        }

        var own = AccountsOf(words.Member).ToList();
        if (!LivingMonths.Any(m => m.Lots.Any(l => own.Contains(l.Account))))
        {
            Refuse(command, RejectReason.NothingToTransfer, words.Member, 0);
            return;
        }

        Advance(each, DefaultStage.Auction);
        var missed = new SortedSet<int>();
        foreach (var month in LivingMonths)
        {
            AuctionSide(month, true, own, words, missed);
            AuctionSide(month, false, own, words, missed);
        }

        foreach (var account in missed.Where(a => !each.Missed.Contains(a)))
        {
            each.Missed.Add(account);
            Say(MessageKind.BidMissed, new BidMissed(each.Member, _accounts[account].Member!.Value));
        }
    }

    private (RejectReason Reason, long Given)? WhyNot(SealedBid bid)
    {
        if (!_members.ContainsKey(bid.Member))
            return (RejectReason.UnknownMember, bid.Member);
        if (DefaultOf(bid.Member) is not null)
            return (RejectReason.MemberInDefault, bid.Member);
        if (!_houseAccounts.ContainsKey(bid.Member))
            return (RejectReason.NoHouseAccount, bid.Member);
        if (LivingMonth(new(bid.Instrument)) is not { } month)
            return (RejectReason.UnknownInstrument, bid.Instrument);
        return month.Spread is null ? null : (RejectReason.NotForSpreads, bid.Instrument);
    }

    // Longs are given away to whoever buys, shorts to whoever sells.
    private void AuctionSide(
        NaiveInstrument month,
        bool longs,
        List<int> own,
        AuctionDocument words,
        SortedSet<int> missed
    )
    {
        var held = own.Select(a => (Account: a, Lots: month.LotsHeld(a, longs))).Where(h => h.Lots > 0).ToList();
        var offered = held.Sum(h => h.Lots);
        if (offered == 0)
            return;
        var rules = _house.Default!;
        var away = (BigInteger)month.Previous * rules.AuctionWithinPpm;
        var worst = ((BigInteger)month.Previous * Exact.Million) + (longs ? -away : away);
        var bids = words
            .Bids.Where(b => b.Instrument == month.Id && b.Buys == longs)
            .Where(b => longs ? b.Ticks * Exact.Million >= worst : b.Ticks * Exact.Million <= worst)
            .Where(b => _release < Releases.BoundedBids || !IsAbsurd(month, b, away))
            .Select(b => (Account: _houseAccounts[b.Member], b.Lots, b.Ticks))
            .ToList();
        foreach (var account in Dutiful(month, offered, rules))
        {
            if (bids.Where(b => b.Account == account.Account).Sum(b => b.Lots) < account.Lots)
                missed.Add(account.Account);
        }

        var (won, price) = Winners(bids, longs, offered);
        var sold = won.Sum(w => w.Lots);
        Say(
            MessageKind.DefaultAuctioned,
            new DefaultAuctioned(
                words.Member,
                new(month.Id),
                longs ? Side.Buy : Side.Sell,
                new(offered),
                new(sold),
                new(price)
            )
        );
        var given = Parts(sold, held, RemainderRule.LargestFraction);
        foreach (var (buyer, seller, lots) in longs ? Meet(won, given) : Meet(given, won))
            DefaultTrade(month, (buyer, !longs), (seller, longs), price, lots, TradeOrigin.DefaultAuction);
    }

    // From release 4 on: farther from S0 on the good side than a bid may lie on the bad one.
    private static bool IsAbsurd(NaiveInstrument month, SealedBid bid, BigInteger away) =>
        bid.Ticks * Exact.Million > (month.Previous * Exact.Million) + away
        || bid.Ticks * Exact.Million < (month.Previous * Exact.Million) - away;

    // DEF-008: who must bid for how much.
    private List<(int Account, long Lots)> Dutiful(NaiveInstrument month, long offered, DefaultRules rules)
    {
        var funds = Funds(month.Terms.Currency);
        BigInteger all = funds.Sum(f => f.Has);
        var together = Exact.Ceiling((BigInteger)offered * rules.BidDutyPpm, Exact.Million);
        return all == 0 ? [] : [.. funds.Select(f => (f.Account, Exact.Ceiling((BigInteger)together * f.Has, all)))];
    }

    // House accounts of the members that are not in default, with their contributions.
    private List<(int Account, long Has)> Funds(Currency currency) =>
        [
            .. _houseAccounts
                .Where(h => DefaultOf(h.Key) is null)
                .Select(h => (h.Value, Ledger.Of(LedgerCode.DefaultFund, h.Value, currency)))
                .OrderBy(h => h.Value),
        ];

    private static (List<(int Account, long Lots)> Won, long Price) Winners(
        List<(int Account, long Lots, long Ticks)> bids,
        bool longs,
        long offered
    )
    {
        var won = new SortedList<int, long>();
        long price = 0;
        var left = offered;
        foreach (var level in bids.GroupBy(b => b.Ticks).OrderBy(g => longs ? -g.Key : g.Key))
        {
            if (left == 0)
                break;
            price = level.Key;
            var wanted = level
                .GroupBy(b => b.Account)
                .Select(g => (Account: g.Key, Lots: g.Sum(b => b.Lots)))
                .OrderBy(w => w.Account)
                .ToList();
            var lots = long.Min(left, wanted.Sum(w => w.Lots));
            foreach (var (account, part) in Parts(lots, wanted, RemainderRule.LargestFraction))
                won[account] = won.GetValueOrDefault(account) + part;
            left -= lots;
        }

        return ([.. won.Select(w => (w.Key, w.Value))], price);
    }

    private void TearUp(TearUpDefault words)
    {
        if (Open(MessageKind.TearUpDefault, words.Member) is not { } each)
            return;
        var own = AccountsOf(words.Member).ToList();
        if (!LivingMonths.Any(m => m.Lots.Any(l => own.Contains(l.Account))))
        {
            Refuse(MessageKind.TearUpDefault, RejectReason.NothingToTransfer, words.Member, 0);
            return;
        }

        Advance(each, DefaultStage.Auction);
        foreach (var month in LivingMonths)
            TearUp(month, own);
    }

    private void TearUp(NaiveInstrument month, List<int> own)
    {
        var longs = Held(true);
        var shorts = Held(false);
        foreach (var (buyer, seller, lots) in Meet(shorts, longs))
            DefaultTrade(month, (buyer, true), (seller, true), month.Previous, lots, TradeOrigin.TearUp);
        (longs, shorts) = (Held(true), Held(false));
        var left = longs.Concat(shorts).Sum(h => h.Lots);
        if (left == 0)
            return;
        var isLong = longs.Count > 0;
        var against = _accounts
            .Keys.Where(a => !own.Contains(a))
            .Select(a => (Account: a, Lots: isLong ? -month.Net(a) : month.Net(a)))
            .Where(h => h.Lots > 0)
            .ToList();
        var torn = Parts(left, against, RemainderRule.LargestFraction);
        foreach (var (account, _) in torn)
        {
            var orders = month.Live.Where(o => o.IsCloseOnly && o.Account == account && o.IsBuy == isLong);
            foreach (var order in orders.OrderBy(o => o.Id.Value).ToList())
                Leave(month, order, CancelReason.NothingToClose);
        }

        foreach (var (buyer, seller, lots) in isLong ? Meet(torn, longs) : Meet(shorts, torn))
            DefaultTrade(month, (buyer, true), (seller, true), month.Previous, lots, TradeOrigin.TearUp);

        List<(int Account, long Lots)> Held(bool side) =>
            [.. own.Select(a => (a, month.LotsHeld(a, side))).Where(h => h.Item2 > 0)];
    }

    private void DefaultTrade(
        NaiveInstrument month,
        (int Account, bool Closes) buyer,
        (int Account, bool Closes) seller,
        long price,
        long lots,
        TradeOrigin origin
    )
    {
        var trade = ++_lastTrade;
        var bought = TakeOver(month, buyer.Account, 1, buyer.Closes, trade, price, lots);
        var sold = TakeOver(month, seller.Account, -1, seller.Closes, trade, price, lots);
        month.Lots.RemoveAll(l => l.Left == 0);
        Say(
            MessageKind.DefaultTraded,
            new DefaultTraded(
                new(trade),
                new(month.Id),
                month.Calendar.Day!.Value,
                new(price),
                new(lots),
                new(buyer.Account),
                new(bought.Opened),
                new(seller.Account),
                new(sold.Opened),
                origin
            )
        );
        foreach (var closed in bought.Closed.Concat(sold.Closed))
        {
            month.Closed.Add(closed);
            Say(MessageKind.LotClosed, closed);
        }

        month.Legs.Add(new(buyer.Account, 1, price, lots, true, _now));
        month.Legs.Add(new(seller.Account, -1, price, lots, true, _now));
    }

    // Closes, or deals as any trade does: a net account closes what it can.
    private Dealt TakeOver(NaiveInstrument month, int account, int sign, bool closes, long trade, long price, long lots)
    {
        var closed = new List<LotClosed>();
        if (closes || !OpensAndCloses(account))
        {
            foreach (var lot in Others(month, account, sign, LotKind.Any))
            {
                var taken = long.Min(lots, lot.Left);
                if (taken == 0)
                    continue;
                closed.Add(Close(month, lot, trade, price, taken));
                lots -= taken;
            }
        }

        if (lots > 0)
            month.Lots.Add(new(account, sign, trade, month.Calendar.Day!.Value, price) { Left = lots });
        return new(lots, closed, 0);
    }
}
