// The board by stream: the rows that changed, and the prose of the terms once.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Unit.Market;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class BoardStreamTests
{
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task Board_deltas_hold_only_the_rows_that_changed()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("board");
        var snapshot = await ear.Hear("board");
        Assert.Equal(3, snapshot.GetProperty("data").GetArrayLength());
        await floor.Place(1, "buy", "6.300", 3, "b1");
        var delta = await ear.Hear("board");
        Assert.Equal(("delta", snapshot.Whole("seq")), (delta.Text("type"), delta.Whole("prevSeq")));
        var row = Assert.Single(delta.GetProperty("data").EnumerateArray());
        Assert.Equal(("TT-H26", "6.300"), (row.Text("symbol"), row.Text("bid")));
        floor.Clock(2, 12);
        var pause = await ear.Hear("board");
        Assert.Equal(
            ["pause", "pause", "pause"],
            pause.GetProperty("data").EnumerateArray().Select(r => r.Text("phase"))
        );
        Assert.Equal(delta.Whole("seq"), pause.Whole("prevSeq"));
    }

    [Fact]
    public async Task Board_tells_whom_a_contract_hedges_once()
    {
        var contract = MarketDesk.Contract.Replace(
            "\"calendar\"",
            """
            "hedges": { "en": "Buyers.", "zh": "买方。" }, "calendar"
            """
        );
        await using var floor = await Floor.Open(Quick, contract: contract);
        await using var ear = await floor.Listen("board");
        var snapshot = (await ear.Hear("board")).GetProperty("data");
        Assert.All(snapshot.EnumerateArray(), row => Assert.Equal("Buyers.", row.Text("hedgesEn")));
        await floor.Place(1, "buy", "6.300", 3, "b1");
        var row = Assert.Single((await ear.Hear("board")).GetProperty("data").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("hedgesEn").ValueKind);
        Assert.Equal(JsonValueKind.Null, row.GetProperty("hedgesZh").ValueKind);
        await ear.Say("""{"op":"resync","channel":"board"}""");
        var again = (await ear.Hear("board")).GetProperty("data");
        Assert.All(again.EnumerateArray(), r => Assert.Equal("买方。", r.Text("hedgesZh")));
        Assert.Equal("6.300", again.EnumerateArray().First().Text("bid"));
    }
}
