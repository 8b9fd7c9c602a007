// The hedging desk's risk figures of a two-year plan: the block engine against a plain program in the same run.
using System.Diagnostics;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record DeskPlan(int Paths, int Months, int Rounds, long Seed);

/// <summary>One way of computing it.</summary>
/// <param name="First">Seconds of the first run in this process, compilation included.</param>
/// <param name="P50">Median of the rounds after it.</param>
/// <param name="P95">Of the rounds: with few of them the slowest.</param>
/// <param name="Allocated">Bytes for a run, median.</param>
internal sealed record DeskLine(string What, int Threads, double First, double P50, double P95, double Allocated);

/// <summary>The whole run.</summary>
/// <param name="CostAtRisk">Of the hedged plan, in the plan's money.</param>
/// <param name="PlainCostAtRisk">The same by the plain program, from other random numbers.</param>
/// <param name="Error">Standard error of each of the two.</param>
internal sealed record DeskReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    DeskPlan Plan,
    IReadOnlyList<DeskLine> Lines,
    double CostAtRisk,
    double PlainCostAtRisk,
    double Error,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DeskReport))]
internal sealed partial class DeskJson : JsonSerializerContext;

/// <summary>
/// A run is the whole answer: paths by the day, fans of each month and of the sums with their errors, chances of
/// over-hedging, quantiles of margin calls. The plan is made up.
/// </summary>
internal sealed class DeskBench
{
    private const double MostSeconds = 2;

    private readonly DeskPlan _plan;
    private readonly PathModel _model;
    private readonly CostTerms _terms;

    private DeskBench(DeskPlan plan)
    {
        _plan = plan;
        _model = Model(plan.Months);
        _terms = new() { Budget = 1.05 * _model.Curve.Zip(_model.Volumes, (m, v) => m.Price * v * 1.2).Sum() };
    }

    public static DeskReport Run(DeskPlan plan, Action<string> progress)
    {
        var load = new ForeignLoad();
        var bench = new DeskBench(plan);
        var engine = new Engine(bench);
        var plain = new PlainDesk(bench._model, plan.Paths);
        var (two, one, weekly, slow) = (0.0, 0.0, 0.0, 0.0);
        var error = 0.0;
        DeskLine[] lines =
        [
            bench.Measure("blocks, by the day", 2, progress, () => (two, error) = engine.Answer(bench._model, 2)),
            bench.Measure("blocks, by the day", 1, progress, () => (one, _) = engine.Answer(bench._model, 1)),
            bench.Measure(
                "blocks, by the week",
                2,
                progress,
                () => (weekly, _) = engine.Answer(bench._model with { Step = PathStep.Week }, 2)
            ),
            bench.Measure("plain, a path at a time, by the day", 1, progress, () => slow = plain.Answer()),
        ];
        return new(
            MachineLimits.Describe(),
            System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            load.Processors(),
            plan,
            lines,
            two,
            slow,
            error,
            [
                new("seconds for the whole answer on two threads, slowest round", lines[0].P95, MostSeconds, false),
                new("seconds of the first answer of the process", lines[0].First, MostSeconds, false),
                new("plain program / blocks, one thread each", lines[3].P50 / lines[1].P50, 3, true),
                new("KB allocated for an answer, whatever the number of paths", lines[0].Allocated / 1024, 1500, false),
                new("one thread and two give the same digits (1: yes)", one == two ? 1 : 0, 1, true),
                new(
                    "plain and blocks differ by so many errors",
                    Math.Abs(two - slow) / (error * Math.Sqrt(2)),
                    4,
                    false
                ),
            ]
        );
    }

    /// <summary>A falling curve, volumes that grow, an own price with a basis, a strip that thins out.</summary>
    private static PathModel Model(int months)
    {
        var first = ContractMonth.Of(2026, 9);
        return new()
        {
            Today = first.First.Plus(-1),
            Curve =
            [
                .. Enumerable
                    .Range(0, months)
                    .Select(m => new FuturesMonth(first.Plus(m), 20 * PortableMath.Exp(-0.03 * m))),
            ],
            Factors = new(1.5, 0.5, 0.3, -0.2),
            Volumes = [.. Enumerable.Range(0, months).Select(m => 10_000 * PortableMath.Exp(0.04 * m))],
            OwnPrice = new(1.2, 0.02, 0.7, 0.08),
            VolumeNoise = new(0.1, 0.3, 0.25),
            Hedge = HedgeSchedule.Strip([
                .. Enumerable.Range(0, months).Select(m => 10_000 * PortableMath.Exp(0.04 * m) * (0.9 - (0.03 * m))),
            ]),
            Margin = new(0.4),
        };
    }

    private DeskLine Measure(string what, int threads, Action<string> progress, Action work)
    {
        var begin = Stopwatch.GetTimestamp();
        work();
        var first = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var seconds = new double[_plan.Rounds];
        var bytes = new double[_plan.Rounds];
        for (var round = 0; round < seconds.Length; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            begin = Stopwatch.GetTimestamp();
            work();
            seconds[round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            bytes[round] = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Array.Sort(seconds);
        progress(BenchText.Text($"{what}, {threads} threads: {seconds[seconds.Length / 2]:0.000} s"));
        var high = seconds[Math.Min(seconds.Length - 1, (int)Math.Ceiling(0.95 * seconds.Length) - 1)];
        return new(what, threads, first, seconds[seconds.Length / 2], high, BenchText.Median(bytes));
    }

    /// <summary>The engine with its arrays, used again by each round.</summary>
    private sealed class Engine(DeskBench bench)
    {
        private readonly PathSet _set = new();
        private readonly CostAtRisk _costs = new();
        private readonly MarginLiquidity _liquidity = new();

        public (double AtRisk, double Error) Answer(PathModel model, int threads)
        {
            TwoFactorPaths.Simulate(model, new(bench._plan.Paths, bench._plan.Seed, threads), _set);
            var report = _costs.Of(_set, bench._terms with { Threads = threads });
            _liquidity.Of(_set);
            return (report.With.AtRisk.Value, report.With.AtRisk.Error);
        }
    }
}
