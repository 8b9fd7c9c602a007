// Futures that end in certificates: tenders, requests, and who delivers to whom.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Command and event: a short tenders a certificate for one lot of a month (rule DLF-001).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TenderCertificate(AccountId Account, long Certificate, InstrumentId Instrument);

/// <summary>Takes a tender back.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct WithdrawTender(AccountId Account, long Certificate);

/// <summary>Command and event: a long asks for delivery of so many of its lots (rule DLF-002); the newest word
/// counts.</summary>
/// <param name="Lots">Zero: none.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RequestDelivery(AccountId Account, InstrumentId Instrument, Quantity Lots);

/// <summary>Why a tender left without a delivery.</summary>
public enum TenderEnd : byte
{
    None = 0,

    /// <summary>Its account took it back.</summary>
    TakenBack = 1,

    /// <summary>Nobody asked for the lot, or fewer were asked for than tendered.</summary>
    NotAllocated = 2,

    /// <summary>Its account was no longer short of the lot when the month ended.</summary>
    NotShort = 3,

    /// <summary>Whoever it was allocated to could not pay.</summary>
    NotPaid = 4,
}

/// <summary>A certificate is free again.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TenderEnded(AccountId Account, long Certificate, InstrumentId Instrument, TenderEnd How);

/// <summary>A lot is delivered (rule DLF-003): the certificate goes from short to long against the final
/// price.</summary>
/// <param name="Paid">Final price times the lot, minor units: it waits in escrow for its issuer.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeliveryAllocated(
    InstrumentId Instrument,
    long Certificate,
    AccountId From,
    AccountId To,
    Money Paid
);

/// <summary>A long was allocated lots that it could not pay: they end in cash like all others.</summary>
/// <param name="Short">Minor units that it lacked for the first of them.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeliveryMissed(InstrumentId Instrument, AccountId Account, Quantity Lots, Money Short);
