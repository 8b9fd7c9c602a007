// What the meter needs of the venue: what a certificate is, and a place to record what was drawn.
namespace Tokenbourse.Gateways.Meter;

/// <summary>A certificate as the venue tells it.</summary>
/// <param name="Certificate">Its number.</param>
/// <param name="Product">The spot product.</param>
/// <param name="Owner">Account of the holder.</param>
/// <param name="Issuer">Account of the seller who delivers.</param>
/// <param name="Units">Units in all (standard tokens).</param>
/// <param name="Drawn">Units that the venue has recorded as drawn.</param>
/// <param name="FirstHour">The window's first hour, hours since 1970 UTC.</param>
/// <param name="Hours">The window's length.</param>
/// <param name="UnitsAMinute">Most units a minute; 0: no such limit.</param>
/// <param name="State">The venue's word; <c>redeemed</c> is the one that opens the meter.</param>
/// <param name="Meter">Who may draw on it.</param>
public sealed record CertificateFacts(
    long Certificate,
    string Product,
    long Owner,
    long Issuer,
    long Units,
    long Drawn,
    long FirstHour,
    long Hours,
    long UnitsAMinute,
    string State,
    long Meter
)
{
    /// <summary>The word of a certificate that may be drawn.</summary>
    public const string Redeemed = "redeemed";
}

/// <summary>One record of delivery. (<paramref name="Meter"/>, <paramref name="Record"/>) rises strictly.</summary>
/// <param name="Certificate">What was drawn.</param>
/// <param name="Meter">Who counted.</param>
/// <param name="Record">1, 2, 3 ...</param>
/// <param name="Hour">Of delivery, hours since 1970 UTC.</param>
/// <param name="Delivered">Whole units that were delivered.</param>
/// <param name="Failed">Whole units that were asked for in vain.</param>
/// <param name="Evidence">The first 24 hex digits of the SHA-256 of the requests that it sums up.</param>
/// <param name="By">The account that stood in; 0: the issuer delivered.</param>
public readonly record struct DeliveryRecord(
    long Certificate,
    long Meter,
    long Record,
    long Hour,
    long Delivered,
    long Failed,
    string Evidence,
    long By = 0
);

/// <summary>What the venue said to a record.</summary>
/// <param name="Taken">It is recorded, now or before.</param>
/// <param name="Num">The number of the refusal; 0 when it is taken.</param>
/// <param name="Message">The refusal's sentence.</param>
public readonly record struct DeliveryAnswer(bool Taken, int Num, string Message);

/// <summary>The venue.</summary>
public interface IDeliveryVenue
{
    /// <summary>What a certificate is now; null when there is none of that number.</summary>
    /// <exception cref="DeliveryVenueException">The venue could not be asked.</exception>
    Task<CertificateFacts?> Certificate(long certificate, CancellationToken stop);

    /// <summary>Records a delivery; the same record again changes nothing and is taken.</summary>
    /// <exception cref="DeliveryVenueException">The venue could not be asked, or has another record under that number;
    /// it may or may not have this one.</exception>
    Task<DeliveryAnswer> Record(DeliveryRecord record, CancellationToken stop);
}

/// <summary>The venue could not be asked.</summary>
public sealed class DeliveryVenueException(string message, Exception? inner = null) : Exception(message, inner);
