// The stream's channels of one instrument: the book order by order, everything in one chain, best prices, states,
// indications.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class FeedStreamTests
{
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Theory]
    [InlineData("book.orders:TT-H26", 1)]
    [InlineData("book.orders:TT-H26", 2)]
    [InlineData("feed:TT-H26", 3)]
    public async Task Changes_rebuild_the_book_order_by_order(string channel, int seed)
    {
        await using var floor = await Floor.Open(Quick);
        await floor.Place(1, "buy", "6.300", 3, "first");
        await using var ear = await floor.Listen(channel);
        var book = new Follower(await ear.Hear(channel));
        var trading = Task.Run(() => Trade(floor.Venue, seed), TestContext.Current.CancellationToken);
        // A heartbeat asks the question too: the last change may have been heard before the trading was over.
        while (!trading.IsCompleted || !book.Equals(await floor.Get("/v1/book/TT-H26?orders=10000")))
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            if (message.Text("channel") == channel)
                book.Take(message);
        }

        await trading;
        // How many are told one by one and how many in a snapshot depends on how busy the machine is; that they lead to the
        // book, which ended the loop, does not.
        if (channel[0] == 'b')
            Assert.Equal(0, book.Trades);
    }

    [Fact]
    public async Task Trades_are_told_once_each_in_order_and_chained()
    {
        await using var floor = await Floor.Open(Quick);
        await using var ear = await floor.Listen("trades:TT-H26");
        Assert.Equal(0, (await ear.Hear("trades:TT-H26")).GetProperty("data").GetArrayLength());
        await floor.Place(1, "sell", "6.400", 5, "s1");
        for (var i = 1; i <= 5; i++)
            await floor.Place(2, "buy", "6.400", 1, $"b{i}");
        long previous = -1;
        for (var i = 1; i <= 5; i++)
        {
            var message = await ear.Hear("trades:TT-H26");
            var trade = message.GetProperty("data");
            Assert.Equal(("event", previous), (message.Text("type"), message.Whole("prevSeq")));
            Assert.Equal((i, "buy"), (trade.Whole("trade"), trade.Text("aggressor")));
            Assert.Equal(("both open", "双开"), (trade.Text("nature"), trade.Text("natureZh")));
            Assert.Equal(message.Whole("seq"), trade.Whole("sequence"));
            Assert.True(trade.GetProperty("simulated").GetBoolean());
            previous = message.Whole("seq");
        }
    }

    [Fact]
    public async Task A_late_hearer_and_an_early_one_go_on_from_the_same_place()
    {
        await using var floor = await Floor.Open(new() { Pump = TimeSpan.FromSeconds(2) });
        const string channel = "book.orders:TT-H26";
        await using var early = await floor.Listen(channel);
        var one = new Follower(await early.Hear(channel));
        await floor.Place(1, "buy", "6.300", 3, "a");
        // The pump has not looked yet: asking for a snapshot makes it look.
        await using var late = await floor.Listen(channel);
        var two = new Follower(await late.Hear(channel));
        one.Take(await early.Hear(channel));
        Assert.Equal(one.Sequence, two.Sequence);
        await floor.Place(2, "buy", "6.300", 2, "b");
        one.Take(await early.Hear(channel));
        two.Take(await late.Hear(channel));
        var book = await floor.Get("/v1/book/TT-H26");
        Assert.True(one.Equals(book) && two.Equals(book));
    }

    [Fact]
    public async Task Best_state_indication_and_statistics_are_told_when_they_change()
    {
        await using var floor = await Floor.Open(Quick);
        string[] names = ["best:TT-H26", "state:TT-H26", "indication:TT-H26", "statistics:TT-H26"];
        await using var ear = await floor.Listen(names);
        foreach (var name in names)
            await ear.Hear(name, "snapshot");
        await floor.Place(1, "buy", "6.300", 3, "a");
        var best = (await ear.Hear("best:TT-H26")).GetProperty("data");
        Assert.Equal(("6.300", 3, 1), (best.Text("bid"), best.Whole("bidLots"), best.Whole("bidOrders")));
        await floor.Ask(
            "PUT",
            "/v1/instruments/TT-H26/state",
            """{"state":"resumption auction","seconds":60,"cause":"t"}"""
        );
        var state = await ear.Hear("state:TT-H26");
        Assert.Equal("event", state.Text("type"));
        Assert.Equal(
            ("resumption auction", "operator", "t"),
            (
                state.GetProperty("data").Text("phase"),
                state.GetProperty("data").Text("cause"),
                state.GetProperty("data").Text("note")
            )
        );
        await floor.Place(2, "sell", "6.300", 2, "b");
        while (true)
        {
            var indication = (await ear.Hear("indication:TT-H26")).GetProperty("data");
            if (indication.GetProperty("lots").ValueKind == JsonValueKind.Null || indication.Whole("lots") == 0)
                continue;
            Assert.Equal(
                ("6.300", 2, 1),
                (indication.Text("price"), indication.Whole("lots"), indication.Whole("surplus"))
            );
            break;
        }

        floor.Clock(2, 9, 1);
        Assert.Equal("continuous", (await ear.Hear("state:TT-H26")).GetProperty("data").Text("phase"));
        Assert.Equal(2, (await ear.Hear("statistics:TT-H26")).GetProperty("data").Whole("volume"));
    }

    private static void Trade(SharedVenue venue, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1500; i++)
        {
            var account = random.Next(1, 5);
            long order;
            lock (venue.Views.Gate)
                order = venue.Views.Orders.Of(new AccountId(account)).LastOrDefault()?.Order.Value ?? 0;
            switch (random.Next(5))
            {
                case 0:
                    venue.Submit(MessageKind.CancelOrder, Codec.Bytes(new CancelOrder(new(account), new(order))));
                    break;
                case 1:
                    var lots = random.Next(1, 12);
                    var amend = new AmendOrder(new(account), new(order), new(3200 + random.Next(-20, 21)), new(lots));
                    venue.Submit(MessageKind.AmendOrder, Codec.Bytes(amend));
                    break;
                default:
                    var all = random.Next(1, 9);
                    var place = new PlaceOrder(
                        new(account),
                        new(1),
                        random.Next(2) == 0 ? Side.Buy : Side.Sell,
                        OrderType.Limit,
                        TimeInForce.Day,
                        new(3200 + random.Next(-20, 21)),
                        new(all),
                        ClientOrderId.Of($"o{i}"),
                        Display: all > 4 ? new(2) : default
                    );
                    venue.Submit(MessageKind.PlaceOrder, Codec.Bytes(place));
                    break;
            }

            if (i % 20 == 0)
                Thread.Sleep(1);
        }
    }

    /// <summary>A hearer's own book: lists in the order of the places.</summary>
    private sealed class Follower
    {
        private readonly Dictionary<string, List<(long Order, string Price, long Lots)>> _sides = [];

        public Follower(JsonElement snapshot) => Begin(snapshot);

        public long Sequence { get; private set; }

        public int Changes { get; private set; }

        public int Trades { get; private set; }

        public void Take(JsonElement message)
        {
            if (message.Text("type") == "snapshot")
            {
                // A slow hearer is given the book anew.
                Begin(message);
                return;
            }

            Assert.Equal(Sequence, message.Whole("prevSeq"));
            Sequence = message.Whole("seq");
            var next = message.Whole("prevSeq");
            foreach (var item in message.GetProperty("data").EnumerateArray())
            {
                if (!item.TryGetProperty("book", out var book))
                {
                    Apply(item);
                    continue;
                }

                // One item of the feed: each number once, none left out.
                Assert.Equal(++next, item.Whole("sequence"));
                if (book.ValueKind == JsonValueKind.Object)
                    Apply(book);
                if (item.GetProperty("trade").ValueKind == JsonValueKind.Object)
                    Trades++;
            }
        }

        public bool Equals(JsonElement book) =>
            Read(book.GetProperty("bids")).SequenceEqual(Sorted("buy", -1))
            && Read(book.GetProperty("asks")).SequenceEqual(Sorted("sell", 1));

        private IEnumerable<(long Order, string Price, long Lots)> Sorted(string side, int sign) =>
            _sides[side].OrderBy(o => sign * decimal.Parse(o.Price, System.Globalization.CultureInfo.InvariantCulture));

        private void Begin(JsonElement snapshot)
        {
            Sequence = snapshot.Whole("seq");
            _sides["buy"] = Read(snapshot.GetProperty("data").GetProperty("bids"));
            _sides["sell"] = Read(snapshot.GetProperty("data").GetProperty("asks"));
        }

        private static List<(long Order, string Price, long Lots)> Read(JsonElement side) =>
            [.. side.EnumerateArray().Select(o => (o.Whole("order"), o.Text("price"), o.Whole("lots")))];

        private void Apply(JsonElement change)
        {
            Changes++;
            var side = _sides[change.Text("side")];
            var order = (change.Whole("order"), change.Text("price"), change.Whole("lots"));
            var at = side.FindIndex(o => o.Order == order.Item1);
            switch (change.Text("action"))
            {
                case "added" or "added in front":
                    Assert.Equal(-1, at);
                    var behind = change.GetProperty("behind");
                    side.Insert(
                        behind.ValueKind == JsonValueKind.Null
                            ? 0
                            : 1 + side.FindIndex(o => o.Order == behind.GetInt64()),
                        order
                    );
                    break;
                case "changed":
                    side[at] = order;
                    break;
                default:
                    side.RemoveAt(at);
                    break;
            }
        }
    }
}
