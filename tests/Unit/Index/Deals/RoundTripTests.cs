// What goes there and comes back does not count: in one piece or in many, at another price, in a circle.
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class RoundTripTests
{
    private const string Day = "2025-03-03";
    private const string Mean = """{"step":"combine","by":"arithmetic mean"}""";
    private const string Reason = "came back within the days of a round trip";

    [Fact]
    public void Both_ways_of_a_round_trip_are_out_and_of_unequal_ones_the_difference_stays()
    {
        // c sells 100 at 2 to d. a sells 100 to b at 9, b sells it back in four pieces at other prices.
        var run = Start("pairs", 7).Sold(Day, "c", 2m, 100m, buyer: "d").Sold(Day, "a", 9m, 100m, buyer: "b");
        for (var i = 0; i < 4; i++)
            run.Sold(Day, "b", 7m + i, 25m, item: $"m{i}", buyer: "a");
        run.End(Day);
        Assert.Equal(2m, run.Last.Value);
        Assert.Equal(["a", "b"], run.Last.LeftOut.Select(l => l.Name).Distinct());
        Assert.All(run.Last.LeftOut, l => Assert.StartsWith(Reason, l.Reason, StringComparison.Ordinal));

        // 60 of 100 come back: 40 at 9 count: (200 + 360) / 140 = 4.
        run = Start("pairs", 7).Sold(Day, "c", 2m, 100m, buyer: "d").Sold(Day, "a", 9m, 100m, buyer: "b");
        Assert.Equal(4m, run.Sold(Day, "b", 9m, 60m, buyer: "a").End(Day).Last.Value);
    }

    [Fact]
    public void The_way_back_of_a_later_day_is_out_within_the_days_and_counts_after_them()
    {
        foreach (var (days, value) in new[] { (4, 2m), (3, 4m) })
        {
            var run = Start("pairs", days).Sold(Day, "a", 9m, buyer: "b").End(Day);
            Assert.Equal(9m, run.Last.Value);
            run.Sold("2025-03-06", "c", 2m, buyer: "d").Sold("2025-03-06", "b", 6m, buyer: "a").End("2025-03-06");
            Assert.Equal(value, run.Last.Value);
        }
    }

    [Fact]
    public void A_circle_of_any_length_counts_for_nothing_when_parties_are_netted()
    {
        for (var length = 2; length <= 6; length++)
        {
            var (parties, pairs) = (Start("parties", 7), Start("pairs", 7));
            foreach (var run in new[] { parties, pairs })
            {
                run.Sold(Day, "c", 2m, buyer: "d");
                for (var i = 0; i < length; i++)
                    run.Sold(Day, $"x{i}", 9m, buyer: $"x{(i + 1) % length}");
                run.End(Day);
            }

            Assert.Equal(2m, parties.Last.Value);
            Assert.Equal(length == 2 ? 2m : (2m + 9m * length) / (length + 1), pairs.Last.Value!.Value, 5);
        }
    }

    [Fact]
    public void A_producer_who_also_buys_counts_for_what_he_sells_on_balance()
    {
        // a sells 100 to d and buys 25 of c: three quarters of a's sale count.
        var run = Start("parties", 7).Sold(Day, "a", 8m, 100m, buyer: "d").Sold(Day, "c", 2m, 25m, buyer: "a");
        // a sold more than it bought: it is no buyer on balance, and what c sold to it does not count.
        Assert.Equal(8m, run.End(Day).Last.Value);
        run.Sold("2025-03-12", "c", 2m, 75m, buyer: "d").Sold("2025-03-12", "a", 8m, 100m, buyer: "d");
        run.Sold("2025-03-12", "c", 2m, 25m, buyer: "a").End("2025-03-12");
        // a: 75 of 100 at 8; c: 75 at 2: (600 + 150) / 150 = 5.
        Assert.Equal(5m, run.Last.Value);
    }

    private static IndexRun Start(string of, int days) =>
        new IndexRun().Define(
            "2025-03-02T13:00:00Z",
            DealHand.Text([$$"""{"step":"round trip","days":{{days}},"of":"{{of}}"}""", Mean])
        );
}
