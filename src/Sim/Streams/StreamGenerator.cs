// Makes order streams from a seed: half new orders, 41 % cancels, 9 % amends, around a middle that goes the way of
// the shape.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Streams;

/// <summary>
/// Gives the records of a plan one after the other. It keeps a plain book of its own, so that cancels and amends name
/// orders that rest;
/// one cancel in fifty names an order that has left, as in a real market. No plain order meets one of its own owner.
/// </summary>
public sealed class StreamGenerator
{
    private const int Owners = 64;
    private const int NewPerThousand = 500;
    private const int CancelPerThousand = 410;
    private const int ImmediatePerThousandNew = 150;

    /// <summary>
    /// Ticks from the best price to a middle that has passed it, from which takers are no longer gentle.
    /// </summary>
    private const int Runaway = 40;
    private readonly StreamPlan _plan;
    private readonly StreamShape _shape;
    private readonly Random64 _random;
    private readonly GeometricTable _distance;
    private readonly GeneratorBook _book;
    private readonly int _low = StreamPlan.Reference - StreamPlan.HalfBand;
    private readonly int _high = StreamPlan.Reference + StreamPlan.HalfBand;
    private long _given;
    private int _orders;
    private long _wander;
    private int _middle = StreamPlan.Reference;

    /// <param name="plan">A plan without a fault.</param>
    public StreamGenerator(StreamPlan plan)
    {
        Must.Hold(plan.Fault() is null);
        _plan = plan;
        _shape = plan.Shape;
        _random = new(plan.Seed);
        _distance = new(_shape.Distance);
        _book = new(_low, _high);
    }

    /// <summary>
    /// Records in all: loading, messages, and what the extras add (two for a spread with its leg's order, one for
    /// each other).
    /// </summary>
    public long Records => _plan.Loading + _plan.Messages + ExtraRecords;

    private long ExtraRecords => ExtraOrders.Count(_plan.Extras);

    /// <summary>The whole stream in memory.</summary>
    public static (StreamHeader Header, OrderMessage[] Messages) Build(StreamPlan plan)
    {
        var generator = new StreamGenerator(plan);
        var all = new OrderMessage[generator.Records];
        for (var i = 0; i < all.Length; i++)
            all[i] = generator.Next();
        var header = plan.Header() with { Messages = all.Length - plan.Loading, Orders = generator._orders };
        return (header, all);
    }

    /// <summary>Writes the whole stream.</summary>
    public static StreamHeader Write(StreamPlan plan, Stream to)
    {
        var generator = new StreamGenerator(plan);
        var writer = new OrderStreamWriter(to, plan.Header());
        var piece = new OrderMessage[4096];
        for (var left = generator.Records; left > 0; )
        {
            var count = (int)long.Min(left, piece.Length);
            for (var i = 0; i < count; i++)
                piece[i] = generator.Next();
            writer.Write(piece.AsSpan(0, count));
            left -= count;
        }

        return writer.Finish();
    }

    /// <summary>The next record. After the last one there are none: ask <see cref="Records"/>.</summary>
    public OrderMessage Next()
    {
        Must.Hold(_given < Records);
        var at = _given++ - _plan.Loading;
        if (at < 0)
            return Load(_given - 1);
        // The extras stand behind the first third: in the midst of things, and before a crash.
        var third = _plan.Messages / 3;
        if (at >= third && at < third + ExtraRecords)
            return Extra((int)(at - third));
        if (at >= third)
            at -= ExtraRecords;
        Move(at);
        var kind = _random.Below(1000);
        if (_book.Count < 16 || kind < NewPerThousand)
            return New();
        return kind < NewPerThousand + CancelPerThousand ? Cancel() : Amend();
    }

    /// <summary>Buys below the reference and sells above it: nothing trades while the books are filled.</summary>
    private OrderMessage Load(long record)
    {
        var instrument =
            record < _shape.Depth ? StreamPlan.Main : 2 + (int)((record - _shape.Depth) / _plan.OrdersEach);
        var side = record % 2 == 0 ? Side.Buy : Side.Sell;
        var price = Fit(StreamPlan.Reference - (side.Sign() * (1 + _distance.Draw(_random))));
        var message = Order(side, StreamTimeInForce.Day, price, Lots(), Owner());
        message.Instrument = (ushort)instrument;
        if (instrument == StreamPlan.Main)
            _book.Enter(message.Order, message.Owner, side, price, message.Lots, rests: true);
        return message;
    }

    /// <summary>The middle goes on: the shape's course, and chance that is drawn back to it.</summary>
    private void Move(long at)
    {
        if (_shape.Step > 0)
            _wander += _random.Between(-_shape.Step, _shape.Step) - (_wander >> 18);
        var course = _shape.Course(at, _plan.Messages, _high - _low) + _wander;
        _middle = int.Clamp((int)(StreamPlan.Reference + (course / StreamShape.Fine)), _low + 8, _high - 8);
    }

    private OrderMessage New() => _random.Chance(ImmediatePerThousandNew) ? Immediate() : Resting();

    private OrderMessage Immediate()
    {
        // Whoever sees the best price on the wrong side of the middle takes it. A thin book is taken from gently, or
        // not at all (the
        // order comes a tick short), unless the market has run away.
        var late = Late();
        var side =
            late is not Side.None && !_random.Chance(200) ? late.Opposite()
            : _random.Chance(500) ? Side.Buy
            : Side.Sell;
        var best = side == Side.Buy ? (_book.HasAsk ? _book.Ask : _middle) : (_book.HasBid ? _book.Bid : _middle);
        var runaway = late == side.Opposite() && int.Abs(best - _middle) > Runaway;
        var thin = !runaway && _book.Count < _shape.Depth;
        var lots = 1 + (int)_random.Below(thin ? 3 : 24);
        var reach = thin
            ? _random.Chance(_book.Count < _shape.Depth * 9 / 10 ? 900 : 500)
                ? -1
                : 0
            : (int)_random.Below(4);
        var price = Fit(best + (side.Sign() * reach));
        var message = Order(side, StreamTimeInForce.FillAndKill, price, lots, Stranger(side, price, lots));
        _book.Enter(message.Order, message.Owner, side, price, lots, rests: false);
        return message;
    }

    private OrderMessage Resting()
    {
        var side = _random.Chance(500) ? Side.Buy : Side.Sell;
        var lots = Lots();
        var price = Passive(side);
        var message = Order(side, StreamTimeInForce.Day, price, lots, Stranger(side, price, lots));
        _book.Enter(message.Order, message.Owner, side, price, lots, rests: true);
        return message;
    }

    private OrderMessage Cancel()
    {
        var gone = _random.Chance(20) ? _book.Gone(_random.Below(256)) : 0;
        var place = Choose();
        var slot = _book.At(place);
        // An order that has left is named with the owner who asks: the venue finds no such order, whoever it is.
        if (gone == 0)
            _book.Cancel(place);
        return new()
        {
            Operation = StreamOperation.Cancel,
            Instrument = StreamPlan.Main,
            Owner = slot.Owner,
            Order = gone == 0 ? slot.Order : gone,
        };
    }

    private OrderMessage Amend()
    {
        var place = Choose();
        var slot = _book.At(place);
        var (price, lots) = (slot.Price, slot.Lots);
        var kind = _random.Below(100);
        var late = slot.Side == Side.Buy ? price > _middle : price < _middle;
        if (!late && kind < 45 && lots > 1)
            lots = (int)_random.Between(1, lots - 1);
        else if (!late && kind < 60)
            lots += (int)_random.Between(1, 5);
        else
            price = Passive(slot.Side);
        if (_book.MeetsOwn(slot.Side, price, lots, slot.Owner))
            price = slot.Price;
        _book.Amend(place, price, lots);
        return new()
        {
            Operation = StreamOperation.Amend,
            Instrument = StreamPlan.Main,
            Owner = slot.Owner,
            Order = slot.Order,
            Price = price,
            Lots = lots,
        };
    }

    private OrderMessage Extra(int index)
    {
        var message = ExtraOrders.Of(_plan, index, _book.HasBid ? _book.Bid : _middle);
        message.Order = ++_orders;
        // The plain part of what an extra does is known: an iceberg rests, whatever it shows.
        if (message is { Instrument: StreamPlan.Main, Type: StreamOrderType.Limit })
            _book.Enter(message.Order, message.Owner, message.Side, message.Price, message.Lots, rests: true);
        return message;
    }

    /// <summary>The side whose best price the middle has passed.</summary>
    private Side Late() =>
        _book.HasAsk && _book.Ask < _middle ? Side.Sell
        : _book.HasBid && _book.Bid > _middle ? Side.Buy
        : Side.None;

    /// <summary>Whom to cancel or amend: often one that stands in the way of the middle, else any.</summary>
    private int Choose()
    {
        var late = Late();
        if (late != Side.None && _random.Chance(600))
            return _book.Best(late).Place;
        return (int)_random.Below(_book.Count);
    }

    /// <summary>
    /// A price on the own side of the middle; in a thin book mostly behind the other side's best too.
    /// </summary>
    private int Passive(Side side)
    {
        var price = _middle - (side.Sign() * (1 + _distance.Draw(_random)));
        if (_book.Count < _shape.Depth * 9 / 8 && !_random.Chance(20))
            price = side == Side.Buy ? int.Min(price, _book.Ask - 1) : int.Max(price, _book.Bid + 1);
        return Fit(price);
    }

    private int Fit(int price) => int.Clamp(price, _low, _high);

    /// <summary>1 to 10 lots, now and then ten times as many.</summary>
    private int Lots() => (1 + (int)_random.Below(10)) * (_random.Chance(30) ? 10 : 1);

    private int Owner() => 1 + (int)_random.Below(Owners);

    /// <summary>An owner who has nothing among the orders that would be met.</summary>
    private int Stranger(Side side, int price, int lots)
    {
        var owner = Owner();
        for (var i = 0; i < Owners && _book.MeetsOwn(side, price, lots, owner); i++)
            owner = (owner % Owners) + 1;
        return owner;
    }

    private OrderMessage Order(Side side, StreamTimeInForce time, int price, int lots, int owner) =>
        new()
        {
            Operation = StreamOperation.New,
            Side = side,
            Type = StreamOrderType.Limit,
            TimeInForce = time,
            SelfMatch = StreamSelfMatch.CancelNewest,
            Instrument = StreamPlan.Main,
            Owner = owner,
            Order = ++_orders,
            Price = price,
            Lots = lots,
        };
}
