// The spot market's bids, standing offers and certificates: commands and events of fixed shape.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>A whole hour of delivery in UTC, counted from 1970-01-01T00:00Z.</summary>
public static class DeliveryHours
{
    public const long Nanoseconds = 60 * Instant.PerMinute;

    /// <summary>The hour in which a moment falls.</summary>
    public static long Of(Instant moment)
    {
        var hours = moment.Nanoseconds / Nanoseconds;
        return moment.Nanoseconds % Nanoseconds < 0 ? hours - 1 : hours;
    }

    /// <summary>The moment at which an hour begins.</summary>
    public static Instant Begin(long hour) => new(checked(hour * Nanoseconds));
}

/// <summary>A bid or an offer for the next auction of a product (rule SPT-002).</summary>
/// <param name="Product">The name of its document.</param>
/// <param name="Reference">The account's own number of it, above zero; one account's numbers differ in one auction of
/// one product.</param>
/// <param name="FirstHour">Its first delivery hour.</param>
/// <param name="Hours">How many hours; one where it is divisible.</param>
/// <param name="Lots">In every hour.</param>
/// <param name="Limit">Worst price in ticks for one lot and hour; of a block: of the average over its hours.</param>
/// <param name="AllOrNone">1: all its lots in all its hours or nothing; 0: divisible, one hour.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PlaceSpotBid(
    AccountId Account,
    Name24 Product,
    Side Side,
    long Reference,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Price Limit,
    byte AllOrNone
);

/// <summary>Takes a bid back before its auction.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelSpotBid(AccountId Account, Name24 Product, long Reference);

/// <summary>A bid waits for its auction.</summary>
/// <param name="Reserved">What it set aside of free cash, minor units.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotBidTaken(
    AccountId Account,
    Name24 Product,
    Side Side,
    long Reference,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Price Limit,
    byte AllOrNone,
    Money Reserved
);

/// <summary>Why a bid left.</summary>
public enum SpotBidEnd : byte
{
    None = 0,

    /// <summary>Its account took it back.</summary>
    TakenBack = 1,

    /// <summary>The auction filled it, wholly or in part.</summary>
    Filled = 2,

    /// <summary>The auction left it out.</summary>
    NotFilled = 3,

    /// <summary>The auction left it out although its limit was good: an all-or-none block that did not fit.</summary>
    ParadoxicallyRejected = 4,

    /// <summary>Its account was shut out before the auction.</summary>
    ShutOut = 5,
}

/// <summary>A bid came to its end.</summary>
/// <param name="Filled">Lots in every hour; zero: none.</param>
/// <param name="Paid">What they cost or bring over all hours.</param>
/// <param name="Freed">What came back to free cash.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotBidEnded(
    AccountId Account,
    Name24 Product,
    long Reference,
    SpotBidEnd How,
    Quantity Filled,
    Money Paid,
    Money Freed
);

/// <summary>By which mechanism a spot trade came about.</summary>
public enum SpotVenue : byte
{
    None = 0,
    Auction = 1,
    Book = 2,
    Quote = 3,
}

/// <summary>So much was sold; each trade has a certificate of the same number of lots.</summary>
/// <param name="Trade">Rises by one over all spot trades.</param>
/// <param name="Lots">In every hour.</param>
/// <param name="Paid">For all hours.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotTraded(
    long Trade,
    Name24 Product,
    SpotVenue Venue,
    AccountId Buyer,
    AccountId Seller,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Money Paid,
    long Certificate
);

/// <summary>Where a certificate stands.</summary>
public enum CertificateState : byte
{
    None = 0,

    /// <summary>It may be transferred, split, tendered and redeemed.</summary>
    Issued = 1,

    /// <summary>Its owner asked for delivery; a meter draws on it.</summary>
    Redeemed = 2,

    /// <summary>Drawn to the last unit, or its window and its grace have passed.</summary>
    Ended = 3,

    /// <summary>Tendered for delivery on a futures month: it rests until that has ended.</summary>
    Tendered = 4,
}

/// <summary>A certificate exists (rule CRT-001): the right to so many metered units of a product from its issuer inside
/// a window.</summary>
/// <param name="Certificate">Rises by one over all certificates.</param>
/// <param name="Units">Metered units: lots by hours by units per lot.</param>
/// <param name="Paid">What its buyer has prepaid for it, held in escrow; zero: none.</param>
/// <param name="Collateral">What its issuer has deposited for it.</param>
/// <param name="From">The certificate that it was split from; zero: none.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CertificateIssued(
    long Certificate,
    Name24 Product,
    AccountId Issuer,
    AccountId Owner,
    long FirstHour,
    int Hours,
    Quantity Lots,
    long Units,
    Money Paid,
    Money Collateral,
    long From
);

/// <summary>An issuer makes a certificate of its own, without a sale, to pass it on or to tender it (rule
/// CRT-002).</summary>
/// <param name="Reference">Used once per account, cash included.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct IssueCertificate(
    AccountId Account,
    Name24 Product,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Name24 Reference
);

/// <summary>Command and event: an owner gives a certificate to another account, free of payment (rule
/// CRT-003).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TransferCertificate(AccountId Account, long Certificate, AccountId To);

/// <summary>Takes so many lots off into a certificate of their own (rule CRT-004).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SplitCertificate(AccountId Account, long Certificate, Quantity Lots);

/// <summary>A certificate gave lots to a new one, with their share of what was prepaid and deposited.</summary>
/// <param name="Lots">What is left of it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CertificateSplit(
    long Certificate,
    Quantity Lots,
    long Units,
    Money Paid,
    Money Collateral,
    long Into
);

/// <summary>Command and event: the owner asks for delivery through a meter (rule CRT-005); from then on it stays with
/// its owner.</summary>
/// <param name="Meter">Above zero: who may draw on it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RedeemCertificate(AccountId Account, long Certificate, int Meter);

/// <summary>An account offers to stand in where an issuer fails (rule DLV-004).</summary>
/// <param name="Price">Ticks for one lot and hour; at most the cap.</param>
/// <param name="Offered">1: it stands in; 0: no more.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetStandby(AccountId Account, Name24 Product, Price Price, byte Offered);

/// <summary>A meter tells what was delivered on a certificate, or that delivery failed (rule DLV-001).</summary>
/// <param name="Meter">The certificate's meter.</param>
/// <param name="Record">The meter's own number, rising strictly: the same record again is told as done and changes
/// nothing.</param>
/// <param name="Hour">The hour of delivery, inside the certificate's window.</param>
/// <param name="By">Who delivered: the issuer (0 is the same) or an account that stands in.</param>
/// <param name="Delivered">Metered units; not below zero.</param>
/// <param name="Failed">Metered units that the owner asked for in vain; not below zero; not both zero.</param>
/// <param name="Evidence">The first 24 letters of the meter's own hash of what it rests on.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RecordDelivery(
    int Meter,
    long Record,
    long Certificate,
    long Hour,
    AccountId By,
    long Delivered,
    long Failed,
    Name24 Evidence
);

/// <summary>A delivery was recorded and paid for.</summary>
/// <param name="By">Who delivered: never 0.</param>
/// <param name="Drawn">Units drawn after it.</param>
/// <param name="Paid">Out of escrow, to whoever delivered.</param>
/// <param name="TopUp">Out of the issuer's collateral, to whoever stood in at a higher price.</param>
/// <param name="Released">Of the issuer's collateral, back to it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DeliveryRecorded(
    int Meter,
    long Record,
    long Certificate,
    long Hour,
    AccountId By,
    long Delivered,
    long Failed,
    Name24 Evidence,
    long Drawn,
    Money Paid,
    Money TopUp,
    Money Released
);

/// <summary>A certificate ended (rule DLV-005): what was drawn, what was not, and who has the rest of the
/// money.</summary>
/// <param name="Unused">Units neither drawn nor counted as failed.</param>
/// <param name="Failed">Units that count as failed.</param>
/// <param name="PaidUnused">Out of escrow to the issuer for what was left standing.</param>
/// <param name="Refunded">Out of escrow to the owner.</param>
/// <param name="Penalty">Out of the issuer's collateral to the owner.</param>
/// <param name="Released">The rest of the collateral, back to the issuer.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CertificateEnded(
    long Certificate,
    long Drawn,
    long Failed,
    long Unused,
    Money PaidUnused,
    Money Refunded,
    Money Penalty,
    Money Released
);
