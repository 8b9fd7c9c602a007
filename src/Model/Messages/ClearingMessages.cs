// The steps of a clearing day: asked one by one, told one by one.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>The fourteen steps in their order (rule CLD-001).</summary>
public enum ClearingStepNumber : byte
{
    None = 0,
    CloseTrading = 1,
    LimitLadder = 2,
    FreezeTrades = 3,
    SettlementPrices = 4,
    VerifyLots = 5,
    MarkToMarket = 6,
    Fees = 7,
    Expire = 8,
    MarginRates = 9,
    FundsCheck = 10,
    Statements = 11,
    Reconcile = 12,
    Roll = 13,
    Publish = 14,
}

/// <summary>How many steps there are.</summary>
public static class ClearingSteps
{
    public const int Last = (int)ClearingStepNumber.Publish;
}

/// <summary>Take the next step of a calendar's clearing day.</summary>
/// <param name="Calendar">Number of the calendar, in the order of definition from 1.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ClearingStep(int Calendar, TradingDate Day, ClearingStepNumber Step);

/// <summary>A step is done.</summary>
/// <param name="Count">Control total: how many things the step dealt with (rule CLD-003).</param>
/// <param name="Total">Control total: lots, or the last trade's number; zero where the step has none.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ClearingStepDone(
    int Calendar,
    TradingDate Day,
    ClearingStepNumber Step,
    long Count,
    long Total
);

/// <summary>An account's balance (cash and margin; from release 3 on withdrawals pending too) is struck in one currency
/// (rules CLD-004 and CSH-004).</summary>
/// <param name="Before">Balance at the strike before.</param>
/// <param name="Moved">Deposits less withdrawals since.</param>
/// <param name="Fees">Fees since; not below zero.</param>
/// <param name="Variation">Gains less losses since.</param>
/// <param name="Balance">Before + Moved - Fees + Variation.</param>
/// <param name="Margin">What of it is held as margin.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AccountStruck(
    AccountId Account,
    Currency Currency,
    int Calendar,
    TradingDate Day,
    Money Before,
    Money Moved,
    Money Fees,
    Money Variation,
    Money Balance,
    Money Margin
);

/// <summary>The margin rate of a contract month from the next trading day on (rules MRG-003 to MRG-005).</summary>
/// <param name="Day">The day that was cleared.</param>
/// <param name="RatePpm">Of the value at settlement.</param>
/// <param name="LargerSide">1: of all such months of the contract the dearer side alone is charged.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct MarginRateSet(InstrumentId Instrument, TradingDate Day, int RatePpm, byte LargerSide);
