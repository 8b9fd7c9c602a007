// From the log to the wire: prices by hand and corrections of settled days.
using Tokenbourse.Gateways.Http.Days;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http;

/// <summary>Both wait for a second person until they name one.</summary>
public static partial class Present
{
    /// <summary>Who pays or is paid in a correction.</summary>
    internal static readonly (string Word, LedgerCode Code)[] LedgerSides =
    [
        ("account", LedgerCode.ClientCash),
        ("fee income", LedgerCode.FeeIncome),
        ("penalties", LedgerCode.Penalties),
    ];

    /// <summary>A price by hand.</summary>
    /// <param name="told">The event that says so; its payload is not looked at.</param>
    public static OverrideShape Override(in SettlementOverridden o, InstrumentDocument terms, in LogEntry told) =>
        new(
            terms.Symbol,
            Words.Of(o.Price, terms),
            o.Proposer.ToString(),
            o.Approver.IsEmpty ? null : o.Approver.ToString(),
            o.Reason.ToString(),
            told.Time.ToString(),
            told.Sequence
        );

    /// <summary>A correction; without an approver it is proposed.</summary>
    /// <param name="told">The event that says so; its payload is not looked at.</param>
    public static AmendmentShape Amendment(in CorrectionPosted c, in LogEntry told) =>
        new(
            c.Reference.ToString(),
            SideOf(c.Debit),
            OwnerOf(c.DebitOwner),
            SideOf(c.Credit),
            OwnerOf(c.CreditOwner),
            c.Currency.ToString(),
            Words.Of(c.Amount),
            c.Proposer.ToString(),
            c.Approver.IsEmpty ? null : c.Approver.ToString(),
            c.Reason.ToString(),
            c.Booked == default ? null : c.Booked.ToString(),
            told.Time.ToString(),
            told.Sequence
        );

    private static int? OwnerOf(AccountId owner) => owner.Value == 0 ? null : owner.Value;

    private static string SideOf(LedgerCode code) => Array.Find(LedgerSides, s => s.Code == code).Word;
}
