// Orders over FIX through a whole venue, its log flushed, beside an echo of the same orders and one flush.
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A whole run.</summary>
/// <param name="PerSecond">Orders a second on one session, all sent at once, until the last is acknowledged.</param>
/// <param name="BytesEach">Allocated for an order of that run, less what the venue allocates without FIX.</param>
/// <param name="Paced">From an order's moment to its acknowledgement.</param>
/// <param name="Echo">The same orders at the same pace to the echo host.</param>
/// <param name="Flush">Write and flush of 4 KB on the same disk.</param>
internal sealed record FixVenueReport(
    string Machine,
    string Runtime,
    int Orders,
    double PerSecond,
    double BytesEach,
    Percentiles Paced,
    Percentiles Echo,
    Percentiles Flush
)
{
    public IReadOnlyList<Bar> Bars =>
        [
            new("orders a second / 50,000, one session", PerSecond / 50_000, 1, true),
            new(
                "acknowledgement / (echo + one flush), p50 at 5,000 a second",
                Paced.P50 / (Echo.P50 + Flush.P50),
                2,
                false
            ),
            new("bytes allocated an order by the gateway", BytesEach, 200, false),
        ];

    public IEnumerable<string> Lines() =>
        [
            $"machine: {Machine}",
            $"runtime: {Runtime}",
            BenchText.Text($"orders:  {Orders:N0} of each run, every second one trades"),
            "",
            BenchText.Text(
                $"all at once: {PerSecond:N0} orders a second, {BytesEach:N0} bytes allocated by the gateway each"
            ),
            BenchText.Text($"{FixVenueBench.Pace:N0} a second, each at its moment:"),
            $"{"microseconds", -22}{"p50", 9}{"p99", 9}{"p99.9", 9}{"worst", 10}",
            $"{"to the acknowledgement", -22}{Paced}",
            $"{"to the echo", -22}{Echo}",
            $"{"one flush", -22}{Flush}",
        ];
}

/// <summary>Pairs of orders that trade with each other, accounts and sides in turn: no position grows.</summary>
internal sealed class FixVenueBench(int orders, string folder)
{
    public const double Pace = 5_000;
    private const int Accounts = 16;
    private const string Ours = "VENUE";
    private const string Theirs = "BENCH";

    public FixVenueReport Run()
    {
        Directory.CreateDirectory(folder);
        var flush = FlushTimes.Measure(folder, 4 << 10, 500);
        var echo = Echo();
        using var logs = VenueFolder.Open(Path.Combine(folder, "venue"), live: true);
        var (symbol, price) = Prepare(logs);
        using var venue = new LiveVenue(logs, 1);
        var terms = new FixHouseTerms
        {
            Folder = Path.Combine(folder, "fix"),
            Rates = new(1_000_000, 1_000_000, 1_000_000, 1_000_000),
        };
        var entry = $$"""{ "compId": "{{Ours}}", "sessions": [ { "compId": "{{Theirs}}" } ] }""";
        using var house = new FixHouse(
            terms,
            venue,
            new(logs.Events.Read, logs.Commands.Read),
            FixSessionFile.Parse(entry),
            null,
            TimeProvider.System
        );
        house.Add(new OrderDesk(house));
        house.Open(new(IPAddress.Loopback, 0));
        using var load = new FixLoad(house.Port, (Theirs, Ours), (symbol, price), "\u0001150=0\u0001"u8.ToArray());
        // As many again before, for compiled code and grown tables.
        load.Flood(load.Orders(orders, Pair));
        var all = load.Orders(orders, Pair);
        var allocated = GC.GetTotalAllocatedBytes(true);
        var seconds = load.Flood(all);
        allocated = GC.GetTotalAllocatedBytes(true) - allocated - all.Sum(o => (long)o.Length);
        allocated -= Alone(venue, orders);
        var paced = Percentiles.Of(load.Paced(load.Orders(orders, Pair), Pace));
        return new(
            MachineLimits.Describe(),
            RuntimeInformation.FrameworkDescription,
            orders,
            orders / seconds,
            (double)allocated / orders,
            paced,
            echo,
            flush
        );
    }

    private Percentiles Echo()
    {
        using var host = EchoHost.Open(new(IPAddress.Loopback, 0), Ours, [Theirs], TimeProvider.System);
        using var load = new FixLoad(host.Port, (Theirs, Ours), ("TK-H26", "6.400"), "\u000135=D\u0001"u8.ToArray());
        load.Flood(load.Orders(orders, Pair));
        return Percentiles.Of(load.Paced(load.Orders(orders, Pair), Pace));
    }

    /// <summary>Bytes that the venue allocates for so many orders without FIX.</summary>
    private static long Alone(LiveVenue venue, int orders)
    {
        var commands = new SubmitOrder[orders];
        for (var i = 0; i < orders; i++)
        {
            var (account, side) = Pair(i);
            var order = new PlaceOrder(
                new(account),
                new(1),
                side == '1' ? Side.Buy : Side.Sell,
                OrderType.Limit,
                TimeInForce.Day,
                new(3200),
                new(1),
                ClientOrderId.Of(BenchText.Text($"v{i}"))
            );
            commands[i] = new(order, 0);
        }

        using var told = new Told(orders);
        var lane = venue.OpenLane(told);
        var before = GC.GetTotalAllocatedBytes(true);
        foreach (var command in commands)
        {
            lane.Add(MessageKind.SubmitOrder, command);
            while (lane.Waiting >= 64 && !lane.TrySend())
                Thread.Sleep(1);
        }

        while (!lane.TrySend())
            Thread.Sleep(1);
        told.Wait();
        return GC.GetTotalAllocatedBytes(true) - before;
    }

    /// <summary>Waits for so many answers.</summary>
    private sealed class Told(int orders) : ILaneFates, IDisposable
    {
        private readonly ManualResetEventSlim _done = new();
        private int _left = orders;

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
        return (terms.Symbol, (3200 * terms.TickSize).ToString(CultureInfo.InvariantCulture));
    }
}
