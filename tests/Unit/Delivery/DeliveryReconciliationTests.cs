// GPU hours against what was sold: worked by hand, and against a count second by second.
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Delivery;

public sealed class DeliveryReconciliationTests
{
    // Any whole hour will do.
    private const long First = 490_000;

    /// <summary>A lot is a node of eight for an hour: 28,800 GPU-seconds.</summary>
    private const long Lot = 28_800;

    private static Instant At(int seconds) => DeliveryHours.Begin(First).Plus(seconds * Instant.PerSecond);

    private static GpuInterval Run(int row, string node, int from, int to, int gpus = 8, long certificate = 0) =>
        new(row, node, At(from), At(to), gpus, certificate);

    [Fact]
    public void A_node_that_was_there_the_whole_time_agrees()
    {
        var result = DeliveryReconciliation.Of([new(1, First, 2, Lot)], [Run(2, "n1", 0, 7200)]);
        Assert.True(result.Agrees);
        Assert.Equal([new DeliveredHour(1, First, Lot, Lot), new(1, First + 1, Lot, Lot)], result.Hours);
    }

    [Fact]
    public void Intervals_of_a_node_that_overlap_count_once_with_the_most_gpus()
    {
        // 0 to 1800 with eight, 900 to 2700 with four: 1800 x 8 + 900 x 4 = 18,000; 900 x 4 = 3,600 were told twice.
        var result = DeliveryReconciliation.Of(
            [new(1, First, 1, Lot)],
            [Run(2, "n1", 0, 1800), Run(3, "n1", 900, 2700, 4)]
        );
        var hour = Assert.Single(result.Hours);
        Assert.Equal((18_000, 10_800, 0), (hour.Delivered, hour.Shortfall, hour.Excess));
        Assert.Equal(3_600, result.TwiceTold);
        Assert.False(result.Agrees);
    }

    [Fact]
    public void Two_nodes_at_once_count_twice_and_what_nobody_bought_is_told()
    {
        var result = DeliveryReconciliation.Of([new(1, First, 1, Lot)], [Run(2, "n1", 0, 3600), Run(3, "n2", 0, 900)]);
        var hour = Assert.Single(result.Hours);
        Assert.Equal((36_000, 0, 7_200), (hour.Delivered, hour.Shortfall, hour.Excess));
        Assert.False(result.Agrees);
    }

    [Fact]
    public void What_lies_before_and_after_the_window_is_told_with_its_row()
    {
        // 600 seconds before the window and 300 after it, eight GPUs: 7,200.
        var result = DeliveryReconciliation.Of([new(1, First, 1, Lot)], [Run(5, "n1", -600, 3900)]);
        Assert.Equal(Lot, Assert.Single(result.Hours).Delivered);
        var fault = Assert.Single(result.Faults);
        Assert.Equal(
            (5, RecordFinding.Outside, First - 1, 7_200L),
            (fault.Row, fault.Finding, fault.FirstHour, fault.Seconds)
        );
    }

    [Fact]
    public void A_record_that_two_windows_hold_counts_for_neither_until_it_names_one()
    {
        SoldWindow[] sold = [new(1, First, 1, Lot), new(2, First, 1, Lot)];
        var open = DeliveryReconciliation.Of(sold, [Run(2, "n1", 0, 3600)]);
        Assert.All(open.Hours, h => Assert.Equal(Lot, h.Shortfall));
        var fault = Assert.Single(open.Faults);
        Assert.Equal((RecordFinding.Contested, Lot), (fault.Finding, fault.Seconds));
        Assert.Equal([1, 2], fault.Certificates);

        var named = DeliveryReconciliation.Of(
            sold,
            [Run(2, "n1", 0, 3600, certificate: 2), Run(3, "n2", 0, 3600, certificate: 1)]
        );
        Assert.True(named.Agrees);
    }

    [Fact]
    public void One_node_for_two_certificates_at_the_same_moment_counts_for_neither()
    {
        // 1800 to 3600 is told for both: 1800 x 8 = 14,400 of each record are in doubt.
        var result = DeliveryReconciliation.Of(
            [new(1, First, 1, Lot), new(2, First, 1, Lot)],
            [Run(2, "n1", 0, 3600, certificate: 1), Run(3, "n1", 1800, 3600, certificate: 2)]
        );
        Assert.Equal([14_400, 0], result.Hours.Select(h => h.Delivered));
        Assert.Equal([(2, 14_400L), (3, 14_400L)], result.Faults.Select(f => (f.Row, f.Seconds)));
        Assert.All(result.Faults, f => Assert.Equal(RecordFinding.SameNode, f.Finding));
    }

    [Fact]
    public void A_named_certificate_must_be_known_and_its_window_open()
    {
        var result = DeliveryReconciliation.Of(
            [new(1, First, 1, Lot)],
            [Run(2, "n1", 3600, 7200, certificate: 1), Run(3, "n2", 0, 10, certificate: 9)]
        );
        Assert.Equal(
            [(2, RecordFinding.OutsideNamed, Lot), (3, RecordFinding.Unknown, 80L)],
            result.Faults.Select(f => (f.Row, f.Finding, f.Seconds))
        );
    }

    [Fact]
    public void An_hour_that_is_not_over_is_not_judged()
    {
        var result = DeliveryReconciliation.Of([new(1, First, 3, Lot)], [Run(2, "n1", 0, 9000)], First + 1);
        Assert.Equal(First, Assert.Single(result.Hours).Hour);
        Assert.True(result.Agrees);
    }

    [Fact]
    public void A_broken_second_is_left_out_once_an_hour()
    {
        // Three pieces of 0.7 seconds with one GPU: 2.1, so two seconds; not three times nothing.
        GpuInterval Piece(int row, long from) =>
            new(row, $"n{row}", At(0).Plus(from), At(0).Plus(from + 700_000_000), 1, 0);
        var result = DeliveryReconciliation.Of([new(1, First, 1, Lot)], [Piece(1, 0), Piece(2, 1), Piece(3, 2)]);
        Assert.Equal(2, Assert.Single(result.Hours).Delivered);
    }

    [Fact]
    public void It_agrees_with_a_count_second_by_second()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            SoldWindow[] sold =
            [
                .. Enumerable
                    .Range(1, 3)
                    .Select(c => new SoldWindow(
                        c,
                        First + random.Next(4),
                        1 + random.Next(3),
                        Lot * random.Next(1, 3)
                    )),
            ];
            GpuInterval[] records =
            [
                .. Enumerable
                    .Range(2, 12)
                    .Select(row =>
                    {
                        var from = random.Next(-2000, 6 * 3600);
                        return Run(
                            row,
                            $"n{random.Next(3)}",
                            from,
                            from + random.Next(1, 9000),
                            random.Next(1, 9),
                            random.Next(4)
                        );
                    }),
            ];
            var result = DeliveryReconciliation.Of(sold, records);
            var (naive, lost) = Naive(sold, records);
            Assert.Equal(naive, result.Hours.ToDictionary(h => (h.Certificate, h.Hour), h => h.Delivered));
            Assert.Equal(lost, result.Faults.Sum(f => f.Seconds));
        }
    }

    // Walks every second of every node: who is there, for whom, with how many GPUs.
    private static (Dictionary<(long, long), long> Delivered, long Lost) Naive(SoldWindow[] sold, GpuInterval[] records)
    {
        var delivered = new Dictionary<(long, long), long>();
        foreach (var window in sold)
            for (var i = 0; i < window.Hours; i++)
                delivered[(window.Certificate, window.FirstHour + i)] = 0;
        long lost = 0;
        for (var second = -3600; second < 10 * 3600; second++)
        {
            var hour = DeliveryHours.Of(At(second));
            var now = records.Where(r => r.Start <= At(second) && At(second) < r.End);
            foreach (var node in now.GroupBy(r => r.Node))
            {
                var good = new List<(long Certificate, int Gpus)>();
                foreach (var record in node)
                {
                    var claims = sold.Where(w =>
                            w.Holds(hour) && (record.Certificate == 0 || record.Certificate == w.Certificate)
                        )
                        .ToList();
                    if (claims.Count == 1)
                        good.Add((claims[0].Certificate, record.Gpus));
                    else
                        lost += record.Gpus;
                }

                if (good.Select(g => g.Certificate).Distinct().Count() == 1)
                    delivered[(good[0].Certificate, hour)] += good.Max(g => g.Gpus);
                else
                    lost += good.Sum(g => g.Gpus);
            }
        }

        return (delivered, lost);
    }
}
