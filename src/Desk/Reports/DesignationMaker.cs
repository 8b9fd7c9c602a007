// Makes the document with which hedge accounting begins, out of a plan that has something to designate.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Reports;

/// <summary>What the person who designates decides.</summary>
/// <param name="By">Who signs.</param>
/// <param name="On">The day: the plan's, whose prices are those at designation.</param>
/// <param name="Method">How effectiveness is assessed.</param>
/// <param name="Standard">Whose rules.</param>
/// <param name="SmallChange">Share of notional, 0 to 0.2, below which a dollar offset says nothing.</param>
/// <param name="Evidence">What makes the purchases or sales highly probable, in the company's own words.</param>
public sealed record DesignationChoice(
    string By,
    TradingDate On,
    AssessmentMethod Method,
    AccountingStandard Standard,
    decimal SmallChange,
    string Evidence
);

/// <summary>Makes designations.</summary>
public static class DesignationMaker
{
    private const decimal MostSmallChange = 0.2m;

    // Contract units are told to so many decimals.
    private const int VolumeDecimals = 3;

    /// <summary>Makes a sealed designation.</summary>
    /// <param name="plan">The plan; its digest must hold.</param>
    /// <param name="trades">Trades of the journal, named as the instrument.</param>
    /// <param name="choice">What was decided.</param>
    /// <param name="former">The one that ends; null for the first.</param>
    /// <param name="reason">Why it ends; needed with <paramref name="former"/>.</param>
    /// <exception cref="ReportException">There is nothing to designate, or a field is not as it must be.</exception>
    public static HedgeDesignation Make(
        HedgePlan plan,
        IReadOnlyList<ReportTrade> trades,
        DesignationChoice choice,
        HedgeDesignation? former = null,
        string? reason = null
    )
    {
        Digests.Check(plan);
        Check(plan, choice, former, reason);
        var months = Months(plan);
        if (months.Count == 0)
            throw new ReportException($"plan: chosen: {plan.Chosen}; a strategy with lots is needed to designate");
        var source = new ReportSource(plan, [], trades, "");
        var designation = new HedgeDesignation(
            plan.Programme.Name,
            plan.Programme.Entity,
            plan.Programme.Side,
            choice.On,
            choice.By,
            choice.Standard,
            choice.Method,
            plan.Ratio.Ratio,
            plan.Market.LotSize,
            plan.Basis.Count == 0 ? null : plan.Basis[^1].Own,
            choice.SmallChange,
            months,
            DesignationMemo.Of(source, choice, months),
            plan.Digest,
            former?.Digest,
            former is null ? null : reason,
            "",
            plan.Basis.Count == 0 ? null : (decimal)(plan.Basis[^1].Own - plan.Basis[^1].Index)
        );
        return designation with { Digest = Digests.Of(designation) };
    }

    private static void Check(HedgePlan plan, DesignationChoice choice, HedgeDesignation? former, string? reason)
    {
        if (string.IsNullOrWhiteSpace(choice.By))
            throw new ReportException("by: empty; the name of the person who signs is needed");
        if (string.IsNullOrWhiteSpace(choice.Evidence))
            throw new ReportException("evidence: empty; say what makes the forecast highly probable");
        if (choice.On < plan.Made)
            throw new ReportException($"on: {choice.On}; must not be before the plan of {plan.Made}");
        if (choice.On > plan.Made)
            throw new ReportException(
                $"on: {choice.On}; must be the plan's day, {plan.Made}: prices at designation are of that day; make "
                    + "the plan again on the day of designation"
            );
        if (choice.SmallChange is < 0 or > MostSmallChange)
            throw new ReportException($"small change: {choice.SmallChange}; must be 0 to {MostSmallChange}");
        if (plan.Programme.Side == HedgerSide.Lender)
            throw new ReportException("side: Lender; a covenant is no forecast purchase or sale, nothing to designate");
        if (plan.Ratio.Ratio <= 0)
            throw new ReportException($"ratio: {plan.Ratio.Ratio}; must be above 0 to designate");
        if (former is null)
            return;
        if (string.IsNullOrWhiteSpace(reason))
            throw new ReportException("reason: empty; say why the former designation ends");
        if (choice.On < former.On)
            throw new ReportException($"on: {choice.On}; must not be before the former designation of {former.On}");
    }

    private static List<DesignatedMonth> Months(HedgePlan plan)
    {
        var chosen = plan.Strategies.FirstOrDefault(s => s.Name == plan.Chosen);
        return
        [
            .. (chosen?.Months ?? [])
                .Where(m => m.Lots != 0)
                .Select(m => new DesignatedMonth(
                    m.Month,
                    decimal.Round(Math.Abs(m.Units) / (decimal)plan.Ratio.Ratio, VolumeDecimals),
                    m.Symbol,
                    m.Lots,
                    plan.Market.Months.FirstOrDefault(q => q.Symbol == m.Symbol)?.Settlement ?? m.Price
                )),
        ];
    }
}
