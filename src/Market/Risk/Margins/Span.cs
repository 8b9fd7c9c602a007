// The rule of sixteen scenarios: scan risk, inter-month and spot charges, inter-commodity credits, options' minimum and
// value.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>What one combined commodity comes to, minor units.</summary>
public struct SpanResult
{
    /// <summary>The worst of the sixteen losses, not below zero.</summary>
    public long Scan { readonly get; internal set; }

    /// <summary>The row it was, from 0; the first of equal ones.</summary>
    public int Active { readonly get; internal set; }

    /// <summary>Rounded up once.</summary>
    public long InterMonth { readonly get; internal set; }

    /// <summary>Rounded up once.</summary>
    public long Spot { readonly get; internal set; }

    /// <summary>Rounded down once.</summary>
    public long Credit { readonly get; internal set; }

    public long ShortOptionMinimum { readonly get; internal set; }

    /// <summary>Longs positive.</summary>
    public long OptionValue { readonly get; internal set; }

    /// <summary>Net delta in millionths.</summary>
    public long NetDelta { readonly get; internal set; }

    /// <summary>Twice the price risk of the active scenario: its loss and its pair's, less those without a
    /// move.</summary>
    public long PriceRiskTwice { readonly get; internal set; }

    /// <summary>Credit weight: sum of millionths of delta used times the credit's rate in ppm.</summary>
    internal Int128 CreditWeight;

    internal Int128 InterMonthMillionths;

    /// <summary>max(0, max(scan + inter-month + spot - credit, short option minimum) - option value).</summary>
    public readonly long Margin => Net(Credit);

    /// <summary>The same without the credit.</summary>
    public readonly long WithoutCredit => Net(0);

    private readonly long Net(long credit) =>
        long.Max(0, long.Max(Scan + InterMonth + Spot - credit, ShortOptionMinimum) - OptionValue);
}

/// <summary>The rule over one day's tables. Keeps scratch memory: one caller at a time. Nothing is allocated after
/// construction but by <see cref="Explain"/>.</summary>
public sealed partial class Span
{
    private readonly SpanTables _tables;
    private readonly int[] _members;
    private readonly SpanContract[] _contracts;
    private readonly long[] _losses;
    private readonly int[] _slotTier;
    private readonly SpanTier[] _tiers;
    private readonly InterMonthSpread[] _interMonth;
    private readonly InterCommoditySpread[] _interCommodity;

    // Scratch, filled by Evaluate.
    private readonly long[] _net;
    private readonly long[] _scenarios;
    private readonly long[] _slots;
    private readonly long[] _long;
    private readonly long[] _short;
    private readonly long[] _used;
    private readonly long[] _formed;
    private readonly long[] _credited;
    private readonly long[] _free;
    private readonly long[] _shortCalls;
    private readonly long[] _shortPuts;
    private readonly SpanResult[] _results;

    public Span(SpanTables tables)
    {
        tables.Check();
        _tables = tables;
        _contracts = [.. tables.Contracts];
        _tiers = [.. tables.Tiers];
        _interMonth = [.. tables.InterMonth];
        _interCommodity = [.. tables.InterCommodity];
        var members = new List<int>();
        var slots = 0;
        _losses = new long[_contracts.Length * RiskArray.Rows];
        for (var i = 0; i < _contracts.Length; i++)
        {
            if (_contracts[i].Commodity < 0)
                continue;
            members.Add(i);
            slots = int.Max(slots, _contracts[i].Slot + 1);
            for (var row = 0; row < RiskArray.Rows; row++)
                _losses[(i * RiskArray.Rows) + row] = _contracts[i].Losses[row];
        }

        _members = [.. members];
        _slotTier = new int[slots];
        foreach (var i in _members)
            _slotTier[_contracts[i].Slot] = _contracts[i].Tier;
        foreach (var i in _members)
            Must.Hold(_slotTier[_contracts[i].Slot] == _contracts[i].Tier);
        var commodities = tables.Commodities.Count;
        (_net, _slots) = (new long[_contracts.Length], new long[slots]);
        _scenarios = new long[commodities * RiskArray.Rows];
        (_long, _short, _used) = (new long[_tiers.Length], new long[_tiers.Length], new long[_tiers.Length]);
        (_formed, _credited) = (new long[_interMonth.Length], new long[_interCommodity.Length]);
        (_free, _shortCalls, _shortPuts) = (new long[commodities], new long[commodities], new long[commodities]);
        _results = new SpanResult[commodities];
        _bounds = new SpanBounds(tables);
    }

    public SpanTables Tables => _tables;

    /// <summary>Adds the margin of the lots under this rule to the totals by currency, minor units.</summary>
    public void AddTo(ReadOnlySpan<PositionLots> lots, Span<long> byCurrency)
    {
        Evaluate(lots);
        for (var c = 0; c < _results.Length; c++)
            byCurrency[(int)_tables.Commodities[c].Currency] += _results[c].Margin;
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

    public ref readonly SpanResult Result(int commodity) => ref _results[commodity];

    /// <summary>The loss of the last evaluated portfolio in a scenario, row from 0.</summary>
    public long Loss(int commodity, int row) => _scenarios[(commodity * RiskArray.Rows) + row];

    private void Evaluate()
    {
        Array.Clear(_scenarios);
        Array.Clear(_slots);
        Array.Clear(_shortCalls);
        Array.Clear(_shortPuts);
        Array.Clear(_results);
        foreach (var i in _members)
        {
            if (_net[i] != 0)
                Take(i, _net[i]);
        }

        for (var c = 0; c < _results.Length; c++)
            Scan(c);
        FormInterMonth();
        SpotCharges();
        FormCredits();
        for (var c = 0; c < _results.Length; c++)
            Finish(c);
    }

    private void Take(int i, long net)
    {
        var contract = _contracts[i];
        var c = contract.Commodity;
        var losses = _losses.AsSpan(i * RiskArray.Rows, RiskArray.Rows);
        var sums = _scenarios.AsSpan(c * RiskArray.Rows, RiskArray.Rows);
        for (var row = 0; row < sums.Length; row++)
            sums[row] += net * losses[row];
        var delta = net * contract.DeltaPpm;
        _slots[contract.Slot] += delta;
        _results[c].NetDelta += delta;
        if (contract.Kind == SpanKind.Future)
            return;
        _results[c].OptionValue += net * contract.OptionValueMinor;
        if (net < 0 && contract.Kind == SpanKind.Call)
            _shortCalls[c] -= net;
        else if (net < 0)
            _shortPuts[c] -= net;
    }

    private void Scan(int c)
    {
        var sums = _scenarios.AsSpan(c * RiskArray.Rows, RiskArray.Rows);
        var active = 0;
        for (var row = 1; row < sums.Length; row++)
        {
            if (sums[row] > sums[active])
                active = row;
        }

        ref var result = ref _results[c];
        result.Active = active;
        result.Scan = long.Max(0, sums[active]);
        result.PriceRiskTwice = long.Max(0, sums[active] + sums[RiskArray.Pair(active)] - sums[0] - sums[1]);
    }

    // In order of priority; first tier A long against tier B short, then the reverse. Whole millionths of a spread
    // form.
    private void FormInterMonth()
    {
        Array.Clear(_long);
        Array.Clear(_short);
        Array.Clear(_used);
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            if (_slots[slot] > 0)
                _long[_slotTier[slot]] += _slots[slot];
            else
                _short[_slotTier[slot]] -= _slots[slot];
        }

        for (var i = 0; i < _interMonth.Length; i++)
        {
            var spread = _interMonth[i];
            var formed = Form(spread, ref _long[spread.TierA], ref _short[spread.TierB]);
            formed += Form(spread, ref _short[spread.TierA], ref _long[spread.TierB]);
            _formed[i] = formed;
            if (formed > 0)
                _results[_tiers[spread.TierA].Commodity].InterMonthMillionths += (Int128)formed * spread.ChargeMinor;
        }
    }

    private long Form(InterMonthSpread spread, ref long a, ref long b)
    {
        if (a == 0 || b == 0)
            return 0;
        var formed = long.Min(a / spread.RatioA, b / spread.RatioB);
        a -= formed * spread.RatioA;
        b -= formed * spread.RatioB;
        _used[spread.TierA] += formed * spread.RatioA;
        _used[spread.TierB] += formed * spread.RatioB;
        return formed;
    }

    private void SpotCharges()
    {
        for (var c = 0; c < _results.Length; c++)
        {
            ref var result = ref _results[c];
            if (result.InterMonthMillionths != 0)
                result.InterMonth = Rounding.ToLong(result.InterMonthMillionths, RiskArray.One, RoundingMode.Up);
            Int128 spot = 0;
            for (var t = 0; t < _tiers.Length; t++)
            {
                if (_tiers[t].Commodity == c && _tiers[t] is not { SpotSpreadMinor: 0, SpotOutrightMinor: 0 })
                    spot += SpotOf(t);
            }

            if (spot != 0)
                result.Spot = Rounding.ToLong(spot, RiskArray.One, RoundingMode.Up);
        }
    }

    private Int128 SpotOf(int tier) =>
        ((Int128)_used[tier] * _tiers[tier].SpotSpreadMinor)
        + ((Int128)(_long[tier] + _short[tier]) * _tiers[tier].SpotOutrightMinor);

    // A credit forms when the net deltas of all legs stand on the sides that it asks for.
    private void FormCredits()
    {
        if (_interCommodity.Length == 0)
            return;
        for (var c = 0; c < _results.Length; c++)
            _free[c] = long.Abs(_results[c].NetDelta);
        for (var i = 0; i < _interCommodity.Length; i++)
        {
            var spread = _interCommodity[i];
            var formed = CanForm(spread);
            _credited[i] = formed;
            if (formed == 0)
                continue;
            for (var l = 0; l < spread.Legs.Count; l++)
            {
                var leg = spread.Legs[l];
                var delta = formed * leg.Ratio;
                _free[leg.Commodity] -= delta;
                _results[leg.Commodity].CreditWeight += (Int128)delta * spread.CreditPpm;
            }
        }
    }

    private long CanForm(InterCommoditySpread spread)
    {
        var formed = long.MaxValue;
        var way = 0;
        for (var l = 0; l < spread.Legs.Count; l++)
        {
            var leg = spread.Legs[l];
            var sign = long.Sign(_results[leg.Commodity].NetDelta) * (leg.SideA ? 1 : -1);
            if (sign == 0 || sign == -way)
                return 0;
            way = sign;
            formed = long.Min(formed, _free[leg.Commodity] / leg.Ratio);
        }

        return formed;
    }

    private void Finish(int c)
    {
        ref var result = ref _results[c];
        // credit = sum of (delta used * rate) * price risk / |net delta|.
        if (result.CreditWeight != 0 && result.NetDelta != 0)
        {
            result.Credit = Rounding.ToLong(
                checked(result.CreditWeight * result.PriceRiskTwice),
                (Int128)long.Abs(result.NetDelta) * 2 * RiskArray.One,
                RoundingMode.Down
            );
        }

        var commodity = _tables.Commodities[c];
        if (commodity.ShortOptionMinimumMinor == 0)
            return;
        var count = commodity.ShortOptionsByLargerKind
            ? long.Max(_shortCalls[c], _shortPuts[c])
            : _shortCalls[c] + _shortPuts[c];
        result.ShortOptionMinimum = count * commodity.ShortOptionMinimumMinor;
    }
}
