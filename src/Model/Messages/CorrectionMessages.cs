// A correction of a day that is closed: the day stays as it is, money moves on the next one, and two people sign.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Command and event (<c>CorrectionProposed</c>): a person proposes to move money because a closed day was
/// wrong. A newer proposal under the same reference takes the place of one that is not approved (rule COR-001).</summary>
/// <param name="Reference">Names the correction; used once.</param>
/// <param name="Calendar">Number of the calendar.</param>
/// <param name="Day">The settled day that is corrected.</param>
/// <param name="Debit">Who pays: <see cref="LedgerCode.ClientCash"/> of an account, or the house's <see
/// cref="LedgerCode.FeeIncome"/> or <see cref="LedgerCode.Penalties"/>.</param>
/// <param name="DebitOwner">The account; zero: the house.</param>
/// <param name="Credit">Who is paid.</param>
/// <param name="CreditOwner">The account; zero: the house. One of the two is an account.</param>
/// <param name="Amount">Minor units, above zero.</param>
/// <param name="Person">Who proposes.</param>
/// <param name="Reason">Why.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProposeCorrection(
    Name24 Reference,
    int Calendar,
    TradingDate Day,
    LedgerCode Debit,
    AccountId DebitOwner,
    LedgerCode Credit,
    AccountId CreditOwner,
    Currency Currency,
    Money Amount,
    Name24 Person,
    Name24 Reason
);

/// <summary>A second person approves a correction, which is posted at once (rule COR-002).</summary>
/// <param name="Amount">The amount that is approved: nobody approves one that was not seen.</param>
/// <param name="Person">Another than the one who proposed.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ApproveCorrection(Name24 Reference, Money Amount, Name24 Person);

/// <summary>A correction was posted: what was proposed, and who signed second.</summary>
/// <param name="Approver">Who approved it.</param>
/// <param name="Booked">The calendar's day on which the money counts; zero: the calendar has no further day.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CorrectionPosted(
    Name24 Reference,
    int Calendar,
    TradingDate Day,
    LedgerCode Debit,
    AccountId DebitOwner,
    LedgerCode Credit,
    AccountId CreditOwner,
    Currency Currency,
    Money Amount,
    Name24 Proposer,
    Name24 Reason,
    Name24 Approver,
    TradingDate Booked
)
{
    /// <summary>A proposal as it is posted.</summary>
    public static CorrectionPosted Of(in ProposeCorrection p, Name24 approver, TradingDate booked) =>
        new(
            p.Reference,
            p.Calendar,
            p.Day,
            p.Debit,
            p.DebitOwner,
            p.Credit,
            p.CreditOwner,
            p.Currency,
            p.Amount,
            p.Person,
            p.Reason,
            approver,
            booked
        );
}
