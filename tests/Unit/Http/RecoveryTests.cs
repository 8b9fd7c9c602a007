// The rules of recovery: under loss, repetition and disorder a book is right or known to be wrong, and right in the end.
using System.Text;
using System.Text.Json;
using Tokenbourse.Desk.Client;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class RecoveryTests
{
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Theory]
    [InlineData("depth:TT-H26", 1)]
    [InlineData("depth.1:TT-H26", 2)]
    [InlineData("depth.5:TT-H26", 3)]
    [InlineData("depth.5:TT-H26", 4)]
    [InlineData("book.orders:TT-H26", 5)]
    public async Task A_book_over_a_bad_line_is_never_silently_wrong(string channel, int seed)
    {
        await using var floor = await Floor.Open();
        var stream = new RecordedStream(floor, channel, seed);
        var chance = new Random(seed * 31);
        var book = BookOf(channel);
        var truth = new Dictionary<long, string>();
        var line = new List<JsonElement> { stream.Snapshot() };
        Note(truth, channel, stream.Snapshot());
        var (dropped, resyncs) = (0, 0);
        for (var i = 0; i < 600; i++)
        {
            foreach (var message in stream.Step())
                line.Add(message);
            Note(truth, channel, stream.Snapshot());
            if (chance.Next(20) == 0)
                line.Add(stream.Heartbeat());
            while (line.Count > 3)
            {
                var message = line[chance.Next(5) == 0 ? chance.Next(3) : 0];
                if (chance.Next(12) != 0)
                    line.Remove(message);
                if (chance.Next(12) == 0)
                    dropped++;
                else if (book.Take(message) == BookStep.Resync)
                {
                    resyncs++;
                    line.Add(stream.Snapshot());
                }

                if (book.IsGood)
                    Assert.Equal(truth[book.Seq], book.Text);
            }
        }

        Assert.True(dropped > 10 && resyncs > 10);
        line.Clear();
        if (book.Take(stream.Heartbeat()) == BookStep.Resync)
            Assert.Equal(BookStep.Taken, book.Take(stream.Snapshot()));
        Assert.True(book.IsGood);
        Assert.Equal(truth[book.Seq], book.Text);
    }

    [Fact]
    public async Task A_changed_digit_is_found_by_the_next_checksum()
    {
        await using var floor = await Floor.Open();
        const string channel = "depth.5:TT-H26";
        var stream = new RecordedStream(floor, channel, 5);
        var book = new DepthBook(channel);
        Assert.Equal(BookStep.Taken, book.Take(stream.Snapshot()));
        var checks = 0;
        while (true)
        {
            foreach (var message in stream.Step())
            {
                // After the first checksum every message tells another number of orders.
                var text = message.GetRawText();
                var step = book.Take(
                    checks == 0
                        ? message
                        : Json(text.Replace("\"orders\":1}", "\"orders\":9}", StringComparison.Ordinal))
                );
                if (message.GetProperty("checksum").ValueKind == JsonValueKind.String)
                    checks++;
                Assert.Equal(checks < 2 ? BookStep.Taken : BookStep.Resync, step);
                Assert.Equal(checks < 2, book.IsGood);
                if (checks < 2)
                    continue;
                Assert.Equal(BookStep.Taken, book.Take(stream.Snapshot()));
                return;
            }
        }
    }

    [Fact]
    public async Task Another_epoch_and_a_heartbeat_that_knows_more_drop_the_book()
    {
        await using var floor = await Floor.Open();
        const string channel = "depth.5:TT-H26";
        var stream = new RecordedStream(floor, channel, 6);
        var book = new DepthBook(channel);
        book.Take(stream.Snapshot());
        Assert.Equal(BookStep.Passed, book.Take(stream.Heartbeat()));
        while (stream.Step().Count == 0) { }
        Assert.Equal(BookStep.Resync, book.Take(stream.Heartbeat()));
        Assert.False(book.IsGood);
        Assert.Equal(BookStep.Taken, book.Take(stream.Snapshot()));
        var other = stream
            .Heartbeat()
            .GetRawText()
            .Replace("\"epoch\":\"1\"", "\"epoch\":\"2\"", StringComparison.Ordinal);
        Assert.Equal(BookStep.Resync, book.Take(Json(other)));
        var anew = stream
            .Snapshot()
            .GetRawText()
            .Replace("\"epoch\":\"1\"", "\"epoch\":\"2\"", StringComparison.Ordinal);
        Assert.Equal((BookStep.Taken, "2"), (book.Take(Json(anew)), book.Epoch));
    }

    [Fact]
    public async Task Depths_are_chains_of_their_own_and_equal_the_rest_snapshot()
    {
        await using var floor = await Floor.Open(Quick);
        string[] channels = ["depth:TT-H26", "depth.1:TT-H26", "depth.5:TT-H26"];
        await using var ear = await floor.Listen(channels);
        var books = channels.Select(c => new DepthBook(c)).ToList();
        var trade = new RecordedStream(floor, "status", 7);
        for (var i = 0; i < 300; i++)
            trade.Step();
        var wanted = new List<string>();
        foreach (var levels in (int[])[500, 1, 5])
            wanted.Add(TextOf(await floor.Get($"/v1/depth/TT-H26?levels={levels}")));
        while (!books.Select(b => b.Text).SequenceEqual(wanted))
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            foreach (var book in books)
                Assert.NotEqual(BookStep.Resync, book.Take(message));
        }
    }

    [Fact]
    public async Task A_slow_hearer_of_prices_gets_one_delta_that_continues_its_chain()
    {
        await using var floor = await Floor.Open(Quick with { ConflateAbove = 0, Pump = TimeSpan.FromMilliseconds(2) });
        await using var ear = await floor.Listen("depth.20:TT-H26", "depth.20:TT-J26", "trades:TT-H26");
        var book = new DepthBook("depth.20:TT-H26");
        var trade = new RecordedStream(floor, "status", 8);
        for (var i = 0; i < 400; i++)
            trade.Step();
        var wanted = TextOf(await floor.Get("/v1/depth/TT-H26?levels=20"));
        var snapshots = 0;
        while (book.Text != wanted)
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (message.Text("channel") == book.Channel && message.Text("type") == "snapshot")
                snapshots++;
            Assert.NotEqual(BookStep.Resync, book.Take(message));
        }

        Assert.Equal(1, snapshots);
    }

    [Fact]
    public async Task The_csharp_client_follows_a_book_over_a_socket()
    {
        await using var floor = await Floor.Open(Quick, sockets: true);
        var order = new OrderId((await floor.Place(1, "buy", "6.300", 3, "b1")).Whole("order"));
        var stream = new Uri(
            floor.Http.BaseAddress!.AbsoluteUri.Replace("http:", "ws:", StringComparison.Ordinal) + "v1/stream"
        );
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromMinutes(2));
        var texts = new List<string>();
        var follow = new BookStream<DepthBook>(stream, () => new("depth.5:TT-H26")).Follow(
            book =>
            {
                texts.Add(book.Text);
                if (texts.Count == 1)
                    floor.Venue.Submit(MessageKind.CancelOrder, Codec.Bytes(new CancelOrder(new(1), order)));
                else
                    end.Cancel();
            },
            end.Token
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => follow);
        Assert.Equal(["bid 6.300 3 1\n", ""], texts);
    }

    [Theory]
    [InlineData(15, "channels")]
    [InlineData(16, "body")]
    public async Task A_frame_may_be_sixteen_deep(int lists, string field)
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen();
        var (open, close) = (new string('[', lists), new string(']', lists));
        await ear.Say($$"""{"op":"subscribe","channels":{{open}}{{close}}}""");
        Assert.Equal(field, (await ear.Hear("error")).Text("field"));
    }

    [Fact]
    public async Task Silence_tells_the_last_number_of_each_channel()
    {
        await using var floor = await Floor.Open(Quick with { Heartbeat = TimeSpan.FromMilliseconds(40) });
        await using var ear = await floor.Listen("depth.5:TT-H26", "trades:TT-H26");
        await floor.Place(1, "buy", "6.300", 3, "b1");
        var delta = await ear.Hear("depth.5:TT-H26", "delta");
        while (true)
        {
            var channels = (await ear.Hear("heartbeat")).GetProperty("channels");
            if (channels.GetProperty("depth.5:TT-H26").GetInt64() != delta.Whole("seq"))
                continue;
            Assert.True(channels.TryGetProperty("trades:TT-H26", out _));
            break;
        }

        await ear.Say("""{"op":"unsubscribe","channels":["trades:TT-H26"]}""");
        while ((await ear.Hear("heartbeat")).GetProperty("channels").TryGetProperty("trades:TT-H26", out _)) { }
    }

    [Fact]
    public async Task The_recorded_messages_that_other_clients_are_tested_with_are_what_the_venue_tells()
    {
        await using var floor = await Floor.Open();
        var stream = new RecordedStream(floor, "depth.5:TT-H26", 9);
        var lines = new StringBuilder();
        var count = 0;
        Line(stream.Snapshot());
        while (count < 140)
        {
            foreach (var message in stream.Step())
                Line(message);
        }

        var kept = Path.Combine(Sources.Root, "clients", "recorded", "depth.5.jsonl");
        var made = Path.Combine(Sources.Root, "artifacts", "contract", "depth.5.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(made)!);
        await File.WriteAllTextAsync(made, lines.ToString(), TestContext.Current.CancellationToken);
        Assert.True(
            File.Exists(kept)
                && await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken) == lines.ToString(),
            "clients/recorded/depth.5.jsonl is old: copy artifacts/contract/depth.5.jsonl over it"
        );

        void Line(JsonElement message)
        {
            count++;
            lines.Append($$"""{"message":{{message.GetRawText()}},"snapshot":{{stream.Snapshot().GetRawText()}}}""");
            lines.Append('\n');
        }
    }

    private static void Note(Dictionary<long, string> truth, string channel, JsonElement snapshot)
    {
        var book = BookOf(channel);
        Assert.Equal(BookStep.Taken, book.Take(snapshot));
        truth[book.Seq] = book.Text;
    }

    private static KeptBook BookOf(string channel) =>
        channel.StartsWith("depth", StringComparison.Ordinal) ? new DepthBook(channel) : new OrdersBook(channel);

    private static string TextOf(JsonElement depth)
    {
        var text = new StringBuilder();
        foreach (var (side, word) in (ReadOnlySpan<(string, string)>)[("bids", "bid"), ("asks", "ask")])
        {
            foreach (var l in depth.GetProperty(side).EnumerateArray())
                text.Append($"{word} {l.Text("price")} {l.Whole("lots")} {l.Whole("orders")}\n");
        }

        return text.ToString();
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
