// The naive market's margin calls with deadlines, and accounts that may only close (CAL).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private sealed record NaiveCall(long Amount, Instant Deadline, bool Missed, bool Intraday, long Seen);

    private readonly SortedList<(int Account, Currency Currency), NaiveCall> _calls = [];

    // So many events of the command were looked at for money that came and lots that closed.
    private int _looked;

    private bool IsRestricted(int account) => _calls.Any(c => c.Key.Account == account && c.Value.Missed);

    // Step 10, when the margin of all has moved.
    private void OpenCalls(NaiveCalendar calendar, TradingDate day)
    {
        if (!HasMembers)
            return;
        foreach (var account in _accounts.Keys)
        {
            foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
            {
                var cash = Ledger.Of(LedgerCode.ClientCash, account, currency);
                var before = _calls.GetValueOrDefault((account, currency));
                if (cash >= 0)
                {
                    MeetCall(account, currency);
                    continue;
                }

                // Called by a clearing, it is a matter of cash from here on.
                if (before is null && _house.Calls is null)
                    continue;
                var deadline = before?.Deadline ?? DeadlineAfter(calendar, day);
                _calls[(account, currency)] = new(-cash, deadline, before?.Missed ?? false, false, before?.Seen ?? 0);
                Say(
                    MessageKind.CallOpened,
                    new CallOpened(new(account), currency, calendar.Number, day, new(-cash), deadline)
                );
            }
        }

        _looked = _events.Count;
    }

    private Instant DeadlineAfter(NaiveCalendar calendar, TradingDate day)
    {
        var terms = _house.Calls!;
        var least = _now.Plus(terms.NoticeMinutes * Instant.PerMinute);
        if (calendar.Terms.OnOrAfter(day.Plus(1)) is not { } next)
            return least;
        var first = calendar.Terms.Timetable[0];
        var moment = terms.Kind switch
        {
            CallDeadline.TimeOfDay => calendar.Terms.MomentOf(next, new(0, terms.Minutes, TradingPhase.Closed)),
            CallDeadline.AfterOpening => calendar.Terms.MomentOf(next, first).Plus(terms.Minutes * Instant.PerMinute),
            _ => calendar.Terms.MomentOf(next, first).Plus(-terms.Minutes * Instant.PerMinute),
        };
        return moment < least ? least : moment;
    }

    private void MeetCall(int account, Currency currency)
    {
        if (!_calls.TryGetValue((account, currency), out var call))
            return;
        var has = StandsAt(account, currency, call.Intraday);
        if (has < 0)
            return;
        var restricted = IsRestricted(account);
        _calls.Remove((account, currency));
        Say(MessageKind.CallMet, new CallMet(new(account), currency, new(call.Amount), new(has)));
        if (restricted && !IsRestricted(account))
            Say(MessageKind.AccountReleased, new AccountReleased(new(account)));
    }

    // CAL-007: cash, or what may still be used if that is less and a run within the day has asked.
    private long StandsAt(int account, Currency currency, bool intraday)
    {
        var cash = Ledger.Of(LedgerCode.ClientCash, account, currency);
        return intraday ? (long)BigInteger.Min(cash, Free(account, currency)) : cash;
    }

    // Money that came in by this command, not by clearing; lots that those closed who were called within the day.
    private void MeetCalls()
    {
        var stirred = new List<(int Account, Currency Currency)>();
        foreach (var told in _events.Skip(_looked))
        {
            if (told.Message is Posted { Credit: LedgerCode.ClientCash } p)
            {
                if (
                    p.Reason
                    is not (
                        PostingReason.VariationMargin
                        or PostingReason.FinalSettlement
                        or PostingReason.InitialMargin
                    )
                )
                    stirred.Add((p.CreditOwner.Value, p.Currency));
            }
            else if (told.Message is LotClosed closed)
            {
                var key = (closed.Account.Value, MonthOf(closed.Instrument)!.Terms.Currency);
                if (_calls.GetValueOrDefault(key) is { Intraday: true })
                    stirred.Add(key);
            }
        }

        _looked = _events.Count;
        foreach (var (account, currency) in stirred)
            MeetCall(account, currency);
    }

    private Instant NextDeadline =>
        _calls.Values.Where(c => !c.Missed).Select(c => c.Deadline).Append(Instant.Never).Min();

    private void MissCalls(Instant due)
    {
        foreach (var (key, call) in _calls.Where(c => !c.Value.Missed && c.Value.Deadline == due).ToList())
        {
            MeetCall(key.Account, key.Currency);
            if (!_calls.ContainsKey(key))
                continue;
            var restricted = IsRestricted(key.Account);
            _calls[key] = call with { Missed = true };
            var missing = -StandsAt(key.Account, key.Currency, call.Intraday);
            Say(MessageKind.CallMissed, new CallMissed(new(key.Account), key.Currency, new(call.Amount), new(missing)));
            if (restricted)
                continue;
            foreach (var month in _instruments)
            {
                var opening = month.Live.Where(o => o.Account == key.Account && !o.IsCloseOnly);
                foreach (var order in opening.OrderBy(o => o.Id.Value).ToList())
                    Leave(month, order, CancelReason.Restricted);
            }
        }
    }

    private NaiveRefusal? AskRestricted(AccountId account, OrderFlags flags) =>
        IsRestricted(account.Value) && !flags.HasFlag(OrderFlags.CloseOnly)
            ? new(RejectReason.AccountRestricted, OrderField.Flags, (long)flags, (long)OrderFlags.CloseOnly)
            : null;
}
