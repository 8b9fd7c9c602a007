// A fuzzing run: one door, one fuzzer, one honest client beside it, and what is watched meanwhile.
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Rounds are connections, or requests over one that is kept. Each has chance of its own, made of the seed and
/// its number: so that one that found something can be sent again by itself.</summary>
internal static class FuzzRun
{
    private const int Batch = 64;
    private const int Parts = 10;

    public static FuzzReport Run(FuzzPlan plan, Action<string> progress)
    {
        using var door = Open(plan);
        var tally = new FuzzTally { Round = plan.From };
        using var honest = new HonestBeside(door);
        var held = new List<FuzzHeld>();
        var began = Stopwatch.GetTimestamp();
        for (; tally.Input < plan.Inputs; tally.Round++)
        {
            var most = (int)long.Min(Batch, plan.Inputs - tally.Input);
            try
            {
                tally.Input += door.Send(new(SeedOf(plan.Seed, tally.Round)), tally, most);
            }
            catch (SocketException e)
            {
                // The round before may have been its last.
                tally.Fault($"nobody listens: {e.Message}");
                break;
            }

            if (tally.Input * Parts / plan.Inputs == held.Count)
                continue;
            var now = door.Held();
            while (held.Count < tally.Input * Parts / plan.Inputs)
                held.Add(now);
            Look(door, tally);
            progress(
                BenchText.Text(
                    $"{tally.Input:N0} inputs, round {tally.Round}, {tally.FaultCount} faults, {now.Resident:0} MB"
                )
            );
        }

        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Look(door, tally);
        while (held.Count < 2)
            held.Add(door.Held());
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
            plan.From,
            elapsed,
            tally.Input / elapsed,
            tally.Connections,
            tally.Mutations,
            tally.Answers,
            tally.Taken,
            tally.StateChecks,
            tally.Faults,
            tally.FaultCount,
            Memory(held),
            seen
        );
    }

    private static void Look(IFuzzDoor door, FuzzTally tally)
    {
        foreach (var trouble in door.Troubles())
            tally.Fault(trouble);
    }

    /// <summary>The door's word on the command line.</summary>
    public static string WordOf(FuzzDoors door) =>
        door switch
        {
            FuzzDoors.FixSession => "fix-session",
            FuzzDoors.Fix => "fix",
            FuzzDoors.FixVenue => "fix-venue",
            FuzzDoors.Json => "json",
            FuzzDoors.Ws => "ws",
            _ => "ws-orders",
        };

    private static IFuzzDoor Open(FuzzPlan plan) =>
        plan.Door switch
        {
            FuzzDoors.FixSession => new FixFuzz(new EchoFixHost()),
            FuzzDoors.Fix => new FixFuzz(new GatewayFixHost(plan.Folder)),
            FuzzDoors.FixVenue => new FixFuzz(new VenueFixHost(plan.Folder)),
            FuzzDoors.Json => new JsonFuzz(plan.Folder),
            FuzzDoors.Ws => new StreamFuzz(plan.Folder, false),
            _ => new StreamFuzz(plan.Folder, true),
        };

    /// <summary>Warm after a fifth: what comes later is what grows.</summary>
    private static FuzzMemory Memory(List<FuzzHeld> held)
    {
        var (early, late) = (held[1], held[^1]);
        return new(
            early.Live,
            late.Live,
            held.Max(h => h.Resident),
            [.. held.Select(h => double.Round(h.Live, 1))],
            late.Orders - early.Orders
        );
    }

    private static int SeedOf(int seed, long round)
    {
        var mixed = unchecked((((ulong)(uint)seed << 32) ^ (ulong)round) * 0x9E37_79B9_7F4A_7C15UL);
        mixed ^= mixed >> 29;
        return (int)(unchecked(mixed * 0xBF58_476D_1CE4_E5B9UL) >> 33);
    }
}
