// Hand-worked cases of market models, quotes and their protection, opened lots, and market data sequences.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public abstract partial class MarketRules
{
    [Fact]
    public void MKT_001_the_middle_of_bid_ask_and_last()
    {
        var b = Open("""{"tradePrice":"middle of three","marketProtection":"0.01"}""");
        b.Sell(1, 990, 1);
        b.Sell(1, 995, 1);
        b.Sell(1, 1003, 1);
        // Against S0 1000 the first two are at 1000; with the limit 1005 and the last price 1000 the third is at 1003.
        Assert.Equal(
            ["accepted 4", "trade 1000x1 b4 s1", "-1", "trade 1000x1 b4 s2", "-2", "trade 1003x1 b4 s3", "-3"],
            b.Buy(2, 1005, 3)
        );
        b.Sell(1, 980, 1);
        // A market order's limit is ten ticks above 980; the last price 1003 is above both.
        Assert.Equal(["accepted 6", "trade 990x1 b6 s5", "-5"], b.Buy(2, 0, 1, Market));
    }

    [Fact]
    public void MKT_002_at_the_edges_closing_orders_stand_first()
    {
        var b = Open("""{"closingFirstAtLimit":true}""");
        b.Sell(1, 1000, 9);
        b.Buy(2, 1000, 9);
        b.Sell(3, 1099, 1);
        b.Sell(2, 1099, 1, Close);
        b.Sell(3, 1100, 1);
        b.Sell(2, 1100, 1, Close);
        b.Sell(2, 1100, 1, Close);
        Assert.Equal(
            [
                "accepted 8",
                "trade 1099x1 b8 s3",
                "-3",
                "trade 1099x1 b8 s4",
                "-4",
                "trade 1100x1 b8 s6",
                "-6",
                "trade 1100x1 b8 s7",
                "-7",
            ],
            b.Buy(4, 1100, 4)
        );
    }

    private const string ProRata = """{"allocation":{"by":"pro rata","topOrderLots":4,"leastShareLots":2}}""";

    [Fact]
    public void MKT_003_top_order_then_shares_then_first_come()
    {
        var b = Open(ProRata);
        b.Sell(1, 1005, 6);
        b.Sell(2, 1005, 10);
        b.Sell(3, 1005, 20);
        b.Sell(4, 1005, 2);
        // 20 come: the first bettered the market and gets 4. 16 are shared among 2, 10, 20, 2 (34): 0.94, 4.7, 9.4,
        // 0.94, of
        // which 4 and 9 are given. The 3 that are left go to the first (2) and the second (1).
        Assert.Equal(
            ["accepted 5", "trade 1005x6 b5 s1", "-1", "trade 1005x5 b5 s2", "~2 5", "trade 1005x9 b5 s3", "~3 11"],
            b.Buy(5, 1005, 20)
        );
        // The top order has left: nobody follows it. 5, 11, 2 of 18: 9 come, 2.5, 5.5, 1 (too little); two are left.
        Assert.Equal(["accepted 6", "trade 1005x4 b6 s2", "~2 1", "trade 1005x5 b6 s3", "~3 6"], b.Buy(5, 1005, 9));
    }

    [Fact]
    public void MKT_003_a_top_order_is_bettered_or_loses_its_place()
    {
        var b = Open("""{"allocation":{"by":"pro rata","topOrderLots":10}}""");
        b.Sell(1, 1006, 10);
        b.Sell(2, 1005, 10);
        b.Sell(3, 1005, 10);
        b.Amend(2, 2, 1005, 12);
        // The second went to the back: 10 and 12 lots share 11 as 5 and 6.
        Assert.Equal(["accepted 4", "trade 1005x5 b4 s3", "~3 5", "trade 1005x6 b4 s2", "~2 6"], b.Buy(4, 1005, 11));
        b.Buy(4, 1005, 11);
        // The first was bettered once, and stays an order like the others when it is the best again.
        b.Sell(2, 1006, 10);
        Assert.Equal(["accepted 7", "trade 1006x5 b7 s1", "~1 5", "trade 1006x5 b7 s6", "~6 5"], b.Buy(4, 1006, 10));
    }

    [Fact]
    public void MKT_003_icebergs_share_what_they_show_and_own_orders_are_dealt_with_first()
    {
        var b = Open("""{"allocation":{"by":"pro rata"},"selfMatch":"cancel oldest"}""");
        b.Sell(1, 1005, 12, Berg(4));
        b.Sell(2, 1005, 4);
        b.Sell(6, 1005, 4);
        // Own lots leave; 4 and 4 trade; then the iceberg's next four.
        Assert.Equal(
            [
                "accepted 4",
                "-3",
                "gone 3 SelfMatch 4",
                "trade 1005x4 b4 s1",
                "-1",
                "+1 Sell 1005x4",
                "trade 1005x4 b4 s2",
                "-2",
                "trade 1005x2 b4 s1",
                "~1 2",
            ],
            b.Buy(5, 1005, 10)
        );
        b.Sell(2, 1005, 4);
        b.Sell(6, 1005, 4);
        Assert.Equal(["rejected WouldMeetOwn Price 6 1004"], b.Buy(5, 1005, 10, Meets(SelfMatch.CancelNewest)));
    }

    [Fact]
    public void QTE_001_a_quote_replaces_the_accounts_quote()
    {
        var b = Open();
        Assert.Equal(["accepted 1", "+1 Buy 995x5", "accepted 2", "+2 Sell 1005x6"], b.Quote(1, 995, 5, 1005, 6));
        Assert.Equal(
            ["-1", "gone 1 Replaced 5", "-2", "gone 2 Replaced 6", "accepted 3", "+3 Sell 1006x6"],
            b.Quote(1, 0, 0, 1006, 6)
        );
        Assert.Equal(["rejected BadField Price 1001 1000"], b.Quote(1, 1001, 1, 1001, 1));
        Assert.Equal(["rejected PriceBelowLimit Price 899 900"], b.Quote(1, 899, 1, 1001, 1));
        Assert.Equal(["rejected QuantityTooSmall Quantity -1 1"], b.Quote(1, 990, -1, 1001, 1));
        Assert.Equal(["rejected PositionLimit Quantity 301 300"], b.Quote(1, 990, 1, 1001, 301));
        Assert.Equal(["rejected UnknownInstrument Instrument 9 0"], b.Quote(1, 990, 1, 1001, 1, 9));
        Assert.Equal(["-3", "gone 3 Replaced 6"], b.Quote(1, 0, 0, 0, 0));
        b.Quote(1, 995, 5, 1005, 6);
        b.At("14:50");
        Assert.Equal(["-4", "-5"], b.At("15:00").Where(t => t[0] == '-'));
    }

    [Fact]
    public void QTE_001_the_commands_own_words_are_asked_before_its_entries()
    {
        var b = Open();
        QuoteEntries entries = default;
        entries[0] = new(new(9), new(990), new(1), new(1010), new(1));
        entries[1] = new(new(1), new(990), new(1), new(1010), new(1));
        var words = new PlaceQuotes(new(77), ClientOrderId.Of("q"), 9, entries, b.Now.Plus(-1));
        Assert.Equal(
            ["refused BadField 0 0"],
            b.Submit(MessageKind.PlaceQuotes, words with { ClientOrderId = default })
        );
        Assert.Equal(["refused BadField 9 8"], b.Submit(MessageKind.PlaceQuotes, words));
        words = words with { Count = 2 };
        Assert.StartsWith("refused TooLate", b.Submit(MessageKind.PlaceQuotes, words)[0], StringComparison.Ordinal);
        words = words with { ValidUntil = default };
        Assert.Equal(["refused UnknownAccount 77 0"], b.Submit(MessageKind.PlaceQuotes, words));
        // One entry is refused, the other is taken.
        Assert.Equal(
            ["rejected UnknownInstrument Instrument 9 0", "accepted 1", "+1 Buy 990x1", "accepted 2", "+2 Sell 1010x1"],
            b.Submit(MessageKind.PlaceQuotes, words with { Account = new(1) })
        );
    }

    [Fact]
    public void QTE_002_protection_takes_the_contracts_quotes_off_and_freezes_them()
    {
        var b = Open(months: 2);
        Assert.Equal(["refused BadField 0 3600000"], b.Protect(1, 0, 10));
        Assert.Equal(["protected"], b.Protect(1, 1000, 10));
        b.Quote(1, 995, 20, 1005, 20);
        b.Quote(1, 995, 20, 1005, 20, 2);
        b.Buy(2, 1005, 6);
        // Two seconds later the first window is over: six and six are not twelve.
        b.Now = b.Now.Plus(2 * Instant.PerSecond);
        b.Buy(2, 1005, 6);
        b.Now = b.Now.Plus(Instant.PerSecond - 1);
        Assert.Equal(
            [
                "accepted 7",
                "trade 1005x4 b7 s4 @2",
                "~4 16",
                "triggered 1 10",
                "-1",
                "gone 1 Protection 20",
                "-2",
                "gone 2 Protection 8",
                "-3",
                "gone 3 Protection 20",
                "-4",
                "gone 4 Protection 16",
            ],
            b.Buy(2, 1005, 4, new(Instrument: 2))
        );
        Assert.Equal(["rejected QuotesFrozen Instrument 1 0"], b.Quote(1, 995, 20, 1005, 20));
        b.Protect(1, 1000, 10);
        Assert.Equal(4, b.Quote(1, 995, 20, 1005, 20).Length);
    }

    [Fact]
    public void NOV_001_a_trade_tells_how_many_lots_were_opened()
    {
        var b = Open();
        (long Buyer, long Seller) Opens(int buyer, int seller, long lots)
        {
            b.Sell(seller, 1000, lots);
            b.Buy(buyer, 1000, lots);
            var trade = b.Last.Select(e => e.Message).OfType<Traded>().Single();
            return (trade.BuyerOpened.Lots, trade.SellerOpened.Lots);
        }

        Assert.Equal((5, 5), Opens(1, 2, 5));
        // 1 is 5 long and sells 7: five close, two open. 3 opens.
        Assert.Equal((7, 2), Opens(3, 1, 7));
        // 1 is 2 short and buys 1, 3 is 7 long and sells 1: both close.
        Assert.Equal((0, 0), Opens(1, 3, 1));
        // 1 is 1 short: with itself it buys 2 (one closes, one opens), and then, 1 long, sells 2 (one closes, one
        // opens).
        Assert.Equal((1, 1), Opens(1, 1, 2));
    }

    [Fact]
    public void MDS_001_each_instrument_has_one_sequence_without_a_gap_and_its_changes_rebuild_the_book()
    {
        var b = Bench(months: 2);
        var books = new AuditedBooks();
        long first = 0;
        void Follow()
        {
            foreach (var e in b.Last)
            {
                Assert.Null(books.Fold(e, []));
                first += e.Message is StateChanged s && s.Instrument.Value == 1 && first == 0 ? s.Sequence : 0;
            }
        }

        foreach (
            var step in new Func<string[]>[]
            {
                () => b.At("09:00"),
                () => b.Buy(1, 1001, 7, Berg(3)),
                () => b.Sell(2, 1000, 2),
                () => b.At("09:10"),
                () => b.Sell(2, 1001, 2),
                () => b.Buy(1, 990, 1, new(Instrument: 2)),
                () => b.Buy(1, 0, 1, Stop(1020)),
                () => b.Amend(1, 1, 1001, 5),
            }
        )
        {
            step();
            Follow();
        }

        Assert.Equal(1, first);
        // 7 lots, 4 of them traded, then one fewer: 1 is left; the second slice of three lost one to the second sale.
        Assert.Equal([(1L, Side.Buy, 1001L, 1L)], books.Of(1));
        Assert.Equal([(4L, Side.Buy, 990L, 1L)], books.Of(2));
    }
}
