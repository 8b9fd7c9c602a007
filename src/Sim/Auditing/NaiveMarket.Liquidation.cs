// The naive market closing positions by force (LIQ).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // One place in the queue: one side of a position.
    private sealed record Queued(int Member, int Account, NaiveInstrument Month, bool IsLong, BigInteger Loss)
    {
        public long Interest => Month.Lots.Where(l => l.Sign > 0).Sum(l => l.Left);
    }

    private void CloseByForce(Liquidate words)
    {
        const MessageKind command = MessageKind.Liquidate;
        if (words.Calendar < 1 || words.Calendar > _calendars.Count)
        {
            Refuse(command, RejectReason.UnknownCalendar, words.Calendar, _calendars.Count);
            return;
        }

        var calendar = _calendars[words.Calendar - 1];
        if (_house.Liquidation is not { } terms)
        {
            Refuse(command, RejectReason.LiquidationOff, words.Calendar, 0);
            return;
        }

        if (calendar.Phase != TradingPhase.Continuous)
        {
            Refuse(command, RejectReason.NotTrading, (long)calendar.Phase, 0);
            return;
        }

        var day = calendar.Day!.Value;
        var ends = calendar
            .Terms.Timetable.SkipWhile(l => l.Phase != TradingPhase.Continuous)
            .First(l => l.Phase != TradingPhase.Continuous);
        if (terms.MembersFirst && _now < calendar.Terms.MomentOf(day, ends))
        {
            var until = calendar.Terms.MomentOf(day, ends);
            Refuse(command, RejectReason.MembersFirst, _now.Nanoseconds, until.Nanoseconds);
            return;
        }

        var (queued, lots, left) = (0, 0L, 0);
        foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
        {
            var queue = QueueOf(calendar, currency);
            foreach (var place in queue)
                lots += CloseByForce(place, terms);
            var accounts = queue.Select(q => q.Account).Distinct().ToList();
            queued += accounts.Count;
            left += accounts.Count(a => Free(a, currency) < 0);
        }

        if (terms.AboveLimits)
            lots += CloseAbove(calendar, terms);
        Say(MessageKind.LiquidationDone, new LiquidationDone(calendar.Number, day, queued, new(lots), left));
    }

    private List<Queued> QueueOf(NaiveCalendar calendar, Currency currency)
    {
        var places = new List<Queued>();
        foreach (var (account, _) in _calls.Where(c => c.Value.Missed && c.Key.Currency == currency).Select(c => c.Key))
        {
            if (Free(account, currency) >= 0)
                continue;
            var member = _accounts[account].Member ?? 10_000 + account;
            foreach (var month in MonthsIn(currency).Where(m => m.Calendar == calendar))
            {
                foreach (var isLong in new[] { false, true })
                {
                    if (month.LotsHeld(account, isLong) > 0)
                        places.Add(new(member, account, month, isLong, LossOf(month, account, isLong)));
                }
            }
        }

        var lacks = places
            .Select(p => (p.Member, p.Account))
            .Distinct()
            .GroupBy(p => p.Member)
            .ToDictionary(m => m.Key, m => m.Aggregate(BigInteger.Zero, (sum, p) => sum - Free(p.Account, currency)));
        return
        [
            .. places
                .OrderByDescending(p => lacks[p.Member])
                .ThenBy(p => _accounts[p.Account].Purpose == "hedge")
                .ThenByDescending(p => p.Interest)
                .ThenByDescending(p => p.Loss)
                .ThenBy(p => p.Member)
                .ThenBy(p => p.Month.Id)
                .ThenBy(p => p.Account)
                .ThenBy(p => p.IsLong),
        ];
    }

    private static BigInteger LossOf(NaiveInstrument month, int account, bool isLong)
    {
        BigInteger loss = 0;
        foreach (var lot in month.Lots.Where(l => l.Account == account && l.Sign > 0 == isLong))
            loss += (BigInteger)lot.Sign * lot.Left * (lot.OpenPrice - month.Last) * month.Terms.TickValueMinor;
        return loss;
    }

    private long CloseByForce(Queued place, LiquidationTerms terms)
    {
        // Where dates are separate an order closes carried lots or today's.
        var kinds =
            OpensAndCloses(place.Account) && place.Month.Terms.SeparateDates
                ? new[] { LotKind.Carried, LotKind.OfToday }
                : [LotKind.Any];
        return kinds.Sum(kind => CloseByForce(place, kind, terms));
    }

    private long CloseByForce(Queued place, LotKind kind, LiquidationTerms terms)
    {
        var (month, account) = (place.Month, place.Account);
        var currency = month.Terms.Currency;
        var guard = GuardOf(month, place.IsLong, terms.GuardPpm);
        long sum = 0;
        while (Free(account, currency) < 0)
        {
            var share = Exact.Floor((BigInteger)(month.Volume - month.Forced) * terms.ParticipationPpm, Exact.Million);
            var held = Others(month, account, place.IsLong ? -1 : 1, kind).Sum(l => l.Left);
            var most = new[] { held, share - month.Forced, month.Terms.MaxOrderLots }.Min();
            var prices = month.Resting.Where(o => o.IsBuy == place.IsLong).Select(o => o.Limit).ToList();
            var somebody = prices.Exists(p => place.IsLong ? p >= guard : p <= guard);
            if (most < 1 || month.Phase != TradingPhase.Continuous || !somebody)
                break;
            var own = month.Live.Where(o => o.Account == account).OrderBy(o => o.Id.Value).ToList();
            own.ForEach(o => Leave(month, o, CancelReason.Liquidation));
            if (own.Count > 0)
                continue;
            var lots = Enough(place, kind, most);
            if (lots == 0)
                break;
            ForceOrder(place, kind, guard, lots, LiquidationCause.MissedCall);
            var traded = held - Others(month, account, place.IsLong ? -1 : 1, kind).Sum(l => l.Left);
            month.Forced += traded;
            Conclude();
            sum += traded;
            if (traded == 0)
                break;
        }

        return sum;
    }

    private static long GuardOf(NaiveInstrument month, bool isLong, long ppm) =>
        isLong
            ? long.Max(month.Low, Exact.Ceiling((BigInteger)month.Previous * (1_000_000 - ppm), Exact.Million))
            : long.Min(month.High, Exact.Floor((BigInteger)month.Previous * (1_000_000 + ppm), Exact.Million));

    private static OrderFlags FlagsOf(LotKind kind) =>
        OrderFlags.CloseOnly | OrderFlags.Forced | (kind == LotKind.OfToday ? OrderFlags.CloseToday : OrderFlags.None);

    private long Enough(Queued place, LotKind kind, long most)
    {
        var (month, account) = (place.Month, place.Account);
        if (IsGrouped(month) || IsPriced(month))
            return 1;
        if (Gain(most) <= 0)
            return 0;
        var free = Free(account, month.Terms.Currency);
        for (long lots = 1; lots < most; lots++)
        {
            if (free + Gain(lots) >= 0)
                return lots;
        }

        return most;

        BigInteger Gain(long lots)
        {
            var order = OrderOf(place, kind, month.Last, lots);
            return RequiredOf(month, account, 0, 0)
                - RequiredOf(month, account, 0, 0, place.IsLong ? lots : 0, place.IsLong ? 0 : lots)
                - FeeOf(month, FrozenRate(month, order), month.Last, lots);
        }
    }

    private static NaiveOrder OrderOf(Queued place, LotKind kind, long price, long lots) =>
        new(
            new PlaceOrder(
                new(place.Account),
                new(place.Month.Id),
                place.IsLong ? Side.Sell : Side.Buy,
                OrderType.Limit,
                TimeInForce.FillAndKill,
                new(price),
                new(lots),
                ClientOrderId.Of("forced"),
                FlagsOf(kind),
                SelfMatch.CancelOldest
            )
        );

    private void ForceOrder(Queued place, LotKind kind, long guard, long lots, LiquidationCause cause)
    {
        var order = OrderOf(place, kind, guard, lots);
        Say(
            MessageKind.LiquidationOrdered,
            new LiquidationOrdered(
                new(place.Account),
                new(place.Month.Id),
                order.Words.Side,
                new(lots),
                new(guard),
                cause,
                new(_lastOrder + 1)
            )
        );
        Accept(order);
        Enter(place.Month, order);
    }
}
