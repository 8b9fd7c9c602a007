// The machine saved and loaded before each command, beside one that is not: what a snapshot holds of forced
// reductions, of money that waits and of collateral.
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
    public void Stories_of_forced_reduction_go_on_from_a_snapshot_before_any_command()
    {
        var files = Directory.GetFiles(AppContext.BaseDirectory, "red-*.txt");
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
    public void Stories_of_money_and_collateral_go_on_from_a_snapshot_before_any_command()
    {
        var files = Directory
            .GetFiles(AppContext.BaseDirectory, "c*-00*.txt")
            .Where(f => Path.GetFileName(f)[..3] is "csh" or "col")
            .ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var result = ScenarioRunner.Run(file, File.ReadAllText(file), () => new Reloading());
            Assert.True(result.Passed, string.Join('\n', result.Failures));
        }
    }

    [Fact]
    public void Random_days_with_money_that_waits_and_collateral_go_on_from_a_snapshot_before_any_command()
    {
        var (done, counted) = (0, 0);
        foreach (var seed in new[] { 7, 8 })
        {
            var market = new RandomMarket(seed, new Reloading());
            market.Begin();
            for (var day = 0; day < 4; day++)
                market.Day(100);
            done += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.CashDone));
            counted += market.Log.Sum(l => l.Events.Count(e => e.Message is CollateralCounted { Counted.Minor: > 0 }));
        }

        Assert.True(done > 5 && counted > 5, $"{done} done, {counted} counted");
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
