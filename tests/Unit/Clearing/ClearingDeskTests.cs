// The clearing desk's figures are the machine's, they add up, and asking changes nothing.
using System.Globalization;
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Clearing;

public sealed class ClearingDeskTests
{
    [Fact]
    public void A_member_is_the_sum_of_its_accounts_and_margins_are_what_the_log_told()
    {
        using var house = new ClearedHouse().FirstDay();
        var overview = house.Desk.Overview();
        Assert.True(overview.Balanced);
        Assert.Equal(house.Logs.Events.Tail - 1, overview.Run.AsOf);
        Assert.Equal(house.Venue.MarketDigest.ToString("x16", CultureInfo.InvariantCulture), overview.Run.Hash);
        Assert.Equal([801, 802], overview.Members.Select(m => m.Member!.Value));
        var told = house
            .Logs.Events.Read(0)
            .Where(e => e.Kind == MessageKind.MarginRequired)
            .Select(e => e.As<MarginRequired>())
            .ToDictionary(m => m.Account.Value, m => m.Required.Minor);
        foreach (var row in overview.Members)
        {
            var member = house.Desk.Member(row.Member!.Value)!;
            foreach (
                var of in (Func<ClearingRowShape, string>[])
                    [r => r.Margin, r => r.WithOrders, r => r.Variation, r => r.AddOns, r => r.Cash, r => r.Excess]
            )
            {
                Assert.Equal(Minor(of(row)), member.Accounts.Sum(a => Minor(of(a))));
            }

            Assert.Equal(Figures(row), Figures(Assert.Single(member.Totals)));
            foreach (var account in member.Accounts)
                Assert.Equal(told[account.Account!.Value], Minor(account.Margin));
        }

        // 30 lots at 1000 ticks of 10.00 at 12 %, of which 2 points are the member's.
        var client = house.Desk.Member(801)!.Accounts.Single(a => a.Account == 11);
        Assert.Equal(("36000.00", "6000.00"), (client.Margin, client.AddOns));
        Assert.Equal("30000.00", Assert.Single(overview.Totals).Prefunded);
        Assert.Null(house.Desk.Member(803));
    }

    [Fact]
    public void A_trace_comes_to_what_is_required_and_marks_the_scenario_that_binds()
    {
        using var house = new ClearedHouse().FirstDay();
        var trace = Assert.Single(house.Desk.Trace(801, 11)!.Currencies);
        Assert.Equal(Minor(trace.Required), trace.Lines.Sum(l => Minor(l.Amount)) + Minor(trace.Together));
        var own = house.Desk.Trace(11)!;
        Assert.Equal((801, trace.Required), (own.Member, Assert.Single(own.Currencies).Required));
        Assert.Null(house.Desk.Trace(99));
        var line = Assert.Single(trace.Lines);
        Assert.Equal(
            ("long", 30, "10", "12", "30000.00"),
            (line.Side, line.Lots, line.RatePercent, line.AskedPercent, line.AtHouse)
        );
        Assert.Equal(["span", "scenarios"], trace.Rules.Select(r => r.Rule));
        Assert.All(trace.Rules, r => Assert.False(r.InForce));
        Assert.Equal(16, trace.Rules[0].Scenarios.Count);
        foreach (var rule in trace.Rules)
        {
            var binding = Assert.Single(rule.Scenarios, s => s.Binding);
            Assert.Equal(rule.Scenarios.Max(s => Minor(s.Loss)), Minor(binding.Loss));
            Assert.Equal(Minor(rule.Total), rule.Parts.Where(p => p.Counted).Sum(p => Minor(p.Amount)));
            for (var k = 0; k < rule.Scenarios.Count; k++)
                Assert.Equal(Minor(rule.Scenarios[k].Loss), rule.Cells.Sum(c => Minor(c.Loss[k])));
        }

        // A tenth of 300,000.00, a hundredth for each lot, two hundredths for ten above twenty.
        Assert.Equal("35000.00", trace.Rules[1].Total);
        Assert.Null(house.Desk.Trace(802, 11));
    }

    [Fact]
    public void A_call_is_issued_overdue_and_paid()
    {
        using var house = new ClearedHouse().FirstDay();
        Assert.Empty(house.Desk.Calls().Calls);
        house.Day(1, 950);
        var call = Assert.Single(house.Desk.Calls().Calls);
        Assert.Equal((11, 801, "issued"), (call.Account, call.Member, call.State));
        Assert.Equal("call", house.Desk.Overview().Members[0].State);
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First.Plus(2), 8, 45));
        Assert.Equal("overdue", Assert.Single(house.Desk.Calls().Calls).State);
        Assert.Equal("restricted", house.Desk.Overview().Members[0].State);
        house.Pay(11, 100_000_00);
        call = Assert.Single(house.Desk.Calls().Calls);
        Assert.Equal("paid", call.State);
        Assert.NotNull(call.Ended);
        Assert.Equal("normal", house.Desk.Overview().Members[0].State);
    }

    [Fact]
    public void Who_is_short_is_told_before_a_run_and_calls_with_their_run_after_it()
    {
        using var house = new ClearedHouse().FirstDay();
        Assert.Null(house.Desk.Calls().IntradayMinutes);
        house.MakeCallsWithinTheDay();
        house.Venue.AdvanceTo(ClearedHouse.At(ClearedHouse.First.Plus(1), 10, 0));
        house.Trade(1, 2, 950, 1);
        // 45,000 less margin 36,000, less 30 lots at 50 ticks of 10.00.
        var before = house.Desk.Calls();
        Assert.Equal((30, 0), (before.IntradayMinutes, before.Calls.Count + before.Runs.Count));
        Assert.Equal(new ShortRowShape(11, "A11", 801, "USD", "6000.00", null), Assert.Single(before.Short));

        house.Venue.Submit(MessageKind.CallIntraday, new CallIntraday(1));
        house.Venue.Submit(MessageKind.AcknowledgeCall, new AcknowledgeCall(new(11), Currency.USD, Name24.Of("lee")));
        var board = house.Desk.Calls();
        Assert.Equal("6000.00", Assert.Single(board.Short).Called);
        var run = Assert.Single(board.Runs);
        Assert.Equal(("P", "2026-11-25", 4, 1), (run.Calendar, run.Day, run.Accounts, run.Opened));
        var call = Assert.Single(board.Calls);
        Assert.Equal(
            ("intraday", "acknowledged", "lee", "6000.00"),
            (call.Kind, call.State, call.Person, call.SeenAmount)
        );
        Assert.Equal("2026-11-25T10:30:00Z", call.Deadline);

        // More is missing: it waits for another acknowledgement.
        house.Trade(1, 2, 940, 1);
        house.Venue.Submit(MessageKind.CallIntraday, new CallIntraday(1));
        call = Assert.Single(house.Desk.Calls().Calls);
        Assert.Equal(("issued", "9000.00", "6000.00"), (call.State, call.Amount, call.SeenAmount));
        house.Pay(11, 9_000_00);
        board = house.Desk.Calls();
        Assert.Equal(("paid", 0, 2), (Assert.Single(board.Calls).State, board.Short.Count, board.Runs.Count));
    }

    [Fact]
    public void A_portfolio_is_asked_what_it_would_be_and_nothing_changes()
    {
        using var house = new ClearedHouse().FirstDay();
        var before = house.Desk.Overview().Run.Hash;
        var symbol = house.Desk.Member(801)!.Positions[0].Symbol;
        var same = house.Desk.WhatIf(11, false, [new("rows[0].", symbol, "long", 30)]).Shape!;
        var rule = Assert.Single(same.Currencies).Rules[0];
        Assert.Equal(
            ("in force", "36000.00", "36000.00", "0.00"),
            (rule.Rule, rule.Before, rule.After, rule.Difference)
        );
        var more = house.Desk.WhatIf(11, true, [new("rows[0].", symbol, "short", 10)]).Shape!;
        Assert.Equal("-12000.00", more.Currencies[0].Rules[0].Difference);
        Assert.Equal(["in force", "span", "scenarios"], more.Currencies[0].Rules.Select(r => r.Rule));
        var nobody = house.Desk.WhatIf(null, false, [new("rows[0].", symbol, "long", 30)]).Shape!;
        Assert.Equal(("0.00", "30000.00"), (nobody.Currencies[0].Rules[0].Before, nobody.Currencies[0].Rules[0].After));
        Assert.Equal(before, house.Desk.Overview().Run.Hash);

        Assert.Equal("rows[0].symbol", house.Desk.WhatIf(null, false, [new("rows[0].", "PP", "long", 1)]).Fault!.Field);
        Assert.Equal("long, short", house.Desk.WhatIf(null, false, [new("rows[0].", symbol, "up", 1)]).Fault!.Limit);
        Assert.True(house.Desk.WhatIf(9, false, [new("rows[0].", symbol, "long", 1)]).Fault!.Missing);
    }

    [Fact]
    public void The_journal_proves_each_balance_and_the_whole_sums_to_zero()
    {
        using var house = new ClearedHouse().FirstDay();
        house.Day(1, 1010);
        var ledger = house.Desk.Ledger(null, 200)!;
        Assert.All(ledger.Proof, p => Assert.True(p.Balanced && p.Sum == "0.00" && p.Credits == p.Debits));
        Assert.All(ledger.Balances, b => Assert.Equal(Minor(b.Balance), Minor(b.Before) + Minor(b.Moved)));
        Assert.All(ledger.Balances, b => Assert.Equal("0.00", b.Before));
        var mine = house.Desk.Ledger(11, 200)!;
        Assert.All(mine.Balances, b => Assert.Equal(11, b.Owner));
        Assert.All(mine.Journal, j => Assert.True(j.DebitOwner == 11 || j.CreditOwner == 11));
        Assert.Null(house.Desk.Ledger(9, 10));
        Assert.Single(house.Desk.Ledger(null, 1)!.Journal);
    }

    private static (string Margin, string Cash, string Excess) Figures(ClearingRowShape row) =>
        (row.Margin, row.Cash, row.Excess);

    internal static long Minor(string amount) => (long)(decimal.Parse(amount, CultureInfo.InvariantCulture) * 100);
}
