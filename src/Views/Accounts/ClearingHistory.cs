// What the clearing house did day by day: closes with positions, rates and margins; calls to their end; the journal.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Accounts;

/// <summary>A month at a settlement.</summary>
/// <param name="RatePpm">In force from this settlement on.</param>
public readonly record struct MonthClose(
    InstrumentId Instrument,
    Price Price,
    Price Previous,
    int RatePpm,
    long Volume,
    long OpenInterest
);

/// <summary>A calendar's settled day.</summary>
/// <param name="Lots">Net lots at the close, by account and month; only those that held or traded.</param>
/// <param name="Margins">What was required after it, by account, in the currencies that the calendar settles.</param>
public sealed record DayClose(
    int Calendar,
    TradingDate Day,
    Instant Time,
    long Sequence,
    ulong Digest,
    IReadOnlyList<MonthClose> Months,
    IReadOnlyDictionary<(int Account, int Instrument), long> Lots,
    IReadOnlyDictionary<(int Account, Currency Currency), Money> Margins
);

/// <summary>All accounts were looked at once within a day.</summary>
public readonly record struct CallRun(Instant Time, IntradayCallsMade Made);

/// <summary>A posting of the ledger.</summary>
public readonly record struct JournalRow(long Sequence, Instant Time, Posted Posting);

/// <summary>Keeps all closes and calls, and the newest postings.</summary>
public sealed class ClearingHistory : View
{
    /// <summary>Postings that are kept.</summary>
    public const int MostPostings = 50_000;

    private readonly Dictionary<int, InstrumentDocument> _instruments = [];
    private readonly SortedDictionary<int, MonthClose> _months = [];
    private readonly Dictionary<int, int> _rates = [];
    private readonly Dictionary<(int Account, int Instrument), long> _lots = [];
    private readonly SortedDictionary<(int Account, Currency Currency), Money> _margins = [];
    private readonly List<DayClose> _closes = [];
    private readonly List<CallRecord> _calls = [];
    private readonly CallBook _book = new();
    private readonly List<CallRun> _runs = [];
    private readonly Queue<JournalRow> _journal = [];
    private readonly SortedDictionary<string, MarginParameters> _tables = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, MarginGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were settled.</summary>
    public IReadOnlyList<DayClose> Closes => _closes;

    /// <summary>In the order of issue.</summary>
    public IReadOnlyList<CallRecord> Calls => _calls;

    /// <summary>Runs within the day, oldest first.</summary>
    public IReadOnlyList<CallRun> Runs => _runs;

    /// <summary>How long a call within the day is open, minutes; null: the house makes none.</summary>
    public int? IntradayMinutes { get; private set; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<JournalRow> Journal => _journal;

    /// <summary>Balances after the newest posting.</summary>
    public LedgerBalances Ledger { get; } = new();

    /// <summary>The newest margin table of each contract.</summary>
    public IReadOnlyDictionary<string, MarginParameters> Tables => _tables;

    /// <summary>The newest version of each margin group, by name.</summary>
    public IReadOnlyCollection<MarginGroup> Groups => _groups.Values;

    /// <summary>The part of an interval's volume that closing by force takes at most, ppm; null: the house has no such
    /// terms.</summary>
    public int? ParticipationPpm { get; private set; }

    public InstrumentDocument Terms(InstrumentId instrument) => _instruments[instrument.Value];

    protected override void Fold(in LogEntry entry)
    {
        Ledger.Apply(entry);
        switch (entry.Kind)
        {
            case MessageKind.Posted:
                if (_journal.Count == MostPostings)
                    _journal.Dequeue();
                _journal.Enqueue(new(entry.Sequence, entry.Time, entry.As<Posted>()));
                break;
            case MessageKind.HouseDefined:
                var house = HouseRules.Read(entry.Payload, [])!;
                (ParticipationPpm, IntradayMinutes) = (
                    house.Liquidation?.ParticipationPpm,
                    house.Calls?.IntradayMinutes
                );
                break;
            case MessageKind.MarginsDefined:
                var table = MarginParameters.Read(entry.Payload, [])!;
                _tables[table.Contract] = table;
                break;
            case MessageKind.MarginGroupDefined:
                var group = MarginGroup.Read(entry.Payload, [])!;
                _groups[group.Name] = group;
                break;
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                _instruments[listed.Instrument] = listed;
                break;
            case MessageKind.MarginRateSet:
                var rate = entry.As<MarginRateSet>();
                _rates[rate.Instrument.Value] = rate.RatePpm;
                break;
            case MessageKind.SettlementPriceSet:
                var set = entry.As<SettlementPriceSet>();
                _months[set.Instrument.Value] = new(
                    set.Instrument,
                    set.Price,
                    set.Previous,
                    0,
                    set.Volume.Lots,
                    set.OpenInterest.Lots
                );
                break;
            case MessageKind.VariationPaid:
                var paid = entry.As<VariationPaid>();
                _lots[(paid.Account.Value, paid.Instrument.Value)] = paid.Lots.Lots;
                break;
            case MessageKind.ClearingStepDone when entry.As<ClearingStepDone>().Step == ClearingStepNumber.MarginRates:
                // The step that follows tells anew what is required; whoever is not told is asked nothing.
                _margins.Clear();
                break;
            case MessageKind.MarginRequired:
                var required = entry.As<MarginRequired>();
                _margins[(required.Account.Value, required.Currency)] = required.Required;
                break;
            case MessageKind.DaySettled:
                Close(entry.As<DaySettled>(), entry);
                break;
            default:
                FoldCall(entry);
                break;
        }
    }

    private void FoldCall(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.IntradayCallsMade)
            _runs.Add(new(entry.Time, entry.As<IntradayCallsMade>()));
        if (_book.Fold(entry) is not { } call)
            return;
        if (call.Number == _calls.Count)
            _calls.Add(call);
        else
            _calls[call.Number] = call;
    }

    private void Close(in DaySettled settled, in LogEntry entry)
    {
        var calendar = settled.Calendar;
        var months = new List<MonthClose>();
        var currencies = new SortedSet<Currency>();
        foreach (var (number, month) in _months)
        {
            var terms = _instruments[number];
            if (terms.Calendar != calendar || terms.Spread is not null)
                continue;
            currencies.Add(terms.Currency);
            months.Add(month with { RatePpm = _rates.GetValueOrDefault(number) });
        }

        var lots = new Dictionary<(int Account, int Instrument), long>();
        foreach (var month in months)
        {
            _months.Remove(month.Instrument.Value);
            foreach (var (key, held) in _lots.Where(l => l.Key.Instrument == month.Instrument.Value).ToList())
            {
                lots[key] = held;
                _lots.Remove(key);
            }
        }

        var margins = new Dictionary<(int Account, Currency Currency), Money>();
        foreach (var (key, margin) in _margins)
        {
            if (currencies.Contains(key.Currency))
                margins[key] = margin;
        }

        _closes.Add(new(calendar, settled.Day, entry.Time, entry.Sequence, settled.Digest, months, lots, margins));
    }
}
