// tokenbourse bench ws, rest, subscribers: the HTTP doors of a venue on its own disk.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>Order to answer through the real engine, beside an echo in the same run; and many subscribers.</summary>
internal static class BenchDoorVerbs
{
    public static Command Stream() =>
        Door(
            "ws",
            "Measure orders over the WebSocket to the flushed log and back. Example: tokenbourse bench ws --bars",
            10_000,
            256,
            DoorBench.Stream
        );

    public static Command Rest() =>
        Door(
            "rest",
            "Measure orders over REST to the flushed log and back. Example: tokenbourse bench rest --bars",
            3_000,
            32,
            DoorBench.Rest
        );

    public static Command Subscribers()
    {
        var subscribers = Number("--subscribers", "Connections (100 to 20,000).", 10_000);
        var orders = Number("--orders", "Orders a second (1 to 1,000).", 5);
        var seconds = Number("--seconds", "Of trading that all hear (5 to 600).", 30);
        var slow = Number("--slow", "Connections that read nothing later (0 to 1,000).", 100);
        var host = new Option<string?>("--host") { Hidden = true };
        var shared = new BenchOptions();
        var command = new Command(
            "subscribers",
            "Measure many who hear a trading market: memory, age, processor. Example: tokenbourse bench subscribers"
        )
        {
            subscribers,
            orders,
            seconds,
            slow,
            host,
        };
        shared.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var plan = new SubscribersPlan(
                    InRange(parsed, subscribers, 100, 20_000),
                    InRange(parsed, orders, 1, 1_000),
                    InRange(parsed, seconds, 5, 600),
                    InRange(parsed, slow, 0, 1_000)
                );
                var folder = shared.Folder(parsed, "subscribers");
                if (parsed.GetValue(host) is { } what)
                {
                    await SubscribersHost.Run(folder, plan.Subscribers, what == "venue" ? null : what);
                    return 0;
                }

                return await In(
                    folder,
                    async inside =>
                    {
                        var report = await new SubscribersBench(plan, inside, BenchOptions.Progress).Run();
                        return shared.Tell(
                            parsed,
                            () => JsonSerializer.Serialize(report, DoorBenchJson.Default.SubscribersReport),
                            report.Lines,
                            report.Bars
                        );
                    }
                );
            }
        );
        return command;
    }

    private static Command Door(
        string name,
        string description,
        int rate,
        int inFlight,
        Func<DoorPlan, string, Action<string>, Task<DoorReport>> run
    )
    {
        var orders = Number("--orders", "Messages of each turn (100 to 1,000,000).", 50_000);
        var perSecond = Number("--rate", "Messages a second of the open loop (10 to 1,000,000).", rate);
        var underWay = Number("--under-way", "Messages under way of the closed turns (1 to 4,096).", inFlight);
        var rounds = Number("--rounds", "Closed turns of each way (1 to 99).", 3);
        var shared = new BenchOptions();
        var command = new Command(name, description) { orders, perSecond, underWay, rounds };
        shared.AddTo(command);
        command.SetAction(
            async (parsed, _) =>
            {
                var plan = new DoorPlan(
                    InRange(parsed, orders, 100, 1_000_000),
                    InRange(parsed, perSecond, 10, 1_000_000),
                    InRange(parsed, underWay, 1, 4096),
                    InRange(parsed, rounds, 1, 99)
                );
                return await In(
                    shared.Folder(parsed, name),
                    async folder =>
                    {
                        var report = await run(plan, folder, BenchOptions.Progress);
                        return shared.Tell(
                            parsed,
                            () => JsonSerializer.Serialize(report, DoorBenchJson.Default.DoorReport),
                            () => Lines(report),
                            report.Bars
                        );
                    }
                );
            }
        );
        return command;
    }

    private static async Task<int> In(string folder, Func<string, Task<int>> run)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return await run(folder);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static IEnumerable<string> Lines(DoorReport report) =>
        [
            $"machine: {report.Machine}",
            $"runtime: {report.Runtime}",
            $"date:    {report.Date}",
            Text($"flush:   4 KB p50 {report.Flush:0} us; others kept {report.ForeignProcessors:0.00} processors busy"),
            "",
            $"{"what", -32}{"load", -22}{"per second", 12}{"p50 us", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}",
            .. report.Lines.Select(l => Text($"{l.What, -32}{l.Load, -22}{l.PerSecond, 12:N0}") + l.Times),
        ];

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static int InRange(ParseResult parsed, Option<int> option, int least, int most)
    {
        var value = parsed.GetValue(option);
        return value >= least && value <= most
            ? value
            : throw new VerbException(Text($"{option.Name} {value}: must be {least:N0} to {most:N0}"), 2);
    }
}
