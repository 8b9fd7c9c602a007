// What the meter knows of one certificate: what was held, settled, summed up and told to the venue.
namespace Tokenbourse.Gateways.Meter;

/// <summary>A request while it is served.</summary>
/// <param name="account">Its certificate.</param>
/// <param name="number">Sequence of its hold.</param>
/// <param name="held">What was held.</param>
/// <param name="model">Its model.</param>
/// <param name="mostOutput">Output tokens of all its answers, at most.</param>
/// <param name="rateUnits">Taken from the bucket.</param>
public sealed class OpenRequest(
    CertificateAccount account,
    long number,
    HeldRecord held,
    MeteredModel model,
    long mostOutput,
    long rateUnits
)
{
    /// <summary>Its certificate.</summary>
    public CertificateAccount Account => account;

    /// <summary>Sequence of its hold; its name in the journal.</summary>
    public long Number => number;

    /// <summary>What was held.</summary>
    public HeldRecord Held => held;

    /// <summary>Its model.</summary>
    public MeteredModel Model => model;

    /// <summary>Output tokens of all its answers, at most.</summary>
    public long MostOutput => mostOutput;

    /// <summary>Taken from the bucket.</summary>
    public long RateUnits => rateUnits;

    internal EndedRequest? Ended { get; set; }
}

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

/// <summary>Everything under <see cref="Gate"/>; amounts in millionths of a standard token.</summary>
/// <param name="certificate">Its number.</param>
public sealed class CertificateAccount(long certificate)
{
    internal Lock Gate { get; } = new();

    internal SemaphoreSlim Asking { get; } = new(1, 1);

    /// <summary>The certificate.</summary>
    public long Certificate => certificate;

    /// <summary>Held for requests that are served.</summary>
    public long HeldMicro { get; internal set; }

    /// <summary>Charged.</summary>
    public long SettledMicro { get; internal set; }

    /// <summary>Part of <see cref="SettledMicro"/> that bills have taken up.</summary>
    public long BilledMicro { get; internal set; }

    /// <summary>Whole units in bills.</summary>
    public long BilledUnits { get; internal set; }

    /// <summary>Asked for in vain, as far as bills have taken it up.</summary>
    public long FailedMicro { get; internal set; }

    /// <summary>Whole units asked for in vain, in bills.</summary>
    public long FailedUnits { get; internal set; }

    /// <summary>Delivered units that the venue has taken.</summary>
    public long TakenUnits { get; internal set; }

    /// <summary>Delivered units that the venue has refused for good.</summary>
    public long RefusedUnits { get; internal set; }

    /// <summary>Requests that were charged.</summary>
    public long Requests { get; internal set; }

    internal Queue<EndedRequest> Unbilled { get; } = new();

    internal CertificateFacts? Facts { get; private set; }

    internal long FactsTicks { get; private set; }

    internal RateBucket? Bucket { get; private set; }

    private long TakenAtFacts { get; set; }

    /// <summary>What is left: the certificate's units less what others drew, what is charged and what is
    /// held.</summary>
    internal Int128 LeftMicro
    {
        get
        {
            var elsewhere = long.Max(0, Facts!.Drawn - TakenAtFacts);
            return ((Int128)(Facts.Units - elsewhere) * TokenWeights.Unit) - SettledMicro - HeldMicro;
        }
    }

    /// <summary>The venue has told.</summary>
    /// <param name="facts">Now in force.</param>
    /// <param name="takenBefore">Our units that the venue had taken when it was asked: they are among its
    /// drawn.</param>
    /// <param name="ticks">UTC.</param>
    internal void Learn(CertificateFacts facts, long takenBefore, long ticks)
    {
        (Facts, TakenAtFacts, FactsTicks) = (facts, takenBefore, ticks);
        if (facts.UnitsAMinute <= 0)
            Bucket = null;
        else if (Bucket is null || Bucket.AMinute != long.Min(facts.UnitsAMinute, RateBucket.MostAMinute))
            Bucket = new(long.Min(facts.UnitsAMinute, RateBucket.MostAMinute), ticks);
    }

    /// <summary>The venue no longer says what it said.</summary>
    internal void Forget() => FactsTicks = 0;
}
