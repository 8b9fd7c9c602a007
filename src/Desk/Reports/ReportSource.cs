// All that a report is made of, with what several sections need worked out once: words, decimals, totals.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports;

/// <summary>What a report is made of.</summary>
internal sealed class ReportSource
{
    private const double Large = 100_000;

    public ReportSource(
        HedgePlan plan,
        IReadOnlyList<HedgeDesignation> designations,
        IReadOnlyList<ReportTrade> trades,
        string program
    )
    {
        (Plan, Designations, Trades, Program) = (plan, designations, trades, program);
        var money = plan.Risk.Before.Count > 0 ? plan.Risk.Before.Max(m => Math.Abs(m.P95)) : 0;
        Figures = new(money >= Large ? 0 : 2, Decimals(plan.Market.Tick), plan.Market.LotSize >= 1 ? 0 : 4);
        Chosen = plan.Strategies.FirstOrDefault(s => s.Name == plan.Chosen);
        Unit = ReportWords.Unit(plan.Exposure.Unit);
        Quote = ReportWords.Unit(plan.Market.Quote);
    }

    public HedgePlan Plan { get; }

    public IReadOnlyList<HedgeDesignation> Designations { get; }

    public IReadOnlyList<ReportTrade> Trades { get; }

    public string Program { get; }

    public ReportFigures Figures { get; }

    /// <summary>The proposed strategy; null when the plan names none that it compared.</summary>
    public StrategyFacts? Chosen { get; }

    /// <summary>Of volumes.</summary>
    public Said Unit { get; }

    /// <summary>Of prices.</summary>
    public Said Quote { get; }

    public bool Buys => Plan.Programme.Side == HedgerSide.Buyer;

    /// <summary>Cost of a buyer, revenue of the others.</summary>
    public Said Money => Buys ? new("cost", "成本") : new("revenue", "收入");

    public Said AtRisk => Buys ? new("cost at risk", "在险成本") : new("revenue at risk", "在险收入");

    /// <summary>The confidence of the policy as text.</summary>
    public string Confidence => ReportFigures.Percent(Plan.Policy.Confidence).Text;

    public string Currency => Plan.Programme.Currency;

    /// <summary>A sum over the months to come.</summary>
    public decimal Sum(Func<ExposureMonth, decimal> of) => Plan.Exposure.Months.Sum(of);

    private static int Decimals(decimal tick)
    {
        var decimals = 0;
        for (var t = tick; decimals < 6 && t != decimal.Truncate(t); t *= 10)
            decimals++;
        return int.Max(2, decimals);
    }
}
