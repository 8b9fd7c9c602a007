// The board: one row a contract month, with the day's statistics and the tape behind it.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>A contract month as people see it.</summary>
public sealed class BoardRow
{
    private const int TapeLength = 500;
    private readonly TapeTrade[] _tape = new TapeTrade[TapeLength];
    private long _trades;

    public required InstrumentDocument Terms { get; init; }

    public InstrumentId Id => new(Terms.Instrument);

    /// <summary>Last price of the newest day that traded; null before the first trade ever.</summary>
    public Price? Last { get; internal set; }

    public long LastLots { get; internal set; }

    /// <summary>Settlement of the day before; the listing reference on the first day. Null before the first
    /// opening.</summary>
    public Price? Previous { get; internal set; }

    /// <summary>The newest settlement; null before the first.</summary>
    public Price? Settlement { get; internal set; }

    public SettlementTier Tier { get; internal set; }

    public TradingDate SettlementDay { get; internal set; }

    /// <summary>The trading day of the limits.</summary>
    public TradingDate Day { get; internal set; }

    public Price? Low { get; internal set; }

    public Price? High { get; internal set; }

    public long Volume { get; internal set; }

    public long OpenInterest { get; internal set; }

    public bool Expired { get; internal set; }

    /// <summary>Final price times 10^FinalDecimals; null before the expiry.</summary>
    public long? FinalPrice { get; internal set; }

    /// <summary>Sequence of the last event that changed the row.</summary>
    public long Changed { get; internal set; }

    /// <summary>Newest first.</summary>
    public IEnumerable<TapeTrade> Tape(int most)
    {
        for (var i = _trades - 1; i >= 0 && i >= _trades - TapeLength && most > 0; i--, most--)
            yield return _tape[i % TapeLength];
    }

    internal void Add(in TapeTrade trade) => _tape[_trades++ % TapeLength] = trade;
}

/// <summary>All contract months, by number from 1.</summary>
public sealed class Board : View
{
    private readonly List<BoardRow> _rows = [];
    private readonly Dictionary<string, BoardRow> _bySymbol = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<BoardRow> Rows => _rows;

    /// <summary>Months that have not ended.</summary>
    public IEnumerable<BoardRow> Live => _rows.Where(r => !r.Expired);

    public BoardRow Of(InstrumentId instrument) => _rows[instrument.Value - 1];

    /// <summary>The live month of that symbol, or the newest ended one; null when there is none.</summary>
    public BoardRow? Of(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>Months of a contract that have not ended, nearest first, spreads left out.</summary>
    public IReadOnlyList<BoardRow> Curve(string contract) =>
        [
            .. Live.Where(r =>
                    r.Terms.Spread is null
                    && string.Equals(r.Terms.Contract, contract, StringComparison.OrdinalIgnoreCase)
                )
                .OrderBy(r => r.Terms.Month, StringComparer.Ordinal),
        ];

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                var row = new BoardRow
                {
                    Terms = Documents.Read<InstrumentDocument>(entry.Payload.Span),
                    Changed = entry.Sequence,
                };
                _rows.Add(row);
                _bySymbol[row.Terms.Symbol] = row;
                break;
            case MessageKind.BandSet:
                Open(entry.As<BandSet>(), entry.Sequence);
                break;
            case MessageKind.Traded:
                Trade(entry.As<Traded>(), entry);
                break;
            case MessageKind.SpreadTraded:
                Trade(entry.As<SpreadTraded>(), entry);
                break;
            case MessageKind.ForcedReduced:
                var reduced = entry.As<ForcedReduced>();
                Reduce(reduced.Instrument, reduced.Lots.Lots, entry.Sequence);
                break;
            case MessageKind.DefaultTraded:
                var passed = entry.As<DefaultTraded>();
                Reduce(passed.Instrument, passed.Gone, entry.Sequence);
                break;
            case MessageKind.StateChanged:
                Of(entry.As<StateChanged>().Instrument).Changed = entry.Sequence;
                break;
            case MessageKind.SettlementPriceSet:
                Settle(entry.As<SettlementPriceSet>(), entry.Sequence);
                break;
            case MessageKind.FinalPriceSet:
                var final = entry.As<FinalPriceSet>();
                Of(final.Instrument).FinalPrice = final.Value;
                break;
            case MessageKind.InstrumentExpired:
                var ended = Of(entry.As<InstrumentExpired>().Instrument);
                (ended.Expired, ended.Changed) = (true, entry.Sequence);
                break;
            default:
                break;
        }
    }

    private void Open(in BandSet band, long sequence)
    {
        var row = Of(band.Instrument);
        (row.Previous, row.Low, row.High, row.Changed) = (band.Reference, band.Low, band.High, sequence);
        // Within a day the limits alone are others.
        if (row.Day == band.Day)
            return;
        (row.Day, row.Volume) = (band.Day, 0);
    }

    private void Trade(in Traded trade, in LogEntry entry)
    {
        var row = Of(trade.Instrument);
        row.Changed = entry.Sequence;
        row.Volume += trade.Quantity.Lots;
        row.OpenInterest += TradeNatures.OpenInterestChange(trade);
        row.Add(TapeTrade.Of(trade, entry.Time));
        // The legs of two spread orders that met have agreed prices, which are nobody's last price.
        if (trade.Origin != TradeOrigin.SpreadLeg)
            (row.Last, row.LastLots) = (trade.Price, trade.Quantity.Lots);
    }

    private void Trade(in SpreadTraded trade, in LogEntry entry)
    {
        var row = Of(trade.Instrument);
        (row.Last, row.LastLots, row.Changed) = (trade.Price, trade.Lots.Lots, entry.Sequence);
        row.Volume += trade.Lots.Lots;
        row.Add(TapeTrade.Of(trade, entry.Time));
    }

    // Neither volume nor a last price, but lots that are gone on both sides.
    private void Reduce(InstrumentId instrument, long lots, long sequence)
    {
        var row = Of(instrument);
        (row.OpenInterest, row.Changed) = (row.OpenInterest - lots, sequence);
    }

    private void Settle(in SettlementPriceSet set, long sequence)
    {
        var row = Of(set.Instrument);
        (row.Settlement, row.Tier, row.SettlementDay, row.Previous, row.Changed) = (
            set.Price,
            set.Tier,
            set.Day,
            set.Previous,
            sequence
        );
    }
}
