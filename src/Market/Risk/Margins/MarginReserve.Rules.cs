// The reserve under each of the three rules.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

public sealed partial class MarginReserve
{
    private readonly Percentage.Sides[] _sides;
    private readonly Pool[] _pools;
    private readonly Pool[] _sets;

    /// <summary>Sums of one commodity or one set, minor units.</summary>
    private struct Pool
    {
        /// <summary>Margin of the lots held.</summary>
        public long Margin;

        /// <summary>The same without credits.</summary>
        public long WithoutCredit;

        /// <summary>Lots that may fill x what a lot can add.</summary>
        public long Moves;

        /// <summary>Lots of the whole group that may fill x the credit here that a lot can undo.</summary>
        public long Undone;

        /// <summary>All lots and orders standing alone.</summary>
        public long Alone;

        /// <summary>Lots of orders, of the whole group.</summary>
        public long Orders;

        /// <summary>What parts of spreads smaller than a millionth may come to.</summary>
        public long Crumbs;
    }

    // Percentage.

    private void HoldPercentage(ReadOnlySpan<PositionLots> lots)
    {
        if (_netting)
        {
            Array.Clear(_sides);
            for (var m = 0; m < _net.Length; m++)
            {
                if (_rules.Percentage.Month(m).Contract >= 0)
                    CountNet(m, 1);
            }

            return;
        }

        // The orders' part of the sums stays as it is: lots held go out with their old value and in with the new one.
        for (var c = 0; c < _sides.Length; c++)
            _sides[c].Take(_held is null ? default : _held[c]);
        _held ??= new Percentage.Sides[_sides.Length];
        Array.Clear(_held);
        foreach (var held in lots)
        {
            var month = _rules.Percentage.Month(held.Month);
            if (month.Contract >= 0)
                _held[month.Contract]
                    .Add(
                        month.LargerSide,
                        held.Side,
                        _rules.Percentage.Value(held.Month, held.Lots, held.Base, held.Hedge)
                    );
        }

        for (var c = 0; c < _sides.Length; c++)
            _sides[c].Give(_held[c]);
    }

    private Percentage.Sides[]? _held;

    private void CountPercentage(in OrderLots order, long lots)
    {
        var month = _rules.Percentage.Month(order.Month);
        ref var sides = ref _sides[month.Contract];
        ref var required = ref _required[(int)_rules.Percentage.Contract(month.Contract).Currency];
        required -= sides.Margin;
        if (_netting)
        {
            CountNet(order.Month, -1);
            Move(order, lots);
            CountNet(order.Month, 1);
        }
        else
        {
            Move(order, lots);
            if (!order.Closing)
            {
                var value = _rules.Percentage.Value(order.Month, long.Abs(lots), order.Price, order.Hedge);
                sides.Add(month.LargerSide, order.Side, lots < 0 ? -value : value);
            }
        }

        required += sides.Margin;
    }

    // Net positions: the larger of all buys filled and all sells filled; of contracts with the larger side, each side's
    // worst.
    private void CountNet(int m, int sign)
    {
        var month = _rules.Percentage.Month(m);
        var (longs, shorts) = (long.Max(0, _net[m] + _buys[m]), long.Max(0, _sells[m] - _net[m]));
        ref var sides = ref _sides[month.Contract];
        if (month.LargerSide)
        {
            sides.Add(true, Side.Buy, sign * _rules.Percentage.Value(m, longs, _prices[m], _hedge));
            sides.Add(true, Side.Sell, sign * _rules.Percentage.Value(m, shorts, _prices[m], _hedge));
            return;
        }

        var worst = _rules.Percentage.Value(m, long.Max(longs, shorts), _prices[m], _hedge);
        sides.Add(false, Side.Buy, sign * worst);
    }

    // Sixteen scenarios and published scenarios.

    private void HoldPools(ReadOnlySpan<PositionLots> lots)
    {
        _rules.Span.Evaluate(lots);
        _rules.Scenarios.Evaluate(lots);
        for (var c = 0; c < _pools.Length; c++)
        {
            ref readonly var result = ref _rules.Span.Result(c);
            (_pools[c].Margin, _pools[c].WithoutCredit) = (result.Margin, result.WithoutCredit);
            _pools[c].Alone = 0;
        }

        for (var s = 0; s < _sets.Length; s++)
            (_sets[s].Margin, _sets[s].Alone) = (_rules.Scenarios.Result(s).Margin, 0);
        for (var m = 0; m < _net.Length; m++)
        {
            var commodity = _rules.Span.Tables.Contracts[m].Commodity;
            var set = _rules.Scenarios.Month(m).Set;
            if (commodity >= 0)
                _pools[commodity].Alone += Worst(m) * _rules.Span.Bounds.Outright[m];
            else if (set >= 0)
                _sets[set].Alone += _rules.Scenarios.Outright(m, Worst(m));
        }
    }

    private void CountSpan(in OrderLots order, long lots)
    {
        var bounds = _rules.Span.Bounds;
        var commodities = _rules.Span.Tables.Commodities;
        var month = order.Month;
        var commodity = _rules.Span.Tables.Contracts[month].Commodity;
        var group = bounds.Credits.Group[commodity];
        for (var c = 0; c < _pools.Length; c++)
        {
            if (bounds.Credits.Group[c] == group)
                _required[(int)commodities[c].Currency] -= SpanRequired(c);
        }

        var (moving, worst) = (Moving(month), Worst(month));
        Move(order, lots);
        var more = Moving(month) - moving;
        _pools[commodity].Moves += more * bounds.PerLot[month];
        _pools[commodity].Alone += (Worst(month) - worst) * bounds.Outright[month];
        for (var c = 0; c < _pools.Length; c++)
        {
            if (bounds.Credits.Group[c] != group)
                continue;
            _pools[c].Orders += lots;
            _pools[c].Undone += more * bounds.Credits.PerLot[(commodity * _pools.Length) + c];
            _required[(int)commodities[c].Currency] += SpanRequired(c);
        }
    }

    private long SpanRequired(int c)
    {
        ref readonly var pool = ref _pools[c];
        if (pool.Orders == 0)
            return pool.Margin;
        var bounds = _rules.Span.Bounds;
        var required = pool.WithoutCredit + pool.Moves + pool.Crumbs;
        if (bounds.Credits.IsBounded[c])
            required = long.Min(required, pool.Margin + pool.Moves + pool.Undone + pool.Crumbs);
        return bounds.IsLinear[c] ? long.Min(required, pool.Alone) : required;
    }

    private void CountSet(in OrderLots order, long lots)
    {
        var month = order.Month;
        var set = _rules.Scenarios.Month(month).Set;
        ref var pool = ref _sets[set];
        ref var required = ref _required[(int)_rules.Scenarios.Set(set).Currency];
        required -= SetRequired(set);
        var moving = Moving(month);
        pool.Alone -= _rules.Scenarios.Outright(month, Worst(month));
        Move(order, lots);
        pool.Orders += lots;
        pool.Moves += (Moving(month) - moving) * _rules.Scenarios.PerLot[month];
        pool.Alone += _rules.Scenarios.Outright(month, Worst(month));
        required += SetRequired(set);
    }

    private long SetRequired(int s)
    {
        ref readonly var pool = ref _sets[s];
        return pool.Orders == 0 ? pool.Margin : long.Min(pool.Margin + pool.Moves, pool.Alone);
    }
}
