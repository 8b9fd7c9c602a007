// The machine as a whole: refusals in order, a settled day by hand, snapshots, determinism, no allocation.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class MarketMachineTests
{
    [Fact]
    public void A_day_settles_to_the_figures_worked_by_hand()
    {
        // S0 = 6.400 (3200 ticks). Alice (1) buys 10 at 6.420 from Bob (2); settlement 6.420, cut to the tick.
        var desk = MarketDesk.Open();
        desk.Place(1, Side.Buy, 3210, 10, "a1");
        desk.Place(2, Side.Sell, 3210, 10, "b1");
        var trade = desk.The<Traded>(MessageKind.Traded);
        Assert.Equal(3210, trade.Price.Ticks);
        // Fee: 6.420 * 10,000 * 10 = 642,000 yuan * 0.00002 = 12.84.
        Assert.Equal(1284, trade.BuyerFee.Minor);
        desk.Place(3, Side.Buy, 3220, 2, "c1");
        desk.Place(2, Side.Sell, 3220, 2, "b2");
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
        // (3210*10 + 3220*2) / 12 = 3211.67, cut down to 3211.
        var price = desk.Said.First(e => e.Kind == MessageKind.SettlementPriceSet).As<SettlementPriceSet>();
        Assert.Equal(
            (3211, SettlementTier.VolumeWeighted, 12L),
            (price.Price.Ticks, price.Tier, price.OpenInterest.Lots)
        );
        var paid = desk
            .Said.Where(e => e.Kind == MessageKind.VariationPaid)
            .Select(e => e.As<VariationPaid>())
            .ToDictionary(v => v.Account.Value, v => v.Amount.Minor);
        // A tick is worth 20.00 yuan a lot: alice +1*10*20, carol -9*2*20, bob the rest.
        Assert.Equal(20_000, paid[1]);
        Assert.Equal(-36_000, paid[3]);
        Assert.Equal(16_000, paid[2]);
        Assert.Equal(0, paid.Values.Sum());
        var margin = desk
            .Said.Where(e => e.Kind == MessageKind.MarginRequired)
            .Select(e => e.As<MarginRequired>())
            .ToDictionary(m => m.Account.Value, m => m.Required.Minor);
        // 6.422 * 10,000 * 10 lots * 16 % = 102,752.00.
        Assert.Equal(10_275_200, margin[1]);
    }

    [Fact]
    public void Refusals_are_asked_in_the_order_of_their_numbers()
    {
        var desk = MarketDesk.Open();
        desk.Place(1, Side.Buy, 3200, 1, "used");
        PlaceOrder Order(
            int account = 1,
            int instrument = 1,
            Side side = Side.Buy,
            OrderType type = OrderType.Limit,
            TimeInForce time = TimeInForce.Day,
            long ticks = 3200,
            long lots = 1,
            string id = "x"
        ) => new(new(account), new(instrument), side, type, time, new(ticks), new(lots), ClientOrderId.Of(id));
        // Each line breaks one rule more gently than the line before: the first that holds is told.
        (RejectReason Reason, PlaceOrder Order)[] worse =
        [
            (RejectReason.BadField, Order(side: Side.None, account: 9, instrument: 9, lots: 0)),
            (RejectReason.UnknownAccount, Order(account: 9, instrument: 9, lots: 0, ticks: 1)),
            (RejectReason.DuplicateClientOrderId, Order(id: "used", lots: 0, ticks: 1)),
            (RejectReason.UnknownInstrument, Order(instrument: 9, lots: 0, ticks: 1)),
            (RejectReason.QuantityTooSmall, Order(lots: 0, ticks: 9999)),
            (RejectReason.QuantityTooLarge, Order(lots: 501, ticks: 9999)),
            (RejectReason.PriceAboveLimit, Order(lots: 500, ticks: 9999)),
            (RejectReason.PriceBelowLimit, Order(lots: 500, ticks: 1)),
            (
                RejectReason.NothingToTradeWith,
                Order(type: OrderType.Market, ticks: 0, lots: 500, time: TimeInForce.FillOrKill)
            ),
            (RejectReason.CannotFillAll, Order(side: Side.Sell, lots: 500, time: TimeInForce.FillOrKill)),
            (RejectReason.InsufficientFunds, Order(lots: 500)),
        ];
        var before = desk.Machine.Digest;
        foreach (var (reason, order) in worse)
        {
            desk.Submit(MessageKind.PlaceOrder, order);
            Assert.Equal(reason, desk.Refusal());
        }

        Assert.Equal(worse.Select(w => w.Reason).Order(), worse.Select(w => w.Reason));
        Assert.NotEqual(before, desk.Machine.Digest);
    }

    [Fact]
    public void Phases_refuse_what_they_do_not_take()
    {
        var desk = MarketDesk.Open();
        desk.Clock(12);
        desk.Place(1, Side.Buy, 3200, 1, "p");
        Assert.Equal(RejectReason.NotTrading, desk.Refusal());
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
        desk.Now = Instant.At(TradingDate.Of(2026, 3, 3), 8 * 60);
        desk.Place(1, Side.Buy, 0, 1, "m", type: OrderType.Market, time: TimeInForce.FillAndKill);
        Assert.Equal(RejectReason.MarketOrderInAuction, desk.Refusal());
        desk.Place(1, Side.Buy, 3200, 1, "f", time: TimeInForce.FillAndKill);
        Assert.Equal(RejectReason.ImmediateOrderInAuction, desk.Refusal());
    }

    [Fact]
    public void The_position_limit_counts_resting_orders()
    {
        var desk = MarketDesk.Open();
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(100_000_000_000), Name24.Of("rich")));
        desk.Place(1, Side.Buy, 3200, 500, "l1");
        desk.Place(1, Side.Buy, 3200, 500, "l2");
        desk.Place(1, Side.Buy, 3200, 1, "l3");
        Assert.Equal(RejectReason.PositionLimit, desk.Refusal());
        Assert.Equal(
            (1001, 1000),
            (
                desk.The<OrderRejected>(MessageKind.OrderRejected).Given,
                desk.The<OrderRejected>(MessageKind.OrderRejected).Limit
            )
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_snapshot_taken_anywhere_goes_on_as_if_nothing_had_happened(int seed)
    {
        var plain = Random(seed, 600, _ => { });
        var reloaded = Random(seed, 600, desk => desk.Reload());
        Assert.Equal(plain.Machine.Digest, reloaded.Machine.Digest);
        Assert.Equal(plain.Events.Count, reloaded.Events.Count);
    }

    [Fact]
    public void Another_seed_gives_another_digest() =>
        Assert.NotEqual(Random(1, 200, _ => { }).Machine.Digest, Random(2, 200, _ => { }).Machine.Digest);

    [Fact]
    public void Random_commands_never_break_an_invariant_nor_create_money()
    {
        for (var seed = 10; seed < 30; seed++)
        {
            var desk = Random(seed, 400, _ => { });
            var balances = new Dictionary<(LedgerCode, int), long>();
            foreach (var e in desk.Events.Where(e => e.Kind == MessageKind.Posted))
            {
                var p = e.As<Posted>();
                Assert.True(p.Amount.Minor > 0);
                balances[(p.Debit, p.DebitOwner.Value)] =
                    balances.GetValueOrDefault((p.Debit, p.DebitOwner.Value)) - p.Amount.Minor;
                balances[(p.Credit, p.CreditOwner.Value)] =
                    balances.GetValueOrDefault((p.Credit, p.CreditOwner.Value)) + p.Amount.Minor;
            }

            Assert.Equal(0, balances.Values.Sum());
            Assert.Equal(0, balances.GetValueOrDefault((LedgerCode.VariationSuspense, 0)));
        }
    }

    private const string Group = """
        { "marginGroup": "G", "version": 1, "commodities": [ { "contract": "TT", "amounts": "of value",
          "tiers": [ { "months": 1, "scan": "0.16", "spotOutright": "0.01" }, { "scan": "0.14" } ],
          "interMonth": [ { "near": 1, "far": 2, "charge": "0.05" } ] } ],
          "scenarios": { "tail": 2, "months": [ { "contract": "TT", "losses": [ -160000, 160000, 50000 ], "floor": "0.05" } ] } }
        """;

    [Theory]
    [InlineData("")]
    [InlineData(""", "rule": "span", "group": "G" """)]
    [InlineData(""", "rule": "scenarios", "group": "G" """)]
    [InlineData(""", "basePrice": "average", "perLot": "1" """)]
    public void Placing_matching_and_cancelling_allocates_nothing(string rule)
    {
        var margins = $$"""{ "contract": "TT", "version": 1, "rate": "0.16"{{rule}} }""";
        var desk = MarketDesk.Open(margins: margins, group: Group);
        Assert.DoesNotContain(desk.Events, e => e.Kind == MessageKind.DocumentRefused);
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(50_000_000_000), Name24.Of("r1")));
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(2), Currency.CNY, new(50_000_000_000), Name24.Of("r2")));
        var first = Prepare(desk, 0, 6000);
        Run(desk, first);
        // Client order ids are remembered for the day: their table doubles now and then; nothing else may allocate.
        var least = Allocated.Least(stretch =>
        {
            var more = Prepare(desk, stretch + 1, 750);
            return () => Run(desk, more);
        });
        Assert.Equal(0, least);
    }

    private static List<(MessageKind Kind, byte[] Payload)> Prepare(MarketDesk desk, int round, int count)
    {
        var commands = new List<(MessageKind, byte[])>();
        var order = desk.Machine.Next;
        for (var i = 0; i < count; i++)
        {
            var side = i % 2 == 0 ? Side.Buy : Side.Sell;
            var placed = new PlaceOrder(
                new(1 + (i % 2)),
                new(1),
                side,
                OrderType.Limit,
                TimeInForce.Day,
                new(3200),
                new(1),
                ClientOrderId.Of($"r{round}-{i}")
            );
            commands.Add((MessageKind.PlaceOrder, Codec.Bytes(placed)));
        }

        Assert.True(order > 0);
        return commands;
    }

    private static void Run(MarketDesk desk, List<(MessageKind Kind, byte[] Payload)> commands)
    {
        foreach (var (kind, payload) in commands)
        {
            desk.Outbox.Clear();
            desk.Machine.Apply(new LogEntry(desk.Machine.Next, desk.Now, -1, kind, payload), desk.Outbox);
        }
    }

    private static MarketDesk Random(int seed, int commands, Action<MarketDesk> between)
    {
        var random = new Random(seed);
        var desk = MarketDesk.Open();
        for (var i = 0; i < commands; i++)
        {
            if (i % 37 == 0)
                between(desk);
            desk.Now = desk.Now.Plus(random.Next(120) * Instant.PerSecond);
            switch (random.Next(12))
            {
                case 0:
                    desk.Submit(
                        MessageKind.CancelOrder,
                        new CancelOrder(new(random.Next(1, 5)), new(random.Next(1, i + 2)))
                    );
                    break;
                case 1:
                    desk.Submit(
                        MessageKind.MoveCash,
                        new MoveCash(
                            new(random.Next(1, 5)),
                            Currency.CNY,
                            new(random.Next(-9_000_000, 9_000_000)),
                            Name24.Of($"m{i}")
                        )
                    );
                    break;
                case 2:
                    desk.Now = Instant.At(desk.Now.Date, 16 * 60) is var close && close > desk.Now ? close : desk.Now;
                    desk.Submit(
                        MessageKind.SubmitPrint,
                        new SubmitPrint(Name24.Of("TIX"), desk.Now.Date, random.Next(60_000, 68_000), 4, 1, i + 10)
                    );
                    desk.Submit(MessageKind.SettleDay, new SettleDay(1, desk.Now.Date));
                    desk.Now = Instant.At(desk.Now.Date.Plus(1), 8 * 60);
                    break;
                default:
                    desk.Place(
                        random.Next(1, 5),
                        random.Next(2) == 0 ? Side.Buy : Side.Sell,
                        random.Next(3180, 3221),
                        random.Next(1, 40),
                        $"o{i}",
                        (TimeInForce)random.Next(1, 4),
                        instrument: random.Next(1, 4)
                    );
                    break;
            }
        }

        return desk;
    }
}
