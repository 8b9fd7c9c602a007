// Lines that are cut and processes that die, in the middle of orders and fills: none is lost, none is done twice, and
// each report is heard once.
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class OrderCrashTests : IDisposable
{
    private const string Time = "60=20260302-10:00:00|";
    private readonly FixFloor _floor = new();

    public void Dispose() => _floor.Dispose();

    [Fact]
    public void An_order_that_was_durable_and_never_told_is_told_by_the_next_process()
    {
        var alpha = _floor.LogOn("ALPHA");
        _floor.Venue.IsDeaf = true;
        alpha.Send("D", Order("a1", '1', 5), told: false);
        _floor.Crash();
        var told = Assert.Single(alpha.Again());
        Assert.Contains("|11=a1|", told, StringComparison.Ordinal);
        Assert.Equal("0", FixPeer.Field(told, 150));
        Assert.Single(_floor.Venue.Views.Orders.Of(new AccountId(1)));
    }

    [Fact]
    public void A_refusal_that_was_never_told_is_asked_for_again_and_told()
    {
        var alpha = _floor.LogOn("ALPHA");
        alpha.Send("F", $"41=no|11=a1|55=TT-H26|54=1|38=1|{Time}", told: false);
        _floor.Crash();
        Assert.Equal("9", FixPeer.Type(Assert.Single(alpha.Again())));
        _floor.Crash();
        Assert.Empty(alpha.Again());
    }

    [Fact]
    public void Whatever_is_cut_and_whenever_the_process_dies_each_report_is_heard_once()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            using var floor = new FixFloor();
            var random = new Random(seed);
            var alpha = floor.LogOn("ALPHA");
            var other = floor.LogOn("BETA", "8013=N|");
            var placed = 0;
            for (var step = 0; step < 60; step++)
            {
                var told = random.Next(3) > 0;
                var sends = random.Next(3) == 0 ? other : alpha;
                var side = sends == alpha ? '1' : '2';
                sends.Send("D", Order($"{side}-{++placed}", side, random.Next(1, 6)), told);
                if (random.Next(6) == 0)
                    alpha.Send("F", $"41=1-{random.Next(1, placed + 1)}|11=c{step}|55=TT-H26|54=1|38=1|{Time}", told);
                var chance = random.Next(12);
                if (chance == 0)
                {
                    alpha.Cut();
                    alpha.Again();
                }
                else if (chance == 1)
                {
                    floor.Venue.IsDeaf = random.Next(2) == 0;
                    alpha.Send("D", Order($"1-{++placed}", '1', 2), told: false);
                    floor.Crash();
                    alpha.Again();
                    other.Again();
                }
            }

            alpha.Told();
            other.Told();
            Compare(floor, alpha, new(1), seed);
        }
    }

    [Fact]
    [Trait("Weight", "heavy")]
    public void An_order_that_is_cut_in_its_midst_and_sent_again_is_done_once()
    {
        using var floor = new LiveFixFloor();
        var whole = Line("D", 2, Order("k000", '1', 1), "").Length;
        // Every other byte: the account's money is enough for so many orders.
        for (var bytes = 0; bytes <= whole; bytes += 2)
        {
            var body = Order($"k{bytes:000}", '1', 1);
            using (var line = Connect(floor.House.Port))
            {
                line.Send(Line("D", 2, body, "").AsSpan(0, int.Min(bytes, whole)));
                line.Close();
            }

            using var again = Connect(floor.House.Port);
            again.Send(Line("D", 2, body, "97=Y|"));
            // The answer to a question behind it: then the order is done.
            again.Send(Line("H", 3, $"11=k{bytes:000}|55=TT-H26|54=1|", ""));
            Assert.True(Read(again, "\u0001150=I\u0001"), "the line ended");
        }

        Assert.Equal((whole / 2) + 1, floor.Orders(1));
    }

    private static void Compare(FixFloor floor, FixPeer peer, AccountId account, int seed)
    {
        var reports = peer.Heard.Where(m => FixPeer.Type(m) == "8" && FixPeer.Field(m, 37) != "NONE").ToList();
        var ids = reports.Select(m => FixPeer.Field(m, 17)).ToList();
        Assert.True(ids.Count == ids.Distinct().Count(), $"seed {seed}: a report twice");
        foreach (var order in reports.Where(m => FixPeer.Field(m, 150) == "0").Select(m => FixPeer.Field(m, 37)))
        {
            var number = long.Parse(order, System.Globalization.CultureInfo.InvariantCulture);
            var fate = floor.Venue.Views.OrdersOfDay.Of(new OrderId(number))!;
            var lots = reports
                .Where(m => FixPeer.Field(m, 37) == order && FixPeer.Field(m, 150) == "F")
                .Sum(m => int.Parse(FixPeer.Field(m, 32), System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(fate.Filled == lots, $"seed {seed}, order {order}: {fate.Filled} filled, {lots} heard");
            var gone = reports.Count(m => FixPeer.Field(m, 37) == order && FixPeer.Field(m, 150) == "4");
            Assert.True(gone == (fate.Gone == CancelReason.None ? 0 : 1), $"seed {seed}, order {order}: {fate.Gone}");
        }

        // Every order that was sent was acknowledged or refused, once; and is there if it was acknowledged.
        foreach (var sent in peer.Sent.Where(m => m.StartsWith("D ", StringComparison.Ordinal)))
        {
            var id = FixPeer.Field("|" + sent[2..], 11);
            var taken = reports.Count(m => FixPeer.Field(m, 11) == id && FixPeer.Field(m, 150) == "0");
            var refused = peer.Heard.Count(m => FixPeer.Field(m, 11) == id && FixPeer.Field(m, 150) == "8");
            Assert.True(taken + refused == 1, $"seed {seed}: {id} was taken {taken} times, refused {refused} times");
            var there = floor.Venue.Views.OrdersOfDay.Of(account, ClientOrderId.Of(id)) is not null;
            Assert.True(there == (taken == 1), $"seed {seed}: {id} is {(there ? "" : "not ")}there");
        }
    }

    /// <summary>Comes until it is let in: the seat is taken until the venue has seen the other line's end.</summary>
    private static Socket Connect(int port)
    {
        for (var tries = 1; ; tries++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                ReceiveTimeout = 20_000,
                NoDelay = true,
            };
            socket.Connect(IPAddress.Loopback, port);
            socket.Send(Line("A", 1, "98=0|108=0|141=Y|", ""));
            if (Read(socket, "35=A") || tries > 200)
                return socket;
            socket.Dispose();
            Thread.Sleep(20);
        }
    }

    /// <summary>False: the line ended.</summary>
    private static bool Read(Socket socket, string wanted)
    {
        var text = new StringBuilder();
        var block = new byte[4096];
        while (!text.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var read = socket.Receive(block);
            if (read == 0)
                return false;
            text.Append(Encoding.Latin1.GetString(block, 0, read));
        }

        return true;
    }

    private static byte[] Line(string type, int number, string body, string marks)
    {
        var time = new byte[FixTime.MostBytes];
        var now = new Instant((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
        var sent = Encoding.ASCII.GetString(time, 0, FixTime.Write(now, 3, time));
        var text = $"35={type}|34={number}|49=ALPHA|52={sent}|56=VENUE|{marks}{body}";
        return Encoding.Latin1.GetBytes(FixCodecTests.Wire(text));
    }

    private static string Order(string id, char side, int lots) =>
        $"11={id}|55=TT-H26|54={side}|38={lots}|40=2|44=6.400|{Time}";
}
