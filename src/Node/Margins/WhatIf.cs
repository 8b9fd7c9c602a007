// A portfolio file against the rulebook: months numbered, prices in ticks, then the margin under one rule.
using System.Globalization;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Margins;

/// <summary>The margin of a portfolio under one rule.</summary>
/// <param name="Kept">With the orders of the file: what must be kept by currency, minor units.</param>
internal sealed record MarginAnswer(
    IReadOnlyList<ContractDay> Contracts,
    PortfolioMargin Rules,
    MarginBreakdown Breakdown,
    long[] Kept
);

/// <summary>Finds the faults that only the rulebook shows, then asks the rules.</summary>
internal sealed class WhatIf(MarginRulebook rulebook, PortfolioFile file)
{
    private readonly List<PortfolioFault> _faults = [];
    private readonly List<MonthEntry> _months =
    [
        .. file.Months.OrderBy(m => m.Contract, StringComparer.Ordinal).ThenBy(m => m.Month),
    ];

    /// <summary>Null when the file has faults.</summary>
    /// <param name="rule">Null: each contract by its own document.</param>
    public MarginAnswer? Answer(MarginRule? rule, List<PortfolioFault> faults)
    {
        CheckMonths();
        foreach (var entry in file.Positions)
            CheckLots(entry, "open");
        foreach (var entry in file.Orders)
            CheckLots(entry, "price");
        var contracts = _faults.Count == 0 ? Contracts(rule) : [];
        faults.AddRange(_faults);
        if (_faults.Count > 0)
            return null;
        try
        {
            return Answer(contracts);
        }
        catch (OverflowException)
        {
            faults.Add(
                new(
                    "PF-108",
                    "positions",
                    "",
                    "lots times prices must fit 64 bits of minor units; no margin is told",
                    ""
                )
            );
            return null;
        }
    }

    private MarginAnswer Answer(List<ContractDay> contracts)
    {
        var door = MarginDay.Of(file.Day, contracts);
        PositionLots[] lots = [.. file.Positions.Select(Lots)];
        var reserve = new MarginReserve(
            door,
            netting: false,
            [.. _months.Select(m => Ticks(m.Contract, m.Settlement))]
        );
        reserve.Hold(lots);
        foreach (var order in file.Orders)
            reserve.Add(Order(order));
        return new(
            contracts,
            door,
            door.Explain(lots),
            [.. Enumerable.Range(0, Currencies.Count).Select(c => reserve.Required((Currency)c))]
        );
    }

    private void CheckMonths()
    {
        foreach (var month in _months)
        {
            if (!Known(month.Field, month.Contract))
                continue;
            var day = ContractMonth.Of(file.Day);
            if (month.Month < day)
                Fault("PF-102", $"{month.Field}.month", $"{month.Month}", "is over on the day of the file", $"{day}");
            OnTick(month.Contract, $"{month.Field}.settlement", month.Settlement);
            if (month.Last != month.Settlement)
                OnTick(month.Contract, $"{month.Field}.last", month.Last);
            if (month.Average != month.Settlement)
                OnTick(month.Contract, $"{month.Field}.average", month.Average);
        }

        foreach (var twice in _months.GroupBy(m => (m.Contract, m.Month)).Where(g => g.Count() > 1))
            Fault("PF-105", $"{twice.Last().Field}.month", $"{twice.Key.Month}", "is in the list already", "");
        if (_months.Count == 0)
            Fault("PF-104", "months", "", "must have the settlement price of each month held", "");
    }

    private void CheckLots(LotsEntry entry, string price)
    {
        if (!Known(entry.Field, entry.Contract))
            return;
        if (entry.Price != 0)
            OnTick(entry.Contract, $"{entry.Field}.{price}", entry.Price);
        if (NumberOf(entry) >= 0)
            return;
        var near = _months
            .Where(m => m.Contract == entry.Contract)
            .OrderBy(m => int.Abs(m.Month.Index - entry.Month.Index))
            .Select(m => $"{m.Month}")
            .FirstOrDefault("");
        Fault("PF-104", $"{entry.Field}.month", $"{entry.Month}", "has no settlement price in 'months'", near);
    }

    private bool Known(string field, string contract)
    {
        if (!rulebook.Contracts.ContainsKey(contract))
            Fault(
                "PF-101",
                $"{field}.contract",
                contract,
                "is not a contract of the rulebook",
                Words.Nearest(contract, rulebook.Contracts.Keys)
            );
        else if (!rulebook.Margins.ContainsKey(contract))
            Fault("PF-106", $"{field}.contract", contract, "has no margin document in the rulebook", "");
        else
            return true;
        return false;
    }

    private void OnTick(string contract, string field, decimal price)
    {
        var spec = rulebook.Contracts[contract];
        var ticks = decimal.Round(price / spec.TickSize, MidpointRounding.AwayFromZero);
        if (ticks * spec.TickSize == price)
            return;
        var nearest = (decimal.Max(1, ticks) * spec.TickSize).ToString(CultureInfo.InvariantCulture);
        Fault("PF-103", field, $"{price}", $"must be a multiple of the tick {spec.TickSize}", nearest);
    }

    private void Fault(string code, string field, string given, string rule, string nearest) =>
        _faults.Add(new(code, field, given, rule, nearest));

    private List<ContractDay> Contracts(MarginRule? rule)
    {
        var days = new List<ContractDay>();
        foreach (var months in _months.GroupBy(m => m.Contract))
        {
            var spec = rulebook.Contracts[months.Key];
            var margins = rulebook.Margins[months.Key];
            var day = new ContractDay
            {
                Contract = spec.Contract,
                Currency = spec.Currency,
                TickValueMinor = spec.TickValueMinor,
                Parameters = margins,
                Group = rulebook.GroupOf(margins, rule ?? margins.Rule),
                Rule = rule ?? margins.Rule,
                Months = [.. months.Select(MonthOf)],
            };
            days.Add(day);
            if (MarginDay.RuleOf(day) != day.Rule)
                Fault(
                    "PF-107",
                    "--rule",
                    Name(day.Rule),
                    $"no margin group has parameters of this rule for {day.Contract}",
                    Name(MarginDay.RuleOf(day))
                );
        }

        return days;
    }

    /// <summary>The word for a rule, as documents and options have it.</summary>
    public static string Name(MarginRule rule) =>
        rule switch
        {
            MarginRule.Span => "span",
            MarginRule.Scenarios => "scenarios",
            _ => "percentage",
        };

    private MonthDay MonthOf(MonthEntry m) =>
        new()
        {
            Month = m.Month,
            Name = $"{m.Contract}-{m.Month.Code}",
            Settlement = Ticks(m.Contract, m.Settlement),
            TradingDaysLeft = m.TradingDaysLeft,
            OpenInterest = m.OpenInterest,
            LadderPpm = m.LadderPpm,
            NoticePpm = m.NoticePpm,
            PrintsKnown = m.PrintsKnown,
            PrintsTotal = m.PrintsTotal,
        };

    private int NumberOf(LotsEntry entry) =>
        _months.FindIndex(m => m.Contract == entry.Contract && m.Month == entry.Month);

    private Price Ticks(string contract, decimal price) => new((long)(price / rulebook.Contracts[contract].TickSize));

    private Price BaseOf(LotsEntry entry)
    {
        var month = _months[NumberOf(entry)];
        var settlement = Ticks(entry.Contract, month.Settlement);
        return MarginRate.Base(
            rulebook.Margins[entry.Contract].Percentage.Base,
            entry.Today,
            settlement,
            Ticks(entry.Contract, month.Last),
            Ticks(entry.Contract, month.Average),
            entry.Price == 0 ? settlement : Ticks(entry.Contract, entry.Price)
        );
    }

    private PositionLots Lots(LotsEntry entry) =>
        new(NumberOf(entry), entry.Side, entry.Lots, BaseOf(entry), entry.Hedge);

    private OrderLots Order(LotsEntry entry) =>
        new(NumberOf(entry), entry.Side, entry.Lots, BaseOf(entry), entry.Hedge, Closing: false);
}
