// What an account holds: now, as it changes, and at the settlement of a day.
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

public sealed class PositionDeskTests
{
    private const string Party = "453=1|448=1|447=D|452=24|";
    private const string Asked = Party + "1=1|581=1|715=20260302|60=20260302-09:00:00|";

    [Fact]
    public async Task Positions_are_told_now_as_they_change_and_as_they_were_settled()
    {
        await using var floor = await PostTradeFloor.Open();
        var desk = floor.Peer("DESK");
        desk.LogOn();
        Assert.Equal("2", Assert.Single(Ask(desk, "710=a|724=0|" + Asked))[728]);
        Trade(floor, Side.Buy, 10, "1");
        var came = Ask(desk, "710=b|724=0|263=1|" + Asked);
        Assert.Equal(("AO", "0", "1"), (came[0].Type, came[0][728], came[0][727]));
        Assert.Equal(("10", "0", "TOT", "0"), (came[1][704], came[1][705], came[1][703], came[1][753]));
        Trade(floor, Side.Sell, 4, "2");
        var changed = Assert.Single(desk.Take());
        Assert.Equal(("AP", "6", "Y", "b"), (changed.Type, changed[704], changed[325], changed[710]));
        Assert.Equal("0", Assert.Single(Ask(desk, "710=b|724=0|263=2|" + Asked))[728]);
        floor.Floor.Clock(2, 17);
        floor.Settle();
        desk.Say("AN", "710=c|724=0|55=TT-H26|" + Asked);
        var settled = desk.TakeUntil(m => m.Type == "AP").Single(m => m.Type == "AP");
        Assert.Equal(
            ("6", "FIN", "1", "FMTM", "TT-H26"),
            (settled[704], settled[703], settled[731], settled[707], settled[55])
        );
        // What the clearing report says, too.
        var report = await floor.Floor.Http.GetStringAsync(
            "/v1/accounts/1/reports/2026-03-02/positions.csv",
            TestContext.Current.CancellationToken
        );
        var row = report.Split("\r\n")[1].Split(',');
        Assert.Equal((row[4], row[9], row[10]), (settled[704], settled[730], settled[708]));
    }

    [Fact]
    public async Task What_may_not_be_asked_is_refused_by_number()
    {
        await using var floor = await PostTradeFloor.Open();
        var desk = floor.Peer("DESK");
        desk.LogOn();
        Assert.Equal("3", Result("710=a|724=0|" + Asked.Replace("1=1|581", "1=2|581", StringComparison.Ordinal)));
        Assert.Equal("4", Result("710=a|724=1|" + Asked));
        Assert.Equal("1", Result("710=a|724=0|55=NOPE|" + Asked));
        Assert.Equal("99", Result("710=a|724=0|263=2|" + Asked));

        string? Result(string request)
        {
            var answer = Assert.Single(Ask(desk, request));
            Assert.Equal(("AO", "2"), (answer.Type, answer[729]));
            return answer[728];
        }
    }

    private static List<CameMessage> Ask(FixPeer peer, string request)
    {
        peer.Say("AN", request);
        return peer.Take();
    }

    private static void Trade(PostTradeFloor floor, Side side, long lots, string id)
    {
        floor.Place(1, side, 3200, lots, "a" + id);
        floor.Place(3, side.Opposite(), 3200, lots, "c" + id);
        floor.Settle();
    }
}
