// The margin of a position by its contract's own rate, for the lines of a statement; and which contracts have none of
// their own.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Accounts;

/// <summary>Rates as the market told them at settlement; of the first release, which told none, from margin tables,
/// limit ladders and calendars (rules MRG-001 and BND-002).</summary>
internal sealed class SettlementMargins
{
    private readonly Dictionary<string, MarginParameters> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContractSpec> _contracts = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _ladder = [];
    private readonly Dictionary<int, int> _told = [];
    private readonly Dictionary<int, int> _toldHedge = [];
    private readonly List<TradingCalendar> _calendars = [];
    private readonly SortedDictionary<string, int> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MarginParameters> _inForce = new(StringComparer.Ordinal);
    private readonly HashSet<int> _largerSides = [];

    public TradingCalendar Calendar(int number) => _calendars[number - 1];

    public int Calendars => _calendars.Count;

    public ContractSpec? Contract(string name) => _contracts.GetValueOrDefault(name);

    public void AddCalendar(ReadOnlyMemory<byte> json) => _calendars.Add(TradingCalendar.Read(json, [])!);

    public void AddContract(ReadOnlyMemory<byte> json)
    {
        var spec = ContractSpec.Read(json, [])!;
        _contracts[spec.Contract] = spec;
    }

    public void AddTable(ReadOnlyMemory<byte> json)
    {
        var table = MarginParameters.Read(json, [])!;
        _tables[table.Contract] = table;
    }

    public void Told(in MarginRateSet set)
    {
        _told[set.Instrument.Value] = set.RatePpm;
        if (set.LargerSide == 1)
            _largerSides.Add(set.Instrument.Value);
        else
            _largerSides.Remove(set.Instrument.Value);
        _toldHedge.Remove(set.Instrument.Value);
    }

    /// <summary>With the first month of a contract its newest table is in force (rule MRG-007).</summary>
    public void List(InstrumentDocument terms)
    {
        if (_listed.TryAdd(terms.Contract, terms.Calendar))
            Take(terms.Contract);
    }

    /// <summary>Step 9 of a calendar's day: the newest tables are in force.</summary>
    public void TakeEffect(int calendar)
    {
        foreach (var (contract, number) in _listed)
        {
            if (number == calendar)
                Take(contract);
        }
    }

    private void Take(string contract)
    {
        if (_tables.TryGetValue(contract, out var table))
            _inForce[contract] = table;
    }

    /// <summary>The months of the contract are margined by a group.</summary>
    public bool IsGrouped(string contract) =>
        _inForce.GetValueOrDefault(contract) is { Rule: not MarginRule.Percentage };

    /// <summary>What a lot costs beside its rate, minor units (rule MRG-014).</summary>
    public long PerLotMinor(string contract) =>
        _inForce.GetValueOrDefault(contract) is { IsPriced: true } table ? table.Percentage.PerLotMinor : 0;

    /// <summary>The market told a rate, as it does from release 2 on.</summary>
    public bool IsTold(InstrumentId instrument) => _told.ContainsKey(instrument.Value);

    /// <summary>The larger side of the contract's such months alone is charged.</summary>
    public bool IsLargerSide(InstrumentId instrument) => _largerSides.Contains(instrument.Value);

    /// <summary>Told after the rate of all, where hedgers have another (rule LIM-007).</summary>
    public void Told(in HedgeRateSet set) => _toldHedge[set.Instrument.Value] = set.RatePpm;

    public void Lock(in LimitLockSet set) => _ladder[set.Instrument.Value] = set.Step;

    /// <summary>The day whose rates a settlement charges: the first whose close still lies ahead.</summary>
    public TradingDate Next(int calendar, TradingDate day, Instant now)
    {
        var dates = Calendar(calendar);
        while (dates.OnOrAfter(day.Plus(1)) is { } next)
        {
            if (dates.MomentOf(next, dates.Timetable[^1]) > now)
                return next;
            day = next;
        }

        return day;
    }

    /// <summary>ppm of the value at settlement.</summary>
    /// <param name="hedges">The account's positions are hedges.</param>
    public int RatePpm(InstrumentDocument terms, TradingDate next, bool hedges)
    {
        if (hedges && _toldHedge.TryGetValue(terms.Instrument, out var less))
            return less;
        if (_told.TryGetValue(terms.Instrument, out var told))
            return told;
        if (!_tables.TryGetValue(terms.Contract, out var table))
            return 0;
        var month = ContractMonth.Of(
            int.Parse(terms.Month.AsSpan(0, 4), CultureInfo.InvariantCulture),
            int.Parse(terms.Month.AsSpan(5, 2), CultureInfo.InvariantCulture)
        );
        var rate = table.RateOn(next, month);
        if (_ladder.GetValueOrDefault(terms.Instrument) is > 0 and var step && Contract(terms.Contract) is { } spec)
        {
            var least = spec.PriceLimitPpm + spec.Market.LadderPpm[step - 1] + spec.Market.MarginAbovePpm;
            rate = int.Max(rate, least);
        }

        return rate;
    }
}
