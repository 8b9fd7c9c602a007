// The rule of published scenarios: the worst of N integer losses by contract month, with liquidity, concentration and
// floor.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>Months that are margined together.</summary>
/// <param name="Scenarios">How many losses each month has.</param>
/// <param name="Tail">The mean of so many worst scenarios counts: 1 is the worst one.</param>
public sealed record ScenarioSet(string Name, Currency Currency, int Scenarios, int Tail = 1);

/// <summary>A contract month under this rule. Amounts in minor units a lot.</summary>
public sealed record ScenarioMonth
{
    public required string Name { get; init; }

    /// <summary>Place of its set; -1: another rule margins this month.</summary>
    public required int Set { get; init; }

    /// <summary>What one long lot loses in each scenario; a gain is below zero.</summary>
    public IReadOnlyList<long> Losses { get; init; } = [];

    public long LiquidityMinor { get; init; }

    /// <summary>Lots above which concentration is charged.</summary>
    public long ConcentrationFrom { get; init; } = long.MaxValue;

    public long ConcentrationMinor { get; init; }

    /// <summary>The margin of a set is not below the sum of these.</summary>
    public long FloorMinor { get; init; }

    /// <summary>Liquidity and concentration of so many lots of one sign.</summary>
    internal long AddOns(long lots) =>
        checked((lots * LiquidityMinor) + (long.Max(0, lots - ConcentrationFrom) * ConcentrationMinor));
}

/// <summary>What one set comes to, minor units.</summary>
public struct ScenarioResult
{
    /// <summary>Mean of the worst losses, not below zero, rounded up once.</summary>
    public long Scan { readonly get; internal set; }

    /// <summary>The worst scenario, from 0; the first of equal ones.</summary>
    public int Worst { readonly get; internal set; }

    public long Liquidity { readonly get; internal set; }

    public long Concentration { readonly get; internal set; }

    public long Floor { readonly get; internal set; }

    public readonly long Margin => long.Max(Scan + Liquidity + Concentration, Floor);
}

/// <summary>The rule over one day's tables. Keeps scratch memory: one caller at a time.</summary>
public sealed class ScenarioArrays
{
    private readonly ScenarioSet[] _sets;
    private readonly ScenarioMonth[] _months;
    private readonly long[][] _losses;
    private readonly long[][] _sums;
    private readonly long[] _largest;
    private readonly long[] _net;
    private readonly long[] _worst;
    private readonly ScenarioResult[] _results;

    public ScenarioArrays(IReadOnlyList<ScenarioSet> sets, IReadOnlyList<ScenarioMonth> months)
    {
        (_sets, _months) = ([.. sets], [.. months]);
        (_losses, _sums) = (new long[_months.Length][], new long[_sets.Length][]);
        (_net, _results) = (new long[_months.Length], new ScenarioResult[_sets.Length]);
        (_largest, PerLot) = (new long[_months.Length], new long[_months.Length]);
        var tail = 1;
        for (var s = 0; s < _sets.Length; s++)
        {
            Must.Hold(_sets[s].Tail >= 1 && _sets[s].Tail <= _sets[s].Scenarios);
            _sums[s] = new long[_sets[s].Scenarios];
            tail = int.Max(tail, _sets[s].Tail);
        }

        _worst = new long[tail];
        for (var m = 0; m < _months.Length; m++)
        {
            _losses[m] = [.. _months[m].Losses];
            if (_months[m].Set < 0)
                continue;
            Must.Hold(_losses[m].Length == _sets[_months[m].Set].Scenarios);
            Must.Hold(_months[m] is { LiquidityMinor: >= 0, ConcentrationMinor: >= 0, FloorMinor: >= 0 });
            _largest[m] = Largest(m);
            PerLot[m] = long.Max(
                _largest[m] + _months[m].LiquidityMinor + _months[m].ConcentrationMinor,
                _months[m].FloorMinor
            );
        }
    }

    public int Sets => _sets.Length;

    public ScenarioSet Set(int set) => _sets[set];

    public ScenarioMonth Month(int month) => _months[month];

    /// <summary>By month: what one lot more or less can add to the margin.</summary>
    internal long[] PerLot { get; }

    /// <summary>What lots of a month cost that stand alone.</summary>
    internal long Outright(int month, long lots) =>
        checked(long.Max((lots * _largest[month]) + _months[month].AddOns(lots), lots * _months[month].FloorMinor));

    private long Largest(int month)
    {
        long largest = 0;
        foreach (var loss in _losses[month])
            largest = long.Max(largest, long.Abs(loss));
        return largest;
    }

    /// <summary>Adds the margin of the lots under this rule to the totals by currency, minor units.</summary>
    public void AddTo(ReadOnlySpan<PositionLots> lots, Span<long> byCurrency)
    {
        Evaluate(lots);
        for (var s = 0; s < _sets.Length; s++)
            byCurrency[(int)_sets[s].Currency] += _results[s].Margin;
    }

    /// <summary>Works everything out; <see cref="Result"/> tells it until the next call.</summary>
    public void Evaluate(ReadOnlySpan<PositionLots> lots)
    {
        Array.Clear(_net);
        foreach (var held in lots)
            _net[held.Month] += held.Signed;
        Evaluate();
    }

    /// <summary>The same of net lots by month.</summary>
    public void Evaluate(ReadOnlySpan<long> net)
    {
        net.CopyTo(_net);
        Evaluate();
    }

    private void Evaluate()
    {
        Array.Clear(_results);
        foreach (var sums in _sums)
            Array.Clear(sums);
        for (var m = 0; m < _months.Length; m++)
        {
            if (_months[m].Set >= 0 && _net[m] != 0)
                Take(_months[m], _losses[m], _net[m]);
        }

        for (var s = 0; s < _sets.Length; s++)
            Scan(s);
    }

    public ref readonly ScenarioResult Result(int set) => ref _results[set];

    private void Take(ScenarioMonth month, long[] losses, long net)
    {
        var sums = _sums[month.Set];
        for (var k = 0; k < sums.Length; k++)
            sums[k] += net * losses[k];
        var lots = long.Abs(net);
        ref var result = ref _results[month.Set];
        result.Liquidity += lots * month.LiquidityMinor;
        result.Concentration += long.Max(0, lots - month.ConcentrationFrom) * month.ConcentrationMinor;
        result.Floor += lots * month.FloorMinor;
    }

    private void Scan(int s)
    {
        var sums = _sums[s];
        var worst = _worst.AsSpan(0, _sets[s].Tail);
        worst.Fill(long.MinValue);
        var at = 0;
        for (var k = 0; k < sums.Length; k++)
        {
            if (sums[k] > sums[at])
                at = k;
            if (sums[k] <= worst[^1])
                continue;
            // Kept falling; the tail is short.
            var i = worst.Length - 1;
            for (; i > 0 && worst[i - 1] < sums[k]; i--)
                worst[i] = worst[i - 1];
            worst[i] = sums[k];
        }

        Int128 sum = 0;
        foreach (var loss in worst)
            sum += loss;
        _results[s].Worst = at;
        _results[s].Scan = long.Max(0, Rounding.ToLong(sum, worst.Length, RoundingMode.Up));
    }

    /// <summary>The margin of the lots under this rule with all its lines. A set without lots has none.</summary>
    public void Explain(ReadOnlySpan<PositionLots> lots, MarginBreakdown breakdown)
    {
        Evaluate(lots);
        for (var s = 0; s < _sets.Length; s++)
        {
            var any = false;
            for (var m = 0; m < _months.Length; m++)
                any |= _months[m].Set == s && _net[m] != 0;
            if (any)
                Explain(s, breakdown);
        }
    }

    private void Explain(int s, MarginBreakdown breakdown)
    {
        var (name, currency) = (_sets[s].Name, _sets[s].Currency);
        ref readonly var r = ref _results[s];
        for (var k = 0; k < _sums[s].Length; k++)
            breakdown.Scenarios.Add(
                new(name, k + 1, "published scenario", currency, _sums[s][k], k == r.Worst && r.Scan > 0)
            );
        for (var m = 0; m < _months.Length; m++)
        {
            if (_months[m].Set == s && _net[m] != 0)
                breakdown.Detail(
                    "lots",
                    _months[m].Name,
                    currency,
                    _net[m] * _losses[m][r.Worst],
                    Text($"{_net[m]} lots x {_losses[m][r.Worst]} in scenario {r.Worst + 1}")
                );
        }

        var tail = _sets[s].Tail == 1 ? "" : Text($"mean of the {_sets[s].Tail} worst; the worst is ");
        breakdown.Count("scan", name, currency, r.Scan, Text($"{tail}scenario {r.Worst + 1} of {_sums[s].Length}"));
        if (r.Liquidity != 0)
            breakdown.Count("liquidity", name, currency, r.Liquidity, "lots x liquidity amount");
        if (r.Concentration != 0)
            breakdown.Count("concentration", name, currency, r.Concentration, "lots above the threshold x amount");
        var sum = r.Scan + r.Liquidity + r.Concentration;
        if (r.Floor > sum)
            breakdown.Count("floor", name, currency, r.Floor - sum, Text($"{sum} is below the floor {r.Floor}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
