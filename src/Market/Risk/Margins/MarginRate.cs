// Which percentage holds for a contract month on a day: the highest of the rules, and which of them it was.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>The rules of which the highest rate prevails. Of equal ones the first in this order is named.</summary>
public enum RateRule : byte
{
    /// <summary>The contract's own rate.</summary>
    Minimum = 1,

    /// <summary>Nearness of the contract month or of the last trading day.</summary>
    Phase = 2,
    OpenInterest = 3,

    /// <summary>Limit-locked days.</summary>
    LimitLadder = 4,

    /// <summary>A notice: holidays, or a measure.</summary>
    Notice = 5,
}

/// <summary>What the rate depends on.</summary>
public readonly record struct RateQuestion
{
    public required TradingDate Day { get; init; }

    public required ContractMonth Month { get; init; }

    /// <summary>Trading days left, the last one counted as 1; 0: not known, so no rule about last days holds.</summary>
    public int TradingDaysLeft { get; init; }

    /// <summary>Lots, one side counted.</summary>
    public long OpenInterest { get; init; }

    /// <summary>What the limit ladder asks, ppm; 0: nothing.</summary>
    public int LadderPpm { get; init; }

    /// <summary>What a notice asks, ppm; 0: nothing.</summary>
    public int NoticePpm { get; init; }

    /// <summary>Prints of the final average that are known.</summary>
    public int PrintsKnown { get; init; }

    /// <summary>Prints that the final average will have; 0: the averaging has not begun or there is none.</summary>
    public int PrintsTotal { get; init; }

    public bool Hedge { get; init; }
}

/// <summary>A rate and how it came about.</summary>
/// <param name="Ppm">The rate to charge.</param>
/// <param name="Rule">Which rule bound.</param>
/// <param name="HighestPpm">The highest of the rules, before the known prints of the average were taken off.</param>
/// <param name="FloorBound">The averaging floor held the rate up.</param>
public readonly record struct RateResult(int Ppm, RateRule Rule, int HighestPpm, bool FloorBound);

/// <summary>The rate of the percentage rule.</summary>
public static class MarginRate
{
    private const int Whole = 1_000_000;

    /// <summary>The highest of the rules; in the averaging month rate * (N - n) / N, rounded up, not below its floor.
    /// A hedge position pays less by the document's difference; what ladder and notice ask is the same for
    /// all.</summary>
    public static RateResult Of(MarginParameters parameters, in RateQuestion question)
    {
        Must.Hold(question.OpenInterest >= 0 && question.LadderPpm >= 0 && question.NoticePpm >= 0);
        Must.Hold(question.PrintsKnown >= 0 && question.PrintsKnown <= question.PrintsTotal);
        var terms = parameters.Percentage;
        var below = question.Hedge ? terms.HedgeBelowPpm : 0;
        var best = (Ppm: parameters.RatePpm - below, Rule: RateRule.Minimum);
        best = Higher(best, PhaseOf(parameters, question) - below, RateRule.Phase);
        best = Higher(best, InterestOf(parameters, question.OpenInterest) - below, RateRule.OpenInterest);
        best = Higher(best, question.LadderPpm, RateRule.LimitLadder);
        best = Higher(best, question.NoticePpm, RateRule.Notice);
        if (terms.AveragingFloorPpm < 0 || question.PrintsKnown == 0)
            return new(best.Ppm, best.Rule, best.Ppm, false);
        // A parallel shock moves only the prints that are still open.
        var open = Rounding.ToLong(
            (Int128)best.Ppm * (question.PrintsTotal - question.PrintsKnown),
            question.PrintsTotal,
            RoundingMode.Up
        );
        var floor = int.Min(terms.AveragingFloorPpm, best.Ppm);
        return new((int)long.Max(floor, open), best.Rule, best.Ppm, floor > open);
    }

    private static (int Ppm, RateRule Rule) Higher((int Ppm, RateRule Rule) best, int ppm, RateRule rule) =>
        ppm > best.Ppm ? (ppm, rule) : best;

    private static int PhaseOf(MarginParameters parameters, in RateQuestion question)
    {
        var rate = parameters.PhaseRateOn(question.Day, question.Month);
        if (question.TradingDaysLeft == 0)
            return rate;
        foreach (var days in parameters.Percentage.LastDays)
        {
            if (question.TradingDaysLeft <= days.TradingDays && days.RatePpm > rate)
                rate = days.RatePpm;
        }

        return rate;
    }

    private static int InterestOf(MarginParameters parameters, long lots)
    {
        if (parameters.Percentage.OpenInterest is not { } terms)
            return 0;
        foreach (var step in terms.Steps)
        {
            if (lots <= step.UpTo)
                return step.RatePpm;
        }

        // The line: base + (lots - from) / (to - from) * (1 - base), at most the whole value.
        if (lots <= terms.From)
            return parameters.RatePpm;
        if (lots >= terms.To)
            return Whole;
        var more = (Int128)(lots - terms.From) * (Whole - parameters.RatePpm);
        return parameters.RatePpm + (int)Rounding.ToLong(more, terms.To - terms.From, RoundingMode.Up);
    }

    /// <summary>Whether of this month only the larger side is charged: not near its end, and not in the month
    /// over which its final average is taken.</summary>
    public static bool LargerSide(PercentageTerms terms, int tradingDaysLeft, int printsTotal) =>
        terms.Sides == SideRule.Larger
        && (terms.AveragingFloorPpm < 0 || printsTotal == 0)
        && (tradingDaysLeft == 0 || tradingDaysLeft > terms.LargerSideOffDays);

    /// <summary>The price at which lots are margined.</summary>
    /// <param name="today">Opened today; older lots stand at the previous settlement whatever the rule.</param>
    public static Price Base(PriceBase rule, bool today, Price previous, Price last, Price average, Price open) =>
        !today ? previous
        : rule == PriceBase.Last ? last
        : rule == PriceBase.Average ? average
        : rule == PriceBase.Open ? open
        : previous;
}
