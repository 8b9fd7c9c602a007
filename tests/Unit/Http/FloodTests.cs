// What one address may do at the REST door, many times or slowly: nothing to the others.
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class FloodTests
{
    private static readonly IPAddress _other = IPAddress.Parse("127.0.0.2");

    [Fact]
    public void An_address_has_its_places_and_a_line_of_IPv6_is_one_address()
    {
        var gate = new AddressGate(2);
        var (one, mapped) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("::ffff:192.0.2.1"));
        Assert.True(gate.Enter(one) && gate.Enter(mapped));
        Assert.False(gate.Enter(one));
        Assert.True(gate.Enter(IPAddress.Parse("192.0.2.2")));
        gate.Leave(mapped);
        Assert.True(gate.Enter(one));
        Assert.True(gate.Enter(IPAddress.Parse("2001:db8:1:2::1")));
        Assert.True(gate.Enter(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.False(gate.Enter(IPAddress.Parse("2001:db8:1:2::3")));
        Assert.True(gate.Enter(IPAddress.Parse("2001:db8:1:3::1")));
        foreach (var left in (string[])["192.0.2.1", "192.0.2.1", "192.0.2.2", "2001:db8:1:3::1"])
            gate.Leave(IPAddress.Parse(left));
        Assert.Equal(1, gate.Addresses);
    }

    [Fact]
    public async Task Handshakes_of_an_address_wait_for_each_other_and_for_nobody_else()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (one, patience) = (IPAddress.Loopback, TimeSpan.FromSeconds(20));
        var gate = new HandshakeGate(2, TimeSpan.FromMinutes(10));
        var (first, second) = (gate.Enter(one, TimeSpan.Zero)!, gate.Enter(one, TimeSpan.Zero)!);
        Assert.Null(gate.Enter(one, TimeSpan.Zero));
        var waits = gate.EnterAsync(one, patience, cancel);
        Assert.False(waits.IsCompleted);
        using (var elsewhere = gate.Enter(_other, TimeSpan.Zero))
            Assert.NotNull(elsewhere);
        first.Dispose();
        first.Dispose();
        using (var third = await waits)
        {
            Assert.NotNull(third);
            Assert.Null(gate.Enter(one, TimeSpan.Zero));
        }

        second.Dispose();
        Assert.Equal(0, gate.Addresses);

        // Who never ends what was begun keeps nobody waiting for long.
        var impatient = new HandshakeGate(1, TimeSpan.FromMilliseconds(10));
        using var stuck = impatient.Enter(one, TimeSpan.Zero);
        using var next = await impatient.EnterAsync(one, patience, cancel);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task One_address_cannot_take_the_places_of_another()
    {
        await using var floor = await Floor.Open(new() { MostFromAddress = 3 }, sockets: true);
        var port = floor.Http.BaseAddress!.Port;
        var held = Enumerable.Range(0, 3).Select(_ => Connected(port, IPAddress.Loopback)).ToList();
        // The accepted ones are counted once the server has them: each says so by its answer.
        foreach (var one in held)
            Assert.StartsWith("HTTP/1.1 200", Asked(one), StringComparison.Ordinal);
        using (var beyond = Connected(port, IPAddress.Loopback))
            Assert.Equal("", Asked(beyond));
        using (var other = Connected(port, _other))
            Assert.StartsWith("HTTP/1.1 200", Asked(other), StringComparison.Ordinal);
        held[0].Dispose();
        var deadline = Environment.TickCount64 + 20_000;
        while (true)
        {
            using var again = Connected(port, IPAddress.Loopback);
            if (Asked(again).Length > 0)
                break;
            Assert.True(Environment.TickCount64 < deadline, "the place was not given back");
            Thread.Sleep(20);
        }

        foreach (var one in held)
            one.Dispose();
    }

    [Fact]
    public async Task Who_sends_a_head_or_a_body_slowly_is_ended_and_others_are_served()
    {
        var options = new HttpOptions
        {
            HeadPatience = TimeSpan.FromMilliseconds(200),
            RateGrace = TimeSpan.FromMilliseconds(1_100),
        };
        await using var floor = await Floor.Open(options, sockets: true);
        var port = floor.Http.BaseAddress!.Port;
        using var head = Connected(port, IPAddress.Loopback);
        using var body = Connected(port, IPAddress.Loopback);
        head.Send("GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX-A: "u8);
        body.Send(
            "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"u8
        );
        using var other = Connected(port, _other);
        Assert.StartsWith("HTTP/1.1 200", Asked(other), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 408", Heard(head), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 408", Heard(body), StringComparison.Ordinal);
        Assert.Empty(floor.Inner.Views.Orders.Of(new AccountId(1)));
    }

    private static Socket Connected(int port, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = 20_000,
            SendTimeout = 20_000,
        };
        socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private static string Asked(Socket socket)
    {
        try
        {
            socket.Send("GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
        }
        catch (SocketException)
        {
            return "";
        }

        return Heard(socket);
    }

    /// <summary>The beginning of what comes; empty: the connection has ended.</summary>
    private static string Heard(Socket socket)
    {
        var block = new byte[4096];
        try
        {
            return Encoding.ASCII.GetString(block, 0, socket.Receive(block));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return "";
        }
    }
}
