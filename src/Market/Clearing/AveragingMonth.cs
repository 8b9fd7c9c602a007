// A month that settles on the mean of its prints: what is known of the mean is fixed, the rest is a forward.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>The mark and the margin of a month whose average is partly known. Each print that comes leaves less open:
/// a move of the forward moves the mark by the open share only.</summary>
public static class AveragingMonth
{
    /// <summary>(sum of the known prints + open prints * forward) / all prints, in whole ticks.</summary>
    /// <param name="known">Sum of the known prints, in units of which <paramref name="unitsPerTick"/> are a
    /// tick.</param>
    /// <param name="prints">How many are known, 0 to <paramref name="all"/>.</param>
    /// <param name="all">How many the average will have; above zero.</param>
    /// <param name="forward">What the open prints are expected to be, ticks.</param>
    public static long Mark(Int128 known, long unitsPerTick, int prints, int all, Price forward, RoundingMode mode)
    {
        Must.Hold(all > 0 && prints >= 0 && prints <= all && unitsPerTick > 0);
        var open = (Int128)(all - prints) * forward.Ticks * unitsPerTick;
        return Rounding.ToLong(known + open, (Int128)all * unitsPerTick, mode);
    }

    /// <summary>The margin rate times the share of the average that is open, rounded up; never below the
    /// floor.</summary>
    /// <param name="ratePpm">Rate of a month with nothing known, ppm.</param>
    /// <param name="floorPpm">Least rate, ppm.</param>
    public static int RatePpm(int ratePpm, int prints, int all, int floorPpm)
    {
        Must.Hold(all > 0 && prints >= 0 && prints <= all);
        return int.Max(floorPpm, (int)Rounding.ToLong((Int128)ratePpm * (all - prints), all, RoundingMode.Up));
    }
}
