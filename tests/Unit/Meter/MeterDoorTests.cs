// What the meter refuses, each by its number, and that a refusal charges and holds nothing.
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class MeterDoorTests
{
    private const string Chats = "/v1/chat/completions";

    [Fact]
    public async Task What_is_no_request_is_refused_by_number_and_charged_nothing()
    {
        await using var floor = await MeterFloor.Open();
        var m = $"\"model\":\"{MeterFloor.Model}\"";
        const string Say = "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
        (int Num, string Body)[] cases =
        [
            (7001, ""),
            (7001, "[]"),
            (7001, "{"),
            (7001, $"{{{m},{Say}}} x"),
            (7001, $"{{{m},\"messages\":[{{\"role\":\"user\",\"content\":\"\\ud800\"}}]}}"),
            (7002, $"{{{Say}}}"),
            (7002, $"{{{m}}}"),
            (7002, $"{{{m},{m},{Say}}}"),
            (7002, $"{{{m},\"messages\":[]}}"),
            (7002, $"{{{m},\"messages\":[{{\"content\":\"a\"}}]}}"),
            (7002, $"{{{m},\"messages\":[{{\"role\":\"user\",\"content\":5}}]}}"),
            (7002, $"{{{m},{Say},\"max_tokens\":0}}"),
            (7002, $"{{{m},{Say},\"max_tokens\":1.5}}"),
            (7002, $"{{{m},{Say},\"max_tokens\":5,\"max_completion_tokens\":5}}"),
            (7002, $"{{{m},{Say},\"stream_options\":{{\"include_usage\":true}}}}"),
            (7002, $"{{{m},{Say},\"best_of\":2}}"),
            (
                7003,
                $"{{{m},\"messages\":[{{\"role\":\"user\",\"content\":[{{\"type\":\"image_url\",\"image_url\":{{\"url\":\"x\"}}}}]}}]}}"
            ),
            (7003, $"{{{m},{Say},\"modalities\":[\"text\",\"audio\"]}}"),
            (7005, MeterFloor.Chat(new string('~', 5000))),
            (7006, $"{{{m},{Say},\"max_tokens\":401}}"),
            (7006, $"{{{m},{Say},\"n\":9}}"),
            (7007, $"{{\"model\":\"other\",{Say}}}"),
        ];
        foreach (var (num, body) in cases)
            Assert.True(num == await floor.Refused(Chats, body), $"{num}: {body}");
        Assert.Equal(7004, await floor.Refused(Chats, MeterFloor.Chat(new string('a', 5 << 20))));
        Assert.Equal(7009, await floor.Refused("/v1/images/generations", "{}"));
        Assert.Equal(7011, await floor.Refused(Chats, MeterFloor.Chat("a"), "tb-nobody"));
        Assert.Equal(7012, await floor.Refused(Chats, MeterFloor.Chat("a"), "tb-foreign"));
        Assert.Empty(floor.Sellers.Asked);
        Assert.Empty(floor.Statement().Books.Holds);
    }

    [Fact]
    public async Task A_certificate_opens_the_meter_only_while_redeemed_in_its_window_and_with_units_left()
    {
        await using var floor = await MeterFloor.Open();
        var facts = floor.Venue.Certificates[MeterFloor.Certificate];
        async Task<int> With(CertificateFacts now)
        {
            floor.Venue.Certificates[MeterFloor.Certificate] = now;
            floor.Clock.Time += TimeSpan.FromMinutes(6);
            return await floor.Refused(Chats, MeterFloor.Chat("a"));
        }

        Assert.Equal(7013, await With(facts with { State = "issued" }));
        Assert.Equal(7014, await With(facts with { Issuer = 4 }));
        Assert.Equal(7014, await With(facts with { Product = "GP-H100-US" }));
        Assert.Equal(7014, await With(facts with { Meter = 8 }));
        Assert.Equal(7015, await With(facts with { FirstHour = MeterFloor.FirstHour + 2 }));
        Assert.Equal(7016, await With(facts with { FirstHour = MeterFloor.FirstHour - 2 }));
        // One prompt token and 400 of output: 0.4 + 600 units, 601 in whole ones.
        Assert.Equal(7017, await With(facts with { Drawn = 1_000_000 - 600 }));
        Assert.Equal(7019, await With(facts with { UnitsAMinute = 600 }));
        floor.Venue.Fails = 1;
        floor.Clock.Time += TimeSpan.FromMinutes(6);
        Assert.Equal(7020, await floor.Refused(Chats, MeterFloor.Chat("a")));
    }

    [Fact]
    public async Task The_rate_is_held_and_told_and_the_unused_part_comes_back()
    {
        await using var floor = await MeterFloor.Open();
        floor.Venue.Certificates[MeterFloor.Certificate] = floor.Venue.Certificates[MeterFloor.Certificate] with
        {
            UnitsAMinute = 700,
        };
        for (var i = 0; i < 3; i++)
            floor.Sellers.Scripts.Enqueue(Answer("b"));
        // Each holds about 600 of 700 units and uses few.
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("a"))).Status);
        // This one fails by the seller's fault: its share of the minute is gone, and counts as failed.
        floor.Sellers.Scripts.Enqueue(new([], Status: 500));
        Assert.Equal(7030, await floor.Refused(Chats, MeterFloor.Chat("a")));
        var (status, _, response) = await floor.Post(Chats, MeterFloor.Chat("a"));
        Assert.Equal(429, status);
        var seconds = int.Parse(
            response.Headers.GetValues("Retry-After").Single(),
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.InRange(seconds, 1, 60);
        floor.Clock.Time += TimeSpan.FromSeconds(seconds);
        floor.Sellers.Scripts.Enqueue(Answer("b"));
        Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("a"))).Status);
        await floor.Poster.Round(TestContext.Current.CancellationToken);
        var held = (MeterFloor.Count("user") + MeterFloor.Count("a")) * 400_000 + (400 * 1_500_000);
        Assert.Equal(held / 1_000_000, floor.Venue.Failed(MeterFloor.Certificate));
    }

    [Fact]
    public async Task Models_are_those_of_the_certificates_seller()
    {
        await using var floor = await MeterFloor.Open();
        floor.Http.DefaultRequestHeaders.Authorization = new("Bearer", floor.Key);
        var stop = TestContext.Current.CancellationToken;
        using var list = JsonDocument.Parse(await floor.Http.GetStringAsync("/v1/models", stop));
        Assert.Equal(MeterFloor.Model, list.RootElement.GetProperty("data")[0].GetProperty("id").GetString());
        using var one = JsonDocument.Parse(await floor.Http.GetStringAsync($"/v1/models/{MeterFloor.Model}", stop));
        Assert.Equal("issuer-3", one.RootElement.GetProperty("owned_by").GetString());
        Assert.Equal(404, (int)(await floor.Http.GetAsync("/v1/models/none", stop)).StatusCode);
        floor.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (int)(await floor.Http.GetAsync("/v1/models", stop)).StatusCode);
    }

    [Fact]
    public void A_document_is_read_whole_or_refused_with_every_fault()
    {
        const string Good = """
            {"meter":7,"tolerance":{"tokens":2,"partsPerMillion":10000},"sellers":[{"issuer":3,"products":["TS-CN"],
             "endpoints":[{"url":"http://127.0.0.1:9000/v1","keyVariable":"K"}],
             "models":[{"model":"m","does":["chat"],"tokenizer":"o200k_base","weights":{"input":1,"cached":1,"output":3},
              "mostPrompt":10,"mostOutput":20,"template":{"aMessage":3,"aReply":3}}]}],
             "standbys":[{"account":9,"products":["TS-CN"],"endpoints":[{"url":"http://127.0.0.1:9001/v1"}],
              "models":[{"model":"m","upstream":"u"}]}],
             "limits":{"unchargedTokens":64,"journalSegmentBytes":65536}}
            """;
        var faults = new List<Tokenbourse.Model.Specs.SpecFault>();
        var config = MeterConfigReader.Read(Encoding.UTF8.GetBytes(Good), faults);
        Assert.Empty(faults);
        Assert.Equal("http://127.0.0.1:9000/v1/", config!.Sellers[0].Endpoints[0].Base.ToString());
        Assert.Equal((64, "m"), (config.Limits.MostUncharged, config.Sellers[0].Models[0].Upstream));
        var standby = Assert.Single(config.Standbys);
        Assert.Equal((9, new StandbyModel("m", "u")), (standby.Account, standby.Models[0]));
        (string From, string To)[] bad =
        [
            ("\"account\":9", "\"account\":0"),
            ("{\"model\":\"m\",\"upstream\":\"u\"}", "{\"model\":\"other\"}"),
            ("{\"model\":\"m\",\"upstream\":\"u\"}", ""),
            ("\"journalSegmentBytes\":65536", "\"journalSegmentBytes\":1"),
            ("\"meter\":7", "\"meter\":0"),
            ("o200k_base", "own"),
            ("\"cached\":1", "\"cached\":2"),
            ("\"chat\"", "\"images\""),
            ("http://127", "ftp://127"),
            ("[\"TS-CN\"]", "[]"),
            ("unchargedTokens", "uncharged"),
        ];
        foreach (var (from, to) in bad)
        {
            var wrong = new List<Tokenbourse.Model.Specs.SpecFault>();
            Assert.Null(
                MeterConfigReader.Read(Encoding.UTF8.GetBytes(Good.Replace(from, to, StringComparison.Ordinal)), wrong)
            );
            Assert.NotEmpty(wrong);
        }
    }

    internal static Script Answer(string text, string more = "") =>
        Script.Json(
            $$"""{"id":"a","model":"theirs","choices":[{"index":0,"message":{"role":"assistant","content":{{JsonSerializer.Serialize(text)}}},"finish_reason":"stop"}]{{more}}}"""
        );
}
