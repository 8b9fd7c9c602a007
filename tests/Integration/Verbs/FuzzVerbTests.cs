// tokenbourse bench fuzz: a short slice of every door in each run of the tests, and a long one among the heavy.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Integration.Verbs;

[Collection(ConsoleTests.Name)]
public sealed class FuzzVerbTests : IDisposable
{
    private readonly PassingFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fix-session", 2_000)]
    [InlineData("fix", 2_000)]
    [InlineData("json", 2_000)]
    [InlineData("ws", 1_000)]
    [InlineData("ws-orders", 1_000)]
    public void A_door_stands_a_thousand_inputs(string door, int inputs) => Stands(door, inputs, 20_261);

    [Theory]
    [Trait("Weight", "heavy")]
    [InlineData("fix-session", 2_000_000)]
    [InlineData("fix", 1_000_000)]
    [InlineData("json", 1_000_000)]
    [InlineData("ws", 1_000_000)]
    [InlineData("ws-orders", 1_000_000)]
    public void A_door_stands_millions(string door, int inputs) => Stands(door, inputs, 7);

    [Fact]
    public void Wrong_usage_is_said()
    {
        CalledProgram.Wrong(
            "must be fix-session, fix, fix-venue, json, ws or ws-orders",
            "bench",
            "fuzz",
            "--door",
            "phone"
        );
        CalledProgram.Wrong("must be 10 to", "bench", "fuzz", "--inputs", "9");
    }

    private void Stands(string door, int inputs, int seed)
    {
        var (exit, text, error) = CalledProgram.Run(
            "bench",
            "fuzz",
            "--door",
            door,
            "--inputs",
            $"{inputs}",
            "--seed",
            $"{seed}",
            "--dir",
            _folder.Path,
            "--json",
            "--bars"
        );
        Assert.True(exit == 0, $"exit {exit}: {error}\n{text}");
        var report = JsonDocument.Parse(text).RootElement;
        Assert.Equal(
            (0, inputs),
            (report.GetProperty("fault_count").GetInt32(), report.GetProperty("inputs").GetInt32())
        );
        Assert.True(report.GetProperty("honest").GetProperty("asked").GetInt32() > 0, text);
        Assert.True(report.GetProperty("answers").EnumerateObject().Count() > 3, text);
    }
}
