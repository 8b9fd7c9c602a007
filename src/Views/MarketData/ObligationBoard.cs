// How far each maker meets what it has agreed to: by month and trading day, in continuous trading, by market time.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>A trading day on which the agreement held for the month.</summary>
public sealed record ObligedDay(TradingDate Day, ObligedTime Time);

/// <summary>An agreement in one of its months.</summary>
public sealed class Obligation(MakerAgreement agreement, InstrumentDocument terms)
{
    private readonly List<ObligedDay> _days = [];
    private ObligedTime? _counted;
    private Instant _since;

    public MakerAgreement Agreement => agreement;

    public InstrumentDocument Terms => terms;

    /// <summary>Oldest first; the last may still be going on.</summary>
    public IReadOnlyList<ObligedDay> Days => _days;

    /// <summary>The quote as it stands.</summary>
    public MakerQuote Quote { get; private set; }

    /// <summary>Does the agreement hold for the month on the present trading day?</summary>
    public bool Holds => _counted is not null;

    /// <summary>Is the month in continuous trading now?</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The days of a calendar month together.</summary>
    public ObligedTime Of(ContractMonth month)
    {
        var sum = new ObligedTime();
        foreach (var day in DaysOf(month))
            sum.Add(day.Time);
        return sum;
    }

    public IEnumerable<ObligedDay> DaysOf(ContractMonth month) => _days.Where(d => ContractMonth.Of(d.Day) == month);

    /// <param name="holds">The agreement is about this month on that day.</param>
    internal void Begin(TradingDate day, bool holds)
    {
        _counted = holds ? new() : null;
        if (_counted is not null)
            _days.Add(new(day, _counted));
    }

    internal void Open(bool open) => IsOpen = open;

    internal void Set(MakerLadder ladder) => Quote = MakerQuote.Of(ladder, agreement);

    internal void End() => _counted = null;

    /// <summary>Counts until a moment what has stood since the last one.</summary>
    internal void Go(Instant to)
    {
        var time = to.Nanoseconds - _since.Nanoseconds;
        _since = to;
        if (IsOpen && time > 0)
            _counted?.Count(time, Quote);
    }
}

/// <summary>Folds the market's events; the same log and the same agreements give the same figures.</summary>
/// <param name="ladders">Folded before it.</param>
/// <param name="agreements">None begins on the days of another one for the same months.</param>
public sealed class ObligationBoard(MakerLadders ladders, IReadOnlyList<MakerAgreement> agreements) : View
{
    private sealed class Listed(InstrumentDocument terms)
    {
        public InstrumentDocument Terms => terms;

        public List<Obligation> Obligations { get; } = [];

        public TradingDate Day { get; set; }

        public bool Ended { get; set; }
    }

    private readonly List<Listed> _months = [];

    /// <summary>By account, then by their first day.</summary>
    public IReadOnlyList<MakerAgreement> Agreements { get; } =
    [.. agreements.OrderBy(a => a.Account).ThenBy(a => a.From).ThenBy(a => a.Agreement, StringComparer.Ordinal)];

    /// <summary>Of the last event: everything is counted until it.</summary>
    public Instant Time { get; private set; }

    /// <summary>The newest trading day that has begun; default before the first.</summary>
    public TradingDate Day { get; private set; }

    /// <summary>Of an account, by month, counted until the last event; those that never held are there too.</summary>
    public IReadOnlyList<Obligation> Of(int account)
    {
        var own = _months
            .SelectMany(m => m.Obligations)
            .Where(o => o.Agreement.Account == account)
            .OrderBy(o => o.Terms.Contract, StringComparer.Ordinal)
            .ThenBy(o => o.Terms.Month, StringComparer.Ordinal)
            .ThenBy(o => o.Agreement.From)
            .ToList();
        foreach (var obligation in own)
            obligation.Go(Time);
        return own;
    }

    protected override void Fold(in LogEntry entry)
    {
        Time = entry.Time;
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                List(Documents.Read<InstrumentDocument>(entry.Payload.Span));
                break;
            case MessageKind.BandSet:
                Begin(entry.As<BandSet>());
                break;
            case MessageKind.StateChanged:
                var state = entry.As<StateChanged>();
                foreach (var obligation in _months[state.Instrument.Value - 1].Obligations)
                {
                    obligation.Go(Time);
                    obligation.Open(state.Phase == TradingPhase.Continuous);
                }

                break;
            case MessageKind.BookChanged:
                if (ladders.Touched is { } ladder)
                    Change(ladder);
                break;
            case MessageKind.InstrumentExpired:
                End(_months[entry.As<InstrumentExpired>().Instrument.Value - 1]);
                break;
            default:
                break;
        }
    }

    private void List(InstrumentDocument terms)
    {
        var month = new Listed(terms);
        _months.Add(month);
        if (terms.Spread is not null)
            return;
        foreach (var agreement in Agreements)
        {
            if (agreement.Names(terms.Contract, terms.Month))
                month.Obligations.Add(new(agreement, terms));
        }
    }

    private void Begin(in BandSet band)
    {
        var month = _months[band.Instrument.Value - 1];
        if (month.Day == band.Day)
            return;
        month.Day = band.Day;
        Day = band.Day > Day ? band.Day : Day;
        foreach (var obligation in month.Obligations)
        {
            obligation.Go(Time);
            var agreement = obligation.Agreement;
            var near = agreement.Months is not { } months || Nearer(month.Terms) < months;
            obligation.Begin(band.Day, near && agreement.Holds(band.Day));
        }
    }

    // Months of the contract that have not ended and end before it.
    private int Nearer(InstrumentDocument terms)
    {
        var nearer = 0;
        foreach (var month in _months)
        {
            if (
                !month.Ended
                && month.Terms.Spread is null
                && month.Terms.Contract == terms.Contract
                && string.CompareOrdinal(month.Terms.Month, terms.Month) < 0
            )
                nearer++;
        }

        return nearer;
    }

    private void Change(MakerLadder ladder)
    {
        foreach (var obligation in _months[ladder.Instrument.Value - 1].Obligations)
        {
            if (obligation.Agreement.Account != ladder.Account)
                continue;
            obligation.Go(Time);
            obligation.Set(ladder);
        }
    }

    private void End(Listed month)
    {
        month.Ended = true;
        foreach (var obligation in month.Obligations)
        {
            obligation.Go(Time);
            obligation.End();
        }
    }
}
