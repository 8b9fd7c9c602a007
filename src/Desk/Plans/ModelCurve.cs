// A stated model of a futures curve on an index: no futures are listed in reality, so this is what stands in for them.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>Terms of a contract that a curve is made for.</summary>
/// <param name="Contract">Code.</param>
/// <param name="Currency">Of its money.</param>
/// <param name="Quote">What a price means.</param>
/// <param name="LotSize">Contract units in a lot.</param>
/// <param name="Tick">Step of price.</param>
/// <param name="MarginRate">Share of a lot's value.</param>
/// <param name="FeeRate">Share of turnover.</param>
/// <param name="FeePerLot">Money of the contract.</param>
/// <param name="Index">What it settles on.</param>
/// <param name="HedgesEn">Whom it hedges; null when the terms do not say.</param>
/// <param name="HedgesZh">The same in Chinese.</param>
public sealed record TradedTerms(
    string Contract,
    string Currency,
    string Quote,
    decimal LotSize,
    decimal Tick,
    decimal MarginRate,
    decimal FeeRate,
    decimal FeePerLot,
    string Index,
    string? HedgesEn,
    string? HedgesZh
);

/// <summary>The shape of a model.</summary>
public enum CurveShape
{
    /// <summary>Every month at the index's mean of the last 20 prints: nobody knows better.</summary>
    Flat,

    /// <summary>The same, going on with the trend of the last year at half its speed.</summary>
    Trend,
}

/// <summary>Makes curves that are labelled <c>model</c> everywhere.</summary>
public static class ModelCurve
{
    private const int FrontPrints = 20;
    private const int TrendDays = 365;
    private const double TrendShare = 0.5;
    private const double MostTrend = 0.7;

    /// <summary>A curve of so many months on an index's history.</summary>
    /// <param name="terms">Of the contract.</param>
    /// <param name="shape">Flat or with the trend.</param>
    /// <param name="history">Oldest first, all positive; nothing after <paramref name="day"/> is read.</param>
    /// <param name="day">The day that the curve is of.</param>
    /// <param name="months">1 to 36, from the month after the day's own.</param>
    /// <exception cref="PlanException">The index has no print up to the day.</exception>
    public static MarketSnapshot Of(
        TradedTerms terms,
        CurveShape shape,
        IReadOnlyList<IndexDay> history,
        TradingDate day,
        int months
    )
    {
        if (months is < 1 or > 36)
            throw new PlanException($"months {months}: must be 1 to 36");
        var known = history.Where(d => d.Day <= day && d.Value > 0).OrderBy(d => d.Day).ToList();
        if (known.Count == 0)
            throw new PlanException($"{terms.Index}: no print up to {day}");
        var front = known.TakeLast(FrontPrints).Average(d => d.Value);
        var slope = shape == CurveShape.Flat ? 0 : Trend(known);
        var list = new List<QuotedMonth>();
        for (var i = 1; i <= months; i++)
        {
            var month = ContractMonth.Of(day).Plus(i);
            var years = (month.First.Days + 14 - day.Days) / 365.0;
            var price = front * (decimal)Math.Exp(slope * years);
            var ticks = decimal.Max(1, decimal.Round(price / terms.Tick));
            list.Add(
                new($"{terms.Contract}-{month.Code}", month, Weekday(month.Last), ticks * terms.Tick, [], [], 0, 0)
            );
        }

        var words =
            shape == CurveShape.Flat
                ? "flat at the mean of the last 20 prints"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"from the mean of the last 20 prints with half the trend of the last year, "
                        + $"{slope:+0.0%;-0.0%} a year"
                );
        return new(
            $"model: {words} of {terms.Index}",
            terms.Contract,
            terms.Currency,
            terms.Quote,
            terms.LotSize,
            terms.Tick,
            terms.MarginRate,
            terms.FeeRate,
            terms.Index,
            day,
            0,
            list,
            known,
            [],
            true,
            terms.FeePerLot,
            terms.HedgesEn,
            terms.HedgesZh
        );
    }

    // Between the means of the first and the last twenty prints of the last year, as a rate of the logarithm a year.
    private static double Trend(List<IndexDay> known)
    {
        var year = known.Where(d => d.Day > known[^1].Day.Plus(-TrendDays)).ToList();
        if (year.Count < 2 * FrontPrints)
            return 0;
        var (first, last) = (year.Take(FrontPrints).ToList(), year.TakeLast(FrontPrints).ToList());
        var years = (last.Average(d => d.Day.Days) - first.Average(d => d.Day.Days)) / 365;
        var rate = Math.Log((double)(last.Average(d => d.Value) / first.Average(d => d.Value))) / years;
        return TrendShare * Math.Clamp(rate, -MostTrend, MostTrend);
    }

    private static TradingDate Weekday(TradingDate day) => day.Weekday <= 5 ? day : day.Plus(5 - day.Weekday);
}
