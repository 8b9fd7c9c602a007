// A cross hedge: the other contract's futures against this exposure, by the two indices' history; poor ones are said.
using System.Globalization;
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>How two indices move together.</summary>
/// <param name="Estimate">By the sticky-price guard; own price: the exposure's index.</param>
/// <param name="Correlation">Of weekly changes of the logarithms.</param>
/// <param name="Volatility">A year, of the other index.</param>
/// <param name="Weeks">Weeks in common.</param>
public sealed record CrossRelation(HedgeRatioEstimate? Estimate, double Correlation, double Volatility, int Weeks);

/// <summary>Cross hedges.</summary>
public static class CrossHedge
{
    private const int LeastWeeks = 26;

    /// <summary>Reads both histories.</summary>
    public static CrossRelation Relate(MarketSnapshot market, MarketSnapshot cross)
    {
        var other = cross.IndexHistory.Where(d => d.Value > 0).ToDictionary(d => d.Day, d => (double)d.Value);
        var common = market
            .IndexHistory.Where(d => d.Value > 0 && other.ContainsKey(d.Day))
            .OrderBy(d => d.Day)
            .ToList();
        var weeks = common.GroupBy(d => d.Day.Days - d.Day.Weekday).Select(g => g.Last()).ToList();
        var own = Changes([.. weeks.Select(d => (double)d.Value)]);
        var their = Changes([.. weeks.Select(d => other[d.Day])]);
        if (own.Length < LeastWeeks)
            return new(null, 0, 0, own.Length);
        var history = PairedHistory.Of(
            [.. common.Select(d => d.Day)],
            [.. common.Select(d => (double)d.Value)],
            [.. common.Select(d => other[d.Day])]
        );
        return new(HedgeRatio.Estimate(history), Correlation(own, their), Deviation(their) * Math.Sqrt(52), own.Length);
    }

    /// <summary>The cross hedge of the strip's lots; null with the reason where there is none.</summary>
    /// <param name="request">The plan's documents; the cross market is given.</param>
    /// <param name="curve">The exposure's curve.</param>
    /// <param name="lots">Of the strip, by month of the exposure, without sign.</param>
    /// <param name="shapes">For the share of the exposure that they hold.</param>
    /// <param name="set">Any run.</param>
    public static (StrategyShape Shape, double[][] Gains, double[] Outflow)? Of(
        PlanRequest request,
        PlanCurve curve,
        IReadOnlyList<long> lots,
        StrategyShapes shapes,
        PathSet set,
        out string note
    )
    {
        var cross = request.Cross!;
        var relation = Relate(request.Market, cross);
        var rate = CrossRate(request, cross);
        note = Words(request, cross, relation, rate);
        if (relation.Estimate?.Proposed is not { } beta || beta <= 0 || rate is not { } money)
            return null;
        var sign = HedgeSize.SideOf(request.Programme) == HedgerSide.Buyer ? 1 : -1;
        var trading = new TradingCosts(cross, money, request.Options.HalfSpreadTicks);
        var listed = ListedMonths.Of(cross, request.Exposure.Months.Select(m => m.Month));
        var (costs, months) = (new double[curve.Months.Count], new List<HedgeMonth>());
        var (gains, draws) = (new double[curve.Months.Count][], new CrossDraws(request.Options.Seed));
        Array.Fill(gains, []);
        for (var i = 0; i < lots.Count; i++)
        {
            var exposed = request.Exposure.Months[i];
            var place = curve.IndexOf(exposed.Month);
            if (lots[i] == 0 || listed[i].Quoted is not { } quoted)
                continue;
            var price = (double)ListedMonths.PriceOf(quoted)!.Value * (double)money;
            var units = (double)(lots[i] * request.Market.LotSize);
            var signed = HedgeLots
                .OfReturns(beta, sign * units, curve.Months[place].Price, (double)cross.LotSize, price)
                .Lots;
            if (signed == 0)
                continue;
            var trade = trading.Now(quoted, signed);
            costs[place] += (double)(trade.Money + trading.Later(quoted, signed));
            months.Add(
                new(
                    exposed.Month,
                    quoted.Symbol,
                    signed,
                    signed * cross.LotSize,
                    shapes.Share(exposed, lots[i] * request.Market.LotSize),
                    trade.Fill.Average is { } average ? decimal.Round(average, 8) : null,
                    trade.Fill.Beyond,
                    0
                )
            );
            gains[place] = Gain(request, curve, relation, set, place, draws, signed * (double)cross.LotSize * price);
        }

        return (new("cross hedge", note, HedgeSchedule.None, months, costs, null), gains, Outflows(gains, set.Paths));
    }

    // The other index's change given this one's: correlated, its own volatility; profit of so much money in it.
    private static double[] Gain(
        PlanRequest request,
        PlanCurve curve,
        CrossRelation relation,
        PathSet set,
        int place,
        CrossDraws draws,
        double money
    )
    {
        var settled = set.Settlement(place);
        var logs = new double[set.Paths];
        for (var p = 0; p < logs.Length; p++)
            logs[p] = Math.Log(settled[p] / curve.Months[place].Price);
        var (mean, deviation) = (logs.Average(), Deviation(logs));
        var middle = curve.Months[place].Month.First.Days + 14 - request.Market.Day.Days;
        var years = Math.Max(middle, 1) / 365.0;
        var total = relation.Volatility * Math.Sqrt(years);
        var gain = new double[set.Paths];
        for (var p = 0; p < gain.Length; p++)
        {
            var shared = deviation > 0 ? (logs[p] - mean) / deviation : 0;
            var own = draws.Next();
            var move =
                total
                * (
                    (relation.Correlation * shared)
                    + (Math.Sqrt(1 - (relation.Correlation * relation.Correlation)) * own)
                );
            gain[p] = money * (Math.Exp(move - (total * total / 2)) - 1);
        }

        return gain;
    }

    // Margin is only known at the months' ends here: the worst sum of losses up to one of them.
    private static double[] Outflows(double[][] gains, int paths)
    {
        var worst = new double[paths];
        var sum = new double[paths];
        foreach (var gain in gains.Where(g => g.Length > 0))
        {
            for (var p = 0; p < paths; p++)
            {
                sum[p] += gain[p];
                worst[p] = Math.Max(worst[p], -sum[p]);
            }
        }

        return worst;
    }

    // Programme currency for one unit of the other contract's: the same, or through the rate of the plan.
    private static decimal? CrossRate(PlanRequest request, MarketSnapshot cross) =>
        cross.Currency == request.Programme.Currency ? 1
        : cross.Currency == request.Market.Currency ? request.Options.Rate
        : request.Options.CrossRate;

    private static string Words(PlanRequest request, MarketSnapshot cross, CrossRelation relation, decimal? rate)
    {
        if (rate is null)
            return $"{cross.Contract} is in {cross.Currency}: give --cross-fx, {request.Programme.Currency} for "
                + $"one {cross.Currency}";
        if (relation.Estimate is not { } estimate)
            return $"{request.Market.Index} and {cross.Index} have {relation.Weeks} weeks in common, "
                + $"{LeastWeeks} are needed";
        var inSample = estimate.Chosen?.R2 is { } r2 ? r2.ToString("0.00", CultureInfo.InvariantCulture) : "unknown";
        var outside = estimate.Chosen?.Effectiveness?.OutOfSample is { } o
            ? o.ToString("0.00", CultureInfo.InvariantCulture)
            : "unknown";
        var verdict = estimate.Verdict switch
        {
            HedgeVerdict.Usable => "usable",
            HedgeVerdict.Poor => "POOR: it does not carry a hedge",
            _ => "not estimable",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"by {cross.Contract} on {cross.Index}: {verdict}; {estimate.MethodName}, R2 {inSample}, out of "
                + $"sample {outside}, correlation of weeks {relation.Correlation:0.00}; simulated with that "
                + $"correlation, margin at months' ends only"
        );
    }

    private static double[] Changes(double[] levels) => [.. levels.Zip(levels.Skip(1), (a, b) => Math.Log(b / a))];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1));
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (dx, dy) = (Deviation(x), Deviation(y));
        if (dx == 0 || dy == 0)
            return 0;
        var (mx, my) = (x.Average(), y.Average());
        return Math.Clamp(x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / (x.Length - 1) / (dx * dy), -1, 1);
    }

    /// <summary>Standard normal numbers of the plan's seed, for the other index's own part: splitmix64.</summary>
    private sealed class CrossDraws(ulong seed)
    {
        private ulong _state = seed ^ 0x43524F5353484547;

        public double Next()
        {
            unchecked
            {
                _state += 0x9E3779B97F4A7C15;
                var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
                mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
                mixed ^= mixed >> 31;
                return NormalQuantile.Of(((mixed >> 11) + 0.5) / (1UL << 53));
            }
        }
    }
}
