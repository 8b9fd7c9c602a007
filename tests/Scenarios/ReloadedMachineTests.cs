// The machine saved and loaded before each command, beside one that is not: what a snapshot holds of forced reductions.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class ReloadedMachineTests
{
    [Fact]
    public void Stories_of_forced_reduction_and_of_defaults_go_on_from_a_snapshot_before_any_command()
    {
        string[] files =
        [
            .. Directory.GetFiles(AppContext.BaseDirectory, "red-*.txt"),
            .. Directory.GetFiles(AppContext.BaseDirectory, "def-*.txt"),
        ];
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var result = ScenarioRunner.Run(file, File.ReadAllText(file), () => new Reloading());
            Assert.True(result.Passed, string.Join('\n', result.Failures));
        }
    }

    [Fact]
    public void Random_days_with_forced_reductions_go_on_from_a_snapshot_before_any_command()
    {
        var reduced = 0;
        foreach (var seed in new[] { 12, 18, 24 })
        {
            var market = new RandomMarket(seed, new Reloading());
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(120);
            reduced += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.ForcedReduced));
        }

        Assert.True(reduced > 0);
    }

    [Fact]
    public void Random_days_on_which_members_fall_go_on_from_a_snapshot_before_any_command()
    {
        var moved = 0;
        foreach (var seed in new[] { 7, 13, 17 })
        {
            var market = new RandomMarket(seed, new Reloading());
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(100);
            moved += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.DefaultMoved));
        }

        Assert.True(moved > 2, $"{moved}");
    }

    private sealed class Reloading : IMarketEngine
    {
        private readonly MarketMachine _plain = new();
        private MarketMachine _reloaded = new();

        public IReadOnlyList<Happening> Submit(in LogEntry command)
        {
            var snapshot = BytesOf(_reloaded);
            _reloaded = new();
            _reloaded.Load(new(snapshot));
            var expected = new MachineEngine(_plain).Submit(command);
            Assert.Equal(expected, new MachineEngine(_reloaded).Submit(command));
            Assert.Equal(BytesOf(_plain), BytesOf(_reloaded));
            return expected;
        }

        private static byte[] BytesOf(MarketMachine machine)
        {
            var writer = new StateWriter();
            machine.Save(writer);
            return writer.Bytes.ToArray();
        }
    }
}
