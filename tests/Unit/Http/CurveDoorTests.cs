// The addresses of the curve's studies pass on what their reader makes, and say what is missing.
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class CurveDoorTests
{
    [Fact]
    public async Task What_the_reader_makes_is_passed_on_with_the_day_that_was_asked_for()
    {
        await using var floor = await Floor.Open();
        Assert.Equal(0, (await floor.Get("/v1/curve/TT/days")).GetProperty("days").GetArrayLength());
        Assert.Equal("2026-03-02", (await floor.Get("/v1/curve/TT/analytics?day=2026-03-02")).Text("day"));
        Assert.Equal("", (await floor.Get("/v1/curve/TT/analytics")).Text("day"));
    }

    [Theory]
    [InlineData("history", "History")]
    [InlineData("fits", "Fits")]
    [InlineData("components", "Components")]
    [InlineData("season", "Season")]
    public async Task Each_paper_has_its_address_and_takes_a_day(string path, string paper)
    {
        await using var floor = await Floor.Open();
        var told = await floor.Get($"/v1/curve/TT/{path}?day=2026-03-02");
        Assert.Equal((paper, "2026-03-02"), (told.Text("paper"), told.Text("day")));
        Assert.Equal(404, (await floor.Fault("GET", $"/v1/curve/XX/{path}")).Status);
        Assert.Equal(400, (await floor.Fault("GET", $"/v1/curve/TT/{path}?throughput=2")).Status);
    }

    [Fact]
    public async Task The_inference_spread_takes_terms_and_names_the_one_that_cannot_be()
    {
        await using var floor = await Floor.Open();
        var told = await floor.Get("/v1/curve/TT/inference?throughput=25.5&utilisation=0.6");
        Assert.Equal("25.5", told.Text("throughput"));
        var (status, _, _, error) = await floor.Fault("GET", "/v1/curve/TT/inference?utilisation=1.2");
        Assert.Equal((400, "utilisation", "1.2"), (status, error.Text("field"), error.Text("given")));
        Assert.Equal("0.01 to 1", error.Text("limit"));
        Assert.Equal(400, (await floor.Fault("GET", "/v1/curve/TT/inference?rate=seven")).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/curve/XX/inference")).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_named()
    {
        await using var floor = await Floor.Open();
        foreach (
            var (path, field) in ((string, string)[])
                [
                    ("/v1/curve/XX/days", "contract"),
                    ("/v1/curve/XX/analytics", "contract"),
                    ("/v1/curve/XX/analytics?day=2026-03-02", "day"),
                ]
        )
        {
            var (status, _, _, error) = await floor.Fault("GET", path);
            Assert.Equal((404, field), (status, error.Text("field")));
        }

        Assert.Equal(400, (await floor.Fault("GET", "/v1/curve/TT/analytics?day=today")).Status);
        Assert.Equal(400, (await floor.Fault("GET", "/v1/curve/TT/days?day=2026-03-02")).Status);
    }
}
