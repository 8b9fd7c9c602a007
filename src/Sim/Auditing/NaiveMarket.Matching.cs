// The naive market's matching: first a plan on copies of the book, then the plan is carried out, step by step.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // One thing that will happen to an incoming order: a trade with a resting one, a meeting with one of its own
    // group, or
    // (neither) the dynamic band.
    private sealed record Planned(NaiveOrder? With, NaiveOrder? Own, long Lots, long Price)
    {
        public bool Trades => With is not null;
    }

    // A resting order as the plan sees it.
    private sealed class Copy(NaiveOrder order, bool top)
    {
        public NaiveOrder Order { get; } = order;

        public long Left { get; set; } = order.Left;

        public long Shown { get; set; } = order.Shown;

        public long Place { get; set; } = order.Place;

        public bool Top { get; set; } = top;

        public long Given { get; set; }
    }

    // The orders of a side, best first: price, at the edges of the band closing orders first where the contract says
    // so, time.
    private static List<NaiveOrder> Standing(NaiveInstrument month, bool buys) =>
        [
            .. month
                .Resting.Where(o => o.IsBuy == buys)
                .OrderBy(o => buys ? -o.Limit : o.Limit)
                .ThenBy(o => StandsBehind(month, o))
                .ThenBy(o => o.Place),
        ];

    private static List<NaiveOrder> InPlaces(NaiveInstrument month) =>
        [.. Standing(month, true), .. Standing(month, false)];

    private static int StandsBehind(NaiveInstrument month, NaiveOrder order) => StandsInFront(month, order) ? 0 : 1;

    // MKT-002.
    private static bool StandsInFront(NaiveInstrument month, NaiveOrder order) =>
        month.Model.ClosingFirstAtLimit && (order.Limit == month.High || order.Limit == month.Low) && order.IsCloseOnly;

    private static bool Within(NaiveOrder incoming, long limit, long price) =>
        incoming.IsBuy ? price <= limit : price >= limit;

    // The worst price at which an order that enters now trades (ORD-009); nobody opposite: none is needed.
    private long ActiveLimit(NaiveInstrument month, NaiveOrder order)
    {
        if (order.Acts is not (OrderType.Market or OrderType.MarketToLimit))
            return order.Limit;
        if (BestAgainst(month, order.IsBuy) is not { } best)
            return order.Limit;
        if (order.Acts == OrderType.MarketToLimit)
            return best;
        var ppm = month.Model.MarketProtectionPpm;
        if (ppm == 0)
            return order.IsBuy ? month.High : month.Low;
        var distance = long.Max(1, Exact.Floor((BigInteger)ppm * month.Previous, Exact.Million));
        return order.IsBuy ? long.Min(month.High, best + distance) : long.Max(month.Low, best - distance);
    }

    // A market order for the counting of risk: the price of the last trade if its lots took what stands within its
    // protection.
    private long WorstReached(NaiveInstrument month, NaiveOrder order)
    {
        var limit = ActiveLimit(month, order);
        var left = order.Left;
        var worst = month.Last;
        foreach (var other in Standing(month, !order.IsBuy).Where(o => Within(order, limit, o.Limit)))
        {
            if (left <= 0)
                break;
            worst = PriceOf(month, limit, other.Limit, worst);
            left -= other.Left;
        }

        // What the book lacks an implied price may give, as far as the limit goes.
        return left > 0 && month.HasImplied ? limit : worst;
    }

    private bool IsOwn(int one, int other) =>
        one == other || (_accounts[one].Group != 0 && _accounts[one].Group == _accounts[other].Group);

    private static SelfMatch ModeOf(NaiveInstrument month, NaiveOrder order) =>
        order.Words.SelfMatch == SelfMatch.AsContract ? month.Model.SelfMatch : order.Words.SelfMatch;

    private List<Planned> Plan(NaiveInstrument month, NaiveOrder incoming) =>
        Plan(month, incoming, ActiveLimit(month, incoming), month.Last, all: true);

    // All that will happen to it, or what happens first: one meeting, one trade or the sharing of one price.
    private List<Planned> Plan(NaiveInstrument month, NaiveOrder incoming, long limit, long reference, bool all)
    {
        var steps = new List<Planned>();
        var mode = ModeOf(month, incoming);
        var book = Standing(month, !incoming.IsBuy)
            .Where(o => Within(incoming, limit, o.Limit))
            .Select(o => new Copy(o, o == month.TopBid || o == month.TopAsk))
            .ToList();
        var (left, last) = (incoming.Left, month.Last);
        while (left > 0 && book.Count > 0 && (all || steps.Count == 0))
        {
            book = [.. Sorted(month, book)];
            var level = book.Where(c => c.Order.Limit == book[0].Order.Limit).ToList();
            var shared = month.Model.Allocation == Allocation.ProRata;
            // Pro rata deals with own orders of the price before it shares; otherwise each is met in its place.
            var own = (shared ? level : level.Take(1)).FirstOrDefault(c =>
                mode != SelfMatch.Allow && IsOwn(c.Order.Account, incoming.Account)
            );
            if (own is not null)
            {
                var both = mode == SelfMatch.Decrement ? long.Min(left, own.Left) : 0;
                steps.Add(new(null, own.Order, both, 0));
                if (mode is SelfMatch.CancelNewest or SelfMatch.CancelBoth)
                    return steps;
                left -= both;
                ReduceHiddenFirst(own, both);
                if (mode == SelfMatch.CancelOldest || own.Left == 0)
                    book.Remove(own);
                continue;
            }

            var price = PriceOf(month, limit, level[0].Order.Limit, last);
            if (IsOutside(month, price, reference))
            {
                steps.Add(new(null, null, 0, price));
                return steps;
            }

            if (shared)
                Share(month, level, left);
            else
                level[0].Given = long.Min(left, level[0].Shown);
            foreach (var copy in level.Where(c => c.Given > 0))
            {
                steps.Add(new(copy.Order, null, copy.Given, price));
                left -= copy.Given;
                Take(month, book, copy);
            }

            last = price;
        }

        return steps;
    }

    private static IOrderedEnumerable<Copy> Sorted(NaiveInstrument month, List<Copy> book) =>
        book.OrderBy(c => c.Order.IsBuy ? -c.Order.Limit : c.Order.Limit)
            .ThenBy(c => StandsBehind(month, c.Order))
            .ThenBy(c => c.Place);

    private static void ReduceHiddenFirst(Copy copy, long lots)
    {
        copy.Left -= lots;
        copy.Shown = long.Min(copy.Shown, copy.Left);
    }

    private static void Take(NaiveInstrument month, List<Copy> book, Copy copy)
    {
        copy.Left -= copy.Given;
        copy.Shown -= copy.Given;
        copy.Given = 0;
        if (copy.Left == 0)
            book.Remove(copy);
        if (copy.Left == 0 || copy.Shown > 0)
            return;
        copy.Shown = long.Min(copy.Order.Words.Display.Lots, copy.Left);
        copy.Place = 1 + long.Max(month.LastPlace, book.Max(c => c.Place));
        copy.Top = book.TrueForAll(c => c == copy || c.Order.Limit != copy.Order.Limit);
    }

    // MKT-001: the middle one of the two limits and the last price, or the resting order's.
    private static long PriceOf(NaiveInstrument month, long incoming, long resting, long last) =>
        month.Model.TradePrice == TradePriceRule.MiddleOfThree
            ? new[] { incoming, resting, last }.Order().ElementAt(1)
            : resting;

    // DYN-001: measured from the last price as the order found it.
    private static bool IsOutside(NaiveInstrument month, long price, long reference)
    {
        var ppm = month.Model.DynamicBandPpm;
        return ppm > 0
            && long.Abs(price - reference) > long.Max(1, Exact.Floor((BigInteger)ppm * reference, Exact.Million));
    }

    // MKT-003: the top order, then shares of the visible lots that are left, then first come, first served.
    private static void Share(NaiveInstrument month, List<Copy> level, long incoming)
    {
        var model = month.Model;
        var left = incoming;
        foreach (var top in level.Where(c => c.Top))
        {
            top.Given = long.Min(left, long.Min(model.TopOrderLots, top.Shown));
            left -= top.Given;
        }

        var all = level.Sum(c => c.Shown - c.Given);
        var spread = long.Min(left, all);
        foreach (var (copy, open) in level.Select(c => (c, c.Shown - c.Given)).ToList())
        {
            var share = all == 0 ? 0 : Exact.Floor((BigInteger)spread * open, all);
            if (share < model.LeastShareLots)
                continue;
            copy.Given += share;
            left -= share;
        }

        foreach (var copy in level)
        {
            var more = long.Min(left, copy.Shown - copy.Given);
            copy.Given += more;
            left -= more;
        }
    }

    // An order that is awake: it matches where there is matching, and what is left of it rests or leaves.
    private void Work(NaiveInstrument month, NaiveOrder order)
    {
        if (month.Phase == TradingPhase.Continuous && !CarryOut(month, order))
            return;
        if (order.Left == 0)
            return;
        var immediate = order.Words.TimeInForce is TimeInForce.FillAndKill or TimeInForce.FillOrKill;
        if (order.Acts == OrderType.Market || immediate)
            Leave(month, order, CancelReason.Unfilled);
        else
            Rest(month, order);
    }

    // False when the order is gone, having met one of its own group.
    private bool CarryOut(NaiveInstrument month, NaiveOrder order)
    {
        Find();
        if (month.HasImplied)
            return CarryOutWithImplied(month, order);
        var plan = Plan(month, order);
        if (order.Acts == OrderType.MarketToLimit)
            (order.Limit, order.Acts) = (ActiveLimit(month, order), OrderType.Limit);
        return CarryOut(month, order, plan);
    }

    private bool CarryOut(NaiveInstrument month, NaiveOrder order, List<Planned> plan)
    {
        foreach (var step in plan)
        {
            if (step.With is { } other)
            {
                Trade(month, order, other, step.Price, step.Lots, order.Words.Side);
                ShowTraded(month, other);
            }
            else if (step.Own is { } own)
            {
                if (!Meet(month, order, own, step.Lots))
                    return false;
            }
            else
            {
                Interrupt(month);
            }
        }

        return true;
    }
}
