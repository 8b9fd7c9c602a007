// A fuzzing run: one door, one fuzzer, one honest client beside it, and what is watched meanwhile.
using System.Diagnostics;
using System.Runtime.InteropServices;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>The same plan sends the same inputs; what is answered may differ in order.</summary>
internal static class FuzzRun
{
    private const int Batch = 64;
    private const double Megabyte = 1024 * 1024;

    public static FuzzReport Run(FuzzPlan plan, Action<string> progress)
    {
        using var door = Open(plan);
        var random = new Random(plan.Seed);
        var tally = new FuzzTally();
        using var honest = new HonestBeside(door);
        using var process = Process.GetCurrentProcess();
        var (early, told, peak) = (0.0, 0L, 0L);
        var began = Stopwatch.GetTimestamp();
        while (tally.Input < plan.Inputs)
        {
            var most = (int)long.Min(Batch, plan.Inputs - tally.Input);
            tally.Input += door.Send(random, tally, most);
            if (early == 0 && tally.Input >= plan.Inputs / 5)
                early = Live();
            if (tally.Input * 10 / plan.Inputs == told)
                continue;
            told = tally.Input * 10 / plan.Inputs;
            process.Refresh();
            peak = long.Max(peak, process.WorkingSet64);
            progress(BenchText.Text($"{tally.Input:N0} inputs, {tally.FaultCount} faults"));
        }

        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var seen = honest.End();
        if (honest.Failure is { } failure)
            tally.Fault($"the honest client: {failure}");
        return new(
            MachineLimits.Describe(),
            RuntimeInformation.FrameworkDescription,
            BenchText.Today(),
            WordOf(plan.Door),
            tally.Input,
            plan.Seed,
            elapsed,
            tally.Input / elapsed,
            tally.Connections,
            tally.Mutations,
            tally.Answers,
            tally.Taken,
            tally.StateChecks,
            tally.Faults,
            tally.FaultCount,
            new(early, Live(), peak / Megabyte),
            seen
        );
    }

    /// <summary>The door's word on the command line.</summary>
    public static string WordOf(FuzzDoors door) =>
        door switch
        {
            FuzzDoors.Fix => "fix",
            FuzzDoors.Json => "json",
            _ => "ws",
        };

    private static IFuzzDoor Open(FuzzPlan plan) =>
        plan.Door switch
        {
            FuzzDoors.Fix => new FixFuzz(),
            FuzzDoors.Json => new JsonFuzz(plan.Folder),
            _ => new StreamFuzz(plan.Folder),
        };

    private static double Live() => GC.GetTotalMemory(forceFullCollection: true) / Megabyte;
}
