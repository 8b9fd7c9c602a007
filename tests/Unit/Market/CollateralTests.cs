// Collateral: what counts is monotone and exact, orders stay covered whatever fills, and the pre-trade check allocates
// nothing for those who pledge.
using Tokenbourse.Market;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class CollateralTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_more_of_required_margin_never_adds_more_than_one_of_cover(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var state = new State(16);
            state.Add(new AccountDocument(1, "A", "trader", true));
            for (var i = 0; i < random.Next(1, 4); i++)
            {
                var asset = Asset($"A{i}", random.Next(1_000_001), random.Next(1_000_001));
                asset.Price = new(random.Next(1, 500));
                state.Assets.Add(asset);
                state.MovePledge(asset, 1, random.Next(1, 30));
            }

            var before = Money.Zero;
            for (long required = 1; required < 400; required++)
            {
                var covered = Cover.Of(state, 1, Currency.CNY, new(required));
                Assert.InRange(covered.Minor, before.Minor, before.Minor + 1);
                Assert.True(covered.Minor <= required);
                before = covered;
            }
        }
    }

    [Fact]
    public void The_most_that_is_held_of_an_asset_can_be_counted_at_any_haircut()
    {
        var state = new State(16);
        state.Add(new AccountDocument(1, "A", "trader", true));
        var asset = Asset("A", 1, 1_000_000);
        asset.Price = new(1);
        state.Assets.Add(asset);
        state.MovePledge(asset, 1, 100_000_000_000_000);
        // 10^14 less a millionth of it.
        Assert.Equal(99_999_900_000_000, Cover.ValueOf(asset, 100_000_000_000_000).Minor);
        Assert.Equal(5, Cover.Of(state, 1, Currency.CNY, new(5)).Minor);
        Assert.Equal(99_999_900_000_000, Cover.Of(state, 1, Currency.CNY, new(long.MaxValue)).Minor);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whichever_orders_fill_at_their_limit_free_funds_stay_at_or_above_zero(int seed)
    {
        var random = new Random(seed);
        var fills = 0;
        for (var round = 0; round < 25; round++)
        {
            var desk = Pledged(random.Next(1, 400), random.Next(1, 900_000), random.Next(1, 1_000_001));
            desk.Submit(MessageKind.MoveCash, new MoveCash(new(2), Currency.CNY, new(9_000_000_000), Name24.Of("r")));
            var wanted = new List<(int Instrument, Side Side, long Lots)>();
            for (var i = 0; i < 30; i++)
            {
                // Buys in one month and sells in another, at the last price: nothing is lost at once.
                var (instrument, side) = random.Next(2) == 0 ? (1, Side.Buy) : (2, Side.Sell);
                var lots = random.Next(1, 40);
                desk.Place(1, side, 3200, lots, $"o{i}", instrument: instrument);
                if (desk.Refusal() == RejectReason.None)
                    wanted.Add((instrument, side, lots));
            }

            foreach (var (instrument, side, lots) in wanted.Where(_ => random.Next(2) == 0))
            {
                desk.Place(2, side.Opposite(), 3200, lots, $"f{++fills}", instrument: instrument);
                Assert.True(FreeOf(desk, $"p{fills}") >= 0, $"seed {seed}, round {round}");
            }
        }

        Assert.True(fills > 50, $"{fills} fills");
    }

    [Fact]
    public void Placing_matching_and_cancelling_allocates_nothing_for_those_who_pledge()
    {
        var desk = Pledged(1000, 100_000, 500_000);
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(50_000_000_000), Name24.Of("r1")));
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(2), Currency.CNY, new(50_000_000_000), Name24.Of("r2")));
        var first = Orders(0, 6000);
        Run(desk, first);
        var least = Allocated.Least(stretch =>
        {
            var more = Orders(stretch + 1, 750);
            return () => Run(desk, more);
        });
        Assert.Equal(0, least);
    }

    private static PledgedAsset Asset(string name, int haircut, int cap)
    {
        var spec = new CollateralSpec(name, "A", "A", Currency.CNY, haircut, cap, 0, 1, 1);
        return new(spec, []);
    }

    /// <summary>Account 1 has pledged units of an asset that is worth 10,000.00 each.</summary>
    private static MarketDesk Pledged(long units, int haircut, int cap)
    {
        var desk = MarketDesk.Open();
        desk.Document(
            MessageKind.DefineCollateral,
            $$"""
            {"asset":"BOND","name":{"en":"Bond","zh":"债券"},"currency":"CNY","haircut":"{{haircut
                / 1_000_000m:0.000000}}",
            "cap":"{{cap / 1_000_000m:0.000000}}","version":1}
            """
        );
        desk.Submit(MessageKind.PriceCollateral, new PriceCollateral(Name24.Of("BOND"), desk.Now.Date, new(1_000_000)));
        desk.Submit(
            MessageKind.MoveCollateral,
            new MoveCollateral(new(1), Name24.Of("BOND"), units, Name24.Of("pledge"))
        );
        Assert.Equal(units, desk.The<CollateralMoved>(MessageKind.CollateralMoved).Pledged);
        return desk;
    }

    // What an order for too many lots is told.
    private static long FreeOf(MarketDesk desk, string id)
    {
        desk.Place(1, Side.Buy, 3200, 450, id, instrument: 3);
        if (desk.Refusal() == RejectReason.InsufficientFunds)
            return desk.The<OrderRejected>(MessageKind.OrderRejected).Limit;
        var order = desk.The<OrderAccepted>(MessageKind.OrderAccepted).Order;
        desk.Submit(MessageKind.CancelOrder, new CancelOrder(new(1), order));
        return 0;
    }

    private static List<(MessageKind Kind, byte[] Payload)> Orders(int round, int count)
    {
        var commands = new List<(MessageKind, byte[])>();
        for (var i = 0; i < count; i++)
        {
            var placed = new PlaceOrder(
                new(1 + (i % 2)),
                new(1),
                i % 2 == 0 ? Side.Buy : Side.Sell,
                OrderType.Limit,
                TimeInForce.Day,
                new(3200),
                new(1),
                ClientOrderId.Of($"c{round}-{i}")
            );
            commands.Add((MessageKind.PlaceOrder, Codec.Bytes(placed)));
        }

        return commands;
    }

    private static void Run(MarketDesk desk, List<(MessageKind Kind, byte[] Payload)> commands)
    {
        foreach (var (kind, payload) in commands)
        {
            desk.Outbox.Clear();
            desk.Machine.Apply(new(desk.Machine.Next, desk.Now, -1, kind, payload), desk.Outbox);
        }
    }
}
