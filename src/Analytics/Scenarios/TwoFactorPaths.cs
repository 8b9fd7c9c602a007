// Simulates a hedger's months: futures from today's curve, own price, volume, currency, hedge and its margin.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>The entrance of the engine. Prices simulated here are a model's, never a forecast.</summary>
public static class TwoFactorPaths
{
    /// <summary>Runs a model.</summary>
    /// <param name="model">Inputs.</param>
    /// <param name="run">Number of paths, seed, threads. The digits depend on the first two and on nothing
    /// else.</param>
    /// <param name="reuse">A set whose arrays may be overwritten; null: a new one.</param>
    /// <exception cref="ArgumentException">Inputs out of range; all faults are named.</exception>
    public static PathSet Simulate(PathModel model, PathRun run, PathSet? reuse = null)
    {
        string[] faults = [.. model.Faults(), .. run.Faults()];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join("; ", faults));
        var tables = new PathTables(model);
        var set = reuse ?? new PathSet();
        set.Prepare(model, run);
        var blocks = ((run.Paths / 2) + PathBlock.Pairs - 1) / PathBlock.Pairs;
        var threads = Math.Min(run.Threads, blocks);
        var next = -1;
        if (threads == 1)
            Work();
        else
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Work());
        return set;

        // Each block draws from streams of its own and writes columns of its own: who works it does not matter.
        void Work()
        {
            var block = new PathBlock(tables, set);
            for (var b = Interlocked.Increment(ref next); b < blocks; b = Interlocked.Increment(ref next))
                block.Run(b);
        }
    }
}
