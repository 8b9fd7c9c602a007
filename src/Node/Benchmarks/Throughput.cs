// What is measured, how, and on what machine.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Verbs;
using Tokenbourse.Storage;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Closed loops: a stated number of commands is always under way, so latency is that of a loaded, not a
/// flooded, venue.</summary>
internal static class Throughput
{
    private static readonly int[] Windows = [1, 64, 1024];

    public static BenchReport Run(int commands, string folder, Action<string> progress)
    {
        Directory.CreateDirectory(folder);
        var flush = Flush(folder);
        var stream = OrderStream.Build(commands, seed: 1);
        var lines = new List<BenchLine>();
        // The first pass compiles and tells what the stream is made of; only the later ones count.
        var mix = Mix(stream);
        Alone(stream);
        progress("machine alone ...");
        lines.Add(Best("decode only (baseline)", stream.Count, () => Decode(stream)));
        lines.Add(Best("machine alone", stream.Count, () => Alone(stream)));
        foreach (var window in Windows)
        {
            progress($"sequencer and file log, {window} under way ...");
            lines.Add(Durable(stream, folder, window));
        }

        Directory.Delete(folder, recursive: true);
        return new(
            MachineLimits.Describe(),
            mix,
            RuntimeInformation.FrameworkDescription,
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            flush,
            lines
        );
    }

    /// <summary>What became of the commands: a stream of refusals would measure nothing.</summary>
    private static string Mix(List<(MessageKind Kind, byte[] Payload)> stream)
    {
        var counts = new long[MessageSizes.Kinds];
        var machine = new MarketMachine();
        var outbox = new Outbox();
        foreach (var (kind, payload) in OrderStream.Opening())
            Apply(machine, outbox, kind, payload, OrderStream.Before);
        foreach (var (kind, payload) in stream)
        {
            Apply(machine, outbox, kind, payload, OrderStream.Open);
            foreach (var entry in new Frames(outbox.Bytes))
                counts[(int)entry.Kind]++;
        }

        Must.Hold(counts[(int)MessageKind.Traded] > 0);
        var orders = counts[(int)MessageKind.OrderAccepted] + counts[(int)MessageKind.OrderRejected];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{orders} orders ({counts[(int)MessageKind.OrderRejected]} refused), {counts[(int)MessageKind.Traded]} trades, {stream.Count - orders} cancels ({counts[(int)MessageKind.OrderCancelled]} found their order), {counts[(int)MessageKind.Posted]} postings"
        );
    }

    private static BenchLine Best(string what, int count, Func<double> run)
    {
        var seconds = Enumerable.Range(0, 5).Select(_ => run()).Order().ToArray();
        return new(what, "5 runs, median", count, count / seconds[2], null, null, null, null, null, null);
    }

    private static double Decode(List<(MessageKind Kind, byte[] Payload)> stream)
    {
        long sum = 0;
        var begin = Stopwatch.GetTimestamp();
        foreach (var (kind, payload) in stream)
            sum += kind == MessageKind.PlaceOrder ? MemoryMarshal.AsRef<PlaceOrder>(payload).Price.Ticks : 1;
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Must.Hold(sum > 0);
        return seconds;
    }

    private static double Alone(List<(MessageKind Kind, byte[] Payload)> stream)
    {
        var machine = new MarketMachine();
        var outbox = new Outbox();
        foreach (var (kind, payload) in OrderStream.Opening())
            Apply(machine, outbox, kind, payload, OrderStream.Before);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < stream.Count; i++)
            Apply(machine, outbox, stream[i].Kind, stream[i].Payload, OrderStream.Open);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static void Apply(MarketMachine machine, Outbox outbox, MessageKind kind, byte[] payload, Instant time)
    {
        outbox.Clear();
        machine.Apply(new LogEntry(machine.Next, time, -1, kind, payload), outbox);
    }

    private static BenchLine Durable(List<(MessageKind Kind, byte[] Payload)> stream, string folder, int window)
    {
        var place = Path.Combine(folder, $"window-{window}");
        using var log = FileLog.Open(Path.Combine(place, "commands"));
        using var events = FileLog.Open(Path.Combine(place, "events"), new(FlushEachBatch: false));
        var runner = new Runner(new MarketMachine(), log, events);
        runner.Recover();
        var set = new InlineSequencer(runner);
        foreach (var (kind, payload) in OrderStream.Opening())
            set.Submit(kind, payload, OrderStream.Before);
        var before = log.Flushes;
        using var sequencer = new Sequencer(runner, new StoppedClock(OrderStream.Open));
        sequencer.Start();
        // A single command in flight is bound by the disk: fewer of them say as much.
        var count = int.Min(stream.Count, window == 1 ? 5_000 : stream.Count);
        var times = new long[count];
        var begin = Stopwatch.GetTimestamp();
        Task.WaitAll(
            Enumerable
                .Range(0, int.Min(window, count))
                .Select(lane => Lane(sequencer, stream, times, lane, window, count))
                .ToArray()
        );
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var flushes = log.Flushes - before;
        Array.Sort(times);
        double At(double share) =>
            Stopwatch.GetElapsedTime(0, times[(int)((times.Length - 1) * share)]).TotalMicroseconds;
        var load = string.Create(CultureInfo.InvariantCulture, $"{window} under way");
        return new(
            "sequencer, file log, machine",
            load,
            count,
            count / seconds,
            At(0.5),
            At(0.9),
            At(0.99),
            At(0.999),
            At(1),
            (double)count / flushes
        );
    }

    private static async Task Lane(
        Sequencer sequencer,
        List<(MessageKind Kind, byte[] Payload)> stream,
        long[] times,
        int lane,
        int lanes,
        int count
    )
    {
        await Task.Yield();
        for (var i = lane; i < count; i += lanes)
        {
            var begin = Stopwatch.GetTimestamp();
            var outcome = await sequencer.Submit(stream[i].Kind, stream[i].Payload).ConfigureAwait(false);
            Must.Hold(outcome.IsTaken);
            times[i] = Stopwatch.GetTimestamp() - begin;
        }
    }

    private static double Flush(string folder)
    {
        using var file = File.OpenHandle(
            Path.Combine(folder, "flush"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            FileOptions.DeleteOnClose
        );
        var block = new byte[4096];
        var times = new double[200];
        for (var i = 0; i < times.Length; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, i * (long)block.Length);
            RandomAccess.FlushToDisk(file);
            times[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }
}

/// <summary>The orders that are measured: limit orders around one price, some of them meeting the other side, and a
/// cancel for each.</summary>
internal static class OrderStream
{
    private const string Calendar = """
        { "calendar": "B", "zone": { "name": "UTC", "offsets": [ { "from": "1970-01-01T00:00:00Z", "minutes": 0 } ] }, "from": "2026-01-01", "to": "2026-12-31",
          "holidays": [], "timetable": [ { "at": "08:00", "phase": "continuous" }, { "at": "20:00", "phase": "closed" } ], "settlement": { "at": "21:00" } }
        """;

    /// <summary>When the market is set up: before the opening, since a calendar begins with the next opening.</summary>
    public static Instant Before { get; } = Instant.At(TradingDate.Of(2026, 3, 2), 7 * 60);

    public static Instant Open { get; } = Instant.At(TradingDate.Of(2026, 3, 2), 9 * 60);

    /// <summary>Calendar, contract, accounts with much money, and the opening of the day.</summary>
    public static List<(MessageKind Kind, byte[] Payload)> Opening()
    {
        var list = new List<(MessageKind, byte[])>
        {
            (MessageKind.SetRelease, Codec.Bytes(new SetRelease(Releases.Newest))),
            (
                MessageKind.SubmitPrint,
                Codec.Bytes(new SubmitPrint(Name24.Of("CSTI-S"), TradingDate.Of(2026, 3, 1), 64_000, 4, 1, 0))
            ),
            (MessageKind.DefineCalendar, Encoding.UTF8.GetBytes(Calendar)),
        };
        list.AddRange(
            Home.Documents(Home.Rulebook, "margins")
                .Select(d => (MessageKind.DefineMargins, Encoding.UTF8.GetBytes(d.Text)))
        );
        var contract = Home.Documents(Home.Rulebook, "contracts").First(d => d.Name == "TK.json").Text;
        list.Add(
            (
                MessageKind.DefineContract,
                Encoding.UTF8.GetBytes(
                    contract.Replace("\"calendar\": \"CN\"", "\"calendar\": \"B\"", StringComparison.Ordinal)
                )
            )
        );
        for (var account = 1; account <= 16; account++)
        {
            list.Add(
                (
                    MessageKind.OpenAccount,
                    Documents.Write(new AccountDocument(account, $"Bench {account}", "trader", true))
                )
            );
            list.Add(
                (
                    MessageKind.MoveCash,
                    Codec.Bytes(new MoveCash(new(account), Currency.CNY, new(90_000_000_000_000), Name24.Of("start")))
                )
            );
        }

        return list;
    }

    public static List<(MessageKind Kind, byte[] Payload)> Build(int count, int seed)
    {
        var random = new Random(seed);
        var list = new List<(MessageKind, byte[])>(count);
        long orders = 0,
            cancelled = 0;
        for (var i = 0; i < count; i++)
        {
            // Each order is cancelled when three hundred newer ones are there, unless it has traded: then the cancel is
            // refused, as in a
            // real market.
            if (orders - cancelled > 300)
            {
                cancelled++;
                list.Add(
                    (
                        MessageKind.CancelOrder,
                        Codec.Bytes(new CancelOrder(new((int)(cancelled % 16) + 1), new(cancelled)))
                    )
                );
                continue;
            }

            orders++;
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var ticks = 3200 + (side.Sign() * (random.Next(12) - 9));
            list.Add(
                (
                    MessageKind.PlaceOrder,
                    Codec.Bytes(
                        new PlaceOrder(
                            new((int)(orders % 16) + 1),
                            new(1),
                            side,
                            OrderType.Limit,
                            TimeInForce.Day,
                            new(ticks),
                            new(random.Next(1, 6)),
                            ClientOrderId.Of($"b{orders}"),
                            // A refusal would shift the numbers by which the stream cancels.
                            SelfMatch: SelfMatch.Allow
                        )
                    )
                )
            );
        }

        return list;
    }
}
