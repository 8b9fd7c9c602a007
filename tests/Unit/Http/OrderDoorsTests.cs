// The doors are one market: a random stream of orders gives the same fills whichever door it comes through.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class OrderDoorsTests
{
    private const int Requests = 150;

    // A month more often than the others, so that there is something that spreads can be implied from.
    private static readonly string[] _symbols = ["TT-H26", "TT-H26", "TT-J26", "TTC-H26/J26"];

    /// <summary>Every door, by its name.</summary>
    private static readonly (string Name, Func<Floor, Task<IOrderDoor>> Open)[] _doors =
    [
        ("REST", floor => Task.FromResult<IOrderDoor>(new RestDoor(floor))),
        ("WebSocket", async floor => await StreamDoor.Open(floor)),
        ("FIX", floor => Task.FromResult<IOrderDoor>(new FixDoor(floor))),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task One_stream_of_orders_gives_the_same_fills_through_every_door(int seed)
    {
        var (fills, told) = await Play(seed, [_doors[0]]);
        Assert.True(fills.Count > Requests / 10);
        Assert.Contains(fills, f => f.EndsWith(nameof(TradeOrigin.SpreadLeg), StringComparison.Ordinal));
        Assert.Contains(fills, f => f.EndsWith(nameof(TradeOrigin.Implied), StringComparison.Ordinal));
        foreach (var door in _doors[1..])
        {
            var (others, answers) = await Play(seed, [door]);
            Assert.Equal(fills, others);
            Assert.Equal(told, answers);
        }

        // Each request through another door than the one before it.
        var (mixed, mixedTold) = await Play(seed, _doors);
        Assert.Equal(fills, mixed);
        Assert.Equal(told, mixedTold);
    }

    /// <summary>What traded, as the market says it, and as the doors said it at once.</summary>
    private static async Task<(List<string> Fills, List<string> Told)> Play(
        int seed,
        (string Name, Func<Floor, Task<IOrderDoor>> Open)[] ways
    )
    {
        await using var floor = await Floor.Open(
            new() { Rates = new(1_000_000, 1_000_000, 1_000_000, 1_000_000) },
            spread: Floor.Spread
        );
        var doors = new List<IOrderDoor>();
        foreach (var (_, open) in ways)
            doors.Add(await open(floor));
        var told = new List<string>();
        var random = new Random(seed);
        var sent = new List<(StreamedOrder Order, IOrderDoor Door)>();
        for (var i = 0; i < Requests; i++)
        {
            var door = doors[i % doors.Count];
            var order = new StreamedOrder(
                random.Next(1, 5),
                _symbols[random.Next(_symbols.Length)],
                random.Next(2) == 0 ? "buy" : "sell",
                "",
                random.Next(1, 9),
                random.Next(6) == 0 ? "fak" : "day",
                $"o{i}"
            );
            order = Priced(order, random);
            var of = sent.Count == 0 ? default : sent[random.Next(sent.Count)];
            switch (sent.Count == 0 ? 0 : random.Next(5))
            {
                case 3:
                    // Whose order it was amends it, over the door that placed it.
                    var (account, side) = (of.Order.Account, of.Order.Side);
                    var amendment = order with { Account = account, Symbol = of.Order.Symbol, Side = side };
                    told.Add(Text(await of.Door.Amend(Priced(amendment, random), of.Order.Id)));
                    break;
                case 4:
                    await door.Cancel(of.Order, $"c{i}");
                    break;
                default:
                    told.Add(Text(await door.Place(order)));
                    sent.Add((order, door));
                    break;
            }
        }

        foreach (var door in doors)
            await door.DisposeAsync();
        var fills = floor
            .Inner.Logs.Events.Read(0)
            .Where(e => e.Kind == MessageKind.Traded)
            .Select(e => e.As<Traded>());
        return (
            [
                .. fills.Select(t =>
                    $"{t.Buyer.Value} {t.BuyOrder.Value} {t.Seller.Value} {t.SellOrder.Value} "
                    + $"{t.Instrument.Value} {t.Price.Ticks} {t.Quantity.Lots} {t.Origin}"
                ),
            ],
            told
        );
    }

    /// <summary>A price near the middle: of months and, below zero too, of spreads.</summary>
    private static StreamedOrder Priced(StreamedOrder order, Random random)
    {
        var middle = order.Symbol.Contains('/', StringComparison.Ordinal) ? 0m : 6.4m;
        var price = middle + (0.002m * random.Next(-8, 9));
        return order with { Price = price.ToString("0.000", CultureInfo.InvariantCulture) };
    }

    private static string Text(DoorFills said) =>
        $"{said.Request}: {string.Join(", ", said.Fills.Select(f => $"{f.Lots} @ {f.Price}"))}";
}
