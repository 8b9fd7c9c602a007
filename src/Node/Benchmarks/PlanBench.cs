// The time of a whole plan: ratio, size, strategies, risk and scenarios of a made-up two-year programme.
using System.Diagnostics;
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What was measured.</summary>
/// <param name="First">Seconds of the first plan in this process, compilation included.</param>
/// <param name="Seconds">Of the plans after it, sorted.</param>
/// <param name="Digest">Of the plan: the same on every run.</param>
internal sealed record PlanReport(
    int Months,
    int Paths,
    int Threads,
    ulong Seed,
    double First,
    IReadOnlyList<double> Seconds,
    string Digest,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(PlanReport))]
internal sealed partial class PlanBenchJson : JsonSerializerContext;

/// <summary>Makes the same plan again and again.</summary>
internal static class PlanBench
{
    private const double MostSeconds = 2;

    private static readonly TradingDate Day = TradingDate.Of(2026, 5, 29);

    public static PlanReport Run(int months, int paths, int threads, int rounds, ulong seed, Action<string> progress)
    {
        var request = Request(months, paths, threads, seed);
        var clock = Stopwatch.StartNew();
        var plan = PlanMaker.Make(request);
        var first = clock.Elapsed.TotalSeconds;
        var seconds = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            clock.Restart();
            PlanMaker.Make(request);
            seconds.Add(clock.Elapsed.TotalSeconds);
            progress($"plan {round + 1} of {rounds}");
        }

        seconds.Sort();
        var median = seconds[seconds.Count / 2];
        return new(
            months,
            paths,
            threads,
            seed,
            first,
            seconds,
            plan.Digest,
            [new($"seconds of a plan of {months} months on {paths} paths", median, MostSeconds, false)]
        );
    }

    private static PlanRequest Request(int months, int paths, int threads, ulong seed)
    {
        var terms = new TradedTerms("TK", "CNY", "CNY per million", 10_000, 0.002m, 0.4m, 0.00002m, 0, "X", null, null);
        // A wave around 6.4 that moves a few percent a week.
        var history = Enumerable
            .Range(0, 500)
            .Select(i => new IndexDay(Day.Plus(i - 499), 6.4m + (0.03m * (Math.Abs((i % 120) - 60) - 30))))
            .ToList();
        var exposed = Enumerable.Range(1, months).Select(ContractMonth.Of(Day).Plus).Select(m => Month(m)).ToList();
        var exposure = new ExposureTable("bench", "TK", "million", Day, 6.4m, [], exposed, [], true);
        var programme = new HedgeProgramme(
            "bench",
            "bench",
            HedgerSide.Buyer,
            "TK",
            "CNY",
            [new("*", "TK", "price", null, PriceBasis.IndexLinked, 0, 0, "made up")],
            new(months, "flat", 0, 0, 0, null, []),
            6.6m * exposed.Sum(m => m.Base),
            null
        );
        var policy = new HedgePolicy(
            [new(1, months, 0.2m, 0.9m)],
            months,
            ["TK"],
            1,
            1,
            0.95m,
            100_000_000,
            0.2m,
            20_000_000,
            0.1m,
            [new(10_000, 1)],
            ["Lin"],
            [],
            []
        );
        return new(
            programme,
            exposure,
            ModelCurve.Of(terms, CurveShape.Flat, history, Day, months),
            policy,
            null,
            [],
            new()
            {
                Seed = seed,
                Paths = paths,
                Threads = threads,
            }
        );
    }

    private static ExposureMonth Month(ContractMonth month) =>
        new(month, 240_000, 100_000, 120_000, 140_000, 1, 0, 120_000);
}
