// The naive market's lots: what each trade opened, which of it a trade closes, and how both books stand at settlement.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Which lots of the other side an order may close.
    private enum LotKind
    {
        Any,
        OfToday,
        Carried,
    }

    // What one side of a trade came to.
    private sealed record Dealt(long Opened, List<LotClosed> Closed, long Fee);

    private bool HasLots => _release >= Releases.Lots;

    // POS-002.
    private bool OpensAndCloses(int account) =>
        HasLots && _accounts.TryGetValue(account, out var document) && document.OpensAndCloses;

    // The change to release 2: each net position is one carried lot that was opened at S0.
    private void BeginLots()
    {
        foreach (var month in Months.Where(m => !m.Expired))
        {
            foreach (var (account, net) in month.Carried)
                month.Lots.Add(new(account, net > 0 ? 1 : -1, 0, default, month.Previous) { Left = long.Abs(net) });
        }
    }

    private static bool IsToday(NaiveInstrument month, NaiveLot lot) => lot.OpenDay == month.Calendar.Day;

    private static long PositionPrice(NaiveInstrument month, NaiveLot lot) =>
        IsToday(month, lot) ? lot.OpenPrice : month.Previous;

    private static LotKind KindOf(NaiveInstrument month, OrderFlags flags) =>
        flags.HasFlag(OrderFlags.CloseToday) ? LotKind.OfToday
        : flags.HasFlag(OrderFlags.CloseYesterday) || month.Terms.SeparateDates ? LotKind.Carried
        : LotKind.Any;

    // Lots of the other side, oldest first.
    private static List<NaiveLot> Others(NaiveInstrument month, int account, int sign, LotKind kind) =>
        [
            .. month
                .Lots.Where(l => l.Account == account && l.Sign == -sign)
                .Where(l => kind == LotKind.Any || IsToday(month, l) == (kind == LotKind.OfToday))
                .OrderBy(l => l.OpenDay.Days)
                .ThenBy(l => l.OpenTrade),
        ];

    // POS-003: lots of a kind, less those that live orders will close.
    private static long LeftOver(NaiveInstrument month, int account, bool buys, LotKind kind)
    {
        var live = month.Live.Where(o => o.Account == account && o.IsBuy == buys && o.IsCloseOnly);
        return Others(month, account, buys ? 1 : -1, kind).Sum(l => l.Left)
            - live.Where(o => KindOf(month, o.Words.Flags) == kind).Sum(o => o.Left);
    }

    // POS-004: lots of the one side that is held, short below zero; zero: both or none.
    private static long OneSide(NaiveInstrument month, int account)
    {
        var (longs, shorts) = (month.LotsHeld(account, true), month.LotsHeld(account, false));
        return longs > 0 && shorts > 0 ? 0 : longs - shorts;
    }

    // How many lots of an order of an open-and-close account will open.
    private long OpensOf(NaiveInstrument month, NaiveOrder order) =>
        !OpensAndCloses(order.Account) || order.IsCloseOnly ? 0
        : order.IsReversal ? order.Left - month.LotsHeld(order.Account, !order.IsBuy)
        : order.Left;

    private bool AreWrong(OrderFlags flags)
    {
        const OrderFlags kinds = OrderFlags.CloseToday | OrderFlags.CloseYesterday;
        var known = OrderFlags.PostOnly | OrderFlags.CloseOnly | OrderFlags.Hedge;
        if (HasLots)
            known |= kinds;
        return (flags & ~known) != 0
            || (flags & kinds) == kinds
            || ((flags & kinds) != 0 && !flags.HasFlag(OrderFlags.CloseOnly));
    }

    private NaiveRefusal? AskOffset(PlaceOrder words, NaiveInstrument month)
    {
        if ((words.Flags & (OrderFlags.CloseToday | OrderFlags.CloseYesterday)) == 0)
            return null;
        if (!OpensAndCloses(words.Account.Value) || !month.Terms.SeparateDates)
            return new(RejectReason.OffsetNotPossible, OrderField.Flags, (long)words.Flags, 0);
        var stays = words.TimeInForce is TimeInForce.GoodTillCancelled or TimeInForce.GoodTillDate;
        return words.Flags.HasFlag(OrderFlags.CloseToday) && stays
            ? new(RejectReason.OffsetNotPossible, OrderField.TimeInForce, (long)words.TimeInForce, 0)
            : null;
    }

    // POS-004: lots that closing orders have frozen cannot be closed once more.
    private static NaiveRefusal? AskFrozen(NaiveInstrument month, int account, long net)
    {
        var held = long.Abs(net);
        var closing = month.Live.Where(o => o.Account == account && o.IsBuy == net < 0 && o.IsCloseOnly);
        var frozen = closing.Sum(o => o.Left);
        return frozen == 0 ? null : new(RejectReason.OverClose, OrderField.Quantity, held, held - frozen);
    }

    // One side of a trade: what it closes, oldest first, then what it opens, and the fee of both (FEE-001).
    private Dealt Deal(NaiveInstrument month, NaiveOrder order, int sign, long trade, long price, long lots)
    {
        var closed = new List<LotClosed>();
        var (left, turnover, perLot) = (lots, BigInteger.Zero, 0L);
        var closes = !OpensAndCloses(order.Account) || order.IsCloseOnly || order.IsReversal;
        var kind = OpensAndCloses(order.Account) && order.IsCloseOnly ? KindOf(month, order.Words.Flags) : LotKind.Any;
        foreach (var lot in closes ? Others(month, order.Account, sign, kind) : [])
        {
            var taken = long.Min(left, lot.Left);
            // A reversal that meets its own account's bid closes what was there before them.
            if (taken == 0 || (order.IsReversal && lot.OpenTrade == trade))
                break;
            closed.Add(Close(month, lot, trade, price, taken));
            Charge(IsToday(month, lot) ? month.Terms.CloseTodayFee : month.Terms.CloseFee, taken);
            left -= taken;
        }

        if (left > 0)
        {
            month.Lots.Add(new(order.Account, sign, trade, month.Calendar.Day!.Value, price) { Left = left });
            Charge(month.Terms.OpenFee, left);
        }

        month.Lots.RemoveAll(l => l.Left == 0);
        return new(left, closed, Exact.HalfUp(turnover * month.Terms.TickValueMinor, Exact.Million) + perLot);

        void Charge(FeeRate rate, long some)
        {
            turnover += (BigInteger)price * some * rate.TurnoverPpm;
            perLot += rate.PerLotMinor * some;
        }
    }

    // Release 1: with so many lots of that direction held already (below zero: of the other), how many come on top.
    private static Dealt DealNet(NaiveInstrument month, long held, long price, long lots) =>
        new(held >= 0 ? lots : long.Max(0, lots + held), [], FeeOf(month, month.Terms.OpenFee, price, lots));

    private static LotClosed Close(NaiveInstrument month, NaiveLot lot, long trade, long price, long lots)
    {
        lot.Left -= lots;
        var position = PositionPrice(month, lot);
        return new(
            new(trade),
            new(lot.Account),
            new(month.Id),
            lot.Sign > 0 ? Side.Buy : Side.Sell,
            new(lot.OpenTrade),
            lot.OpenDay,
            new(lots),
            new(lot.OpenPrice),
            new(position),
            new(price),
            (byte)(IsToday(month, lot) ? 1 : 0),
            new((long)Result(position)),
            new((long)Result(lot.OpenPrice))
        );

        BigInteger Result(long from) => (BigInteger)lot.Sign * (price - from) * lots * month.Terms.TickValueMinor;
    }

    private static long FeeOf(NaiveInstrument month, FeeRate rate, long price, long lots) =>
        Exact.HalfUp((BigInteger)price * lots * month.Terms.TickValueMinor * rate.TurnoverPpm, Exact.Million)
        + (rate.PerLotMinor * lots);

    // FEE-001: what an order freezes; an order of a spread is asked leg by leg.
    private FeeRate FrozenRate(NaiveInstrument month, NaiveOrder order)
    {
        var terms = month.Terms;
        if (!HasLots)
            return terms.OpenFee;
        if (!OpensAndCloses(order.Account) || order.IsReversal)
            return terms.OpenFee.Or(terms.CloseFee).Or(terms.CloseTodayFee);
        if (!order.IsCloseOnly)
            return terms.OpenFee;
        return KindOf(month, order.Words.Flags) switch
        {
            LotKind.OfToday => terms.CloseTodayFee,
            LotKind.Carried => terms.CloseFee,
            _ => terms.CloseFee.Or(terms.CloseTodayFee),
        };
    }

    // POS-005: a price in units of the final price (unitsPerTick to a tick) or in ticks (one).
    private void MarkPositions(NaiveInstrument month, TradingDate day, long price, long unitsPerTick, long unitValue)
    {
        if (!HasLots)
            return;
        foreach (var account in month.Lots.Select(l => l.Account).Concat(month.Legs.Select(l => l.Account)).Distinct())
        {
            var closed = month.Closed.Where(c => c.Account.Value == account).ToList();
            BigInteger byDate = 0,
                byTrade = 0;
            foreach (var lot in month.Lots.Where(l => l.Account == account))
            {
                var units = (BigInteger)lot.Sign * lot.Left * unitValue;
                byDate += units * (price - (PositionPrice(month, lot) * unitsPerTick));
                byTrade += units * (price - (lot.OpenPrice * unitsPerTick));
            }

            var mark = new PositionMarked(
                new(account),
                new(month.Id),
                day,
                new(month.LotsHeld(account, true)),
                new(month.LotsHeld(account, false)),
                new(closed.Sum(c => c.ByDate.Minor)),
                new(closed.Sum(c => c.ByTrade.Minor)),
                new((long)byDate),
                new((long)byTrade)
            );
            // Flat at the same prices: there is nothing to tell.
            if (mark.IsAnything)
                Say(MessageKind.PositionMarked, mark);
        }
    }
}
