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
/// Posts reconciled hours. A record's number is <c>batch * 4096 + hours told</c>: the batch rises over a meter with
/// every certificate and run, so that numbers rise strictly; the rest counts the hours of the certificate's window that
/// are told once it is taken. So the last record of a certificate, which the venue shows, says where to go on, and no
/// file of our own can be lost. The meter must be this program's alone.
/// </summary>
/// <param name="door">The venue.</param>
/// <param name="evidence">1 to 24 letters: what the records rest on.</param>
public sealed class DeliveryPoster(IDeliveryDoor door, string evidence)
{
    /// <summary>Numbers of one batch; more than a certificate has hours (2,208).</summary>
    public const long Batch = 4096;

    // Another program that used the meter at the same moment; each time the venue says where it stands.
    private const int Tries = 5;

    private const int AlreadyDone = (int)RejectReason.AlreadyDone;
    private const int OutOfOrder = (int)RejectReason.RecordOutOfOrder;

    private readonly Dictionary<int, long> _last = [];

    /// <summary>Hours of a certificate's window that this program has told.</summary>
    public static int Told(VenueCertificate certificate) => (int)(certificate.LastRecord % Batch);

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
            var batch = (_last[certificate.Meter] / Batch) + 1;
            var number = 0;
            foreach (var hour in hours.Where(h => h.Certificate == certificate.Certificate).OrderBy(h => h.Hour))
            {
                number++;
                if (number <= told)
                {
                    posted.Add(Row(certificate, hour, 0, PostOutcome.Known, null));
                    continue;
                }

                var (row, next) = await Post(certificate, hour, number, batch, cancel);
                posted.Add(row);
                batch = next;
                if (row.Outcome == PostOutcome.Refused)
                    break;
            }
        }

        return posted;
    }

    private async Task<(PostedHour Row, long Batch)> Post(
        VenueCertificate certificate,
        DeliveredHour hour,
        int number,
        long batch,
        CancellationToken cancel
    )
    {
        SpotAnswer answer = new("", null);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var record = (batch * Batch) + number;
            answer = await door.Record(Words(certificate, hour, record), cancel);
            if (answer.Error is not { } error)
            {
                _last[certificate.Meter] = record;
                return (Row(certificate, hour, record, PostOutcome.Posted, null), batch);
            }

            if (error.Num is not (AlreadyDone or OutOfOrder))
                break;

            // Somebody was faster, perhaps this program in another window: what does the venue have of this hour?
            var now = await door.Certificate(certificate.Certificate, cancel);
            var last = long.TryParse(error.Limit, NumberStyles.None, CultureInfo.InvariantCulture, out var l)
                ? l
                : record;
            _last[certificate.Meter] = long.Max(_last.GetValueOrDefault(certificate.Meter), last);
            if (now.LastRecord > certificate.LastRecord && Told(now) >= number)
                return (Row(certificate, hour, record, PostOutcome.Known, null), batch);
            batch = (last / Batch) + 1;
        }

        return (Row(certificate, hour, (batch * Batch) + number, PostOutcome.Refused, answer.Error), batch);
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
