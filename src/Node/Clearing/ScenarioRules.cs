// The margin rules of scenarios over the months that are listed, whether or not anything is charged by them.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Clearing;

/// <summary>One rule at the prices of the last settlement, by the engines that the machine asks.</summary>
internal sealed class ScenarioRules
{
    private readonly MarginRule _rule;
    private readonly PortfolioMargin _door;
    private readonly List<MonthFigures> _months;
    private readonly List<MarginGroup> _groups;
    private readonly HashSet<Currency> _charged;

    private ScenarioRules(
        MarginRule rule,
        PortfolioMargin door,
        List<MonthFigures> months,
        List<MarginGroup> groups,
        HashSet<Currency> charged
    ) => (_rule, _door, _months, _groups, _charged) = (rule, door, months, groups, charged);

    public string Name => _rule == MarginRule.Span ? "span" : "scenarios";

    /// <summary>Something in the currency is charged by it.</summary>
    public bool IsInForce(Currency currency) => _charged.Contains(currency);

    /// <summary>Rules by which something is charged.</summary>
    public static IEnumerable<ScenarioRules> InForce(ClearingMoment moment) =>
        moment.Figures.Months.Any(m => m.Grouped) ? All(moment).Where(r => r._charged.Count > 0) : [];

    /// <summary>Span and scenarios, where a group has parameters for them.</summary>
    public static IEnumerable<ScenarioRules> All(ClearingMoment moment)
    {
        foreach (var rule in (MarginRule[])[MarginRule.Span, MarginRule.Scenarios])
        {
            if (Of(moment, rule) is { } made)
                yield return made;
        }
    }

    private static ScenarioRules? Of(ClearingMoment moment, MarginRule rule)
    {
        var days = new List<ContractDay>();
        var months = new List<MonthFigures>();
        var groups = new List<MarginGroup>();
        var charged = new HashSet<Currency>();
        foreach (var contract in moment.Figures.Months.GroupBy(m => m.Spec.Contract))
        {
            if (!moment.History.Tables.TryGetValue(contract.Key, out var table))
                continue;
            var listed = contract.Where(m => m.Previous.Ticks > 0).OrderBy(m => m.Month.Index).ToList();
            var group =
                moment.History.Groups.FirstOrDefault(g => g.Name == table.Group && Knows(g, contract.Key, rule))
                ?? moment.History.Groups.FirstOrDefault(g => Knows(g, contract.Key, rule));
            if (group is null || listed.Count == 0)
                continue;
            groups.Add(group);
            months.AddRange(listed);
            if (table.Rule == rule && listed.Exists(m => m.Grouped))
                charged.Add(listed[0].Spec.Currency);
            days.Add(
                new()
                {
                    Contract = contract.Key,
                    Currency = listed[0].Spec.Currency,
                    TickValueMinor = listed[0].Spec.TickValueMinor,
                    Parameters = table,
                    Group = group,
                    Rule = rule,
                    Months =
                    [
                        .. listed.Select(m => new MonthDay
                        {
                            Month = m.Month,
                            Name = m.Symbol,
                            Settlement = m.Previous,
                            OpenInterest = m.OpenInterest,
                        }),
                    ],
                }
            );
        }

        return days.Count == 0
            ? null
            : new(
                rule,
                MarginDay.Of(moment.Figures.Calendars.Max(c => c.Day), days),
                months,
                [.. groups.Distinct()],
                charged
            );
    }

    private static bool Knows(MarginGroup group, string contract, MarginRule rule) =>
        rule == MarginRule.Span ? group.Commodity(contract) is not null : group.ScenariosOf(contract, 0) is not null;

    /// <summary>A portfolio in one currency with all its lines.</summary>
    public RuleTraceShape Trace(IReadOnlyList<AskedLots> held, Currency currency)
    {
        var breakdown = Explain(held);
        var lots = Net(held);
        return new(
            Name,
            IsInForce(currency),
            string.Join(", ", _groups.Select(g => g.Name)),
            _groups.Max(g => g.Version),
            ClearingWords.Of(new Money(breakdown.Total(currency))),
            [
                .. breakdown
                    .Lines.Where(l => l.Currency == currency)
                    .Select(l => new MarginPartShape(
                        l.Code,
                        l.Kind == LineKind.Counted,
                        l.Unit,
                        ClearingWords.Of(new Money(l.Minor)),
                        l.Evidence
                    )),
            ],
            [
                .. breakdown
                    .Scenarios.Where(s => s.Currency == currency)
                    .Select(s => new ScenarioShape(
                        s.Unit,
                        s.Number,
                        s.Meaning,
                        ClearingWords.Of(new Money(s.Loss)),
                        s.Bound
                    )),
            ],
            [
                .. Enumerable
                    .Range(0, _months.Count)
                    .Where(m => lots[m] != 0 && _months[m].Spec.Currency == currency)
                    .Select(m => Cells(m, lots[m])),
            ]
        );
    }

    /// <summary>The margin in one currency.</summary>
    public Money Total(IReadOnlyList<AskedLots> held, Currency currency) => new(Explain(held).Total(currency));

    /// <summary>What an account is asked beyond its scenarios: liquidity, concentration, floor.</summary>
    public Money AddOns(ClearedAccount account, Currency currency) =>
        IsInForce(currency)
            ? AddOns([.. account.Held.Select(h => new AskedLots(h.Instrument, h.Longs, h.Shorts))], currency)
            : Money.Zero;

    /// <summary>The same of some lots; null: the rule does not know their month.</summary>
    public Money? AddOns(in AskedLots lots, Currency currency)
    {
        var instrument = lots.Instrument;
        return _months.Exists(m => m.Instrument == instrument) ? AddOns([lots], currency) : null;
    }

    private Money AddOns(IReadOnlyList<AskedLots> lots, Currency currency) =>
        Explain(lots)
            .Lines.Where(l =>
                l.Kind == LineKind.Counted
                && l.Currency == currency
                && l.Code is "liquidity" or "concentration" or "floor"
            )
            .Aggregate(Money.Zero, (sum, l) => sum + new Money(l.Minor));

    private MarginBreakdown Explain(IReadOnlyList<AskedLots> held)
    {
        var net = Net(held);
        var lots = Enumerable
            .Range(0, _months.Count)
            .Where(m => net[m] != 0)
            .Select(m => new PositionLots(
                m,
                net[m] > 0 ? Side.Buy : Side.Sell,
                long.Abs(net[m]),
                _months[m].Previous,
                false
            ))
            .ToArray();
        var breakdown = new MarginBreakdown();
        if (_rule == MarginRule.Span)
            _door.Span.Explain(lots, breakdown);
        else
            _door.Scenarios.Explain(lots, breakdown);
        return breakdown;
    }

    private long[] Net(IReadOnlyList<AskedLots> held)
    {
        var net = new long[_months.Count];
        foreach (var lots in held)
        {
            var at = _months.FindIndex(m => m.Instrument == lots.Instrument);
            if (at >= 0)
                net[at] += lots.Longs - lots.Shorts;
        }

        return net;
    }

    // The arrays of one lot are the engine's own.
    private ScenarioCellsShape Cells(int month, long net)
    {
        var (unit, losses) =
            _rule == MarginRule.Span
                ? (
                    _door.Span.Tables.Commodities[_door.Span.Tables.Contracts[month].Commodity].Name,
                    _door.Span.Tables.Contracts[month].Losses
                )
                : (_door.Scenarios.Set(_door.Scenarios.Month(month).Set).Name, _door.Scenarios.Month(month).Losses);
        return new(
            _months[month].Symbol,
            unit,
            net,
            [.. losses.Select(l => ClearingWords.Of(new Money(checked(net * l))))]
        );
    }
}
