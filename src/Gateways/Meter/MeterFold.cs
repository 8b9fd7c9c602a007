// A journal's records become accounts again: at start-up, and for whoever asks what was served.
namespace Tokenbourse.Gateways.Meter;

/// <summary>A hold without an end.</summary>
/// <param name="Hold">What was held.</param>
/// <param name="Reached">What of it the client had for certain; null: nothing is known to have been delivered.</param>
public readonly record struct OpenHold(HeldRecord Hold, ReachedRecord? Reached);

/// <summary>The fold. One thread.</summary>
public sealed partial class MeterFold
{
    private readonly SortedDictionary<long, CertificateAccount> _accounts = [];
    private readonly SortedDictionary<long, OpenHold> _holds = [];
    private readonly SortedDictionary<long, BilledRecord> _unposted = [];
    private readonly Dictionary<long, EndedRequest> _settled = [];

    /// <summary>The meter's number; 0 before the first record.</summary>
    public long Meter { get; private set; }

    /// <summary>By certificate.</summary>
    public IReadOnlyDictionary<long, CertificateAccount> Accounts => _accounts;

    /// <summary>Holds that are neither settled nor released.</summary>
    public IReadOnlyDictionary<long, OpenHold> Holds => _holds;

    /// <summary>Bills that the venue has not answered, by record.</summary>
    public IReadOnlyDictionary<long, BilledRecord> Unposted => _unposted;

    /// <summary>The last bill's record; 0: none.</summary>
    public long LastRecord { get; private set; }

    /// <summary>Takes a record.</summary>
    /// <exception cref="MeterJournalException">It names what never was.</exception>
    public void Take(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
    {
        switch (kind)
        {
            case MeterRecord.Opened:
                Meter = JournalCodec.Opened(numbers).Meter;
                break;
            case MeterRecord.Held:
                Hold(sequence, JournalCodec.Held(numbers));
                break;
            case MeterRecord.Reached:
                Reach(JournalCodec.Reached(numbers));
                break;
            case MeterRecord.Settled:
                Settle(sequence, JournalCodec.Settled(numbers), numbers);
                break;
            case MeterRecord.Released:
                Release(sequence, JournalCodec.Released(numbers), numbers);
                break;
            case MeterRecord.Voided:
                Void(JournalCodec.Voided(numbers).Request);
                break;
            case MeterRecord.Billed:
                Bill(JournalCodec.Billed(numbers));
                break;
            case MeterRecord.Posted:
                Post(JournalCodec.Posted(numbers));
                break;
            default:
                throw new MeterJournalException($"record {sequence}: kind {(int)kind} is unknown to this program");
        }
    }

    /// <summary>A settled request that no bill has taken up and that was not voided; null: there is none.</summary>
    internal SettledRecord? Settled(long request) =>
        _settled.TryGetValue(request, out var settled) ? JournalCodec.Settled(settled.Numbers) : null;

    private CertificateAccount Account(long certificate)
    {
        if (!_accounts.TryGetValue(certificate, out var account))
            _accounts[certificate] = account = new(certificate);
        return account;
    }

    private OpenHold Hold(long request) =>
        _holds.TryGetValue(request, out var hold)
            ? hold
            : throw new MeterJournalException($"request {request} is named, but holds nothing");

    private void Hold(long request, HeldRecord held)
    {
        _holds[request] = new(held, null);
        Account(held.Certificate).HeldMicro += held.Micro;
    }

    private void Reach(ReachedRecord reached) =>
        _holds[reached.Request] = Hold(reached.Request) with { Reached = reached };

    private void Release(long sequence, ReleasedRecord record, ReadOnlySpan<long> numbers)
    {
        Account(record.Certificate).HeldMicro -= Hold(record.Request).Hold.Micro;
        _holds.Remove(record.Request);
        if (record.FailedMicro > 0)
            Failed(sequence, record, numbers);
    }

    private void Failed(long sequence, in ReleasedRecord record, ReadOnlySpan<long> numbers)
    {
        var account = Account(record.Certificate);
        var failed = new EndedRequest(
            sequence,
            MeterRecord.Released,
            numbers.ToArray(),
            record.Hour,
            0,
            record.FailedMicro
        );
        failed.Closed = true;
        account.VainMicro += record.FailedMicro;
        account.Ledger(0).Unbilled.Enqueue(failed);
    }

    private void Settle(long sequence, SettledRecord record, ReadOnlySpan<long> numbers)
    {
        var account = Account(record.Certificate);
        account.HeldMicro -= Hold(record.Request).Hold.Micro;
        account.SettledMicro += record.Micro;
        account.Requests++;
        _holds.Remove(record.Request);
        Keep(sequence, record, numbers);
    }

    private void Keep(long sequence, in SettledRecord record, ReadOnlySpan<long> numbers)
    {
        // Whoever reads it later takes it as delivered: a void says otherwise.
        var settled = new EndedRequest(sequence, MeterRecord.Settled, numbers.ToArray(), record.Hour, record.Micro, 0);
        settled.Closed = true;
        Account(record.Certificate).Ledger(record.By).Unbilled.Enqueue(settled);
        _settled[record.Request] = settled;
    }

    private void Void(long request)
    {
        if (!_settled.Remove(request, out var settled))
            throw new MeterJournalException($"request {request} is voided, but not settled or billed already");
        var record = JournalCodec.Settled(settled.Numbers);
        settled.Voided = true;
        var account = Account(record.Certificate);
        account.SettledMicro -= record.Micro;
        account.Requests--;
    }

    private void Bill(BilledRecord bill)
    {
        // The first number of what ended names the request.
        Account(bill.Certificate).Ledger(bill.By).Take(bill, ended => _settled.Remove(ended.Numbers[0]));
        _unposted[bill.Record] = bill;
        LastRecord = bill.Record;
    }

    private void Post(PostedRecord posted)
    {
        if (!_unposted.Remove(posted.Record, out var bill))
            throw new MeterJournalException($"delivery {posted.Record} was answered, but never billed");
        Account(bill.Certificate).Answered(bill, posted.Num);
    }
}
