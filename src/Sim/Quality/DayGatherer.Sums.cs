// The sums of a day, and what is looked at once each session second.
namespace Tokenbourse.Sim.Quality;

public sealed partial class DayGatherer
{
    /// <summary>Orders, cancels and amends that the book took and that it refused.</summary>
    public MessageCounts Counts { get; } = new();

    /// <summary>Pairs of orders that met; a take has one or more.</summary>
    public long Fills { get; private set; }

    /// <summary>Messages from entering to the last fill.</summary>
    public CountHistogram FilledLives { get; } = new();

    /// <summary>Messages from entering to leaving untraded lots.</summary>
    public CountHistogram CancelledLives { get; } = new();

    /// <summary>Lots of each take.</summary>
    public CountHistogram TradeLots { get; } = new();

    /// <summary>Orders at the best price, each side, each second.</summary>
    public CountHistogram Queues { get; } = new();

    /// <summary>Moves of the mid over the take's own message.</summary>
    public ImpactCurve InstantImpact { get; } = new();

    /// <summary>Moves of the mid over a session minute.</summary>
    public ImpactCurve LaterImpact { get; } = new();

    /// <summary>Over all takes' last prices.</summary>
    public RollSpread DayRoll { get; } = new();

    /// <summary>Takes while both sides were there; what all sums of spreads paid rest on.</summary>
    public long EffectiveCount { get; private set; }

    public double EffectiveSum { get; private set; }

    public double EffectiveEqualSum { get; private set; }

    public double EffectiveLots { get; private set; }

    /// <summary>The mid at the beginning and after each second of the session, ticks.</summary>
    public IReadOnlyList<double> Mids => _mids;

    /// <summary>Seconds that were looked at.</summary>
    public long Samples { get; private set; }

    internal IReadOnlyList<Horizon> Horizons => _horizons;

    internal GapStudy Gaps => _gaps;

    /// <summary>Orders that rest now and came during the day.</summary>
    public long StillResting => _resting.Values.Count(r => r.Entered >= 0);

    internal double[] BidProfile { get; } = new double[DayPlan.ProfileTicks + 1];

    internal double[] AskProfile { get; } = new double[DayPlan.ProfileTicks + 1];

    internal double BestDepth { get; private set; }

    internal double FiveLevels { get; private set; }

    internal double NearDepth { get; private set; }

    internal double[] Costs { get; } = new double[DayPlan.CostLots.Count];

    internal long[] CostCounts { get; } = new long[DayPlan.CostLots.Count];

    /// <summary>Depth, cost and queues; both sides together, to be halved.</summary>
    private void Sample(MinuteSums minute)
    {
        Samples++;
        minute.Samples++;
        var best = Bids.BestLots + Asks.BestLots;
        minute.BestLots += best;
        BestDepth += best;
        FiveLevels += Bids.FirstLevels(5) + Asks.FirstLevels(5);
        NearDepth += Bids.Within(DayPlan.NearTicks) + Asks.Within(DayPlan.NearTicks);
        for (var i = 0; i <= DayPlan.ProfileTicks; i++)
        {
            BidProfile[i] += Bids.LotsBehind(i);
            AskProfile[i] += Asks.LotsBehind(i);
        }

        if (!Bids.IsEmpty)
            Queues.Add(Bids.BestOrders);
        if (!Asks.IsEmpty)
            Queues.Add(Asks.BestOrders);
        if (Mid is not { } mid)
            return;
        for (var i = 0; i < DayPlan.CostLots.Count; i++)
        {
            Cost(i, Asks.MeanPrice(DayPlan.CostLots[i]) - mid);
            Cost(i, mid - Bids.MeanPrice(DayPlan.CostLots[i]));
        }
    }

    private void Cost(int index, double? cost)
    {
        if (cost is not { } ticks)
            return;
        Costs[index] += ticks;
        CostCounts[index]++;
    }
}

/// <summary>Messages by what became of them.</summary>
public sealed class MessageCounts
{
    public long News { get; set; }
    public long NewsRefused { get; set; }

    /// <summary>Orders that may rest (day orders), of those taken.</summary>
    public long MayRest { get; set; }
    public long Cancels { get; set; }
    public long CancelsRefused { get; set; }
    public long Amends { get; set; }
    public long AmendsRefused { get; set; }

    public long All => News + NewsRefused + Cancels + CancelsRefused + Amends + AmendsRefused;
}
