// Prices by hand and corrections at the door: what is wrong is named with its field, given and nearest.
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.DayEnd;

public sealed class SettlementDoorTests
{
    [Theory]
    [InlineData(
        "2026-03-02/overrides",
        """{"symbol":"NO-H26","price":"1","person":"ann","reason":"x"}""",
        404,
        "symbol"
    )]
    [InlineData(
        "2026-03-02/overrides",
        """{"symbol":"TT-H26","price":"1","person":"ann","reason":"two words"}""",
        400,
        "reason"
    )]
    [InlineData("2026-03-02/overrides", """{"symbol":"TT-H26","person":"ann","reason":"x"}""", 400, "price")]
    [InlineData("soon/overrides/approve", """{"symbol":"TT-H26","price":"1","person":"ann"}""", 400, "day")]
    [InlineData(
        "2026-03-02/amendments/approve",
        """{"reference":"r","amount":"1.001","person":"ann"}""",
        400,
        "amount"
    )]
    [InlineData(
        "2026-03-02/amendments/approve",
        """{"reference":"r","amount":"1.00","person":"ann"}""",
        422,
        "reference"
    )]
    public async Task A_bad_request_is_refused_with_its_field(string what, string body, int status, string field)
    {
        await using var floor = await Floor.Open();
        var fault = await floor.Fault("POST", $"/v1/settlements/{what}", body);
        Assert.Equal((status, field), (fault.Status, fault.Error.Text("field")));
    }

    [Fact]
    public async Task A_venue_without_a_desk_says_so_and_a_bulletin_names_the_nearest_day()
    {
        await using var floor = await Floor.Open();
        foreach (
            var what in (string[])["settlements/2026-03-02", "end-of-day/2026-03-02", "bulletins/2026-03-02/rankings"]
        )
            Assert.Equal(404, (await floor.Fault("GET", $"/v1/{what}")).Status);
        var (status, _, _, error) = await floor.Fault("GET", "/v1/end-of-day/2026-02-30");
        Assert.Equal((400, "day"), (status, error.Text("field")));
    }
}
