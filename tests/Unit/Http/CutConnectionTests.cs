// The connection is cut after each byte of an order, and the order is sent again: never two, never none.
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class CutConnectionTests
{
    private const int Orders = 500;

    [Fact]
    public async Task An_order_cut_off_after_any_byte_and_sent_again_is_there_once()
    {
        var plenty = new MessageRates(1_000_000, 1_000_000, 1_000_000, 1_000_000);
        await using var floor = await Floor.Open(new HttpOptions { Rates = plenty }, sockets: true);
        var (taken, repeated) = (0, 0);
        var last = 0;
        for (var i = 0; i < Orders; i++)
        {
            var id = $"cut-{i}";
            // Far from each other, so that none trades; one lot each.
            var body = Floor.Order(1 + (i % 4), "buy", "5.200", 1, id);
            var bytes = Request(floor, body);
            last = bytes.Length;
            // Every byte of the request in turn, the whole of it too.
            await SendAndCut(floor, bytes.AsMemory(0, i % (bytes.Length + 1)));
            var (status, json) = await floor.Ask("POST", "/v1/orders", body);
            Assert.True(status == 200, json.ToString());
            taken++;
            repeated += json.GetProperty("duplicate").GetBoolean() ? 1 : 0;
            var fate = await floor.Get($"/v1/orders/by-client-id/{1 + (i % 4)}/{id}");
            Assert.Equal("accepted", fate.GetProperty("orderState").GetString());
            Assert.True(fate.GetProperty("final").GetBoolean());
            Assert.Equal(json.Whole("order"), fate.GetProperty("order").Whole("order"));
            // Its money is for the next one; and what was cancelled is not placed again by what comes late.
            var (gone, cancelled) = await floor.Ask("DELETE", $"/v1/orders/by-client-id/{1 + (i % 4)}/{id}");
            Assert.True(gone == 200, cancelled.ToString());
        }

        Assert.InRange(last, 100, Orders);
        Assert.Equal(Orders, taken);
        // None was lost and none is there twice, by what the market itself told.
        var accepted = floor
            .Inner.Logs.Events.Read(0)
            .Where(e => e.Kind == MessageKind.OrderAccepted)
            .Select(e => e.As<OrderAccepted>())
            .ToList();
        Assert.Equal(Orders, accepted.Count);
        Assert.Equal(Orders, accepted.Select(a => a.ClientOrderId.ToString()).Distinct().Count());
        // A line that is reset takes with it what was not read yet: whether the last byte came through is chance.
        Assert.InRange(repeated, 0, Orders / 10);
    }

    [Fact]
    public async Task An_order_whose_answer_is_cut_off_is_told_again_with_its_fills()
    {
        await using var floor = await Floor.Open(sockets: true);
        await floor.Place(2, "sell", "6.400", 3, "rests");
        var body = Floor.Order(1, "buy", "6.400", 3, "lost");
        var bytes = Request(floor, body);
        using (var socket = await Connect(floor))
        {
            await socket.SendAsync(bytes);
            // The first byte of the answer: the order is done; the rest is never heard.
            await socket.ReceiveAsync(new byte[1]);
            Cut(socket);
        }

        var (status, json) = await floor.Ask("POST", "/v1/orders", body);
        Assert.Equal(200, status);
        Assert.True(json.GetProperty("duplicate").GetBoolean());
        Assert.Equal(("filled", 3L), (json.Text("status"), json.Whole("filled")));
        Assert.Equal(3, json.GetProperty("fills")[0].GetProperty("lots").GetInt64());
        Assert.Single(floor.Inner.Logs.Events.Read(0), e => e.Kind == MessageKind.Traded);
    }

    private static byte[] Request(Floor floor, string body) =>
        Encoding.ASCII.GetBytes(
            $"POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1:{floor.Http.BaseAddress!.Port}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );

    private static async Task<Socket> Connect(Floor floor)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, floor.Http.BaseAddress!.Port);
        return socket;
    }

    private static async Task SendAndCut(Floor floor, ReadOnlyMemory<byte> bytes)
    {
        using var socket = await Connect(floor);
        if (bytes.Length > 0)
            await socket.SendAsync(bytes);
        Cut(socket);
    }

    // A reset, not a farewell: as when the line breaks.
    private static void Cut(Socket socket)
    {
        socket.LingerState = new(true, 0);
        socket.Close();
    }
}
