// The margin rate of a contract month on a day: the highest of the rules of its table.
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Risk.Margins;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rules MRG-001 and, from release 2 on, MRG-003 to MRG-005.</summary>
internal static class Rates
{
    /// <summary>Sets the rate that holds on a trading day, and whether the larger side is charged then.</summary>
    public static void Set(State state, Month month, TradingDate day)
    {
        var i = month.Instrument;
        var parameters = state.MarginsOf(i.Spec.Contract)!;
        var ladder = i.LadderStep > 0 ? LimitLadder.LeastRatePpm(i) : 0;
        if (!state.HasLots)
        {
            i.RatePpm = int.Max(parameters.RateOn(day, i.Month), ladder);
            return;
        }

        var calendar = state.ClockOf(i).Calendar;
        var left = DaysLeft(calendar, day, i.LastDay);
        var (known, total) = PrintsOf(state, i, day);
        var question = new RateQuestion
        {
            Day = day,
            Month = i.Month,
            TradingDaysLeft = left,
            OpenInterest = Settling.OpenInterest(state, month),
            LadderPpm = ladder,
            PrintsKnown = known,
            PrintsTotal = total,
        };
        i.RatePpm = MarginRate.Of(parameters, question).Ppm;
        // Nothing but a known part of the average lets a rate fall below any rule in force (invariant I-17).
        Must.Hold(known > 0 || i.RatePpm >= int.Max(parameters.RateOn(day, i.Month), ladder));
        i.HedgeRatePpm = MarginRate.Of(parameters, question with { Hedge = true }).Ppm;
        i.LargerSide = MarginRate.LargerSide(parameters.Percentage, left, total);
    }

    /// <summary>Prints of the final average that are known on a day, and all that it will have; zeros: its month has not
    /// come. Prints that are known move no more.</summary>
    public static (int Known, int Total) PrintsOf(State state, Instrument i, TradingDate day)
    {
        if (ContractMonth.Of(day) < i.Month)
            return default;
        var calendar = state.ClockOf(i).Calendar;
        var total = PrintDaysOf(i, calendar);
        return (int.Min(total, Settling.PrintsOf(state, i, calendar).Count), total);
    }

    /// <summary>Trading days from one through another, both counted.</summary>
    public static int DaysLeft(TradingCalendar calendar, TradingDate from, TradingDate last)
    {
        var days = 0;
        for (
            var day = calendar.OnOrAfter(from);
            day is { } date && date <= last;
            day = calendar.OnOrAfter(date.Plus(1))
        )
            days++;
        return days;
    }

    private static int PrintDaysOf(Instrument i, TradingCalendar calendar)
    {
        var days = 0;
        for (var day = i.Month.First; day <= i.LastDay; day = day.Plus(1))
            days += i.Spec.PrintDays == PrintDays.EveryDay || calendar.IsTradingDay(day) ? 1 : 0;
        return days;
    }
}
