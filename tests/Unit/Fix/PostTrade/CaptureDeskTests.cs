// Trades by day, order and trade; once, and as they happen.
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

public sealed class CaptureDeskTests
{
    [Fact]
    public async Task Trades_are_reported_by_day_order_and_side()
    {
        await using var floor = await Traded();
        var desk = floor.Peer("DESK");
        desk.LogOn();
        var (ack, today) = Ask(desk, "568=a|569=0|");
        Assert.Equal(("0", "1", "2"), (ack[749], ack[750], ack[748]));
        Assert.Equal(["10 6.400 1 O", "5 6.500 1 O"], today.Select(t => $"{t[32]} {t[31]} {t[54]} {t[77]}"));
        Assert.Equal(["N", "Y"], today.Select(t => t[912]));
        Assert.All(today, t => Assert.Equal(("1", "20260302", "N"), (t[1], t[75], t[325])));
        Assert.Equal(2, Ask(desk, "568=b|569=1|580=1|75=20260302|").Reports.Count);
        Assert.Empty(Ask(desk, "568=c|569=1|715=20260303|").Reports);
        Assert.Single(Ask(desk, $"568=d|569=1|37={today[0][37]}|").Reports);
        Assert.Single(Ask(desk, $"568=e|569=1|17={today[1][17]}|").Reports);
        Assert.Single(Ask(desk, "568=f|569=1|453=1|448=1|447=D|452=24|11=b2|").Reports);
        Assert.Empty(Ask(desk, "568=g|569=1|54=2|").Reports);
        // A session of two accounts gets both sides, each by itself.
        var risk = floor.Peer("RISK");
        risk.LogOn();
        Assert.Equal(4, Ask(risk, "568=h|569=0|").Reports.Count);
    }

    [Fact]
    public async Task What_may_not_be_asked_is_refused_by_number()
    {
        await using var floor = await Traded();
        var desk = floor.Peer("DESK");
        desk.LogOn();
        Assert.Equal("9", Ask(desk, "568=a|569=0|453=1|448=2|447=D|452=24|").Ack[749]);
        Assert.Equal("1", Ask(desk, "568=a|569=0|55=NOPE|").Ack[749]);
        Assert.Equal("8", Ask(desk, "568=a|569=3|").Ack[749]);
        Assert.Equal("99", Ask(desk, "568=a|569=1|11=b1|").Ack[749]);
        Assert.Equal("99", Ask(desk, "568=a|569=1|263=2|").Ack[749]);
    }

    [Fact]
    public async Task A_subscription_tells_what_was_and_then_what_happens_once_each()
    {
        await using var floor = await Traded();
        var desk = floor.Peer("DESK");
        desk.LogOn();
        desk.Say("AD", "568=s|569=0|263=1|");
        floor.Place(1, Side.Buy, 3200, 3, "b3");
        floor.Place(3, Side.Sell, 3200, 3, "s3");
        var came = desk.TakeUntil(m => m.Type == "AE" && m[32] == "3").Where(m => m.Type == "AE").ToList();
        Assert.Equal(["10", "5", "3"], came.Select(m => m[32]));
        Assert.Equal(3, came.Select(m => m[571]).Distinct().Count());
        var (ack, none) = Ask(desk, "568=s|569=0|263=2|");
        Assert.Equal(("0", 0), (ack[749], none.Count));
        floor.Place(1, Side.Buy, 3200, 1, "b4");
        floor.Place(3, Side.Sell, 3200, 1, "s4");
        floor.Settle();
        Assert.Empty(desk.Take());
    }

    internal static (CameMessage Ack, List<CameMessage> Reports) Ask(FixPeer peer, string request)
    {
        peer.Say("AD", request);
        var came = peer.TakeUntil(m => m.Type == "AQ");
        var ack = came.Single(m => m.Type == "AQ");
        return (ack, [.. came.Where(m => m.Type == "AE")]);
    }

    private static async Task<PostTradeFloor> Traded()
    {
        var floor = await PostTradeFloor.Open();
        floor.Place(1, Side.Buy, 3200, 10, "b1");
        floor.Place(2, Side.Sell, 3200, 10, "s1");
        floor.Place(1, Side.Buy, 3250, 5, "b2");
        floor.Place(2, Side.Sell, 3250, 5, "s2");
        floor.Settle();
        return floor;
    }
}
