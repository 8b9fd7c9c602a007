// Accounts that stand in for a seller that fails: asked last, paid for what they delivered, and for nothing else.
using System.Text.Json;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class StandbyTests
{
    private const string Chats = "/v1/chat/completions";
    private const long Other = 9;

    private static readonly Script _fails = new([], Status: 500);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static MeterConfig Document(string product = "TS-CN", string model = MeterFloor.Model, int endpoints = 1) =>
        MeterFloor.Document(endpoints: endpoints) with
        {
            Standbys =
            [
                new(3, ["TS-CN"], [new(new("http://itself/v1/"), null)], [new(model, "own")]),
                new(Other, [product], [new(new("http://standby/v1/"), "OTHER_KEY")], [new(model, "spare")]),
            ],
        };

    [Fact]
    public async Task When_all_addresses_of_the_seller_fail_the_one_that_stands_in_delivers_and_is_paid()
    {
        await using var floor = await MeterFloor.Open(Document(endpoints: 2));
        floor.Sellers.Scripts.Enqueue(_fails);
        floor.Sellers.Scripts.Enqueue(_fails);
        floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("from the other"));
        var (status, body, _) = await floor.Post(Chats, MeterFloor.Chat("q"));
        Assert.Equal(200, status);
        var (address, forwarded, key) = floor.Sellers.Asked[^1];
        Assert.Equal(("http://standby/v1/chat/completions", "other"), (address, key));
        Assert.Contains("\"model\":\"spare\"", forwarded, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(MeterFloor.Model, json.RootElement.GetProperty("model").GetString());
        var meter = json.RootElement.GetProperty("usage").GetProperty("meter");
        Assert.Equal(Other, meter.GetProperty("delivered_by").GetInt64());
        var settled = floor.Statement().Requests.Single().Settled;
        Assert.Equal((Other, 0, 3), (settled.By, settled.Endpoint, settled.Attempts));
        await floor.Poster.Round(Stop);
        var record = floor.Venue.Records.Values.Single();
        // It was delivered: nothing was asked for in vain, though the issuer failed.
        Assert.Equal((Other, 0, floor.Account.SettledMicro / 1_000_000), (record.By, record.Failed, record.Delivered));
    }

    [Fact]
    public async Task In_a_stream_it_stands_in_before_the_first_event_and_not_after_it()
    {
        await using var floor = await MeterFloor.Open(Document());
        floor.Sellers.Scripts.Enqueue(Script.Events("[DONE]"));
        floor.Sellers.Scripts.Enqueue(Script.Events(MeterFloor.Chunk("whole"), "[DONE]"));
        var (_, body, _) = await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
        Assert.Equal(("whole", 0, true), StreamDeliveryTests.Heard(body));
        Assert.DoesNotContain("theirs", body, StringComparison.Ordinal);
        floor.Clock.Time += TimeSpan.FromSeconds(11);
        floor.Sellers.Scripts.Enqueue(Script.Events(MeterFloor.Chunk("cut")));
        var (_, cut, _) = await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
        Assert.Equal(("cut", 7033, false), StreamDeliveryTests.Heard(cut));
        Assert.Equal([Other, 0], floor.Statement().Requests.Select(r => r.Settled.By));
    }

    [Fact]
    public async Task When_it_fails_too_the_request_counts_as_failed_by_the_issuer()
    {
        await using var floor = await MeterFloor.Open(Document());
        floor.Sellers.Scripts.Enqueue(_fails);
        floor.Sellers.Scripts.Enqueue(_fails);
        Assert.Equal(7030, await floor.Refused(Chats, MeterFloor.Chat("q")));
        await floor.Poster.Round(Stop);
        var record = floor.Venue.Records.Values.Single();
        Assert.Equal((0, 0, true), (record.By, record.Delivered, record.Failed > 0));
    }

    [Theory]
    [InlineData("TS-US", MeterFloor.Model)]
    [InlineData("TS-CN", "sim-2")]
    public async Task For_another_product_or_model_it_is_not_asked(string product, string model)
    {
        await using var floor = await MeterFloor.Open(Document(product, model));
        floor.Sellers.Scripts.Enqueue(_fails);
        Assert.Equal(7030, await floor.Refused(Chats, MeterFloor.Chat("q")));
        Assert.Single(floor.Sellers.Asked);
    }

    [Fact]
    public async Task One_that_does_not_stand_in_at_the_venue_is_asked_no_more()
    {
        await using var floor = await MeterFloor.Open(Document());
        (floor.Venue.Refuses, floor.Venue.RefusedAs) = (1, (int)RejectReason.NotStandingIn);
        floor.Sellers.Scripts.Enqueue(_fails);
        floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("unpaid"));
        Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("q"))).Status);
        await floor.Poster.Round(Stop);
        Assert.True(floor.Account.RefusedUnits > 0);
        floor.Sellers.Scripts.Enqueue(_fails);
        Assert.Equal(7030, await floor.Refused(Chats, MeterFloor.Chat("q")));
        Assert.Equal(3, floor.Sellers.Asked.Count);
    }

    [Fact]
    public async Task Each_has_the_whole_units_of_its_own_running_total_however_they_take_turns()
    {
        await using var floor = await MeterFloor.Open(Document());
        var micro = new SortedDictionary<long, long> { [0] = 0, [Other] = 0 };
        for (var i = 0; i < 30; i++)
        {
            var by = i % 3 == 0 ? Other : 0;
            if (by == Other)
                floor.Sellers.Scripts.Enqueue(_fails);
            floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("x"));
            var before = floor.Account.SettledMicro;
            Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("q", ",\"max_tokens\":9"))).Status);
            micro[by] += floor.Account.SettledMicro - before;
            if (i % 4 == 0)
                await floor.Poster.Round(Stop);
        }

        await floor.Poster.Round(Stop);
        foreach (var (by, charged) in micro)
            Assert.Equal(charged / 1_000_000, floor.Venue.Records.Values.Where(r => r.By == by).Sum(r => r.Delivered));
        Assert.Equal(0, floor.Venue.Failed(MeterFloor.Certificate));
    }
}
