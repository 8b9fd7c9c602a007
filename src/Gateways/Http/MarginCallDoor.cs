// Margin calls within the day and acknowledgements through the REST door.
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using static Tokenbourse.Gateways.Http.Access.Checks;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads, asks the venue, and tells (rules CAL-006 to CAL-009).</summary>
internal static class MarginCallDoor
{
    /// <summary>A run over all accounts.</summary>
    public static (CallRunShape? Shape, WireFault? Fault) Run(IVenue venue, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        var calendar = reader.Text("calendar", true);
        if (reader.Done() is { } fault)
            return (null, fault);
        var number = 0;
        var known = "";
        lock (venue.Views.Gate)
        {
            number = venue.Views.Calendars.Rows.FirstOrDefault(r => r.Calendar.Id == calendar)?.Number ?? 0;
            known = string.Join(", ", venue.Views.Calendars.Rows.Select(r => r.Calendar.Id));
        }

        if (number == 0)
            return (null, WireFault.Refused(RejectReason.UnknownCalendar, "calendar", calendar, known));
        var answer = venue.Ask(MessageKind.CallIntraday, new CallIntraday(number));
        if (Refusal(answer, MessageKind.CallIntraday) is { } refused)
            return (null, refused.Fault ?? OfRun(refused.Reason, calendar!));
        var told = answer.Events.First(e => e.Kind == MessageKind.IntradayCallsMade);
        return (Present.CallRun(told.As<IntradayCallsMade>(), calendar!, told.Time), null);
    }

    /// <summary>Somebody has seen an account's call.</summary>
    public static (AcknowledgementShape? Shape, WireFault? Fault) Acknowledge(
        IVenue venue,
        int account,
        string currency,
        ReadOnlyMemory<byte> body
    )
    {
        var reader = new BodyReader(body);
        var person = CashDoor.ReadName(reader, "person", true);
        if (Currencies.Of(currency) == Currency.None)
            reader.Blame(WireFault.Refused(RejectReason.UnknownCurrency, "currency", currency, "CNY, USD, EUR"));
        if ((reader.Done() ?? OrderWords.Find(venue, account)) is { } fault)
            return (null, fault);
        var command = new AcknowledgeCall(new(account), Currencies.Of(currency), person);
        var answer = venue.Ask(MessageKind.AcknowledgeCall, command);
        if (Refusal(answer, MessageKind.AcknowledgeCall) is { } refused)
            return (null, refused.Fault ?? OfCall(refused.Reason, refused.Given, refused.Limit, currency));
        var told = answer.Events.First(e => e.Kind == MessageKind.CallAcknowledged);
        var seen = told.As<CallAcknowledged>();
        return (
            new(account, currency, Words.Of(seen.Amount), $"{seen.Person}", told.Time.ToString(), answer.Sequence),
            null
        );
    }

    /// <summary>The account's own people, or those of who clears for it, each in their own name.</summary>
    public static AccessRefusal? MayAcknowledge(AskedAccess asked)
    {
        if (SignedIn(asked) is { } stranger)
            return stranger;
        var account = asked.AccountInPath();
        if (Owns(asked, account, "account") is { } foreign && !ClearsFor(asked, account))
            return foreign;
        if (!asked.Caller!.Is(Roles.Risk) && May(asked, Scopes.Trade, Scopes.Transfer) is { } refusal)
            return refusal;
        return asked.Word("person") == asked.Caller.User
            ? null
            : asked.Refusal(AccessReason.NotOwner, "person", asked.Word("person"), asked.Caller.User);
    }

    // A member's people speak for one of its own accounts.
    private static bool ClearsFor(AskedAccess asked, int? account)
    {
        lock (asked.Views.Gate)
        {
            return account is { } number
                && asked.Views.Statements.Account(new(number))?.Member is { } member
                && asked.Views.Statements.Accounts.Any(a =>
                    a.Member == member && !a.IsClient && asked.Caller!.Owns(a.Account)
                );
        }
    }

    private static (RejectReason Reason, long Given, long Limit, WireFault? Fault)? Refusal(
        Answer answer,
        MessageKind command
    )
    {
        if (answer.Status != AnswerStatus.Taken)
            return (default, 0, 0, WireFault.NotTaken(answer.Status));
        foreach (var entry in answer.Events)
        {
            if (
                entry.Kind == MessageKind.CommandRefused
                && entry.As<CommandRefused>() is var no
                && no.Command == command
            )
                return (no.Reason, no.Given, no.Limit, null);
        }

        return null;
    }

    private static WireFault OfRun(RejectReason reason, string calendar)
    {
        var fault = WireFault.Refused(reason, "calendar", calendar);
        return reason == RejectReason.NotTrading
            ? fault with
            {
                Error = fault.Error with { Message = "The calendar is closed: calls are made while its day is open." },
            }
            : fault;
    }

    private static WireFault OfCall(RejectReason reason, long given, long limit, string currency) =>
        reason == RejectReason.CallAcknowledged
            ? WireFault.Refused(reason, "currency", Words.Of(new Money(given)), Words.Of(new Money(limit)))
            : WireFault.Refused(reason, "currency", currency);
}
