// Runs of the poster at the same moment, their calls in any order: every hour is told once.
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Delivery;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Delivery;

public sealed class DeliveryRaceTests
{
    private const int Meter = 7;

    [Fact]
    public async Task Runs_at_once_tell_every_hour_once_in_whatever_order_the_venue_hears_them()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var door = new MemoryDoor(hours: [3, 1, 4]);
            DeliveredHour[] hours =
            [
                .. door.Certificates.Values.SelectMany(c =>
                    Enumerable.Range(0, c.Hours).Select(i => new DeliveredHour(c.Certificate, i, 1000, 990 + i))
                ),
            ];
            var runs = await Task.Run(() => Drive(new(seed), door, hours, 2 + (seed % 2)));
            Assert.Equal(hours.Select(h => (h.Certificate, h.Hour)), door.Told.Order());
            Assert.All(runs.SelectMany(r => r), p => Assert.NotEqual(PostOutcome.Refused, p.Outcome));
            Assert.Equal(hours.Length, runs.SelectMany(r => r).Count(p => p.Outcome == PostOutcome.Posted));
        }
    }

    [Theory]
    [InlineData(0, 1, 4097)]
    [InlineData(4097, 2, 4098)]
    [InlineData(4098, 2, 8194)]
    [InlineData(4098, 1, 8193)]
    [InlineData(8191, 5, 8197)]
    public void A_number_is_the_lowest_above_the_last_that_says_how_many_hours_are_told(
        long last,
        int told,
        long next
    ) => Assert.Equal(next, DeliveryPoster.Next(last, told));

    /// <summary>Lets one call of one run through at a time. A run
    /// begins when the first call of it is let through.</summary>
    private static IReadOnlyList<IReadOnlyList<PostedHour>> Drive(
        Random random,
        MemoryDoor door,
        IReadOnlyList<DeliveredHour> hours,
        int runs
    )
    {
        var gates = Enumerable.Range(0, runs).Select(_ => new Gate(door)).ToArray();
        var list = door.Certificates.Values.ToArray();
        var tasks = new Task<IReadOnlyList<PostedHour>>?[runs];
        while (true)
        {
            var open = Enumerable.Range(0, runs).Where(i => tasks[i] is not { IsCompleted: true }).ToArray();
            if (open.Length == 0)
                return [.. tasks.Select(t => t!.Result)];
            var one = open[random.Next(open.Length)];
            if (tasks[one] is null)
            {
                // What it read of the list may be older than what another has posted since.
                var read = random.Next(2) == 0 ? list : [.. door.Certificates.Values];
                tasks[one] = new DeliveryPoster(gates[one], "e").Post(read, hours, CancellationToken.None);
            }
            else
            {
                gates[one].Open();
            }
        }
    }

    /// <summary>A door that waits before each call.</summary>
    private sealed class Gate(MemoryDoor door) : IDeliveryDoor
    {
        private TaskCompletionSource _turn = new();

        public void Open()
        {
            var turn = _turn;
            _turn = new();
            turn.SetResult();
        }

        public async Task<VenueCertificate> Certificate(long certificate, CancellationToken cancel)
        {
            await _turn.Task;
            return door.Certificates[certificate];
        }

        public async Task<SpotAnswer> Record(VenueDelivery delivery, CancellationToken cancel)
        {
            await _turn.Task;
            return door.Record(delivery);
        }
    }

    /// <summary>The venue's rule: numbers of a meter rise strictly; the last one again is done.</summary>
    private sealed class MemoryDoor
    {
        private long _last;

        public MemoryDoor(int[] hours)
        {
            for (var i = 0; i < hours.Length; i++)
            {
                Certificates[i + 1] = new(
                    i + 1,
                    "GP",
                    2,
                    1,
                    "1970-01-01T00:00:00Z",
                    hours[i],
                    1,
                    1000 * hours[i],
                    0,
                    0,
                    1m,
                    0m,
                    "redeemed",
                    Meter,
                    0
                );
            }
        }

        public SortedDictionary<long, VenueCertificate> Certificates { get; } = [];

        public List<(long Certificate, long Hour)> Told { get; } = [];

        public SpotAnswer Record(VenueDelivery delivery)
        {
            if (delivery.Record == _last && _last > 0)
                return Refused(RejectReason.AlreadyDone, _last);
            if (delivery.Record < _last)
                return Refused(RejectReason.RecordOutOfOrder, _last + 1);
            _last = delivery.Record;
            Assert.True(Instant.TryParse(delivery.Hour, out var hour));
            Told.Add((delivery.Certificate, DeliveryHours.Of(hour)));
            Certificates[delivery.Certificate] = Certificates[delivery.Certificate] with { LastRecord = _last };
            return new("", null);
        }

        private static SpotAnswer Refused(RejectReason reason, long limit) =>
            new("", new("X", (int)reason, "m", "record", "", $"{limit}"));
    }
}
