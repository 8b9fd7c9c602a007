// Supply contracts through the REST door: proposed, accepted, metered, and what is refused by field.
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class SupplyDoorTests
{
    [Fact]
    public async Task From_a_proposal_to_a_record()
    {
        await using var floor = await Open();
        var proposed = await Event(floor, "define-supply", SupplyDesk.Terms(), "SupplyProposed");
        Assert.Equal(1, proposed.GetProperty("number").GetInt32());
        var accepted = await Event(floor, "accept-supply", """{"account":1,"supply":1}""", "SupplyStateSet");
        Assert.Equal(("InForce", 10_000), (accepted.Text("state"), accepted.GetProperty("security").GetInt32()));
        const string Record = """{"meter":7,"record":1,"supply":1,"day":"2026-03-02","units":5000,"evidence":"e1"}""";
        var recorded = await Event(floor, "record-supply", Record, "SupplyRecorded");
        Assert.Equal(5000, recorded.GetProperty("monthUnits").GetInt32());
        var again = await floor.Fault("POST", "/v1/spot/record-supply", Record);
        Assert.Equal((3041, "record"), (again.Num, again.Error.Text("field")));
        var early = await floor.Fault(
            "POST",
            "/v1/spot/invoice-supply",
            """{"account":2,"supply":1,"month":"2026-03"}"""
        );
        Assert.Equal(
            (4087, "month", "2026-03-02", "2026-04-03"),
            (early.Num, early.Error.Text("field"), early.Error.Text("given"), early.Error.Text("limit"))
        );
    }

    [Fact]
    public async Task Both_sides_see_the_contract_with_its_months()
    {
        await using var floor = await Open();
        await Event(floor, "define-supply", SupplyDesk.Terms(), "SupplyProposed");
        Assert.Equal("proposed", (await floor.Get("/v1/accounts/1/supplies"))[0].Text("state"));
        await Event(floor, "accept-supply", """{"account":1,"supply":1}""", "SupplyStateSet");
        const string Record = """{"meter":7,"record":9,"supply":1,"day":"2026-03-02","units":5000,"evidence":"e1"}""";
        await Event(floor, "record-supply", Record, "SupplyRecorded");
        foreach (var side in new[] { 1, 2 })
        {
            var listed = Assert.Single((await floor.Get($"/v1/accounts/{side}/supplies")).EnumerateArray());
            Assert.Equal(
                ("S-1", "in force", "100.00", "0.00", "2026-03", 9),
                (
                    listed.Text("name"),
                    listed.Text("state"),
                    listed.Text("security"),
                    listed.Text("open"),
                    listed.Text("next"),
                    listed.GetProperty("lastRecord").GetInt32()
                )
            );
        }

        Assert.Equal(0, (await floor.Get("/v1/accounts/3/supplies")).GetArrayLength());
        var detail = await floor.Get("/v1/spot/supplies/1");
        var month = Assert.Single(detail.GetProperty("months").EnumerateArray());
        Assert.Equal(("2026-03", 5000), (month.Text("month"), month.GetProperty("metered").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, month.GetProperty("invoice").ValueKind);
        Assert.Equal("1.05", detail.GetProperty("terms").GetProperty("price").Text("factor"));
    }

    [Theory]
    [InlineData("/v1/accounts/77/supplies", 404, 1202, "account")]
    [InlineData("/v1/spot/supplies/2", 404, 4080, "supply")]
    [InlineData("/v1/spot/supplies/0", 404, 4080, "supply")]
    [InlineData("/v1/spot/supplies/-1", 400, 1003, "supply")]
    [InlineData("/v1/spot/supplies/99999999999999999999", 400, 1003, "supply")]
    [InlineData("/v1/spot/supplies/1/invoices/2026-03", 404, 1004, "month")]
    [InlineData("/v1/spot/supplies/1/invoices/March", 400, 1003, "month")]
    [InlineData("/v1/spot/supplies/1?all=1", 400, 1002, "all")]
    public async Task A_read_that_finds_nothing_says_why(string path, int status, int num, string field)
    {
        await using var floor = await Open();
        await Event(floor, "define-supply", SupplyDesk.Terms(), "SupplyProposed");
        var fault = await floor.Fault("GET", path);
        Assert.Equal((status, num, field), (fault.Status, fault.Num, fault.Error.Text("field")));
    }

    [Theory]
    [InlineData("accept-supply", """{"account":1,"supply":3}""", 404, 4080, "supply")]
    [InlineData("end-supply", """{"account":1}""", 400, 1001, "supply")]
    [InlineData("pay-supply", """{"account":1,"supply":1,"month":"March"}""", 400, 1003, "month")]
    [InlineData("define-supply", """{"supply":"A"}""", 422, 3001, "average")]
    public async Task What_is_refused_says_its_number(string command, string body, int status, int num, string field)
    {
        await using var floor = await Open();
        var fault = await floor.Fault("POST", $"/v1/spot/{command}", body);
        Assert.Equal((status, num, field), (fault.Status, fault.Num, fault.Error.Text("field")));
    }

    private static async Task<Floor> Open()
    {
        var floor = await Floor.Open();
        var (status, json) = await floor.Ask("POST", "/v1/spot/define-product", SpotDesk.Product());
        Assert.True(status == 200, json.ToString());
        return floor;
    }

    private static async Task<System.Text.Json.JsonElement> Event(Floor floor, string command, string body, string kind)
    {
        var (status, json) = await floor.Ask("POST", $"/v1/spot/{command}", body);
        Assert.True(status == 200, json.ToString());
        return json.GetProperty("events").EnumerateArray().Single(e => e.Text("kind") == kind).GetProperty("message");
    }
}
