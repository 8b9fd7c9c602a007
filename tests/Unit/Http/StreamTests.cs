// The stream: snapshots, chained deltas that rebuild the book, events once each, faults, limits, slow hearers.
using System.Net.WebSockets;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class StreamTests
{
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task Each_channel_begins_with_a_snapshot()
    {
        await using var floor = await Floor.Open(Quick);
        await floor.Place(1, "buy", "6.300", 3, "b1");
        string[] channels =
        [
            "status",
            "board",
            "depth:TT-H26",
            "trades:TT-H26",
            "prints",
            "bulletins",
            "curve:TT",
            "book.orders:TT-H26",
            "best:TT-H26",
            "state:TT-H26",
            "indication:TT-H26",
            "statistics:TT-H26",
            "feed:TT-H26",
        ];
        await using var ear = await floor.Listen(channels);
        foreach (var channel in channels)
        {
            var message = await ear.Hear(channel);
            Assert.Equal(
                ["channel", "type", "seq", "prevSeq", "time", "epoch", "checksum", "data"],
                message.EnumerateObject().Select(p => p.Name)
            );
            Assert.Equal("snapshot", message.Text("type"));
        }
    }

    /// <summary>Random orders and cancels at full speed, while the hearer only adds up deltas: at the end its book is
    /// the market's.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Depth_deltas_rebuild_the_book_exactly(int seed)
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("depth:TT-H26");
        var book = new Book(await ear.Hear("depth:TT-H26"));
        var trading = Task.Run(() => Trade(floor.Venue, seed, 4000), TestContext.Current.CancellationToken);
        var deltas = 0;
        while (!trading.IsCompleted || !book.Equals(await floor.Get("/v1/depth/TT-H26?levels=500")))
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (message.Text("channel") != "depth:TT-H26")
                continue;
            book.Take(message);
            book.IsNotCrossed();
            deltas++;
        }

        await trading;
        // How many there are depends on how busy the machine is; that they lead to the book does not.
        Assert.True(deltas > 0);
    }

    [Fact]
    public async Task Prints_bulletins_and_curve_follow_the_day()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("prints", "bulletins", "curve:TT");
        for (var i = 0; i < 3; i++)
            await ear.Hear();
        await floor.Place(1, "buy", "6.400", 1, "b1");
        await floor.Place(2, "sell", "6.400", 1, "s1");
        floor.Clock(3, 7);
        string? print = null,
            bulletin = null,
            settlement = null;
        while (print is null || bulletin is null || settlement is null)
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (message.Text("channel") == "heartbeat")
                continue;
            var data = message.GetProperty("data");
            if (message.Text("channel") == "prints")
                print = data.Text("day");
            if (message.Text("channel") == "bulletins")
                bulletin = data.Text("day");
            if (message.Text("channel") == "curve:TT")
                settlement = data.GetProperty("points")[0].GetProperty("settlement").GetString();
        }

        Assert.Equal(("2026-03-03", "2026-03-02", "6.400"), (print, bulletin, settlement));
    }

    [Fact]
    public async Task Status_is_told_when_a_phase_changes()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("status");
        Assert.Equal(
            "continuous",
            (await ear.Hear("status")).GetProperty("data").GetProperty("calendars")[0].Text("phase")
        );
        floor.Clock(2, 12);
        Assert.Equal("pause", (await ear.Hear("status")).GetProperty("data").GetProperty("calendars")[0].Text("phase"));
    }

    [Fact]
    public async Task Silence_is_broken_by_a_heartbeat()
    {
        await using var floor = await Floor.Open(Quick with { Heartbeat = TimeSpan.FromMilliseconds(50) });
        await using var ear = await floor.Listen();
        for (var i = 0; i < 3; i++)
        {
            var beat = await ear.Hear() ?? throw new InvalidOperationException("closed");
            Assert.Equal(["channel", "seq", "time", "epoch", "channels"], beat.EnumerateObject().Select(p => p.Name));
            Assert.Equal(("heartbeat", floor.Inner.Views.AsOf), (beat.Text("channel"), beat.Whole("seq")));
        }
    }

    [Fact]
    public async Task Resync_gives_a_snapshot_that_the_next_delta_continues_and_unsubscribe_ends_it()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("depth:TT-H26", "board");
        await ear.Hear("depth:TT-H26");
        await floor.Place(1, "buy", "6.300", 3, "b1");
        await ear.Hear("depth:TT-H26", "delta");
        await ear.Say("""{"op":"resync","channel":"depth:TT-H26"}""");
        var book = new Book(await ear.Hear("depth:TT-H26", "snapshot"));
        await floor.Place(1, "buy", "6.302", 3, "b2");
        book.Take(await ear.Hear("depth:TT-H26", "delta"));
        Assert.True(book.Equals(await floor.Get("/v1/depth/TT-H26")));
        await ear.Say("""{"op":"unsubscribe","channels":["depth:TT-H26"]}""");
        await ear.Say("""{"op":"resync","channel":"depth:TT-H26"}""");
        Assert.Equal("BAD_REQUEST", (await ear.Hear("error")).Text("code"));
        await floor.Place(1, "buy", "6.304", 3, "b3");
        while (await ear.Hear() is { } message)
        {
            Assert.NotEqual("depth:TT-H26", message.Text("channel"));
            if (message.Text("channel") == "board" && message.GetProperty("data")[0].Text("bid") == "6.304")
                break;
        }
    }

    [Theory]
    [InlineData("", "BAD_REQUEST", "body")]
    [InlineData("hello", "BAD_REQUEST", "body")]
    [InlineData("[]", "BAD_TYPE", "body")]
    [InlineData("{}", "BAD_REQUEST", "op")]
    [InlineData("""{"op":"dance","channels":[]}""", "BAD_REQUEST", "op")]
    [InlineData("""{"op":1}""", "BAD_TYPE", "op")]
    [InlineData("""{"op":"subscribe"}""", "BAD_REQUEST", "channels")]
    [InlineData("""{"op":"subscribe","channels":"board"}""", "BAD_TYPE", "channels")]
    [InlineData("""{"op":"subscribe","channels":[1]}""", "BAD_TYPE", "channels")]
    [InlineData("""{"op":"subscribe","channels":["board"],"x":1}""", "UNKNOWN_FIELD", "x")]
    [InlineData("""{"op":"subscribe","channels":["boards"]}""", "NOT_FOUND", "channels")]
    [InlineData("""{"op":"subscribe","channels":["board:TT"]}""", "NOT_FOUND", "channels")]
    [InlineData("""{"op":"subscribe","channels":["curve:XX"]}""", "NOT_FOUND", "channels")]
    [InlineData("""{"op":"subscribe","channels":["depth:XX-H26"]}""", "UNKNOWN_INSTRUMENT", "symbol")]
    [InlineData("""{"op":"resync","channel":"board"}""", "BAD_REQUEST", "channel")]
    [InlineData("""{"op":"resync"}""", "BAD_REQUEST", "channel")]
    public async Task A_bad_operation_is_told_and_the_connection_lives(string text, string code, string field)
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen();
        await ear.Say(text);
        var error = await ear.Hear("error");
        Assert.Equal((code, field), (error.Text("code"), error.Text("field")));
        await ear.Say("""{"op":"subscribe","channels":["board"]}""");
        await ear.Hear("board", "snapshot");
    }

    [Fact]
    public async Task Subscriptions_and_frames_have_limits()
    {
        await using var floor = await Floor.Open(Quick with { MostSubscriptions = 2 });
        await using var ear = await floor.Listen("board", "prints");
        await ear.Hear("prints");
        await ear.Say("""{"op":"subscribe","channels":["bulletins"]}""");
        var error = await ear.Hear("error");
        Assert.Equal(("BAD_REQUEST", "3", "2"), (error.Text("code"), error.Text("given"), error.Text("limit")));
        await ear.Say($$"""{"op":"subscribe","channels":["{{new string('x', 70_000)}}"]}""");
        while (await ear.Hear() is not null)
        {
            // Until it closes.
        }

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, ear.Socket.CloseStatus);
    }

    [Fact]
    public async Task A_hearer_too_slow_for_what_may_not_be_left_out_is_closed_with_4008()
    {
        using var socket = new StuckSocket();
        using var session = new Gateways.Http.Stream.StreamSession(
            socket,
            new() { MostWaiting = 50, ConflateAbove = 10 },
            null!,
            Gateways.Http.Stream.StreamGuest.Nobody
        );
        var run = session.Run(TestContext.Current.CancellationToken);
        for (var i = 0; i < 40; i++)
            session.Send(new([1]));
        Assert.True(session.IsBehind);
        Assert.False(session.Ended);
        for (var i = 0; i < 40; i++)
            session.Send(new([1]));
        Assert.True(session.Ended);
        socket.Release();
        await run;
        Assert.Equal(4008, (int)socket.CloseStatus!.Value);
    }

    [Fact]
    public async Task A_hearer_who_falls_behind_the_book_gets_a_snapshot_and_is_right_again()
    {
        await using var floor = await Floor.Open(Quick with { ConflateAbove = 0, Pump = TimeSpan.FromMilliseconds(2) });
        await using var ear = await floor.Listen("depth:TT-H26", "depth:TT-J26", "depth:TT-M26", "board");
        var book = new Book(await ear.Hear("depth:TT-H26"));
        var trading = Task.Run(() => Trade(floor.Venue, 9, 3000), TestContext.Current.CancellationToken);
        while (true)
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (message.Text("channel") == "depth:TT-H26")
            {
                if (message.Text("type") == "snapshot")
                    book = new(message);
                else
                    book.Take(message);
            }

            if (trading.IsCompleted && book.Equals(await floor.Get("/v1/depth/TT-H26?levels=500")))
                break;
        }

        await trading;
    }

    [Fact]
    public async Task Random_frames_never_end_the_connection()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen();
        var random = new Random(5);
        const string Good = """{"op":"subscribe","channels":["board","depth:TT-H26","nothing"]}""";
        for (var i = 0; i < 500; i++)
        {
            var text = Good.ToCharArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                text[random.Next(text.Length)] = (char)random.Next(32, 127);
            await ear.Say(new string(text));
        }

        await ear.Say("""{"op":"subscribe","channels":["trades:TT-H26"]}""");
        await ear.Hear("trades:TT-H26", "snapshot");
    }

    [Fact]
    public async Task Over_a_real_socket_the_stream_closes_when_the_venue_stops()
    {
        var floor = await Floor.Open(Quick, sockets: true);
        await using var ear = await floor.Listen("board");
        await ear.Hear("board", "snapshot");
        var stopping = floor.DisposeAsync();
        while (await ear.Hear() is not null)
        {
            // Until it closes.
        }

        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, ear.Socket.CloseStatus);
        await ear.Socket.CloseOutputAsync(
            WebSocketCloseStatus.NormalClosure,
            "",
            TestContext.Current.CancellationToken
        );
        await stopping;
    }

    private static void Submit(
        SharedVenue venue,
        int account,
        Side side,
        long ticks,
        long lots,
        string id,
        TimeInForce time = TimeInForce.Day
    ) =>
        venue.Submit(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(1),
                side,
                OrderType.Limit,
                time,
                new(ticks),
                new(lots),
                ClientOrderId.Of(id)
            )
        );

    private static void Trade(SharedVenue venue, int seed, int turns)
    {
        var random = new Random(seed);
        for (var i = 0; i < turns; i++)
        {
            var account = random.Next(1, 5);
            if (random.Next(3) == 0)
            {
                long order;
                lock (venue.Views.Gate)
                    order = venue.Views.Orders.Of(new AccountId(account)).FirstOrDefault()?.Order.Value ?? 0;
                venue.Submit(MessageKind.CancelOrder, new CancelOrder(new(account), new(order)));
            }
            else
            {
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                Submit(
                    venue,
                    account,
                    side,
                    3200 + random.Next(-40, 41),
                    random.Next(1, 6),
                    $"o{i}",
                    random.Next(5) == 0 ? TimeInForce.FillAndKill : TimeInForce.Day
                );
            }

            if (i % 50 == 0)
                Thread.Sleep(1);
        }
    }

    /// <summary>The hearer's own book.</summary>
    private sealed class Book
    {
        private readonly SortedDictionary<decimal, (long Lots, long Orders)>[] _sides =
        [
            [],
            [],
        ];

        public Book(JsonElement snapshot)
        {
            Assert.Equal("snapshot", snapshot.Text("type"));
            Seq = snapshot.Whole("seq");
            Take(snapshot.GetProperty("data"), false);
        }

        public long Seq { get; private set; }

        public void Take(JsonElement delta)
        {
            Assert.Equal(("delta", Seq), (delta.Text("type"), delta.Whole("prevSeq")));
            Assert.True(delta.Whole("seq") > Seq);
            Seq = delta.Whole("seq");
            Take(delta.GetProperty("data"), true);
        }

        public void IsNotCrossed() =>
            Assert.True(
                _sides[0].Count == 0 || _sides[1].Count == 0 || _sides[0].Keys.Max() < _sides[1].Keys.Min(),
                "crossed: told inside a command"
            );

        public bool Equals(JsonElement depth)
        {
            var other = new Book(depth, 0);
            return _sides[0].SequenceEqual(other._sides[0]) && _sides[1].SequenceEqual(other._sides[1]);
        }

        private Book(JsonElement depth, long seq)
        {
            Seq = seq;
            Take(depth, false);
        }

        private void Take(JsonElement data, bool gone)
        {
            for (var side = 0; side < 2; side++)
            {
                foreach (var level in data.GetProperty(side == 0 ? "bids" : "asks").EnumerateArray())
                {
                    var price = decimal.Parse(level.Text("price"), System.Globalization.CultureInfo.InvariantCulture);
                    if (level.Whole("lots") == 0)
                    {
                        Assert.True(gone && _sides[side].Remove(price));
                    }
                    else
                    {
                        _sides[side][price] = (level.Whole("lots"), level.Whole("orders"));
                    }
                }
            }
        }
    }
}
