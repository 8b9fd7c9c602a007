// The settlement prices of a contract's months for one day, in whole ticks, by the steps that the contract lists.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Settlement prices by rules STL-001 to STL-010: pure arithmetic on what the day left behind.</summary>
public static class SettlementPrice
{
    /// <summary>sum(ticks * lots) / sum(lots) in whole ticks. The Shanghai style rounds down to the tick.</summary>
    /// <param name="ticksTimesLots">Numerator.</param>
    /// <param name="lots">Above zero.</param>
    public static long VolumeWeighted(Int128 ticksTimesLots, long lots, RoundingMode mode) =>
        Rounding.ToLong(ticksTimesLots, lots, mode);

    /// <summary>A fraction in whole ticks; of two equally near ticks, where the terms say so, the one nearer the
    /// previous settlement.</summary>
    /// <param name="denominator">Above zero.</param>
    public static long Round(Int128 numerator, Int128 denominator, in SettlementTerms terms, Price previous)
    {
        if (!terms.TieToPrevious)
            return Rounding.ToLong(numerator, denominator, terms.Rounding);
        var floor = Rounding.ToLong(numerator, denominator, RoundingMode.Down);
        var rest = numerator - (floor * denominator);
        var half = rest.CompareTo(denominator - rest);
        return half < 0 || (half == 0 && previous.Ticks <= floor) ? floor : floor + 1;
    }

    /// <summary>A price for every month.</summary>
    /// <param name="months">In order of time.</param>
    /// <param name="spreads">Calendar spreads between them, whatever their order.</param>
    /// <param name="tried">Is given each step in the order in which it was tried; null: nobody asks.</param>
    public static SettledPrice[] Of(
        IReadOnlyList<DayOfMonth> months,
        IReadOnlyList<DayOfSpread> spreads,
        in SettlementTerms terms,
        ICollection<TriedStep>? tried = null
    )
    {
        var settled = new SettledPrice[months.Count];
        foreach (var at in OrderOf(months, terms))
        {
            var computed = First(months, spreads, settled, at, terms, tried);
            settled[at] = months[at].Manual is { } manual
                ? computed with
                {
                    Price = manual,
                    Tier = SettlementTier.Manual,
                }
                : computed;
        }

        return settled;
    }

    /// <summary>Which month is settled first: those that traded before those that did not; where months lean on each
    /// other, the lead month, then outward.</summary>
    private static List<int> OrderOf(IReadOnlyList<DayOfMonth> months, in SettlementTerms terms)
    {
        var order = new List<int>(months.Count);
        if (terms.Has(SettlementTier.SpreadImplied) || terms.Has(SettlementTier.ChangeOfPrecedingMonth))
        {
            var lead = LeadOf(months);
            for (var i = lead; i < months.Count; i++)
                order.Add(i);
            for (var i = lead - 1; i >= 0; i--)
                order.Add(i);
            return order;
        }

        for (var i = 0; i < months.Count; i++)
        {
            if (months[i].Lots > 0)
                order.Add(i);
        }

        for (var i = 0; i < months.Count; i++)
        {
            if (months[i].Lots == 0)
                order.Add(i);
        }

        return order;
    }

    /// <summary>The month with the most lots in the closing window; of several the one with the most lots of the day,
    /// then the earliest.</summary>
    private static int LeadOf(IReadOnlyList<DayOfMonth> months)
    {
        var lead = 0;
        for (var i = 1; i < months.Count; i++)
        {
            var more = months[i].Window.Lots.CompareTo(months[lead].Window.Lots);
            if (more > 0 || (more == 0 && months[i].Lots > months[lead].Lots))
                lead = i;
        }

        return lead;
    }

    private static SettledPrice First(
        IReadOnlyList<DayOfMonth> months,
        IReadOnlyList<DayOfSpread> spreads,
        SettledPrice[] settled,
        int at,
        in SettlementTerms terms,
        ICollection<TriedStep>? tried
    )
    {
        for (var i = 0; i < terms.Steps.Count; i++)
        {
            var given = Step(months, spreads, settled, at, terms.Steps[i], terms);
            tried?.Add(new(at, terms.Steps[i], given));
            if (given is { } price)
                return price;
        }

        return Told(SettlementTier.Previous, months[at].Previous);
    }

    private static SettledPrice? Step(
        IReadOnlyList<DayOfMonth> months,
        IReadOnlyList<DayOfSpread> spreads,
        SettledPrice[] settled,
        int at,
        SettlementTier step,
        in SettlementTerms terms
    )
    {
        var day = months[at];
        return step switch
        {
            SettlementTier.VolumeWeighted => Average(step, day, new(day.TicksTimesLots, day.Lots), terms),
            SettlementTier.LastHour => Average(step, day, day.LastHour, terms),
            SettlementTier.ClosingWindow => Average(step, day, day.Window, terms),
            SettlementTier.LimitLocked => Locked(day),
            SettlementTier.MiddleOfQuotes => day.Bid is { } bid && day.Ask is { } ask
                ? Told(step, Middle(bid, ask, day.Previous))
                : null,
            SettlementTier.LastTrade => day.Last is { } last ? Told(step, BetweenQuotes(day, last)) : null,
            SettlementTier.MoveOfNearestMonth or SettlementTier.MoveOfNearestAverage => Neighbours.Moved(
                months,
                settled,
                at,
                step,
                terms
            ),
            SettlementTier.ChangeOfNearestMonth => Neighbours.Changed(months, settled, at),
            SettlementTier.ChangeOfPrecedingMonth => Neighbours.Followed(months, settled, at),
            SettlementTier.SpreadImplied => Neighbours.Implied(months, spreads, settled, at, terms),
            SettlementTier.Previous => Told(step, day.Previous),
            _ => null,
        };
    }

    private static SettledPrice? Average(
        SettlementTier tier,
        in DayOfMonth day,
        in TradeSum trades,
        in SettlementTerms terms
    ) =>
        trades.Lots == 0
            ? null
            : new(
                new(Round(trades.TicksTimesLots, trades.Lots, terms, day.Previous)),
                tier,
                trades.TicksTimesLots,
                trades.Lots
            );

    /// <summary>A price that no fraction lies behind.</summary>
    internal static SettledPrice Told(SettlementTier tier, Price price) => new(price, tier, price.Ticks, 1);

    private static SettledPrice? Locked(in DayOfMonth day)
    {
        if (day.Ask is null && day.Bid == day.High)
            return Told(SettlementTier.LimitLocked, day.High);
        if (day.Bid is null && day.Ask == day.Low)
            return Told(SettlementTier.LimitLocked, day.Low);
        return null;
    }

    private static Price Middle(Price a, Price b, Price c)
    {
        var low = a < b ? a : b;
        var high = a < b ? b : a;
        return c < low ? low
            : c > high ? high
            : c;
    }

    /// <summary>The price, or the quote that it lies beyond. Quotes that cross (trading was cut off) say
    /// nothing.</summary>
    internal static Price BetweenQuotes(in DayOfMonth day, Price price)
    {
        if (day.Bid is { } b && day.Ask is { } a && b > a)
            return price;
        if (day.Bid is { } bid && price < bid)
            return bid;
        if (day.Ask is { } ask && price > ask)
            return ask;
        return price;
    }

    internal static Price InBand(in DayOfMonth day, long ticks) =>
        new(long.Clamp(ticks, day.Low.Ticks, day.High.Ticks));
}
