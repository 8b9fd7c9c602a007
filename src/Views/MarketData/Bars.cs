// Bars: what traded in each minute, and in spans of minutes.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>One span of time in which something traded. Legs of spreads at agreed prices count as lots and trades;
/// prices heed discovered ones only.</summary>
/// <param name="Start">The begin of the span, UTC.</param>
/// <param name="Open">First price; null when only agreed prices traded.</param>
/// <param name="Sequence">Of the instrument's market data: its last trade.</param>
public readonly record struct Bar(
    Instant Start,
    Price? Open,
    Price? High,
    Price? Low,
    Price? Close,
    long Lots,
    long Trades,
    long Sequence
)
{
    /// <summary>This bar with what came after it.</summary>
    internal Bar With(in Bar next) =>
        new(
            Start,
            Open ?? next.Open,
            High is { } high && (next.High is not { } h || high > h) ? high : next.High,
            Low is { } low && (next.Low is not { } l || low < l) ? low : next.Low,
            next.Close ?? Close,
            Lots + next.Lots,
            Trades + next.Trades,
            next.Sequence
        );
}

/// <summary>The newest minutes of one instrument in which something traded.</summary>
public sealed class InstrumentBars
{
    /// <summary>Minutes that are kept.</summary>
    public const int Kept = 1440;

    private readonly List<Bar> _ring = [];
    private long _bars;

    /// <summary>Market data sequence of the newest trade; zero before the first.</summary>
    public long Sequence => _bars == 0 ? 0 : At(_bars - 1).Sequence;

    /// <summary>Newest first, each of so many minutes, counted from midnight UTC; the oldest may lack its first
    /// minutes.</summary>
    public IEnumerable<Bar> Newest(int minutes)
    {
        var oldest = _bars - _ring.Count;
        var at = _bars - 1;
        while (at >= oldest)
        {
            var bar = At(at--);
            var start = Begin(bar.Start, minutes);
            while (at >= oldest && Begin(At(at).Start, minutes) == start)
                bar = At(at--).With(bar);
            yield return bar with
            {
                Start = start,
            };
        }
    }

    internal void Add(in Bar trade)
    {
        var bar = trade with { Start = Begin(trade.Start, 1) };
        if (_bars > 0 && At(_bars - 1) is var last && last.Start == bar.Start)
            _ring[(int)((_bars - 1) % Kept)] = last.With(bar);
        else
            Append(bar);
    }

    private void Append(in Bar bar)
    {
        if (_ring.Count < Kept)
            _ring.Add(bar);
        else
            _ring[(int)(_bars % Kept)] = bar;
        _bars++;
    }

    private Bar At(long bar) => _ring[(int)(bar % Kept)];

    private static Instant Begin(Instant moment, int minutes)
    {
        var span = minutes * Instant.PerMinute;
        return new(moment.Nanoseconds - (((moment.Nanoseconds % span) + span) % span));
    }
}

/// <summary>The bars of all instruments.</summary>
public sealed class Bars : View
{
    private readonly List<InstrumentBars> _bars = [];

    public InstrumentBars Of(InstrumentId instrument)
    {
        while (_bars.Count < instrument.Value)
            _bars.Add(new());
        return _bars[instrument.Value - 1];
    }

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.Traded)
        {
            var trade = entry.As<Traded>();
            Price? price = trade.Origin == TradeOrigin.SpreadLeg ? null : trade.Price;
            var lots = trade.Quantity.Lots;
            Of(trade.Instrument).Add(new(entry.Time, price, price, price, price, lots, 1, trade.Sequence));
        }
        else if (entry.Kind == MessageKind.SpreadTraded)
        {
            var trade = entry.As<SpreadTraded>();
            var price = trade.Price;
            Of(trade.Instrument).Add(new(entry.Time, price, price, price, price, trade.Lots.Lots, 1, trade.Sequence));
        }
    }
}
