// The naive market's clearing: what is free, the order of a settlement, margin, the next day.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private IEnumerable<NaiveInstrument> MonthsIn(Currency currency) =>
        Months.Where(i => !i.Expired && i.Terms.Currency == currency);

    // On the ladder (BND-002) the rate covers the limit that is in force, or will be tomorrow, and a bit more.
    private long RateOf(NaiveInstrument month, TradingDate day)
    {
        long rate = _margins[month.Terms.Contract].RateOn(day, month.Month);
        return month.Step > 0 ? long.Max(rate, month.LimitPpm + month.Model.MarginAbovePpm) : rate;
    }

    private static long MarginOf(NaiveInstrument month, long rate, long lots) =>
        Exact.Ceiling((BigInteger)rate * month.Previous * month.Terms.TickValueMinor * lots, Exact.Million);

    // Against the last traded price of each month: trades of the day from their price, carried lots from the previous
    // settlement.
    private BigInteger Unsettled(int account, Currency currency)
    {
        BigInteger sum = 0;
        foreach (var month in MonthsIn(currency))
            sum += ResultTo(month, account, month.Last, 1, month.Terms.TickValueMinor);
        return sum;
    }

    private static BigInteger ResultTo(
        NaiveInstrument month,
        int account,
        long price,
        long unitsPerTick,
        long unitValue
    )
    {
        BigInteger units =
            (BigInteger)month.Carried.GetValueOrDefault(account) * (price - (month.Previous * unitsPerTick));
        foreach (var leg in month.Legs.Where(l => l.Account == account))
            units += (BigInteger)leg.Sign * leg.Lots * (price - (leg.Ticks * unitsPerTick));
        return units * unitValue;
    }

    private (BigInteger Required, BigInteger Fees) Needs(int account, Currency currency)
    {
        BigInteger required = 0,
            fees = 0;
        foreach (var month in MonthsIn(currency))
        {
            required += month.Larger || IsGrouped(month) || IsPriced(month) ? 0 : RequiredOf(month, account, 0, 0);
            foreach (var order in month.Live.Where(o => o.Account == account))
                fees += FeeOf(month, FrozenRate(month, order), order.FrozenPrice, order.Left);
            foreach (var spread in month.Spreads)
                fees += spread.Live.Where(o => o.Account == account).Sum(o => o.Left * SpreadFee(spread, month, o));
        }

        required += LargerSides(currency, account, month => SidesOf(month, account, 0, 0));
        required += GroupsAsk(account).GetValueOrDefault(currency);
        required += PricedNeeds(account, currency, withOrders: true);
        return (required, fees);
    }

    private BigInteger Free(int account, Currency currency)
    {
        var (required, fees) = Needs(account, currency);
        return Ledger.Of(LedgerCode.ClientCash, account, currency)
            + Ledger.Of(LedgerCode.ClientMargin, account, currency)
            + BigInteger.Min(0, Unsettled(account, currency))
            - required
            + Counted(account, currency, required)
            - fees;
    }

    private void Settle(SettleDay words)
    {
        if (RefusalOf(words.Calendar, words.Day) is { } refusal)
        {
            Refuse(MessageKind.SettleDay, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        var calendar = _calendars[words.Calendar - 1];
        if (HasLots)
            TakeAllSteps(calendar);
        else
            SettleAtOnce(calendar, words.Day);
    }

    // Why a day is not to be settled now.
    private (RejectReason Reason, long Given, long Limit)? RefusalOf(int number, TradingDate day)
    {
        if (number < 1 || number > _calendars.Count)
            return (RejectReason.UnknownCalendar, number, _calendars.Count);
        var calendar = _calendars[number - 1];
        if (
            calendar.Day is { } current
            && (day > current || (day == current && _now < calendar.Terms.MomentOf(day, calendar.Terms.Settlement)))
        )
            return (RejectReason.DayNotOver, day.Days, current.Days);
        if (calendar.Day != day)
            return (RejectReason.DayAlreadySettled, day.Days, calendar.Day?.Days ?? 0);
        foreach (var ending in BegunMonths(calendar).Where(m => m.LastDay == day))
        {
            var count = PrintsOf(ending).Count;
            if (count < ending.Terms.LeastPrints)
                return (RejectReason.PrintsMissing, count, ending.Terms.LeastPrints);
        }

        return null;
    }

    // A month listed during the day has not begun: there is nothing to settle in it.
    private List<NaiveInstrument> BegunMonths(NaiveCalendar calendar) =>
        [
            .. Months
                .Where(i => i.Calendar == calendar && !i.Expired && i.FirstDay <= calendar.Day)
                .OrderBy(i => _contracts.IndexOf(i.Terms))
                .ThenBy(i => i.Month),
        ];

    private void ApplyMargins(NaiveCalendar calendar)
    {
        foreach (var contract in _contracts.Where(c => c.Calendar == calendar.Terms.Id))
        {
            if (_nextMargins.Remove(contract.Contract, out var table))
                _margins[contract.Contract] = table;
        }
    }

    private void SettleAtOnce(NaiveCalendar calendar, TradingDate day)
    {
        var months = BegunMonths(calendar);
        ApplyMargins(calendar);
        SetSettlements(months, day);
        foreach (var month in months)
            ClimbLadder(month, day);
        foreach (var month in months)
            PayVariation(month, day);
        var next = StandsNext(calendar, day);
        foreach (var month in months)
            RollOver(month, day);
        EndSpreads(day);
        foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
            MoveMargin(
                currency,
                day,
                (month, _) =>
                    RateOf(month, month.Calendar == calendar ? next ?? day.Plus(1) : month.Calendar.Day ?? day.Plus(1))
            );
        Say(MessageKind.DaySettled, new DaySettled(calendar.Number, day, 0));
        OpenNext(calendar, next);
    }

    // DAY-001: a day whose close has passed is left out; from release 5 on not one on which a month ends.
    private TradingDate? StandsNext(NaiveCalendar calendar, TradingDate day)
    {
        var next = calendar.Terms.OnOrAfter(day.Plus(1));
        while (next is { } date && calendar.Terms.MomentOf(date, calendar.Terms.Timetable[^1]) <= _now)
        {
            if (HasSpot && _instruments.Exists(i => i.Calendar == calendar && !i.Expired && i.LastDay == date))
                break;
            next = calendar.Terms.OnOrAfter(date.Plus(1));
        }

        return next;
    }

    private void OpenNext(NaiveCalendar calendar, TradingDate? next)
    {
        calendar.Day = next;
        calendar.Done = 0;
        calendar.Phase = TradingPhase.Closed;
        if (next is not { } day)
            return;
        foreach (var contract in _contracts.Where(c => c.Calendar == calendar.Terms.Id))
            ListMonths(contract, calendar, day);
        ListSpreads();
    }

    private void RollOver(NaiveInstrument month, TradingDate day)
    {
        var nets = month.Holders().Select(a => (Account: a, Net: month.Net(a))).ToList();
        month.Carried.Clear();
        month.Legs.Clear();
        month.Closed.Clear();
        month.Close = default;
        month.TradedToday = false;
        month.Previous = month.Settled;
        month.Last = month.Settled;
        month.HasSettled = true;
        if (month.LastDay == day)
        {
            month.Expired = true;
            month.Lots.Clear();
            Say(MessageKind.InstrumentExpired, new InstrumentExpired(new(month.Id), day));
            return;
        }

        foreach (var (account, net) in nets.Where(n => n.Net != 0))
            month.Carried.Add(account, net);
    }

    // What the lots held require.
    private long HeldRequired(int account, Currency currency, Func<NaiveInstrument, int, long> rateOf)
    {
        long required = 0;
        foreach (var month in MonthsIn(currency).Where(m => !m.Larger && !IsGrouped(m) && !IsPriced(m)))
            required += HeldAlone(month, rateOf(month, account), account);
        required += LargerSides(currency, account, month => SidesHeld(month, account));
        required += (long)GroupsHold(_desk, account, currency);
        return required + (long)PricedNeeds(account, currency, withOrders: false);
    }

    private void MoveMargin(Currency currency, TradingDate day, Func<NaiveInstrument, int, long> rateOf)
    {
        foreach (var account in _accounts.Keys)
        {
            var required = HeldRequired(account, currency, rateOf);
            NotePlainMargin(account, currency);
            var counted = CountCollateral(account, currency, day, required);
            var held = Ledger.Of(LedgerCode.ClientMargin, account, currency);
            if (required - counted > held)
                Post(
                    LedgerCode.ClientCash,
                    account,
                    LedgerCode.ClientMargin,
                    account,
                    currency,
                    required - counted - held,
                    0,
                    PostingReason.InitialMargin
                );
            else
                Post(
                    LedgerCode.ClientMargin,
                    account,
                    LedgerCode.ClientCash,
                    account,
                    currency,
                    held - required + counted,
                    0,
                    PostingReason.InitialMargin
                );
            Say(MessageKind.MarginRequired, new MarginRequired(new(account), currency, day, new(required)));
            var cash = Ledger.Of(LedgerCode.ClientCash, account, currency);
            if (cash < 0)
                Say(MessageKind.MarginCalled, new MarginCalled(new(account), currency, day, new(-cash)));
        }
    }
}
