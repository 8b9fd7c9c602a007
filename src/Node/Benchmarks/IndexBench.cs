// The index machine under a day of a large market: how many observations a second, how much memory, how long a print.
using System.Diagnostics;
using System.Globalization;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One day of observations and what it cost.</summary>
/// <param name="PerSecond">Observations taken in a second, documents read and checked, nothing written.</param>
/// <param name="PrintSeconds">All prints of the day.</param>
/// <param name="HeapMegabytes">Live memory after it.</param>
internal sealed record IndexBenchDay(
    string Day,
    int Observations,
    double Seconds,
    double PerSecond,
    double PrintSeconds,
    double PrintMegabytes,
    double HeapMegabytes
);

/// <summary>A whole run.</summary>
/// <param name="ReplaySeconds">The same entries once more, through a machine that begins empty.</param>
/// <param name="SnapshotSeconds">The state to bytes; with its size.</param>
/// <param name="LoadSeconds">The bytes to a state.</param>
internal sealed record IndexBenchReport(
    string Date,
    int Processors,
    int ObservationsADay,
    int Sellers,
    int Models,
    int Buyers,
    double DealShare,
    double BytesPerObservation,
    IReadOnlyList<IndexBenchDay> Days,
    double ReplaySeconds,
    double ReplayPerSecond,
    double SnapshotSeconds,
    double SnapshotMegabytes,
    double LoadSeconds,
    bool SameState
)
{
    public IEnumerable<string> Text()
    {
        yield return BenchText.Text($"index machine, {Date}, {Processors} processors");
        yield return BenchText.Text(
            $"{ObservationsADay:N0} observations a day ({DealShare:P0} deals), {BytesPerObservation:N0} bytes each"
        );
        yield return BenchText.Text($"{Sellers} sellers, {Models} models, {Buyers:N0} buyers");
        yield return BenchText.Text(
            $"  {"day", -12}{"taken in s", 12}{"a second", 12}{"prints s", 10}{"prints MB", 11}{"heap MB", 10}"
        );
        foreach (var day in Days)
        {
            var taken = BenchText.Text($"  {day.Day, -12}{day.Seconds, 12:N2}{day.PerSecond, 12:N0}");
            yield return taken
                + BenchText.Text($"{day.PrintSeconds, 10:N2}{day.PrintMegabytes, 11:N2}{day.HeapMegabytes, 10:N0}");
        }

        yield return BenchText.Text(
            $"replayed into an empty machine, prints included: {ReplaySeconds:N2} s, {ReplayPerSecond:N0} a second"
        );
        yield return BenchText.Text(
            $"snapshot: {SnapshotSeconds:N2} s, {SnapshotMegabytes:N0} MB; loaded in {LoadSeconds:N2} s"
        );
        yield return SameState ? "replayed state: the same digest" : "REPLAYED STATE DIFFERS";
    }
}

/// <summary>Days of deals and posted prices, mixed, from a seed.</summary>
internal static class IndexBench
{
    private const int Sellers = 12;
    private const int Models = 40;
    private const int Buyers = 2000;
    private static readonly TradingDate _first = TradingDate.Of(2026, 3, 1);

    /// <param name="observations">Of one day.</param>
    /// <param name="methodologies">Documents of the indexes that print.</param>
    public static IndexBenchReport Run(
        int observations,
        int days,
        IReadOnlyList<string> methodologies,
        Action<string> progress
    )
    {
        var machine = new IndexMachine();
        var outbox = new Outbox();
        var begin = Instant.At(_first, 0);
        Begin(machine, outbox, methodologies, begin);
        var measured = new List<IndexBenchDay>();
        var all = new List<(Instant At, List<byte[]> Deals)>();
        for (var i = 0; i < days; i++)
        {
            var day = _first.Plus(i);
            progress(BenchText.Text($"{day}: making {observations:N0} observations ..."));
            var entries = Entries(day, i, observations);
            all.Add((Instant.At(day.Plus(1), 0), entries));
            progress($"{day}: taking them in ...");
            measured.Add(Measure(machine, outbox, day, entries));
        }

        progress("snapshot ...");
        var clock = Stopwatch.StartNew();
        var writer = new StateWriter();
        machine.Save(writer);
        var snapshot = clock.Elapsed.TotalSeconds;
        var digest = machine.Digest;
        clock.Restart();
        var loaded = new IndexMachine();
        loaded.Load(new(writer.Bytes));
        var load = clock.Elapsed.TotalSeconds;
        var megabytes = writer.Bytes.Length / 1e6;
        progress("replay ...");
        clock.Restart();
        var replayed = new IndexMachine();
        Begin(replayed, outbox, methodologies, begin);
        foreach (var (at, entries) in all)
        {
            Tick(replayed, outbox, at);
            foreach (var bytes in entries)
                Apply(replayed, outbox, at, KindOf(bytes), bytes);
            Tick(replayed, outbox, at.Plus(Instant.PerDay - Instant.PerMinute));
        }

        var replay = clock.Elapsed.TotalSeconds;
        var total = (double)observations * days;
        return new(
            BenchText.Today(),
            Environment.ProcessorCount,
            observations,
            Sellers,
            Models,
            Buyers,
            0.5,
            all.Sum(d => d.Deals.Sum(b => (double)b.Length)) / total,
            measured,
            replay,
            total / replay,
            snapshot,
            megabytes,
            load,
            replayed.Digest == digest && loaded.Digest == digest
        );
    }

    private static void Begin(IndexMachine machine, Outbox outbox, IReadOnlyList<string> methodologies, Instant at)
    {
        foreach (var document in methodologies)
            Apply(machine, outbox, at, MessageKind.DefineIndex, System.Text.Encoding.UTF8.GetBytes(document));
        Must.Hold(outbox.Count > 0);
        var source = new SourceDocument(
            "simulated",
            "bench",
            [],
            "routed",
            at.Date.ToString(),
            SourceDocument.Admitted,
            "made by the benchmark"
        );
        Apply(machine, outbox, at, MessageKind.DefineSource, Documents.Write(source));
        Score(machine, outbox, at, "simulated-anchor", 50m);
        for (var model = 0; model < Models; model++)
            Score(machine, outbox, at, Item(model), 60m + model);
    }

    private static void Score(IndexMachine machine, Outbox outbox, Instant at, string item, decimal score) =>
        Apply(
            machine,
            outbox,
            at,
            MessageKind.ObserveQuality,
            Documents.Write(
                new QualityObservation(at.Date.ToString(), "simulated:grade", item, "bench", score, "bench", "bench")
            )
        );

    private static IndexBenchDay Measure(IndexMachine machine, Outbox outbox, TradingDate day, List<byte[]> entries)
    {
        var at = Instant.At(day.Plus(1), 0);
        Tick(machine, outbox, at);
        var clock = Stopwatch.StartNew();
        foreach (var bytes in entries)
            Apply(machine, outbox, at, KindOf(bytes), bytes);
        var taken = clock.Elapsed.TotalSeconds;
        clock.Restart();
        Tick(machine, outbox, at.Plus(Instant.PerDay - Instant.PerMinute));
        var printed = clock.Elapsed.TotalSeconds;
        var megabytes = outbox.Length / 1e6;
        outbox.Clear();
        return new(
            day.ToString(),
            entries.Count,
            taken,
            entries.Count / taken,
            printed,
            megabytes,
            GC.GetTotalMemory(true) / 1e6
        );
    }

    private static void Tick(IndexMachine machine, Outbox outbox, Instant at) =>
        Apply(machine, outbox, at, MessageKind.Tick, Codec.Bytes(default(Tick)));

    private static void Apply(IndexMachine machine, Outbox outbox, Instant at, MessageKind kind, byte[] bytes)
    {
        outbox.Clear();
        machine.Apply(new(machine.Next, at, -1, kind, bytes), outbox);
    }

    // A deal has a buyer, a posted price has an event: the first byte tells no more than the name of a field.
    private static MessageKind KindOf(byte[] bytes) =>
        bytes.AsSpan().IndexOf("\"buyer\""u8) >= 0 ? MessageKind.ObserveDeal : MessageKind.ObservePrice;

    // Every second one is a deal: which seller, model and buyer, how much and at what discount comes from the number.
    private static List<byte[]> Entries(TradingDate day, int number, int count)
    {
        var random = new Sim.Random64((ulong)number + 1);
        var text = day.ToString();
        var entries = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
            entries.Add(i % 2 == 0 ? Deal(random, text) : Price(random, text));
        return entries;
    }

    private static string Item(int model) => string.Create(CultureInfo.InvariantCulture, $"simulated-model-{model}");

    private static byte[] Deal(Sim.Random64 random, string day)
    {
        var seller = random.Below(Sellers);
        var model = (int)random.Below(Models);
        var units = 20m + random.Below(500);
        var list = 1m + (model * 0.1m);
        var paid = 70 + random.Below(31);
        var net = decimal.Round(((units * list) + (units * list / 5m) + (units * list * 2m)) * paid / 100m, 2);
        return Documents.Write(
            new DealObservation(
                day,
                day,
                day,
                "token",
                "routed",
                $"seller-{seller}",
                $"buyer-{random.Below(Buyers)}",
                $"maker-{model % 9}",
                Item(model),
                "cn",
                "on_demand",
                [
                    new("input", units, list),
                    new("cached_input", units, list / 5m),
                    new("output", units / 2m, list * 4m),
                ],
                net,
                Currency.CNY,
                "1M tokens",
                "simulated",
                string.Concat(
                    Enumerable.Range(0, 4).Select(_ => random.Next().ToString("x16", CultureInfo.InvariantCulture))
                ),
                "bench",
                null,
                [new("context", "128"), new("tps", "80")],
                true
            )
        );
    }

    private static byte[] Price(Sim.Random64 random, string day)
    {
        var model = (int)random.Below(Models);
        var (@class, times) = random.Below(3) switch
        {
            0 => ("input", 1m),
            1 => ("cached_input", 0.2m),
            _ => ("output", 4m),
        };
        return Documents.Write(
            new PriceObservation(
                day,
                day,
                "token",
                $"seller-{random.Below(Sellers)}",
                $"maker-{model % 9}",
                Item(model),
                @class,
                "cn",
                "on_demand",
                (1m + (model * 0.1m)) * times * (random.Below(50) == 0 ? 1.1m : 1m),
                Currency.CNY,
                "1M tokens",
                "price",
                "simulated",
                "bench"
            )
        );
    }
}
