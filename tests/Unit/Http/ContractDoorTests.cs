// A contract's documents over the REST door.
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ContractDoorTests
{
    [Fact]
    public async Task A_contract_tells_its_documents_as_they_were_taken()
    {
        await using var floor = await Floor.Open();
        var told = await floor.Get("/v1/contracts/TT");
        var terms = Assert.Single(told.GetProperty("terms").EnumerateArray());
        Assert.Equal("TT", terms.GetProperty("document").Text("contract"));
        Assert.Equal(1, terms.GetProperty("number").GetInt32());
        Assert.Empty(terms.GetProperty("changes").EnumerateArray());
        Assert.NotEmpty(told.GetProperty("margins").EnumerateArray());
        Assert.True(told.GetProperty("eventSequence").GetInt64() >= terms.GetProperty("eventSequence").GetInt64());
    }

    [Fact]
    public async Task A_later_version_stands_behind_the_first_and_says_what_it_changed()
    {
        await using var floor = await Floor.Open();
        var before = await floor.Get("/v1/contracts/TT");
        var first = before.GetProperty("margins").EnumerateArray().Last().GetProperty("document");
        var later = JsonSerializer.Deserialize<System.Text.Json.Nodes.JsonObject>(first.GetRawText())!;
        later["version"] = later["version"]!.GetValue<int>() + 1;
        floor.Venue.Submit(MessageKind.DefineMargins, JsonSerializer.SerializeToUtf8Bytes(later));
        var after = (await floor.Get("/v1/contracts/TT")).GetProperty("margins").EnumerateArray().ToArray();
        Assert.Equal(before.GetProperty("margins").GetArrayLength() + 1, after.Length);
        var change = Assert.Single(after[^1].GetProperty("changes").EnumerateArray());
        Assert.Equal("version", change.Text("field"));
        Assert.Equal(first.GetRawText(), after[^2].GetProperty("document").GetRawText());
    }

    [Fact]
    public async Task A_contract_that_is_not_there_is_told_by_its_field()
    {
        await using var floor = await Floor.Open();
        var (status, code, _, error) = await floor.Fault("GET", "/v1/contracts/NO");
        Assert.Equal((404, "contract"), (status, error.Text("field")));
        Assert.NotEmpty(code);
        Assert.Equal(400, (await floor.Fault("GET", "/v1/contracts/TT?x=1")).Status);
    }
}
