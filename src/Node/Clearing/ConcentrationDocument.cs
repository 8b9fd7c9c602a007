// The largest holders of each month, and how long closing their lots would take.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Clearing;

/// <summary>Average volume is of the newest settled days.</summary>
internal static class ConcentrationDocument
{
    private const int AverageDays = 20;
    private const int Largest = 5;

    // Where the house has no terms of closing by force.
    private const int UsualPpm = 200_000;

    public static ConcentrationShape Of(ClearingMoment moment)
    {
        var part = moment.History.ParticipationPpm ?? UsualPpm;
        var rule = ScenarioRules.All(moment).LastOrDefault(r => r.Name == "scenarios");
        return new(
            moment.Run,
            AverageDays,
            ClearingWords.Percent(part),
            [.. moment.Figures.Months.Where(m => m.OpenInterest > 0).Select(m => Month(moment, m, part, rule))]
        );
    }

    private static ConcentrationMonthShape Month(
        ClearingMoment moment,
        MonthFigures month,
        int part,
        ScenarioRules? rule
    )
    {
        var (lots, days) = Volume(moment, month);
        var held = moment
            .Figures.Accounts.SelectMany(a =>
                a.Held.Where(h => h.Instrument == month.Instrument)
                    .SelectMany(h => new[] { (a, Side.Buy, h.Longs), (a, Side.Sell, h.Shorts) })
            )
            .Where(h => h.Item3 > 0)
            .OrderByDescending(h => h.Item3)
            .ThenBy(h => h.a.Account.Value)
            .ToList();
        var sides = held.GroupBy(h => h.Item2).Select(g => g.Take(Largest).ToList()).ToList();
        var most = sides.Count == 0 ? 0 : sides.Max(s => s.Sum(h => h.Item3));
        return new(
            month.Symbol,
            month.Spec.Currency.ToString(),
            month.OpenInterest,
            ClearingWords.Fixed(days == 0 ? 0 : (decimal)lots / days, 1),
            ClearingWords.Share(most, month.OpenInterest),
            [
                .. sides
                    .SelectMany(s => s)
                    .OrderByDescending(h => h.Item3)
                    .Select(h => new ConcentrationRowShape(
                        h.a.Account.Value,
                        h.a.Name,
                        h.a.Member,
                        ClearingWords.Side(h.Item2),
                        h.Item3,
                        ClearingWords.Share(h.Item3, month.OpenInterest)!,
                        lots == 0 ? null : ClearingWords.Fixed((decimal)h.Item3 * days * 1_000_000 / lots / part, 1),
                        AddOn(rule, month, h.Item2, h.Item3),
                        rule?.IsInForce(month.Spec.Currency) ?? false
                    )),
            ]
        );
    }

    private static (long Lots, int Days) Volume(ClearingMoment moment, MonthFigures month)
    {
        var days = moment
            .History.Closes.SelectMany(c => c.Months)
            .Where(m => m.Instrument == month.Instrument)
            .TakeLast(AverageDays)
            .ToList();
        return (days.Sum(d => d.Volume), days.Count);
    }

    private static string? AddOn(ScenarioRules? rule, MonthFigures month, Side side, long lots)
    {
        var asked = new AskedLots(month.Instrument, side == Side.Buy ? lots : 0, side == Side.Buy ? 0 : lots);
        return rule?.AddOns(asked, month.Spec.Currency) is { } amount ? ClearingWords.Of(amount) : null;
    }
}
