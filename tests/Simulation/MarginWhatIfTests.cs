// The verb margin what-if as a user runs it: the committed examples, two rules side by side, and faulty files.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class MarginWhatIfTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-margin").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_table_example_is_the_token_day_charged_on_both_sides()
    {
        var margin = Ask(0, Example("csv")).GetProperty("margin");
        // 9 and 5 lots of 64,600.00 at 40 %.
        Assert.Equal([23_256_000, 12_920_000], Amounts(margin.GetProperty("lines")));
        Assert.Equal([36_176_000], Amounts(margin.GetProperty("totals")));
    }

    [Fact]
    public void Lines_add_up_scenarios_are_told_and_a_shadow_stands_beside()
    {
        var answer = Ask(0, Example("json"), "--rule", "span", "--shadow", "percentage", "--trace");
        foreach (var name in (string[])["margin", "shadow"])
        {
            var report = answer.GetProperty(name);
            var counted = report
                .GetProperty("lines")
                .EnumerateArray()
                .Where(l => l.GetProperty("counted").GetBoolean());
            Assert.Equal(
                Amounts(report.GetProperty("totals")).Sum(),
                counted.Sum(l => l.GetProperty("minor").GetInt64())
            );
        }

        var scenarios = answer.GetProperty("margin").GetProperty("scenarios").EnumerateArray().ToList();
        Assert.Equal(32, scenarios.Count);
        Assert.Equal(2, scenarios.Count(s => s.GetProperty("bound").GetBoolean()));
        // An order is kept for.
        Assert.True(
            Amounts(answer.GetProperty("margin").GetProperty("kept"))[0]
                > Amounts(answer.GetProperty("margin").GetProperty("totals"))[0]
        );
    }

    [Theory]
    [InlineData("settlement", "6.461", "PF-103", "6.462")]
    [InlineData("contract", "TX", "PF-101", "TK")]
    [InlineData("month", "2025-01", "PF-102", "2026-11")]
    [InlineData("lots", "-1", "PF-002", "")]
    [InlineData("lots", "many", "PF-002", "")]
    [InlineData("side", "buy", "PF-002", "")]
    public void A_fault_has_its_code_field_value_and_nearest_valid(
        string column,
        string value,
        string code,
        string nearest
    )
    {
        string[] columns = ["day", "contract", "month", "side", "lots", "settlement"];
        string[] cells = ["2026-11-02", "TK", "2027-01", "long", "9", "6.460"];
        cells[Array.IndexOf(columns, column)] = value;
        var fault = Ask(2, Write("faulty.csv", $"{string.Join(',', columns)}\n{string.Join(',', cells)}\n"))
            .GetProperty("faults")[0];
        Assert.Equal((code, value, nearest), (Text("code"), Text("given"), Text("nearest")));
        Assert.EndsWith(column, Text("field"), StringComparison.Ordinal);

        string Text(string name) => fault.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData("day,contract,month,side,lots,settlment\n", "PF-001")]
    [InlineData("day,contract,month,side,lots,settlement\n2026-11-02,TK\n", "PF-001")]
    [InlineData(
        "day,contract,month,side,lots,settlement\n2026-11-02,TK,2027-01,long,1,6.46\n2026-11-02,TK,2027-01,long,1,6.48\n",
        "PF-105"
    )]
    [InlineData("", "PF-001")]
    [InlineData("day,contract,month,side,lots,settlement\n2026-11-02,TK,2027-01,long,1000000000,999999999\n", "PF-108")]
    public void A_faulty_table_is_refused_whole(string table, string code) =>
        Assert.Equal(code, Ask(2, Write("faulty.csv", table)).GetProperty("faults")[0].GetProperty("code").GetString());

    private static string Example(string form) =>
        Path.Combine(ProgramRun.Home, "docs", "protocols", $"portfolio-example.{form}");

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static JsonElement Ask(int exit, string file, params string[] options)
    {
        using var run = ProgramRun.ToEnd(["margin", "what-if", file, "--json", .. options]);
        Assert.Equal(exit, run.ExitCode);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private static long[] Amounts(JsonElement list) =>
        [.. list.EnumerateArray().Select(l => l.GetProperty("minor").GetInt64())];
}
