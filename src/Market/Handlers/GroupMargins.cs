// What accounts are asked for the months that groups margin together: the engines of span and scenarios over the tables
// in force.
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>What is margined as one: a contract under span (a month of it that stands alone), or the scenarios of a
/// group in one currency.</summary>
/// <param name="Contract">Empty for scenarios.</param>
/// <param name="Month">The month that stands alone; zero: none.</param>
internal readonly record struct MarginUnit(
    Name24 Group,
    int Version,
    MarginRule Rule,
    Name24 Contract,
    InstrumentId Month,
    Currency Currency
);

/// <summary>Rules MRG-007 to MRG-011. An account's lots and orders are taken whole at each question: there is nothing
/// to keep up to date. Asking allocates nothing.</summary>
internal sealed class GroupMargins
{
    private readonly PortfolioMargin _rules;
    private readonly MarginReserve _reserve;
    private readonly InstrumentId[] _months;
    private readonly MarginUnit[] _commodities;
    private readonly MarginUnit[] _sets;

    // By instrument: its place among the months; -1: it is in no group.
    private readonly int[] _places;

    // The account that is asked.
    private readonly long[] _net;
    private readonly long[] _buys;
    private readonly long[] _sells;

    private GroupMargins(PortfolioMargin rules, List<(InstrumentId Id, MarginUnit Unit)> months)
    {
        _rules = rules;
        _reserve = new(rules, netting: true, new Price[months.Count]);
        _months = new InstrumentId[months.Count];
        (_net, _buys, _sells) = (new long[months.Count], new long[months.Count], new long[months.Count]);
        _commodities = new MarginUnit[rules.Span.Tables.Commodities.Count];
        _sets = new MarginUnit[rules.Scenarios.Sets];
        var most = 0;
        for (var m = 0; m < months.Count; m++)
        {
            _months[m] = months[m].Id;
            most = int.Max(most, months[m].Id.Value);
        }

        _places = new int[most];
        Array.Fill(_places, -1);
        for (var m = 0; m < months.Count; m++)
        {
            _places[months[m].Id.Value - 1] = m;
            Name(m, months[m].Unit);
        }
    }

    /// <summary>Null: nothing is under a group.</summary>
    /// <param name="shadows">Each shadow in the place of its rule.</param>
    public static GroupMargins? Of(State state, bool shadows)
    {
        var contracts = new List<ContractDay>();
        var months = new List<(InstrumentId, MarginUnit)>();
        var any = false;
        for (var i = 0; i < state.Tables.Count; i++)
        {
            var (spec, table) = (state.Contracts[state.Tables.GetKeyAtIndex(i)].Spec, state.Tables.GetValueAtIndex(i));
            var parameters = table.Parameters;
            any |= parameters.Shadow is not null;
            var (rule, name) =
                shadows && parameters.Shadow is { } shadow
                    ? (shadow.Rule, shadow.Group)
                    : (parameters.Rule, parameters.Group);
            if (rule == MarginRule.Percentage || table.Months.Count == 0)
                continue;
            var group = state.GroupsInForce.Find(g => g.Group.Name == name)!.Group;
            var unit = new MarginUnit(
                Name24.Of(name),
                group.Version,
                rule,
                Name24.Of(spec.Contract),
                default,
                spec.Currency
            );
            foreach (var month in table.Months)
                months.Add((month.Instrument, unit));
            contracts.Add(
                new()
                {
                    Contract = spec.Contract,
                    Currency = spec.Currency,
                    TickValueMinor = spec.TickValueMinor,
                    Parameters = parameters,
                    Group = group,
                    Rule = rule,
                    Months = DaysOf(state, table, shadows),
                }
            );
        }

        return contracts.Count == 0 || (shadows && !any) ? null : new(MarginDay.Of(default, contracts), months);
    }

    private static List<MonthDay> DaysOf(State state, TableInForce table, bool shadows)
    {
        var days = new List<MonthDay>();
        foreach (var month in table.Months)
        {
            var instrument = state.MonthOf(month.Instrument)!.Instrument;
            if (!shadows)
                instrument.Grouped = true;
            days.Add(
                new()
                {
                    Month = instrument.Month,
                    Name = instrument.Symbol,
                    Settlement = month.Price,
                    PrintsKnown = month.PrintsKnown,
                    PrintsTotal = month.PrintsTotal,
                }
            );
        }

        return days;
    }

    private void Name(int m, in MarginUnit unit)
    {
        if (_rules.RuleOf(m) == MarginRule.Scenarios)
        {
            _sets[_rules.Scenarios.Month(m).Set] = unit with { Contract = default };
            return;
        }

        var commodity = _rules.Span.Tables.Contracts[m].Commodity;
        var alone = _rules.Span.Tables.Commodities[commodity].Name != unit.Contract.ToString();
        _commodities[commodity] = alone ? unit with { Month = _months[m] } : unit;
    }

    /// <summary>Takes an account. False: it has nothing here.</summary>
    public bool Take(State state, int slot, bool withOrders)
    {
        var any = false;
        for (var m = 0; m < _months.Length; m++)
        {
            var month = state.Months[_months[m].Value - 1];
            _net[m] = month.Positions[slot].Net;
            ref readonly var reserve = ref month.Reserves[slot];
            (_buys[m], _sells[m]) = withOrders ? (reserve.Buys, reserve.Sells) : (0, 0);
            any |= _net[m] != 0 || _buys[m] != 0 || _sells[m] != 0;
        }

        return any;
    }

    /// <summary>More lots of orders, or fewer, of a month that is in a group.</summary>
    public void Count(InstrumentId month, long buys, long sells)
    {
        var m = _places[month.Value - 1];
        _buys[m] += buys;
        _sells[m] += sells;
    }

    /// <summary>Lots change hands without an order that lives.</summary>
    public void Move(InstrumentId month, long lots) => _net[_places[month.Value - 1]] += lots;

    /// <summary>What the account that was taken is asked, minor units by currency.</summary>
    /// <param name="markUpPpm">Of its member.</param>
    /// <param name="byCurrency">As long as <see cref="Currencies.Count"/>; overwritten.</param>
    public void Sum(int markUpPpm, Span<long> byCurrency)
    {
        byCurrency.Clear();
        _reserve.Take(_net, _buys, _sells);
        for (var c = 0; c < _commodities.Length; c++)
        {
            var commodity = _rules.Span.Tables.Commodities[c];
            byCurrency[(int)commodity.Currency] += WithMarkUp(_reserve.OfCommodity(c), markUpPpm);
        }

        for (var s = 0; s < _sets.Length; s++)
            byCurrency[(int)_sets[s].Currency] += WithMarkUp(_reserve.OfSet(s), markUpPpm);
    }

    /// <summary>What an account is asked in a currency.</summary>
    public Money Required(State state, int slot, Currency currency, bool withOrders)
    {
        if (!Take(state, slot, withOrders))
            return Money.Zero;
        Span<long> sums = stackalloc long[Currencies.Count];
        Sum(state.MarkUpOf(slot), sums);
        return new(sums[(int)currency]);
    }

    /// <summary>Tells unit by unit what the account that was taken and summed without orders is asked (rule
    /// MRG-012).</summary>
    public void Explain(AccountId account, TradingDate day, int markUpPpm, Outbox events)
    {
        for (var c = 0; c < _commodities.Length; c++)
        {
            if (!Holds(MarginRule.Span, c))
                continue;
            ref readonly var r = ref _rules.Span.Result(c);
            var told = Of(account, day, _commodities[c], r.Active, r.Scan, r.Margin, markUpPpm);
            events.Add(
                MessageKind.MarginExplained,
                told with
                {
                    InterMonth = new(r.InterMonth),
                    Spot = new(r.Spot),
                    Credit = new(r.Credit),
                }
            );
        }

        for (var s = 0; s < _sets.Length; s++)
        {
            if (!Holds(MarginRule.Scenarios, s))
                continue;
            ref readonly var r = ref _rules.Scenarios.Result(s);
            var told = Of(account, day, _sets[s], r.Worst, r.Scan, r.Margin, markUpPpm);
            events.Add(
                MessageKind.MarginExplained,
                told with
                {
                    Liquidity = new(r.Liquidity),
                    Concentration = new(r.Concentration),
                    Floor = new(r.Floor),
                }
            );
        }
    }

    private bool Holds(MarginRule rule, int unit)
    {
        for (var m = 0; m < _months.Length; m++)
        {
            if (_net[m] == 0 || _rules.RuleOf(m) != rule)
                continue;
            var of =
                rule == MarginRule.Span ? _rules.Span.Tables.Contracts[m].Commodity : _rules.Scenarios.Month(m).Set;
            if (of == unit)
                return true;
        }

        return false;
    }

    private static MarginExplained Of(
        AccountId account,
        TradingDate day,
        in MarginUnit unit,
        int worst,
        long scan,
        long margin,
        int markUpPpm
    ) =>
        new()
        {
            Account = account,
            Currency = unit.Currency,
            Day = day,
            Group = unit.Group,
            Contract = unit.Contract,
            Instrument = unit.Month,
            Rule = unit.Rule,
            Version = unit.Version,
            Scenario = worst + 1,
            Scan = new(scan),
            Margin = new(margin),
            Asked = new(WithMarkUp(margin, markUpPpm)),
        };

    private static long WithMarkUp(long margin, int markUpPpm) =>
        markUpPpm == 0 ? margin : Rounding.ToLong((Int128)margin * (1_000_000 + markUpPpm), 1_000_000, RoundingMode.Up);
}
