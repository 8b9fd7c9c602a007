// The verb quality as a user runs it: a short day, both pages, the same bytes again, and what it refuses.
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed partial class QualityTests : IDisposable
{
    private static readonly string[] _files = ["quality.en.html", "quality.json", "quality.zh.html"];
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-quality").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_day_gives_two_pages_with_the_same_numbers_and_the_same_bytes_again()
    {
        var first = Run("one");
        var again = Run("two");
        Assert.Equal(_files, Directory.GetFiles(first).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        foreach (var file in _files)
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, file)), File.ReadAllBytes(Path.Combine(again, file)));

        var english = File.ReadAllText(Path.Combine(first, "quality.en.html"));
        var chinese = File.ReadAllText(Path.Combine(first, "quality.zh.html"));
        var numbers = Numbers(english);
        Assert.True(numbers.Count > 3_000, $"only {numbers.Count} numbers");
        Assert.Equal(numbers, Numbers(chinese));
        foreach (var page in (string[])[english, chinese])
        {
            Assert.Contains("SIMULATED", page, StringComparison.Ordinal);
            Assert.Contains("--shape normal --messages 200000 --seed 3", page, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
            // Self-contained: nothing is fetched.
            Assert.DoesNotContain("http", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.Equal(12, Regex.Count(page, "<svg "));
        }

        Assert.Contains("quality.zh.html", english, StringComparison.Ordinal);
        Assert.Contains("quality.en.html", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_hold_together_and_a_stream_file_gives_the_same_ones()
    {
        var one = Json(Run("shape"));
        Assert.True(one.GetProperty("simulated").GetBoolean());
        var figures = one.GetProperty("figures").EnumerateArray().ToList();
        Assert.All(
            figures,
            f =>
                Assert.True(
                    f.GetProperty("value").ValueKind == JsonValueKind.Number || f.GetProperty("blank").GetString() != ""
                )
        );
        // What a taker pays is what the maker keeps and what the price moves.
        var effective = Value(figures, "effective", "");
        Assert.Equal(effective, Value(figures, "realised", "10") + Value(figures, "impact", "10"), 1e-3);
        // It trades at the quotes or beyond: by lots it pays the quoted spread at least, but for who waits for less.
        Assert.InRange(effective, 1, 10);
        Assert.InRange(Value(figures, "order_to_trade", ""), 10, 100);

        var file = Path.Combine(_folder, "day.orders");
        using (var made = Program("stream", "make", "--messages", "200000", "--seed", "3", "--out", file))
            Assert.Equal(0, made.ExitCode);
        var folder = Path.Combine(_folder, "file");
        using var run = Program("quality", "--stream", file, "--out", folder, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var other = Json(folder);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "quality.json")), run.Out);
        foreach (var part in (string[])["stream", "figures", "curves", "stylised_facts"])
            Assert.Equal(one.GetProperty(part).GetRawText(), other.GetProperty(part).GetRawText());
    }

    [Theory]
    [InlineData("--shape steep: must be one of", "--shape", "steep")]
    [InlineData("no-such.orders", "--stream", "no-such.orders")]
    [InlineData("--messages 9999: must be 10,000 to 1,000,000,000", "--messages", "9999")]
    [InlineData("--minutes 59: must be 60 to 1440", "--minutes", "59")]
    [InlineData("--instrument 18: must be 1 to 17", "--instrument", "18", "--messages", "10000")]
    [InlineData("many", "--messages", "many")]
    [InlineData("--stream: a stream in a file has its own", "--stream", "x.orders", "--seed", "4")]
    public void Bad_input_is_one_clear_line_and_exit_code_two(string says, params string[] given)
    {
        using var run = Program(["quality", "--out", Path.Combine(_folder, "bad"), .. given]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Out);
    }

    private string Run(string name)
    {
        var folder = Path.Combine(_folder, name);
        using var run = Program("quality", "--shape", "normal", "--messages", "200000", "--seed", "3", "--out", folder);
        Assert.True(run.ExitCode == 0, run.Error);
        return folder;
    }

    private static ProgramRun Program(params string[] arguments) => ProgramRun.ToEnd(arguments);

    private static JsonElement Json(string folder) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "quality.json"))).RootElement;

    private static double Value(List<JsonElement> figures, string key, string parameter) =>
        figures
            .First(f => f.GetProperty("key").GetString() == key && f.GetProperty("parameter").GetString() == parameter)
            .GetProperty("value")
            .GetDouble();

    private static List<string> Numbers(string page) => [.. NumberCell().Matches(page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("<td class=\"n\">([^<]*)</td>")]
    private static partial Regex NumberCell();
}
