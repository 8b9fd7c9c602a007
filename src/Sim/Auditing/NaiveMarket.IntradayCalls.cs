// The naive market's calls within the day, and their acknowledgement (CAL-006 to CAL-009).
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private bool SubmitOfCalls(in LogEntry command)
    {
        if (command.Kind == MessageKind.CallIntraday)
            CallNow(command.As<CallIntraday>());
        else if (command.Kind == MessageKind.AcknowledgeCall)
            Acknowledge(command.As<AcknowledgeCall>());
        else
            return false;
        return true;
    }

    private void CallNow(CallIntraday words)
    {
        const MessageKind command = MessageKind.CallIntraday;
        var calendar = _calendars.Find(c => c.Number == words.Calendar);
        if (calendar is null)
        {
            Refuse(command, RejectReason.UnknownCalendar, words.Calendar, _calendars.Count);
            return;
        }

        if (_house.Calls?.IntradayMinutes is not { } minutes)
        {
            Refuse(command, RejectReason.IntradayCallsOff, words.Calendar, 0);
            return;
        }

        if (calendar.Phase == TradingPhase.Closed)
        {
            Refuse(command, RejectReason.NotTrading, (long)TradingPhase.Closed, 0);
            return;
        }

        var day = calendar.Day!.Value;
        var (opened, repeated, met) = (0, 0, 0);
        foreach (var account in _accounts.Keys)
        {
            foreach (var currency in new[] { Currency.CNY, Currency.USD, Currency.EUR })
            {
                var before = _calls.GetValueOrDefault((account, currency));
                if (Free(account, currency) >= 0)
                {
                    if (before is not { Intraday: true })
                        continue;
                    MeetCall(account, currency);
                    met += _calls.ContainsKey((account, currency)) ? 0 : 1;
                    continue;
                }

                if (before is null)
                    opened++;
                else
                    repeated++;
                var lacks = -StandsAt(account, currency, intraday: true);
                var until = before?.Deadline ?? _now.Plus(minutes * Instant.PerMinute);
                _calls[(account, currency)] = new(lacks, until, before?.Missed ?? false, true, before?.Seen ?? 0);
                Say(
                    MessageKind.IntradayCallOpened,
                    new CallOpened(new(account), currency, calendar.Number, day, new(lacks), until)
                );
            }
        }

        Say(
            MessageKind.IntradayCallsMade,
            new IntradayCallsMade(calendar.Number, day, _accounts.Count, opened, repeated, met)
        );
    }

    private void Acknowledge(AcknowledgeCall words)
    {
        const MessageKind command = MessageKind.AcknowledgeCall;
        var key = (words.Account.Value, words.Currency);
        var call = _calls.GetValueOrDefault(key);
        if (!words.Person.IsWellFormed)
            Refuse(command, RejectReason.PersonMissing, 0, 0);
        else if (!_accounts.ContainsKey(words.Account.Value))
            Refuse(command, RejectReason.UnknownAccount, words.Account.Value, 0);
        else if (words.Currency is not (Currency.CNY or Currency.USD or Currency.EUR))
            Refuse(command, RejectReason.UnknownCurrency, (long)words.Currency, 0);
        else if (call is null)
            Refuse(command, RejectReason.NoOpenCall, words.Account.Value, 0);
        else if (call.Seen >= call.Amount)
            Refuse(command, RejectReason.CallAcknowledged, call.Amount, call.Seen);
        else
        {
            _calls[key] = call with { Seen = call.Amount };
            Say(
                MessageKind.CallAcknowledged,
                new CallAcknowledged(words.Account, words.Currency, new(call.Amount), words.Person)
            );
        }
    }
}
