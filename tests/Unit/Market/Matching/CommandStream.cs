// Seeded streams of commands over every feature of the order books.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

/// <summary>What a stream holds.</summary>
/// <param name="Books">Only the first so many books.</param>
/// <param name="Spoilt">Some orders have a field that cannot be.</param>
/// <param name="Auctions">Books go through call auctions.</param>
/// <param name="CutAuctions">Some auctions end without uncrossing.</param>
/// <param name="Edges">Many orders, closing ones too, stay over night at and near the band's edges, and the band often
/// moves a little.</param>
/// <param name="Bands">Bands move within the day too.</param>
internal sealed record StreamKind(
    int Books,
    bool Spoilt = true,
    bool Auctions = true,
    bool CutAuctions = true,
    bool Reloads = true,
    bool Edges = false,
    bool Bands = false
)
{
    public static readonly StreamKind Everything = new(BookWorld.Books);
}

/// <summary>Makes commands; knows nothing of what becomes of them.</summary>
internal sealed class CommandStream(int seed, StreamKind? kind = null, BookWorld? world = null)
{
    private readonly BookWorld _world = world ?? BookWorld.Usual;
    private readonly StreamKind _kind = kind ?? StreamKind.Everything;

    private static readonly OrderFlags[] Flagses =
    [
        OrderFlags.PostOnly,
        OrderFlags.CloseOnly,
        OrderFlags.Hedge,
        OrderFlags.CloseOnly | OrderFlags.Hedge,
    ];

    private static readonly TradingPhase[] Phases =
    [
        TradingPhase.Halted,
        TradingPhase.Pause,
        TradingPhase.CancelOnly,
        TradingPhase.Auction,
        TradingPhase.ClosingAuction,
        TradingPhase.ClosingAuction,
        TradingPhase.VolatilityAuction,
        TradingPhase.ResumptionAuction,
    ];

    private readonly Random _random = new(seed);
    private long _number;
    private long _shift;
    private int _day = 1;

    public BookCommand Next() =>
        _kind.Bands && OneIn(12) ? Band()
        : _kind.Edges && OneIn(3) ? (OneIn(20) ? NextDay() : EnterAtEdge())
        : Usual();

    private BookCommand Usual() =>
        _random.Next(1000) switch
        {
            < 610 => Enter(),
            < 770 => Amend(),
            < 940 => new(BookDeed.Cancel, new OrderEntry { Order = Recent() }),
            < 948 => CancelAll(),
            < 994 => Phase(),
            < 997 => NextDay(),
            _ => _kind.Reloads ? new(BookDeed.Reload) : Enter(),
        };

    public List<BookCommand> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private bool OneIn(int chances) => _random.Next(chances) == 0;

    private OrderId Recent() => new(long.Max(1, _number - (long)(_random.NextDouble() * _random.NextDouble() * 250)));

    private BookCommand Enter()
    {
        var book = _random.Next(_kind.Books);
        var isSpread = _world.Legs[book] is not null;
        var owner = 1 + _random.Next(7);
        var side = OneIn(2) ? Side.Buy : Side.Sell;
        var order = new OrderEntry(
            new(++_number),
            new(book + 1),
            owner,
            owner < 3 ? 1 : owner,
            side,
            OrderType.Limit,
            TimeInForce.Day,
            new(PriceIn(book, side)),
            Lots()
        );
        if (OneIn(3))
            order = order with { SelfMatch = (SelfMatch)_random.Next(6) };
        order = isSpread && !OneIn(40) ? OfSpread(order) : OfKind(order, book);
        if (_kind.Spoilt && OneIn(50))
            order = Spoilt(order);
        return new(BookDeed.Enter, order, Closable: _random.Next(60), Flag: !OneIn(5));
    }

    private BookCommand EnterAtEdge()
    {
        var book = _random.Next(BookWorld.Outrights);
        var sign = OneIn(2) ? 1 : -1;
        var owner = 1 + _random.Next(7);
        var lots = Lots();
        var order = new OrderEntry(
            new(++_number),
            new(book + 1),
            owner,
            owner,
            (sign > 0) ^ OneIn(8) ? Side.Sell : Side.Buy,
            OrderType.Limit,
            TimeInForce.GoodTillCancelled,
            new(Reference(book) + (sign * (BookWorld.HalfBands[book] - _random.Next(3)))),
            lots,
            Flags: OneIn(2) ? OrderFlags.CloseOnly : OrderFlags.None
        );
        if (OneIn(5) && lots > 1)
            order = order with { Display = 1 };
        return new(BookDeed.Enter, order, Closable: BookWorld.MostLots);
    }

    private OrderEntry OfSpread(OrderEntry order) =>
        _random.Next(5) switch
        {
            0 => order with { TimeInForce = TimeInForce.FillAndKill },
            1 => order with { TimeInForce = TimeInForce.FillOrKill },
            2 when OneIn(3) => order with { Flags = OrderFlags.PostOnly },
            _ => order,
        };

    private OrderEntry OfKind(OrderEntry order, int book)
    {
        var side = order.Side;
        var unlimited = order with { Price = default };
        var life = (TimeInForce)(3 + _random.Next(3));
        if (life == TimeInForce.FillOrKill)
            life = TimeInForce.Day;
        switch (_random.Next(20))
        {
            case 0:
            case 1:
                return unlimited with { Type = OrderType.Market, TimeInForce = (TimeInForce)(1 + _random.Next(3)) };
            case 2:
                return Living(unlimited with { Type = OrderType.MarketToLimit }, life);
            case 3:
            case 4:
                return Living(unlimited with { Type = OrderType.Stop, StopPrice = new(StopIn(book, side)) }, life);
            case 5:
            case 6:
                return Living(order with { Type = OrderType.StopLimit, StopPrice = new(StopIn(book, side)) }, life);
            case 7:
                return order with { TimeInForce = TimeInForce.FillOrKill };
            case 8:
                var minimum = OneIn(2) ? 1 + _random.NextInt64(order.Lots) : 0;
                return order with { TimeInForce = TimeInForce.FillAndKill, Minimum = minimum };
            case 9:
                return order with { TimeInForce = TimeInForce.AtTheOpen };
            case 10:
                return order with { TimeInForce = TimeInForce.AtTheClose };
            default:
                order = Living(order, OneIn(3) ? life : TimeInForce.Day);
                if (OneIn(4) && order.Lots > 1)
                    order = order with { Display = 1 + _random.NextInt64(order.Lots - 1) };
                return OneIn(4) ? Flagged(order, book) : order;
        }
    }

    private OrderEntry Flagged(OrderEntry order, int book)
    {
        order = order with { Flags = Flagses[_random.Next(Flagses.Length)] };
        var half = BookWorld.HalfBands[book % BookWorld.Outrights];
        // Closing orders matter at the band's edges.
        return (order.Flags & OrderFlags.CloseOnly) != 0 && OneIn(2)
            ? order with
            {
                Price = new(Reference(book) + (order.Side == Side.Buy ? -half : half)),
            }
            : order;
    }

    private OrderEntry Living(OrderEntry order, TimeInForce life) =>
        life == TimeInForce.GoodTillDate
            ? order with
            {
                TimeInForce = life,
                Expires = new(_day + _random.Next(4) - (OneIn(6) ? 1 : 0)),
            }
            : order with
            {
                TimeInForce = life,
            };

    private OrderEntry Spoilt(OrderEntry order) =>
        _random.Next(11) switch
        {
            0 => order with { Side = (Side)_random.Next(4) },
            1 => order with { Type = (OrderType)_random.Next(7) },
            2 => order with { TimeInForce = (TimeInForce)_random.Next(9) },
            3 => order with { Flags = (OrderFlags)_random.Next(16) },
            4 => order with { SelfMatch = (SelfMatch)_random.Next(7) },
            5 => order with { Price = new(_random.Next(-5, 2000)) },
            6 => order with { StopPrice = new(_random.Next(-5, 2000)) },
            7 => order with { Lots = _random.Next(-2, 60) },
            8 => order with { Display = _random.Next(-2, 60) },
            9 => order with { Minimum = _random.Next(-2, 60) },
            _ => order with { Expires = new(_random.Next(_day + 2)) },
        };

    private BookCommand Amend()
    {
        var book = _random.Next(_kind.Books);
        return new(
            BookDeed.Amend,
            new OrderEntry
            {
                Order = Recent(),
                Price = OneIn(2) ? BookCommand.SameLimit : new(PriceIn(book, OneIn(2) ? Side.Buy : Side.Sell)),
                Lots = Lots(),
            },
            Closable: _random.Next(60)
        );
    }

    private BookCommand CancelAll()
    {
        var owner = 1 + _random.Next(7);
        return new(
            BookDeed.CancelAll,
            new OrderEntry
            {
                Instrument = new(1 + _random.Next(_kind.Books)),
                Owner = owner,
                Group = owner < 3 ? 1 : owner,
                Side = (Side)_random.Next(3),
                Flags = OneIn(2) ? OrderFlags.None : OrderFlags.CloseOnly,
            },
            Flag: OneIn(2)
        );
    }

    private BookCommand Phase()
    {
        var book = _random.Next(_kind.Books);
        // A spread has no auctions (the first three are none).
        var choices = _kind.Auctions && _world.Legs[book] is null ? Phases.Length : 3;
        return new(
            BookDeed.Phase,
            new OrderEntry { Instrument = new(book + 1) },
            OneIn(5) ? Phases[_random.Next(choices)] : TradingPhase.Continuous,
            Flag: _kind.CutAuctions && OneIn(6)
        );
    }

    private BookCommand NextDay()
    {
        _day++;
        _shift = _kind.Edges ? long.Clamp(_shift + _random.Next(-2, 3), -6, 6) : _random.Next(-6, 7);
        return new(
            BookDeed.NextDay,
            Shift: _shift,
            Phase: _kind.Auctions && OneIn(3) ? TradingPhase.Auction : TradingPhase.Continuous,
            Flag: OneIn(4)
        );
    }

    private BookCommand Band()
    {
        var book = _random.Next(BookWorld.Outrights);
        var half = BookWorld.HalfBands[book] + _random.Next(-3, 4);
        return new(
            BookDeed.Band,
            new OrderEntry
            {
                Instrument = new(book + 1),
                Price = new(Reference(book) - half),
                StopPrice = new(Reference(book) + half),
            }
        );
    }

    private long Lots() => OneIn(3) ? 1 + _random.Next(3) : 1 + _random.Next(OneIn(8) ? BookWorld.MostLots : 15);

    /// <summary>Near the reference, buyers a little below it and sellers a little above; now and then the band's
    /// edge.</summary>
    private long PriceIn(int book, Side side)
    {
        var sign = side == Side.Buy ? -1 : 1;
        if (_world.Legs[book] is { } legs)
        {
            var value =
                (legs.NearWeight * Reference(legs.Near.Value - 1)) - (legs.FarWeight * Reference(legs.Far.Value - 1));
            var reach = 4 * int.Max(legs.NearWeight, legs.FarWeight);
            return value + sign + _random.Next(-reach, reach + 1);
        }

        var half = BookWorld.HalfBands[book];
        var far = OneIn(12) ? _random.Next(-half - 1, half + 2) : _random.Next(-4, 5);
        if (OneIn(14))
            far = OneIn(2) ? half : -half;
        return Reference(book) + (OneIn(3) ? sign : 2 * sign) + far - (long.Abs(far) >= half ? sign : 0);
    }

    private long StopIn(int book, Side side)
    {
        var half = BookWorld.HalfBands[int.Min(book, BookWorld.Outrights - 1)];
        return Reference(book) + (side == Side.Buy ? 1 : -1) * _random.Next(-2, half + 1);
    }

    private long Reference(int book) => BookWorld.References[int.Min(book, BookWorld.Outrights - 1)] + _shift;
}
