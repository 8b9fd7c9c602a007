// The language of the stories, apart from any market: what words become which command, and which events fit which
// words.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;
using Tokenbourse.Sim.Scenarios;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class LanguageTests
{
    private const string Stage = """
        # ORD-001 the language
        list GH-Z26 reference 2.000
        deposit alice 50000 bob 50000
        open

        """;

    private static readonly InstrumentId Month = new(2);

    // The naive market lists and opens, its market data aside; orders are answered by the test.
    private sealed class ScriptedEngine(params object[][] answers) : IMarketEngine
    {
        private readonly NaiveMarket _market = new();
        private int _answered;

        public List<LogEntry> Commands { get; } = [];

        public IReadOnlyList<Happening> Submit(in LogEntry command)
        {
            if (command.Kind is < MessageKind.PlaceOrder or > MessageKind.SetTradingState)
                return [.. _market.Submit(command).Where(e => e.Message is not (StateChanged or AuctionUncrossed))];
            Commands.Add(command with { Payload = command.Payload.ToArray() });
            var answer = _answered < answers.Length ? answers[_answered++] : [];
            return [.. answer.Select(m => new Happening(Enum.Parse<MessageKind>(m.GetType().Name), m))];
        }

        public T Sent<T>(int index = 0)
            where T : unmanaged => Commands[index].As<T>();
    }

    private static (ScriptedEngine Engine, IReadOnlyList<string> Failures) Tell(string lines, params object[][] answers)
    {
        var engine = new ScriptedEngine(answers);
        return (engine, ScenarioRunner.Run("words.txt", Stage + lines, () => engine).Failures);
    }

    private static OrderAccepted Accepted(long order, int account, Side side, long ticks, long lots) =>
        new(
            new(order),
            new(account),
            Month,
            side,
            OrderType.Limit,
            TimeInForce.Day,
            new(ticks),
            new(lots),
            ClientOrderId.Of($"id-{order}")
        );

    private static BookChanged Book(long sequence, long order, BookAction action, Side side, long ticks, long lots) =>
        new(Month, sequence, new(order), action, side, new(ticks), new(lots));

    [Theory]
    [InlineData("@ 2.001", OrderType.Limit, TimeInForce.Day, 2001, 0)]
    [InlineData("market", OrderType.Market, TimeInForce.Day, 0, 0)]
    [InlineData("market fak", OrderType.Market, TimeInForce.FillAndKill, 0, 0)]
    [InlineData("mtl gtc", OrderType.MarketToLimit, TimeInForce.GoodTillCancelled, 0, 0)]
    [InlineData("stop 2.010", OrderType.Stop, TimeInForce.Day, 0, 2010)]
    [InlineData("stop 2.010 @ 2.020 gtc", OrderType.StopLimit, TimeInForce.GoodTillCancelled, 2020, 2010)]
    [InlineData("@ 2.020 stop 2.010", OrderType.StopLimit, TimeInForce.Day, 2020, 2010)]
    [InlineData("limit @ 2.020 stop 2.010", OrderType.Limit, TimeInForce.Day, 2020, 2010)]
    [InlineData("fok @ 2.001", OrderType.Limit, TimeInForce.FillOrKill, 2001, 0)]
    [InlineData("@ 2.001 ato", OrderType.Limit, TimeInForce.AtTheOpen, 2001, 0)]
    [InlineData("@ 2.001 atc", OrderType.Limit, TimeInForce.AtTheClose, 2001, 0)]
    [InlineData("raw type 9 raw life 8", (OrderType)9, (TimeInForce)8, 0, 0)]
    public void Order_words_become_an_order(string words, OrderType type, TimeInForce life, long ticks, long stop)
    {
        var (engine, failures) = Tell($"alice buy 5 {words}\n");
        Assert.Empty(failures);
        var order = engine.Sent<PlaceOrder>();
        Assert.Equal(
            (Side.Buy, type, life, ticks, stop, 5L),
            (order.Side, order.Type, order.TimeInForce, order.Price.Ticks, order.StopPrice.Ticks, order.Quantity.Lots)
        );
        Assert.Equal((1, Month), (order.Account.Value, order.Instrument));
    }

    [Fact]
    public void The_other_terms_of_an_order_come_in_any_order()
    {
        var (engine, failures) = Tell(
            "bob sell 9 GH-F27 post-only display 2 @ 2.000 gtd 2026-11-05 close-only hedge self cancel-both valid-until 10:00:30 as B1\nbob buy 4 min 3 fak @ 2.000 as none"
        );
        Assert.Empty(failures);
        var order = engine.Sent<PlaceOrder>();
        Assert.Equal(OrderFlags.PostOnly | OrderFlags.CloseOnly | OrderFlags.Hedge, order.Flags);
        Assert.Equal(
            (SelfMatch.CancelBoth, 2L, TradingDate.Of(2026, 11, 5), TimeInForce.GoodTillDate),
            (order.SelfMatch, order.Display.Lots, order.Expires, order.TimeInForce)
        );
        Assert.Equal(Instant.At(TradingDate.Of(2026, 11, 2), 600).Plus(30 * Instant.PerSecond), order.ValidUntil);
        Assert.Equal("B1", order.ClientOrderId.ToString());
        Assert.Equal(3, order.Instrument.Value);
        var second = engine.Sent<PlaceOrder>(1);
        Assert.Equal((3L, true), (second.Minimum.Lots, second.ClientOrderId.IsEmpty));
    }

    [Fact]
    public void Amendments_cancels_quotes_reversals_and_states_become_commands()
    {
        var (engine, failures) = Tell(
            """
            alice buy 5 @ 2.000 as A1
            alice amend A1 to 3 @ 2.001
            alice amend A1 to 4
            alice cancel all buys GH group
            alice cancel all sells GH-F27
            alice quote GH-Z26 5 @ 1.990 / 6 @ 2.010 GH-F27 0 / 7 @ 2.020 as Q1
            protect alice GH 10 lots 1000 ms
            protect alice GH off
            alice reverse @ 2.005
            alice reverse GH-F27
            halt
            cancel-only GH-F27
            resume auction 60 seconds
            resume
            """,
            [Accepted(1, 1, Side.Buy, 2000, 5)]
        );
        Assert.Empty(failures);
        Assert.Equal(new AmendOrder(new(1), new(1), new(2001), new(3)), engine.Sent<AmendOrder>(1));
        Assert.Equal(new AmendOrder(new(1), new(1), new(2000), new(4)), engine.Sent<AmendOrder>(2));
        Assert.Equal(
            new MassCancel(new(1), CancelScope.ControlGroup, Side.Buy, default, Name24.Of("GH")),
            engine.Sent<MassCancel>(3)
        );
        Assert.Equal(
            new MassCancel(new(1), CancelScope.Account, Side.Sell, new(3), default),
            engine.Sent<MassCancel>(4)
        );
        var quotes = engine.Sent<PlaceQuotes>(5);
        Assert.Equal(2, quotes.Count);
        Assert.Equal(new QuoteEntry(Month, new(1990), new(5), new(2010), new(6)), quotes.Entries[0]);
        Assert.Equal(new QuoteEntry(new(3), new(0), new(0), new(2020), new(7)), quotes.Entries[1]);
        Assert.Equal(new SetProtection(new(1), Name24.Of("GH"), 1000, new(10)), engine.Sent<SetProtection>(6));
        Assert.Equal(0, engine.Sent<SetProtection>(7).MostLots.Lots);
        Assert.Equal(2005, engine.Sent<ReversePosition>(8).Price.Ticks);
        Assert.Equal(
            (3, 0L),
            (engine.Sent<ReversePosition>(9).Instrument.Value, engine.Sent<ReversePosition>(9).Price.Ticks)
        );
        var cause = Name24.Of("story");
        Assert.Equal(new SetTradingState(Month, TradingPhase.Halted, 0, cause), engine.Sent<SetTradingState>(10));
        Assert.Equal(new(new(3), TradingPhase.CancelOnly, 0, cause), engine.Sent<SetTradingState>(11));
        Assert.Equal(new(Month, TradingPhase.ResumptionAuction, 60, cause), engine.Sent<SetTradingState>(12));
        Assert.Equal(new(Month, TradingPhase.Continuous, 0, cause), engine.Sent<SetTradingState>(13));
    }

    [Fact]
    public void Waiting_moves_the_clock_by_seconds()
    {
        var (engine, failures) = Tell("wait 120s\nwait 500ms\nwait 2 minutes\nalice buy 1 @ 2.000\n");
        Assert.Empty(failures);
        var opened = Instant.At(TradingDate.Of(2026, 11, 2), 540);
        Assert.Equal(opened.Plus((240 * Instant.PerSecond) + (Instant.PerSecond / 2)), engine.Commands[0].Time);
    }

    // An iceberg of 9 showing 2, met by 5: two trades, the visible part refreshed at the back, a smaller order
    // cancelled.
    private static readonly object[][] Day =
    [
        [Accepted(1, 1, Side.Buy, 2000, 9) with { Display = new(2) }, Book(1, 1, BookAction.Added, Side.Buy, 2000, 2)],
        [Accepted(2, 2, Side.Buy, 2000, 1), Book(2, 2, BookAction.Added, Side.Buy, 2000, 1)],
        [
            Accepted(3, 2, Side.Sell, 2000, 5),
            new Traded(
                new(1),
                Month,
                new(2000),
                new(2),
                new(1),
                new(1),
                default,
                new(3),
                new(2),
                default,
                Side.Sell,
                TradeOrigin.Continuous,
                new(2),
                new(1),
                3
            ),
            Book(4, 1, BookAction.Removed, Side.Buy, 2000, 0),
            Book(5, 1, BookAction.Added, Side.Buy, 2000, 2),
            new OrderReduced(new(2), new(2), Month, new(1), default, CancelReason.SelfMatch),
            Book(6, 2, BookAction.Removed, Side.Buy, 2000, 0),
            new OrderCancelled(new(2), new(2), Month, default, CancelReason.SelfMatch),
            new OrderCancelled(new(3), new(2), Month, new(3), CancelReason.SelfMatch),
        ],
    ];

    [Fact]
    public void Outcomes_and_questions_fit_what_happened()
    {
        var (_, failures) = Tell(
            """
            alice buy 9 @ 2.000 display 2 as A1 -> rests
            expect depth bids 2 @ 2.000 by 1 asks none, best bid 2 @ 2.000 ask none
            bob buy 1 @ 2.000 as B1 -> rests
            expect queue bids 2.000: alice 2, B1 1, depth bids 3 @ 2.000 by 2
            bob sell 5 @ 2.000 as B2 -> traded 2 @ 2.000 with alice and reduced B1 by 1 and cancelled B1 0 self-match and cancelled B2 3 self-match
            expect queue bids 2.000: A1 2, order A1 rests 7, order B1 cancelled self-match
            expect last trade 2 @ 2.000 buyer opened 2 closed 0 seller opened 1 closed 1 aggressor sell origin continuous
            expect sequence unbroken, alice position 2, bob position -2, message PlaceOrder number 20
            expect told OrderAccepted Traded Removed Added OrderReduced Removed OrderCancelled OrderCancelled
            """,
            Day
        );
        Assert.Empty(failures);
    }

    [Fact]
    public void What_does_not_fit_is_told_in_the_same_words()
    {
        var (_, failures) = Tell(
            """
            alice buy 9 @ 2.000 display 2 as A1 -> rests 8
            bob buy 1 @ 2.000 as B1 -> sleeps
            bob sell 5 @ 2.000 as B2 -> traded 2 @ 2.001 and rests 3
            expect queue bids 2.000: B1 1, alice 2, order A1 sleeps 7
            expect depth bids 1 @ 2.000 by 2 2 @ 1.990 asks none
            """,
            Day
        );
        Assert.Equal(
            [
                "words.txt:5: expected rests 8; got rests",
                "words.txt:6: expected sleeps; got rests",
                "words.txt:7: expected 2 @ 2.001 and rests 3; got 2 @ 2 in GH-Z26 with alice with bob and reduced B1 by 1 and cancelled B1 0 self-match and cancelled B2 3 self-match",
                "words.txt:8: expected queue GH-Z26 bids 2: B1 1 alice 2; got A1 2",
                "words.txt:8: expected order A1 sleeps 7; got rests 7",
                "words.txt:9: expected depth GH-Z26 bids 1 @ 2 by 2 2 @ 1.99; got 2 @ 2 by 1",
            ],
            failures
        );
    }

    [Fact]
    public void Market_data_that_does_not_rebuild_the_book_fails_every_story()
    {
        var (_, failures) = Tell(
            "alice buy 5 @ 2.000 as A1\nalice buy 5 @ 2.001 as A2\nalice buy 5 @ 2.002 as A3\nalice cancel A1\n",
            [Accepted(1, 1, Side.Buy, 2000, 5), Book(2, 1, BookAction.Added, Side.Buy, 2000, 5)],
            [Accepted(2, 1, Side.Buy, 2001, 5), Book(3, 2, BookAction.Changed, Side.Buy, 2001, 5)],
            [Accepted(3, 1, Side.Buy, 2002, 5), Book(4, 3, BookAction.Added, Side.Buy, 2002, 6)],
            [new OrderCancelled(new(1), new(1), Month, new(5), CancelReason.ByParticipant)]
        );
        Assert.Equal(
            [
                "words.txt:5: market data: expected sequence 1 of instrument 2 for BookChanged; got 2",
                "words.txt:6: market data: expected Changed of order 2 after it was added; got otherwise",
                "words.txt:7: market data: expected order 3 with 5 lots in the book; got 6",
                "words.txt:8: market data: expected order 1 with 0 lots in the book; got 5",
                "words.txt:8: market data: expected order 3 with 5 lots in the book; got 6",
            ],
            failures
        );
    }

    [Fact]
    public void Refusals_tell_prices_moments_and_orders_as_a_story_writes_them()
    {
        OrderRejected Rejected(RejectReason reason, long given, long limit, OrderField field) =>
            new(new(1), Month, ClientOrderId.Of("x"), reason, given, limit, default, field);
        var nine = Instant.At(TradingDate.Of(2026, 11, 2), 540).Nanoseconds;
        var (_, failures) = Tell(
            """
            alice buy 5 @ 2.000 as A1
            alice buy 5 @ 2.000 post-only -> refused WouldTrade given 2.000 limit 1.999 field Price
            alice sell 5 @ 2.000 -> refused WouldMeetOwn given A1 limit 2.001
            alice sell 5 @ 2.000 valid-until 08:59 -> refused TooLate given 09:00:00 limit 08:59:00 field ValidUntil
            alice sell 5 @ 2.000 gtd 2026-11-01 -> refused ExpiryPassed given 2026-11-01 limit 2026-11-02
            alice sell 5 @ 2.000 -> refused OverClose given 5 limit 0 field Quantity
            alice quote 1 @ 1.990 / 1 @ 2.900 -> rests and refused PriceAboveLimit
            """,
            [Accepted(1, 1, Side.Buy, 2000, 5), Book(1, 1, BookAction.Added, Side.Buy, 2000, 5)],
            [Rejected(RejectReason.WouldTrade, 2000, 1999, OrderField.Price)],
            [Rejected(RejectReason.WouldMeetOwn, 1, 2001, OrderField.Price)],
            [Rejected(RejectReason.TooLate, nine, nine - Instant.PerMinute, OrderField.ValidUntil)],
            [
                Rejected(
                    RejectReason.ExpiryPassed,
                    TradingDate.Of(2026, 11, 1).Days,
                    TradingDate.Of(2026, 11, 2).Days,
                    OrderField.Expires
                ),
            ],
            [Rejected(RejectReason.OverClose, 5, 3, OrderField.Quantity)],
            [Rejected(RejectReason.PriceAboveLimit, 2900, 2200, OrderField.Price)]
        );
        Assert.Equal(
            [
                "words.txt:10: expected refused OverClose given 5 limit 0 field Quantity; got refused OverClose given 5 limit 3 field Quantity",
                "words.txt:11: expected rests; got nothing",
            ],
            failures
        );
    }

    [Fact]
    public void Market_model_terms_become_the_contracts_market_part()
    {
        var result = ScenarioRunner.Run(
            "model.txt",
            """
            # LST-001 a market model
            calendar closing-auction
            list GH-Z26 reference 2.000 allocation pro-rata top 3 least 2 middle-of-three closing-first self cancel-oldest pressure protection 2% dynamic 5% 90s ladder 3% 5% above 2% after halt lock-minutes 7
            phase closing-auction
            """,
            () => new ScriptedEngine(),
            out var venue
        );
        Assert.Empty(result.Failures);
        var json = venue!.Log.First(l => l.Command.Kind == MessageKind.DefineContract).Command.Payload;
        var market = Model.Specs.ContractSpec.Read(json, [])!.Market;
        Assert.Equal(
            Model.Specs.MarketModel.Plain with
            {
                Allocation = Model.Specs.Allocation.ProRata,
                TopOrderLots = 3,
                LeastShareLots = 2,
                TradePrice = Model.Specs.TradePriceRule.MiddleOfThree,
                ClosingFirstAtLimit = true,
                SelfMatch = SelfMatch.CancelOldest,
                Pressure = true,
                MarketProtectionPpm = 20_000,
                DynamicBandPpm = 50_000,
                InterruptionSeconds = 90,
                MarginAbovePpm = 20_000,
                LockMinutes = 7,
                AfterLadder = Model.Specs.AfterLadder.Halt,
                LadderPpm = market.LadderPpm,
            },
            market
        );
        Assert.Equal([30_000, 50_000], market.LadderPpm);
    }

    [Theory]
    [InlineData("alice buy 5", "bad.txt:5: at the end of the line: expected @ PRICE, market, mtl or stop PRICE")]
    [InlineData("alice buy 5 @ 2.000 soon", "bad.txt:5: at 'soon': expected a term of an order")]
    [InlineData("wait long", "bad.txt:5: at 'long': expected a length of time as in 120s, 500ms or 5m")]
    [InlineData(
        "expect queue bids 2.x: alice 3",
        "bad.txt:5: at 'alice': expected a price with a colon instead of '2.x'"
    )]
    [InlineData(
        "deposit alice 99999999999999999999",
        "bad.txt:5: at the end of the line: expected less than '99999999999999999999'"
    )]
    [InlineData(
        "deposit alice 100.005",
        "bad.txt:5: at the end of the line: expected an amount in whole parts of 0.01 instead of '100.005'"
    )]
    [InlineData(
        "expect alice cash 100.004",
        "bad.txt:5: at the end of the line: expected an amount in whole parts of 0.01 instead of '100.004'"
    )]
    [InlineData(
        "alice buy 1 @ 99999999999999999999",
        "bad.txt:5: at the end of the line: expected less than '99999999999999999999'"
    )]
    [InlineData(
        "alice buy 1 @ 2.0005",
        "bad.txt:5: at the end of the line: expected a price in whole parts of 0.001 instead of '2.0005'"
    )]
    [InlineData(
        "deposit alice 1 reference much-too-long-for-a-reference",
        "bad.txt:5: at 'much-too-long-for-a-reference': expected a name, 1 to 24 of A-Z a-z 0-9 . _ : -"
    )]
    [InlineData("default close alice bought 1 @ 2.000", "bad.txt:5: at 'bought': expected buy or sell")]
    [InlineData("default auction 1 bid 2 buys 1 @ 2.000", "bad.txt:5: at 'buys': expected buy or sell")]
    [InlineData(
        "wait 99999999999999999s",
        "bad.txt:5: at the end of the line: expected less than '99999999999999999s'"
    )]
    public void A_new_line_that_cannot_be_read_says_what_belongs_there(string line, string message)
    {
        var result = ScenarioRunner.Run("bad.txt", Stage + line, () => new ScriptedEngine());
        Assert.Equal([message], result.Failures);
    }
}
