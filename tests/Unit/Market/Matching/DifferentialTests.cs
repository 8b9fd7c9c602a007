// Engine against twin: random commands over every feature, and the shortest stream that still differs.
using Tokenbourse.Market.Matching;
using Xunit;

namespace Tokenbourse.Unit.Market.Matching;

public sealed class DifferentialTests
{
    [Fact]
    public void The_engine_says_what_its_plain_twin_says()
    {
        var features = Differ(streams: 200, length: 2_000, seed: 1);
        TestContext.Current.TestOutputHelper?.WriteLine(features.Table());
    }

    private static FeatureCount Differ(int streams, int length, int seed)
    {
        var features = new FeatureCount();
        for (var i = 0; i < streams; i++)
        {
            var stream = new CommandStream(seed + i);
            var commands = Enumerable.Range(0, length).Select(_ => stream.Next()).ToList();
            if (EnginePair.Run(commands, features) is not { } difference)
                continue;
            var least = Shrink.Least(commands, c => EnginePair.Run(c) is { } d && Kind(d) == Kind(difference));
            var list = string.Join("\n  ", least);
            Assert.Fail($"seed {seed + i}: {difference}\n\nshortest:\n  {list}\n\n{EnginePair.Run(least)}");
        }

        return features;
    }

    /// <summary>The same fault: the same line, its numbers aside.</summary>
    private static string Kind(string difference) =>
        string.Concat(difference.Split('\n')[1].Where(c => !char.IsAsciiDigit(c)));
}

/// <summary>Leaves out what a failure does not need.</summary>
internal static class Shrink
{
    public static List<T> Least<T>(List<T> all, Func<List<T>, bool> fails)
    {
        var least = all;
        for (var chunk = least.Count / 2; chunk > 0; )
        {
            var shorter = false;
            for (var at = 0; at < least.Count; )
            {
                var tried = least.Where((_, i) => i < at || i >= at + chunk).ToList();
                if (fails(tried))
                    (least, shorter) = (tried, true);
                else
                    at += chunk;
            }

            if (chunk > 1 || !shorter)
                chunk /= 2;
        }

        return least;
    }
}
