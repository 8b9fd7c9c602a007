// Position limits beside the stories: nothing is allocated, and what stands above a limit is known account by account.
using Tokenbourse.Market;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class LimitsTests
{
    private const string Table = """
        {"contract":"TT","version":1,"phases":[{"client":900,"futuresFirm":950}],"openingLots":1000000,
        "largeTrader":{"from":"0.8","reportBy":"15:00"} }
        """;

    [Fact]
    public void Orders_of_groups_members_and_hedgers_are_asked_without_allocation()
    {
        var desk = Opened();
        // As many as grow every table of the day.
        Run(desk, Prepared("a", 6000));
        var least = Allocated.Least(stretch =>
        {
            var commands = Prepared($"b{stretch}-", 400);
            return () => Run(desk, commands);
        });
        Assert.Equal(0, least);
    }

    [Fact]
    public void Lots_above_a_limit_are_known_by_account_and_by_side_and_never_more_than_it_has()
    {
        var desk = Opened(table: null);
        desk.Place(11, Side.Buy, 3200, 30, "b11");
        desk.Place(4, Side.Sell, 3200, 30, "s11");
        desk.Place(12, Side.Buy, 3200, 7, "b12");
        desk.Place(4, Side.Sell, 3200, 7, "s12");
        desk.Place(13, Side.Buy, 3200, 20, "b13");
        desk.Place(4, Side.Sell, 3200, 20, "s13");
        Assert.Equal((0, 0), Excess(desk, 11));
        desk.Document(
            MessageKind.DefineLimits,
            """{"contract":"TT","version":1,"phases":[{"client":28,"futuresFirm":19}]}"""
        );
        // 11 and 12 are one group: 37 of 28.
        Assert.Equal((9, 0), Excess(desk, 11));
        Assert.Equal((7, 0), Excess(desk, 12));
        // A client with 20, which is no more than 28 but more than its member's 19.
        Assert.Equal((1, 0), Excess(desk, 13));
        Assert.Equal((0, 29), Excess(desk, 4));
        Assert.Equal((0, 0), Excess(desk, 1));
        var state = StateOf(desk);
        var all = LimitReports.Excess(state, state.Months[0]);
        Assert.Equal([(4, 0, 29), (11, 9, 0), (12, 7, 0), (13, 1, 0)], [.. all.Select(Numbered).Order()]);

        (int, long, long) Numbered((int Slot, long Longs, long Shorts) e) =>
            (state.AccountAt(e.Slot).Value, e.Longs, e.Shorts);
    }

    [Fact]
    public void What_groups_and_members_come_to_is_worked_out_again_when_a_snapshot_is_loaded()
    {
        var desk = Opened();
        desk.Place(11, Side.Buy, 3190, 400, "one");
        desk.Place(12, Side.Buy, 3190, 400, "two");
        desk.Reload();
        desk.Place(11, Side.Buy, 3190, 101, "three");
        Assert.Equal(RejectReason.TraderLimit, desk.Refusal());
        Assert.Equal(901, desk.The<OrderRejected>(MessageKind.OrderRejected).Given);
        desk.Place(11, Side.Buy, 3190, 100, "four");
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    private static MarketDesk Opened(string? table = Table)
    {
        var desk = MarketDesk.Open();
        desk.Document(MessageKind.DefineMember, """{"member":12,"name":"M","kind":"futures firm"}""");
        foreach (
            var account in new[]
            {
                new AccountDocument(11, "A", "trader", true, Group: 7),
                new AccountDocument(12, "B", "trader", true, Group: 7, Style: AccountDocument.OpenAndClose),
                new AccountDocument(13, "C", "trader", true, Member: 12, Class: AccountDocument.Client),
                new AccountDocument(14, "H", "trader", true, Purpose: AccountDocument.Hedge),
            }
        )
        {
            desk.Document(MessageKind.OpenAccount, System.Text.Encoding.UTF8.GetString(Documents.Write(account)));
            desk.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account.Account), Currency.CNY, new(90_000_000_000), Name24.Of("first"))
            );
        }

        desk.Submit(MessageKind.MoveCash, new MoveCash(new(4), Currency.CNY, new(90_000_000_000), Name24.Of("second")));
        if (table is not null)
            desk.Document(MessageKind.DefineLimits, table);
        desk.Submit(
            MessageKind.GrantHedgeQuota,
            new GrantHedgeQuota(
                new(14),
                Name24.Of("TT"),
                new(500),
                new(500),
                TradingDate.Of(2026, 12, 1),
                Name24.Of("one"),
                Name24.Of("two"),
                Name24.Of("exposure")
            )
        );
        return desk;
    }

    // Buyers of the group and of the member against a hedger, and back, round after round.
    private static List<byte[]> Prepared(string round, int count)
    {
        int[] accounts = [11, 14, 13, 14, 14, 11, 14, 13];
        var commands = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var account = accounts[i % accounts.Length];
            var buys = i % 8 is 0 or 2 or 4 or 6;
            commands.Add(
                Codec.Bytes(
                    new PlaceOrder(
                        new(account),
                        new(1),
                        buys ? Side.Buy : Side.Sell,
                        OrderType.Limit,
                        TimeInForce.Day,
                        new(3200),
                        new(1),
                        ClientOrderId.Of($"{round}{i}"),
                        account == 14 ? OrderFlags.Hedge : OrderFlags.None
                    )
                )
            );
        }

        return commands;
    }

    private static void Run(MarketDesk desk, List<byte[]> commands)
    {
        foreach (var payload in commands)
        {
            desk.Outbox.Clear();
            desk.Machine.Apply(
                new LogEntry(desk.Machine.Next, desk.Now, -1, MessageKind.PlaceOrder, payload),
                desk.Outbox
            );
        }
    }

    private static (long Longs, long Shorts) Excess(MarketDesk desk, int account)
    {
        var state = StateOf(desk);
        return LimitReports.Excess(state, state.Months[0], state.SlotOf(new(account)));
    }

    private static State StateOf(MarketDesk desk)
    {
        var writer = new StateWriter();
        desk.Machine.Save(writer);
        var state = new State(1024);
        state.Load(new(writer.Bytes.ToArray()));
        return state;
    }
}
