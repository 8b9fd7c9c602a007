// Spreads: agreed prices of legs, and prices implied by one spread order and outright orders, one generation deep
// (rules SPR).
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

public sealed partial class MatchingEngine
{
    private readonly List<Book> _noted = [];

    /// <summary>One spread order and one order in each leg that fit together; the incoming one has no slot
    /// (-1).</summary>
    /// <param name="Side">The side of the spread order.</param>
    /// <param name="Lots">Lots of the spread.</param>
    /// <param name="Price">The price offered to the incoming order, in ticks of its own book.</param>
    private readonly record struct Chain(
        Book Spread,
        Side Side,
        int SpreadSlot,
        int NearSlot,
        int FarSlot,
        long Near,
        long Far,
        long Lots,
        long Price
    );

    /// <summary>The least and greatest price of a spread whose legs are inside their limits.</summary>
    public (Price Low, Price High) BandOf(InstrumentId spread)
    {
        var legs = BookOf(spread).Legs!;
        var (near, far) = (BookOf(legs.Near), BookOf(legs.Far));
        return (
            new((legs.NearWeight * near.Low) - (legs.FarWeight * far.High)),
            new((legs.NearWeight * near.High) - (legs.FarWeight * far.Low))
        );
    }

    /// <summary>What the spread is worth at the last prices of its legs.</summary>
    public Price ValueOf(InstrumentId spread)
    {
        var legs = BookOf(spread).Legs!;
        return new((legs.NearWeight * BookOf(legs.Near).Last) - (legs.FarWeight * BookOf(legs.Far).Last));
    }

    /// <summary>The best implied price that an incoming order of this side would meet; null when there is
    /// none.</summary>
    public Price? Implied(InstrumentId instrument, Side incoming, out long lots)
    {
        var book = BookOf(instrument);
        var found = FindImplied(book, incoming, int.MinValue, long.MaxValue / 2048, out var chain);
        lots = found ? chain.Lots * RatioIn(book, chain.Spread) : 0;
        return found ? new Price(chain.Price) : null;
    }

    /// <summary>Matches spread orders with legs that crossed them while a leg could not match: after a phase becomes
    /// continuous.</summary>
    public void MatchCrossedSpreads<T>(ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        for (var i = 0; i < _count; i++)
        {
            var spread = _books[i];
            if (spread.Legs is null || !AllContinuous(spread))
                continue;
            foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
            {
                while (FindCrossed(spread, side, out var chain))
                {
                    var nobody = default(Incoming);
                    Execute(chain, ref nobody, ref reports);
                }
            }
        }

        AskNoted();
        QueueReached();
    }

    /// <summary>The best opposite price, outright or implied; null when there is none.</summary>
    private Price? BestAgainst(Book book, Side side, int group = int.MinValue)
    {
        var level = book.Against(side).Best;
        Price? best = level == None ? null : book.PriceAt(level);
        if (!book.HasImplied || !FindImplied(book, side, group, long.MaxValue / 2048, out var chain))
            return best;
        return best is { } direct && !IsBetterFor(side, chain.Price, direct.Ticks) ? best : new Price(chain.Price);
    }

    /// <summary>True when an order that enters would trade with an implied price before an outright one.</summary>
    private bool ImpliedIsBetter(Book book, in OrderEntry order, Price direct) =>
        book.HasImplied
        && FindImplied(book, order.Side, order.Group, order.Lots, out var chain)
        && IsBetterFor(order.Side, chain.Price, direct.Ticks);

    private static bool IsBetterFor(Side incoming, long price, long than) =>
        incoming == Side.Buy ? price < than : price > than;

    /// <summary>Trades once with the best implied price when it crosses and is better than the best outright one:
    /// outright comes first at the same price.</summary>
    private bool MatchImplied<T>(Book book, ref Incoming taker, Price? direct, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var side = taker.Side;
        if (
            !FindImplied(book, side, taker.Group, taker.Left, out var chain)
            || !Crosses(side, taker.Limit, chain.Price)
            || (direct is { } d && !IsBetterFor(side, chain.Price, d.Ticks))
        )
            return false;
        Execute(chain, ref taker, ref reports);
        return true;
    }

    private bool FindImplied(Book book, Side side, int group, long lots, out Chain best)
    {
        best = default;
        if (book.Legs is not null)
            return AllContinuous(book) && FindIn(book, side, group, lots, out best);
        var found = false;
        for (var i = 0; i < book.Spreads.Count; i++)
        {
            if (
                AllContinuous(book.Spreads[i])
                && FindOut(book, book.Spreads[i], side, group, lots, out var chain)
                && (!found || IsBetterFor(side, chain.Price, best.Price))
            )
            {
                best = chain;
                found = true;
            }
        }

        return found;
    }

    /// <summary>Implied-in: an incoming spread order against one order in each leg.</summary>
    private bool FindIn(Book spread, Side side, int group, long lots, out Chain chain)
    {
        chain = default;
        var legs = spread.Legs!;
        var (near, far) = (BookOf(legs.Near), BookOf(legs.Far));
        var nearSlot = near.Against(side).First;
        var farSlot = far.Against(side.Opposite()).First;
        if (nearSlot == None || farSlot == None || IsOwn(nearSlot, group) || IsOwn(farSlot, group))
            return false;
        var (n, f) = (TicksOf(near, nearSlot), TicksOf(far, farSlot));
        var q = long.Min(
            lots,
            long.Min(_pool.Hot[nearSlot].Visible / legs.NearLots, _pool.Hot[farSlot].Visible / legs.FarLots)
        );
        chain = new(spread, side, None, nearSlot, farSlot, n, f, q, (legs.NearWeight * n) - (legs.FarWeight * f));
        return q > 0 && !LeavesBand(near, n, near.Found) && !LeavesBand(far, f, far.Found);
    }

    /// <summary>Implied-out: an incoming leg order against a spread order and an order in the other leg.</summary>
    private bool FindOut(Book book, Book spread, Side side, int group, long lots, out Chain chain)
    {
        chain = default;
        var legs = spread.Legs!;
        var isNear = legs.Near == book.Id;
        var other = BookOf(isNear ? legs.Far : legs.Near);
        // Who sells the near leg has sold the spread; who sells the far leg has bought it.
        var spreadSide = isNear ? side.Opposite() : side;
        var spreadSlot = spread.Of(spreadSide).First;
        var otherSlot = other.Against(side).First;
        if (spreadSlot == None || otherSlot == None)
            return false;
        if (IsOwn(spreadSlot, group) || IsOwn(otherSlot, _pool.Cold[spreadSlot].Group))
            return false;
        var (s, o) = (TicksOf(spread, spreadSlot), TicksOf(other, otherSlot));
        // Rounded in favour of the spread order, whose limit is a limit.
        var mode = side == Side.Buy ? RoundingMode.Up : RoundingMode.Down;
        var price = isNear
            ? Rounding.ToLong((Int128)s + ((Int128)legs.FarWeight * o), legs.NearWeight, mode)
            : Rounding.ToLong(((Int128)legs.NearWeight * o) - s, legs.FarWeight, mode);
        var (mine, others) = isNear ? (legs.NearLots, legs.FarLots) : (legs.FarLots, legs.NearLots);
        var q = long.Min(lots / mine, long.Min(_pool.Hot[spreadSlot].Visible, _pool.Hot[otherSlot].Visible / others));
        if (q <= 0 || price < book.Low || price > book.High)
            return false;
        if (LeavesBand(book, price, book.Found) || LeavesBand(other, o, other.Found))
            return false;
        chain = isNear
            ? new(spread, spreadSide, spreadSlot, None, otherSlot, price, o, q, price)
            : new(spread, spreadSide, spreadSlot, otherSlot, None, o, price, q, price);
        return true;
    }

    /// <summary>A resting spread order and resting orders in both legs that cross it.</summary>
    private bool FindCrossed(Book spread, Side side, out Chain chain)
    {
        chain = default;
        var slot = spread.Of(side).First;
        if (slot == None)
            return false;
        var visible = _pool.Hot[slot].Visible;
        if (!FindIn(spread, side, _pool.Cold[slot].Group, visible, out var legs))
            return false;
        chain = legs with { SpreadSlot = slot };
        return Crosses(side, TicksOf(spread, slot), legs.Price);
    }

    private void Execute<T>(in Chain chain, ref Incoming taker, ref T reports)
        where T : IMatchingReports, allows ref struct
    {
        var legs = chain.Spread.Legs!;
        var (near, far) = (BookOf(legs.Near), BookOf(legs.Far));
        var (nearLots, farLots) = (chain.Lots * legs.NearLots, chain.Lots * legs.FarLots);
        var mine =
            chain.SpreadSlot == None ? chain.Lots
            : chain.NearSlot == None ? nearLots
            : chain.FarSlot == None ? farLots
            : 0;
        taker.Left -= mine;
        taker.Filled += mine;
        var spreadOrder =
            chain.SpreadSlot == None ? SideOf(taker) : RestedSide(chain.Spread, chain.SpreadSlot, (int)chain.Lots);
        spreadOrder = spreadOrder with { Spread = chain.Spread.Id };
        var nearOrder = chain.NearSlot == None ? SideOf(taker) : RestedSide(near, chain.NearSlot, (int)nearLots);
        var farOrder = chain.FarSlot == None ? SideOf(taker) : RestedSide(far, chain.FarSlot, (int)farLots);
        var buys = chain.Side == Side.Buy;
        TellSpread(
            chain.Spread,
            (legs.NearWeight * chain.Near) - (legs.FarWeight * chain.Far),
            chain.Lots,
            chain.SpreadSlot == None ? chain.Side : Side.None,
            TradeOrigin.Implied,
            buys ? spreadOrder : default,
            buys ? default : spreadOrder,
            ref reports
        );
        // Who came in is the aggressor; else the spread, whose leg met an order that stood in the book.
        TradeLeg(
            near,
            chain.Near,
            nearLots,
            chain.NearSlot == None ? chain.Side.Opposite() : chain.Side,
            buys,
            spreadOrder,
            nearOrder,
            ref reports
        );
        TradeLeg(
            far,
            chain.Far,
            farLots,
            chain.FarSlot == None ? chain.Side : chain.Side.Opposite(),
            !buys,
            spreadOrder,
            farOrder,
            ref reports
        );
        if (chain.SpreadSlot != None)
            Take(chain.Spread, chain.Spread.Of(chain.Side), chain.SpreadSlot, (int)chain.Lots, ref reports);
        if (chain.NearSlot != None)
            Take(near, near.Against(chain.Side), chain.NearSlot, (int)nearLots, ref reports);
        if (chain.FarSlot != None)
            Take(far, far.Of(chain.Side), chain.FarSlot, (int)farLots, ref reports);
    }

    private void TradeLeg<T>(
        Book leg,
        long price,
        long lots,
        Side aggressor,
        bool spreadBuys,
        in MatchSide spreadOrder,
        in MatchSide outright,
        ref T reports
    )
        where T : IMatchingReports, allows ref struct
    {
        leg.Note(price);
        if (!_noted.Contains(leg))
            _noted.Add(leg);
        reports.Traded(
            new(
                leg.Id,
                leg.NextSequence(),
                new(price),
                lots,
                TradeOrigin.Implied,
                aggressor,
                spreadBuys ? spreadOrder : outright,
                spreadBuys ? outright : spreadOrder
            )
        );
    }

    /// <summary>Two spread orders: the legs trade at prices that are agreed, the near one as near its last price as the
    /// limits allow.</summary>
    private void TradeSpread<T>(
        Book spread,
        long price,
        long lots,
        Side aggressor,
        in MatchSide buyer,
        in MatchSide seller,
        ref T reports
    )
        where T : IMatchingReports, allows ref struct
    {
        var legs = spread.Legs!;
        var (near, far) = (BookOf(legs.Near), BookOf(legs.Far));
        var (n, f) = LegPrices(legs, near, far, price);
        var (b, s) = (buyer with { Spread = spread.Id }, seller with { Spread = spread.Id });
        TellSpread(spread, price, lots, aggressor, TradeOrigin.Continuous, b, s, ref reports);
        reports.Traded(
            new(near.Id, near.NextSequence(), new(n), lots * legs.NearLots, TradeOrigin.SpreadLeg, aggressor, b, s)
        );
        reports.Traded(
            new(
                far.Id,
                far.NextSequence(),
                new(f),
                lots * legs.FarLots,
                TradeOrigin.SpreadLeg,
                aggressor.Opposite(),
                s,
                b
            )
        );
    }

    private static void TellSpread<T>(
        Book spread,
        long price,
        long lots,
        Side aggressor,
        TradeOrigin origin,
        in MatchSide buyer,
        in MatchSide seller,
        ref T reports
    )
        where T : IMatchingReports, allows ref struct =>
        reports.SpreadTraded(
            new(spread.Id, spread.NextSequence(), new(price), new(lots), buyer.Order, seller.Order, aggressor, origin),
            buyer,
            seller
        );

    private static (long Near, long Far) LegPrices(SpreadLegs legs, Book near, Book far, long price)
    {
        for (long away = 0; away <= near.Levels; away++)
        {
            if (Fits(near.Last + away, out var far1))
                return (near.Last + away, far1);
            if (Fits(near.Last - away, out var far2))
                return (near.Last - away, far2);
        }

        throw new InvariantBrokenException("no leg prices for a spread inside its band");

        bool Fits(long n, out long f)
        {
            var weighted = (legs.NearWeight * n) - price;
            f = weighted / legs.FarWeight;
            return weighted % legs.FarWeight == 0 && n >= near.Low && n <= near.High && f >= far.Low && f <= far.High;
        }
    }

    private void AskNoted()
    {
        foreach (var book in _noted)
            AskStops(book);
        _noted.Clear();
    }

    private bool AllContinuous(Book spread) =>
        spread.Phase == TradingPhase.Continuous
        && BookOf(spread.Legs!.Near).Phase == TradingPhase.Continuous
        && BookOf(spread.Legs.Far).Phase == TradingPhase.Continuous;

    private static int RatioIn(Book book, Book spread) =>
        book == spread ? 1
        : spread.Legs!.Near == book.Id ? spread.Legs.NearLots
        : spread.Legs.FarLots;

    private bool IsOwn(int slot, int group) => _pool.Cold[slot].Group == group;

    private long TicksOf(Book book, int slot) => book.Low + _pool.Hot[slot].Level;
}
