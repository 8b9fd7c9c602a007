// The twin's spreads: against each other at agreed leg prices, and with the legs' own orders, one generation deep.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

internal sealed partial class PlainEngine
{
    /// <summary>A spread order, an order in the near leg and one in the far leg; the incoming one is null.</summary>
    private sealed record PlainChain(
        PlainBook Spread,
        Side Side,
        PlainOrder? SpreadOrder,
        PlainOrder? NearOrder,
        PlainOrder? FarOrder,
        long Near,
        long Far,
        long Lots,
        long Price
    );

    public (Price Low, Price High) BandOf(InstrumentId spread)
    {
        var (legs, near, far) = LegsOf(BookOf(spread));
        return (
            new((legs.NearWeight * near.Low) - (legs.FarWeight * far.High)),
            new((legs.NearWeight * near.High) - (legs.FarWeight * far.Low))
        );
    }

    public Price ValueOf(InstrumentId spread)
    {
        var (legs, near, far) = LegsOf(BookOf(spread));
        return new((legs.NearWeight * near.Last) - (legs.FarWeight * far.Last));
    }

    public Price? Implied(InstrumentId instrument, Side incoming, out long lots)
    {
        var book = BookOf(instrument);
        var chain = FindImplied(book, incoming, null, long.MaxValue);
        lots = 0;
        if (chain is null)
            return null;
        var legs = chain.Spread.Legs!;
        lots =
            chain.Lots
            * (
                book == chain.Spread ? 1
                : book.Id == legs.Near ? legs.NearLots
                : legs.FarLots
            );
        return new Price(chain.Price);
    }

    public void MatchCrossedSpreads()
    {
        RememberLast();
        foreach (var spread in _books.Where(b => b.Legs is not null))
        {
            foreach (var side in new[] { Side.Buy, Side.Sell })
            {
                while (FindCrossed(spread, side) is { } chain)
                    Execute(chain, null);
            }
        }

        QueueReached();
        RememberLast();
    }

    private (SpreadLegs Legs, PlainBook Near, PlainBook Far) LegsOf(PlainBook spread) =>
        (spread.Legs!, BookOf(spread.Legs!.Near), BookOf(spread.Legs.Far));

    /// <summary>The best opposite price, an order's own or implied.</summary>
    private long? BestAgainst(PlainBook book, Side side)
    {
        var direct = book.Against(side).FirstOrDefault()?.Price;
        var implied = FindImplied(book, side, null, long.MaxValue)?.Price;
        if (direct is null || implied is null)
            return direct ?? implied;
        return side == Side.Buy ? long.Min(direct.Value, implied.Value) : long.Max(direct.Value, implied.Value);
    }

    /// <summary>Inside the limit, and better than the best order that crosses: orders come first at equal
    /// prices.</summary>
    private static bool Suits(PlainChain chain, PlainTaker taker, PlainOrder? front) =>
        Crosses(taker.Side, taker.Limit, chain.Price)
        && (front is null || (Crosses(taker.Side, front.Price, chain.Price) && chain.Price != front.Price));

    private PlainChain? FindImplied(PlainBook book, Side side, int? group, long lots)
    {
        if (book.Legs is not null)
            return AllContinuous(book) ? FindIn(book, side, group, lots) : null;
        PlainChain? best = null;
        foreach (var spread in _books.Where(b => b.Legs is { } l && (l.Near == book.Id || l.Far == book.Id)))
        {
            if (!AllContinuous(spread) || FindOut(book, spread, side, group, lots) is not { } chain)
                continue;
            if (best is null || (side == Side.Buy ? chain.Price < best.Price : chain.Price > best.Price))
                best = chain;
        }

        return best;
    }

    private bool AllContinuous(PlainBook spread)
    {
        var (_, near, far) = LegsOf(spread);
        return new[] { spread, near, far }.All(b => b.Phase == TradingPhase.Continuous);
    }

    /// <summary>Implied-in: who buys the spread buys the near leg and sells the far one, from the first order of
    /// each.</summary>
    private PlainChain? FindIn(PlainBook spread, Side side, int? group, long lots)
    {
        var (legs, near, far) = LegsOf(spread);
        var one = near.Against(side).FirstOrDefault();
        var other = far.Against(side.Opposite()).FirstOrDefault();
        if (one is null || other is null || one.Entry.Group == group || other.Entry.Group == group)
            return null;
        var whole = new[] { lots, one.Visible / legs.NearLots, other.Visible / legs.FarLots }.Min();
        if (whole == 0 || LeavesBand(near, one.Price, near.Found) || LeavesBand(far, other.Price, far.Found))
            return null;
        var price = (legs.NearWeight * one.Price) - (legs.FarWeight * other.Price);
        return new(spread, side, null, one, other, one.Price, other.Price, whole, price);
    }

    /// <summary>Implied-out: a leg's price from the first spread order and the first order of the other leg.</summary>
    private PlainChain? FindOut(PlainBook book, PlainBook spread, Side side, int? group, long lots)
    {
        var (legs, near, far) = LegsOf(spread);
        var isNear = book == near;
        var second = isNear ? far : near;
        // Who buys the near leg meets a seller of the spread; who buys the far leg meets a buyer of it.
        var spreadSide = isNear == (side == Side.Buy) ? Side.Sell : Side.Buy;
        var resting = spread.Of(spreadSide).FirstOrDefault();
        var other = second.Against(side).FirstOrDefault();
        if (resting is null || other is null)
            return null;
        if (resting.Entry.Group == group || other.Entry.Group == resting.Entry.Group)
            return null;
        // near weight * near - far weight * far = spread price, for the leg that is asked; a fraction goes the spread
        // order's way.
        var exact = isNear
            ? (decimal)(resting.Price + (legs.FarWeight * other.Price)) / legs.NearWeight
            : (decimal)((legs.NearWeight * other.Price) - resting.Price) / legs.FarWeight;
        var price = (long)(side == Side.Buy ? decimal.Ceiling(exact) : decimal.Floor(exact));
        var (mine, others) = isNear ? (legs.NearLots, legs.FarLots) : (legs.FarLots, legs.NearLots);
        var whole = new[] { lots / mine, resting.Visible, other.Visible / others }.Min();
        var outside = price < book.Low || price > book.High;
        if (whole == 0 || outside || LeavesBand(book, price, book.Found))
            return null;
        if (LeavesBand(second, other.Price, second.Found))
            return null;
        return isNear
            ? new(spread, spreadSide, resting, null, other, price, other.Price, whole, price)
            : new(spread, spreadSide, resting, other, null, other.Price, price, whole, price);
    }

    private PlainChain? FindCrossed(PlainBook spread, Side side)
    {
        if (!AllContinuous(spread) || spread.Of(side).FirstOrDefault() is not { } resting)
            return null;
        var chain = FindIn(spread, side, resting.Entry.Group, resting.Visible);
        return chain is not null && Crosses(side, resting.Price, chain.Price)
            ? chain with
            {
                SpreadOrder = resting,
            }
            : null;
    }

    private void Execute(PlainChain chain, PlainTaker? taker)
    {
        if (chain.SpreadOrder is { } kept && Worth(chain) != kept.Price)
            Noticed?.Invoke("spread order got a better price than its limit");
        var (legs, near, far) = LegsOf(chain.Spread);
        var (nearLots, farLots) = (chain.Lots * legs.NearLots, chain.Lots * legs.FarLots);
        if (taker is not null)
        {
            var mine =
                chain.SpreadOrder is null ? chain.Lots
                : chain.NearOrder is null ? nearLots
                : farLots;
            taker.Left -= mine;
            taker.Filled += mine;
        }

        var buys = chain.Side == Side.Buy;
        var spreadSide = SideOf(chain.SpreadOrder, taker, chain.Lots) with { Spread = chain.Spread.Id };
        TellSpread(
            chain.Spread,
            Worth(chain),
            chain.Lots,
            chain.SpreadOrder is null ? chain.Side : Side.None,
            TradeOrigin.Implied,
            buys ? spreadSide : default,
            buys ? default : spreadSide
        );
        var nearSide = SideOf(chain.NearOrder, taker, nearLots);
        var farSide = SideOf(chain.FarOrder, taker, farLots);
        // The aggressor is who came in, in its leg; else the spread's side of the leg.
        TellLeg(
            near,
            chain.Near,
            nearLots,
            chain.NearOrder is null ? taker!.Side : chain.Side,
            buys ? spreadSide : nearSide,
            buys ? nearSide : spreadSide
        );
        TellLeg(
            far,
            chain.Far,
            farLots,
            chain.FarOrder is null ? taker!.Side : chain.Side.Opposite(),
            buys ? farSide : spreadSide,
            buys ? spreadSide : farSide
        );
        foreach (
            var (order, lots) in new[]
            {
                (chain.SpreadOrder, chain.Lots),
                (chain.NearOrder, nearLots),
                (chain.FarOrder, farLots),
            }
        )
        {
            if (order is not null)
                Take(order, lots);
        }
    }

    private static long Worth(PlainChain chain) =>
        (chain.Spread.Legs!.NearWeight * chain.Near) - (chain.Spread.Legs.FarWeight * chain.Far);

    private static MatchSide SideOf(PlainOrder? resting, PlainTaker? taker, long lots) =>
        resting is null ? taker!.ToSide() : Rested(resting, lots);

    private void TellLeg(PlainBook leg, long price, long lots, Side aggressor, MatchSide buyer, MatchSide seller)
    {
        Discover(leg, price);
        reports.Traded(new(leg.Id, ++leg.Sequence, new(price), lots, TradeOrigin.Implied, aggressor, buyer, seller));
    }

    private void TellSpread(
        PlainBook spread,
        long price,
        long lots,
        Side aggressor,
        TradeOrigin origin,
        MatchSide buyer,
        MatchSide seller
    ) =>
        reports.SpreadTraded(
            new(spread.Id, ++spread.Sequence, new(price), new(lots), buyer.Order, seller.Order, aggressor, origin),
            buyer,
            seller
        );

    /// <summary>Spread against spread: both legs at agreed prices, which are not discovered: the near leg as near its
    /// last price as the limits of both let it, upwards first.</summary>
    private void TradeSpread(PlainBook spread, long price, long lots, Side aggressor, MatchSide buyer, MatchSide seller)
    {
        var (legs, near, far) = LegsOf(spread);
        var (b, s) = (buyer with { Spread = spread.Id }, seller with { Spread = spread.Id });
        TellSpread(spread, price, lots, aggressor, TradeOrigin.Continuous, b, s);
        var (n, f) = Enumerable
            .Range(0, (int)(near.High - near.Low + 1))
            .Select(i => near.Low + i)
            .Where(ticks => ((legs.NearWeight * ticks) - price) % legs.FarWeight == 0)
            .Select(ticks => (Near: ticks, Far: ((legs.NearWeight * ticks) - price) / legs.FarWeight))
            .Where(p => p.Far >= far.Low && p.Far <= far.High)
            .OrderBy(p => long.Abs(p.Near - near.Last))
            .ThenByDescending(p => p.Near)
            .First();
        var origin = TradeOrigin.SpreadLeg;
        reports.Traded(new(near.Id, ++near.Sequence, new(n), lots * legs.NearLots, origin, aggressor, b, s));
        reports.Traded(new(far.Id, ++far.Sequence, new(f), lots * legs.FarLots, origin, aggressor.Opposite(), s, b));
    }
}
