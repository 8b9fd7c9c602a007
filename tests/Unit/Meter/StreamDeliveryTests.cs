// Streams: cut at every byte they are charged exactly for the whole events that the client had.
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class StreamDeliveryTests
{
    private const string Chats = "/v1/chat/completions";

    private static readonly string[] _parts = ["Hel", "lo, ", " 中", "文", "!\n", "'s", "345"];

    /// <summary>A whole answer; its usage is ours unless another is given.</summary>
    private static string[] Whole(string? usage = null)
    {
        var counts = (PlainDeliveryTests.Prompt("q"), MeterFloor.Count(string.Concat(_parts)));
        usage ??= $"{{\"prompt_tokens\":{counts.Item1},\"completion_tokens\":{counts.Item2}}}";
        return
        [
            .. _parts.Select(p => MeterFloor.Chunk(p)),
            $$"""{"id":"c","model":"theirs","choices":[],"usage":{{usage}}}""",
            "[DONE]",
        ];
    }

    [Fact]
    public async Task A_stream_cut_at_any_byte_is_charged_for_what_the_client_had()
    {
        await using var floor = await MeterFloor.Open();
        var whole = Script.Events(Whole());
        var charged = 0L;
        for (var cut = 0; cut <= whole.Bytes.Length; cut++)
        {
            floor.Sellers.Scripts.Enqueue(whole with { Bytes = whole.Bytes[..cut], Cut = cut % 2 == 0 });
            var (status, body, _) = await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
            var (text, error, done) = Heard(body);
            if (status != 200)
            {
                // Not one whole event came: nothing reached the client.
                Assert.Equal((502, ""), (status, text));
                Assert.Equal(charged, floor.Account.SettledMicro);
                continue;
            }

            Assert.StartsWith(text, string.Concat(_parts), StringComparison.Ordinal);
            // The last byte is the second line break behind [DONE].
            Assert.Equal(cut == whole.Bytes.Length, done);
            Assert.Equal(done ? 0 : (int)MeterRefusal.SellerCut, error);
            charged += (PlainDeliveryTests.Prompt("q") * 400_000) + (MeterFloor.Count(text) * 1_500_000);
            Assert.Equal((charged, 0), (floor.Account.SettledMicro, floor.Account.HeldMicro));
        }

        await floor.Poster.Round(TestContext.Current.CancellationToken);
        Assert.Equal(charged / 1_000_000, floor.Venue.Delivered(MeterFloor.Certificate));
        Assert.Equal(charged, floor.Statement().Requests.Sum(r => r.Settled.Micro));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task A_whole_stream_is_the_sellers_with_our_usage_at_its_end(int step)
    {
        await using var floor = await MeterFloor.Open();
        floor.Sellers.Scripts.Enqueue(Script.Events(Whole()) with { Step = step });
        var (_, body, response) = await floor.Post(
            Chats,
            MeterFloor.Chat("q", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}")
        );
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "\"stream_options\":{\"include_usage\":true}",
            floor.Sellers.Asked[0].Body,
            StringComparison.Ordinal
        );
        var lines = body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", lines[^1]);
        using var last = JsonDocument.Parse(lines[^2]["data: ".Length..]);
        PlainDeliveryTests.Usage(last, PlainDeliveryTests.Prompt("q"), MeterFloor.Count(string.Concat(_parts)));
        Assert.Equal(0, last.RootElement.GetProperty("choices").GetArrayLength());
        Assert.Equal(string.Concat(_parts), Heard(body).Text);
        Assert.DoesNotContain("theirs", body, StringComparison.Ordinal);

        // Without the wish the client gets no usage, and the seller is asked for it all the same.
        floor.Sellers.Scripts.Enqueue(Script.Events(Whole()) with { Step = step });
        var (_, plain, _) = await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
        Assert.DoesNotContain("usage", plain, StringComparison.Ordinal);
        Assert.Contains("include_usage", floor.Sellers.Asked[1].Body, StringComparison.Ordinal);
        var both = floor.Statement().Requests.Select(r => r.Settled.Micro).ToArray();
        Assert.Equal(both[0], both[1]);
    }

    [Fact]
    public async Task Before_the_first_byte_another_seller_is_tried_and_after_it_never()
    {
        Script[] failures =
        [
            new([], Status: 0),
            new([], Status: 503),
            Script.Json("{}"),
            Script.Events("[DONE]"),
            Script.Events("{\"error\":{\"message\":\"x\"}}"),
            Script.Events("nothing"),
            Script.Events() with
            {
                Cut = true,
            },
        ];
        foreach (var failure in failures)
        {
            await using var floor = await MeterFloor.Open(MeterFloor.Document(endpoints: 2));
            floor.Sellers.Scripts.Enqueue(failure);
            floor.Sellers.Scripts.Enqueue(Script.Events(Whole()));
            var (status, body, _) = await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
            Assert.Equal((200, 2), (status, floor.Sellers.Asked.Count));
            Assert.Equal(string.Concat(_parts), Heard(body).Text);
        }

        (Script Bad, int Num)[] late =
        [
            (Script.Events(MeterFloor.Chunk("a"), "{\"error\":{\"message\":\"x\"}}"), 7030),
            (Script.Events(MeterFloor.Chunk("a"), "{\"choices\":[{\"delta\":{\"content\":\"lost\"}}"), 7032),
            (Script.Events(MeterFloor.Chunk("a"), MeterFloor.Chunk("lost", 1)), 7032),
            (Script.Events(MeterFloor.Chunk("a"), "{\"id\":1}"), 7032),
            (Script.Events(MeterFloor.Chunk("a")), 7033),
        ];
        foreach (var (bad, num) in late)
        {
            // One byte at a time: what was whole before the fault has gone out.
            await using var floor = await MeterFloor.Open(MeterFloor.Document(endpoints: 2));
            floor.Sellers.Scripts.Enqueue(bad with { Step = 1 });
            var (status, body, _) = await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
            Assert.Equal((200, 1), (status, floor.Sellers.Asked.Count));
            Assert.Equal(("a", num, false), Heard(body));
            var settled = floor.Statement().Requests.Single().Settled;
            Assert.Equal((MeterFloor.Count("a"), num), (settled.Tokens.Output, (int)settled.End));
        }
    }

    [Fact]
    public async Task A_lying_stream_is_paid_the_smaller_count_and_the_difference_is_told()
    {
        await using var floor = await MeterFloor.Open();
        floor.Sellers.Scripts.Enqueue(Script.Events(Whole("{\"prompt_tokens\":900,\"completion_tokens\":1}")));
        var (_, body, _) = await floor.Post(
            Chats,
            MeterFloor.Chat("q", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}")
        );
        using var last = JsonDocument.Parse(
            body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^2]["data: ".Length..]
        );
        PlainDeliveryTests.Usage(last, PlainDeliveryTests.Prompt("q"), 1);
        var meter = last.RootElement.GetProperty("usage").GetProperty("meter");
        Assert.True(meter.GetProperty("counts_differ").GetBoolean());
        Assert.Equal(900, meter.GetProperty("seller_prompt_tokens").GetInt64());
    }

    [Fact]
    public async Task A_killed_meter_has_charged_what_the_client_had_less_at_most_the_bound()
    {
        const int Bound = 12;
        await using var floor = await MeterFloor.Open(MeterFloor.Document(new() { MostUncharged = Bound }));
        string[] words = [.. Enumerable.Range(0, 80).Select(i => $"w{i} ")];
        var events = Script.Events([.. words.Select(w => MeterFloor.Chunk(w)), "[DONE]"]);
        // An event at a time: each is delivered before the next is read.
        floor.Sellers.Scripts.Enqueue(events with { Step = 16 });
        using var request = new HttpRequestMessage(HttpMethod.Post, Chats);
        request.Content = new StringContent(
            MeterFloor.Chat("q", ",\"stream\":true"),
            Encoding.UTF8,
            "application/json"
        );
        request.Headers.Authorization = new("Bearer", floor.Key);
        var stop = TestContext.Current.CancellationToken;
        using var response = await floor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        var heard = new StringBuilder();
        var room = new byte[512];
        var images = new List<(string Text, byte[] Journal)>();
        while (await stream.ReadAsync(room, stop) is > 0 and var read)
        {
            heard.Append(Encoding.UTF8.GetString(room, 0, read));
            // What is on the disk when the client has so much: the image that a kill would leave, or an older one.
            images.Add(
                (
                    Heard(heard.ToString()).Text,
                    await File.ReadAllBytesAsync(Path.Combine(floor.Folder, JournalScan.FileName), stop)
                )
            );
        }

        Assert.True(images.Count > 20, $"{images.Count} readings");
        Assert.Equal(string.Concat(words), images[^1].Text);
        foreach (var (text, journal) in images)
        {
            var had = MeterFloor.Count(text);
            var folder = Directory.CreateTempSubdirectory("meter-killed-").FullName;
            await File.WriteAllBytesAsync(Path.Combine(folder, JournalScan.FileName), journal, stop);
            using (var books = MeterBooks.Open(folder, 7, floor.Clock, _ => { }))
            {
                var account = books.Account(MeterFloor.Certificate);
                Assert.Equal(0, account.HeldMicro);
                var charged = account.SettledMicro - (PlainDeliveryTests.Prompt("q") * 400_000);
                // The writer may be ahead of what this reader has read, by what the pipe between them holds.
                Assert.True(charged >= (had - Bound) * 1_500_000, $"{charged} for {had} tokens");
                Assert.True(charged <= MeterFloor.Count(string.Concat(words)) * 1_500_000);
            }

            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public async Task Books_cut_at_any_byte_open_again_hold_nothing_and_bill_each_request_once()
    {
        await using var floor = await MeterFloor.Open(MeterFloor.Document(new() { MostUncharged = 4 }));
        for (var i = 0; i < 4; i++)
        {
            floor.Sellers.Scripts.Enqueue(Script.Events(Whole()) with { Step = 60 });
            await floor.Post(Chats, MeterFloor.Chat("q", ",\"stream\":true"));
            floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("plain"));
            await floor.Post(Chats, MeterFloor.Chat("q"));
            if (i == 1)
                await floor.Poster.Round(TestContext.Current.CancellationToken);
        }

        var whole = await File.ReadAllBytesAsync(
            Path.Combine(floor.Folder, JournalScan.FileName),
            TestContext.Current.CancellationToken
        );
        var last = -1L;
        for (var cut = whole.Length % 7; cut <= whole.Length; cut += 7)
        {
            var folder = Directory.CreateTempSubdirectory("meter-cut-").FullName;
            await File.WriteAllBytesAsync(
                Path.Combine(folder, JournalScan.FileName),
                whole[..cut],
                TestContext.Current.CancellationToken
            );
            var venue = new MemoryVenue();
            long charged;
            using (var books = MeterBooks.Open(folder, 7, floor.Clock, _ => { }))
            {
                var account = books.Account(MeterFloor.Certificate);
                charged = account.SettledMicro;
                Assert.Equal(0, account.HeldMicro);
                await new MeterPoster(books, floor.Config, venue, floor.Clock, _ => { }).Round(
                    TestContext.Current.CancellationToken
                );
                Assert.Equal(charged / 1_000_000, account.BilledUnits);
                Assert.Equal(account.BilledUnits, account.TakenUnits);
            }

            // Once more: nothing is held, charged or told again.
            using (var books = MeterBooks.Open(folder, 7, floor.Clock, _ => { }))
            {
                var told = venue.Told;
                await new MeterPoster(books, floor.Config, venue, floor.Clock, _ => { }).Round(
                    TestContext.Current.CancellationToken
                );
                Assert.Equal((charged, told), (books.Account(MeterFloor.Certificate).SettledMicro, venue.Told));
            }

            Assert.True(charged >= last, "a longer journal never charges less");
            last = charged;
            Directory.Delete(folder, true);
        }

        Assert.Equal(floor.Account.SettledMicro, last);
    }

    /// <summary>What a client makes of a stream: its text, the number
    /// of its error, and whether it was told the end.</summary>
    internal static (string Text, int Error, bool Done) Heard(string body)
    {
        var text = new StringBuilder();
        var (error, done) = (0, false);
        var whole = body.LastIndexOf("\n\n", StringComparison.Ordinal);
        foreach (var line in (whole < 0 ? "" : body[..whole]).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var data = line["data: ".Length..];
            if (data == "[DONE]")
            {
                done = true;
                continue;
            }

            using var json = JsonDocument.Parse(data);
            if (json.RootElement.TryGetProperty("error", out var e))
                error = e.GetProperty("num").GetInt32();
            else
            {
                foreach (var choice in json.RootElement.GetProperty("choices").EnumerateArray())
                    text.Append(choice.GetProperty("delta").GetProperty("content").GetString());
            }
        }

        return (text.ToString(), error, done);
    }
}
