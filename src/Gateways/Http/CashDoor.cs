// Deposits announced, withdrawals asked for, and how they end, through the REST door.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads, asks the venue, and tells (rules CSH-002 to CSH-006).</summary>
internal static class CashDoor
{
    private static readonly (string, CashOutcome)[] Outcomes =
    [
        ("paid", CashOutcome.Paid),
        ("failed", CashOutcome.Failed),
        ("taken back", CashOutcome.TakenBack),
    ];

    /// <summary>An account's movements: what waits, then the last that ended; null: no such account.</summary>
    public static IReadOnlyList<CashRequestShape>? List(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : [.. views.CashRequests.Of(new(account)).Select(Shape)];
        }
    }

    /// <summary>Announces a deposit or asks for a withdrawal.</summary>
    public static (CashAnswerShape? Shape, WireFault? Fault) Ask(IVenue venue, int account, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var currency = reader.Word(
            "currency",
            true,
            ("CNY", Currency.CNY),
            ("USD", Currency.USD),
            ("EUR", Currency.EUR)
        );
        var amount = ReadAmount(reader);
        var reference = ReadName(reader, "reference", true);
        var fault = reader.Done() ?? OrderWords.Find(venue, account);
        if (fault is not null)
            return (null, fault);
        var answer = venue.Ask(MessageKind.AskCash, new AskCash(new(account), currency, amount, reference));
        if (Refusal(answer, MessageKind.AskCash, $"{reference}") is { } refused)
            return (null, refused);
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.CashAsked)
                return (Tell(account, entry.As<CashAsked>(), answer.Sequence), null);
        }

        throw new InvalidOperationException("cash was neither asked for nor refused");
    }

    /// <summary>Ends a movement: the bank's word, or the account's that takes it back.</summary>
    public static (CashAnswerShape? Shape, WireFault? Fault) Confirm(
        IVenue venue,
        int account,
        string reference,
        ReadOnlyMemory<byte> body
    )
    {
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var outcome = reader.Word("outcome", true, Outcomes);
        var bank = ReadName(reader, "bankReference", false);
        var fault = reader.Done() ?? OrderWords.Find(venue, account);
        if (fault is null && !Name24.TryParse(reference, out _))
            fault = WireFault.Refused(RejectReason.UnknownReference, "reference", reference);
        if (fault is not null)
            return (null, fault);
        var confirm = new ConfirmCash(new(account), Name24.Of(reference), outcome, bank);
        var answer = venue.Ask(MessageKind.ConfirmCash, confirm);
        if (Refusal(answer, MessageKind.ConfirmCash, reference) is { } refused)
            return (null, refused);
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == MessageKind.CashDone)
                return (Tell(account, entry.As<CashDone>(), answer.Sequence), null);
        }

        throw new InvalidOperationException("cash was neither confirmed nor refused");
    }

    internal static Money ReadAmount(BodyReader reader)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (reader.Text("amount", true) is not { } text)
            return default;
        var isNumber = decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var amount);
        if (isNumber && decimal.Abs(amount) < 1_000_000_000_000_000m)
        {
            var minor = amount * Currencies.MinorPerUnit;
            if (minor == decimal.Truncate(minor))
                return new((long)minor);
        }

        reader.Blame(WireFault.Bad("amount", text, "Must be an amount of money with at most two decimals, in quotes."));
        return default;
    }

    internal static Name24 ReadName(BodyReader reader, string field, bool required)
    {
        if (reader.Text(field, required) is not { } text)
            return default;
        if (Name24.TryParse(text, out var name))
            return name;
        reader.Blame(WireFault.Bad(field, text, "Must be 1 to 24 of A-Z a-z 0-9 . _ : -", "24"));
        return default;
    }

    private static WireFault? Refusal(Answer answer, MessageKind command, string reference)
    {
        if (answer.Status != AnswerStatus.Taken)
            return WireFault.NotTaken(answer.Status);
        foreach (var entry in answer.Events)
        {
            if (entry.Kind != MessageKind.CommandRefused)
                continue;
            var refused = entry.As<CommandRefused>();
            if (refused.Command != command)
                continue;
            var (given, limit) = (Words.Of(new Money(refused.Given)), Words.Of(new Money(refused.Limit)));
            return refused.Reason switch
            {
                RejectReason.OverWithdrawal or RejectReason.OverQuota or RejectReason.BadField => WireFault.Refused(
                    refused.Reason,
                    "amount",
                    given,
                    limit
                ),
                RejectReason.ZeroAmount => WireFault.Refused(refused.Reason, "amount", given),
                RejectReason.BankReferenceMissing or RejectReason.BankReferenceUsed => WireFault.Refused(
                    refused.Reason,
                    "bankReference",
                    null
                ),
                _ => WireFault.Refused(refused.Reason, "reference", reference),
            };
        }

        return null;
    }

    private static CashAnswerShape Tell(int account, in CashAsked asked, long sequence) =>
        new(
            account,
            $"{asked.Reference}",
            $"{asked.Currency}",
            Words.Of(asked.Amount),
            StateOf(CashOutcome.None),
            Words.Of(asked.Balance),
            sequence
        );

    private static CashAnswerShape Tell(int account, in CashDone done, long sequence) =>
        new(
            account,
            $"{done.Reference}",
            $"{done.Currency}",
            Words.Of(done.Amount),
            StateOf(done.Outcome),
            Words.Of(done.Balance),
            sequence
        );

    private static CashRequestShape Shape(CashRequest request) =>
        new(
            request.Reference,
            $"{request.Currency}",
            Words.Of(request.Amount),
            StateOf(request.Outcome),
            $"{request.Asked}",
            request.Done?.ToString(),
            request.BankReference.Length > 0 ? request.BankReference : null
        );

    private static string StateOf(CashOutcome outcome)
    {
        foreach (var (word, meaning) in Outcomes)
        {
            if (meaning == outcome)
                return word;
        }

        return "asked";
    }
}
