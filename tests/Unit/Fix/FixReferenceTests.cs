// Instruments and states over FIX: lists, definitions, status of instruments and of trading sessions.
using Tokenbourse.Gateways.Fix.Desks.Data;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixReferenceTests
{
    [Fact]
    public void A_list_tells_each_instrument_with_its_terms()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        var list = Assert.Single(peer.Say("x", "320=a|559=4|"));
        var all = floor.Views.Board.Live.Count();
        Assert.Equal(("y", "0", $"{all}", "Y"), (list.Type, list[560], list[393], list[893]));
        var entries = list.Entries(55);
        Assert.Equal(floor.Views.Board.Live.Select(r => r.Terms.Symbol), entries.Select(e => e[55]));
        var month = entries[0];
        Assert.Equal(("FUT", "TT", "202603", "20260331"), (month[167], month[762], month[200], month[541]));
        Assert.Equal(("10000", "CNY", "TIX", "T"), (month[231], month[15], month[311], month[336]));
        var attributes = month.Fields.Where(f => f.Tag == 872).Select(f => f.Value).ToList();
        Assert.Equal(
            ["MinPriceIncrement=0.002", "MinPriceIncrementAmount=20.00", "PricePrecision=3"],
            attributes.Take(3)
        );
        Assert.Contains("LowLimitPrice=5.120", attributes);
        Assert.Contains("HighLimitPrice=7.680", attributes);
        var spread = entries.First(e => e[167] == "MLEG");
        var legs = spread.Entries(600);
        Assert.Equal(["1", "2"], legs.Select(l => l[624]));
        Assert.Equal($"{legs[0][600]}", floor.Views.Board.Rows[0].Terms.Symbol);
        Assert.Null(spread[200]);
    }

    [Theory]
    [InlineData("559=0|55=TT-H26|", 1)]
    [InlineData("559=1|167=FUT|", 3)]
    [InlineData("559=2|460=2|167=FUT|", 3)]
    [InlineData("559=2|762=TT|167=FUT|", 3)]
    [InlineData("559=3|336=T|55=tt-h26|", 1)]
    [InlineData("559=4|15=CNY|167=FUT|", 3)]
    public void A_list_can_be_of_some(string asked, int least)
    {
        using var floor = new FixDataFloor();
        var list = Assert.Single(floor.Peer("MAKER").Say("x", "320=a|" + asked));
        Assert.Equal("0", list[560]);
        Assert.True(list.Entries(55).Count >= least - 1, list.ToString());
        if (least == 1)
            Assert.Equal("TT-H26", Assert.Single(list.Entries(55))[55]);
        else
            Assert.All(list.Entries(55), e => Assert.Equal("FUT", e[167]));
    }

    [Theory]
    [InlineData("559=0|", "55")]
    [InlineData("559=1|", "167")]
    [InlineData("559=2|", "762")]
    [InlineData("559=3|", "336")]
    [InlineData("559=4|461=FXXXXX|", "461")]
    [InlineData("559=4|263=1|", "263")]
    public void A_list_that_is_not_offered_is_refused(string asked, string field)
    {
        using var floor = new FixDataFloor();
        var refusal = Assert.Single(floor.Peer().Say("x", "320=a|" + asked));
        Assert.Equal(("j", "5", "a"), (refusal.Type, refusal[380], refusal[379]));
        Assert.Contains(field, refusal[58], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("559=0|55=NONE|")]
    [InlineData("559=2|460=5|")]
    public void A_list_of_nothing_says_so(string asked)
    {
        using var floor = new FixDataFloor();
        var list = Assert.Single(floor.Peer().Say("x", "320=a|" + asked));
        Assert.Equal(("y", "2", "0"), (list.Type, list[560], list[393]));
    }

    [Fact]
    public void Definitions_are_found_by_symbol_and_by_legs()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        var month = Assert.Single(peer.Say("c", "320=a|321=0|55=TT-H26|"));
        Assert.Equal(("d", "1", "TT-H26", "FUT"), (month.Type, month[323], month[55], month[167]));
        var row = floor.Views.Board.Live.First(r => r.Terms.Spread is not null);
        var near = floor.Views.Board.Of(new InstrumentId(row.Terms.Spread!.Near)).Terms.Symbol;
        var far = floor.Views.Board.Of(new InstrumentId(row.Terms.Spread!.Far)).Terms.Symbol;
        var spread = Assert.Single(peer.Say("c", $"320=a|321=1|555=2|600={near}|600={far}|"));
        Assert.Equal(("2", row.Terms.Symbol, "MLEG"), (spread[323], spread[55], spread[167]));
        Assert.Equal("6", Assert.Single(peer.Say("c", $"320=a|321=1|555=2|600={far}|600={near}|"))[323]);
        Assert.Equal("6", Assert.Single(peer.Say("c", "320=a|321=0|55=NONE|"))[323]);
        Assert.Equal("5", Assert.Single(peer.Say("c", "320=a|321=3|"))[323]);
    }

    [Fact]
    public void A_state_is_told_when_it_is_asked_for_and_when_it_changes()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        var state = Assert.Single(peer.Say("e", "324=s|55=TT-H26|263=1|"));
        Assert.Equal(("f", "17", "N", "T"), (state.Type, state[326], state[325], state[336]));
        Assert.StartsWith("continuous", state[58], StringComparison.Ordinal);
        floor.Turn();
        Assert.Empty(peer.Hear());
        State(TradingPhase.Halted, "why");
        State(TradingPhase.CancelOnly, "then");
        floor.Turn();
        var told = peer.Hear();
        Assert.Equal(["2", "4"], told.Select(m => m[326]));
        Assert.All(told, m => Assert.Equal(("s", "Y", "TT-H26"), (m[324], m[325], m[55])));
        Assert.Equal("halted; operator; why", told[0][58]);
        Assert.Empty(peer.Say("e", "324=s|55=TT-H26|263=2|"));
        State(TradingPhase.Halted, "again");
        floor.Turn();
        Assert.Empty(peer.Hear());

        void State(TradingPhase phase, string why) =>
            floor.Submit(MessageKind.SetTradingState, new SetTradingState(new(1), phase, 0, Name24.Of(why)));
    }

    [Fact]
    public void States_that_cannot_be_told_are_refused()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        var unknown = Assert.Single(peer.Say("e", "324=s|55=NONE|263=1|"));
        Assert.Equal(("f", "20"), (unknown.Type, unknown[326]));
        peer.Say("e", "324=s|55=TT-H26|263=1|");
        var twice = Assert.Single(peer.Say("e", "324=s|55=TT-H26|263=1|"));
        Assert.Equal(("j", "s"), (twice.Type, twice[379]));
        var none = Assert.Single(peer.Say("e", "324=t|55=TT-H26|263=2|"));
        Assert.Equal(("j", "1"), (none.Type, none[380]));
        for (var i = 1; i < StatusDesk.MostFollowed; i++)
            Assert.Equal("f", Assert.Single(peer.Say("e", $"324=s{i}|55=TT-H26|263=1|")).Type);
        Assert.Equal("j", Assert.Single(peer.Say("e", "324=more|55=TT-H26|263=1|")).Type);
        var session = Assert.Single(peer.Say("g", "335=g|336=NONE|263=0|"));
        Assert.Equal(("h", "6", "1"), (session.Type, session[340], session[567]));
    }

    [Fact]
    public void A_trading_session_is_told_when_its_phase_changes()
    {
        using var floor = new FixDataFloor();
        var peer = floor.Peer();
        var session = Assert.Single(peer.Say("g", "335=g|263=1|"));
        Assert.Equal(("h", "T", "2", "2"), (session.Type, session[336], session[340], session[339]));
        Assert.Equal("20260302-08:00:00.000", session[341]);
        Assert.Equal("20260302-15:00:00.000", session[344]);
        floor.Turn();
        Assert.Empty(peer.Hear());
        floor.Clock(12);
        floor.Turn();
        session = Assert.Single(peer.Hear());
        Assert.Equal(("1", "Y"), (session[340], session[325]));
        Assert.StartsWith("pause", session[58], StringComparison.Ordinal);
        floor.Clock(15);
        floor.Turn();
        Assert.Equal("3", Assert.Single(peer.Hear())[340]);
    }
}
