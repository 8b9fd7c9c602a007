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
