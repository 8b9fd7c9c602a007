// Index-linked supply contracts: commands and events of fixed shape.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Where a supply contract stands.</summary>
public enum SupplyState : byte
{
    None = 0,

    /// <summary>The seller proposed it; the buyer has not accepted.</summary>
    Proposed = 1,

    /// <summary>The buyer accepted and deposited the security.</summary>
    InForce = 2,

    /// <summary>The seller ended it early, since an invoice was overdue: the months begun are still billed.</summary>
    CutShort = 3,

    /// <summary>Every month was billed and paid, and the security went back.</summary>
    Ended = 4,

    /// <summary>A side took it back before it was accepted.</summary>
    Withdrawn = 5,
}

/// <summary>The buyer accepts a supply contract and deposits its security (rule SUP-002).</summary>
/// <param name="Supply">Its number, in the order of proposal.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AcceptSupply(AccountId Account, long Supply);

/// <summary>A meter tells what was supplied on a day (rule SUP-003).</summary>
/// <param name="Meter">The contract's meter.</param>
/// <param name="Record">The meter's own number, rising strictly over deliveries and supplies alike: the same record
/// again is told as done and changes nothing.</param>
/// <param name="Day">Of the contract's own clock; not ahead, in a month that was not billed.</param>
/// <param name="Units">Metered units; above zero.</param>
/// <param name="Evidence">The first 24 letters of the meter's own hash of what it rests on.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RecordSupply(
    int Meter,
    long Record,
    long Supply,
    TradingDate Day,
    long Units,
    Name24 Evidence
);

/// <summary>The invoice of a month is made, once (rule SUP-004).</summary>
/// <param name="Account">The seller or the buyer.</param>
/// <param name="Month">Any day of the month.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct InvoiceSupply(AccountId Account, long Supply, TradingDate Month);

/// <summary>The buyer pays what is open of an invoice, whole (rule SUP-005).</summary>
/// <param name="Month">Any day of the month.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PaySupply(AccountId Account, long Supply, TradingDate Month);

/// <summary>A supply contract ends: withdrawn before it was accepted, cut short by the seller while an invoice is
/// overdue, or over, when every month is billed and paid (rule SUP-006).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct EndSupply(AccountId Account, long Supply);

/// <summary>A supply contract went on to another state.</summary>
/// <param name="By">Whose command it was.</param>
/// <param name="Security">What is deposited after it.</param>
/// <param name="Released">Of the security, back to the buyer.</param>
/// <param name="Last">The first day of its last month.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SupplyStateSet(
    long Supply,
    SupplyState State,
    AccountId By,
    Money Security,
    Money Released,
    TradingDate Last
);

/// <summary>A meter's record was counted.</summary>
/// <param name="DayUnits">Metered units of the day after it.</param>
/// <param name="MonthUnits">Of the month.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SupplyRecorded(
    int Meter,
    long Record,
    long Supply,
    TradingDate Day,
    long Units,
    Name24 Evidence,
    long DayUnits,
    long MonthUnits
);

/// <summary>Something of an invoice was paid, or should have been: at the invoice, on its due day, or later by the
/// buyer's command.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="FromCash">Out of the buyer's free cash.</param>
/// <param name="FromSecurity">Out of the security.</param>
/// <param name="Open">What is still missing.</param>
/// <param name="Overdue">1: it was taken, or looked for, on the due day.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SupplyPaid(
    long Supply,
    TradingDate Month,
    Money FromCash,
    Money FromSecurity,
    Money Open,
    byte Overdue
);
