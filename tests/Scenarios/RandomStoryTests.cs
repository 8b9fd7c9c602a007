// Stories told by chance, the machine under the auditor's eyes; one that they tell differently is cut down before it is shown.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RandomStoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(101)]
    [InlineData(201)]
    [InlineData(301)]
    public void The_auditor_agrees_with_the_machine_on_stories_told_by_chance(long first)
    {
        for (var seed = first; seed < first + 100; seed++)
        {
            var lines = RandomStory.Of(seed);
            if (Difference(lines) is null)
                continue;
            var cut = Cut([.. lines]);
            Assert.Fail($"seed {seed}\n{string.Join('\n', cut)}\n{Difference(cut)}");
        }
    }

    [Fact]
    public void A_seed_always_tells_the_same_story_and_the_language_reads_all_of_it()
    {
        Assert.Equal(RandomStory.Of(5), RandomStory.Of(5));
        Assert.NotEqual(RandomStory.Of(5), RandomStory.Of(6));
        var unread = Enumerable
            .Range(1, 100)
            .SelectMany(seed =>
                ScenarioRunner.Run($"{seed}", string.Join('\n', RandomStory.Of(seed)), () => new NaiveMarket()).Failures
            )
            .Where(f => f.Contains(": at ", StringComparison.Ordinal));
        Assert.Empty(unread);
    }

    // What the two tell differently, or how the machine stopped; null when they agree.
    private static string? Difference(IReadOnlyList<string> lines)
    {
        var machine = new MachineEngine(new MarketMachine());
        try
        {
            var story = ScenarioRunner.Run("chance", string.Join('\n', lines), () => machine, out var venue);
            var auditor = new Auditor();
            foreach (var (command, events) in venue?.Log ?? [])
            {
                if (auditor.Check(command, events) is { } difference)
                    return difference;
            }

            return story.Failures.FirstOrDefault(f => f.Contains("market data", StringComparison.Ordinal));
        }
        catch (Exception stopped)
            when (stopped is InvariantBrokenException or OverflowException or IndexOutOfRangeException)
        {
            return $"stopped: {stopped.Message}";
        }
    }

    // Runs of lines are taken out, long ones first, as long as the two still differ.
    private static List<string> Cut(List<string> lines)
    {
        for (var size = lines.Count / 2; size > 0; size /= 2)
        {
            for (var at = 3; at < lines.Count; )
            {
                var shorter = lines.Where((_, i) => i < at || i >= at + size).ToList();
                if (Difference(shorter) is null)
                    at += size;
                else
                    lines = shorter;
            }
        }

        return lines;
    }
}
