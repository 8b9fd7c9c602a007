// Drop copy: every report of the accounts watched, numbered, once; again when it is asked for; nothing may be entered.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

public sealed class CopyDeskTests
{
    [Fact]
    public async Task Every_report_comes_once_under_its_account_s_own_number()
    {
        await using var floor = await PostTradeFloor.Open();
        var risk = floor.Peer("RISK");
        risk.LogOn();
        floor.Place(1, Side.Buy, 3200, 10, "b1");
        floor.Place(2, Side.Sell, 3200, 4, "s1");
        floor.Place(3, Side.Sell, 3200, 1, "s2");
        floor.Place(2, Side.Sell, 4000, 1, "s3");
        floor.Floor.Clock(2, 17);
        floor.Settle();
        var came = risk.Take();
        Assert.All(came, m => Assert.Equal("8", m.Type));
        Assert.Equal(
            ["0 0 b1 - 10", "F 1 b1 4 6", "F 1 b1 1 5", "C C b1 - 0"],
            Of(came, "1").Select(m => $"{m[150]} {m[39]} {m[11]} {m[32] ?? "-"} {m[151]}")
        );
        Assert.Equal(["1", "2", "3", "4"], Of(came, "1").Select(m => m[1181]));
        Assert.Equal("PRICE_ABOVE_LIMIT", Of(came, "2").Last()[58]!.Split(':')[0]);
        Assert.Equal(["1", "2", "3"], Of(came, "2").Select(m => m[1181]));
        Assert.Equal(["0 0", "F 2", "8 8"], Of(came, "2").Select(m => $"{m[150]} {m[39]}"));
        Assert.Equal(came.Count, came.Select(m => m[17]).Distinct().Count());
        Assert.Empty(Of(came, "3"));
        // A mean price has three decimals more than prices.
        Assert.Equal("6.400000", Of(came, "1").Last()[6]);
    }

    [Fact]
    public async Task After_a_reset_reports_come_again_from_any_number()
    {
        await using var floor = await PostTradeFloor.Open();
        var risk = floor.Peer("RISK");
        risk.LogOn();
        floor.Place(1, Side.Buy, 3200, 10, "b1");
        floor.Place(2, Side.Sell, 3200, 4, "s1");
        floor.Settle();
        var first = risk.Take();
        risk.LogOut();
        risk.Take();
        floor.Place(2, Side.Sell, 3200, 6, "s2");
        floor.Settle();
        risk.LogOn(reset: true);
        // What was said while nobody listened went with the reset: it is asked for by its own numbers.
        risk.Say("BW", "1346=again|1347=0|1351=2|1355=1|1182=2|1183=0|1355=2|1182=1|1183=0|");
        var came = risk.Take();
        Assert.Equal(["BX", "8", "8", "8", "8", "8", "8", "BY"], came.Select(m => m.Type));
        Assert.Equal(("0", "6"), (came[0][1348], came[0][1349]));
        Assert.Equal(["2", "3"], Of(came, "1").Select(m => m[1181]));
        Assert.Equal(["1", "2", "3", "4"], Of(came, "2").Select(m => m[1181]));
        Assert.All(came.Where(m => m.Type == "8"), m => Assert.Equal(("Y", "Y"), (m[97], m[1352])));
        // The same report as the first time, head and marks aside.
        var old = Of(first, "1").Single(m => m[1181] == "2");
        Assert.Equal(Body(old), Body(Of(came, "1").First()));
        Assert.Equal(("3", "again"), (came[^1][1426], came[^1][1346]));
    }

    [Fact]
    public async Task A_request_that_cannot_be_served_is_answered_with_what_there_is()
    {
        await using var floor = await PostTradeFloor.Open();
        var risk = floor.Peer("RISK");
        risk.LogOn();
        floor.Place(1, Side.Buy, 3200, 10, "b1");
        floor.Settle();
        Assert.Single(risk.Take());
        Assert.Equal(("1", "2", "3"), Asked("1351=1|1355=3|"));
        Assert.Equal(("1", "0", "x"), Asked("1351=1|1355=x|"));
        Assert.Equal(("2", "1", "1"), Asked("1351=1|1355=1|1182=2|1183=0|"));
        risk.Say("BW", "1346=q|1347=2|1351=1|1355=1|");
        Assert.Equal("1", Assert.Single(risk.Take())[1357]);
        risk.Say("BW", "1346=q|1347=3|");
        Assert.Equal("2", Assert.Single(risk.Take())[1351]);
        risk.Say("BW", "1346=q|1347=1|");
        var refused = Assert.Single(risk.Take());
        Assert.Equal(("j", "BW"), (refused.Type, refused[372]));

        (string?, string?, string?) Asked(string parts)
        {
            risk.Say("BW", "1346=q|1347=0|" + parts);
            var came = risk.Take();
            Assert.Equal(["BX", "BY"], came.Select(m => m.Type));
            return (came[0][1348], came[0][1354], came[0][1355]);
        }
    }

    [Fact]
    public async Task It_only_tells()
    {
        await using var floor = await PostTradeFloor.Open();
        var risk = floor.Peer("RISK");
        risk.LogOn();
        risk.Say("D", "11=x|1=1|55=TT-H26|54=1|60=20260302-09:00:00|38=1|40=2|44=6.4|");
        var refused = Assert.Single(risk.Take());
        Assert.Equal(("j", "D"), (refused.Type, refused[372]));
        // What copies is no more to an order session than orders are to this one.
        var desk = floor.Peer("DESK");
        desk.LogOn();
        desk.Say("BW", "1346=q|1347=3|");
        var shut = Assert.Single(desk.Take());
        Assert.Equal(("j", "6"), (shut.Type, shut[380]));
    }

    [Fact]
    public async Task A_house_that_begins_again_repeats_nothing_and_misses_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("fix-copy").FullName;
        try
        {
            var first = await PostTradeFloor.Open(folder);
            first.Place(1, Side.Buy, 3200, 10, "b1");
            first.Place(2, Side.Sell, 3200, 4, "s1");
            first.Settle();
            first.CloseHouse();
            first.Place(2, Side.Sell, 3200, 6, "s2");
            await using var again = PostTradeFloor.Again(first.Floor, folder);
            again.Settle();
            var risk = again.Peer("RISK");
            risk.Say("A", "98=0|108=0|");
            risk.Take();
            risk.Say("2", "7=1|16=0|");
            var came = risk.Take().Where(m => m.Type == "8").ToList();
            Assert.Equal(["1", "2", "3"], Of(came, "1").Select(m => m[1181]));
            Assert.Equal(["1", "2", "3", "4"], Of(came, "2").Select(m => m[1181]));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static IEnumerable<CameMessage> Of(IEnumerable<CameMessage> came, string account) =>
        came.Where(m => m.Type == "8" && m[1180] == account);

    private static List<(int, string)> Body(CameMessage message) =>
        [.. message.Fields.Where(f => f.Tag is not (9 or 10 or 34 or 52 or 97 or 1352))];
}
