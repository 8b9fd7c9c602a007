// Orders over FIX through a whole venue, its log flushed, beside an echo of the same orders and one flush.
using System.Globalization;
using System.Net;
using System.Runtime;
using System.Runtime.InteropServices;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Pairs of orders that trade with each other, accounts and sides in turn: no position grows. Rounds that are
/// not counted come first: code is compiled, tables are grown, spare segments are there.</summary>
/// <param name="looksInside">Stages and threads are measured, too.</param>
internal sealed class FixVenueBench(int orders, string folder, bool looksInside)
{
    public const double Pace = 5_000;
    public const int Rounds = 3;
    private const int LeastWarmRounds = 3;
    private const int MostWarmRounds = 12;

    // Methods that a round may still compile and count as warm.
    private const int FewMethods = 20;
    private const int Accounts = 16;
    private const int Flushes = 200;
    private const string Ours = "VENUE";
    private const string Theirs = "BENCH";

    // In which the compiler puts faster code in the place of what was called often.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(300);

    public FixVenueReport Run()
    {
        Directory.CreateDirectory(folder);
        var load = new ForeignLoad();
        var (bytes, time, warm) = Measure();
        var alone = Alone(warm);
        return time with
        {
            Foreign = load.Processors(),
            BytesVenue = BenchText.Median(alone),
            // Round by round: tables of the venue grow in the same ones; what grows once in a while is in few of them.
            BytesEach = BenchText.Median(bytes.Zip(alone, (with, without) => with - without)),
        };
    }

    /// <summary>Bytes of an order in each round, the venue's own among them; and all that is about time.</summary>
    private (double[] Bytes, FixVenueReport Times, int Warm) Measure()
    {
        using var host = EchoHost.Open(new(IPAddress.Loopback, 0), Ours, [Theirs], TimeProvider.System);
        using var echo = new FixLoad(host.Port, (Theirs, Ours), ("TK-H26", "6.400"), "\u000135=D\u0001"u8.ToArray());
        using var logs = VenueFolder.Open(Path.Combine(folder, "venue"), live: true);
        var (symbol, price) = Prepare(logs);
        using var live = new LiveVenue(logs, 1);
        var stages = looksInside ? new FixStages(live, orders * (MostWarmRounds + Rounds + 1 + Rounds)) : null;
        using var house = House(live, logs, stages);
        house.Open(new(IPAddress.Loopback, 0));
        using var load = new FixLoad(house.Port, (Theirs, Ours), (symbol, price), "\u0001150=0\u0001"u8.ToArray());
        Warm(echo);
        var warm = Warm(load);
        var threads = new ThreadTimes();
        var (seconds, bytes) = Flood(load);
        var atOnce = threads.Since();
        // The pace has code of its own to compile.
        echo.Paced(echo.Orders(orders, Pair), Pace);
        load.Paced(load.Orders(orders, Pair), Pace);
        threads = new();
        var paced = new FixPace(echo, load, orders, Pair);
        for (var round = 0; round < Rounds; round++)
            paced.Turn(() => FlushTimes.Ticks(folder, 4 << 10, Flushes), stages);
        var inside = stages is null ? null : new FixInside(paced.Stages(), atOnce, threads.Since());
        return (
            bytes,
            new(
                MachineLimits.Describe(),
                RuntimeInformation.FrameworkDescription,
                0,
                orders,
                orders / seconds,
                0,
                0,
                Percentiles.Of(paced.Venue),
                Percentiles.Of(paced.Echo),
                Percentiles.Of(paced.Flush),
                paced.Collections,
                inside
            ),
            warm
        );
    }

    private FixHouse House(LiveVenue live, VenueLogs logs, FixStages? stages)
    {
        var terms = new FixHouseTerms
        {
            Folder = Path.Combine(folder, "fix"),
            Rates = new(1_000_000, 1_000_000, 1_000_000, 1_000_000),
        };
        var entry = $$"""{ "compId": "{{Ours}}", "sessions": [ { "compId": "{{Theirs}}" } ] }""";
        var house = new FixHouse(
            terms,
            stages is null ? live : stages,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(entry),
            null,
            TimeProvider.System
        );
        if (stages is not null)
            house.Add(stages);
        house.Add(new OrderDesk(house));
        return house;
    }

    /// <summary>Until the compiler has little to do; the rounds that it took.</summary>
    private int Warm(FixLoad load)
    {
        for (var round = 1; ; round++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            load.Flood(load.Orders(orders, Pair));
            Thread.Sleep(_pause);
            var isWarm = round >= LeastWarmRounds && JitInfo.GetCompiledMethodCount() - before < FewMethods;
            if (isWarm || round == MostWarmRounds)
                return round;
        }
    }

    private (double Seconds, double[] Bytes) Flood(FixLoad load)
    {
        var seconds = new List<double>();
        var bytes = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var lines = load.Orders(orders, Pair);
            var before = GC.GetTotalAllocatedBytes(true);
            seconds.Add(load.Flood(lines));
            var all = GC.GetTotalAllocatedBytes(true) - before - lines.Sum(o => (long)o.Length);
            bytes.Add((double)all / orders);
        }

        return (BenchText.Median(seconds), [.. bytes]);
    }

    /// <summary>Bytes that a venue with the same history allocates for an order without FIX, in each round.</summary>
    private double[] Alone(int warm)
    {
        using var logs = VenueFolder.Open(Path.Combine(folder, "alone"), live: true);
        Prepare(logs);
        using var venue = new LiveVenue(logs, 1);
        using var told = new Told();
        var lane = venue.OpenLane(told);
        var number = 0;
        for (var round = 0; round < warm; round++)
            Send();
        var bytes = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetTotalAllocatedBytes(true);
            Send();
            bytes[round] = (double)(GC.GetTotalAllocatedBytes(true) - before) / orders;
        }

        return bytes;

        void Send()
        {
            told.Expect(orders);
            for (var i = 0; i < orders; i++)
            {
                lane.Add(MessageKind.SubmitOrder, Order(++number, i));
                while (lane.Waiting >= 64 && !lane.TrySend())
                    Thread.Sleep(1);
            }

            while (!lane.TrySend())
                Thread.Sleep(1);
            told.Wait();
        }
    }

    private static SubmitOrder Order(int number, int at)
    {
        var name = default(ClientOrderId);
        Span<byte> id = name;
        id[0] = (byte)'o';
        System.Buffers.Text.Utf8Formatter.TryFormat(number, id[1..], out _);
        var (account, side) = Pair(at);
        return new(
            new PlaceOrder(
                new(account),
                new(1),
                side == '1' ? Side.Buy : Side.Sell,
                OrderType.Limit,
                TimeInForce.Day,
                new(3200),
                new(1),
                name
            ),
            0
        );
    }

    /// <summary>Waits for so many answers.</summary>
    private sealed class Told : ILaneFates, IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private int _left;

        public void Expect(int orders)
        {
            _done.Reset();
            Volatile.Write(ref _left, orders);
        }

        void ILaneFates.Told(in LaneFate fate)
        {
            if (--_left == 0)
                _done.Set();
        }

        public void Wait() => _done.Wait(TimeSpan.FromMinutes(1));

        public void Dispose() => _done.Dispose();
    }

    private static FixLoadOrder Pair(int order)
    {
        var pair = order / 2;
        var turned = pair / Accounts % 2;
        var first = order % 2 == 0;
        var account = first ? pair % Accounts : (pair + (Accounts / 2)) % Accounts;
        return new(account + 1, first == (turned == 0) ? '1' : '2');
    }

    private static (string Symbol, string Price) Prepare(VenueLogs logs)
    {
        var venue = new Venue.Venue(logs);
        venue.AdvanceIndexTo(OrderStream.Before);
        foreach (var (kind, payload) in OrderStream.Opening())
            venue.Submit(kind, payload);
        venue.AdvanceTo(OrderStream.Open);
        var terms = venue.Views.Board.Rows[0].Terms;
        Spares.Await(logs);
        return (terms.Symbol, (3200 * terms.TickSize).ToString(CultureInfo.InvariantCulture));
    }
}
