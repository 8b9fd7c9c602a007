// The naive market's clearing day, step by step (CLD).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private readonly List<Posted> _postings = [];
    private readonly SortedList<(int Account, Currency Currency), long> _struck = [];

    private void TakeStep(ClearingStep words)
    {
        if (RefusalOf(words.Calendar, words.Day) is { } refusal)
        {
            Refuse(MessageKind.ClearingStep, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        var calendar = _calendars[words.Calendar - 1];
        if ((int)words.Step != calendar.StepsDone + 1)
        {
            Refuse(MessageKind.ClearingStep, RejectReason.StepOutOfOrder, (long)words.Step, calendar.StepsDone + 1);
            return;
        }

        TakeNextStep(calendar);
    }

    private void TakeAllSteps(NaiveCalendar calendar)
    {
        var left = ClearingSteps.Last - calendar.StepsDone;
        for (; left > 0; left--)
            TakeNextStep(calendar);
    }

    private void TakeNextStep(NaiveCalendar calendar)
    {
        var day = calendar.Day!.Value;
        var step = (ClearingStepNumber)(++calendar.StepsDone);
        var months = BegunMonths(calendar);
        var listed = _instruments.Count;
        long count = 0,
            total = 0;
        switch (step)
        {
            case ClearingStepNumber.CloseTrading:
                (count, total) = (months.Sum(m => m.Live.Count), _lastTrade);
                months.ForEach(m => m.Forced = 0);
                break;
            case ClearingStepNumber.LimitLadder:
                total = months.Select(m => ClimbLadder(m, day)).ToList().Sum();
                count = months.Count(m => m.Step > 0);
                break;
            case ClearingStepNumber.FreezeTrades:
                (count, total) = (months.Count, months.Sum(m => m.Volume));
                break;
            case ClearingStepNumber.SettlementPrices:
                SetSettlements(months, day);
                count = months.Count;
                break;
            case ClearingStepNumber.VerifyLots:
                (count, total) = Busy(months);
                break;
            case ClearingStepNumber.MarkToMarket:
                var living = months.Where(m => m.LastDay != day).ToList();
                (count, total) = Busy(living);
                living.ForEach(m => PayVariation(m, day));
                living.ForEach(m => RollOver(m, day));
                break;
            case ClearingStepNumber.Expire:
                var ending = months.Where(m => m.LastDay == day).ToList();
                count = ending.Count;
                ending.ForEach(CloseNotices);
                ending.ForEach(m => PayVariation(m, day));
                ending.ForEach(m => RollOver(m, day));
                EndSpreads(day);
                break;
            case ClearingStepNumber.MarginRates:
                (count, total) = SetRates(calendar, day, DayAfter(calendar));
                foreach (var month in Months.Where(m => m.Calendar == calendar && !m.Expired))
                    SetLimits(month, DayAfter(calendar));
                break;
            case ClearingStepNumber.FundsCheck:
                var before = _events.Count;
                RenewAssets();
                foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
                    MoveMargin(currency, day, RateNow);
                TellMargins(day);
                count = _events.Skip(before).Count(e => e.Kind == MessageKind.MarginCalled);
                OpenCalls(calendar, day);
                break;
            case ClearingStepNumber.Statements:
                count = Strike(calendar, day);
                break;
            case ClearingStepNumber.Reconcile:
                count = 3;
                break;
            case ClearingStepNumber.Roll:
                count = months.Sum(m => m.Lots.Select(l => l.Account).Distinct().Count());
                _openedToday.RemoveAll(o => months.Exists(m => m.Id == o.Instrument));
                break;
            case ClearingStepNumber.Publish:
                TellTraders(calendar, day);
                AllocateDeliveries();
                OpenNext(calendar, StandsNext(calendar, day));
                count = _instruments.Count - listed;
                calendar.StepsDone = 0;
                break;
            default:
                break;
        }

        Say(MessageKind.ClearingStepDone, new ClearingStepDone(calendar.Number, day, step, count, total));
        if (step == ClearingStepNumber.Publish)
            Say(MessageKind.DaySettled, new DaySettled(calendar.Number, day, 0));
    }

    // Accounts that hold something, or whose day came to something; and the lots that all hold long.
    private static (long Count, long Lots) Busy(List<NaiveInstrument> months)
    {
        long count = 0;
        foreach (var month in months)
        {
            var accounts = month.Holders().Concat(month.Lots.Select(l => l.Account)).Distinct();
            count += accounts.Count(a =>
                month.Lots.Any(l => l.Account == a)
                || month.Carried.GetValueOrDefault(a) != 0
                || month.Legs.Where(l => l.Account == a).Sum(l => l.Sign * l.Lots * l.Ticks) != 0
                || month.Closed.Where(c => c.Account.Value == a).Sum(c => c.ByTrade.Minor) != 0
            );
        }

        return (count, months.Sum(m => m.Lots.Where(l => l.Sign > 0).Sum(l => l.Left)));
    }

    private (long Count, long Accounts) SetRates(NaiveCalendar calendar, TradingDate day, TradingDate next)
    {
        ApplyMargins(calendar);
        PutMarkUpsInForce();
        BringTablesInForce(calendar, next);
        var months = Months.Where(m => m.Calendar == calendar && !m.Expired).ToList();
        foreach (var month in months)
        {
            SetRate(month, _margins[month.Terms.Contract], next);
            Say(
                MessageKind.MarginRateSet,
                new MarginRateSet(new(month.Id), day, (int)month.Rate, (byte)(month.Larger ? 1 : 0))
            );
            if (HasMembers && _hedgeRates[month.Id] != month.Rate)
                Say(MessageKind.HedgeRateSet, new HedgeRateSet(new(month.Id), day, (int)_hedgeRates[month.Id]));
        }

        return (months.Count, months.Sum(m => _accounts.Keys.Count(a => Needs(m, a))));

        bool Needs(NaiveInstrument month, int account)
        {
            var (longs, shorts) = SidesOf(month, account, 0, 0);
            return MarginOf(month, RateNow(month, account), long.Max(longs, shorts)) > 0;
        }
    }

    private long Strike(NaiveCalendar calendar, TradingDate day)
    {
        long count = 0;
        var currencies = _contracts.Where(c => c.Calendar == calendar.Terms.Id).Select(c => c.Currency).Distinct();
        foreach (var currency in currencies.ToList())
        {
            StrikeMembers(calendar, day, currency);
            foreach (var account in _accounts.Keys)
                count += Strike(calendar, day, account, currency) ? 1 : 0;
            EndCashDay(currency);
        }

        return count;
    }

    private bool Strike(NaiveCalendar calendar, TradingDate day, int account, Currency currency)
    {
        var mine = _postings.Where(p => p.Currency == currency && IsOf(p)).ToList();
        _postings.RemoveAll(p => p.Currency == currency && IsOf(p));
        var before = _struck.GetValueOrDefault((account, currency));
        var moved =
            Sum(PostingReason.Deposit)
            + Sum(PostingReason.Withdrawal)
            + Sum(PostingReason.DefaultLoss)
            + Sum(PostingReason.Correction)
            + _spotReasons.Sum(Sum);
        var fees = -Sum(PostingReason.Fee);
        var variation = Sum(PostingReason.VariationMargin) + Sum(PostingReason.FinalSettlement);
        var margin = Ledger.Of(LedgerCode.ClientMargin, account, currency);
        var balance =
            Ledger.Of(LedgerCode.ClientCash, account, currency)
            + margin
            + Ledger.Of(LedgerCode.WithdrawalPending, account, currency);
        _struck[(account, currency)] = balance;
        if (HasMembers)
            _gains[(account, currency)] = variation;
        var counts = balance != 0 || (HasMembers && margin != 0);
        if (before == 0 && moved == 0 && fees == 0 && variation == 0 && !counts)
            return false;
        Say(
            MessageKind.AccountStruck,
            new AccountStruck(
                new(account),
                currency,
                calendar.Number,
                day,
                new(before),
                new(moved),
                new(fees),
                new(variation),
                new(balance),
                new(margin)
            )
        );
        return true;

        bool IsOf(Posted p) => p.DebitOwner.Value == account || p.CreditOwner.Value == account;

        long Sum(PostingReason reason) =>
            mine.Where(p => p.Reason == reason)
                .Sum(p => p.CreditOwner.Value == account ? p.Amount.Minor : -p.Amount.Minor);
    }

    // The change to release 2: what accounts have is what they were struck at last.
    private void BeginStrikes()
    {
        foreach (var account in _accounts.Keys)
        {
            foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
                _struck[(account, currency)] =
                    Ledger.Of(LedgerCode.ClientCash, account, currency)
                    + Ledger.Of(LedgerCode.ClientMargin, account, currency);
        }

        foreach (var month in Months.Where(m => !m.Expired))
            month.Rate = RateOf(month, month.Calendar.Day ?? month.LastDay);
    }
}
