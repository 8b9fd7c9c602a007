// The clearing desk's questions at the door: tables are read cell by cell, and what is wrong is named with its place.
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Clearing;

public sealed class ClearingDoorTests
{
    [Theory]
    [InlineData("""{"csv":"symbol,lots\nTT-H26,1"}""", "csv[1]")]
    [InlineData("""{"csv":"symbol,side,lots"}""", "csv")]
    [InlineData("""{"csv":"symbol,side,lots\nTT-H26,long"}""", "csv[2]")]
    [InlineData("""{"csv":"symbol,side,lots\nTT-H26,long,many"}""", "csv[2].lots")]
    [InlineData("""{"csv":"symbol,side,lots\nTT-H26,long,0"}""", "csv[2].lots")]
    [InlineData("""{"rows":[{"symbol":"TT-H26","side":"long"}]}""", "rows[0].lots")]
    [InlineData("""{"rows":[{"symbol":"TT-H26","side":"long","lots":1}],"add":true}""", "account")]
    [InlineData("""{"rows":[{"symbol":"TT-H26","side":"long","lots":1}],"other":1}""", "other")]
    public async Task A_bad_portfolio_is_refused_with_its_place(string body, string field)
    {
        await using var floor = await Floor.Open();
        var (status, _, _, error) = await floor.Fault("POST", "/v1/clearing/what-if", body);
        Assert.Equal((400, field), (status, error.Text("field")));
    }

    [Fact]
    public async Task A_bad_question_is_refused_and_a_venue_without_a_desk_says_so()
    {
        await using var floor = await Floor.Open();
        var (status, _, _, error) = await floor.Fault(
            "POST",
            "/v1/clearing/waterfall",
            """{"members":[{"member":1}],"moves":[{"contract":"TT","movePpm":-2000000}]}"""
        );
        Assert.Equal((400, "moves[0].movePpm"), (status, error.Text("field")));
        Assert.Equal(400, (await floor.Fault("GET", "/v1/clearing/back-tests?level=1")).Status);
        Assert.Equal(400, (await floor.Fault("GET", "/v1/clearing/overview?day=1")).Status);
        Assert.Equal(404, (await floor.Fault("GET", "/v1/clearing/overview")).Status);
    }
}
