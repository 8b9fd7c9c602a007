// Plain answers: what is forwarded, what is charged, what happens when the two counts differ or a seller fails.
using System.Text.Json;
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class PlainDeliveryTests
{
    private const string Chats = "/v1/chat/completions";

    [Fact]
    public async Task A_chat_is_forwarded_with_a_bound_and_told_with_what_is_charged()
    {
        await using var floor = await MeterFloor.Open();
        var (prompt, output) = (Prompt("what"), MeterFloor.Count("hello \"you\"\n"));
        floor.Sellers.Scripts.Enqueue(
            MeterDoorTests.Answer(
                "hello \"you\"\n",
                $",\"usage\":{{\"prompt_tokens\":{prompt + 1},\"completion_tokens\":{output - 2}}}"
            )
        );
        var (status, body, _) = await floor.Post(Chats, MeterFloor.Chat("what"));
        Assert.Equal(200, status);
        var (address, forwarded, key) = floor.Sellers.Asked.Single();
        Assert.Equal(("http://seller0/v1/chat/completions", "secret"), (address, key));
        Assert.Equal(
            """{"max_tokens":400,"model":"theirs","messages":[{"role":"user","content":"what"}]}""",
            forwarded
        );
        using var json = JsonDocument.Parse(body);
        Assert.Equal(MeterFloor.Model, json.RootElement.GetProperty("model").GetString());
        Usage(json, prompt, output);
        var charged = (prompt * 400_000) + (output * 1_500_000);
        Assert.Equal(charged, floor.Account.SettledMicro);
        await floor.Poster.Round(TestContext.Current.CancellationToken);
        Assert.Equal(charged / 1_000_000, floor.Venue.Delivered(MeterFloor.Certificate));
        var record = floor.Venue.Records.Values.Single();
        Assert.Equal(
            (7, 1, MeterFloor.FirstHour, 24),
            (record.Meter, record.Record, record.Hour, record.Evidence.Length)
        );
        Assert.Equal(0, floor.Account.HeldMicro);
    }

    [Theory]
    // Ours is 40 words; the tolerance is two tokens or one percent.
    [InlineData(2, 2, false)]
    [InlineData(-2, -2, false)]
    [InlineData(1000, 1000, true)]
    [InlineData(0, -20, true)]
    [InlineData(-20, 0, true)]
    public async Task A_seller_whose_counts_differ_is_paid_the_smaller_ones(int more, int moreOut, bool differs)
    {
        await using var floor = await MeterFloor.Open();
        var text = string.Concat(Enumerable.Repeat("word 中", 40));
        var (prompt, output) = (Prompt(text[..60]), MeterFloor.Count(text));
        var (theirs, theirOut) = (long.Max(0, prompt + more), output + moreOut);
        floor.Sellers.Scripts.Enqueue(
            MeterDoorTests.Answer(
                text,
                $",\"usage\":{{\"prompt_tokens\":{theirs},\"completion_tokens\":{theirOut},"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":1}}"
            )
        );
        var (_, body, _) = await floor.Post(Chats, MeterFloor.Chat(text[..60], ",\"max_tokens\":400"));
        using var json = JsonDocument.Parse(body);
        var read = differs ? long.Min(prompt, theirs) : prompt;
        var written = differs ? long.Min(output, theirOut) : output;
        Usage(json, read, written);
        var meter = json.RootElement.GetProperty("usage").GetProperty("meter");
        Assert.Equal(differs, meter.GetProperty("counts_differ").GetBoolean());
        Assert.Equal(theirs, meter.GetProperty("seller_prompt_tokens").GetInt64());
        var cached = long.Min(1, read);
        Assert.Equal(
            ((read - cached) * 400_000) + (cached * 100_000) + (written * 1_500_000),
            floor.Account.SettledMicro
        );
        var stated = floor.Statement().Statements[MeterFloor.Certificate];
        Assert.Equal((1, more + moreOut), (stated.Differences, (int)(stated.SellerExcess - (theirs - prompt - more))));
    }

    [Fact]
    public async Task A_seller_that_fails_in_any_way_is_tried_elsewhere_and_only_the_answer_is_charged()
    {
        Script[] failures =
        [
            new([], Status: 0),
            new([], Status: 500),
            new([], Status: 429),
            new([], Status: 401),
            new("{\"choices\":["u8.ToArray()),
            new("{\"choices\":[]}"u8.ToArray()),
            new("{\"error\":{\"message\":\"x\"}}"u8.ToArray()),
            new("{\"choices\":[{\"message\":{\"content\":\"abc\"}}]}"u8.ToArray()[..20], Cut: true),
        ];
        foreach (var failure in failures)
        {
            await using var floor = await MeterFloor.Open(MeterFloor.Document(endpoints: 2));
            floor.Sellers.Scripts.Enqueue(failure);
            floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("yes"));
            Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("a"))).Status);
            Assert.Equal(
                ["http://seller0/v1/chat/completions", "http://seller1/v1/chat/completions"],
                floor.Sellers.Asked.Select(a => a.Address)
            );
            var settled = floor.Statement().Requests.Single().Settled;
            Assert.Equal((2, 1, MeterFloor.Count("yes")), (settled.Attempts, settled.Endpoint, settled.Tokens.Output));
            // The one that failed rests: the next request goes to the other first.
            floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("yes"));
            await floor.Post(Chats, MeterFloor.Chat("a"));
            Assert.StartsWith("http://seller1", floor.Sellers.Asked[^1].Address, StringComparison.Ordinal);
            floor.Clock.Time += TimeSpan.FromSeconds(11);
            floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("yes"));
            await floor.Post(Chats, MeterFloor.Chat("a"));
            Assert.StartsWith("http://seller0", floor.Sellers.Asked[^1].Address, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_seller_that_refuses_is_heard_and_not_asked_elsewhere()
    {
        await using var floor = await MeterFloor.Open(MeterFloor.Document(endpoints: 2));
        floor.Sellers.Scripts.Enqueue(
            new("{\"error\":{\"message\":\"no such tool\",\"param\":\"tools\"}}"u8.ToArray(), Status: 400)
        );
        var (status, body, _) = await floor.Post(Chats, MeterFloor.Chat("a"));
        Assert.Equal(400, status);
        Assert.Contains("no such tool", body, StringComparison.Ordinal);
        Assert.Contains("7031", body, StringComparison.Ordinal);
        Assert.Single(floor.Sellers.Asked);
        Assert.Equal((0, 0), (floor.Account.SettledMicro, floor.Account.HeldMicro));
    }

    [Fact]
    public async Task Completions_and_embeddings_count_texts_lists_and_tokens()
    {
        await using var floor = await MeterFloor.Open();
        var charged = 0L;
        foreach (
            var (prompt, vectors, tokens) in ((string, int, long)[])
                [
                    ("\"ab c\"", 1, MeterFloor.Count("ab c")),
                    ("[\"ab\",\"c\"]", 2, MeterFloor.Count("ab") + MeterFloor.Count("c")),
                    ("[1,2,3]", 1, 3),
                    ("[[1,2],[3]]", 2, 3),
                ]
        )
        {
            var data = string.Join(',', Enumerable.Repeat("""{"embedding":[0.5]}""", vectors));
            floor.Sellers.Scripts.Enqueue(Script.Json($$"""{"object":"list","data":[{{data}}]}"""));
            var (status, body, _) = await floor.Post(
                "/v1/embeddings",
                $"{{\"model\":\"{MeterFloor.Model}\",\"input\":{prompt}}}"
            );
            Assert.True(status == 200, body);
            using var json = JsonDocument.Parse(body);
            var usage = json.RootElement.GetProperty("usage");
            Assert.Equal(tokens, usage.GetProperty("total_tokens").GetInt64());
            Assert.False(usage.TryGetProperty("completion_tokens", out _));
            charged += tokens * 400_000;
            Assert.Equal(charged, floor.Account.SettledMicro);
        }

        floor.Sellers.Scripts.Enqueue(
            Script.Json("""{"choices":[{"index":0,"text":"one"},{"index":1,"text":" two"}],"usage":null}""")
        );
        var (_, answer, _) = await floor.Post(
            "/v1/completions",
            $"{{\"model\":\"{MeterFloor.Model}\",\"prompt\":[\"ab\",\"c\"],\"max_tokens\":9}}"
        );
        using var both = JsonDocument.Parse(answer);
        Usage(both, MeterFloor.Count("ab") + MeterFloor.Count("c"), MeterFloor.Count("one") + MeterFloor.Count(" two"));
        Assert.Contains("\"max_tokens\":9", floor.Sellers.Asked[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Units_told_to_the_venue_never_drift_from_what_was_charged()
    {
        await using var floor = await MeterFloor.Open();
        var random = new Random(7);
        System.Numerics.BigInteger micro = 0;
        for (var i = 0; i < 60; i++)
        {
            var text = new string('x', random.Next(1, 30));
            floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer(text));
            Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("q", ",\"max_tokens\":60"))).Status);
            micro += (Prompt("q") * 400_000) + (MeterFloor.Count(text) * 1_500_000);
            if (random.Next(3) == 0)
                await floor.Poster.Round(TestContext.Current.CancellationToken);
            if (random.Next(10) == 0)
                floor.Clock.Time += TimeSpan.FromMinutes(4);
        }

        // The venue is silent once, having taken the record: the same record again changes nothing.
        (floor.Venue.Fails, floor.Venue.TakesBeforeItFails) = (1, true);
        floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("end"));
        await floor.Post(Chats, MeterFloor.Chat("q"));
        micro += (Prompt("q") * 400_000) + (MeterFloor.Count("end") * 1_500_000);
        await Assert.ThrowsAsync<DeliveryVenueException>(() =>
            floor.Poster.Round(TestContext.Current.CancellationToken)
        );
        await floor.Poster.Round(TestContext.Current.CancellationToken);
        Assert.Equal(micro / 1_000_000, floor.Venue.Delivered(MeterFloor.Certificate));
        Assert.Equal(micro, floor.Account.SettledMicro);
    }

    /// <summary>Our count of a chat with one message: its role and its text.</summary>
    internal static long Prompt(string text) => MeterFloor.Count("user") + MeterFloor.Count(text);

    internal static void Usage(JsonDocument json, long prompt, long output)
    {
        var usage = json.RootElement.GetProperty("usage");
        Assert.Equal(
            (prompt, output, prompt + output),
            (
                usage.GetProperty("prompt_tokens").GetInt64(),
                usage.GetProperty("completion_tokens").GetInt64(),
                usage.GetProperty("total_tokens").GetInt64()
            )
        );
    }
}
