// The value of the held futures at each step of a block of paths, and the money that its changes ask for.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>Variation so far, its worst stretches, and initial margin, one lane a path.</summary>
internal sealed class MarginLanes
{
    private const int Lanes = PathBlock.Lanes;

    private readonly PathTables _tables;
    private readonly double[] _left;
    private readonly double[] _weight;
    private readonly double[] _value = new double[Lanes];
    private readonly double[] _gross = new double[Lanes];
    private readonly double[] _before = new double[Lanes];
    private readonly double[] _variation = new double[Lanes];
    private readonly double[] _outflow = new double[Lanes];
    private readonly double[] _window = new double[Lanes];
    private readonly double[] _need = new double[Lanes];
    private readonly double[] _initial = new double[Lanes];
    private readonly double[] _ring;
    private readonly int[] _ringOrdinal;
    private readonly int _lastStep;
    private readonly double _valueToday;
    private readonly double _grossToday;

    public MarginLanes(PathTables tables)
    {
        _tables = tables;
        (_left, _weight) = (new double[tables.Months], new double[tables.Months]);
        var slots = Math.Min(tables.Model.Margin.WindowDays, tables.Grid.Count) + 1;
        (_ring, _ringOrdinal) = (new double[slots * Lanes], new int[slots]);
        _lastStep = -1;
        for (var s = 0; s < tables.Grid.Count; s++)
        {
            if (Row(s).ContainsAnyExcept(0) || Row(s + 1).ContainsAnyExcept(0))
                _lastStep = s;
        }

        for (var m = 0; m < tables.Months; m++)
        {
            var value = tables.Held[m] * tables.Model.Curve[m].Price;
            _valueToday += value;
            _grossToday += Math.Abs(value);
        }
    }

    public ReadOnlySpan<double> Variation => _variation;
    public ReadOnlySpan<double> WorstOutflow => _outflow;
    public ReadOnlySpan<double> WorstWindow => _window;
    public ReadOnlySpan<double> WorstNeed => _need;
    public ReadOnlySpan<double> MostInitial => _initial;

    public void Begin()
    {
        var initial = _tables.Model.Margin.InitialRate * _grossToday;
        Array.Fill(_before, _valueToday);
        Array.Clear(_variation);
        Array.Clear(_outflow);
        Array.Clear(_window);
        Array.Fill(_need, initial);
        Array.Fill(_initial, initial);

        // Today is in the ring: nothing has been paid yet.
        Array.Fill(_ringOrdinal, int.MinValue);
        Array.Clear(_ring);
        _ringOrdinal[^1] = 0;
    }

    /// <summary>Marks the positions to the step's prices, pays, and lets the step's trades take place.</summary>
    public void Step(int s, double[] x, double[] z, double[] average)
    {
        if (s > _lastStep)
            return;
        Mark(s, Row(s), x, z, average);
        for (var i = 0; i < Lanes; i++)
            _variation[i] += _value[i] - _before[i];
        if (_tables.Events[s].Count > 0)
            Mark(s, Row(s + 1), x, z, average);
        _value.CopyTo(_before, 0);
        Worst(s);
    }

    private ReadOnlySpan<double> Row(int row) => _tables.Held.AsSpan(row * _tables.Months, _tables.Months);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mark(int s, ReadOnlySpan<double> held, double[] x, double[] z, double[] average)
    {
        var (count, fixedValue, fixedGross, averaged) = (0, 0.0, 0.0, 0.0);
        for (var m = 0; m < held.Length; m++)
        {
            if (held[m] == 0)
                continue;
            fixedValue += held[m] * _tables.Known[m];
            fixedGross += Math.Abs(held[m]) * _tables.Known[m];
            if (m == _tables.Grid.Begun[s])
                averaged = held[m];
            var at = (s * _tables.Months) + m;
            if (_tables.Weight[at] == 0)
                continue;
            (_left[count], _weight[count]) = (_tables.Left[at], held[m] * _tables.Weight[at]);
            count++;
        }

        var (sofar, sofarGross) = (new Vector<double>(averaged), new Vector<double>(Math.Abs(averaged)));
        for (var i = 0; i < Lanes; i += Vector<double>.Count)
        {
            var shortFactor = new Vector<double>(x, i);
            var (value, gross) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var k = 0; k < count; k++)
            {
                var term = PortableMath.Exp(shortFactor * _left[k]) * _weight[k];
                value += term;
                gross += Vector.Abs(term);
            }

            var common = PortableMath.Exp(new Vector<double>(z, i));
            var prints = new Vector<double>(average, i);
            (new Vector<double>(fixedValue) + (sofar * prints) + (common * value)).CopyTo(_value, i);
            (new Vector<double>(fixedGross) + (sofarGross * prints) + (common * gross)).CopyTo(_gross, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Worst(int s)
    {
        var rate = new Vector<double>(_tables.Model.Margin.InitialRate);
        var ordinal = _tables.Grid.Ordinal[s];
        var oldest = ordinal - _tables.Model.Margin.WindowDays;
        for (var i = 0; i < Lanes; i += Vector<double>.Count)
        {
            var variation = new Vector<double>(_variation, i);
            var highest = variation;
            for (var slot = 0; slot < _ringOrdinal.Length; slot++)
            {
                if (_ringOrdinal[slot] >= oldest)
                    highest = Vector.Max(highest, new Vector<double>(_ring, (slot * Lanes) + i));
            }

            var initial = rate * new Vector<double>(_gross, i);
            Vector.Max(new Vector<double>(_outflow, i), -variation).CopyTo(_outflow, i);
            Vector.Max(new Vector<double>(_window, i), highest - variation).CopyTo(_window, i);
            Vector.Max(new Vector<double>(_need, i), initial - variation).CopyTo(_need, i);
            Vector.Max(new Vector<double>(_initial, i), initial).CopyTo(_initial, i);
        }

        var place = s % _ringOrdinal.Length;
        _ringOrdinal[place] = ordinal;
        _variation.CopyTo(_ring, place * Lanes);
    }
}
