// The client's side of a stream, with a deadline for all that it waits for.
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Unit.Http;

/// <summary>The client's side of a stream.</summary>
internal sealed class StreamEar(WebSocket socket) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    /// <summary>For all that an ear hears: heartbeats keep a silent channel alive, so a wait a message would never
    /// end.</summary>
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(3));

    public WebSocket Socket => socket;

    public Task Say(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next message; null when the other side closed.</summary>
    public async Task<JsonElement?> Hear()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(15));
        var length = 0;
        while (true)
        {
            var got = await socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            if (got.MessageType == WebSocketMessageType.Close)
                return null;
            length += got.Count;
            if (got.EndOfMessage)
                break;
        }

        using var document = JsonDocument.Parse(_buffer.AsMemory(0, length));
        Contract.Check(document.RootElement);
        return document.RootElement.Clone();
    }

    /// <summary>The next message of a channel; others are passed over.</summary>
    public async Task<JsonElement> Hear(string channel, string? type = null)
    {
        while (true)
        {
            var message = await Hear() ?? throw new InvalidOperationException("closed");
            if (
                message.GetProperty("channel").GetString() == channel
                && (type is null || message.GetProperty("type").GetString() == type)
            )
                return message;
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }
}
