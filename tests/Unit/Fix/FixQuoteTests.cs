// Quotes over FIX: taken, replaced, refused one by one, cancelled; the market maker's protection is told.
using Tokenbourse.Gateways.Fix.Desks.Quotes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixQuoteTests
{
    private const string Head = "117=q1|1=1|";

    [Fact]
    public void A_quote_is_taken_and_the_next_takes_its_place()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer("MAKER");
        var taken = Assert.Single(peer.Say("i", Head + Set(Entry("e1", "TT-H26", "6.300", "6.400", "5", "7"))));
        Assert.Equal(("b", "q1", "0", "1"), (taken.Type, taken[117], taken[297], taken[1]));
        Assert.Null(taken[300]);
        var entry = Assert.Single(taken.Entries(299));
        Assert.Equal(("e1", "TT-H26", null), (entry[299], entry[55], entry[368]));
        Assert.Equal("(6.300, 5, 1) / (6.400, 7, 1)", floor.Depth(5));
        peer.Say("i", Head + Set("299=e1|55=TT-H26|132=6.310|134=2|"));
        Assert.Equal("(6.310, 2, 1) / ", floor.Depth(5));
    }

    [Fact]
    public void Entries_are_taken_or_refused_one_by_one()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer("MAKER");
        var far = floor.Views.Board.Rows.First(r => r.Terms.Spread is null && r.Terms.Symbol != "TT-H26").Terms.Symbol;
        var answer = Assert.Single(
            peer.Say(
                "i",
                Head
                    + Set(
                        Entry("ok", "TT-H26", "6.300", "6.400", "5", "5"),
                        Entry("none", "NONE", "6.300", "6.400", "5", "5"),
                        Entry("twice", "TT-H26", "6.300", "6.400", "5", "5"),
                        Entry("tick", far, "6.301", "6.400", "5", "5")
                    )
            )
        );
        Assert.Equal("0", answer[297]);
        Assert.Equal([null, "1", "6", "8"], answer.Entries(299).Select(e => e[368]));
        Assert.Contains("tick: BidPx 6.301", answer[58], StringComparison.Ordinal);
        answer = Assert.Single(peer.Say("i", Head + Set(Entry("band", far, "6.300", "9.000", "5", "5"))));
        Assert.Equal(("5", "8"), (answer[297], answer[300]));
        Assert.Contains("PRICE_ABOVE_LIMIT", answer[58], StringComparison.Ordinal);
        answer = Assert.Single(peer.Say("i", Head + Set(Entry("wide", far, "6.400", "6.400", "5", "5"))));
        Assert.Equal("7", answer[300]);
        answer = Assert.Single(peer.Say("i", Head + Set("299=half|55=TT-H26|132=6.300|134=1.5|")));
        Assert.Equal("99", answer.Entries(299)[0][368]);
        // Sizes may stand once for all.
        answer = Assert.Single(peer.Say("i", Head + "293=3|" + Set("299=d|55=TT-H26|132=6.300|")));
        Assert.Equal("0", answer[297]);
        Assert.Equal("(6.300, 3, 1) / ", floor.Depth(5));
    }

    [Theory]
    [InlineData("117=q q|1=1|", "99", "117")]
    [InlineData("117=q|1=3|", "9", "Account")]
    [InlineData("117=q|", "9", "Account")]
    [InlineData("117=q|537=0|1=1|", "99", "537")]
    [InlineData("117=q|1=1|296=1|302=s|304=2|295=1|299=e|55=TT-H26|", "99", "304")]
    [InlineData("117=q|1=1|296=1|302=s|304=1|893=N|295=1|299=e|55=TT-H26|", "99", "893")]
    [InlineData(
        "117=q|1=1|296=1|302=s|304=1|295=1|299=e|55=TT-H26|132=6.3|134=1|62=20200101-00:00:00|",
        "4",
        "EXPIRED"
    )]
    public void A_message_that_cannot_be_served_is_refused_whole(string asked, string reason, string text)
    {
        using var floor = new FixDataFloor();
        var body = asked.Contains("296=", StringComparison.Ordinal)
            ? asked
            : asked + Set(Entry("e", "TT-H26", "6.300", "6.400", "5", "5"));
        var refusal = Assert.Single(floor.Peer("MAKER").Say("i", body));
        Assert.Equal(("b", "5", reason), (refusal.Type, refusal[297], refusal[300]));
        Assert.Contains(text, refusal[58], StringComparison.Ordinal);
        Assert.Equal(" / ", floor.Depth(5));
    }

    [Fact]
    public void More_entries_than_are_taken_at_once_are_refused_and_so_many_are_split()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer("MAKER");
        var many = Enumerable.Range(0, MassQuote.MostEntries + 1).Select(i => $"299=e{i}|55=S{i}|").ToArray();
        var refusal = Assert.Single(peer.Say("i", Head + Set(many)));
        Assert.Equal(("5", "3"), (refusal[297], refusal[300]));
        var symbols = floor.Views.Board.Live.Where(r => r.Terms.Spread is null).Select(r => r.Terms.Symbol).ToList();
        Assert.True(symbols.Count > QuoteEntries.Length);
        var nine = symbols.Select(s => Entry(s, s, "6.300", "6.400", "1", "1"));
        Assert.Equal("0", Assert.Single(peer.Say("i", Head + Set([.. nine])))[297]);
        Assert.All(symbols, s => Assert.Equal("(6.300, 1, 1) / (6.400, 1, 1)", floor.Depth(5, s)));
    }

    [Fact]
    public void The_level_of_answers_is_chosen()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer("MAKER");
        var good = Set(Entry("e", "TT-H26", "6.300", "6.400", "5", "5"));
        var bad = Set(Entry("e", "NONE", "6.300", "6.400", "5", "5"));
        Assert.Empty(peer.Say("i", "117=q|301=0|1=1|" + bad));
        Assert.Empty(peer.Say("i", "117=q|301=1|1=1|" + good));
        Assert.Equal("1", Assert.Single(peer.Say("i", "117=q|301=1|1=1|" + bad))[300]);
        Assert.Equal("2", Assert.Single(peer.Say("i", "117=q|301=2|1=1|" + good))[301]);
    }

    [Fact]
    public void Quotes_are_cancelled_by_symbol_or_all_and_orders_stay()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer("MAKER");
        var far = floor.Views.Board.Rows.First(r => r.Terms.Spread is null && r.Terms.Symbol != "TT-H26").Terms.Symbol;
        floor.Place(1, Side.Buy, 3100, 9);
        string[] both = [Entry("a", "TT-H26", "6.300", "6.400", "5", "5"), Entry("b", far, "6.300", "6.400", "5", "5")];
        peer.Say("i", Head + Set(both));
        var gone = Assert.Single(peer.Say("Z", "117=q1|298=1|1=1|295=1|55=TT-H26|"));
        Assert.Equal(("b", "1", "2 of 2 sides cancelled"), (gone.Type, gone[297], gone[58]));
        Assert.Equal("(6.200, 9, 1) / ", floor.Depth(5));
        Assert.Equal("4", Assert.Single(peer.Say("Z", "117=q1|298=4|1=1|"))[297]);
        Assert.Equal(" / ", floor.Depth(5, far));
        Assert.Equal("9", Assert.Single(peer.Say("Z", "117=q1|298=4|1=1|"))[297]);
        Assert.Equal("1", Assert.Single(peer.Say("Z", "117=q1|298=1|1=1|295=1|55=NONE|"))[300]);
        Assert.Equal("1", Assert.Single(peer.Say("Z", "117=q1|298=1|1=1|"))[300]);
        Assert.Equal("99", Assert.Single(peer.Say("Z", "117=q1|298=2|1=1|"))[300]);
        Assert.Equal("9", Assert.Single(peer.Say("Z", "117=q1|298=4|1=3|"))[300]);
    }

    [Fact]
    public void A_protection_that_fires_is_told_once_and_quotes_are_refused_until_it_is_set_again()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer("MAKER");
        var protection = new SetProtection(new(1), Name24.Of("TT"), 60_000, new(3));
        floor.Submit(MessageKind.SetProtection, protection);
        peer.Say("i", Head + Set(Entry("e", "TT-H26", "6.300", "6.400", "5", "5")));
        floor.Place(3, Side.Buy, 3200, 4);
        floor.Turn();
        var all = peer.Hear();
        var fill = all[0];
        Assert.Equal(("8", "F", "1", "q1"), (fill.Type, fill[150], fill[39], fill[11]));
        Assert.Equal(("4", "6.400", "1", "2"), (fill[32], fill[31], fill[151], fill[54]));
        Assert.Equal(["F", "4", "4"], all.Where(m => m.Type == "8").Select(m => m[150]));
        Assert.All(all.Where(m => m[150] == "4"), m => Assert.Equal("market maker's protection", m[58]));
        var told = Assert.Single(all, m => m.Type == "b");
        Assert.Equal(("b", "6", "1"), (told.Type, told[297], told[1]));
        Assert.Contains("TT: 4 lots", told[58], StringComparison.Ordinal);
        Assert.Null(told[117]);
        floor.Turn();
        Assert.Empty(peer.Hear());
        var refused = Assert.Single(peer.Say("i", Head + Set(Entry("e", "TT-H26", "6.300", "6.400", "5", "5"))));
        Assert.Contains("QUOTES_FROZEN", refused[58], StringComparison.Ordinal);
        floor.Submit(MessageKind.SetProtection, protection);
        peer.Say("i", Head + Set(Entry("e", "TT-H26", "6.300", "6.400", "5", "5")));
        Assert.Equal("(6.300, 5, 1) / (6.400, 5, 1)", floor.Depth(5));
    }

    private static string Set(params string[] entries) =>
        $"296=1|302=s|304={entries.Length}|295={entries.Length}|{string.Concat(entries)}";

    private static string Entry(string id, string symbol, string bid, string ask, string bidLots, string askLots) =>
        $"299={id}|55={symbol}|132={bid}|133={ask}|134={bidLots}|135={askLots}|";
}
