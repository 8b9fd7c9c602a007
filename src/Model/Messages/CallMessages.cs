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

/// <summary>A call is open, or stands at another amount now (rules CAL-001 and CAL-002).</summary>
/// <param name="Calendar">The calendar whose clearing found the money missing.</param>
/// <param name="Day">The day that was cleared.</param>
/// <param name="Amount">What free cash lacks to zero; above zero.</param>
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

/// <summary>Free cash is zero or more again (rule CAL-003).</summary>
/// <param name="Amount">As it was called last.</param>
/// <param name="Cash">Free cash now; not below zero.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CallMet(AccountId Account, Currency Currency, Money Amount, Money Cash);

/// <summary>The deadline came and free cash is below zero: the account is restricted (rule CAL-004).</summary>
/// <param name="Amount">As it was called last.</param>
/// <param name="Missing">What free cash lacks to zero now; above zero.</param>
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
