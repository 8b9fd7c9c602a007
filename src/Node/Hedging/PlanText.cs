// A hedge plan as tables for a terminal.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Node.Hedging;

/// <summary>Text of plans.</summary>
internal static class PlanText
{
    /// <summary>The whole plan.</summary>
    public static string Of(HedgePlan plan)
    {
        var text = new StringBuilder();
        Head(plan, text);
        Exposure(plan, text);
        Ratio(plan, text);
        Strategies(plan, text);
        Hedge(plan, text);
        Risk(plan, text);
        Breaches(plan, text);
        return text.ToString();
    }

    private static void Head(HedgePlan plan, StringBuilder text)
    {
        var p = plan.Programme;
        Line(text, $"{p.Name} ({p.Entity}), {p.Side.ToString().ToLowerInvariant()}, hedged with {p.Contract}");
        Line(
            text,
            $"made {plan.Made} on {plan.Market.Source}"
                + $"{(plan.Market.AsOf > 0 ? $", as of event {plan.Market.AsOf}" : "")}"
                + $"{(plan.Simulated ? "; SIMULATED or a MODEL" : "")}"
        );
        Line(text, $"digest {plan.Digest}");
        foreach (var warning in plan.Warnings)
            Line(text, $"  ! {warning.En}");
    }

    private static void Exposure(HedgePlan plan, StringBuilder text)
    {
        Line(text, "");
        Line(text, $"Exposure, {plan.Exposure.Unit}");
        Line(
            text,
            $"  {"month", -9}{"raw M", 14}{"low", 13}{"base", 13}{"high", 13}{"floating", 10}{"hedged", 12}{"open", 13}"
        );
        foreach (var m in plan.Exposure.Months)
            Line(
                text,
                $"  {m.Month, -9}{m.Raw, 14:#,##0}{m.Low, 13:#,##0}{m.Base, 13:#,##0}{m.High, 13:#,##0}"
                    + $"{m.Floating, 10:P0}{m.Hedged, 12:#,##0}{m.Open, 13:#,##0}"
            );
        if (plan.Exposure.Faults.Count > 0)
            Line(text, $"  {plan.Exposure.Faults.Count} rows or figures were not used (desk expose lists them)");
    }

    private static void Ratio(HedgePlan plan, StringBuilder text)
    {
        var r = plan.Ratio;
        Line(text, "");
        Line(text, $"Hedge ratio {r.Ratio:0.###} ({r.Method}, {r.Observations} changes)");
        Line(text, $"  {r.Why}");
        if (r.Raw is { } raw)
            Line(
                text,
                $"  slope {raw:0.###}, 95 % {r.Low:0.###} to {r.High:0.###}, weight {r.Weight:0.##}, R2 "
                    + $"{r.RSquared:0.##}, out of sample {Text(r.OutOfSample, "0.##")}"
            );
    }

    private static void Strategies(HedgePlan plan, StringBuilder text)
    {
        var currency = plan.Programme.Currency;
        Line(text, "");
        Line(
            text,
            $"Strategies on {plan.Risk.Paths} paths, seed {plan.Risk.Seed} ({currency}; +- one Monte Carlo error)"
        );
        Line(
            text,
            $"  {"", -15}{"deviation", 22}{"less var.", 10}{"at risk", 22}{"P(over)", 9}{"roll", 12}"
                + $"{"peak call", 13}{"to trade", 11}{"beyond", 8}"
        );
        foreach (var s in plan.Strategies)
        {
            if (!s.Possible)
            {
                Line(text, $"  {s.Name, -15}not possible: {s.Note}");
                continue;
            }

            Line(
                text,
                $"{(s.Name == plan.Chosen ? "> " : "  ")}{s.Name, -15}{Money(s.Deviation), 22}"
                    + $"{s.Reduction, 10:P1}{Money(s.AtRisk), 22}{Share(s.OverBudget), 9}"
                    + $"{Text(s.Roll, "#,##0"), 12}{Text(s.PeakCall?.Value, "#,##0"), 13}"
                    + $"{Text((double?)s.CostToTrade, "#,##0"), 11}{s.LotsBeyond, 8}"
            );
        }

        foreach (var s in plan.Strategies.Where(s => s.Possible && s.Name != "none"))
            Line(text, $"  {s.Name}: {s.Note}");
        Line(text, $"  {plan.WhyChosen}");
    }

    private static void Hedge(HedgePlan plan, StringBuilder text)
    {
        var chosen = plan.Strategies.First(s => s.Name == plan.Chosen);
        if (chosen.Months.Count == 0)
            return;
        Line(text, "");
        Line(text, $"Hedge to propose: {chosen.Name}");
        Line(
            text,
            $"  {"month", -9}{"contract", -10}{"lots", 7}{"units", 13}{"share", 8}{"book price", 12}"
                + $"{"beyond", 8}{"P(over-hedge)", 15}"
        );
        foreach (var m in chosen.Months)
            Line(
                text,
                $"  {m.Month, -9}{m.Symbol, -10}{m.Lots, 7}{m.Units, 13:#,##0}{m.Share, 8:P0}"
                    + $"{Text((double?)m.Price, "0.####"), 12}{m.BeyondBook, 8}{m.OverHedge, 15:P1}"
            );
    }

    private static void Risk(HedgePlan plan, StringBuilder text)
    {
        var r = plan.Risk;
        var word = plan.Programme.Side == Desk.Exposures.HedgerSide.Buyer ? "cost" : "revenue";
        Line(text, "");
        Line(text, $"Risk of {word}, {plan.Programme.Currency}: before and after");
        Line(text, $"  model: {r.Model}");
        Line(
            text,
            $"  {word} at risk {plan.Policy.Confidence:P0} against the median: {Money(r.AtRiskBefore)} -> "
                + $"{Money(r.AtRiskAfter)}"
        );
        Line(text, $"  beyond it on average, hedged: {Money(r.Shortfall)}");
        if (r.OverBudgetBefore is { } before && r.OverBudgetAfter is { } after)
            Line(
                text,
                $"  P({(word == "cost" ? "over" : "under")} budget {plan.Programme.Budget:#,##0}): "
                    + $"{Share(before)} +- {before.Error:P1} -> {Share(after)} +- {after.Error:P1}"
            );
        Line(
            text,
            $"  cash for margin, worst ten days at 99 % and initial margin: {Money(r.LiquidityTenDays)} "
                + $"(initial today {r.InitialMargin:#,##0}, cap {plan.Policy.LiquidityCap:#,##0})"
        );
        if (r.Before.Count > 0 && r.After.Count > 0)
        {
            Line(text, $"  sum of {word}  {"P5", 14}{"P50", 14}{"P95", 14}   hedged{"P5", 14}{"P50", 14}{"P95", 14}");
            foreach (var (b, a) in r.Before.Zip(r.After))
                Line(
                    text,
                    $"  to {b.Month, -8}   {b.P5, 14:#,##0}{b.P50, 14:#,##0}{b.P95, 14:#,##0}         "
                        + $"{a.P5, 14:#,##0}{a.P50, 14:#,##0}{a.P95, 14:#,##0}"
                );
        }

        Line(text, $"  {"scenario", -22}{"physical", 16}{"hedge", 16}{"net", 16}{"worst call", 14}");
        foreach (var s in r.Scenarios)
            Line(
                text,
                $"  {s.Name, -22}{s.Physical, 16:#,##0}{s.Hedge, 16:#,##0}{s.Net, 16:#,##0}{s.WorstCall, 14:#,##0}"
            );
        for (var i = 0; i < r.BreachChance.Count; i++)
            Line(
                text,
                $"  P(index average below the covenant in {plan.Exposure.Months[i].Month}): "
                    + $"{Share(r.BreachChance[i])} +- {r.BreachChance[i].Error:P1}"
            );
    }

    private static void Breaches(HedgePlan plan, StringBuilder text)
    {
        Line(text, "");
        Line(text, $"{(plan.Breaches.Count == 0 ? "Policy: kept" : $"Policy: {plan.Breaches.Count} breach(es)")}");
        foreach (var b in plan.Breaches)
            Line(
                text,
                $"  {b.Rule} at {b.Where}: {b.Value}, allowed {b.Limit}"
                    + $"{(b.WaivedUntil is { } until ? $"; waived until {until}" : "")}"
            );
    }

    private static string Money(Estimated? figure) =>
        figure is null
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{figure.Value:#,##0} +- {figure.Error:#,##0}");

    private static string Share(Estimated? figure) =>
        figure is null ? "-" : figure.Value.ToString("P1", CultureInfo.InvariantCulture);

    private static string Text(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
