// A simulated seller: a data-centre operator or a provider of models with capacity, cost, outages and growth.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>Offers its capacity at what it costs it, in eight grades of machines; it does not play with its price.
/// </summary>
internal sealed class SpotSeller
{
    // Newest to oldest machines: share of the capacity, and cost over the seller's own.
    private static readonly (double Share, double Cost)[] _grades =
    [
        (0.20, 0.55),
        (0.18, 0.68),
        (0.15, 0.80),
        (0.13, 0.92),
        (0.11, 1.06),
        (0.09, 1.22),
        (0.08, 1.42),
        (0.06, 1.70),
    ];

    private readonly SpotTerms _terms;
    private readonly SpotChance _chance;
    private readonly double _efficiency;
    private readonly double[] _left = new double[24];
    private double _own;
    private int _down;

    public SpotSeller(SpotTerms terms, long seed, int number, double capacity)
    {
        _terms = terms;
        _chance = new(seed, 10, number);
        Account = number + 1;
        Capacity = capacity;
        _efficiency = Math.Exp(0.12 * _chance.Normal());
    }

    public int Account { get; }

    /// <summary>Lots an hour that it owns.</summary>
    public double Capacity { get; private set; }

    /// <summary>New machines.</summary>
    public void Grow(double share) => Capacity *= 1 + share;

    /// <summary>Tomorrow's hours: what works, and what own cost is.</summary>
    public void Prepare()
    {
        var kept = Math.Pow(0.5, 1 / _terms.OwnCostHalfLife);
        _own = (kept * _own) + (_terms.OwnCost * Math.Sqrt(1 - (kept * kept)) * _chance.Normal());
        for (var hour = 0; hour < 24; hour++)
        {
            if (_down > 0)
                _down--;
            else if (_chance.Unit() < _terms.Outages / (365 * 24))
                _down = _chance.Hours(_terms.OutageHours);
            _left[hour] = Capacity * (_down > 0 ? 1 - _terms.OutageShare : 1);
        }
    }

    /// <summary>Lots that work in an hour.</summary>
    public double Working(int hour) => _left[hour];

    /// <summary>Bids of one hour. What is sold under contracts runs on the cheapest machines and is not offered.
    /// </summary>
    public void Offer(List<SpotBid> bids, int hour, double cost, double contracted)
    {
        for (var grade = 0; grade < _grades.Length; grade++)
        {
            var lots = _left[hour] * _grades[grade].Share;
            var taken = Math.Min(lots, contracted);
            contracted -= taken;
            var offered = (long)(lots - taken);
            if (offered <= 0)
                continue;
            var price = cost * _efficiency * Math.Exp(_own) * Math.Pow(_grades[grade].Cost, _terms.Spread);
            var ticks = Math.Clamp((long)(price * _terms.TicksPerUnit), _terms.FloorTicks, _terms.CapTicks);
            bids.Add(new(Account, (hour * 10) + grade, Side.Sell, hour, 1, offered, ticks, false));
        }
    }
}
