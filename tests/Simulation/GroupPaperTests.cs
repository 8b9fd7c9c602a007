// Papers of a market whose tokens are margined as one portfolio: the group's figure stands by itself, and all ties out.
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class GroupPaperTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-groups-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Months_in_a_group_have_no_margin_of_their_own_on_any_paper_and_the_group_says_what_it_asked()
    {
        Play();
        using var document = JsonDocument.Parse(Run("statement", "house", "--folder", Place("run"), "--json"));
        var currencies = document.RootElement.GetProperty("statement").GetProperty("currencies").EnumerateArray();
        foreach (var currency in currencies)
        {
            var summary = currency.GetProperty("summary");
            var grouped = currency.GetProperty("currency").GetString() == "CNY";
            foreach (var table in new[] { "positions", "positionsDetail" })
            {
                Assert.All(
                    currency.GetProperty(table).EnumerateArray(),
                    line => Assert.Equal(grouped, line.GetProperty("margin").ValueKind == JsonValueKind.Null)
                );
            }

            var asked = currency.GetProperty("marginGroups").EnumerateArray().Sum(g => Of(g, "asked"));
            Assert.Equal(grouped, asked > 0);
            Assert.Equal("0.00", summary.GetProperty("marginOffset").GetString());
            Assert.Equal(Of(summary, "marginOccupied"), Of(summary, "initialMargin") + asked);
            if (grouped)
                Assert.Equal(asked, Of(summary.GetProperty("groups"), "groupMargin"));
            else
                Assert.False(summary.TryGetProperty("groups", out _));
        }

        var english = Run("statement", "101", "--folder", Place("run"), "--lang", "en");
        Assert.Contains("Margin by Groups (CNY)", english, StringComparison.Ordinal);
        Assert.Contains("| in group |", english, StringComparison.Ordinal);
        var chinese = Run("statement", "101", "--folder", Place("run"), "--lang", "zh", "--format", "csv");
        Assert.Contains("组合保证金明细（CNY）", chinese, StringComparison.Ordinal);
        Assert.Contains(",组合内", chinese, StringComparison.Ordinal);

        var reports = JsonDocument.Parse(Run("reports", "--folder", Place("run"), "--out", Place("out"), "--json"));
        Assert.True(reports.RootElement.GetProperty("checks").GetProperty("margins add up").GetBoolean());
        var lines = File.ReadAllLines(Place("out/margin-groups.csv"));
        Assert.Contains(lines, l => l.StartsWith("101,CNY,compute,1,span,TK,", StringComparison.Ordinal));
        Assert.Contains(
            File.ReadAllLines(Place("out/positions.csv")),
            l => l.StartsWith("101,TK,", StringComparison.Ordinal) && l.EndsWith(',')
        );
    }

    private void Play()
    {
        var rulebook = Path.Combine(ProgramRun.Home, "rulebook");
        foreach (var file in Directory.GetFiles(rulebook, "*", SearchOption.AllDirectories))
        {
            var copy = Place(Path.Combine("rulebook", Path.GetRelativePath(rulebook, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(
            Place("rulebook/margins/TK.json"),
            """{ "contract": "TK", "version": 1, "rate": "0.16", "rule": "span", "group": "compute" }"""
        );
        Run("run", "--headless", "--days", "2", "--rulebook", Place("rulebook"), "--out", Place("run"));
    }

    private string Place(string name) => Path.Combine(_folder, name);

    private static string Run(params string[] arguments)
    {
        using var program = ProgramRun.ToEnd(arguments);
        Assert.True(program.ExitCode == 0, program.Error + program.Out);
        return program.Out;
    }

    private static decimal Of(JsonElement element, string figure) =>
        decimal.Parse(element.GetProperty(figure).GetString()!, CultureInfo.InvariantCulture);
}
