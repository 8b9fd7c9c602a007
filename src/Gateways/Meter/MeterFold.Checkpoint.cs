// The fold as a run of records, so that a start need not read what came before them.
namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// Sums by certificate and deliverer, and the journal's own records of all that is still open: holds, ended requests
/// that no bill has taken up, bills that the venue has not answered. That is all that decides what is charged, billed
/// or told again.
/// </summary>
public sealed partial class MeterFold
{
    private const long Version = 1;

    /// <summary>Writes the fold.</summary>
    /// <param name="through">The last record that it has taken.</param>
    /// <param name="into">Hears each record; a sequence of 0 means nothing.</param>
    internal void Save(long through, JournalFold into)
    {
        Span<long> n = stackalloc long[JournalCodec.MostNumbers];
        var records = 2L;
        into(0, MeterRecord.Checkpoint, [Version, through, Meter, LastRecord]);
        foreach (var a in _accounts.Values)
        {
            Put(0, MeterRecord.Sums, [a.Certificate, a.SettledMicro, a.TakenUnits, a.RefusedUnits, a.Requests]);
            foreach (var l in a.Ledgers)
            {
                Put(
                    0,
                    MeterRecord.Ledger,
                    [a.Certificate, l.By, l.BilledMicro, l.BilledUnits, l.FailedMicro, l.FailedUnits]
                );
                foreach (var ended in l.Unbilled)
                {
                    Put(ended.Sequence, ended.Kind, ended.Numbers);
                    if (ended.Voided)
                        Put(0, MeterRecord.Voided, [ended.Numbers[0], 0]);
                }
            }
        }

        foreach (var (request, (hold, reached)) in _holds)
        {
            Put(request, MeterRecord.Held, n[..JournalCodec.Numbers(hold, n)]);
            if (reached is { } r)
                Put(0, MeterRecord.Reached, n[..JournalCodec.Numbers(r, n)]);
        }

        foreach (var bill in _unposted.Values)
            Put(0, MeterRecord.Billed, n[..JournalCodec.Numbers(bill, n)]);
        into(0, MeterRecord.Whole, [records]);

        void Put(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
        {
            records++;
            into(sequence, kind, numbers);
        }
    }

    /// <summary>Takes a record that <see cref="Save"/> wrote; the fold must be new.</summary>
    /// <exception cref="MeterJournalException">It is none of a checkpoint.</exception>
    internal void Restore(long sequence, MeterRecord kind, ReadOnlySpan<long> n)
    {
        switch (kind)
        {
            case MeterRecord.Checkpoint when n[0] == Version:
                (Meter, LastRecord) = (n[2], n[3]);
                break;
            case MeterRecord.Sums:
                var account = Account(n[0]);
                (account.SettledMicro, account.TakenUnits) = (n[1], n[2]);
                (account.RefusedUnits, account.Requests) = (n[3], n[4]);
                break;
            case MeterRecord.Ledger:
                var ledger = Account(n[0]).Ledger(n[1]);
                (ledger.BilledMicro, ledger.BilledUnits) = (n[2], n[3]);
                (ledger.FailedMicro, ledger.FailedUnits) = (n[4], n[5]);
                Account(n[0]).VainMicro += n[4];
                break;
            case MeterRecord.Settled:
                Keep(sequence, JournalCodec.Settled(n), n);
                break;
            case MeterRecord.Released:
                Failed(sequence, JournalCodec.Released(n), n);
                break;
            case MeterRecord.Voided:
                // The sums have been without it since it was voided.
                if (_settled.Remove(n[0], out var voided))
                    voided.Voided = true;
                break;
            case MeterRecord.Held:
                Hold(sequence, JournalCodec.Held(n));
                break;
            case MeterRecord.Reached:
                Reach(JournalCodec.Reached(n));
                break;
            case MeterRecord.Billed:
                var bill = JournalCodec.Billed(n);
                _unposted[bill.Record] = bill;
                break;
            case MeterRecord.Whole:
                break;
            default:
                throw new MeterJournalException($"a checkpoint with kind {(int)kind} is unknown to this program");
        }
    }
}
