// The reserve of an account that is asked whole and not kept: lots and orders of all months at once.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Market.Risk.Margins;

public sealed partial class MarginReserve
{
    /// <summary>Takes lots and live orders of all months in the place of what was there; no month may be under the
    /// percentage rule.</summary>
    /// <param name="net">Net lots held, by month; short below zero.</param>
    /// <param name="buys">Lots of live buys, by month.</param>
    /// <param name="sells">Lots of live sells, by month.</param>
    public void Take(ReadOnlySpan<long> net, ReadOnlySpan<long> buys, ReadOnlySpan<long> sells)
    {
        Must.Hold(_sides.Length == 0);
        net.CopyTo(_net);
        buys.CopyTo(_buys);
        sells.CopyTo(_sells);
        _rules.Span.Evaluate(net);
        _rules.Scenarios.Evaluate(net);
        for (var c = 0; c < _pools.Length; c++)
        {
            ref readonly var result = ref _rules.Span.Result(c);
            _pools[c] = new()
            {
                Margin = result.Margin,
                WithoutCredit = result.WithoutCredit,
                Crumbs = _pools[c].Crumbs,
            };
        }

        for (var s = 0; s < _sets.Length; s++)
            _sets[s] = new() { Margin = _rules.Scenarios.Result(s).Margin };
        for (var m = 0; m < _net.Length; m++)
        {
            if (_net[m] != 0 || _buys[m] != 0 || _sells[m] != 0)
                TakeMonth(m);
        }
    }

    /// <summary>What must be kept in a commodity, minor units.</summary>
    public long OfCommodity(int commodity) => SpanRequired(commodity);

    /// <summary>What must be kept in a set of scenarios, minor units.</summary>
    public long OfSet(int set) => SetRequired(set);

    private void TakeMonth(int m)
    {
        var (moving, orders) = (Moving(m), _buys[m] + _sells[m]);
        var commodity = _rules.Span.Tables.Contracts[m].Commodity;
        if (commodity < 0)
        {
            ref var set = ref _sets[_rules.Scenarios.Month(m).Set];
            set.Orders += orders;
            set.Moves += moving * _rules.Scenarios.PerLot[m];
            set.Alone += _rules.Scenarios.Outright(m, Worst(m));
            return;
        }

        var bounds = _rules.Span.Bounds;
        _pools[commodity].Moves += moving * bounds.PerLot[m];
        _pools[commodity].Alone += Worst(m) * bounds.Outright[m];
        for (var c = 0; c < _pools.Length; c++)
        {
            if (bounds.Credits.Group[c] != bounds.Credits.Group[commodity])
                continue;
            _pools[c].Orders += orders;
            _pools[c].Undone += moving * bounds.Credits.PerLot[(commodity * _pools.Length) + c];
        }
    }
}
