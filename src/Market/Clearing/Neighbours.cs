// Settlement prices that a month takes from its neighbours: their moves, their changes, the spreads to them.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Steps that look at months which are settled already. A month that is not has tier None.</summary>
internal static class Neighbours
{
    /// <summary>Moved by the percentage of the nearest earlier month that traded: of its settlement, or of its average
    /// before that was cut to the tick. A price set by hand stands for both.</summary>
    public static SettledPrice? Moved(
        IReadOnlyList<DayOfMonth> months,
        SettledPrice[] settled,
        int at,
        SettlementTier step,
        in SettlementTerms terms
    )
    {
        var from = at - 1;
        while (from >= 0 && (months[from].Lots == 0 || settled[from].Tier == SettlementTier.None))
            from--;
        if (from < 0)
            return null;
        var (day, near) = (months[at], months[from]);
        var whole = step == SettlementTier.MoveOfNearestMonth || near.Manual is not null;
        var numerator = (Int128)day.Previous.Ticks * (whole ? settled[from].Price.Ticks : near.TicksTimesLots);
        var denominator = (Int128)near.Previous.Ticks * (whole ? 1 : near.Lots);
        var ticks = SettlementPrice.Round(numerator, denominator, terms, day.Previous);
        return new SettledPrice(SettlementPrice.InBand(day, ticks), step, numerator, denominator) { From = from };
    }

    /// <summary>Changed by as many ticks as the nearest month that traded; of two equally near the earlier.</summary>
    public static SettledPrice? Changed(IReadOnlyList<DayOfMonth> months, SettledPrice[] settled, int at)
    {
        var from = -1;
        for (var i = 0; i < months.Count; i++)
        {
            if (i == at || months[i].Lots == 0 || settled[i].Tier == SettlementTier.None)
                continue;
            if (from < 0 || Gap(months, i, at) < Gap(months, from, at))
                from = i;
        }

        if (from < 0)
            return null;
        var ticks = months[at].Previous.Ticks + settled[from].Price.Ticks - months[from].Previous.Ticks;
        return new SettledPrice(
            SettlementPrice.InBand(months[at], ticks),
            SettlementTier.ChangeOfNearestMonth,
            ticks,
            1
        )
        {
            From = from,
        };
    }

    /// <summary>Changed by as many ticks as the next month towards the lead month, then brought between the
    /// quotes.</summary>
    public static SettledPrice? Followed(IReadOnlyList<DayOfMonth> months, SettledPrice[] settled, int at)
    {
        var from =
            at > 0 && settled[at - 1].Tier != SettlementTier.None ? at - 1
            : at + 1 < months.Count && settled[at + 1].Tier != SettlementTier.None ? at + 1
            : -1;
        if (from < 0)
            return null;
        var day = months[at];
        var ticks = day.Previous.Ticks + settled[from].Price.Ticks - months[from].Previous.Ticks;
        var price = SettlementPrice.BetweenQuotes(day, SettlementPrice.InBand(day, ticks));
        return new SettledPrice(price, SettlementTier.ChangeOfPrecedingMonth, ticks, 1) { From = from };
    }

    /// <summary>From settled months by the averages of the spreads to them, each weighted by its lots over the months
    /// between its legs; then brought between the quotes.</summary>
    public static SettledPrice? Implied(
        IReadOnlyList<DayOfMonth> months,
        IReadOnlyList<DayOfSpread> spreads,
        SettledPrice[] settled,
        int at,
        in SettlementTerms terms
    )
    {
        // One denominator for all gaps, so that the weights stay whole numbers.
        long common = 1;
        for (var i = 0; i < spreads.Count; i++)
        {
            if (OtherLeg(spreads[i], settled, at) >= 0)
                common = LeastCommonMultiple(common, Gap(months, spreads[i].Near, spreads[i].Far));
        }

        Int128 numerator = 0,
            denominator = 0,
            heaviest = 0;
        var (from, spread) = (-1, -1);
        for (var i = 0; i < spreads.Count; i++)
        {
            var other = OtherLeg(spreads[i], settled, at);
            if (other < 0)
                continue;
            var scale = common / Gap(months, spreads[i].Near, spreads[i].Far);
            var window = spreads[i].Window;
            var weight = (Int128)window.Lots * scale;
            // A spread is near less far: the near month is the far one and the spread, the far month the near one
            // less it.
            var values = spreads[i].Near == at ? window.TicksTimesLots : -window.TicksTimesLots;
            numerator += (weight * settled[other].Price.Ticks) + (values * scale);
            denominator += weight;
            if (weight > heaviest)
                (heaviest, from, spread) = (weight, other, i);
        }

        if (denominator == 0)
            return null;
        var day = months[at];
        var ticks = SettlementPrice.Round(numerator, denominator, terms, day.Previous);
        var price = SettlementPrice.BetweenQuotes(day, SettlementPrice.InBand(day, ticks));
        return new SettledPrice(price, SettlementTier.SpreadImplied, numerator, denominator)
        {
            From = from,
            Spread = spread,
        };
    }

    /// <summary>The settled month at the other end of a spread that traded; -1: none.</summary>
    private static int OtherLeg(in DayOfSpread spread, SettledPrice[] settled, int at)
    {
        if (spread.Window.Lots == 0)
            return -1;
        var other =
            spread.Near == at ? spread.Far
            : spread.Far == at ? spread.Near
            : -1;
        return other >= 0 && settled[other].Tier != SettlementTier.None ? other : -1;
    }

    private static int Gap(IReadOnlyList<DayOfMonth> months, int one, int other) =>
        int.Abs(months[one].Month - months[other].Month);

    private static long LeastCommonMultiple(long a, long b)
    {
        var (x, y) = (a, b);
        while (y != 0)
            (x, y) = (y, x % y);
        return a / x * b;
    }
}
