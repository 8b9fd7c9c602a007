// Members: a client moves from one to another, and each member's money is struck class by class.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Whose money a member's total is (rule MBR-001).</summary>
public enum MemberClass : byte
{
    None = 0,

    /// <summary>The member's own.</summary>
    House = 1,

    /// <summary>Its clients'.</summary>
    Client = 2,
}

/// <summary>Move a client, with its lots and its money, to another member (rule MBR-008).</summary>
/// <param name="Member">Number of the new member.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MoveClient(AccountId Account, int Member);

/// <summary>A client has moved.</summary>
/// <param name="From">Number of the member that it left.</param>
/// <param name="To">Number of the member that clears for it from now on.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ClientMoved(AccountId Account, int From, int To);

/// <summary>The money of a member's class is struck in one currency (rule MBR-004): the sums over its accounts.</summary>
/// <param name="Accounts">How many accounts the class has.</param>
/// <param name="Before">Balance at the strike before.</param>
/// <param name="Ported">What accounts that moved in had at their last strike, less the same of those that moved
/// out.</param>
/// <param name="Moved">Deposits less withdrawals since.</param>
/// <param name="Fees">Fees since.</param>
/// <param name="Variation">Gains less losses since.</param>
/// <param name="Balance">Before + Ported + Moved - Fees + Variation.</param>
/// <param name="Margin">What of it is held as margin, at the member's rates.</param>
/// <param name="ExchangeMargin">What the same lots require at the rates without mark-up.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MemberStruck(
    int Member,
    MemberClass Class,
    Currency Currency,
    int Calendar,
    TradingDate Day,
    int Accounts,
    Money Before,
    Money Ported,
    Money Moved,
    Money Fees,
    Money Variation,
    Money Balance,
    Money Margin,
    Money ExchangeMargin
)
{
    /// <summary>The clearing deposit: what is left when the exchange has taken its margin (rule MBR-005).</summary>
    public Money Deposit => Balance - ExchangeMargin;

    /// <summary>There is some money to tell of.</summary>
    public bool IsAnything =>
        (
            Before.Minor
            | Ported.Minor
            | Moved.Minor
            | Fees.Minor
            | Variation.Minor
            | Balance.Minor
            | Margin.Minor
            | ExchangeMargin.Minor
        ) != 0;
}
