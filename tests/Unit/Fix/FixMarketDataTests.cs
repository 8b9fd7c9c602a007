// Market data over FIX: books rebuilt from W and X, the chain, slow readers, figures, every refusal.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks.Data;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixMarketDataTests
{
    private const string Book = "267=2|269=0|269=1|146=1|55=TT-H26|";
    private const string Follow = "262=m|263=1|264=0|265=1|";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(7, 3)]
    public void A_book_of_W_and_X_is_the_book_of_REST(int levels, int seed)
    {
        using var floor = new FixDataFloor();
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
            floor.Trade(random);
        var peer = floor.Peer();
        var book = new FixBook();
        book.Take(
            Assert.Single(peer.Say("V", $"262=m|263=1|264={levels}|265=1|267=3|269=0|269=1|269=2|146=1|55=TT-H26|"))
        );
        var all = levels == 0 ? 500 : levels;
        Assert.Equal(floor.Depth(all), book.ToString());
        for (var i = 0; i < 400; i++)
        {
            floor.Trade(random);
            if (random.Next(3) != 0)
                continue;
            floor.Turn();
            peer.Hear().ForEach(book.Take);
            Assert.Equal(floor.Depth(all), book.ToString());
        }

        Assert.True(book.Trades > 20);
        Assert.Equal(1, book.Snapshots);
    }

    [Fact]
    public void Who_does_not_read_costs_no_memory_and_goes_on_where_it_was()
    {
        using var floor = new FixDataFloor();
        var random = new Random(5);
        var peer = floor.Peer();
        var book = new FixBook();
        book.Take(Assert.Single(peer.Say("V", Follow + Book)));
        for (var i = 0; i < 1500; i++)
        {
            floor.Trade(random);
            floor.Turn();
            Assert.True(peer.Waiting < MarketDataDesk.MostAhead + FixFrame.MostMessage);
        }

        Assert.True(peer.Waiting > MarketDataDesk.MostAhead);
        var told = peer.Hear();
        told.ForEach(book.Take);
        Assert.All(told, m => Assert.Null(m[814]));
        Assert.NotEqual(floor.Depth(500), book.ToString());
        floor.Turn();
        var rest = Assert.Single(peer.Hear());
        Assert.Equal(("X", "2"), (rest.Type, rest[814]));
        book.Take(rest);
        Assert.Equal(floor.Depth(500), book.ToString());
        floor.Place(1, Side.Buy, 3100, 1);
        floor.Turn();
        rest = Assert.Single(peer.Hear());
        Assert.Null(rest[814]);
        book.Take(rest);
        Assert.Equal(floor.Depth(500), book.ToString());
    }

    [Fact]
    public void A_change_too_large_to_tell_is_told_as_a_snapshot()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        var book = new FixBook();
        book.Take(Assert.Single(peer.Say("V", Follow + Book)));
        for (var i = 0; i < 220; i++)
        {
            floor.Place(1, Side.Buy, 3150 - i, 1);
            floor.Place(2, Side.Sell, 3160 + i, 1);
        }

        floor.Turn();
        book.Take(Assert.Single(peer.Hear()));
        Assert.Equal(2, book.Snapshots);
        Assert.Equal(floor.Depth(500), book.ToString());
        floor.Place(1, Side.Buy, 3155, 1);
        floor.Turn();
        book.Take(Assert.Single(peer.Hear()));
        Assert.Equal(floor.Depth(500), book.ToString());
    }

    [Fact]
    public void With_full_refresh_each_change_is_a_snapshot()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        peer.Say("V", "262=m|263=1|264=1|265=0|" + Book);
        floor.Place(1, Side.Buy, 3150, 4);
        floor.Turn();
        var whole = Assert.Single(peer.Hear());
        Assert.Equal(("W", "1", "6.300", "4"), (whole.Type, whole[268], whole[270], whole[271]));
        floor.Place(1, Side.Buy, 3100, 4);
        floor.Turn();
        Assert.Empty(peer.Hear());
    }

    [Fact]
    public void Trades_and_figures_are_told_as_they_change()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        const string All = "267=12|269=0|269=1|269=2|269=3|269=4|269=6|269=7|269=8|269=9|269=A|269=B|269=C|";
        var first = Assert.Single(peer.Say("V", $"262=m|263=1|264=1|265=1|{All}146=1|55=TT-H26|"));
        Assert.Equal(["3", "B", "C"], first.Entries(269).Select(e => e[269]));
        Assert.Equal(("6.4000", "20260302"), (first.Entries(269)[0][270], first.Entries(269)[0][272]));
        floor.Place(1, Side.Sell, 3200, 5);
        floor.Place(2, Side.Buy, 3200, 2);
        floor.Turn();
        var change = Assert.Single(peer.Hear());
        var told = change.Entries(279).ToDictionary(e => e[269]!);
        Assert.Equal(["1", "2", "4", "7", "8", "9", "B", "C"], told.Keys);
        Assert.Equal(("0", "6.400", "3", "1"), (told["1"][279], told["1"][270], told["1"][271], told["1"][346]));
        Assert.Equal(("6.400", "2", "buy; continuous"), (told["2"][270], told["2"][271], told["2"][58]));
        Assert.Equal("20260302", told["2"][272]);
        Assert.Equal(("0", "6.40000"), (told["9"][279], told["9"][270]));
        Assert.Equal(("1", "2"), (told["B"][279], told["B"][271]));
        Assert.Equal("2", told["C"][271]);

        floor.Submit(
            MessageKind.SetTradingState,
            new SetTradingState(new(1), TradingPhase.ResumptionAuction, 60, Name24.Of("t"))
        );
        floor.Place(3, Side.Buy, 3200, 9);
        floor.Turn();
        var auction = Assert.Single(peer.Hear()).Entries(279).Single(e => e[269] == "A");
        Assert.Equal(("0", "6.400", "6"), (auction[279], auction[270], auction[271]));
        Assert.Equal(("P", "lots 3"), (auction[277], auction[58]));
        floor.Clock(10);
        floor.Turn();
        Assert.Contains(Assert.Single(peer.Hear()).Entries(279), e => e[269] == "A" && e[279] == "2");
    }

    [Fact]
    public void A_subscription_ends_when_it_is_asked_to_and_with_the_session()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        peer.Say("V", Follow + Book);
        Assert.Empty(peer.Say("V", "262=m|263=2|264=0|267=1|269=0|146=1|55=TT-H26|"));
        floor.Place(1, Side.Buy, 3150, 4);
        floor.Turn();
        Assert.Empty(peer.Hear());
        Assert.Equal("W", Assert.Single(peer.Say("V", Follow + Book)).Type);
        peer.Disconnect();
        peer.Connect();
        floor.Place(1, Side.Buy, 3140, 4);
        floor.Turn();
        Assert.Empty(peer.Hear());
        Assert.Equal("W", Assert.Single(peer.Say("V", Follow + Book)).Type);
        // Asked once only: served, and forgotten.
        Assert.Equal("W", Assert.Single(peer.Say("V", "262=once|263=0|264=1|" + Book)).Type);
        Assert.Equal("W", Assert.Single(peer.Say("V", "262=once|263=0|264=1|" + Book)).Type);
    }

    [Fact]
    public void A_session_that_has_no_place_for_RptSeq_is_told_without()
    {
        using var floor = new FixDataFloor(rptSeq: false);
        var peer = floor.Peer();
        peer.Say("V", Follow + Book);
        floor.Place(1, Side.Buy, 3150, 4);
        floor.Turn();
        Assert.Null(Assert.Single(peer.Hear())[83]);
    }

    [Theory]
    [InlineData("262=x|263=1|264=0|265=1|267=1|269=0|146=1|55=NONE|", "0", "NONE")]
    [InlineData("262=m|263=1|264=0|265=1|267=1|269=0|146=1|55=TT-H26|", "1", "262")]
    [InlineData("262=x|263=1|264=101|265=1|267=1|269=0|146=1|55=TT-H26|", "5", "1 to 100")]
    [InlineData("262=x|263=1|264=-1|265=1|267=1|269=0|146=1|55=TT-H26|", "5", "264")]
    [InlineData("262=x|263=1|264=0|267=1|269=0|146=1|55=TT-H26|", "6", "265")]
    [InlineData("262=x|263=0|264=0|266=N|267=1|269=0|146=1|55=TT-H26|", "7", "266")]
    [InlineData("262=x|263=0|264=0|267=1|269=5|146=1|55=TT-H26|", "8", "269")]
    [InlineData("262=x|263=0|264=0|267=1|269=0|146=1|55=TT-H26|386=1|336=T|", "9", "386")]
    [InlineData("262=x|263=0|264=0|546=2|267=1|269=0|146=1|55=TT-H26|", "A", "546")]
    [InlineData("262=x|263=0|264=0|286=1|267=1|269=0|146=1|55=TT-H26|", "B", "286")]
    [InlineData("262=x|263=0|264=0|547=Y|267=1|269=0|146=1|55=TT-H26|", "C", "547")]
    [InlineData("262=x|263=0|264=0|267=1|269=0|146=2|55=TT-H26|55=TT-H26|", null, "twice")]
    [InlineData("262=x|263=0|264=0|267=1|269=0|146=1|55=TT-H26|815=3|", null, "815")]
    [InlineData("262=x|263=0|264=0|267=1|269=0|146=1|55=TT-H26|812=9|", null, "812")]
    [InlineData("262=x|263=2|264=0|267=1|269=0|146=1|55=TT-H26|", null, "no subscription")]
    public void What_cannot_be_served_is_refused_with_its_reason(string asked, string? reason, string text)
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        peer.Say("V", Follow + Book);
        var refusal = Assert.Single(peer.Say("V", asked));
        Assert.Equal(("Y", reason), (refusal.Type, refusal[281]));
        Assert.Contains(text, refusal[58], StringComparison.Ordinal);
    }

    [Fact]
    public void More_instruments_than_a_session_may_hear_are_refused()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        for (var i = 0; i < MarketDataDesk.MostLines; i++)
            Assert.Equal("W", Assert.Single(peer.Say("V", $"262=m{i}|263=1|264=1|265=1|" + Book)).Type);
        var refusal = Assert.Single(peer.Say("V", Follow + Book));
        Assert.Equal(("Y", "2"), (refusal.Type, refusal[281]));
        peer.Say("V", "262=m7|263=2|264=0|267=1|269=0|146=1|55=TT-H26|");
        Assert.Equal("W", Assert.Single(peer.Say("V", Follow + Book)).Type);
    }

    [Fact]
    public void Only_sessions_for_market_data_are_told_them()
    {
        using var floor = new FixDataFloor();
        var refusal = Assert.Single(floor.Peer("MAKER").Say("V", Follow + Book));
        Assert.Equal(("j", "6"), (refusal.Type, refusal[380]));
    }
}
