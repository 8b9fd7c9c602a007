// Margin calls with a deadline, restricted accounts, and closing by force.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Why a position is closed by force.</summary>
public enum LiquidationCause : byte
{
    None = 0,

    /// <summary>A margin call was missed and the account is short of funds.</summary>
    MissedCall = 1,

    /// <summary>The position is above its limit.</summary>
    PositionLimit = 2,
}

/// <summary>A call is open, or stands at another amount now (rules CAL-001 and CAL-002); as
/// <c>IntradayCallOpened</c> by a run within the day (rule CAL-006).</summary>
/// <param name="Calendar">The calendar whose clearing, or whose run, found the money missing.</param>
/// <param name="Day">The day that was cleared, or is traded.</param>
/// <param name="Amount">What free cash lacks to zero; within the day the more of that and of what the free funds
/// lack. Above zero.</param>
/// <param name="Deadline">Until when it is to be met.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CallOpened(
    AccountId Account,
    Currency Currency,
    int Calendar,
    TradingDate Day,
    Money Amount,
    Instant Deadline
);

/// <summary>What was called for is there (rules CAL-003 and CAL-007).</summary>
/// <param name="Amount">As it was called last.</param>
/// <param name="Cash">Free cash now, or free funds of a call within the day where they are less; not below
/// zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CallMet(AccountId Account, Currency Currency, Money Amount, Money Cash);

/// <summary>The deadline came and the money is not there: the account is restricted (rule CAL-004).</summary>
/// <param name="Amount">As it was called last.</param>
/// <param name="Missing">What lacks to zero now; above zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CallMissed(AccountId Account, Currency Currency, Money Amount, Money Missing);

/// <summary>The last missed call is met: the account is restricted no more (rule CAL-005).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountReleased(AccountId Account);

/// <summary>Close positions of restricted accounts in the months of a calendar, as far as the market allows it now (rule
/// LIQ-001).</summary>
/// <param name="Calendar">Number of the calendar, in the order of definition from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct Liquidate(int Calendar);

/// <summary>The market is about to close lots for an account; the order's own events follow (rule LIQ-005).</summary>
/// <param name="Side">Sell closes long lots.</param>
/// <param name="Price">The limit, in ticks: the guard.</param>
/// <param name="Order">The number of the order.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiquidationOrdered(
    AccountId Account,
    InstrumentId Instrument,
    Side Side,
    Quantity Lots,
    Price Price,
    LiquidationCause Cause,
    OrderId Order
);

/// <summary>The queue was gone through once.</summary>
/// <param name="Queued">Accounts, each in each currency, that stood in the queue.</param>
/// <param name="Lots">Lots closed.</param>
/// <param name="Short">How many of those queued are short of funds still.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct LiquidationDone(int Calendar, TradingDate Day, int Queued, Quantity Lots, int Short);

/// <summary>Look at all accounts now, and call what is missing (rule CAL-006).</summary>
/// <param name="Calendar">Number of the calendar whose day it is, in the order of definition from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CallIntraday(int Calendar);

/// <summary>All accounts were looked at once.</summary>
/// <param name="Accounts">How many there are.</param>
/// <param name="Opened">Calls that were opened.</param>
/// <param name="Repeated">Open calls that were told again.</param>
/// <param name="Met">Open calls that were found met.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct IntradayCallsMade(
    int Calendar,
    TradingDate Day,
    int Accounts,
    int Opened,
    int Repeated,
    int Met
);

/// <summary>The holder of an account, or who clears for it, has seen a call (rule CAL-009).</summary>
/// <param name="Person">Who says so.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AcknowledgeCall(AccountId Account, Currency Currency, Name24 Person);

/// <param name="Amount">What the call stood at: more needs another acknowledgement.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CallAcknowledged(AccountId Account, Currency Currency, Money Amount, Name24 Person);
