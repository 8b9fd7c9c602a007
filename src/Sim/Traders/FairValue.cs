// What simulated traders believe a month is worth: the index, a slow seeded mood, and near the end the prints already known.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Traders;

/// <summary>A function of (seed, contract, day, step) and the public prints, in whole ticks: the same on every computer.</summary>
public sealed class FairValue(long seed)
{
    // A mood is a mean of moving noise, in parts per million; a mean of many is near zero again: it reverts by itself.
    private const int MoodDays = 24;
    private const int MoodStep = 60_000;
    private const int SlopeDays = 40;
    private const int SlopeStep = 20_000;

    /// <summary>The value in ticks, at least one; zero while the index has no print.</summary>
    public long Of(MonthPicture month, TradingDate day, int step)
    {
        if (month.Index <= 0)
            return 0;
        var monthsAway = month.Month.Index - ContractMonth.Of(day).Index;
        long ppm = 1_000_000 + Level(month.Contract, day, step);
        ppm += Slope(month.Contract, day) * long.Clamp(monthsAway, 0, 12);
        var forward = long.Max(1, Scale(month.Index, ppm));
        if (month.KnownPrints == 0 || month.AllPrints == 0)
            return forward;

        // In the contract month the known prints count for what they are, and only the rest is opinion.
        var known = long.Min(month.KnownPrints, month.AllPrints);
        var calm = Scale(month.Index, 1_000_000 + ((ppm - 1_000_000) * (month.AllPrints - known) / month.AllPrints));
        return long.Max(1, ((month.KnownMean * known) + (calm * (month.AllPrints - known))) / month.AllPrints);
    }

    /// <summary>How far the market stands from the index today, ppm: a slow wave over days and a small one within the day.</summary>
    public long Level(string contract, TradingDate day, int step)
    {
        var who = NumberOf(contract);
        var slow = Wave(who, day, MoodDays, MoodStep);
        var next = Wave(who, day.Plus(1), MoodDays, MoodStep);
        // Within the day from today's mood towards tomorrow's, with a ripple of a block of steps.
        var within = slow + ((next - slow) * long.Min(step, 400) / 400);
        var ripple = (long)(Random64.Mix(seed ^ who, day.Days, step / 8) % 4001) - 2000;
        return within + ripple;
    }

    /// <summary>Contango (above zero) or backwardation per month of distance, ppm.</summary>
    public long Slope(string contract, TradingDate day) => Wave(NumberOf(contract) + 7919, day, SlopeDays, SlopeStep);

    private long Wave(long who, TradingDate day, int days, int size)
    {
        long sum = 0;
        for (var back = 0; back < days; back++)
        {
            sum += (long)(Random64.Mix(seed + who, day.Days - back, days) % (ulong)((2 * size) + 1)) - size;
        }

        // The sum of n draws spreads with the root of n; a quarter of n below it leaves some 3 % for the mood, with a daily move of
        // 0.8 %, and 0.7 % a month for the slope.
        return sum * 4 / days;
    }

    private static long Scale(long ticks, long ppm) => (long)((Int128)ticks * ppm / 1_000_000);

    private static long NumberOf(string contract)
    {
        long number = 0;
        foreach (var letter in contract)
            number = (number * 31) + letter;
        return number;
    }
}
