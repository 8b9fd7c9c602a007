// What one deliverer of a certificate has delivered and was billed: a running total of its own, so its units are exact.
using System.Security.Cryptography;

namespace Tokenbourse.Gateways.Meter;

/// <summary>A request that has ended and that no bill has taken up.</summary>
/// <param name="sequence">Of the record that ended it.</param>
/// <param name="kind">Settled or released.</param>
/// <param name="numbers">The record's.</param>
/// <param name="hour">Of delivery.</param>
/// <param name="micro">Charged.</param>
/// <param name="failedMicro">Asked for in vain.</param>
internal sealed class EndedRequest(
    long sequence,
    MeterRecord kind,
    long[] numbers,
    long hour,
    long micro,
    long failedMicro
)
{
    public long Sequence => sequence;

    public MeterRecord Kind => kind;

    public long[] Numbers => numbers;

    public long Hour => hour;

    public long Micro => Voided ? 0 : micro;

    public long FailedMicro => failedMicro;

    /// <summary>It is known whether the client's connection took the answer.</summary>
    public bool Closed { get; set; }

    /// <summary>It did not.</summary>
    public bool Voided { get; set; }
}

/// <summary>The issuer's, or that of an account that stands in. Under the
/// account's gate; amounts in millionths of a standard token.</summary>
/// <param name="by">The account that stands in; 0: the issuer.</param>
internal sealed class DeliveryLedger(long by)
{
    /// <summary>The account that stands in; 0: the issuer.</summary>
    public long By => by;

    /// <summary>Charged, as far as bills have taken it up.</summary>
    public long BilledMicro { get; set; }

    /// <summary>Whole units in bills.</summary>
    public long BilledUnits { get; set; }

    /// <summary>Asked for in vain, as far as bills have taken it up.</summary>
    public long FailedMicro { get; set; }

    /// <summary>Whole units asked for in vain, in bills.</summary>
    public long FailedUnits { get; set; }

    /// <summary>What has ended and is in no bill, in the order of the journal.</summary>
    public Queue<EndedRequest> Unbilled { get; } = new();

    /// <summary>The oldest ended requests of one hour as a bill; null when
    /// they make no whole unit. They are then no longer unbilled.</summary>
    public BilledRecord? Bill(long certificate, long record)
    {
        // A client that always leaves must not fill the queue: what is charged nothing needs no bill.
        while (Unbilled.TryPeek(out var voided) && voided.Voided)
            Unbilled.Dequeue();
        var (micro, failed) = (BilledMicro, FailedMicro);
        long requests = 0,
            through = 0,
            hour = 0,
            units = 0,
            lost = 0;
        foreach (var ended in Unbilled)
        {
            if (!ended.Closed || (ended.Hour != hour && units + lost > 0))
                break;
            (hour, through) = (ended.Hour, ended.Sequence);
            micro += ended.Micro;
            failed += ended.FailedMicro;
            requests += ended.Voided ? 0 : 1;
            // Units come from the running totals, so that what one bill rounds away the next one has.
            units = (micro / TokenWeights.Unit) - BilledUnits;
            lost = (failed / TokenWeights.Unit) - FailedUnits;
        }

        if (units + lost == 0)
            return null;
        var evidence = Evidence(through);
        var bill = new BilledRecord(record, certificate, hour, units, lost, requests, through, evidence, by);
        Take(bill, static _ => { });
        return bill;
    }

    /// <summary>A bill has taken up the oldest requests.</summary>
    /// <param name="bill">Which.</param>
    /// <param name="each">Hears each of them.</param>
    public void Take(in BilledRecord bill, Action<EndedRequest> each)
    {
        while (Unbilled.TryPeek(out var ended) && ended.Sequence <= bill.Through)
        {
            Unbilled.Dequeue();
            BilledMicro += ended.Micro;
            FailedMicro += ended.FailedMicro;
            each(ended);
        }

        BilledUnits += bill.Units;
        FailedUnits += bill.Failed;
    }

    private Digest256 Evidence(long through)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> frame = stackalloc byte[JournalCodec.Size(JournalCodec.MostNumbers)];
        foreach (var ended in Unbilled)
        {
            if (ended.Sequence > through)
                break;
            if (!ended.Voided)
                hash.AppendData(frame[..JournalCodec.Write(frame, ended.Sequence, ended.Kind, ended.Numbers)]);
        }

        return Digest256.Of(hash.GetHashAndReset());
    }
}
