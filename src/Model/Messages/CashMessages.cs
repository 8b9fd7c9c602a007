// Cash with states: a deposit is announced, a withdrawal asked for, and the bank's word ends it.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Announces a deposit or asks for a withdrawal (rule CSH-002).</summary>
/// <param name="Amount">Minor units: above zero a deposit, below zero a withdrawal; not zero, at most 10^14.</param>
/// <param name="Reference">Used once per account.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AskCash(AccountId Account, Currency Currency, Money Amount, Name24 Reference);

/// <summary>How a movement of cash ended.</summary>
public enum CashOutcome : byte
{
    None = 0,

    /// <summary>The bank moved the money.</summary>
    Paid = 1,

    /// <summary>The bank did not.</summary>
    Failed = 2,

    /// <summary>The account does not want it any more.</summary>
    TakenBack = 3,
}

/// <summary>Ends what was announced or asked (rule CSH-003).</summary>
/// <param name="Reference">The one that it was asked under.</param>
/// <param name="BankReference">The bank's own: needed for what is paid, and used once in the house; else it may be
/// empty.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ConfirmCash(
    AccountId Account,
    Name24 Reference,
    CashOutcome Outcome,
    Name24 BankReference
);

/// <summary>A deposit was announced or a withdrawal asked; a withdrawal is no longer free.</summary>
/// <param name="Amount">Minor units: above zero a deposit.</param>
/// <param name="Balance">Free cash (2000) after it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CashAsked(
    AccountId Account,
    Currency Currency,
    Money Amount,
    Money Balance,
    Name24 Reference
);

/// <summary>A deposit or a withdrawal came to its end.</summary>
/// <param name="Amount">As it was asked.</param>
/// <param name="Balance">Free cash (2000) after it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CashDone(
    AccountId Account,
    Currency Currency,
    Money Amount,
    CashOutcome Outcome,
    Money Balance,
    Name24 Reference,
    Name24 BankReference
);
