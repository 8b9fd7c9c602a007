// Which contract months a contract should have on a day.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Listing;

/// <summary>Month chains by the calendar (rules LST-002, LST-003).</summary>
internal static class MonthChain
{
    /// <summary>The serial months from that of <paramref name="day"/>, then the quarter months after them, each with its last trading
    /// day; months whose last day lies before <paramref name="day"/>, or which the calendar does not reach, are left out.</summary>
    public static List<(ContractMonth Month, TradingDate LastDay)> On(
        TradingDate day,
        ContractSpec spec,
        TradingCalendar calendar
    )
    {
        var chain = new List<(ContractMonth, TradingDate)>();
        var month = ContractMonth.Of(day);
        if (LastDay(month, calendar) is { } last && last < day)
            month = month.Plus(1);
        for (var i = 0; i < spec.SerialMonths; i++, month = month.Plus(1))
            Add(chain, month, calendar);
        for (var quarters = 0; quarters < spec.QuarterMonths; month = month.Plus(1))
        {
            if (month.Month % 3 != 0)
                continue;
            Add(chain, month, calendar);
            quarters++;
        }

        return chain;
    }

    private static void Add(List<(ContractMonth, TradingDate)> chain, ContractMonth month, TradingCalendar calendar)
    {
        if (LastDay(month, calendar) is { } last)
            chain.Add((month, last));
    }

    private static TradingDate? LastDay(ContractMonth month, TradingCalendar calendar) =>
        month.Last > calendar.To || calendar.OnOrBefore(month.Last) is not { } last || ContractMonth.Of(last) != month
            ? null
            : last;
}
