// The warm-up plays its script on scratch runners only, as often as it was asked to.
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Log;

public sealed class WarmUpTests
{
    [Fact]
    public void A_script_is_played_whole_on_a_new_runner_each_round()
    {
        var script = new List<ScriptedCommand>();
        for (var i = 0; i < 1500; i++)
            script.Add(new(new(i * 1000), MessageKind.MoveCash, Codec.Bytes(Make.Cash((i % 4) + 1, -1))));
        var runners = new List<Runner>();
        var taken = WarmUp.Run(
            () =>
            {
                runners.Add(new(new ToyMachine(), new MemoryLog(), new MemoryLog()));
                return runners[^1];
            },
            script,
            rounds: 3,
            TimeSpan.Zero
        );
        Assert.Equal(4500, taken);
        Assert.Equal(3, runners.Count);
        Assert.All(runners, runner => Assert.Equal((1500L, 3000L), (runner.Commands.Tail, runner.Events.Tail)));
        Assert.Equal(1499 * 1000, runners[0].LastTime.Nanoseconds);
    }
}
