// Which rule gave Shanghai's months their settlement on days without a trade: each rule that can be tested, on every
// row.
using System.Globalization;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Integration.RealData;

/// <summary>The finding behind the steps of the contracts that ship (docs/decisions/no-trade-settlement.md).</summary>
public sealed class NoTradeRuleTests
{
    private const int Untraded = 60_576;
    private const int Unchanged = 35_531;
    private const string Winner = "preceding: average, cut down";

    private static readonly (string Name, Func<ShfeDay, int, ShfeMonth?> Of)[] References =
    [
        ("preceding", (d, at) => Before(d, at)),
        ("following", (d, at) => After(d, at)),
        ("nearer side", Nearer),
        ("preceding, else following", (d, at) => Before(d, at) ?? After(d, at)),
        ("most active", (d, at) => d.Months.Where(m => m.Traded).MaxBy(m => m.Volume)),
        ("preceding, traded or not", (d, at) => at > 0 ? d.Months[at - 1] : null),
    ];

    private static readonly (string Name, SettlementTier Step, RoundingMode Mode)[] Forms =
    [
        ("percentage, cut down", SettlementTier.MoveOfNearestMonth, RoundingMode.Down),
        ("percentage, half up", SettlementTier.MoveOfNearestMonth, RoundingMode.HalfUp),
        ("change in ticks", SettlementTier.ChangeOfNearestMonth, RoundingMode.Down),
        ("average, cut down", SettlementTier.MoveOfNearestAverage, RoundingMode.Down),
        ("average, half up", SettlementTier.MoveOfNearestAverage, RoundingMode.HalfUp),
    ];

    private static readonly string[] Reported =
    [
        "preceding: average, cut down",
        "preceding: percentage, half up",
        "preceding: percentage, cut down",
        "preceding: change in ticks",
        "nearer side: percentage, half up",
        "following: percentage, half up",
        "most active: percentage, half up",
    ];

    [Fact]
    public void Months_without_a_trade_move_by_the_uncut_average_of_the_nearest_earlier_month()
    {
        var all = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        var parts = new SortedDictionary<(string Part, string Rule), Tally>();
        var total = new Tally();
        var misses = new Misses();
        foreach (var day in ShfeDay.Read("shfe_daily_2008_2016H1.csv*"))
        {
            for (var at = 0; at < day.Months.Count; at++)
            {
                if (day.Months[at].Traded)
                    continue;
                var stayed = day.Months[at].Moved ? Answer.No : Answer.Yes;
                total.Count(day.Months[at], stayed);
                Of(parts, (day.Product, "")).Count(day.Months[at], stayed);
                Of(parts, (day.Day.ToString()[..4], "")).Count(day.Months[at], stayed);
                Ask(day, at, all, parts, misses);
            }
        }

        Report(total, all, parts, misses);
        Assert.Equal((Untraded, Unchanged), (total.Rows, total.Hits));
        var found = all[Winner];
        // The finding: more than three quarters of the rows that moved, and no other rule comes within fifteen points.
        Assert.True(found.MovedHits * 100 >= total.Moved * 75, $"{found.MovedHits} of {total.Moved}");
        foreach (var (rule, tally) in all.Where(r => !r.Key.EndsWith("average, cut down", StringComparison.Ordinal)))
            Assert.True((found.MovedHits - tally.MovedHits) * 100 > total.Moved * 15, rule);
    }

    private static void Ask(
        ShfeDay day,
        int at,
        SortedDictionary<string, Tally> all,
        SortedDictionary<(string, string), Tally> parts,
        Misses misses
    )
    {
        var subject = day.Months[at];
        foreach (var (where, reference) in References)
        {
            if (reference(day, at) is not { } month || month == subject)
                continue;
            foreach (var (how, step, mode) in Forms)
            {
                // A month without trades has no average.
                if (!month.Traded && step == SettlementTier.MoveOfNearestAverage)
                    continue;
                var answer = Test(subject, month, step, mode);
                var rule = $"{where}: {how}";
                Of(all, rule).Count(subject, answer);
                Of(parts, (day.Product, rule)).Count(subject, answer);
                Of(parts, (day.Day.ToString()[..4], rule)).Count(subject, answer);
                if (rule == Winner && answer == Answer.No && subject.Moved)
                    misses.Count(subject, month);
            }
        }
    }

    // Settled at a whole percentage from the previous settlement, inwards to the tick, where the rule would have gone
    // beyond it: what a limit would look like.
    private static bool IsCut(ShfeMonth subject, ShfeMonth month)
    {
        var asked = subject.Previous * month.Settled / month.Previous;
        for (var percent = 3; percent <= 10; percent++)
        {
            var up = decimal.Floor(subject.Previous * (100 + percent) / 100);
            var down = decimal.Ceiling(subject.Previous * (100 - percent) / 100);
            if ((subject.Settled == up && asked > up) || (subject.Settled == down && asked < down))
                return true;
        }

        return false;
    }

    // The engine settles the reference month and the month without trades beside it.
    private static Answer Test(ShfeMonth subject, ShfeMonth reference, SettlementTier step, RoundingMode mode)
    {
        // Where the tick changed over night the previous settlement is no whole number of ticks: it fits no rule.
        if (
            subject.Previous != decimal.Truncate(subject.Previous)
            || reference.Previous != decimal.Truncate(reference.Previous)
            || reference.Settled != decimal.Truncate(reference.Settled)
        )
            return Answer.No;
        var low = Settle(subject, reference, step, mode, reference.Lowest);
        var high = Settle(subject, reference, step, mode, reference.Highest);
        if (subject.Settled < low || subject.Settled > high)
            return Answer.No;
        return low == high ? Answer.Yes : Answer.Within;
    }

    private static long Settle(
        ShfeMonth subject,
        ShfeMonth reference,
        SettlementTier step,
        RoundingMode mode,
        Int128 turnover
    )
    {
        var terms = new SettlementTerms([step, SettlementTier.Previous], mode);
        var whole = step != SettlementTier.MoveOfNearestAverage;
        DayOfMonth[] months =
        [
            Month(reference, turnover, long.Max(1, reference.LotValue)) with
            {
                Manual = whole ? new Price((long)reference.Settled) : null,
            },
            Month(subject, 0, 0) with
            {
                Month = 1,
            },
        ];
        return SettlementPrice.Of(months, [], terms)[1].Price.Ticks;
    }

    private static DayOfMonth Month(ShfeMonth month, Int128 turnover, long lots) =>
        new(new((long)month.Previous), new(1), new(long.MaxValue), turnover, lots, null, null);

    private static ShfeMonth? Before(ShfeDay day, int at) => day.Months.Take(at).LastOrDefault(m => m.Traded);

    private static ShfeMonth? After(ShfeDay day, int at) => day.Months.Skip(at + 1).FirstOrDefault(m => m.Traded);

    private static ShfeMonth? Nearer(ShfeDay day, int at)
    {
        var (before, after) = (Before(day, at), After(day, at));
        if (before is null || after is null)
            return before ?? after;
        var month = day.Months[at].Month.Index;
        return month - before.Month.Index <= after.Month.Index - month ? before : after;
    }

    private static Tally Of<T>(SortedDictionary<T, Tally> tallies, T key)
        where T : notnull
    {
        if (!tallies.TryGetValue(key, out var tally))
            tallies[key] = tally = new();
        return tally;
    }

    private static void Report(
        Tally total,
        SortedDictionary<string, Tally> all,
        SortedDictionary<(string Part, string Rule), Tally> parts,
        Misses misses
    )
    {
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"untraded {total.Rows}, unchanged {total.Hits}, moved {total.Moved}; {misses}");
        foreach (var (rule, tally) in all.OrderByDescending(r => r.Value.MovedHits))
            output.WriteLine(tally.Line(rule, total));
        foreach (var part in parts.Keys.Select(k => k.Part).Distinct())
        {
            var row = parts[(part, "")];
            var shares = Reported.Select(r => Share(parts.GetValueOrDefault((part, r)), row));
            output.WriteLine($"{part, -5} rows {row.Rows, 6} moved {row.Moved, 6}  | {string.Join(" | ", shares)}");
        }
    }

    private static string Share(Tally? tally, Tally row) =>
        (row.Moved == 0 ? 0 : 100m * (tally?.MovedHits ?? 0) / row.Moved).ToString("0.0", CultureInfo.InvariantCulture);

    private enum Answer
    {
        No,

        /// <summary>The printed turnover leaves more than one tick open, and this is one of them.</summary>
        Within,
        Yes,
    }

    /// <summary>Where the rows lie that moved and that the rule misses.</summary>
    private sealed class Misses
    {
        private int _limit;
        private int _between;
        private int _beyond;
        private int _other;

        public void Count(ShfeMonth subject, ShfeMonth month)
        {
            var asked = subject.Previous * month.Settled / month.Previous;
            if (IsCut(subject, month))
                _limit++;
            else if ((subject.Settled - subject.Previous) * (asked - subject.Previous) <= 0)
                _other++;
            else if (decimal.Abs(subject.Settled - subject.Previous) < decimal.Abs(asked - subject.Previous))
                _between++;
            else
                _beyond++;
        }

        public override string ToString() =>
            $"missed: at a limit {_limit}, not as far {_between}, farther {_beyond}, the other way {_other}";
    }

    private sealed class Tally
    {
        public int Rows { get; private set; }

        public int Moved { get; private set; }

        public int Hits { get; private set; }

        public int MovedHits { get; private set; }

        /// <summary>Of the hits among moved rows, those where the printed turnover left one tick only.</summary>
        public int Exact { get; private set; }

        public void Count(ShfeMonth month, Answer answer)
        {
            var (moved, hit) = (month.Moved ? 1 : 0, answer == Answer.No ? 0 : 1);
            Rows++;
            Moved += moved;
            Hits += hit;
            MovedHits += moved * hit;
            Exact += answer == Answer.Yes ? moved : 0;
        }

        public string Line(string rule, Tally total) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rule, -48} applies {Rows, 6} of which moved {Moved, 6}  hits {Hits, 6} {100m * Hits / total.Rows, 6:0.00} %  moved {MovedHits, 6} {100m * MovedHits / total.Moved, 6:0.00} %  one tick only {Exact, 6}"
            );
    }
}
