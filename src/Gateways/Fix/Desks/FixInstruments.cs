// Contract months and spreads as FIX names them: symbol to number, ticks to decimals and back, without allocation.
using System.Collections.Concurrent;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>One contract month or spread.</summary>
public sealed class FixInstrument
{
    private readonly byte[] _symbol;
    private readonly long _unitsOfTick;

    internal FixInstrument(InstrumentDocument terms)
    {
        Terms = terms;
        Id = new(terms.Instrument);
        _symbol = Encoding.ASCII.GetBytes(terms.Symbol);
        var units = terms.TickSize;
        for (var place = 0; place < terms.PriceDecimals; place++)
            units *= 10;
        _unitsOfTick = decimal.ToInt64(units);
    }

    public InstrumentId Id { get; }

    public InstrumentDocument Terms { get; }

    /// <summary>Symbol(55).</summary>
    public ReadOnlySpan<byte> Symbol => _symbol;

    /// <summary>It is a spread of two months.</summary>
    public bool IsSpread => Terms.Spread is not null;

    /// <summary>Digits of a price behind the point.</summary>
    public int Places => Terms.PriceDecimals;

    /// <summary>A price in units of its last digit.</summary>
    public long Units(Price price) => checked(price.Ticks * _unitsOfTick);

    /// <summary>Writes a price in ticks as a decimal.</summary>
    public void Add(FixWriter message, int tag, Price price)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.AddUnits(tag, Units(price), Places);
    }

    /// <summary>Writes the mean price of so many lots with three decimals more than prices have, cut off.</summary>
    /// <param name="ticks">The sum of ticks times lots.</param>
    public void AddMean(FixWriter message, int tag, Int128 ticks, long lots)
    {
        ArgumentNullException.ThrowIfNull(message);
        const int more = 3;
        var mean = lots == 0 ? 0 : (long)(ticks * _unitsOfTick * 1000 / lots);
        message.AddUnits(tag, mean, Terms.PriceDecimals + more);
    }

    /// <summary>A decimal in ticks. False: no decimal, or too large.</summary>
    /// <param name="offTick">It is no whole number of ticks; <paramref name="price"/> is the one below.</param>
    public bool TryPrice(ReadOnlySpan<byte> text, out Price price, out bool offTick)
    {
        price = default;
        offTick = false;
        if (!FixText.TryUnits(text, Terms.PriceDecimals, out var units, out var exact))
            return false;
        if (!exact)
        {
            // Finer than any tick, or larger than any price.
            offTick = true;
            return FixText.TryUnits(text, FixText.MostPlaces - 1, out _, out var fine) && fine;
        }

        var below = Math.DivRem(units, _unitsOfTick, out var rest);
        if (rest < 0)
            below--;
        offTick = rest != 0;
        price = new(below);
        return true;
    }
}

/// <summary>All that were ever listed. For any number of threads.</summary>
public sealed class FixInstruments(VenueViews views)
{
    private readonly ConcurrentDictionary<string, FixInstrument> _bySymbol = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, FixInstrument> _byId = new();

    /// <summary>By symbol; null: never listed.</summary>
    public FixInstrument? Of(ReadOnlySpan<byte> symbol)
    {
        if (symbol.Length > 64)
            return null;
        Span<char> text = stackalloc char[symbol.Length];
        Encoding.Latin1.GetChars(symbol, text);
        if (_bySymbol.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
            return known;
        lock (views.Gate)
            return views.Board.Of(new string(text)) is { } row ? Keep(row.Terms) : null;
    }

    /// <summary>By number; null: never listed.</summary>
    public FixInstrument? Of(InstrumentId id)
    {
        if (_byId.TryGetValue(id.Value, out var known))
            return known;
        lock (views.Gate)
            return id.Value >= 1 && id.Value <= views.Board.Rows.Count ? Keep(views.Board.Of(id).Terms) : null;
    }

    private FixInstrument Keep(InstrumentDocument terms)
    {
        var made = new FixInstrument(terms);
        _bySymbol[terms.Symbol] = made;
        _byId[terms.Instrument] = made;
        return made;
    }
}
