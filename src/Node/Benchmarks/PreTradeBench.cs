// What the margin question before an order costs under each rule, and what following a fill costs.
using System.Diagnostics;
using System.Globalization;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Margins;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One measured call.</summary>
/// <param name="Nanoseconds">The median batch's time a call.</param>
/// <param name="Worst">The slowest batch's.</param>
/// <param name="Bytes">Allocated a call.</param>
internal sealed record PreTradeLine(string Rule, string What, double Nanoseconds, double Worst, double Bytes)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Rule, -12}{What, -44}{Nanoseconds, 10:0.0}{Worst, 10:0.0}{Bytes, 8:0.00}"
        );
}

/// <summary>A whole run.</summary>
internal sealed record PreTradeReport(
    string Machine,
    string Runtime,
    string Portfolio,
    IReadOnlyList<PreTradeLine> Lines,
    IReadOnlyList<Bar> Bars
)
{
    public IEnumerable<string> Text() =>
        [
            $"machine: {Machine}",
            $"runtime: {Runtime}",
            $"account: {Portfolio}",
            "",
            $"{"rule", -12}{"call", -44}{"ns", 10}{"worst", 10}{"bytes", 8}",
            .. Lines.Select(l => l.ToString()),
        ];
}

/// <summary>An account with positions in sixteen of all listed months of two contracts and six live orders.</summary>
internal sealed class PreTradeBench
{
    private const int Batches = 15;
    private const int Held = 16;
    private const int LiveOrders = 6;
    private const int Questions = 1_024;

    // Unlike the other bars an absolute one: a promise to the order path.
    private const double MostNanoseconds = 1_000;

    private readonly Random _random;
    private readonly int _calls;
    private readonly IReadOnlyList<ContractDay> _contracts;
    private readonly List<Price> _prices = [];

    public PreTradeBench(MarginRulebook rulebook, int calls, int seed)
    {
        (_random, _calls) = (new Random(seed), calls);
        _contracts = [.. rulebook.Contracts.Values.Where(c => rulebook.Margins.ContainsKey(c.Contract)).Select(Day)];

        ContractDay Day(ContractSpec spec)
        {
            var margins = rulebook.Margins[spec.Contract];
            var months = Enumerable
                .Range(0, spec.SerialMonths + spec.QuarterMonths)
                .Select(m => new MonthDay
                {
                    Month = ContractMonth.Of(2026, 12).Plus(m),
                    Name = $"{spec.Contract}-{ContractMonth.Of(2026, 12).Plus(m).Code}",
                    Settlement = new(3_000 + _random.Next(200)),
                })
                .ToList();
            _prices.AddRange(months.Select(m => m.Settlement));
            return new()
            {
                Contract = spec.Contract,
                Currency = spec.Currency,
                TickValueMinor = spec.TickValueMinor,
                Parameters = margins,
                Group = rulebook.GroupOf(margins, MarginRule.Span),
                Rule = MarginRule.Percentage,
                Months = months,
            };
        }
    }

    public PreTradeReport Run(Action<string> progress)
    {
        var lines = new List<PreTradeLine>();
        foreach (var rule in (MarginRule[])[MarginRule.Percentage, MarginRule.Span, MarginRule.Scenarios])
        {
            progress($"{WhatIf.Name(rule)} ...");
            Measure(rule, lines);
        }

        var questions = lines.Where(l => l.What == Question).ToList();
        return new(
            MachineLimits.Describe(),
            Environment.Version.ToString(),
            $"{Held} of {_prices.Count} months of {_contracts.Count} contracts, {LiveOrders} live orders",
            lines,
            [
                .. questions.Select(l => new Bar($"ns: {l.Rule}, {l.What}", l.Nanoseconds, MostNanoseconds, false)),
                .. lines.Select(l => new Bar($"bytes a call: {l.Rule}, {l.What}", l.Bytes, 0, false)),
            ]
        );
    }

    private const string Question = "question before an order";

    private void Measure(MarginRule rule, List<PreTradeLine> lines)
    {
        var door = MarginDay.Of(TradingDate.Of(2026, 11, 30), [.. _contracts.Select(c => c with { Rule = rule })]);
        var lots = Enumerable
            .Range(0, _prices.Count)
            .OrderBy(_ => _random.Next())
            .Take(Held)
            .Select(m => new PositionLots(m, Side(), 1 + _random.Next(50), _prices[m], false))
            .ToArray();
        var reserve = new MarginReserve(door, netting: true, [.. _prices]);
        reserve.Hold(lots);
        for (var i = 0; i < LiveOrders; i++)
            reserve.Add(Order());
        var orders = Enumerable.Range(0, Questions).Select(_ => Order()).ToArray();
        var totals = new long[Currencies.Count];
        var name = WhatIf.Name(rule);
        lines.Add(Time(name, Question, _calls, i => reserve.More(orders[i % Questions], totals)));
        lines.Add(
            Time(
                name,
                "order counted in, then out",
                _calls,
                i =>
                {
                    reserve.Add(orders[i % Questions]);
                    reserve.Remove(orders[i % Questions]);
                }
            )
        );
        lines.Add(Time(name, "lots held anew after a fill", _calls / 10, _ => reserve.Hold(lots)));
        lines.Add(Time(name, "whole portfolio from nothing", _calls / 10, _ => door.Total(lots, totals)));
    }

    private Side Side() => _random.Next(2) == 0 ? Model.Numbers.Side.Buy : Model.Numbers.Side.Sell;

    private OrderLots Order()
    {
        var month = _random.Next(_prices.Count);
        return new(month, Side(), 1 + _random.Next(20), _prices[month], false, false);
    }

    private static PreTradeLine Time(string rule, string what, int calls, Action<int> call)
    {
        for (var i = 0; i < 200_000; i++)
            call(i);
        var times = new double[Batches];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < calls; i++)
                call(i);
            times[batch] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(times);
        return new(rule, what, times[Batches / 2], times[^1], (double)bytes / ((long)calls * Batches));
    }
}
