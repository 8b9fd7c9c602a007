// The stream with several messages a frame: the same messages in the same order, in lists that stay within their size.
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Stream;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class PackedStreamTests
{
    private static readonly HttpOptions Quick = new() { Pump = TimeSpan.FromMilliseconds(5) };

    [Fact]
    public async Task What_waits_together_is_one_list_and_every_chain_goes_on()
    {
        await using var floor = await Floor.Open(Quick);
        using var socket = await floor.Connect("/v1/stream?frames=packed");
        await Say(socket, """{"op":"subscribe","channels":["board","depth:TT-H26","book.orders:TT-H26"]}""");
        var last = new Dictionary<string, long>(StringComparer.Ordinal);
        var orders = 0;
        var most = 0;
        for (var n = 0; n < 20; n++)
        {
            await floor.Place(1, "buy", "6.300", 1, $"b{n}");
            await floor.Place(1, "buy", "6.302", 1, $"c{n}");
        }

        while (orders < 40)
        {
            var list = await Hear(socket);
            Assert.Equal(JsonValueKind.Array, list.ValueKind);
            most = int.Max(most, list.GetArrayLength());
            foreach (var message in list.EnumerateArray())
            {
                Contract.Check(message);
                var channel = message.Text("channel");
                if (message.Text("type") == "snapshot")
                    Assert.False(last.ContainsKey(channel));
                else
                    Assert.Equal(last[channel], message.Whole("prevSeq"));
                last[channel] = message.Whole("seq");
                if (channel == "book.orders:TT-H26")
                    orders += Orders(message);
            }
        }

        Assert.Equal((40, 3), (orders, last.Count));
        Assert.True(most > 1, "no two messages went out together");
    }

    [Fact]
    public async Task Orders_are_answered_in_lists_too()
    {
        await using var floor = await Floor.Open(Quick);
        using var socket = await floor.Connect("/v1/stream?frames=packed");
        await Say(socket, """{"op":"dance","id":"x1"}""");
        for (var n = 0; n < 3; n++)
            await Say(socket, $$"""{"op":"order-status","id":"r{{n}}","account":1,"clientOrderId":"none"}""");
        var heard = new List<string>();
        while (heard.Count < 4)
            foreach (var message in (await Hear(socket)).EnumerateArray())
                heard.Add(message.Text("channel"));
        Assert.Equal(4, heard.Count);
        Assert.Equal(3, heard.Count(c => c == "answer"));
    }

    [Theory]
    [InlineData("single")]
    [InlineData("")]
    public async Task Without_it_each_message_is_a_frame(string frames)
    {
        await using var floor = await Floor.Open(Quick);
        using var socket = await floor.Connect($"/v1/stream?frames={frames}");
        await Say(socket, """{"op":"subscribe","channels":["status"]}""");
        Assert.Equal("status", (await Hear(socket)).Text("channel"));
    }

    [Fact]
    public async Task Another_word_is_refused_with_what_may_be_said()
    {
        await using var floor = await Floor.Open(Quick);
        using var answer = await floor.Http.GetAsync(
            new Uri("/v1/stream?frames=dance", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var said = JsonDocument.Parse(
            await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)
        );
        var error = said.RootElement.GetProperty("error");
        Assert.Equal(
            ("BAD_REQUEST", "frames", "dance", "packed"),
            (error.Text("code"), error.Text("field"), error.Text("given"), error.Text("limit"))
        );
    }

    [Fact]
    public void A_frame_holds_what_fits_and_a_longer_message_goes_alone()
    {
        var pack = new StreamPack();
        var random = new Random(7);
        for (var turn = 0; turn < 50; turn++)
        {
            var messages = Enumerable.Range(0, 40).Select(n => Message(random.Next(20, 9_000), n)).ToArray();
            pack.Begin(messages[0]);
            var count = 1;
            while (count < messages.Length && pack.HasRoom(messages[count]))
                pack.Add(messages[count++]);
            var frame = pack.End();
            Assert.True(frame.Length <= StreamPack.Most);
            var expected = $"[{string.Join(',', messages.Take(count).Select(Encoding.UTF8.GetString))}]";
            Assert.Equal(expected, Encoding.UTF8.GetString(frame.Span));
        }

        var huge = Message(StreamPack.Most + 5, 0);
        pack.Begin(huge);
        Assert.False(pack.HasRoom(Message(20, 1)));
        Assert.Equal(huge.Length + 2, pack.End().Length);
        pack.Begin(Message(20, 1));
        Assert.Equal(22, pack.End().Length);
    }

    private static int Orders(JsonElement message)
    {
        var data = message.GetProperty("data");
        return message.Text("type") == "snapshot"
            ? data.GetProperty("bids").GetArrayLength()
            : data.EnumerateArray().Count();
    }

    private static byte[] Message(int length, int n) =>
        Encoding.UTF8.GetBytes($"\"{n}{new string('x', length - 2 - $"{n}".Length)}\"");

    private static Task Say(WebSocket socket, string text) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes(text),
            WebSocketMessageType.Text,
            true,
            TestContext.Current.CancellationToken
        );

    private static async Task<JsonElement> Hear(WebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        var buffer = new byte[1 << 18];
        var length = 0;
        WebSocketReceiveResult got;
        do
        {
            got = await socket.ReceiveAsync(
                new ArraySegment<byte>(buffer, length, buffer.Length - length),
                patience.Token
            );
            length += got.Count;
        } while (!got.EndOfMessage);
        using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
        return document.RootElement.Clone();
    }
}
