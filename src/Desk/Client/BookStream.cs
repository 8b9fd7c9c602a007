// Follows a book over a WebSocket, connecting again when the connection ends.
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Desk.Client;

/// <summary>One connection, one book.</summary>
/// <param name="stream">As ws://localhost:5080/v1/stream.</param>
/// <param name="make">Makes an empty book, as <c>() => new DepthBook("depth.10:TK-Z26")</c>.</param>
public sealed class BookStream<T>(Uri stream, Func<T> make)
    where T : KeptBook
{
    private const int MostMessage = 4 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Until it is cancelled. <paramref name="told"/> hears of the book after each message that changed it or
    /// dropped it.</summary>
    public async Task Follow(Action<T> told, CancellationToken cancel)
    {
        var wait = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            // A new connection begins with a new snapshot.
            var book = make();
            try
            {
                using var socket = new ClientWebSocket();
                await socket.ConnectAsync(stream, cancel).ConfigureAwait(false);
                await Say(socket, "subscribe", $"\"channels\":[{Json(book.Channel)}]", cancel).ConfigureAwait(false);
                await Listen(socket, book, told, cancel).ConfigureAwait(false);
                wait = TimeSpan.FromMilliseconds(250);
            }
            catch (WebSocketException)
            {
                wait = wait * 2 < Longest ? wait * 2 : Longest;
            }

            await Task.Delay(wait, cancel).ConfigureAwait(false);
        }
    }

    private async Task Listen(ClientWebSocket socket, T book, Action<T> told, CancellationToken cancel)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult got;
            do
            {
                if (length == buffer.Length)
                {
                    if (length >= MostMessage)
                        throw new VenueException($"{stream}: a message above {MostMessage} bytes");
                    Array.Resize(ref buffer, length * 2);
                }

                got = await socket.ReceiveAsync(buffer.AsMemory(length), cancel).ConfigureAwait(false);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                length += got.Count;
            } while (!got.EndOfMessage);

            using var message = JsonDocument.Parse(buffer.AsMemory(0, length));
            Check(message.RootElement);
            var step = book.Take(message.RootElement);
            if (step == BookStep.Passed)
                continue;
            told(book);
            if (step == BookStep.Resync)
                await Say(socket, "resync", $"\"channel\":{Json(book.Channel)}", cancel).ConfigureAwait(false);
        }
    }

    private void Check(JsonElement message)
    {
        if (message.GetProperty("channel").GetString() == "error")
            throw new VenueException($"{stream}: {message.GetProperty("message").GetString()}");
    }

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static Task Say(ClientWebSocket socket, string op, string rest, CancellationToken cancel) =>
        socket.SendAsync(
            Encoding.UTF8.GetBytes($"{{\"op\":\"{op}\",{rest}}}"),
            WebSocketMessageType.Text,
            true,
            cancel
        );
}
