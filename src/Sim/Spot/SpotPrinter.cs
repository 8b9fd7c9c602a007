// The spot index in plain arithmetic: what the index machine prints from the auction's deals, for thousands of days.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>
/// print = exp( 1/24 sum over hours ( sum over sellers ( w ln p ) ) ): p the hour's price, w the seller's share of the
/// hour's volume of 28 days that ended seven days before (while there are none: of all days so far), no seller above a
/// quarter; no buyer above two fifths of a seller's day. All sell at the hour's one price, so w decides only whether
/// there is a print. The same as the methodology <c>rulebook/laboratory</c> on the machine, which a test compares.
/// </summary>
internal sealed class SpotPrinter(int sellers, int buyers)
{
    private const int Window = 28;
    private const int Lag = 7;
    private const double MostSeller = 0.25;
    private const double MostBuyer = 0.4;
    private const int LeastSellers = 5;
    private const double LeastBreadth = 4;
    private const int Hours = 24;

    private readonly List<double[]> _volumes = [];
    private readonly List<SpotPair> _pairs = [];
    private readonly double[] _between = new double[sellers * buyers];
    private readonly double[] _hourWeights = new double[24];
    private double[] _base = [];

    /// <summary>The day's pairs.</summary>
    public IReadOnlyList<SpotPair> Pairs => _pairs;

    /// <summary>Weights of the hours in the print.</summary>
    public IReadOnlyList<double> HourWeights => _hourWeights;

    /// <summary>The print; not a number when too few sellers sold.</summary>
    public double Print(List<SpotBid> bids, SpotClearing clearing, long ticksPerUnit)
    {
        Pair(bids, clearing);
        var volumes = Counted();
        _volumes.Add(volumes);
        _base = Base(_volumes.Count - 1);
        var weights = Weights(volumes);
        Array.Clear(_hourWeights);
        if (weights is null)
            return double.NaN;
        var log = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            _hourWeights[i % 24] += weights[i];
            log += weights[i] * Math.Log((double)clearing.Prices[i % 24] / ticksPerUnit);
        }

        return Math.Round(Math.Exp(log), 4, MidpointRounding.AwayFromZero);
    }

    // A uniform price has no pairs of its own. The record hands each hour's lots on in the order of accounts, which
    // goes round by a place an hour and a day: in one fixed order the first sellers would meet the same few buyers for
    // ever, and the cap on buyers would say something about numbers of accounts instead of about trade.
    private void Pair(List<SpotBid> bids, SpotClearing clearing)
    {
        _pairs.Clear();
        var sold = new long[sellers * 24];
        var bought = new long[buyers * 24];
        for (var i = 0; i < bids.Count; i++)
        {
            var bid = bids[i];
            if (bid.Side == Side.Sell)
                sold[((bid.Account - 1) * 24) + bid.FirstHour] += clearing.Filled[i];
            else
                bought[((bid.Account - 1001) * 24) + bid.FirstHour] += clearing.Filled[i];
        }

        for (var hour = 0; hour < 24; hour++)
        {
            var (s, b, turn) = (0, 0, _volumes.Count + hour);
            while (s < sellers && b < buyers)
            {
                var seller = (s + turn) % sellers;
                var buyer = (b + turn) % buyers;
                var lots = Math.Min(sold[(seller * 24) + hour], bought[(buyer * 24) + hour]);
                if (lots > 0)
                    _pairs.Add(new(seller, buyer, hour, lots));
                sold[(seller * 24) + hour] -= lots;
                bought[(buyer * 24) + hour] -= lots;
                if (sold[(seller * 24) + hour] == 0)
                    s++;
                else
                    b++;
            }
        }
    }

    private double[] Counted()
    {
        Array.Clear(_between);
        foreach (var pair in _pairs)
            _between[(pair.Seller * buyers) + pair.Buyer] += pair.Lots;
        var most = new double[sellers];
        for (var s = 0; s < sellers; s++)
            most[s] = Ceiling(_between.AsSpan(s * buyers, buyers));
        var volumes = new double[sellers * 24];
        foreach (var pair in _pairs)
        {
            var all = _between[(pair.Seller * buyers) + pair.Buyer];
            volumes[(pair.Seller * 24) + pair.Hour] += pair.Lots * Math.Min(1, most[pair.Seller] / all);
        }

        return volumes;
    }

    // L = most * sum of min(volume, L); with too few buyers each counts as much as the smallest.
    private static double Ceiling(ReadOnlySpan<double> row)
    {
        var volumes = new List<double>();
        foreach (var volume in row)
            if (volume > 0)
                volumes.Add(volume);
        if (volumes.Count == 0)
            return 0;
        volumes.Sort();
        if (MostBuyer * volumes.Count <= 1)
            return volumes[0];
        var below = volumes.Sum();
        for (var k = 0; ; k++)
        {
            var ceiling = MostBuyer * below / (1 - (MostBuyer * k));
            var largest = volumes[volumes.Count - 1 - k];
            if (largest <= (k == 0 ? MostBuyer * below : ceiling))
                return k == 0 ? largest : ceiling;
            below -= largest;
        }
    }

    private double[] Base(int day)
    {
        var sum = new double[sellers * 24];
        var (from, to) = (day - Lag - Window + 1, day - Lag);
        for (var at = Math.Max(0, from); at <= to; at++)
            Add(sum, _volumes[at]);
        if (sum.Sum() > 0)
            return sum;
        foreach (var volumes in _volumes)
            Add(sum, volumes);
        return sum;
    }

    private static void Add(double[] sum, double[] volumes)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += volumes[i];
    }

    // Null where an hour had no seller, or too few sellers carry the day.
    private double[]? Weights(double[] today)
    {
        var weights = new double[today.Length];
        var whole = new double[sellers];
        for (var hour = 0; hour < Hours; hour++)
        {
            var shares = new double[sellers];
            for (var s = 0; s < sellers; s++)
                shares[s] = today[(s * Hours) + hour] > 0 ? _base[(s * Hours) + hour] : 0;
            if (shares.Sum() <= 0)
                return null;
            Cap(shares);
            for (var s = 0; s < sellers; s++)
            {
                weights[(s * Hours) + hour] = shares[s] / Hours;
                whole[s] += shares[s] / Hours;
            }
        }

        return whole.Count(w => w > 0) < LeastSellers || 1 / whole.Sum(w => w * w) < LeastBreadth ? null : weights;
    }

    // Where sellers are too few for the cap they count alike.
    private static void Cap(double[] shares)
    {
        var sum = shares.Sum();
        var present = shares.Count(s => s > 0);
        for (var i = 0; i < shares.Length; i++)
            shares[i] =
                shares[i] <= 0 ? 0
                : MostSeller * present <= 1 ? 1.0 / present
                : shares[i] / sum;
        if (MostSeller * present <= 1)
            return;
        var capped = new bool[shares.Length];
        for (var again = true; again; )
        {
            again = false;
            var (room, free) = (1 - (MostSeller * capped.Count(c => c)), 0.0);
            for (var i = 0; i < shares.Length; i++)
                free += capped[i] ? 0 : shares[i];
            for (var i = 0; i < shares.Length; i++)
            {
                if (capped[i] || shares[i] * room <= MostSeller * free)
                    continue;
                (capped[i], shares[i], again) = (true, MostSeller, true);
            }

            for (var i = 0; i < shares.Length && !again; i++)
                shares[i] *= capped[i] ? 1 : room / free;
        }
    }
}
