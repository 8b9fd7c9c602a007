// The naive market's implied prices, and what the legs of a spread do when it trades.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // One spread order and one order in each leg that fit together; null is the one that comes in.
    private sealed record Chain(
        NaiveInstrument Spread,
        bool Buys,
        NaiveOrder? Order,
        NaiveOrder? Near,
        NaiveOrder? Far,
        long NearPrice,
        long FarPrice,
        long Lots,
        long Price
    );

    private static bool IsBetter(bool buys, long price, long than) => buys ? price < than : price > than;

    private static NaiveOrder? FirstOf(NaiveInstrument month, bool buys) => Standing(month, buys).FirstOrDefault();

    // The best price of the other side, outright or implied.
    private long? BestAgainst(NaiveInstrument month, bool buys)
    {
        var outright = FirstOf(month, !buys)?.Limit;
        var implied = BestImplied(month, buys, null, long.MaxValue / 4096)?.Price;
        return implied is { } i && (outright is not { } o || IsBetter(buys, i, o)) ? implied : outright;
    }

    // SPR-004: the best price implied for an incoming order; nobody's account meets everybody.
    private Chain? BestImplied(NaiveInstrument month, bool buys, int? account, long lots)
    {
        var all = month.Spread is not null
            ? [ImpliedIn(month, buys, account, lots)]
            : month.Spreads.Select(s => ImpliedOut(month, s, buys, account, lots)).ToList();
        var found = all.OfType<Chain>().ToList();
        return buys ? found.MinBy(c => c.Price) : found.MaxBy(c => c.Price);
    }

    private static bool Trades(NaiveInstrument spread) =>
        spread.InBook == TradingPhase.Continuous
        && spread.Spread is { Near.InBook: TradingPhase.Continuous, Far.InBook: TradingPhase.Continuous };

    private bool IsOwnOf(int? account, NaiveOrder order) => account is { } a && IsOwn(a, order.Account);

    private Chain? ImpliedIn(NaiveInstrument month, bool buys, int? account, long lots)
    {
        var (terms, n, f) = month.Spread!;
        if (!Trades(month) || FirstOf(n, !buys) is not { } near || FirstOf(f, buys) is not { } far)
            return null;
        if (IsOwnOf(account, near) || IsOwnOf(account, far))
            return null;
        var most = new[] { lots, near.Shown / terms.NearLots, far.Shown / terms.FarLots }.Min();
        if (most < 1 || IsOutside(n, near.Limit, FoundIn(n)) || IsOutside(f, far.Limit, FoundIn(f)))
            return null;
        var price = month.Spread!.PriceAt(near.Limit, far.Limit);
        return new(month, buys, null, near, far, near.Limit, far.Limit, most, price);
    }

    private Chain? ImpliedOut(NaiveInstrument month, NaiveInstrument spread, bool buys, int? account, long lots)
    {
        var (terms, n, f) = spread.Spread!;
        var isNear = n == month;
        var other = isNear ? f : n;
        // Who buys the near leg from a spread meets one who sells the spread, and then has to sell him the far leg.
        var spreadBuys = isNear ? !buys : buys;
        if (!Trades(spread) || FirstOf(spread, spreadBuys) is not { } order || FirstOf(other, !buys) is not { } leg)
            return null;
        if (IsOwnOf(account, order) || IsOwn(order.Account, leg.Account))
            return null;
        // near = (spread + far * its weight) / the near weight, and the other way round; the spread's limit is kept.
        var (above, below) = isNear
            ? (order.Limit + ((BigInteger)terms.FarWeight * leg.Limit), terms.NearWeight)
            : (((BigInteger)terms.NearWeight * leg.Limit) - order.Limit, terms.FarWeight);
        var price = buys ? Exact.Ceiling(above, below) : Exact.Floor(above, below);
        var (mine, others) = isNear ? (terms.NearLots, terms.FarLots) : (terms.FarLots, terms.NearLots);
        var most = new[] { lots / mine, order.Shown, leg.Shown / others }.Min();
        if (most < 1 || price < month.Low || price > month.High)
            return null;
        if (IsOutside(month, price, FoundIn(month)) || IsOutside(other, leg.Limit, FoundIn(other)))
            return null;
        return isNear
            ? new(spread, spreadBuys, order, null, leg, price, leg.Limit, most, price)
            : new(spread, spreadBuys, order, leg, null, leg.Limit, price, most, price);
    }

    // The middle of the dynamic band: the last price as the order that is at work found it, else as it is.
    private long FoundIn(NaiveInstrument month) => _working ? month.Found : month.Last;

    private bool _working;

    private void Find()
    {
        foreach (var month in _instruments)
            month.Found = month.Last;
    }

    // An order in a book with implied prices: step by step, since each step changes what is implied.
    private bool CarryOutWithImplied(NaiveInstrument month, NaiveOrder order)
    {
        var limit = ActiveLimit(month, order);
        if (order.Acts == OrderType.MarketToLimit)
            (order.Limit, order.Acts) = (limit, OrderType.Limit);
        _working = true;
        try
        {
            while (order.Left > 0 && month.Phase == TradingPhase.Continuous)
            {
                var outright = FirstOf(month, !order.IsBuy)?.Limit;
                if (outright is { } o && !Within(order, limit, o))
                    outright = null;
                var chain = BestImplied(month, order.IsBuy, order.Account, order.Left);
                if (
                    chain is not null
                    && Within(order, limit, chain.Price)
                    && (outright is not { } direct || IsBetter(order.IsBuy, chain.Price, direct))
                )
                {
                    CarryOut(chain, order);
                    continue;
                }

                var first = Plan(month, order, limit, month.Found, all: false);
                if (first.Count == 0)
                    return true;
                if (!CarryOut(month, order, first))
                    return false;
            }
        }
        finally
        {
            _working = false;
        }

        return true;
    }

    private void CarryOut(Chain chain, NaiveOrder? incoming)
    {
        var (terms, n, f) = chain.Spread.Spread!;
        var order = chain.Order ?? incoming!;
        var near = chain.Near ?? incoming!;
        var far = chain.Far ?? incoming!;
        var side = chain.Buys ? Side.Buy : Side.Sell;
        SaySpread(
            chain.Spread,
            chain.Spread.Spread!.PriceAt(chain.NearPrice, chain.FarPrice),
            chain.Lots,
            chain.Buys ? order : null,
            chain.Buys ? null : order,
            chain.Order is null ? side : Side.None,
            TradeOrigin.Implied
        );
        var (nearLots, farLots) = (chain.Lots * terms.NearLots, chain.Lots * terms.FarLots);
        // Who came in is the aggressor; else the spread, whose leg met an order that stood in the book.
        var nearSide = chain.Near is null ? side.Opposite() : side;
        var farSide = chain.Far is null ? side : side.Opposite();
        var (nearBuyer, nearSeller) = chain.Buys ? (order, near) : (near, order);
        var (farBuyer, farSeller) = chain.Buys ? (far, order) : (order, far);
        Book(n, nearBuyer, nearSeller, chain.NearPrice, nearLots, nearSide, TradeOrigin.Implied);
        Book(f, farBuyer, farSeller, chain.FarPrice, farLots, farSide, TradeOrigin.Implied);
        Fill(order, chain.Lots);
        Fill(near, nearLots);
        Fill(far, farLots);
        if (chain.Order is not null)
            ShowTraded(chain.Spread, order);
        if (chain.Near is not null)
            ShowTraded(n, near);
        if (chain.Far is not null)
            ShowTraded(f, far);
    }

    // SPR-005.
    private void TradeCrossed()
    {
        Find();
        _working = true;
        foreach (var spread in _instruments.Where(i => i.Spread is not null && Trades(i)).ToList())
        {
            foreach (var buys in new[] { true, false })
            {
                while (
                    FirstOf(spread, buys) is { } order
                    && ImpliedIn(spread, buys, order.Account, order.Shown) is { } chain
                    && Within(order, order.Limit, chain.Price)
                )
                    CarryOut(chain with { Order = order }, null);
            }
        }

        _working = false;
        QueueReached();
    }

    // SPR-003.
    private void TradeLegs(
        NaiveInstrument month,
        NaiveSpread spread,
        NaiveOrder buy,
        NaiveOrder sell,
        long price,
        long lots,
        Side aggressor
    )
    {
        var (terms, near, far) = spread;
        var prices =
            from n in Enumerable.Range(0, (int)(near.High - near.Low + 1)).Select(i => near.Low + i)
            let weighted = (terms.NearWeight * n) - price
            where weighted % terms.FarWeight == 0
            let f = weighted / terms.FarWeight
            where f >= far.Low && f <= far.High
            orderby long.Abs(n - near.Last), n descending
            select (n, f);
        var (nearPrice, farPrice) = prices.First();
        SaySpread(month, price, lots, buy, sell, aggressor, TradeOrigin.Continuous);
        Book(near, buy, sell, nearPrice, lots * terms.NearLots, aggressor, TradeOrigin.SpreadLeg);
        Book(far, sell, buy, farPrice, lots * terms.FarLots, aggressor.Opposite(), TradeOrigin.SpreadLeg);
    }

    private void SaySpread(
        NaiveInstrument month,
        long price,
        long lots,
        NaiveOrder? buy,
        NaiveOrder? sell,
        Side aggressor,
        TradeOrigin origin
    )
    {
        month.SpreadTrades.Add(new(price, lots, _now));
        Say(
            MessageKind.SpreadTraded,
            new SpreadTraded(
                new(month.Id),
                ++month.Sequence,
                new(price),
                new(lots),
                buy?.Id ?? default,
                sell?.Id ?? default,
                aggressor,
                origin
            )
        );
    }
}
