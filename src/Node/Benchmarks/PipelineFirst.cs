// The first order of a fresh process after it says that it is ready, and the thousands after it.
using System.Diagnostics;
using System.Text.Json;
using Tokenbourse.Log;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One order at a time, each after the answer to the one before.</summary>
internal static class PipelineFirst
{
    /// <summary>Starts this program again, because this process has compiled already what it runs.</summary>
    public static FirstOrder InFreshProcess(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tokenbourse.dll"));
        foreach (var argument in new[] { "bench", "pipeline", "--first", "--dir", Path.Combine(folder, "first") })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Must.Hold(process.ExitCode == 0);
        return JsonSerializer.Deserialize(text, BenchReportJson.Default.FirstOrder)!;
    }

    /// <summary>In this process, which must be fresh.</summary>
    public static FirstOrder Run(string folder)
    {
        const int Orders = 5_000;
        Directory.CreateDirectory(folder);
        var stream = OrderStream.Build(Orders, seed: 2);
        var warm = Stopwatch.GetTimestamp();
        WarmVenue.Run(folder);
        var warmed = Stopwatch.GetElapsedTime(warm).TotalSeconds;
        using var venue = new PipelineVenue(
            Path.Combine(folder, "venue"),
            new MarketMachine(MarketMachine.VenueOrders)
        );
        var times = new long[Orders];
        for (var i = 0; i < Orders; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            var outcome = venue.Sequencer.Submit(stream[i].Kind, stream[i].Payload).GetAwaiter().GetResult();
            times[i] = Stopwatch.GetTimestamp() - begin;
            Must.Hold(outcome.Status == OutcomeStatus.Taken);
        }

        var first = Stopwatch.GetElapsedTime(0, times[0]).TotalMicroseconds;
        return new(first, warmed, Percentiles.Of(times.AsSpan(Orders / 2)));
    }
}
