// Order entry over FIX: each message in, and what is said of it, field by field.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class OrderDeskTests : IDisposable
{
    private const string Time = "60=20260302-10:00:00|";
    private readonly FixFloor _floor = new();

    public void Dispose() => _floor.Dispose();

    [Fact]
    public void An_order_is_acknowledged_filled_in_parts_and_filled()
    {
        var alpha = _floor.LogOn("ALPHA");
        var beta = _floor.LogOn("BETA");
        var taken = Assert.Single(alpha.Send("D", Order("a1", '1', 5, "6.400")));
        Has(taken, "35=8|1=1|6=0.000000|11=a1|14=0|37=1|38=5|39=0|40=2|44=6.400|54=1|55=TT-H26|59=0|150=0|151=5");
        Assert.Equal(2, beta.Send("D", Order("b1", '2', 2, "6.400")).Length);
        Has(
            Assert.Single(alpha.Told()),
            "35=8|11=a1|14=2|31=6.400|32=2|37=1|38=5|39=1|150=F|151=3|6=6.400000|442=1|527=1"
        );
        var sold = beta.Send("D", Order("b2", '2', 3, "6.390"));
        Has(sold[0], "11=b2|150=0|39=0");
        Has(sold[1], "11=b2|150=F|39=2|31=6.400|32=3|14=3|151=0");
        Has(Assert.Single(alpha.Told()), "11=a1|150=F|39=2|14=5|151=0|32=3");
    }

    [Fact]
    public void A_cancel_and_a_replace_name_the_order_by_its_id_or_number()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("D", Order("a1", '1', 5, "6.400"));
        var changed = Assert.Single(alpha.Send("G", $"41=a1|11=a2|55=TT-H26|54=1|38=4|40=2|44=6.390|{Time}"));
        Has(changed, "35=8|150=5|39=0|11=a2|41=a1|38=4|44=6.390|151=4|37=1");
        var gone = Assert.Single(alpha.Send("F", $"41=a2|11=a3|55=TT-H26|54=1|38=4|{Time}"));
        Has(gone, "35=8|150=4|39=4|11=a3|41=a2|151=0|14=0|37=1");
        var late = Assert.Single(alpha.Send("F", $"41=a2|11=a4|55=TT-H26|54=1|38=4|{Time}"));
        Has(late, "35=9|11=a4|41=a2|37=NONE|39=8|102=1|434=1");
        Assert.StartsWith("UNKNOWN_ORDER", FixPeer.Field(late, 58), StringComparison.Ordinal);
        alpha.Send("D", Order("a5", '1', 1, "6.400"));
        Has(Assert.Single(alpha.Send("F", $"41=x|11=a6|37=2|55=TT-H26|54=1|38=1|{Time}")), "150=4|37=2|11=a6|41=a5");
    }

    [Theory]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=2|44=6.401|", "103=99", "TICK")]
    [InlineData("11=r|1=1|55=NO-SUCH|54=1|38=1|40=2|44=6.400|", "103=1", "UNKNOWN_INSTRUMENT")]
    [InlineData("11=r|1=2|55=TT-H26|54=1|38=1|40=2|44=6.400|", "103=15", "UNKNOWN_ACCOUNT")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=2|44=9.900|", "103=3", "PRICE_ABOVE_LIMIT")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=501|40=2|44=6.400|", "103=3", "QUANTITY_TOO_LARGE")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1.5|40=2|44=6.400|", "103=13", "BAD_TYPE")]
    [InlineData("11=r|1=1|55=TT-H26|54=5|38=1|40=2|44=6.400|", "103=11", "BAD_REQUEST")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=P|44=6.400|", "103=11", "BAD_REQUEST")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=2|44=6.400|59=5|", "103=11", "BAD_REQUEST")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=2|44=6.400|18=G|", "103=11", "BAD_REQUEST")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=2|44=6.400|59=4|", "103=99", "CANNOT_FILL_ALL")]
    [InlineData("11=r|1=1|55=TT-H26|54=1|38=1|40=2|44=6.400|18=E|", "103=3", "OVER_CLOSE")]
    public void What_is_not_taken_is_refused_by_the_table_of_errors(string body, string reason, string code)
    {
        var alpha = _floor.LogOn("ALPHA");
        var refused = Assert.Single(alpha.Send("D", body + Time));
        Has(refused, $"35=8|11=r|150=8|39=8|37=NONE|151=0|14=0|{reason}");
        Assert.StartsWith(code + ":", FixPeer.Field(refused, 58), StringComparison.Ordinal);
        Assert.Empty(_floor.Venue.Views.Orders.Of(new AccountId(1)));
    }

    [Fact]
    public void The_same_order_again_is_refused_and_marked_as_possibly_resent_is_swallowed()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("D", Order("a1", '1', 5, "6.400"));
        var again = Assert.Single(alpha.Send("D", Order("a1", '1', 5, "6.400")));
        Has(again, "35=8|150=8|39=8|103=6|11=a1");
        Has(Assert.Single(alpha.Send("D", Order("a1", '1', 6, "6.400"))), "35=8|150=8|39=8|103=6|11=a1");
        Assert.Empty(alpha.Send("D", "97=Y|" + Order("a1", '1', 5, "6.400")));
        Has(Assert.Single(alpha.Send("D", "97=Y|" + Order("a1", '1', 6, "6.400"))), "150=8|103=6");
        Has(Assert.Single(alpha.Send("D", "97=Y|" + Order("a9", '1', 1, "6.400"))), "150=0|11=a9");
    }

    [Fact]
    public void Lives_types_and_instructions_are_the_standard_s()
    {
        var alpha = _floor.LogOn("ALPHA");
        var beta = _floor.LogOn("BETA");
        beta.Send("D", Order("b1", '2', 2, "6.400"));
        var part = alpha.Send("D", Order("a1", '1', 5, "6.400", "59=3|"));
        Assert.Equal(3, part.Length);
        Has(part[2], "11=a1|150=4|39=4|14=2|151=0|59=3");
        beta.Send("D", Order("b2", '2', 2, "6.400"));
        Has(Assert.Single(alpha.Send("D", Order("a2", '1', 5, "6.400", "18=6|"))), "150=8|39=8|103=99");
        var market = alpha.Send("D", $"11=a3|55=TT-H26|54=1|38=2|40=1|{Time}");
        Has(market[^1], "11=a3|40=1|150=F|39=2|14=2");
        Has(Assert.Single(alpha.Send("D", Order("a4", '1', 1, "6.300", "59=1|"))), "150=0|59=1");
        Has(Assert.Single(alpha.Send("D", Order("a5", '1', 1, "6.300", "59=6|432=20260304|"))), "150=0|59=6");
        Has(Assert.Single(alpha.Send("D", $"11=a6|55=TT-H26|54=1|38=2|40=3|99=6.500|{Time}")), "150=0|40=3|99=6.500");
    }

    [Fact]
    public void What_an_order_is_for_and_which_lots_it_closes_reach_the_market_and_its_reports()
    {
        var alpha = _floor.LogOn("ALPHA");
        var hedges = Assert.Single(alpha.Send("D", Order("a1", '1', 1, "6.400", "2593=1|2594=3|2595=Y|")));
        Has(hedges, "150=0|2593=1|2594=3|2595=Y");
        Assert.Equal(OrderFlags.Hedge, _floor.Venue.Views.Orders.Of(new OrderId(1))!.Flags);
        var plain = Assert.Single(alpha.Send("D", Order("a2", '1', 1, "6.390", "2593=1|2594=3|2595=N|77=O|18=6|")));
        Has(plain, "150=0|18=6");
        Assert.Equal(OrderFlags.PostOnly, _floor.Venue.Views.Orders.Of(new OrderId(2))!.Flags);
        // Which lots it closes is for accounts that open and close: the market says so.
        foreach (var (which, named) in ((string, string)[])[("T", "closeToday"), ("Y", "closeYesterday")])
        {
            var refused = Assert.Single(alpha.Send("D", Order("c" + which, '2', 1, "6.400", $"77=C|7929={which}|")));
            Has(refused, "150=8|103=11");
            Assert.StartsWith("OFFSET_NOT_POSSIBLE", FixPeer.Field(refused, 58), StringComparison.Ordinal);
            Assert.Contains($" field {named} ", FixPeer.Field(refused, 58), StringComparison.Ordinal);
        }

        var other = Assert.Single(alpha.Send("D", Order("a3", '1', 1, "6.400", "2593=1|2594=4|2595=Y|")));
        Has(other, "150=8|103=11");
    }

    [Fact]
    public void An_account_that_opens_and_closes_says_which_lots_it_closes()
    {
        const string open = """{ "sessions": [ { "compId": "ALL" } ], "compId": "VENUE" }""";
        var contract = MarketDesk.Contract.Replace(
            "\"tick\":",
            "\"positionDates\": \"separate\", \"tick\":",
            StringComparison.Ordinal
        );
        using var floor = new FixFloor(open, contract: contract);
        var both = new AccountDocument(9, "Both", "trader", true, Style: AccountDocument.OpenAndClose);
        floor.Venue.Submit(MessageKind.OpenAccount, Documents.Write(both));
        var cash = new MoveCash(new(9), Currency.CNY, new(100_000_000), Name24.Of("first"));
        floor.Venue.Submit(MessageKind.MoveCash, Codec.Bytes(cash));
        var all = floor.LogOn("ALL");
        all.Send("D", "1=9|" + Order("b1", '1', 3, "6.400"));
        Has(all.Send("D", "1=1|" + Order("s1", '2', 3, "6.400"))[^1], "150=F|54=2");
        // It has none that were carried, and three of today.
        var carried = Assert.Single(all.Send("D", "1=9|" + Order("c1", '2', 1, "6.400", "77=C|7929=Y|")));
        Assert.StartsWith("OVER_CLOSE", FixPeer.Field(carried, 58), StringComparison.Ordinal);
        var today = Assert.Single(all.Send("D", "1=9|" + Order("c2", '2', 3, "6.400", "77=C|7929=T|")));
        Has(today, "150=0|77=C|7929=T|54=2");
        Has(all.Send("D", "1=1|" + Order("b2", '1', 3, "6.400"))[^2], "11=b2|150=F|54=1");
        Assert.Equal(0, floor.Venue.Views.Statements.Net(new(9), new(1)));
    }

    [Fact]
    public void A_replace_says_all_of_it_and_what_comes_too_late_is_refused()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("D", Order("a1", '1', 5, "6.400"));
        var without = Assert.Single(alpha.Send("G", $"41=a1|11=a2|55=TT-H26|54=1|38=4|40=2|{Time}"));
        Has(without, "35=9|11=a2|41=a1|434=2");
        Assert.StartsWith("BAD_REQUEST", FixPeer.Field(without, 58), StringComparison.Ordinal);
        const string late = "7930=20260302-08:59:59|";
        const string order = "55=TT-H26|54=1|38=4|";
        const string change = order + "40=2|44=6.390|";
        Late(Assert.Single(alpha.Send("G", $"41=a1|11=a3|{change}{late}{Time}")));
        Late(Assert.Single(alpha.Send("F", $"41=a1|11=a4|{order}{late}{Time}")));
        Late(Assert.Single(alpha.Send("D", Order("a5", '1', 1, "6.400", late))));
        Late(Assert.Single(alpha.Send("q", $"11=a6|530=7|{late}{Time}")));
        Has(Assert.Single(alpha.Send("D", Order("a7", '1', 1, "6.400", "7930=20260302-09:00:01|"))), "150=0");
        var done = Assert.Single(alpha.Send("G", $"41=a1|11=a8|{change}7930=20260302-09:00:01|{Time}"));
        Has(done, "35=8|150=5|11=a8|41=a1|38=4|44=6.390");

        static void Late(string refused) =>
            Assert.StartsWith("EXPIRED_IN_FLIGHT", FixPeer.Field(refused, 58), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_that_wakes_is_told_and_trades()
    {
        var alpha = _floor.LogOn("ALPHA");
        var beta = _floor.LogOn("BETA");
        alpha.Send("D", $"11=s|55=TT-H26|54=1|38=2|40=4|99=6.410|44=6.420|{Time}");
        beta.Send("D", Order("b1", '2', 1, "6.410"));
        beta.Send("D", Order("b2", '2', 2, "6.412"));
        var told = alpha.Send("D", Order("a1", '1', 1, "6.410"));
        Assert.Contains(told, m => FixPeer.Field(m, 11) == "s" && FixPeer.Field(m, 150) == "D");
        Has(told[^1], "11=s|150=F|39=2|32=2|31=6.412");
    }

    [Fact]
    public void A_mass_cancel_tells_each_order_and_the_count()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("D", Order("a1", '1', 5, "6.400"));
        alpha.Send("D", Order("a2", '1', 5, "6.390"));
        var told = alpha.Send("q", $"11=m|530=7|{Time}");
        Assert.Equal(3, told.Length);
        Has(told[0], "35=8|11=a1|150=4|39=4|58=mass cancel");
        Has(told[1], "35=8|11=a2|150=4|39=4");
        Has(told[2], "35=r|11=m|530=7|531=7|533=2");
        Has(Assert.Single(alpha.Send("q", $"11=n|530=1|55=NO|{Time}")), "35=r|11=n|531=0|532=1");
    }

    [Fact]
    public void Questions_are_answered_behind_what_was_sent_before_them()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("D", Order("a1", '1', 5, "6.400"), told: false);
        alpha.Send("D", Order("a2", '1', 3, "6.390"), told: false);
        var told = alpha.Send("H", "11=a1|55=TT-H26|54=1|");
        Assert.Equal(3, told.Length);
        Has(told[2], "35=8|11=a1|37=1|17=0|150=I|39=0|151=5|38=5|14=0");
        var all = alpha.Send("AF", "584=q1|585=7|");
        Has(all[0], "35=8|11=a1|150=I|584=q1|911=2|912=N");
        Has(all[1], "35=8|11=a2|150=I|584=q1|911=2|912=Y");
        alpha.Send("F", $"41=a1|11=a3|55=TT-H26|54=1|38=5|{Time}");
        Has(Assert.Single(alpha.Send("H", "11=a1|55=TT-H26|54=1|")), "150=I|39=4|37=1|151=0");
        Has(Assert.Single(alpha.Send("H", "11=zz|55=TT-H26|54=1|")), "150=I|39=8|37=NONE|103=5");
        Has(Assert.Single(alpha.Send("AF", "584=q2|585=1|55=TT-J26|")), "150=I|39=8|584=q2|911=0|912=Y");
    }

    [Fact]
    public void The_day_s_end_the_operator_and_the_kill_switch_are_told()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("D", Order("a1", '1', 5, "6.400"));
        var halt = new SetKillSwitch(KillLevel.Account, 1, 1, default, Name24.Of("ann"), default);
        _floor.Venue.Submit(MessageKind.SetKillSwitch, Codec.Bytes(halt));
        Has(Assert.Single(alpha.Told()), "11=a1|150=4|39=4|58=kill switch");
        Has(Assert.Single(alpha.Send("D", Order("a2", '1', 5, "6.400"))), "150=8|39=8|103=99");
        var beta = _floor.LogOn("BETA");
        beta.Send("D", Order("b1", '2', 5, "6.400"));
        _floor.Inner.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 17 * 60));
        Has(Assert.Single(beta.Told()), "11=b1|150=C|39=C|151=0");
    }

    [Fact]
    public void Orders_leave_with_the_connection_and_the_count_is_told_when_it_is_back()
    {
        var beta = _floor.LogOn("BETA");
        beta.Send("D", Order("b1", '2', 5, "6.400"));
        beta.Send("D", Order("b2", '2', 5, "6.410"));
        beta.Cut();
        _floor.Pump();
        var missed = beta.Again();
        Assert.Equal(3, missed.Length);
        Has(missed[0], "11=b1|150=4|39=4|58=the session ended|43=Y");
        Has(missed[2], "35=B|148=CANCEL ON DISCONNECT|58=session 1 ended: 2 orders cancelled");
        // Its logon may say otherwise.
        beta.Cut();
        beta = new(_floor, "BETA");
        Assert.True(beta.LogOn("141=Y|8013=N|"));
        beta.Send("D", Order("b3", '2', 5, "6.400"));
        beta.Cut();
        _floor.Pump();
        Assert.NotEmpty(_floor.Venue.Views.Orders.Of(new AccountId(2)));
    }

    [Fact]
    public void A_session_is_served_by_the_desks_of_its_role()
    {
        var admiral = _floor.LogOn("ADMIRAL");
        Has(Assert.Single(admiral.Send("D", Order("x", '1', 1, "6.400"))), "35=j|372=D|380=6");
        var alpha = _floor.LogOn("ALPHA");
        Has(Assert.Single(alpha.Send("c", "320=1|321=0|")), "35=j|372=c|380=3");
        Has(Assert.Single(alpha.Send("D", Order("not allowed", '1', 1, "6.400"))), "35=j|372=D");
    }

    private static string Order(string id, char side, int lots, string price, string more = "") =>
        $"11={id}|55=TT-H26|54={side}|38={lots}|40=2|44={price}|{more}{Time}";

    private static void Has(string message, string fields)
    {
        foreach (var field in fields.Split('|'))
            Assert.True(message.Contains($"|{field}|", StringComparison.Ordinal), $"{field} is not in {message}");
    }
}
