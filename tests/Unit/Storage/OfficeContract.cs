// What every back office must do; each kind of database runs the same tests.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Storage;
using Tokenbourse.Storage.Office;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public abstract class OfficeContract : IDisposable
{
    private readonly OfficeLogs _logs = new();

    public virtual void Dispose()
    {
        _logs.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The words of --office for a place by name, the same within a test.</summary>
    protected abstract string Place(string name);

    private BackOffice Open(string name, bool remake = false) =>
        BackOffice.Open(OfficeAddress.Parse(Place(name)), remake);

    [Fact]
    public void Rebuilt_it_equals_what_was_kept_up_step_by_step()
    {
        using var steps = Open("office");
        _logs.Define();
        for (var day = 1; day <= 12; day++)
        {
            _logs.TradeADay(day);
            if (day % 3 == 0)
                continue;
            Assert.True(steps.CatchUp(_logs.Events, _logs.Prints) > 0);
            Assert.Equal(0, steps.CatchUp(_logs.Events, _logs.Prints));
        }

        Assert.True(steps.CatchUp(_logs.Events, _logs.Prints) > 0);
        var kept = steps.Dump().ToArray();
        using var fresh = Open("fresh");
        Assert.Equal(_logs.Events.Tail + _logs.Prints.Tail, fresh.CatchUp(_logs.Events, _logs.Prints));
        Assert.Equal(kept, fresh.Dump());
        Assert.Equal(_logs.Events.Tail + _logs.Prints.Tail, steps.Rebuild(_logs.Events, _logs.Prints));
        Assert.Equal(kept, steps.Dump());
        Assert.Equal(0, steps.Restarts);
    }

    [Fact]
    public void It_goes_on_where_it_was_after_it_was_closed()
    {
        _logs.Define();
        _logs.TradeADay(1);
        using (var first = Open("office"))
            first.CatchUp(_logs.Events, _logs.Prints);
        var before = _logs.Events.Tail;
        _logs.TradeADay(2);
        using var second = Open("office");
        Assert.Equal(_logs.Events.Tail - before + 1, second.CatchUp(_logs.Events, _logs.Prints));
        Assert.Equal(0, second.Restarts);
    }

    [Fact]
    public void Balances_are_the_sum_of_the_postings_and_all_of_a_currency_sum_to_zero()
    {
        _logs.Define();
        for (var day = 1; day <= 5; day++)
            _logs.TradeADay(day);
        using var office = Open("fresh");
        office.CatchUp(_logs.Events, _logs.Prints);
        var naive = new SortedDictionary<(int, int, string), long>();
        foreach (var entry in _logs.Events.Read(0).Where(entry => entry.Kind == MessageKind.Posted))
        {
            var posted = entry.As<Posted>();
            Put((posted.DebitOwner.Value, (int)posted.Debit, posted.Currency.ToString()), -posted.Amount.Minor);
            Put((posted.CreditOwner.Value, (int)posted.Credit, posted.Currency.ToString()), posted.Amount.Minor);
        }

        Assert.Equal(
            naive.Select(row => (row.Key.Item1, row.Key.Item2, row.Key.Item3, row.Value)),
            office.Query<(int, int, string, long)>(
                "SELECT account, code, currency, balance_minor FROM balances ORDER BY account, code, currency"
            )
        );
        Assert.All(
            office.Query<long>("SELECT sum(balance_minor) FROM balances GROUP BY currency"),
            sum => Assert.Equal(0, sum)
        );
        Assert.Equal(_logs.Trades, office.Query<long>("SELECT count(*) FROM trades").Single());

        void Put((int, int, string) key, long change) => naive[key] = naive.GetValueOrDefault(key) + change;
    }

    [Fact]
    public void Each_kind_of_event_has_its_row()
    {
        _logs.Define();
        _logs.TradeADay(1);
        using var office = Open("fresh");
        office.CatchUp(_logs.Events, _logs.Prints);
        var tables = office.Dump().Select(line => line[..line.IndexOf('|', StringComparison.Ordinal)]).ToHashSet();
        Assert.Equal(
            [
                "accounts",
                "balances",
                "cash_movements",
                "days",
                "final_prices",
                "instruments",
                "margin",
                "office_version",
                "postings",
                "prints",
                "progress",
                "settlements",
                "spread_trades",
                "trades",
                "variation",
            ],
            tables.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            (800, 50),
            office.Query<(int, int)>("SELECT required_minor, shortfall_minor FROM margin WHERE account = 1").Single()
        );
        Assert.Equal(
            "170141183460469231731687303715884105727",
            office.Query<string>("SELECT ticks_times_lots FROM settlements").Single()
        );
        Assert.Equal("2.50", office.Query<string>("SELECT value FROM prints").Single());
        Assert.Equal(
            "1970-01-02",
            office.Query<string>("SELECT expired_on FROM instruments WHERE instrument = 1").Single()
        );
        // A spread says what it is made of; its price may be below zero.
        Assert.Equal(
            ("TG", 1, 2, 16, 9, 5, 1),
            office
                .Query<(string, int, int, int, int, int, int)>(
                    "SELECT spread, near, far, near_lots, far_lots, near_weight, far_weight FROM instruments "
                        + "WHERE spread IS NOT NULL"
                )
                .Single()
        );
        Assert.Equal(
            (3, -15, 4, 0, 9, (int)TradeOrigin.Implied),
            office
                .Query<(int, int, int, int, int, int)>(
                    "SELECT instrument, price_ticks, lots, buy_order, sell_order, origin FROM spread_trades"
                )
                .Single()
        );
        Assert.Equal("00000000000000ff", office.Query<string>("SELECT digest FROM days").Single());
    }

    [Fact]
    public void A_view_of_other_logs_begins_again()
    {
        _logs.Define();
        _logs.TradeADay(1);
        using (var first = Open("office"))
            first.CatchUp(_logs.Events, _logs.Prints);
        using var other = new MemoryLog();
        other.TryAppend(0, Make.Batch(0, 2));
        using (var second = Open("office"))
        {
            Assert.Equal(2, second.CatchUp(other, null));
            Assert.Equal(1, second.Restarts);
        }

        using var same = new MemoryLog();
        same.TryAppend(0, Make.Batch(0, 4, salt: 1));
        using var third = Open("office");
        Assert.Equal(4, third.CatchUp(same, null));
        Assert.Equal(1, third.Restarts);
    }

    [Fact]
    public void Two_programs_that_fold_the_same_logs_do_not_double_a_row()
    {
        _logs.Define();
        using var one = Open("office");
        using var two = Open("office");
        for (var day = 1; day <= 6; day++)
        {
            _logs.TradeADay(day);
            (day % 2 == 0 ? one : two).CatchUp(_logs.Events, _logs.Prints);
        }

        Parallel.Invoke(Again(one), Again(two));
        using var fresh = Open("fresh");
        fresh.CatchUp(_logs.Events, _logs.Prints);
        Assert.Equal(fresh.Dump(), one.Dump());

        Action Again(BackOffice office) =>
            () =>
            {
                for (var i = 0; i < 20; i++)
                    office.CatchUp(_logs.Events, _logs.Prints);
            };
    }

    [Fact]
    public void Other_logs_that_another_program_folds_meanwhile_are_not_mixed_in()
    {
        _logs.Define();
        using var one = Open("office");
        one.CatchUp(_logs.Events, null);
        using var other = new MemoryLog();
        other.TryAppend(0, Make.Batch(0, 3));
        using (var two = Open("office"))
            two.CatchUp(other, null);
        _logs.TradeADay(1);
        var fault = Assert.Throws<OfficeException>(() => one.CatchUp(_logs.Events, null));
        Assert.Contains("other logs", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_within_a_fold_leaves_no_gap_and_no_repeat()
    {
        _logs.Define();
        for (var day = 1; day <= 120; day++)
            _logs.TradeADay(day);
        using var fresh = Open("fresh");
        fresh.CatchUp(_logs.Events, _logs.Prints);
        var whole = fresh.Dump().ToArray();
        Assert.True(_logs.Events.Tail > 10_000);
        foreach (var after in (long[])[0, 1, 4_999, 5_000, 5_001, 9_999, _logs.Events.Tail - 1])
        {
            using (var broken = Open("office"))
            {
                using var failing = new CutLog(_logs.Events, after, () => throw new IOException("the disk is gone"));
                Assert.Throws<IOException>(() => broken.CatchUp(failing, _logs.Prints));
                // What is there is a whole number of transactions.
                var next = broken.Query<long>("SELECT coalesce(sum(next), 0) FROM progress").Single();
                Assert.True(next % 5_000 == 0 && next <= after);
                Assert.Equal(
                    _logs.Events.Read(0).Count(e => e.Sequence < next && e.Kind == MessageKind.Traded),
                    broken.Query<long>("SELECT count(*) FROM trades").Single()
                );
            }

            using var again = Open("office");
            again.CatchUp(_logs.Events, _logs.Prints);
            Assert.Equal(0, again.Restarts);
            Assert.Equal(whole, again.Dump());
            again.Rebuild(new MemoryLog(), null);
        }
    }

    [Fact]
    public void A_limit_stops_after_the_transaction_that_reaches_it()
    {
        _logs.Define();
        for (var day = 1; day <= 120; day++)
            _logs.TradeADay(day);
        using var office = Open("office");
        Assert.Equal(5_000, office.CatchUp(_logs.Events, _logs.Prints, limit: 1));
        Assert.Equal(_logs.Events.Tail - 5_000, office.CatchUp(_logs.Events, _logs.Prints, limit: 5_001));
        Assert.Equal(0, office.Query<long>("SELECT count(*) FROM prints").Single());
        office.CatchUp(_logs.Events, _logs.Prints);
        Assert.Equal(120, office.Query<long>("SELECT count(*) FROM prints").Single());
    }

    [Fact]
    public void Tables_of_another_version_are_refused_with_what_helps_and_made_again_on_request()
    {
        _logs.Define();
        using (var office = Open("office"))
        {
            office.CatchUp(_logs.Events, _logs.Prints);
            _ = office.Query<long>("UPDATE office_version SET version = 77").ToArray();
        }

        var fault = Assert.Throws<OfficeException>(() => Open("office"));
        Assert.Contains("version 77", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--rebuild", fault.Message, StringComparison.Ordinal);
        using var again = Open("office", remake: true);
        Assert.Equal(_logs.Events.Tail + _logs.Prints.Tail, again.CatchUp(_logs.Events, _logs.Prints));
    }

    [Fact]
    public void Tables_that_no_back_office_made_are_left_alone()
    {
        using (var office = Open("office"))
            _ = office.Query<long>("DROP TABLE office_version").ToArray();
        foreach (var remake in (bool[])[false, true])
        {
            var fault = Assert.Throws<OfficeException>(() => Open("office", remake));
            Assert.Contains("no back office made", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_question_changes_nothing()
    {
        _logs.Define();
        using var office = Open("office");
        office.CatchUp(_logs.Events, _logs.Prints);
        var before = office.Dump().ToArray();
        foreach (var sql in (string[])["DELETE FROM accounts", "DROP TABLE trades", "UPDATE progress SET next = 0"])
            Assert.ThrowsAny<System.Data.Common.DbException>(() => office.Ask(sql));
        Assert.Equal(before, office.Dump());
        _logs.TradeADay(1);
        Assert.True(office.CatchUp(_logs.Events, _logs.Prints) > 0);
    }

    [Fact]
    public void Answers_have_the_same_kinds_of_fields()
    {
        _logs.Define();
        _logs.TradeADay(1);
        using var office = Open("office");
        office.CatchUp(_logs.Events, _logs.Prints);
        var answer = office.Ask(
            "SELECT sum(amount_minor) AS total, count(*) AS rows, 1 < 2 AS truth, NULL AS absent, 2.50 AS part, "
                + "max(currency) AS money FROM postings WHERE event < 0 OR currency = 'CNY'"
        );
        Assert.Equal(["total", "rows", "truth", "absent", "part", "money"], answer.Columns);
        var row = Assert.Single(answer.Rows);
        Assert.True(Assert.IsType<long>(row[0]) > 0);
        Assert.Equal([30L, 1L, null, "2.5", "CNY"], row.Skip(1));
    }

    [Fact]
    public void Texts_are_ordered_byte_by_byte_and_kept_whole()
    {
        string[] names = ["b", "a", "B", "A", "ä", "Z", "_", "词元", "", "a'b", "x\ty", "zero\0inside"];
        for (var i = 0; i < names.Length; i++)
            _logs.Say(MessageKind.AccountOpened, Documents.Write(new AccountDocument(i + 1, names[i], "trader", true)));
        using var office = Open("office");
        office.CatchUp(_logs.Events, _logs.Prints);
        Assert.Equal(
            names.Select(name => name.Replace('\0', '\uFFFD')).Order(StringComparer.Ordinal),
            office.Query<string>("SELECT name FROM accounts ORDER BY name")
        );
    }
}
