// The machine saved and loaded before each command, beside one that is not: what a snapshot holds of forced
// reductions, of members, of money that waits, of collateral and of margin calls.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class ReloadedMachineTests
{
    [Theory]
    [InlineData("red")]
    [InlineData("mbr")]
    [InlineData("def")]
    public void Stories_go_on_from_a_snapshot_before_any_command(string rules)
    {
        var files = Directory.GetFiles(AppContext.BaseDirectory, $"{rules}-*.txt");
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
            var market = new RandomMarket(seed, new Reloading()) { Topics = RandomTopics.None };
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
            var market = new RandomMarket(seed, new Reloading()) { Topics = RandomTopics.Defaults };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(100);
            moved += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.DefaultMoved));
        }

        Assert.True(moved > 2, $"{moved}");
    }

    [Fact]
    public void Random_days_with_members_go_on_from_a_snapshot_before_any_command()
    {
        var (moved, struck) = (0, 0);
        foreach (var seed in new[] { 1, 5, 7 })
        {
            var market = new RandomMarket(seed, new Reloading()) { Topics = RandomTopics.Members };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(120);
            moved += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.ClientMoved));
            struck += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.MemberStruck));
        }

        Assert.True(moved > 5 && struck > 40, $"{moved} clients moved, {struck} classes struck");
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

    [Theory]
    [InlineData("cal-*.txt")]
    [InlineData("liq-*.txt")]
    public void Stories_of_calls_and_of_closing_by_force_go_on_from_a_snapshot_before_any_command(string pattern)
    {
        var files = Directory.GetFiles(AppContext.BaseDirectory, pattern);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var result = ScenarioRunner.Run(file, File.ReadAllText(file), () => new Reloading());
            Assert.True(result.Passed, string.Join('\n', result.Failures));
        }
    }

    [Fact]
    public void Random_days_with_calls_and_closing_by_force_go_on_from_a_snapshot_before_any_command()
    {
        var (missed, forced) = (0, 0);
        foreach (var seed in new[] { 1, 3, 6, 7 })
        {
            var market = new RandomMarket(seed, new Reloading()) { Topics = RandomTopics.Calls };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(200);
            missed += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.CallMissed));
            forced += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.LiquidationOrdered));
        }

        Assert.True(missed > 5 && forced > 0, $"{missed} calls missed, {forced} forced orders");
    }

    [Fact]
    public void Random_days_with_money_that_waits_and_collateral_go_on_from_a_snapshot_before_any_command()
    {
        var (done, counted) = (0, 0);
        foreach (var seed in new[] { 7, 8, 10 })
        {
            var market = new RandomMarket(seed, new Reloading()) { Topics = RandomTopics.Money };
            market.Begin();
            for (var day = 0; day < 4; day++)
                market.Day(100);
            done += market.Log.Sum(l => l.Events.Count(e => e.Kind == MessageKind.CashDone));
            counted += market.Log.Sum(l => l.Events.Count(e => e.Message is CollateralCounted { Counted.Minor: > 0 }));
        }

        Assert.True(done > 3 && counted > 10, $"{done} done, {counted} counted");
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
