// A statement of somebody whose position was closed by force, as the program prints it.
using System.Text.Json;
using Tokenbourse.Log;
using Tokenbourse.Shared;
using Tokenbourse.Storage;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class ForcedLiquidationTests
{
    [Fact]
    public void The_statement_says_forced_liquidation_in_both_languages_and_only_of_who_was_closed()
    {
        var folder = Directory.CreateTempSubdirectory("tokenbourse-forced-").FullName;
        try
        {
            Play(folder);
            Assert.Contains("Forced Liquidation", Statement(folder, "1", "--lang", "en"), StringComparison.Ordinal);
            Assert.Contains("强平", Statement(folder, "1", "--lang", "zh"), StringComparison.Ordinal);
            Assert.DoesNotContain("强平", Statement(folder, "3", "--lang", "zh"), StringComparison.Ordinal);
            using var document = JsonDocument.Parse(Statement(folder, "1", "--json"));
            var currency = Assert.Single(
                document.RootElement.GetProperty("statement").GetProperty("currencies").EnumerateArray()
            );
            var trades = currency.GetProperty("transactions").EnumerateArray().ToList();
            Assert.Equal([6, 8], trades.Select(t => t.GetProperty("lots").GetInt64()));
            Assert.All(trades, t => Assert.Equal("forcedLiquidation", t.GetProperty("offset").GetString()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Play(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "venue.json"), "{}");
        ILog Log(params string[] path) => FileLog.Open(Path.Combine([folder, .. path]), new(FlushEachBatch: false));
        var logs = new VenueLogs(
            Log("index", "observations"),
            Log("index", "prints"),
            Log("market", "commands"),
            Log("market", "events")
        );
        using var called = new CalledVenue(logs);
        called.TradeFirstDay();
        called.TradeSecondDay();
        called.Venue.AdvanceTo(CalledVenue.At(CalledVenue.Second, 16, 0));
        logs.Events.Flush();
    }

    private static string Statement(string folder, string account, params string[] options)
    {
        using var program = ProgramRun.ToEnd(["statement", account, "2026-11-25", "--folder", folder, .. options]);
        Assert.True(program.ExitCode == 0, program.Error + program.Out);
        return program.Out;
    }
}
