// What a meter costs: the same requests to the bare seller and through the meter, in turns, in one process.
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Metering.Tokenizers;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Requests">Of each turn.</param>
/// <param name="Connections">Of the loaded turns.</param>
/// <param name="Rounds">Turns of each way; the median counts.</param>
/// <param name="Tokens">Of each answer, at most.</param>
internal sealed record MeterPlan(int Requests, int Connections, int Rounds, int Tokens, long Seed);

/// <summary>One way, medians of its rounds; microseconds.</summary>
internal sealed record MeterLine(string What, int Connections, double P50, double P99, double PerSecond);

/// <summary>The whole run.</summary>
/// <param name="Flush">Median of a 4 KB write and flush, microseconds.</param>
/// <param name="RecordsPerFlush">Of the meter's journal over all turns.</param>
internal sealed record MeterBenchReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    MeterPlan Plan,
    double Flush,
    double RecordsPerFlush,
    IReadOnlyList<MeterLine> Lines,
    IReadOnlyList<Bar> Bars
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MeterBenchReport))]
internal sealed partial class MeterBenchJson : JsonSerializerContext;

/// <summary>Seller, meter, journal and clients share the
/// processors; the venue is in memory. Text is simulated.</summary>
internal static class MeterBench
{
    private const long Certificate = 1;
    private const string Key = "tb-bench";

    private static readonly string _prompt = string.Join(
        ' ',
        Enumerable.Repeat("A meter counts what a seller delivers, 数据 by 数据, and forgets nothing.", 4)
    );

    public static async Task<MeterBenchReport> Run(
        MeterPlan plan,
        string folder,
        BytePairTokenizer tokenizer,
        Action<string> progress
    )
    {
        Directory.CreateDirectory(folder);
        var load = new ForeignLoad();
        try
        {
            var flush = FlushTimes.Measure(folder, 4 << 10, 500).P50;
            await using var seller = SimulatedUpstream.Build(0, new(plan.Seed), tokenizer);
            await seller.StartAsync();
            var place = new Uri(seller.Urls.First());
            var config = Config(place);
            var keys = Path.Combine(folder, "keys");
            await File.WriteAllTextAsync(keys, MeterKeys.Line(Key, Certificate) + "\n");
            using var books = MeterBooks.Open(folder, config.Meter, TimeProvider.System, Disk.FlushData);
            using var sellers = MeterServer.Sellers(config.Limits);
            await using var meter = MeterServer.Build(
                0,
                new()
                {
                    Config = config,
                    Books = books,
                    Keys = new(keys, TimeProvider.System),
                    Venue = new Venue(),
                    Tokenizers = _ => tokenizer,
                    Sellers = sellers,
                }
            );
            await meter.StartAsync();
            var lines = await Measure(plan, place.Port, new Uri(meter.Urls.First()).Port, progress);
            var perFlush = (double)Records(folder) / long.Max(1, books.Journal.Flushes);
            await meter.StopAsync();
            await seller.StopAsync();
            return new(
                MachineLimits.Describe(),
                System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
                BenchText.Today(),
                load.Processors(),
                plan,
                flush,
                perFlush,
                lines,
                [
                    new("ms that the meter adds at the median, one request at a time", Added(lines, 0), 1, false),
                    new("the same for a stream", Added(lines, 4), 1, false),
                    new("thousand requests a second through the meter", lines[3].PerSecond / 1000, 2, true),
                ]
            );
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static double Added(List<MeterLine> lines, int at) => (lines[at + 1].P50 - lines[at].P50) / 1000;

    private static long Records(string folder)
    {
        var records = 0L;
        JournalScan.Read(folder, (_, _, _) => records++);
        return records;
    }

    private static async Task<List<MeterLine>> Measure(MeterPlan plan, int seller, int meter, Action<string> progress)
    {
        var plain = Body(plan, "");
        var stream = Body(plan, ",\"stream\":true");
        (string What, int Port, string Body, int Connections)[] ways =
        [
            ("bare seller, plain", seller, plain, 1),
            ("through the meter, plain", meter, plain, 1),
            ("bare seller, plain", seller, plain, plan.Connections),
            ("through the meter, plain", meter, plain, plan.Connections),
            ("bare seller, stream", seller, stream, 1),
            ("through the meter, stream", meter, stream, 1),
            ("bare seller, stream", seller, stream, plan.Connections),
            ("through the meter, stream", meter, stream, plan.Connections),
        ];
        var results = ways.Select(_ => new List<(Percentiles Times, double PerSecond)>()).ToArray();
        // The first round warms up and is not counted.
        for (var round = 0; round <= plan.Rounds; round++)
        {
            for (var i = 0; i < ways.Length; i++)
            {
                var way = ways[i];
                var count = way.Connections == 1 ? int.Max(200, plan.Requests / 8) : plan.Requests;
                var request = MeterLoad.Post("/v1/chat/completions", Key, way.Body);
                var (times, seconds) = await new MeterLoad(way.Port, request).Run(way.Connections, count);
                if (round > 0)
                    results[i].Add((Percentiles.Of(times), count / seconds));
            }

            progress(BenchText.Text($"round {round} of {plan.Rounds}"));
        }

        return
        [
            .. ways.Select(
                (way, i) =>
                    new MeterLine(
                        way.What,
                        way.Connections,
                        BenchText.Median(results[i].Select(r => r.Times.P50)),
                        BenchText.Median(results[i].Select(r => r.Times.P99)),
                        BenchText.Median(results[i].Select(r => r.PerSecond))
                    )
            ),
        ];
    }

    private static string Body(MeterPlan plan, string more) =>
        BenchText.Text($"{{\"model\":\"sim\",\"max_tokens\":{plan.Tokens}{more},")
        + $"\"messages\":[{{\"role\":\"user\",\"content\":\"{_prompt}\"}}]}}";

    private static MeterConfig Config(Uri seller) =>
        new(
            1,
            new(2, 10_000),
            [
                new(
                    1,
                    ["TS-CN"],
                    [new(new(seller, "/v1/"), null)],
                    [
                        new()
                        {
                            Name = "sim",
                            Upstream = "sim",
                            Kinds = [MeterKind.Chat],
                            Tokenizer = "o200k_base",
                            Weights = new(400_000, 100_000, 1_500_000),
                            MostPrompt = 100_000,
                            MostOutput = 10_000,
                        },
                    ]
                ),
            ],
            new()
        );

    /// <summary>A certificate without end, and nobody who listens.</summary>
    private sealed class Venue : IDeliveryVenue
    {
        public Task<CertificateFacts?> Certificate(long certificate, CancellationToken stop) =>
            Task.FromResult<CertificateFacts?>(
                new(certificate, "TS-CN", 1, 1, 1_000_000_000_000, 0, 0, 10_000_000, 0, CertificateFacts.Redeemed, 1)
            );

        public Task<DeliveryAnswer> Record(DeliveryRecord record, CancellationToken stop) =>
            Task.FromResult(new DeliveryAnswer(true, 0, ""));
    }
}
