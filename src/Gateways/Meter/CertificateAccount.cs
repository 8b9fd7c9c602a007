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

/// <summary>Everything under <see cref="Gate"/>; amounts in millionths of a standard token.</summary>
/// <param name="certificate">Its number.</param>
public sealed class CertificateAccount(long certificate)
{
    private readonly SortedDictionary<long, DeliveryLedger> _ledgers = [];

    internal Lock Gate { get; } = new();

    internal SemaphoreSlim Asking { get; } = new(1, 1);

    /// <summary>How often the venue was asked in vain.</summary>
    internal long AskedInVain { get; set; }

    /// <summary>The certificate.</summary>
    public long Certificate => certificate;

    /// <summary>Held for requests that are served.</summary>
    public long HeldMicro { get; internal set; }

    /// <summary>Charged.</summary>
    public long SettledMicro { get; internal set; }

    /// <summary>Whole units in bills.</summary>
    public long BilledUnits => _ledgers.Values.Sum(l => l.BilledUnits);

    /// <summary>Whole units asked for in vain, in bills.</summary>
    public long FailedUnits => _ledgers.Values.Sum(l => l.FailedUnits);

    /// <summary>Asked for in vain by the seller's fault, in bills or not.</summary>
    public long VainMicro { get; internal set; }

    /// <summary>Delivered units that the venue has taken.</summary>
    public long TakenUnits { get; internal set; }

    /// <summary>Delivered units that the venue has refused for good.</summary>
    public long RefusedUnits { get; internal set; }

    /// <summary>Requests that were charged.</summary>
    public long Requests { get; internal set; }

    /// <summary>By deliverer: the issuer first, then accounts that stood in.</summary>
    internal IEnumerable<DeliveryLedger> Ledgers => _ledgers.Values;

    internal CertificateFacts? Facts { get; private set; }

    internal long FactsTicks { get; private set; }

    internal RateBucket? Bucket { get; private set; }

    private long TakenAtFacts { get; set; }

    /// <summary>What is left: the certificate's units less what others drew, what is charged and what is held. Not
    /// more than the account's sums can hold.</summary>
    internal Int128 LeftMicro
    {
        get
        {
            var elsewhere = long.Max(0, Facts!.Drawn - TakenAtFacts);
            var units = (Int128)(Facts.Units - elsewhere) * TokenWeights.Unit;
            return Int128.Min(long.MaxValue, units) - SettledMicro - HeldMicro;
        }
    }

    /// <summary>What a request that failed by the seller's fault counts as failed: over all requests never more than
    /// the certificate has, since the venue takes no more.</summary>
    internal long Vain(long micro) =>
        (long)Int128.Clamp(((Int128)Facts!.Units * TokenWeights.Unit) - VainMicro, 0, micro);

    /// <summary>What a deliverer has delivered.</summary>
    /// <param name="by">The account that stands in; 0: the issuer.</param>
    internal DeliveryLedger Ledger(long by)
    {
        if (!_ledgers.TryGetValue(by, out var ledger))
            _ledgers[by] = ledger = new(by);
        return ledger;
    }

    /// <summary>The venue has answered a bill.</summary>
    /// <param name="bill">Which.</param>
    /// <param name="num">0: taken; otherwise the refusal's number.</param>
    internal void Answered(in BilledRecord bill, int num)
    {
        if (num == 0)
            TakenUnits += bill.Units;
        else
            RefusedUnits += bill.Units;
    }

    /// <summary>The venue has told.</summary>
    /// <param name="facts">Now in force.</param>
    /// <param name="takenBefore">Our units that the venue had
    /// taken when it was asked: they are among its drawn.</param>
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
