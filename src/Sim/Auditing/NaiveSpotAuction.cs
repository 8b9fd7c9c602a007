// The call auction once more by its definition: every price that can be one is asked, and every set of blocks where
// they are few. Where they are many the set that was told is held against the rules.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

/// <summary>An auction of the spot market (SPT-003 to SPT-005): bids in the order of account and reference, hours
/// from zero.</summary>
internal sealed class NaiveSpotAuction
{
    /// <summary>So many blocks that hang together by their hours are tried in every set.</summary>
    public const int MostTried = 10;

    private readonly List<PlaceSpotBid> _bids;
    private readonly long _first;
    private readonly long _floor;
    private readonly long _cap;
    private readonly bool[] _in;
    private readonly Dictionary<(int Hour, BigInteger Net), (long Low, long High)?> _intervals = [];

    public NaiveSpotAuction(List<PlaceSpotBid> bids, long first, int hours, long floor, long cap)
    {
        (_bids, _first, _floor, _cap) = (bids, first, floor, cap);
        Hours = hours;
        _in = new bool[bids.Count];
        Prices = new long[hours];
        Filled = new long[bids.Count];
    }

    public int Hours { get; }

    public long[] Prices { get; private set; }

    /// <summary>By bid: lots in each of its hours.</summary>
    public long[] Filled { get; }

    /// <summary>What is wrong with a set that was told; null: nothing, or none was needed.</summary>
    public string? Fault { get; private set; }

    /// <summary>Not every set was tried.</summary>
    public bool Trusted { get; private set; }

    /// <summary>Finds blocks, prices and fills.</summary>
    /// <param name="told">The bids that were told as filled, where it is known: asked where blocks are many.</param>
    /// <param name="proven">No set is better, it was told.</param>
    public void Clear(Func<PlaceSpotBid, bool>? told, bool proven)
    {
        foreach (var group in Groups())
        {
            if (group.Count <= MostTried || told is null)
                TryAll(group);
            else
                Hold(group, told, proven);
        }

        Prices = PricesNow() ?? throw new InvalidOperationException("an auction without prices");
        for (var hour = 0; hour < Hours; hour++)
            Fill(hour);
    }

    public bool Covers(PlaceSpotBid bid, int hour) =>
        bid.FirstHour <= _first + hour && _first + hour < bid.FirstHour + bid.Hours;

    /// <summary>The prices of a bid's hours added up.</summary>
    public long SumOf(PlaceSpotBid bid) => Enumerable.Range(0, Hours).Where(h => Covers(bid, h)).Sum(h => Prices[h]);

    /// <summary>Limits of buyers less limits of sellers over all that is filled.</summary>
    public BigInteger Welfare =>
        _bids
            .Select((b, i) => (b.Side == Side.Buy ? 1 : -1) * (BigInteger)Filled[i] * b.Hours * b.Limit.Ticks)
            .Aggregate(BigInteger.Zero, (sum, one) => sum + one);

    // Blocks that share an hour with one another, by way of others too.
    private List<List<int>> Groups()
    {
        var groups = new List<List<int>>();
        long end = 0;
        foreach (var i in Enumerable.Range(0, _bids.Count).Where(IsBlock).OrderBy(i => _bids[i].FirstHour).ToList())
        {
            if (groups.Count == 0 || _bids[i].FirstHour >= end)
                groups.Add([]);
            groups[^1].Add(i);
            end = long.Max(end, _bids[i].FirstHour + _bids[i].Hours);
        }

        groups.ForEach(g => g.Sort());
        return groups;
    }

    private bool IsBlock(int bid) => _bids[bid].AllOrNone == 1;

    // The most welfare; then the set with the earliest block in which two differ.
    private void TryAll(List<int> group)
    {
        if (group.Count > 20)
            throw new InvalidOperationException($"{group.Count} blocks are too many to try every set");
        BigInteger? best = null;
        var chosen = 0L;
        for (var set = 0L; set < 1L << group.Count; set++)
        {
            // The earliest block is the highest digit, so that among equals the last one asked is the one.
            Choose(group, set);
            if (ValueOf(group) is { } value && (best is null || value >= best))
                (best, chosen) = (value, set);
        }

        Choose(group, chosen);
    }

    private void Choose(List<int> group, long set)
    {
        for (var i = 0; i < group.Count; i++)
            _in[group[i]] = (set >> (group.Count - 1 - i) & 1) == 1;
    }

    // A set that was told must keep the rules, and no change of one block may be better when it is said to be the best.
    private void Hold(List<int> group, Func<PlaceSpotBid, bool> told, bool proven)
    {
        Trusted = true;
        foreach (var block in group)
            _in[block] = told(_bids[block]);
        if (ValueOf(group) is not { } value)
        {
            Fault = "the set of blocks that was told does not balance, or does not honour a limit";
            group.ForEach(b => _in[b] = false);
            return;
        }

        foreach (var block in group.Where(_ => proven))
        {
            _in[block] = !_in[block];
            if (ValueOf(group) is { } other && (other > value || (other == value && _in[block])))
                Fault = $"block {_bids[block].Reference} of account {_bids[block].Account.Value}: better {_in[block]}";
            _in[block] = !_in[block];
        }
    }

    // Welfare of the group's hours with the blocks that are in; null: it cannot be.
    private BigInteger? ValueOf(List<int> group)
    {
        var from = (int)(group.Min(b => _bids[b].FirstHour) - _first);
        var to = (int)(group.Max(b => _bids[b].FirstHour + _bids[b].Hours) - _first);
        var prices = new long[Hours];
        BigInteger value = 0;
        for (var hour = from; hour < to; hour++)
        {
            if (PriceOf(hour) is not { } price)
                return null;
            prices[hour] = price;
            for (var i = 0; i < _bids.Count; i++)
            {
                if (!IsBlock(i) && Covers(_bids[i], hour))
                    value += (BigInteger)_bids[i].Lots.Lots * long.Max(0, GainOf(_bids[i], price));
            }
        }

        foreach (var block in group.Where(b => _in[b]))
        {
            var hours = Enumerable.Range(from, to - from).Where(h => Covers(_bids[block], h)).ToList();
            var gain = hours.Sum(h => GainOf(_bids[block], prices[h]));
            if (gain < 0)
                return null;
            value += (BigInteger)_bids[block].Lots.Lots * gain;
        }

        return value;
    }

    private static long GainOf(PlaceSpotBid bid, long price) =>
        bid.Side == Side.Buy ? bid.Limit.Ticks - price : price - bid.Limit.Ticks;

    private long[]? PricesNow()
    {
        var prices = new long[Hours];
        for (var hour = 0; hour < Hours; hour++)
        {
            if (PriceOf(hour) is not { } price)
                return null;
            prices[hour] = price;
        }

        return prices;
    }

    // The middle of the interval, narrowed by the limits of the blocks that are in.
    private long? PriceOf(int hour)
    {
        var blocks = Enumerable.Range(0, _bids.Count).Where(i => IsBlock(i) && _in[i] && Covers(_bids[i], hour));
        var mine = blocks.Select(i => _bids[i]).ToList();
        if (IntervalOf(hour, Net(hour)) is not { } interval)
            return null;
        var (low, high) = interval;
        var sellers = mine.Where(b => b.Side == Side.Sell).Select(b => b.Limit.Ticks).ToList();
        var buyers = mine.Where(b => b.Side == Side.Buy).Select(b => b.Limit.Ticks).ToList();
        var bottom = sellers.Count == 0 ? low : long.Clamp(sellers.Max(), low, high);
        var top = buyers.Count == 0 ? high : long.Clamp(buyers.Min(), low, high);
        return Exact.Floor((BigInteger)bottom + top, 2);
    }

    private BigInteger Net(int hour)
    {
        BigInteger net = 0;
        for (var i = 0; i < _bids.Count; i++)
        {
            if (IsBlock(i) && _in[i] && Covers(_bids[i], hour))
                net += _bids[i].Side == Side.Buy ? _bids[i].Lots.Lots : -_bids[i].Lots.Lots;
        }

        return net;
    }

    private (long Low, long High)? IntervalOf(int hour, BigInteger net)
    {
        if (_intervals.TryGetValue((hour, net), out var known))
            return known;
        var hourly = HourlyOf(hour).Select(i => _bids[i]).ToList();
        var clearing = hourly
            .Select(b => b.Limit.Ticks)
            .Append(_floor)
            .Append(_cap)
            .Distinct()
            .Where(p => Clears(hourly, p, net))
            .ToList();
        (long, long)? interval = clearing.Count == 0 ? null : (clearing.Min(), clearing.Max());
        _intervals[(hour, net)] = interval;
        return interval;
    }

    private static bool Clears(List<PlaceSpotBid> hourly, long price, BigInteger net) =>
        Lots(hourly, Side.Buy, l => l > price) + net <= Lots(hourly, Side.Sell, l => l <= price)
        && Lots(hourly, Side.Buy, l => l >= price) + net >= Lots(hourly, Side.Sell, l => l < price);

    private static BigInteger Lots(List<PlaceSpotBid> hourly, Side side, Func<long, bool> limit) =>
        hourly
            .Where(b => b.Side == side && limit(b.Limit.Ticks))
            .Aggregate(BigInteger.Zero, (sum, b) => sum + b.Lots.Lots);

    private List<int> HourlyOf(int hour) =>
        [.. Enumerable.Range(0, _bids.Count).Where(i => !IsBlock(i) && Covers(_bids[i], hour))];

    private void Fill(int hour)
    {
        for (var i = 0; i < _bids.Count; i++)
        {
            if (IsBlock(i))
                Filled[i] = _in[i] ? _bids[i].Lots.Lots : 0;
        }

        var price = Prices[hour];
        var hourly = HourlyOf(hour).Select(i => _bids[i]).ToList();
        var net = Net(hour);
        var sold = BigInteger.Min(
            Lots(hourly, Side.Sell, l => l <= price),
            Lots(hourly, Side.Buy, l => l >= price) + net
        );
        Fill(hour, Side.Sell, price, sold - Lots(hourly, Side.Sell, l => l < price));
        Fill(hour, Side.Buy, price, sold - net - Lots(hourly, Side.Buy, l => l > price));
    }

    // Better ones in full; those at the price share what is left by largest remainders.
    private void Fill(int hour, Side side, long price, BigInteger left)
    {
        var mine = HourlyOf(hour).Where(i => _bids[i].Side == side).ToList();
        foreach (var i in mine.Where(i => GainOf(_bids[i], price) > 0))
            Filled[i] = _bids[i].Lots.Lots;
        var marginal = mine.Where(i => _bids[i].Limit.Ticks == price).ToList();
        var parts = Shared(left, [.. marginal.Select(i => _bids[i].Lots.Lots)]);
        for (var i = 0; i < marginal.Count; i++)
            Filled[marginal[i]] = parts[i];
    }

    /// <summary>A whole in proportion to weights: whole units, then one each to the largest fractions, the first ones
    /// among equals.</summary>
    public static long[] Shared(BigInteger whole, IReadOnlyList<long> weights)
    {
        var total = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        var parts = weights.Select(w => total == 0 ? 0 : (long)(whole * w / total)).ToArray();
        var over = whole - parts.Aggregate(BigInteger.Zero, (sum, p) => sum + p);
        var first = Enumerable
            .Range(0, parts.Length)
            .OrderByDescending(i => total == 0 ? 0 : whole * weights[i] % total)
            .ThenBy(i => i)
            .Take((int)over);
        foreach (var i in first.ToList())
            parts[i]++;
        return parts;
    }
}
