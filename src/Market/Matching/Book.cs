// One instrument's book: two ladders of orders, two of stops, and where its day stands.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Matching;

/// <summary>The book of one instrument. The engine works on it; it keeps no rule.</summary>
internal sealed class Book(OrderPool pool, InstrumentId id, MarketModel model, SpreadLegs? legs)
{
    // By side: which side comes next is anybody's guess, so that a table is faster than a branch.
    private readonly Ladder[] _sides = [new(pool, Side.None), new(pool, Side.Buy), new(pool, Side.Sell)];
    private Ladder? _stopBuys;
    private Ladder? _stopSells;

    // The prices that were a new least or greatest one since stops were last asked, while there are stops.
    private readonly List<long> _swings = new(64);
    private long _found;
    private long _bandAround = long.MinValue;
    private long _bandWidth;

    public InstrumentId Id { get; } = id;

    public MarketModel Model { get; } = model;

    /// <summary>Null: an outright instrument.</summary>
    public SpreadLegs? Legs { get; } = legs;

    /// <summary>The spreads that this instrument is a leg of.</summary>
    public List<Book> Spreads { get; } = [];

    public Ladder Bids => _sides[(int)Side.Buy];

    public Ladder Asks => _sides[(int)Side.Sell];

    public TradingPhase Phase { get; set; }

    /// <summary>Ticks of level 0.</summary>
    public long Low { get; private set; }

    public int Levels { get; private set; }

    public long High => Low + Levels - 1;

    /// <summary>S0 in ticks.</summary>
    public long Reference { get; set; }

    /// <summary>The last discovered price; S0 before the day's first.</summary>
    public long Last { get; set; }

    /// <summary>The last price as the order that is coming in found it: the middle of the dynamic band.</summary>
    public long Found => SwingHigh < SwingLow ? Last : _found;

    /// <summary>A price was discovered today.</summary>
    public bool Traded { get; set; }

    /// <summary>Least and greatest discovered price since stops were last asked; none: SwingLow above
    /// SwingHigh.</summary>
    public long SwingLow { get; set; } = long.MaxValue;

    public long SwingHigh { get; set; } = long.MinValue;

    /// <summary>The number of the last sequenced event.</summary>
    public long Sequence { get; set; }

    /// <summary>Orders that wait for the closing auction, and stops that wait for continuous trading, in the order of
    /// their numbers.</summary>
    public List<int> AtTheClose { get; } = [];

    public List<int> Woken { get; } = [];

    /// <summary>An auction collects, or was cut off and has not uncrossed.</summary>
    public bool Collected { get; set; }

    /// <summary>The book changed since the indication was last worked out.</summary>
    public bool Stirred { get; set; }

    public (long Price, long Lots, long Surplus) Indicated { get; set; }

    /// <summary>Live stops.</summary>
    public int Stops { get; set; }

    /// <summary>It is a spread, or a leg of one.</summary>
    public bool HasImplied { get; set; } = legs is not null;

    public Ladder Of(Side side) => _sides[(int)side];

    public Ladder Against(Side side) => _sides[3 - (int)side];

    /// <summary>Made when the first stop comes: most books never have one.</summary>
    public Ladder StopsOf(Side side)
    {
        ref var ladder = ref side == Side.Buy ? ref _stopBuys : ref _stopSells;
        if (ladder is not null)
            return ladder;
        // A buy stop is reached from below: the lowest first, as on the ask side of a book.
        ladder = new(pool, side.Opposite());
        ladder.Resize(Levels);
        return ladder;
    }

    public bool IsEmpty => Bids.IsEmpty && Asks.IsEmpty && Stops == 0 && AtTheClose.Count == 0 && Woken.Count == 0;

    public long NextSequence() => ++Sequence;

    public int LevelOf(long ticks) => checked((int)(ticks - Low));

    public Price PriceAt(int level) => new(Low + level);

    /// <summary>Moves the ladders to a band, both ends included. No order may be in it.</summary>
    public void Resize(long low, long high)
    {
        Must.Hold(high >= low);
        Low = low;
        Levels = checked((int)(high - low + 1));
        Bids.Resize(Levels);
        Asks.Resize(Levels);
        _stopBuys?.Resize(Levels);
        _stopSells?.Resize(Levels);
    }

    /// <summary>A discovered price.</summary>
    public void Note(long price)
    {
        var found = Last;
        Last = price;
        Traded = true;
        if (price >= SwingLow && price <= SwingHigh)
            return;
        if (SwingHigh < SwingLow)
            _found = found;
        SwingLow = long.Min(SwingLow, price);
        SwingHigh = long.Max(SwingHigh, price);
        if (Stops > 0)
            _swings.Add(price);
    }

    /// <summary>Half the dynamic band around a price, ticks: asked at every trade, worked out when the price is
    /// another.</summary>
    public long BandAround(long price)
    {
        if (price == _bandAround)
            return _bandWidth;
        _bandWidth = long.Max(1, Rounding.ToLong((Int128)price * Model.DynamicBandPpm, 1_000_000, RoundingMode.Down));
        _bandAround = price;
        return _bandWidth;
    }

    public void ForgetSwing()
    {
        (SwingLow, SwingHigh) = (long.MaxValue, long.MinValue);
        _swings.Clear();
    }

    /// <summary>The first discovered price since stops were last asked that reaches a stop of this side at this stop
    /// price.</summary>
    public long FirstThatReaches(Side side, long stop)
    {
        foreach (var price in _swings)
        {
            if (side == Side.Buy ? price >= stop : price <= stop)
                return price;
        }

        throw new InvariantBrokenException("a stop that no price reached");
    }
}
