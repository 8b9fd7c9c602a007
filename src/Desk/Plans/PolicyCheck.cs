// Holds a hedge against the policy: each rule that is not kept, with what is and what may be.
using System.Globalization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>What is held against the policy.</summary>
/// <param name="Made">The trading day.</param>
/// <param name="Exposure">Months to come.</param>
/// <param name="Market">The market of the contract that is traded.</param>
/// <param name="Hedges">The hedge by month.</param>
/// <param name="Liquidity">Cash that margin may need at the policy's confidence, programme currency.</param>
/// <param name="OverBudget">Probability; null without a budget.</param>
/// <param name="HedgeLoss">Probability that futures lose more than hurts.</param>
/// <param name="Scale">Futures that hold one unit of volume: <see cref="RatioFacts.Scale"/>.</param>
public sealed record PolicyQuestion(
    TradingDate Made,
    ExposureTable Exposure,
    MarketSnapshot Market,
    IReadOnlyList<HedgeMonth> Hedges,
    double Liquidity,
    double? OverBudget,
    double HedgeLoss,
    double Scale = 1
);

/// <summary>The rules of a <see cref="HedgePolicy"/>.</summary>
public static class PolicyCheck
{
    /// <summary>All breaches, by rule; a waiver in force is told beside its breach.</summary>
    public static IReadOnlyList<PolicyBreach> Of(HedgePolicy policy, PolicyQuestion question)
    {
        IEnumerable<PolicyBreach> breaches =
        [
            .. Bands(policy, question),
            .. Tenors(policy, question),
            .. Instruments(policy, question),
            .. OpenInterest(policy, question),
            .. DailyVolume(policy, question),
            .. Liquidity(policy, question),
            .. Tolerances(policy, question),
            .. Blackouts(policy, question.Made),
            .. Authority(policy, question),
        ];
        return [.. breaches.Select(b => b with { WaivedUntil = Waived(policy, b.Rule, question.Made) })];
    }

    /// <summary>Days without trading that hold on a day.</summary>
    public static IEnumerable<PolicyBreach> Blackouts(HedgePolicy policy, TradingDate day) =>
        policy
            .Blackouts.Where(b => b.From <= day && day <= b.To)
            .Select(b => new PolicyBreach("blackout", $"{day}", b.Reason, $"no trading {b.From} to {b.To}", null));

    /// <summary>The bounds of a month in contract units, what is already hedged included: the band's shares of the base
    /// volume, and never more than what floats, each times the futures that hold one unit of it. At a ratio of a half,
    /// futures on half of the volume are all of the hedge.</summary>
    /// <param name="policy">Whose bands.</param>
    /// <param name="month">The exposure.</param>
    /// <param name="tenor">1 is the next month to deliver.</param>
    /// <param name="scale">Futures that hold one unit of volume: <see cref="RatioFacts.Scale"/>.</param>
    public static (decimal Least, decimal Most) Bounds(
        HedgePolicy policy,
        ExposureMonth month,
        int tenor,
        double scale = 1
    )
    {
        var band = policy.Bands.FirstOrDefault(b => b.FromMonth <= tenor && tenor <= b.ToMonth);
        if (band is null || tenor > policy.MostMonths)
            return (0, 0);
        var whole = month.Base * (decimal)scale;
        var most = decimal.Min(band.Most, month.Floating) * whole;
        return (decimal.Min(band.Least * whole, most), most);
    }

    /// <summary>Until when a rule's breach is agreed to; null when it is not.</summary>
    public static TradingDate? Waived(HedgePolicy policy, string rule, TradingDate day) =>
        policy
            .Waivers.Where(w => w.Rule == rule && w.Until >= day)
            .Select(w => (TradingDate?)w.Until)
            .OrderByDescending(u => u!.Value.Days)
            .FirstOrDefault();

    private static IEnumerable<PolicyBreach> Bands(HedgePolicy policy, PolicyQuestion q)
    {
        for (var i = 0; i < q.Exposure.Months.Count; i++)
        {
            var month = q.Exposure.Months[i];
            if (i + 1 > policy.MostMonths || month.Base == 0)
                continue;
            var (least, most) = Bounds(policy, month, i + 1, q.Scale);
            var whole = month.Base * (decimal)q.Scale;
            var hedged = month.Hedged + Math.Abs(q.Hedges.Where(h => h.Month == month.Month).Sum(h => h.Units));
            var limit = $"{Share(least / whole)} to {Share(most / whole)}";
            // Whole lots cannot hit every share: below the band only counts when one more lot would stay inside it.
            var low = hedged < least && hedged + q.Market.LotSize <= most;
            if (low || hedged > most)
                yield return new("band", $"{month.Month}", Share(hedged / whole), limit, null);
        }
    }

    private static IEnumerable<PolicyBreach> Tenors(HedgePolicy policy, PolicyQuestion q) =>
        q
            .Hedges.Where(h => h.Lots != 0)
            .Select(h => (Hedge: h, Tenor: TenorOf(q.Exposure, h.Month)))
            .Where(p => p.Tenor > policy.MostMonths)
            .Select(p => new PolicyBreach(
                "tenor",
                $"{p.Hedge.Month}",
                $"month {p.Tenor}",
                $"at most {policy.MostMonths} months ahead",
                null
            ));

    private static int TenorOf(ExposureTable exposure, ContractMonth month) =>
        exposure.Months.TakeWhile(m => m.Month != month).Count() + 1;

    private static IEnumerable<PolicyBreach> Instruments(HedgePolicy policy, PolicyQuestion q)
    {
        if (q.Hedges.Any(h => h.Lots != 0) && !policy.Contracts.Contains(q.Market.Contract, StringComparer.Ordinal))
        {
            var allowed = policy.Contracts.Count == 0 ? "nothing" : string.Join(", ", policy.Contracts);
            yield return new("instrument", q.Market.Contract, q.Market.Contract, allowed, null);
        }
    }

    private static IEnumerable<(QuotedMonth Quoted, long Lots)> BySymbol(PolicyQuestion q) =>
        from quoted in q.Market.Months
        let lots = Math.Abs(q.Hedges.Where(h => h.Symbol == quoted.Symbol).Sum(h => h.Lots))
        where lots > 0
        select (quoted, lots);

    private static IEnumerable<PolicyBreach> OpenInterest(HedgePolicy policy, PolicyQuestion q) =>
        IsModel(q.Market)
            ? []
            : BySymbol(q)
                .Where(p => p.Lots > policy.MostOfOpenInterest * p.Quoted.OpenInterest)
                .Select(p => new PolicyBreach(
                    "open interest",
                    p.Quoted.Symbol,
                    Lots(p.Lots),
                    $"{Share(policy.MostOfOpenInterest)} of {p.Quoted.OpenInterest} lots",
                    null
                ));

    /// <summary>A model of a curve has no open interest and no volume: the two rules on them cannot be held against
    /// it.</summary>
    public static bool IsModel(MarketSnapshot market) => market.Source.StartsWith("model", StringComparison.Ordinal);

    private static IEnumerable<PolicyBreach> DailyVolume(HedgePolicy policy, PolicyQuestion q)
    {
        if (IsModel(q.Market))
            yield break;
        foreach (var (quoted, lots) in BySymbol(q))
        {
            var aDay = decimal.Floor(policy.MostOfDailyVolume * quoted.DailyVolume);
            var days = Weekdays(q.Market.Day, quoted.LastTradingDay);
            if (aDay * days < lots)
                yield return new(
                    "daily volume",
                    quoted.Symbol,
                    Lots(lots),
                    $"{Number(aDay)} lots a day for {days} days to {quoted.LastTradingDay}",
                    null
                );
        }
    }

    private static int Weekdays(TradingDate from, TradingDate to) =>
        Enumerable.Range(from.Days, int.Max(0, to.Days - from.Days)).Count(d => new TradingDate(d).Weekday <= 5);

    private static IEnumerable<PolicyBreach> Liquidity(HedgePolicy policy, PolicyQuestion q)
    {
        if ((decimal)q.Liquidity > policy.LiquidityCap)
            yield return new(
                "liquidity",
                q.Market.Contract,
                Number(decimal.Round((decimal)q.Liquidity)),
                Number(policy.LiquidityCap),
                null
            );
    }

    private static IEnumerable<PolicyBreach> Tolerances(HedgePolicy policy, PolicyQuestion q)
    {
        if (q.OverBudget is { } over && (decimal)over > policy.OverBudget)
            yield return new("over budget", "horizon", Share((decimal)over), Share(policy.OverBudget), null);
        if ((decimal)q.HedgeLoss > policy.HedgeLossChance)
            yield return new(
                "hedge loss",
                $"more than {Number(policy.HedgeLoss)}",
                Share((decimal)q.HedgeLoss),
                Share(policy.HedgeLossChance),
                null
            );
    }

    private static IEnumerable<PolicyBreach> Authority(HedgePolicy policy, PolicyQuestion q)
    {
        var lots = q.Hedges.Sum(h => Math.Abs(h.Lots));
        if (lots > 0 && LevelOf(policy, lots) is null)
        {
            var most = policy.Approvals.Count == 0 ? 0 : policy.Approvals.Max(a => a.MostLots);
            yield return new("authority", "all months", Lots(lots), Lots(most), null);
        }
    }

    /// <summary>The level that so many lots need; null when nobody may agree to them.</summary>
    public static ApprovalLevel? LevelOf(HedgePolicy policy, long lots) =>
        policy.Approvals.OrderBy(a => a.MostLots).FirstOrDefault(a => lots <= a.MostLots);

    private static string Share(decimal share) => $"{Number(decimal.Round(share * 100, 1))} %";

    private static string Lots(long lots) => lots.ToString("#,##0", CultureInfo.InvariantCulture) + " lots";

    private static string Number(decimal value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
