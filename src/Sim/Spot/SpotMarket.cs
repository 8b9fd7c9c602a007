// A simulated spot market: every day participants bid for tomorrow's hours, the auction clears, the index prints.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>Plays a market day after day. Nothing of it is real: participants are invented, calibrated on public
/// data.</summary>
public sealed class SpotMarket
{
    // How strongly new capacity answers to utilisation, in logs for one.
    private const double EntryAnswer = 9;

    private readonly SpotTerms _terms;
    private readonly ISpotAuction _auction;
    private readonly SpotDrivers _drivers;
    private readonly SpotChance _entry;
    private readonly List<SpotSeller> _sellers = [];
    private readonly List<SpotBuyer> _buyers = [];
    private readonly List<SpotBid> _bids = [];
    private readonly SpotPrinter _printer;
    private readonly TradingDate _first;
    private double _use;
    private int _day;

    /// <param name="listBuyers">Buyers at list prices: they use, and do not bid.</param>
    public SpotMarket(SpotTerms terms, long seed, TradingDate first, ISpotAuction auction, int listBuyers = 6)
    {
        (_terms, _auction, _first, Seed) = (terms, auction, first, seed);
        _drivers = new(terms, seed);
        _entry = new(seed, 5, 0);
        _use = terms.UsualUse;
        var parts = terms.SellerSizes.Sum();
        for (var i = 0; i < terms.SellerSizes.Count; i++)
            _sellers.Add(new(terms, seed, i, terms.Demand * terms.Headroom * terms.SellerSizes[i] / parts));
        var count = terms.LinkedBuyers + terms.SpotBuyers;
        var sizes = Enumerable.Range(0, count).Select(i => 1.0 / (2 + (i % Math.Max(1, terms.SpotBuyers)))).ToList();
        for (var i = 0; i < count + listBuyers; i++)
        {
            var kind =
                i < terms.LinkedBuyers ? SpotBuyerKind.Linked
                : i < count ? SpotBuyerKind.Spot
                : SpotBuyerKind.List;
            var size = i < count ? terms.Demand * sizes[i] / sizes.Sum() : terms.Demand / count;
            _buyers.Add(new(terms, seed, i, kind, size));
        }

        _printer = new(_sellers.Count, _buyers.Count);
    }

    public long Seed { get; }

    /// <summary>The day that comes next.</summary>
    public TradingDate Day => _first.Plus(_day);

    /// <summary>Bids of the day that was played last.</summary>
    public IReadOnlyList<SpotBid> Bids => _bids;

    /// <summary>Result of the day that was played last.</summary>
    public SpotClearing Clearing { get; private set; } = new([], [], [], []);

    /// <summary>Who delivered to whom on the day that was played last.</summary>
    public IReadOnlyList<SpotPair> Pairs => _printer.Pairs;

    /// <summary>Weight of each hour in the print of the day that was played last.</summary>
    public IReadOnlyList<double> HourWeights => _printer.HourWeights;

    /// <summary>Names of sellers and buyers, as deals carry them.</summary>
    public static string SellerName(int seller) => $"simulated-seller-{seller + 1:00}";

    /// <inheritdoc cref="SellerName"/>
    public static string BuyerName(int buyer) => $"simulated-buyer-{buyer + 1:00}";

    /// <summary>Plays so many days and tells them.</summary>
    /// <param name="compute">Prints of a compute market of the same first day, for a market that is made of it.</param>
    public SpotPath Run(int days, double[]? compute = null)
    {
        var path = new SpotPath(
            _terms,
            Seed,
            _first,
            new long[days * 24],
            new long[days * 24],
            new long[days * 24],
            new double[days * 24],
            new double[days],
            new double[days],
            0,
            [
                .. _buyers.Select(
                    (b, i) =>
                        new SpotBuyerDays(
                            BuyerName(i),
                            b.Kind,
                            new double[days],
                            new double[days],
                            new double[days],
                            new double[days]
                        )
                ),
            ]
        );
        for (var day = 0; day < days; day++)
        {
            var move = compute is null || day == 0 ? 0 : Math.Log(compute[day] / compute[day - 1]);
            path.Prints[day] = Play(double.IsFinite(move) ? move : 0);
            Tell(path, day);
        }

        return path with
        {
            Owned = _sellers.Sum(s => s.Capacity),
        };
    }

    /// <summary>Plays a day and gives its print.</summary>
    public double Play(double computeMove = 0)
    {
        var today = Day;
        _drivers.Next(computeMove);
        foreach (var seller in _sellers)
            seller.Prepare();
        foreach (var buyer in _buyers)
            buyer.Prepare(_drivers.Demand, today.Weekday);
        _bids.Clear();
        var owned = _sellers.Sum(s => s.Capacity);
        for (var hour = 0; hour < 24; hour++)
        {
            var covered = Covered(hour);
            foreach (var seller in _sellers)
                seller.Offer(_bids, hour, _drivers.Cost, covered * seller.Capacity / owned);
            foreach (var buyer in _buyers)
                buyer.Bid(_bids, hour, _drivers.Worth);
        }

        Clearing = _auction.Clear(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bids),
            24,
            _terms.FloorTicks,
            _terms.CapTicks
        );
        Enter();
        _day++;
        return _printer.Print(_bids, Clearing, _terms.TicksPerUnit);
    }

    private double Covered(int hour)
    {
        var covered = 0.0;
        foreach (var buyer in _buyers)
            covered += buyer.Kind == SpotBuyerKind.Linked ? buyer.Usage[hour] * _terms.Cover : 0;
        return covered;
    }

    // Builders look at how full the machines have been for a month, not ahead.
    private void Enter()
    {
        var (used, working) = (0.0, 0.0);
        for (var hour = 0; hour < 24; hour++)
        {
            used += Clearing.Lots[hour] + Covered(hour);
            foreach (var seller in _sellers)
                working += seller.Working(hour);
        }

        _use += (Math.Min(1, used / working) - _use) / 30;
        if (!_entry.Daily(_terms.Entries * Math.Exp(EntryAnswer * (_use - _terms.UsualUse))))
            return;
        _sellers[(int)(_entry.Unit() * _sellers.Count)].Grow(_terms.EntrySize * 2 * _entry.Unit());
    }

    private void Tell(SpotPath path, int day)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            path.Prices[(day * 24) + hour] = Clearing.Prices[hour];
            path.Lots[(day * 24) + hour] = Clearing.Lots[hour];
            path.Unserved[(day * 24) + hour] = Clearing.Unserved[hour];
            foreach (var seller in _sellers)
                path.Working[day] += seller.Working(hour);
            foreach (var buyer in _buyers)
                path.Usage[(day * 24) + hour] += buyer.Kind == SpotBuyerKind.List ? 0 : buyer.Usage[hour];
        }

        var money = _terms.UnitsPerLot / _terms.TicksPerUnit;
        for (var i = 0; i < _bids.Count; i++)
        {
            if (_bids[i].Side != Side.Buy)
                continue;
            var buyer = path.Buyers[_bids[i].Account - 1001];
            buyer.Bought[day] += Clearing.Filled[i];
            buyer.Spent[day] += Clearing.Filled[i] * Clearing.Prices[_bids[i].FirstHour] * money;
        }

        for (var b = 0; b < _buyers.Count; b++)
        {
            path.Buyers[b].Wanted[day] = _buyers[b].Usage.Sum();
            path.Buyers[b].Covered[day] =
                _buyers[b].Kind == SpotBuyerKind.Linked ? path.Buyers[b].Wanted[day] * _terms.Cover : 0;
        }
    }
}
