// Holds, settlements and bills, each written to the journal in the moment in which it changes an account.
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Meter;

/// <summary>
/// Accounts and journal in one hand. For each certificate the order of the journal is the order in which its account
/// changed. Safe for many threads.
/// </summary>
public sealed class MeterBooks : IDisposable
{
    // The venue's numbers for a deliverer that it does not know, or that does not offer to stand in.
    private const int NotStandingIn = (int)RejectReason.NotStandingIn;
    private const int UnknownAccount = (int)RejectReason.UnknownAccount;

    private readonly MeterJournal _journal;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<long, CertificateAccount> _accounts;
    private readonly Queue<BilledRecord> _unposted;
    private readonly ConcurrentDictionary<long, bool> _notStandingIn = [];
    private long _lastRecord;

    private MeterBooks(MeterJournal journal, MeterFold fold, TimeProvider clock)
    {
        (_journal, _clock, _lastRecord) = (journal, clock, fold.LastRecord);
        _accounts = new(fold.Accounts);
        _unposted = new(fold.Unposted.Values);
    }

    /// <summary>The journal.</summary>
    public MeterJournal Journal => _journal;

    /// <summary>Streams that were open when the last meter ended, and what became of them.</summary>
    public IReadOnlyList<(long Request, OpenHold Hold)> Recovered { get; private init; } = [];

    /// <summary>Now, in ticks of 100 ns, UTC.</summary>
    public long Now => _clock.GetUtcNow().UtcTicks;

    /// <summary>Opens a folder's books. Holds that a killed meter left open are charged what their clients had for
    /// certain, or released.</summary>
    /// <param name="folder">The journal's folder.</param>
    /// <param name="meter">The meter's number.</param>
    /// <param name="clock">The time.</param>
    /// <param name="flush">Makes a file's data durable.</param>
    /// <param name="terms">How the journal keeps its files.</param>
    /// <exception cref="MeterJournalException">It is another meter's, open elsewhere, or damaged.</exception>
    public static MeterBooks Open(
        string folder,
        long meter,
        TimeProvider clock,
        Action<SafeFileHandle> flush,
        JournalTerms? terms = null
    )
    {
        var fold = new MeterFold();
        var journal = MeterJournal.Open(folder, fold.Take, flush, terms, f => MeterCheckpoints.Load(f, fold));
        try
        {
            if (fold.Meter != 0 && fold.Meter != meter)
            {
                throw new MeterJournalException(
                    $"{folder}: is the journal of meter {fold.Meter.ToString(CultureInfo.InvariantCulture)}"
                );
            }

            var ticks = clock.GetUtcNow().UtcTicks;
            var last = Task.CompletedTask;
            Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
            if (fold.Meter == 0)
                Append(MeterRecord.Opened, numbers[..JournalCodec.Numbers(new OpenedRecord(meter, ticks), numbers)]);
            var open = fold.Holds.Select(h => (h.Key, h.Value)).ToArray();
            foreach (var (request, hold) in open)
            {
                if (hold.Reached is { } reached)
                {
                    var record = Recovery(reached, hold.Hold, ticks);
                    Append(MeterRecord.Settled, numbers[..JournalCodec.Numbers(record, numbers)]);
                    continue;
                }

                var released = new ReleasedRecord(
                    request,
                    hold.Hold.Certificate,
                    MeterRefusal.Recovered,
                    0,
                    MeterHours.Of(hold.Hold.Ticks),
                    ticks
                );
                Append(MeterRecord.Released, numbers[..JournalCodec.Numbers(released, numbers)]);
            }

            last.GetAwaiter().GetResult();
            return new(journal, fold, clock) { Recovered = open };

            void Append(MeterRecord kind, ReadOnlySpan<long> record) =>
                fold.Take(journal.Append(kind, record, out last), kind, record);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The account of a certificate.</summary>
    public CertificateAccount Account(long certificate) =>
        _accounts.GetOrAdd(certificate, static number => new(number));

    /// <summary>All accounts.</summary>
    public IEnumerable<CertificateAccount> Accounts => _accounts.Values.OrderBy(a => a.Certificate);

    /// <summary>Checks window, units and rate, and holds the most that the request can be charged. The venue's facts
    /// about the account must be there.</summary>
    /// <param name="account">The certificate's.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="kind">For what.</param>
    /// <param name="stream">As a stream.</param>
    /// <param name="prompt">Our count of the prompt.</param>
    /// <param name="mostOutput">Output tokens of all answers, at most.</param>
    /// <param name="fault">Why not.</param>
    /// <returns>Null when it is refused; then nothing has changed.</returns>
    public OpenRequest? Hold(
        CertificateAccount account,
        MeteredModel model,
        MeterKind kind,
        bool stream,
        long prompt,
        long mostOutput,
        out MeterFault? fault
    )
    {
        var most = ((Int128)model.Weights.Input * prompt) + ((Int128)model.Weights.Output * mostOutput);
        var ticks = Now;
        lock (account.Gate)
        {
            fault = HoldChecks.Shut(account.Facts!, ticks) ?? HoldChecks.Beyond(account, most);
            if (fault is not null)
                return null;
            var units = (long)((most + TokenWeights.Unit - 1) / TokenWeights.Unit);
            fault = HoldChecks.TooFast(account, units, ticks);
            if (fault is not null)
                return null;
            var held = new HeldRecord(
                account.Certificate,
                account.Facts!.Issuer,
                kind,
                stream,
                prompt,
                (long)most,
                ticks
            );
            Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
            var number = _journal.Append(MeterRecord.Held, numbers[..JournalCodec.Numbers(held, numbers)], out _);
            account.HeldMicro += held.Micro;
            return new(account, number, held, model, mostOutput, account.Bucket is null ? 0 : units);
        }
    }

    /// <summary>Ticks until the window of a request's certificate ends.</summary>
    public long TicksLeft(OpenRequest request)
    {
        var facts = request.Account.Facts!;
        return MeterHours.Begin(facts.FirstHour + facts.Hours) - Now;
    }

    /// <summary>The client has, or is about to have, so much of a stream.</summary>
    /// <returns>Ends when that is durable.</returns>
    public Task Reach(OpenRequest request, MeteredTokens tokens)
    {
        var record = new ReachedRecord(request.Number, tokens, Charge(request, tokens));
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        _journal.Append(MeterRecord.Reached, numbers[..JournalCodec.Numbers(record, numbers)], out var durable);
        return durable;
    }

    /// <summary>Charges a request and gives back the rest of its hold.</summary>
    /// <returns>Ends when that is durable.</returns>
    public Task Settle(OpenRequest request, in Settlement settlement)
    {
        var account = request.Account;
        var record = new SettledRecord(
            request.Number,
            account.Certificate,
            settlement.Charged,
            Charge(request, settlement.Charged),
            settlement.OwnPrompt,
            settlement.OwnOutput,
            settlement.SellerPrompt,
            settlement.SellerOutput,
            settlement.End,
            settlement.Endpoint,
            settlement.Attempts,
            MeterHours.Of(request.Held.Ticks),
            Now,
            settlement.By
        );
        Must.Hold(record.Micro <= request.Held.Micro);
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        var written = numbers[..JournalCodec.Numbers(record, numbers)];
        lock (account.Gate)
        {
            var sequence = _journal.Append(MeterRecord.Settled, written, out var durable);
            account.HeldMicro -= request.Held.Micro;
            account.SettledMicro += record.Micro;
            account.Requests++;
            request.Ended = new(sequence, MeterRecord.Settled, written.ToArray(), record.Hour, record.Micro, 0);
            account.Ledger(record.By).Unbilled.Enqueue(request.Ended);
            var used = (record.Micro + TokenWeights.Unit - 1) / TokenWeights.Unit;
            account.Bucket?.Return(long.Max(0, request.RateUnits - used));
            return durable;
        }
    }

    /// <summary>Says of a settled request whether the client's connection
    /// took the answer; if it did not, the charge is taken back.</summary>
    public void Close(OpenRequest request, bool delivered)
    {
        var account = request.Account;
        lock (account.Gate)
        {
            var settled = request.Ended!;
            if (!delivered)
            {
                Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
                var record = new VoidedRecord(request.Number, Now);
                _journal.Append(MeterRecord.Voided, numbers[..JournalCodec.Numbers(record, numbers)], out _);
                account.SettledMicro -= settled.Micro;
                account.Requests--;
                settled.Voided = true;
            }

            settled.Closed = true;
        }
    }

    /// <summary>Charges nothing, and the units are free again. What was asked for in vain by
    /// the seller's fault counts as failed; its share of the rate is not given back, so
    /// nobody counts more as failed than he could have drawn. For other reasons the rate gets
    /// the output's share back, not the prompt's, which a seller may have read.</summary>
    public void Release(OpenRequest request, MeterRefusal reason)
    {
        var account = request.Account;
        lock (account.Gate)
        {
            Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
            var failed = SellerCaller.Elsewhere(reason) ? account.Vain(request.Held.Micro) : 0;
            var hour = MeterHours.Of(request.Held.Ticks);
            var record = new ReleasedRecord(request.Number, account.Certificate, reason, failed, hour, Now);
            var written = numbers[..JournalCodec.Numbers(record, numbers)];
            var sequence = _journal.Append(MeterRecord.Released, written, out _);
            account.HeldMicro -= request.Held.Micro;
            if (failed > 0)
            {
                var ended = new EndedRequest(sequence, MeterRecord.Released, written.ToArray(), hour, 0, failed);
                ended.Closed = true;
                account.VainMicro += failed;
                account.Ledger(0).Unbilled.Enqueue(ended);
            }

            if (SellerCaller.Elsewhere(reason))
                return;
            var prompt = request.Model.Weights.Input * request.Held.Prompt;
            var used = (prompt + TokenWeights.Unit - 1) / TokenWeights.Unit;
            account.Bucket?.Return(long.Max(0, request.RateUnits - used));
        }
    }

    /// <summary>The oldest bill that the venue has not answered. One caller: the poster.</summary>
    internal BilledRecord? NextUnposted => _unposted.TryPeek(out var bill) ? bill : null;

    /// <summary>May an account stand in? Not after the venue has said that it does not.</summary>
    public bool StandsIn(long account) => !_notStandingIn.ContainsKey(account);

    /// <summary>Sums up what has ended into bills, one a certificate,
    /// deliverer and hour. One caller: the poster.</summary>
    /// <returns>Ends when the bills are durable.</returns>
    internal Task Bill()
    {
        var last = Task.CompletedTask;
        Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
        foreach (var account in Accounts)
        {
            lock (account.Gate)
            {
                foreach (var ledger in account.Ledgers)
                {
                    while (ledger.Bill(account.Certificate, _lastRecord + 1) is { } bill)
                    {
                        _lastRecord = bill.Record;
                        _journal.Append(MeterRecord.Billed, numbers[..JournalCodec.Numbers(bill, numbers)], out last);
                        _unposted.Enqueue(bill);
                    }
                }
            }
        }

        return last;
    }

    /// <summary>The venue has answered the oldest bill. One caller: the poster.</summary>
    internal void Posted(int num)
    {
        var bill = _unposted.Dequeue();
        var account = Account(bill.Certificate);
        lock (account.Gate)
        {
            Span<long> numbers = stackalloc long[JournalCodec.MostNumbers];
            var record = new PostedRecord(bill.Record, num, Now);
            _journal.Append(MeterRecord.Posted, numbers[..JournalCodec.Numbers(record, numbers)], out _);
            account.Answered(bill, num);
            if (num != 0)
                account.Forget();
            if (bill.By != 0 && (num is NotStandingIn or UnknownAccount))
                _notStandingIn[bill.By] = true;
        }
    }

    /// <summary>Writes what waits and closes the journal.</summary>
    public void Dispose() => _journal.Dispose();

    private static SettledRecord Recovery(ReachedRecord reached, HeldRecord hold, long ticks) =>
        new(
            reached.Request,
            hold.Certificate,
            reached.Tokens,
            reached.Micro,
            hold.Prompt,
            reached.Tokens.Output,
            -1,
            -1,
            MeterRefusal.Recovered,
            -1,
            1,
            MeterHours.Of(hold.Ticks),
            ticks
        );

    // A seller that writes more than it was asked for gives it away: the charge never exceeds the hold.
    private static long Charge(OpenRequest request, MeteredTokens tokens) =>
        long.Min(request.Held.Micro, request.Model.Weights.Of(tokens));
}
