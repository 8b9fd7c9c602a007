// The historical margin model over many portfolios: matrix products over blocks against a plain loop in the same run.
using System.Diagnostics;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Margin;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record MarginModelsPlan(int Portfolios, int Scenarios, int Instruments, int Rounds);

/// <summary>One way of computing it.</summary>
/// <param name="Seconds">Median of the rounds.</param>
/// <param name="Worst">Of the rounds.</param>
internal sealed record MarginModelsLine(string What, int Threads, double Seconds, double Worst);

/// <summary>The whole run.</summary>
/// <param name="PrepareMilliseconds">Returns, volatility, scaling and unit profits of the whole model; once a
/// day.</param>
/// <param name="SameTotals">Did all ways give the same money to the unit?</param>
internal sealed record MarginModelsReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    MarginModelsPlan Plan,
    double PrepareMilliseconds,
    IReadOnlyList<MarginModelsLine> Lines,
    bool SameTotals,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MarginModelsReport))]
internal sealed partial class MarginModelsJson : JsonSerializerContext;

/// <summary>Portfolios that hold every instrument, from a seed.</summary>
internal sealed class MarginModelsBench
{
    private const double MostSeconds = 5;

    private readonly MarginModelsPlan _plan;
    private readonly MarginMarket _market;
    private readonly long[] _lots;

    private MarginModelsBench(MarginModelsPlan plan)
    {
        _plan = plan;
        var chance = new Random(1);
        _market = Market(plan, chance);
        _lots = new long[plan.Portfolios * plan.Instruments];
        for (var i = 0; i < _lots.Length; i++)
            _lots[i] = chance.NextInt64(-100, 101);
    }

    public static MarginModelsReport Run(MarginModelsPlan plan, Action<string> progress)
    {
        var load = new ForeignLoad();
        var bench = new MarginModelsBench(plan);
        var tail = new HistoricalModel(
            new()
            {
                Name = "filtered VaR",
                Filter = new(0.97),
                LeastObservations = 0,
            }
        ).Prepare(bench._market);
        var begin = Stopwatch.GetTimestamp();
        var whole = new HistoricalModel(Whole).Prepare(bench._market);
        var prepare = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        progress($"{plan.Portfolios} portfolios, {plan.Scenarios} scenarios, {plan.Instruments} instruments");
        long[] naive = [],
            one = [],
            tailTotals = [],
            wholeTotals = [];
        MarginModelsLine[] lines =
        [
            bench.Measure("plain loop and sort, VaR", 1, progress, () => naive = bench.Naive()),
            bench.Measure("blocks, VaR", 1, progress, () => tailTotals = BatchMargin.Totals(tail, bench._lots, 1)),
            bench.Measure("blocks, VaR", 2, progress, () => tailTotals = BatchMargin.Totals(tail, bench._lots, 2)),
            bench.Measure("one by one with lines, whole", 1, progress, () => one = bench.OneByOne(whole)),
            bench.Measure("blocks, whole", 1, progress, () => wholeTotals = BatchMargin.Totals(whole, bench._lots, 1)),
            bench.Measure("blocks, whole", 2, progress, () => wholeTotals = BatchMargin.Totals(whole, bench._lots, 2)),
        ];
        var same = naive.SequenceEqual(tailTotals) && one.SequenceEqual(wholeTotals);
        return new(
            MachineLimits.Describe(),
            System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            load.Processors(),
            plan,
            prepare,
            lines,
            same,
            [
                new("seconds for the whole model on two threads", lines[5].Worst, MostSeconds, false),
                new("plain loop / blocks, one thread, VaR", lines[0].Seconds / lines[1].Seconds, 3, true),
                new("all ways give the same money (1: yes)", same ? 1 : 0, 1, true),
            ]
        );
    }

    /// <summary>Every part of the model at once.</summary>
    private static HistoricalParameters Whole =>
        new()
        {
            Name = "whole",
            ExpectedShortfall = true,
            Filter = new(0.97)
            {
                Share = 0.5,
                BeforeTheMove = true,
                FloorOfHistory = 0.75,
            },
            TailWeight = 0.75,
            Stress = [.. StressMove.BothWays("ten percent", 0.1), .. StressMove.BothWays("a quarter", 0.25)],
            StressObservations = 5,
            MostDiversification = 0.6,
            FloorRate = 0.05,
            Buffer = 0.25,
            Liquidity = LiquidityRules.Default with { SpreadKappa = 0.1 },
            Jump = new(0.997m, 50),
        };

    private static MarginMarket Market(MarginModelsPlan plan, Random chance)
    {
        var nodes = (plan.Instruments + 1) / 2;
        var days = plan.Scenarios + 1;
        var prices = new double[nodes][];
        for (var node = 0; node < nodes; node++)
        {
            prices[node] = new double[days];
            prices[node][0] = 100;
            for (var day = 1; day < days; day++)
                prices[node][day] = prices[node][day - 1] * Math.Exp(0.03 * (chance.NextDouble() - 0.5));
        }

        return new(
            new(
                [.. Enumerable.Range(0, days).Select(d => $"day {d}")],
                [.. Enumerable.Range(0, nodes).Select(n => $"node {n}")],
                prices
            ),
            [
                .. Enumerable
                    .Range(0, plan.Instruments)
                    .Select(i => new Instrument($"I{i}", $"P{i / 4}", i / 2, prices[i / 2][^1], 1000)
                    {
                        DailyVolume = 150,
                        HalfSpread = 0.02,
                        Liquidity = new([new(10, 5), new(100, 20)]),
                    }),
            ]
        );
    }

    /// <summary>
    /// As one would write it first: the same unit profits, one result at a time, all of them sorted.
    /// </summary>
    private long[] Naive()
    {
        var returns = ScenarioReturns.Of(_market.History, 1).Scaled(new(0.97), out _);
        var (width, scenarios) = (_plan.Instruments, returns.Count);
        var units = new double[scenarios, width];
        for (var s = 0; s < scenarios; s++)
        {
            for (var i = 0; i < width; i++)
            {
                var instrument = _market.Instruments[i];
                units[s, i] = instrument.Value * (Math.Exp(returns.ByNode[instrument.Node][s]) - 1);
            }
        }

        var totals = new long[_plan.Portfolios];
        var results = new double[scenarios];
        for (var p = 0; p < totals.Length; p++)
        {
            for (var s = 0; s < scenarios; s++)
            {
                var sum = 0.0;
                for (var i = 0; i < width; i++)
                    sum += _lots[(p * width) + i] * units[s, i];
                results[s] = sum;
            }

            Array.Sort(results);
            totals[p] = MinorUnits.Up(Math.Max(0, -results[Tail.Index(scenarios, 0.99m)]));
        }

        return totals;
    }

    private long[] OneByOne(HistoricalMargin margin)
    {
        var totals = new long[_plan.Portfolios];
        for (var p = 0; p < totals.Length; p++)
            totals[p] = margin.Charge(_lots.AsSpan(p * _plan.Instruments, _plan.Instruments)).Total;
        return totals;
    }

    private MarginModelsLine Measure(string what, int threads, Action<string> progress, Action work)
    {
        work();
        var seconds = new double[_plan.Rounds];
        for (var round = 0; round < seconds.Length; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            work();
            seconds[round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        progress(BenchText.Text($"{what}, {threads} threads: {BenchText.Median(seconds):0.000} s"));
        return new(what, threads, BenchText.Median(seconds), seconds.Max());
    }
}
