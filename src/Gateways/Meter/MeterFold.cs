// A journal's records become accounts again: at start-up, and for whoever asks what was served.
namespace Tokenbourse.Gateways.Meter;

/// <summary>A hold without an end.</summary>
/// <param name="Hold">What was held.</param>
/// <param name="Reached">What of it the client had for certain; null: nothing is known to have been delivered.</param>
public readonly record struct OpenHold(HeldRecord Hold, ReachedRecord? Reached);

/// <summary>The fold. One thread.</summary>
public sealed class MeterFold
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
                var held = JournalCodec.Held(numbers);
                _holds[sequence] = new(held, null);
                Account(held.Certificate).HeldMicro += held.Micro;
                break;
            case MeterRecord.Reached:
                var reached = JournalCodec.Reached(numbers);
                _holds[reached.Request] = Hold(reached.Request) with { Reached = reached };
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

    internal CertificateAccount Account(long certificate)
    {
        if (!_accounts.TryGetValue(certificate, out var account))
            _accounts[certificate] = account = new(certificate);
        return account;
    }

    private OpenHold Hold(long request) =>
        _holds.TryGetValue(request, out var hold)
            ? hold
            : throw new MeterJournalException($"request {request} is named, but holds nothing");

    private void Release(long sequence, ReleasedRecord record, ReadOnlySpan<long> numbers)
    {
        var account = Account(record.Certificate);
        account.HeldMicro -= Hold(record.Request).Hold.Micro;
        _holds.Remove(record.Request);
        if (record.FailedMicro == 0)
            return;
        var failed = new EndedRequest(
            sequence,
            MeterRecord.Released,
            numbers.ToArray(),
            record.Hour,
            0,
            record.FailedMicro
        );
        failed.Closed = true;
        account.Unbilled.Enqueue(failed);
    }

    private void Settle(long sequence, SettledRecord record, ReadOnlySpan<long> numbers)
    {
        var hold = Hold(record.Request).Hold;
        var account = Account(record.Certificate);
        account.HeldMicro -= hold.Micro;
        account.SettledMicro += record.Micro;
        account.Requests++;
        // Whoever reads it later takes it as delivered: a void says otherwise.
        var settled = new EndedRequest(sequence, MeterRecord.Settled, numbers.ToArray(), record.Hour, record.Micro, 0);
        settled.Closed = true;
        account.Unbilled.Enqueue(settled);
        _settled[record.Request] = settled;
        _holds.Remove(record.Request);
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
        var account = Account(bill.Certificate);
        while (account.Unbilled.TryPeek(out var settled) && settled.Sequence <= bill.Through)
        {
            account.Unbilled.Dequeue();
            // Its first number names the request.
            _settled.Remove(settled.Numbers[0]);
            account.BilledMicro += settled.Micro;
            account.FailedMicro += settled.FailedMicro;
        }

        account.BilledUnits += bill.Units;
        account.FailedUnits += bill.Failed;
        _unposted[bill.Record] = bill;
        LastRecord = bill.Record;
    }

    private void Post(PostedRecord posted)
    {
        if (!_unposted.Remove(posted.Record, out var bill))
            throw new MeterJournalException($"delivery {posted.Record} was answered, but never billed");
        var account = Account(bill.Certificate);
        if (posted.Num == 0)
            account.TakenUnits += bill.Units;
        else
            account.RefusedUnits += bill.Units;
    }
}
