// A reconciliation of GPU hours as programs read it.
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Delivery;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Spot;

/// <summary>A certificate over the hours that were judged. GPU-seconds.</summary>
/// <param name="Told">Hours of it that this program has told the venue.</param>
/// <param name="Drawn">What the venue has drawn on it.</param>
/// <param name="DrawnByRecords">What it would have drawn by these records
/// in the hours told; null: its meter is not this program's.</param>
internal sealed record ReconciledCertificate(
    long Certificate,
    string Product,
    string State,
    int Meter,
    string FirstHour,
    int Hours,
    int Judged,
    long Sold,
    long Delivered,
    long Shortfall,
    long Excess,
    int Told,
    long Drawn,
    long? DrawnByRecords
);

/// <summary>One hour. GPU-seconds.</summary>
internal sealed record ReconciledHour(
    long Certificate,
    string Hour,
    long Sold,
    long Delivered,
    long Shortfall,
    long Excess
);

/// <summary>A record, or part of one, that counts for nobody.</summary>
internal sealed record ReconciledFault(
    int Row,
    string Finding,
    string FirstHour,
    long Seconds,
    IReadOnlyList<long> Certificates
);

/// <summary>An hour told to the venue.</summary>
internal sealed record ReconciledPost(
    long Certificate,
    string Hour,
    int Meter,
    long Record,
    long Delivered,
    long Failed,
    string Outcome,
    VenueError? Error
);

/// <summary>All of it.</summary>
/// <param name="Until">Hours from here on were not judged; null: all were.</param>
/// <param name="Posts">Null: nothing was to be posted.</param>
internal sealed record Reconciled(
    string File,
    int Read,
    int Used,
    IReadOnlyDictionary<string, int> LeftOut,
    IReadOnlyList<CsvFault> BadRows,
    string? Until,
    bool Agrees,
    long TwiceTold,
    IReadOnlyList<ReconciledCertificate> Certificates,
    IReadOnlyList<ReconciledHour> Hours,
    IReadOnlyList<ReconciledFault> Faults,
    IReadOnlyList<ReconciledPost>? Posts
)
{
    /// <summary>Puts together what was counted.</summary>
    /// <param name="until">Hours from this one on were not judged.</param>
    public static Reconciled Of(
        ImportReport report,
        IReadOnlyList<VenueCertificate> certificates,
        ReconciledDelivery result,
        long until,
        IReadOnlyList<PostedHour>? posted
    )
    {
        var rows = certificates
            .Select(c => Row(c, [.. result.Hours.Where(h => h.Certificate == c.Certificate)]))
            .ToList();
        return new(
            report.File,
            report.Read,
            report.Used,
            report.Skipped,
            report.Faults,
            until == long.MaxValue ? null : Hour(until),
            result.Agrees
                && report.Used == report.Read
                && rows.TrueForAll(r => r.DrawnByRecords is not { } drawn || drawn == r.Drawn)
                && posted?.Any(p => p.Outcome == PostOutcome.Refused) != true,
            result.TwiceTold,
            rows,
            [
                .. result.Hours.Select(h => new ReconciledHour(
                    h.Certificate,
                    Hour(h.Hour),
                    h.Sold,
                    h.Delivered,
                    h.Shortfall,
                    h.Excess
                )),
            ],
            [
                .. result.Faults.Select(f => new ReconciledFault(
                    f.Row,
                    Words(f.Finding),
                    Hour(f.FirstHour),
                    f.Seconds,
                    f.Certificates
                )),
            ],
            posted
                ?.Select(p => new ReconciledPost(
                    p.Certificate,
                    Hour(p.Hour),
                    p.Meter,
                    p.Record,
                    p.Delivered,
                    p.Failed,
                    p.Outcome switch
                    {
                        PostOutcome.Posted => "posted",
                        PostOutcome.Known => "known",
                        _ => "refused",
                    },
                    p.Error
                ))
                .ToList()
        );
    }

    private static ReconciledCertificate Row(VenueCertificate c, IReadOnlyList<DeliveredHour> hours)
    {
        var own = DeliveryPoster.IsOwn(c);
        var told = own ? DeliveryPoster.Told(c) : 0;
        return new(
            c.Certificate,
            c.Product,
            c.State,
            c.Meter,
            c.FirstHour,
            c.Hours,
            hours.Count,
            hours.Sum(h => h.Sold),
            hours.Sum(h => h.Delivered),
            hours.Sum(h => h.Shortfall),
            hours.Sum(h => h.Excess),
            told,
            c.Drawn,
            own ? hours.Take(told).Sum(h => long.Min(h.Sold, h.Delivered)) : null
        );
    }

    private static string Hour(long hour) => DeliveryHours.Begin(hour).ToString();

    private static string Words(RecordFinding finding) =>
        finding switch
        {
            RecordFinding.Outside => "outside of every window",
            RecordFinding.OutsideNamed => "outside of the window of the certificate it names",
            RecordFinding.Unknown => "names a certificate that is not asked about",
            RecordFinding.Contested => "two certificates claim it: name one",
            _ => "the same node at the same time for another certificate",
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Reconciled))]
internal sealed partial class ReconciledJson : JsonSerializerContext;
