// From bids in any order to one ladder an hour, in time linear in the bids.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>The ladders of all hours, and the places of the blocks.</summary>
internal sealed class AuctionLadders
{
    private const int DigitBits = 11;
    private const int DigitValues = 1 << DigitBits;

    private readonly long _floor;
    private readonly long _cap;
    private readonly long[] _demand;
    private readonly Int128[] _worth;

    private AuctionLadders(int hours, long floor, long cap)
    {
        _floor = floor;
        _cap = cap;
        _demand = new long[hours];
        _worth = new Int128[hours];
        Hours = new HourLadder[hours];
    }

    public HourLadder[] Hours { get; }

    /// <summary>Places of the blocks among the bids, in the order given.</summary>
    public List<int> Blocks { get; } = [];

    public static AuctionLadders Of(ReadOnlySpan<AuctionBid> bids, int hours, long floor, long cap)
    {
        var made = new AuctionLadders(hours, floor, cap);
        // A cell for each hour and tick when bids fill the cells well enough; a sort by digits otherwise.
        var ticks = cap - floor + 1;
        if (ticks <= int.MaxValue / hours && ticks * hours <= (4L * bids.Length) + 4096)
            made.ByCells(bids, (int)ticks);
        else
            made.ByDigits(bids);
        return made;
    }

    private void ByCells(ReadOnlySpan<AuctionBid> bids, int ticks)
    {
        var cells = new long[ticks * Hours.Length];
        for (var i = 0; i < bids.Length; i++)
        {
            ref readonly var bid = ref bids[i];
            if (Count(bid, i))
                cells[(bid.FirstHour * ticks) + (int)(bid.LimitTicks - _floor)] += bid.Lots;
        }

        for (var h = 0; h < Hours.Length; h++)
        {
            var row = cells.AsSpan(h * ticks, ticks);
            var used = 0;
            foreach (var lots in row)
            {
                if (lots > 0)
                    used++;
            }

            var levels = new long[used];
            var sums = new long[used];
            var level = 0;
            for (var t = 0; t < ticks; t++)
            {
                if (row[t] == 0)
                    continue;
                levels[level] = _floor + t;
                sums[level++] = row[t];
            }

            Hours[h] = new(_floor, _cap, levels, sums, _demand[h], _worth[h]);
        }
    }

    private void ByDigits(ReadOnlySpan<AuctionBid> bids)
    {
        var begins = new int[Hours.Length + 1];
        for (var i = 0; i < bids.Length; i++)
        {
            if (Count(bids[i], i))
                begins[bids[i].FirstHour + 1]++;
        }

        for (var h = 0; h < Hours.Length; h++)
            begins[h + 1] += begins[h];
        var entries = new (long Offset, long Lots)[begins[^1]];
        var next = begins[..^1];
        for (var i = 0; i < bids.Length; i++)
        {
            ref readonly var bid = ref bids[i];
            if (!bid.AllOrNone)
                entries[next[bid.FirstHour]++] = (bid.LimitTicks - _floor, bid.Lots);
        }

        var spare = new (long Offset, long Lots)[entries.Length];
        for (var h = 0; h < Hours.Length; h++)
        {
            var count = begins[h + 1] - begins[h];
            Hours[h] = Level(entries.AsSpan(begins[h], count), spare.AsSpan(begins[h], count), h);
        }
    }

    /// <summary>Checks a bid and counts it: true for an hourly one.</summary>
    private bool Count(in AuctionBid bid, int place)
    {
        Must.Hold(SpotAuction.Check(bid, Hours.Length, _floor, _cap).IsGood);
        if (bid.AllOrNone)
        {
            Blocks.Add(place);
            return false;
        }

        if (bid.Side == Side.Buy)
        {
            _demand[bid.FirstHour] += bid.Lots;
            _worth[bid.FirstHour] += (Int128)bid.Lots * bid.LimitTicks;
        }

        return true;
    }

    private HourLadder Level(Span<(long Offset, long Lots)> entries, Span<(long Offset, long Lots)> spare, int hour)
    {
        var sorted = Sort(entries, spare);
        var used = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i].Offset != sorted[i - 1].Offset)
                used++;
        }

        var levels = new long[used];
        var sums = new long[used];
        var level = -1;
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i].Offset != sorted[i - 1].Offset)
                levels[++level] = _floor + sorted[i].Offset;
            sums[level] += sorted[i].Lots;
        }

        return new(_floor, _cap, levels, sums, _demand[hour], _worth[hour]);
    }

    /// <summary>By offset, digit by digit from the lowest; few entries by insertion. Which of the two spans holds the
    /// result depends on the number of digits.</summary>
    private Span<(long Offset, long Lots)> Sort(
        Span<(long Offset, long Lots)> entries,
        Span<(long Offset, long Lots)> spare
    )
    {
        if (entries.Length <= 64)
        {
            for (var i = 1; i < entries.Length; i++)
            {
                var entry = entries[i];
                var j = i;
                for (; j > 0 && entries[j - 1].Offset > entry.Offset; j--)
                    entries[j] = entries[j - 1];
                entries[j] = entry;
            }

            return entries;
        }

        Span<int> begins = stackalloc int[DigitValues];
        for (var shift = 0; (_cap - _floor) >> shift > 0; shift += DigitBits)
        {
            begins.Clear();
            foreach (var (offset, _) in entries)
                begins[(int)((offset >> shift) & (DigitValues - 1))]++;
            var begin = 0;
            for (var digit = 0; digit < DigitValues; digit++)
                (begins[digit], begin) = (begin, begin + begins[digit]);
            foreach (var entry in entries)
                spare[begins[(int)((entry.Offset >> shift) & (DigitValues - 1))]++] = entry;
            var swap = entries;
            entries = spare;
            spare = swap;
        }

        return entries;
    }
}
