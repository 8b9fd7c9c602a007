// One door to the three rules: a portfolio in, a total or a labelled breakdown out.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>The margin of portfolios under one day's tables. Each contract month is margined by one rule, by the same
/// number in all three tables. Keeps scratch memory: one caller at a time. The totals allocate nothing.</summary>
public sealed class PortfolioMargin
{
    private readonly MarginRule[] _rules;

    public PortfolioMargin(Percentage percentage, Span span, ScenarioArrays scenarios, int months)
    {
        (Percentage, Span, Scenarios) = (percentage, span, scenarios);
        _rules = new MarginRule[months];
        for (var m = 0; m < months; m++)
        {
            var (p, s, a) = (percentage.Month(m).Contract, span.Tables.Contracts[m].Commodity, scenarios.Month(m).Set);
            // Exactly one of the three.
            Must.Hold((p >= 0 ? 1 : 0) + (s >= 0 ? 1 : 0) + (a >= 0 ? 1 : 0) == 1);
            _rules[m] =
                p >= 0 ? MarginRule.Percentage
                : s >= 0 ? MarginRule.Span
                : MarginRule.Scenarios;
        }
    }

    public Percentage Percentage { get; }

    public Span Span { get; }

    public ScenarioArrays Scenarios { get; }

    public int Months => _rules.Length;

    public MarginRule RuleOf(int month) => _rules[month];

    /// <summary>The margin by currency, minor units.</summary>
    /// <param name="lots">The portfolio, in any order.</param>
    /// <param name="byCurrency">As long as <see cref="Currencies.Count"/>; overwritten.</param>
    public void Total(ReadOnlySpan<PositionLots> lots, Span<long> byCurrency)
    {
        byCurrency.Clear();
        Percentage.AddTo(lots, byCurrency);
        Span.AddTo(lots, byCurrency);
        Scenarios.AddTo(lots, byCurrency);
    }

    /// <summary>The margin in one currency, minor units.</summary>
    public long Total(ReadOnlySpan<PositionLots> lots, Currency currency)
    {
        Span<long> totals = stackalloc long[Currencies.Count];
        Total(lots, totals);
        return totals[(int)currency];
    }

    /// <summary>The margin with everything that it came from; allocates.</summary>
    public MarginBreakdown Explain(ReadOnlySpan<PositionLots> lots)
    {
        var breakdown = new MarginBreakdown();
        Percentage.Explain(lots, breakdown);
        Span.Explain(lots, breakdown);
        Scenarios.Explain(lots, breakdown);
        return breakdown;
    }
}
