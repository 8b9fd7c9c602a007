// Tells a venue what usage records say was delivered, hour by hour; run again after any cut, it posts nothing twice.
using System.Globalization;
using Tokenbourse.Desk.Client;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Desk.Delivery;

/// <summary>How the venue took an hour.</summary>
public enum PostOutcome : byte
{
    None = 0,

    /// <summary>It was recorded now.</summary>
    Posted = 1,

    /// <summary>The venue had it.</summary>
    Known = 2,

    /// <summary>The venue does not take it.</summary>
    Refused = 3,
}

/// <summary>One hour of a certificate and how the venue took it.</summary>
/// <param name="Record">The meter's number of it; zero when it was known before anything was sent.</param>
/// <param name="Delivered">GPU-seconds; at most what was sold.</param>
/// <param name="Failed">GPU-seconds sold and not delivered.</param>
/// <param name="Error">Null unless it was refused.</param>
public sealed record PostedHour(
    long Certificate,
    long Hour,
    int Meter,
    long Record,
    long Delivered,
    long Failed,
    PostOutcome Outcome,
    VenueError? Error
);

/// <summary>
/// Posts reconciled hours. A record's number is the lowest above the meter's last one that leaves, divided by 4096, the
/// hours of the certificate's window that are told once it is taken. So the last record of a certificate, which the
/// venue shows, says where to go on, and no file of our own can be lost. And two runs at once that would tell the same
/// hour give it the same number, which the venue takes once: whatever each of them knows of the meter's last record, as
/// long as it knew so before it read the certificate. The meter must be this program's alone.
/// </summary>
/// <param name="door">The venue.</param>
/// <param name="evidence">1 to 24 letters: what the records rest on.</param>
public sealed class DeliveryPoster(IDeliveryDoor door, string evidence)
{
    /// <summary>More than a certificate has hours (2,208).</summary>
    public const long Step = 4096;

    // Other runs that use the meter at the same moment; each time the venue says where it stands.
    private const int Tries = 100;

    private const int AlreadyDone = (int)RejectReason.AlreadyDone;
    private const int OutOfOrder = (int)RejectReason.RecordOutOfOrder;

    private readonly Dictionary<int, long> _last = [];

    /// <summary>Hours of a certificate's window that this program has told.</summary>
    public static int Told(VenueCertificate certificate) => (int)(certificate.LastRecord % Step);

    /// <summary>Was the certificate's last record made by this program, as far as can be seen?</summary>
    public static bool IsOwn(VenueCertificate certificate) => Told(certificate) <= certificate.Hours;

    /// <summary>Posts the hours that the venue does not have.</summary>
    /// <param name="certificates">As the venue shows them; those that are not redeemed, have ended or whose last
    /// record is not of this program are left alone.</param>
    /// <param name="hours">As reconciled, every hour of each certificate from its first on.</param>
    /// <returns>Every hour in order; a certificate ends at its first refusal.</returns>
    /// <exception cref="VenueException">The venue cannot be reached: run it again.</exception>
    public async Task<IReadOnlyList<PostedHour>> Post(
        IReadOnlyList<VenueCertificate> certificates,
        IReadOnlyList<DeliveredHour> hours,
        CancellationToken cancel
    )
    {
        foreach (var certificate in certificates)
            _last[certificate.Meter] = long.Max(_last.GetValueOrDefault(certificate.Meter), certificate.LastRecord);
        var posted = new List<PostedHour>();
        foreach (var read in certificates)
        {
            // As it stands now: another run may have posted since the list was read.
            var certificate = await door.Certificate(read.Certificate, cancel);
            if (certificate is not { State: "redeemed", Meter: > 0 } || !IsOwn(certificate))
                continue;
            var told = Told(certificate);
            var number = 0;
            foreach (var hour in hours.Where(h => h.Certificate == certificate.Certificate).OrderBy(h => h.Hour))
            {
                number++;
                if (number <= told)
                {
                    posted.Add(Row(certificate, hour, 0, PostOutcome.Known, null));
                    continue;
                }

                (var row, told) = await Post(certificate, hour, number, cancel);
                posted.Add(row);
                if (row.Outcome == PostOutcome.Refused)
                    break;
            }
        }

        return posted;
    }

    /// <summary>The number of a record.</summary>
    /// <param name="last">The meter's last one, or any before it.</param>
    /// <param name="told">Hours of the certificate that are told once it is taken.</param>
    public static long Next(long last, int told)
    {
        var from = long.Max(last, Step - 1);
        var next = from - (from % Step) + told;
        return next > from ? next : next + Step;
    }

    /// <summary>Posts an hour that is not told.</summary>
    /// <returns>How the venue took it, and the hours of the certificate that are told now.</returns>
    private async Task<(PostedHour Row, int Told)> Post(
        VenueCertificate certificate,
        DeliveredHour hour,
        int number,
        CancellationToken cancel
    )
    {
        var record = 0L;
        SpotAnswer answer = new("", null);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            record = Next(_last.GetValueOrDefault(certificate.Meter), number);
            answer = await door.Record(Words(certificate, hour, record), cancel);
            if (answer.Error is not { } error)
            {
                _last[certificate.Meter] = record;
                return (Row(certificate, hour, record, PostOutcome.Posted, null), number);
            }

            if (error.Num is not (AlreadyDone or OutOfOrder))
                break;

            // Another run was faster. First where the meter stands, then what the venue has of this certificate: the
            // other way round an hour that is told in between would be told again.
            var last = long.TryParse(error.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var next)
                ? next - (error.Num == OutOfOrder ? 1 : 0)
                : record;
            _last[certificate.Meter] = long.Max(_last.GetValueOrDefault(certificate.Meter), last);
            var now = await door.Certificate(certificate.Certificate, cancel);
            if (IsOwn(now) && Told(now) >= number)
                return (Row(certificate, hour, record, PostOutcome.Known, null), Told(now));
            if (now.State != "redeemed" || !IsOwn(now))
                break;
        }

        return (Row(certificate, hour, record, PostOutcome.Refused, answer.Error), 0);
    }

    private VenueDelivery Words(VenueCertificate certificate, DeliveredHour hour, long record) =>
        new(
            certificate.Meter,
            record,
            certificate.Certificate,
            DeliveryHours.Begin(hour.Hour).ToString(),
            long.Min(hour.Delivered, hour.Sold),
            hour.Shortfall,
            evidence
        );

    private static PostedHour Row(
        VenueCertificate certificate,
        DeliveredHour hour,
        long record,
        PostOutcome outcome,
        VenueError? error
    ) =>
        new(
            certificate.Certificate,
            hour.Hour,
            certificate.Meter,
            record,
            long.Min(hour.Delivered, hour.Sold),
            hour.Shortfall,
            outcome,
            error
        );
}
