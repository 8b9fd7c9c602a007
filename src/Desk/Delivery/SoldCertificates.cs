// Certificates of GPU hours as a reconciliation takes them: from a venue, or from a file with what a venue answered.
using System.Text.Json;
using Tokenbourse.Desk.Client;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Delivery;

/// <summary>A certificate that cannot be reconciled: its number, the field, its value and the rule.</summary>
public sealed class CertificateException(string message) : Exception(message);

/// <summary>Certificates and what they sold.</summary>
public static class SoldCertificates
{
    // So many that a list's sum cannot overflow: of a million GPUs in a window of 30 years.
    private const long MostUnits = 1_000_000_000_000_000;

    /// <summary>Reads a list as <c>GET /v1/accounts/{account}/certificates</c> answers it.</summary>
    /// <exception cref="CertificateException">It is no such list.</exception>
    public static IReadOnlyList<VenueCertificate> Read(string json, string file)
    {
        try
        {
            var list = JsonSerializer.Deserialize(json, SpotJson.Default.IReadOnlyListVenueCertificate);
            return list is not null && list.All(c => c is not null)
                ? list
                : throw new CertificateException($"{file}: must be a list of certificates");
        }
        catch (JsonException fault)
        {
            throw new CertificateException(
                $"{file}: {fault.Path ?? "$"}: must be a list as GET /v1/accounts/ACCOUNT/certificates answers it"
            );
        }
    }

    /// <summary>Those for which delivery was asked: redeemed, or ended after that.</summary>
    /// <param name="product">Only of this product; null: of every one.</param>
    /// <param name="meter">Only at this meter; null: at every one.</param>
    public static IReadOnlyList<VenueCertificate> Redeemed(
        IEnumerable<VenueCertificate> certificates,
        string? product,
        int? meter
    ) =>
        [
            .. certificates
                .Where(c =>
                    c.Meter > 0 && (product is null || c.Product == product) && (meter is null || c.Meter == meter)
                )
                .OrderBy(c => c.Certificate),
        ];

    /// <summary>What a certificate sold in each hour.</summary>
    /// <exception cref="CertificateException">Its hours or units make no sense.</exception>
    public static SoldWindow WindowOf(VenueCertificate certificate)
    {
        var c = certificate;
        if (!Instant.TryParse(c.FirstHour, out var begin) || begin.Nanoseconds % DeliveryHours.Nanoseconds != 0)
            throw Fault(c, "firstHour", c.FirstHour, "must be the begin of an hour in UTC, yyyy-MM-ddTHH:00:00Z");
        if (c.Hours is < 1 or > Model.Specs.SpotProduct.MostHours)
            throw Fault(c, "hours", $"{c.Hours}", $"must be 1 to {Model.Specs.SpotProduct.MostHours}");
        if (c.Units is < 1 or > MostUnits || c.Units % c.Hours != 0)
            throw Fault(c, "units", $"{c.Units}", $"must be as many in every hour, {MostUnits} at most");
        return new(c.Certificate, DeliveryHours.Of(begin), c.Hours, c.Units / c.Hours);
    }

    private static CertificateException Fault(VenueCertificate c, string field, string value, string rule) =>
        new($"certificate {c.Certificate}: {field} '{value}': {rule}");
}
