// The doors are one market: a random stream of orders gives the same fills whichever door it comes through.
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class OrderDoorsTests
{
    private const int Requests = 150;

    /// <summary>Every door, by its name.</summary>
    private static readonly (string Name, Func<Floor, Task<IOrderDoor>> Open)[] _doors =
    [
        ("REST", floor => Task.FromResult<IOrderDoor>(new RestDoor(floor))),
        ("WebSocket", async floor => await StreamDoor.Open(floor)),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_stream_of_orders_gives_the_same_fills_through_every_door(int seed)
    {
        var (fills, told) = await Play(seed, [_doors[0]]);
        Assert.True(fills.Count > Requests / 10);
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
        await using var floor = await Floor.Open(new() { Rates = new(1_000_000, 1_000_000, 1_000_000, 1_000_000) });
        var doors = new List<IOrderDoor>();
        foreach (var (_, open) in ways)
            doors.Add(await open(floor));
        var told = new List<string>();
        var random = new Random(seed);
        var sent = new List<(int Account, string Id, IOrderDoor Door)>();
        for (var i = 0; i < Requests; i++)
        {
            var door = doors[i % doors.Count];
            var account = random.Next(1, 5);
            var order = new StreamedOrder(
                account,
                random.Next(2) == 0 ? "buy" : "sell",
                $"6.{400 + (2 * random.Next(-8, 9))}",
                random.Next(1, 9),
                random.Next(6) == 0 ? "fak" : "day",
                $"o{i}"
            );
            var of = sent.Count == 0 ? default : sent[random.Next(sent.Count)];
            switch (sent.Count == 0 ? 0 : random.Next(5))
            {
                case 3:
                    // Whose order it was amends it, over the door that placed it.
                    told.Add(Text(await of.Door.Amend(order with { Account = of.Account }, of.Id)));
                    break;
                case 4:
                    await door.Cancel(of.Account, of.Id);
                    break;
                default:
                    told.Add(Text(await door.Place(order)));
                    sent.Add((account, order.Id, door));
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
                    $"{t.Buyer.Value} {t.BuyOrder.Value} {t.Seller.Value} {t.SellOrder.Value} {t.Price.Ticks} {t.Quantity.Lots}"
                ),
            ],
            told
        );
    }

    private static string Text(DoorFills said) =>
        $"{said.Request}: {string.Join(", ", said.Fills.Select(f => $"{f.Lots} @ {f.Price}"))}";
}
