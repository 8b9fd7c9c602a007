// Signs of a short market that only the tape shows: trades at the upper limit, and how little was offered at the close.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>One trading day of a contract, all its months together.</summary>
/// <param name="LimitUpMonths">Months that traded or settled at the upper price limit.</param>
/// <param name="AskLots">Lots offered within five ticks of each month's best ask when continuous trading last ended;
/// null before that.</param>
public sealed record TightDay(TradingDate Day, int LimitUpMonths, long? AskLots);

/// <summary>Folds the events; the books are those of the market feed, which is folded before.</summary>
public sealed class TightnessBoard(Books books) : View
{
    /// <summary>Ticks above the best ask that count as near.</summary>
    public const int NearTicks = 5;

    private const int Levels = NearTicks + 1;

    private readonly List<Month> _months = [];
    private readonly SortedDictionary<string, List<TightDay>> _days = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, TradingPhase> _phases = [];

    /// <summary>Trading days of a contract, oldest first; the last may still be going on.</summary>
    public IReadOnlyList<TightDay> Of(string contract) => _days.TryGetValue(contract, out var days) ? days : [];

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                _months.Add(new(Documents.Read<InstrumentDocument>(entry.Payload.Span)));
                break;
            case MessageKind.BandSet:
                var band = entry.As<BandSet>();
                var opened = _months[band.Instrument.Value - 1];
                opened.Touched &= opened.Day == band.Day;
                (opened.Day, opened.High) = (band.Day, band.High);
                break;
            case MessageKind.Traded:
                var trade = entry.As<Traded>();
                if (trade.Origin != TradeOrigin.SpreadLeg)
                    Touch(trade.Instrument, trade.Price);
                break;
            case MessageKind.SettlementPriceSet:
                var set = entry.As<SettlementPriceSet>();
                Touch(set.Instrument, set.Price);
                break;
            case MessageKind.PhaseChanged:
                Change(entry.As<PhaseChanged>());
                break;
            case MessageKind.InstrumentExpired:
                _months[entry.As<InstrumentExpired>().Instrument.Value - 1].Expired = true;
                break;
            default:
                break;
        }
    }

    private void Touch(InstrumentId instrument, Price price)
    {
        var month = _months[instrument.Value - 1];
        if (month.Touched || month.Terms.Spread is not null || price < month.High)
            return;
        month.Touched = true;
        var days = DaysOf(month.Terms.Contract, month.Day);
        days[^1] = days[^1] with { LimitUpMonths = days[^1].LimitUpMonths + 1 };
    }

    private void Change(in PhaseChanged change)
    {
        var before = _phases.GetValueOrDefault(change.Calendar, TradingPhase.Closed);
        _phases[change.Calendar] = change.Phase;
        if (before != TradingPhase.Continuous || change.Phase == TradingPhase.Continuous)
            return;
        var lots = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var month in _months)
        {
            if (month.Expired || month.Terms.Spread is not null || month.Terms.Calendar != change.Calendar)
                continue;
            lots[month.Terms.Contract] = lots.GetValueOrDefault(month.Terms.Contract) + Near(month.Terms.Instrument);
        }

        foreach (var (contract, sum) in lots)
        {
            var days = DaysOf(contract, change.Day);
            days[^1] = days[^1] with { AskLots = sum };
        }
    }

    private long Near(int instrument)
    {
        var sum = 0L;
        Price? best = null;
        foreach (var level in books.Depth(new(instrument), Side.Sell, Levels))
        {
            best ??= level.Price;
            if (level.Price.Ticks - best.Value.Ticks <= NearTicks)
                sum += level.Lots;
        }

        return sum;
    }

    private List<TightDay> DaysOf(string contract, TradingDate day)
    {
        if (!_days.TryGetValue(contract, out var days))
            _days.Add(contract, days = []);
        if (days.Count == 0 || days[^1].Day != day)
            days.Add(new(day, 0, null));
        return days;
    }

    private sealed class Month(InstrumentDocument terms)
    {
        public InstrumentDocument Terms { get; } = terms;

        public TradingDate Day { get; set; }

        public Price High { get; set; } = new(long.MaxValue);

        public bool Touched { get; set; }

        public bool Expired { get; set; }
    }
}
