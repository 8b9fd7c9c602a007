// Keeps what the log says of each calendar's day, and reads the machine where the log alone does not tell.
using System.Buffers.Binary;
using System.Security.Cryptography;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.DayEnd;

/// <summary>Asked before and after each entry of a machine that follows the venue's log. The inputs of settlement are
/// read before the step that uses them up, and kept only where the machine then told the same prices.</summary>
internal sealed class DayBook
{
    private readonly SortedDictionary<(int Day, int Calendar), DayRecord> _days = [];
    private readonly SortedDictionary<int, DayRecord> _open = [];
    private readonly List<TradingCalendar> _calendars = [];
    private readonly Dictionary<int, InstrumentDocument> _terms = [];
    private readonly List<(CorrectionPosted Words, LogEntry Told)> _amendments = [];
    private IReadOnlyList<ContractSettlement>? _read;

    public IReadOnlyCollection<DayRecord> All => _days.Values;

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<TradingCalendar> Calendars => _calendars;

    public InstrumentDocument Terms(InstrumentId instrument) => _terms[instrument.Value];

    /// <summary>The records of a date, one for each calendar that began it.</summary>
    public IEnumerable<DayRecord> Of(TradingDate day) => _days.Values.Where(d => d.Day == day);

    /// <summary>The calendar's settled day before; null: there is none.</summary>
    public DayRecord? Before(DayRecord record) =>
        _days.Values.LastOrDefault(d => d.Calendar == record.Calendar && d.Day < record.Day && d.Settled is not null);

    /// <summary>Corrections of a day, the newest word on each.</summary>
    public IEnumerable<(CorrectionPosted Words, LogEntry Told)> Amendments(int calendar, TradingDate day) =>
        _amendments.Where(a => a.Words.Calendar == calendar && a.Words.Day == day);

    /// <summary>Before the machine applies an entry.</summary>
    public void Before(in LogEntry entry, ClearingReader reader)
    {
        _read = null;
        var calendar = entry.Kind switch
        {
            MessageKind.ClearingStep
                when entry.As<ClearingStep>() is { Step: ClearingStepNumber.SettlementPrices } step => step.Calendar,
            MessageKind.SettleDay => entry.As<SettleDay>().Calendar,
            _ => 0,
        };
        if (reader.AwaitsSettlement(calendar))
            _read = reader.Settlements(calendar);
    }

    /// <summary>After it.</summary>
    /// <param name="events">What the machine told.</param>
    public void After(in LogEntry entry, ReadOnlyMemory<byte> events, ClearingReader reader, LedgerSums ledger)
    {
        var isClearing = entry.Kind is MessageKind.ClearingStep or MessageKind.SettleDay;
        using var hash = isClearing ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        var told = new SortedDictionary<MessageKind, int>();
        var verified = false;
        foreach (var one in new Frames(events))
        {
            if (hash is not null)
                Count(one, hash, told);
            Fold(one, ledger);
            if (one.Kind == MessageKind.CommandRefused && one.As<CommandRefused>().Command == entry.Kind && isClearing)
                Refuse(entry, one.As<CommandRefused>());
            if (one.Kind != MessageKind.ClearingStepDone)
                continue;
            var done = one.As<ClearingStepDone>();
            var step = new DayStep(
                done,
                one.Time,
                entry.Sequence,
                told,
                Convert.ToHexStringLower(hash!.GetHashAndReset())
            );
            Record(done.Calendar, done.Day).Steps[(int)done.Step] = step;
            told = [];
            verified |= done.Step == ClearingStepNumber.VerifyLots;
        }

        if (verified)
            Hold(entry, reader);
    }

    private static void Count(in LogEntry told, IncrementalHash hash, SortedDictionary<MessageKind, int> counts)
    {
        Span<byte> kind = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(kind, (ushort)told.Kind);
        hash.AppendData(kind);
        hash.AppendData(told.Payload.Span);
        counts[told.Kind] = counts.GetValueOrDefault(told.Kind) + 1;
    }

    private void Fold(in LogEntry told, LedgerSums ledger)
    {
        switch (told.Kind)
        {
            case MessageKind.CalendarDefined:
                _calendars.Add(TradingCalendar.Read(told.Payload, [])!);
                break;
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(told.Payload.Span);
                _terms[listed.Instrument] = listed;
                break;
            case MessageKind.DayOpened:
                var opened = told.As<DayOpened>();
                Record(opened.Calendar, opened.Day).Opened = told.Time;
                break;
            case MessageKind.PhaseChanged when told.As<PhaseChanged>() is { Phase: TradingPhase.Closed } closed:
                Record(closed.Calendar, closed.Day).Closed = told.Time;
                break;
            case MessageKind.Traded:
                Trade(told.As<Traded>());
                break;
            case MessageKind.DefaultTraded:
                Trade(told.As<DefaultTraded>().AsTrade());
                break;
            case MessageKind.ForcedReduced:
                Trade(told.As<ForcedReduced>().AsTrade());
                break;
            case MessageKind.DaySettled:
                Settle(told, ledger);
                break;
            default:
                FoldSettlement(told);
                break;
        }
    }

    private void FoldSettlement(in LogEntry told)
    {
        switch (told.Kind)
        {
            case MessageKind.SettlementPriceSet:
                var set = told.As<SettlementPriceSet>();
                RecordOf(set.Instrument)?.Prices.Add(new(set, null, told.Time));
                break;
            case MessageKind.SettlementEvidence:
                Prove(told.As<SettlementEvidence>());
                break;
            case MessageKind.SettlementOverridden:
                var words = told.As<SettlementOverridden>();
                if (RecordOf(words.Instrument) is not { } day)
                    break;
                // An approval says the proposal again; another proposal takes its place, and stays to be seen.
                if (!words.Approver.IsEmpty)
                    day.Overrides.RemoveAll(o => o.Words == words with { Approver = default });
                day.Overrides.Add(new(words, Kept(told)));
                break;
            case MessageKind.VariationPaid:
                var paid = told.As<VariationPaid>();
                var sum = RecordOf(paid.Instrument)?.SumOf(Terms(paid.Instrument).Currency);
                if (paid.Amount.Minor > 0)
                    sum?.Gains += paid.Amount.Minor;
                else
                    sum?.Losses += paid.Amount.Minor;
                break;
            case MessageKind.AccountStruck:
                Strike(told.As<AccountStruck>());
                break;
            case MessageKind.CorrectionProposed:
                var proposed = told.As<ProposeCorrection>();
                _amendments.RemoveAll(a => a.Words.Reference == proposed.Reference);
                _amendments.Add((CorrectionPosted.Of(proposed, default, default), Kept(told)));
                break;
            case MessageKind.CorrectionPosted:
                var posted = told.As<CorrectionPosted>();
                _amendments.RemoveAll(a => a.Words.Reference == posted.Reference);
                _amendments.Add((posted, Kept(told)));
                break;
            default:
                break;
        }
    }

    // The bytes of an event lie in a buffer that is used again.
    private static LogEntry Kept(in LogEntry told) => told with { Payload = ReadOnlyMemory<byte>.Empty };

    private DayRecord Record(int calendar, TradingDate day)
    {
        if (!_days.TryGetValue((day.Days, calendar), out var record))
            _days.Add((day.Days, calendar), record = new(calendar, day));
        return _open[calendar] = record;
    }

    private DayRecord? RecordOf(InstrumentId instrument) => _open.GetValueOrDefault(Terms(instrument).Calendar);

    private void Trade(in Traded trade)
    {
        if (RecordOf(trade.Instrument) is not { } day)
            return;
        foreach (var account in (ReadOnlySpan<AccountId>)[trade.Buyer, trade.Seller])
        {
            var key = (account.Value, trade.Instrument.Value);
            day.Traded[key] = day.Traded.GetValueOrDefault(key) + trade.Quantity.Lots;
        }
    }

    private void Prove(in SettlementEvidence evidence)
    {
        var instrument = evidence.Instrument;
        if (RecordOf(instrument) is not { } day)
            return;
        day.Prices[^1] = day.Prices[^1] with { Evidence = evidence };
        var read = _read?.SelectMany(c => c.Months).FirstOrDefault(m => m.Instrument == instrument)?.Price;
        if (read is null || read.Value.Computed != evidence.Computed || read.Value.Step != evidence.Step)
            _read = null;
        day.Inputs = _read;
    }

    private void Strike(in AccountStruck struck)
    {
        var sum = Record(struck.Calendar, struck.Day).SumOf(struck.Currency);
        sum.Accounts++;
        sum.Before += struck.Before.Minor;
        sum.Moved += struck.Moved.Minor;
        sum.Fees += struck.Fees.Minor;
        sum.Variation += struck.Variation.Minor;
        sum.Balance += struck.Balance.Minor;
    }

    private void Settle(in LogEntry told, LedgerSums ledger)
    {
        var settled = told.As<DaySettled>();
        var day = Record(settled.Calendar, settled.Day);
        (day.Settled, day.SettledAt) = (settled, told.Time);
        foreach (var (currency, sum) in day.Sums)
            sum.Ledger = ledger(currency);
    }

    private void Refuse(in LogEntry entry, in CommandRefused refused)
    {
        var (calendar, day, step) =
            entry.Kind == MessageKind.ClearingStep
                ? (entry.As<ClearingStep>().Calendar, entry.As<ClearingStep>().Day, entry.As<ClearingStep>().Step)
                : (entry.As<SettleDay>().Calendar, entry.As<SettleDay>().Day, ClearingStepNumber.None);
        if (_days.TryGetValue((day.Days, calendar), out var record))
            record.Refused.Add(new(step, refused, entry.Time, entry.Sequence));
    }

    private void Hold(in LogEntry entry, ClearingReader reader)
    {
        var calendar =
            entry.Kind == MessageKind.ClearingStep ? entry.As<ClearingStep>().Calendar : entry.As<SettleDay>().Calendar;
        _open[calendar].Held =
        [
            .. reader
                .Read()
                .Accounts.SelectMany(a =>
                    a.Held.Select(h => new HeldAtClose(a.Account.Value, h.Instrument.Value, h.Longs, h.Shorts))
                )
                .Where(h => _terms[h.Instrument].Calendar == calendar && (h.Longs > 0 || h.Shorts > 0)),
        ];
    }
}

/// <summary>The sum over the whole ledger in a currency.</summary>
internal delegate Int128 LedgerSums(Currency currency);
