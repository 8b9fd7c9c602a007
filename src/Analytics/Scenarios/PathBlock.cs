// 64 pairs of paths walked together, one lane each: prices, averages, and the hedge's legs.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// One thread's room to work in. All paths of a block take a step before any takes the next, so that the processor
/// works on several lanes at once and what belongs to the step is read once. Plus paths are lanes 0 to 63, their
/// pairs 64 to 127.
/// </summary>
internal sealed class PathBlock
{
    public const int Pairs = 64;
    public const int Lanes = 2 * Pairs;

    private readonly PathTables _tables;
    private readonly PathSet _set;
    private readonly double[] _x = new double[Lanes];
    private readonly double[] _z = new double[Lanes];
    private readonly double[] _average = new double[Lanes];
    private readonly double[] _spot = new double[Lanes];
    private readonly double[] _price = new double[Lanes];
    private readonly double[] _settled;
    private readonly double[] _gain;
    private readonly HedgerLanes _hedger;
    private readonly MarginLanes _margin;
    private NormalDraws _draws;
    private int _month;

    public PathBlock(PathTables tables, PathSet set)
    {
        (_tables, _set) = (tables, set);
        _settled = new double[tables.Months * Lanes];
        _gain = new double[tables.Months * Lanes];
        _hedger = new(tables, set.Run);
        _margin = new(tables);
    }

    public void Run(int block)
    {
        var grid = _tables.Grid;
        var (first, pairs) = (block * Pairs, Math.Min(Pairs, (_set.Paths / 2) - (block * Pairs)));
        Begin(block);
        for (var s = 0; s < grid.Count; s++)
        {
            Move(s);
            _month = grid.Month[s];
            if (_month != PathGrid.NoMonth)
                Average(s);
            _margin.Step(s, _x, _z, _average);
            foreach (var e in _tables.Events[s])
                Trade(s, e);
            Observe(s, first, pairs);
            if (_month != PathGrid.NoMonth && s == grid.Last[_month])
            {
                _set.Keep(PathField.Variation, _month, first, _margin.Variation, pairs);
                _set.Keep(PathField.Settlement, _month, first, _settled.AsSpan(_month * Lanes, Lanes), pairs);
                _hedger.Close(_month, _settled.AsSpan(_month * Lanes, Lanes));
                _set.Keep(PathField.OwnPrice, _month, first, _hedger.Price, pairs);
                _set.Keep(PathField.Volume, _month, first, _hedger.Volume, pairs);
            }
        }

        for (var m = 0; m < _tables.Months; m++)
        {
            var gain = _gain.AsSpan(m * Lanes, Lanes);
            _hedger.Convert(m, gain);
            _set.Keep(PathField.Gain, m, first, gain, pairs);
        }

        _set.Keep(PathField.Outflow, 0, first, _margin.WorstOutflow, pairs);
        _set.Keep(PathField.Window, 0, first, _margin.WorstWindow, pairs);
        _set.Keep(PathField.Need, 0, first, _margin.WorstNeed, pairs);
        _set.Keep(PathField.Initial, 0, first, _margin.MostInitial, pairs);
    }

    private void Begin(int block)
    {
        _draws = new(_set.Run.Seed, block, Purpose.Prices);
        Array.Clear(_x);
        Array.Clear(_z);
        for (var m = 0; m < _tables.Months; m++)
            _gain.AsSpan(m * Lanes, Lanes).Fill(_tables.Before[m]);
        _hedger.Begin(block);
        _margin.Begin();
    }

    /// <summary>Both factors to the next step, exactly in law.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(int s)
    {
        var (fade, own, cross, other) = (
            _tables.Fade[s],
            _tables.ShortNoise[s],
            _tables.CrossNoise[s],
            _tables.LongNoise[s]
        );
        var antithetic = _set.Run.Antithetic;
        var drawn = antithetic ? Pairs : Lanes;
        for (var i = 0; i < drawn; i++)
        {
            var (e1, e2) = (_draws.Normal(), _draws.Normal());
            _x[i] = (fade * _x[i]) + (own * e1);
            _z[i] += (cross * e1) + (other * e2);
        }

        if (!antithetic)
            return;
        for (var i = 0; i < Pairs; i++)
            (_x[Pairs + i], _z[Pairs + i]) = (-_x[i], -_z[i]);
    }

    /// <summary>The index of the step into the average of its month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Average(int s)
    {
        var grid = _tables.Grid;
        if (s == grid.First[_month])
        {
            Array.Clear(_average);
            _hedger.Open(_month);
        }

        var (level, weight) = (new Vector<double>(_tables.Spot[s]), new Vector<double>(grid.Weight[s]));
        for (var i = 0; i < Lanes; i += Vector<double>.Count)
        {
            var spot = level * PortableMath.Exp(new Vector<double>(_x, i) + new Vector<double>(_z, i));
            spot.CopyTo(_spot, i);
            (new Vector<double>(_average, i) + (weight * spot)).CopyTo(_average, i);
        }

        if (s == grid.Middle[_month])
            _hedger.Middle(_month, _x, _z);
        _hedger.Step(s, _spot);
        if (s != grid.Last[_month])
            return;
        for (var i = 0; i < Lanes; i++)
            _settled[(_month * Lanes) + i] = _tables.Known[_month] + _average[i];
    }

    private void Trade(int s, LegEvent e)
    {
        PriceOf(s, e.Contract);
        var gain = _gain.AsSpan(e.ForMonth * Lanes, Lanes);
        for (var i = 0; i < Lanes; i++)
            gain[i] += e.Quantity * _price[i];
    }

    private void Observe(int s, int first, int pairs)
    {
        for (var day = 0; day < _tables.Observed.Length; day++)
        {
            if (_tables.Observed[day] != s)
                continue;
            for (var m = 0; m < _tables.Months; m++)
            {
                PriceOf(s, m);
                _set.Keep(PathField.Observed, (day * _tables.Months) + m, first, _price, pairs);
            }
        }
    }

    /// <summary>Price of a contract at a step; its settlement from the last averaging step on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PriceOf(int s, int m)
    {
        if (s >= _tables.Grid.Last[m])
        {
            _settled.AsSpan(m * Lanes, Lanes).CopyTo(_price);
            return;
        }

        var at = (s * _tables.Months) + m;
        var (left, weight) = (new Vector<double>(_tables.Left[at]), new Vector<double>(_tables.Weight[at]));
        var known = new Vector<double>(_tables.Known[m]);
        var sofar = new Vector<double>(m == _tables.Grid.Begun[s] ? 1 : 0);
        for (var i = 0; i < Lanes; i += Vector<double>.Count)
        {
            var rest = weight * PortableMath.Exp((left * new Vector<double>(_x, i)) + new Vector<double>(_z, i));
            (known + (sofar * new Vector<double>(_average, i)) + rest).CopyTo(_price, i);
        }
    }
}
