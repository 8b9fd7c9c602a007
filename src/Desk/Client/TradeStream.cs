// Order entry and an account's own stream over one WebSocket, as a participant's program uses it.
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tokenbourse.Desk.Client;

/// <summary>An answer with the status and the body that REST would give.</summary>
public sealed record TradeAnswer(int Status, JsonElement Body)
{
    /// <summary>It was done.</summary>
    public bool IsTaken => Status < 400;
}

/// <summary>A key that logs on.</summary>
/// <param name="Id">The key's number at the venue.</param>
/// <param name="Sign">Its signature of a text.</param>
/// <param name="Clock">The participant's clock.</param>
public sealed record TradeKey(string Id, Func<byte[], byte[]> Sign, TimeProvider Clock);

/// <summary>A session with the market. Unless asked otherwise its orders leave when the connection ends. Several
/// callers may ask at a time.</summary>
public sealed class TradeStream : IAsyncDisposable
{
    private const int MostMessage = 4 << 20;
    private const long Valid = 15_000;
    private readonly Uri _stream;
    private readonly ClientWebSocket _socket = new();
    private readonly Action<JsonElement> _told;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<TradeAnswer>> _asked = new(
        StringComparer.Ordinal
    );
    private Task _listening = Task.CompletedTask;
    private long _last;

    private TradeStream(Uri stream, Action<JsonElement> told) => (_stream, _told) = (stream, told);

    /// <summary>Connects and logs on.</summary>
    /// <param name="stream">As ws://localhost:5080/v1/stream.</param>
    /// <param name="key">Null: the venue must be open.</param>
    /// <param name="told">Hears every message that is no answer; must be quick.</param>
    /// <exception cref="VenueException">The logon was refused.</exception>
    public static async Task<TradeStream> Connect(
        Uri stream,
        TradeKey? key,
        bool cancelOnDisconnect,
        Action<JsonElement> told,
        CancellationToken cancel
    )
    {
        var trade = new TradeStream(stream, told);
        try
        {
            await trade._socket.ConnectAsync(stream, cancel).ConfigureAwait(false);
            trade._listening = trade.Listen();
            var answer = await trade.LogOn(key, cancelOnDisconnect, cancel).ConfigureAwait(false);
            if (!answer.IsTaken)
                throw new VenueException($"{stream}: no logon: {answer.Body}");
            return trade;
        }
        catch
        {
            await trade.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Also to stay: again before its end, and the session goes on.</summary>
    public async Task<TradeAnswer> LogOn(TradeKey? key, bool cancelOnDisconnect, CancellationToken cancel)
    {
        var body = new JsonObject { ["cancelOnDisconnect"] = cancelOnDisconnect };
        if (key is not null)
        {
            var challenge = await Ask("challenge", null, cancel).ConfigureAwait(false);
            if (!challenge.IsTaken)
                return challenge;
            var word = challenge.Body.GetProperty("challenge").GetString()!;
            var expires = key.Clock.GetUtcNow().ToUnixTimeMilliseconds() + Valid;
            var until = expires.ToString(CultureInfo.InvariantCulture);
            var nothing = Convert.ToHexStringLower(SHA256.HashData([]));
            var text = string.Join('\n', "v1", key.Id, until, word, "LOGON", "/v1/stream", nothing);
            body["key"] = key.Id;
            body["expires"] = expires;
            body["signature"] = Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text)));
        }

        return await Ask("logon", new() { ["body"] = body }, cancel).ConfigureAwait(false);
    }

    /// <summary>Asks without waiting for what was asked before.</summary>
    /// <param name="fields">What stands beside the request's word: <c>body</c>, <c>order</c> and so on.</param>
    /// <exception cref="VenueException">The connection ended: nothing is known of the request; ask by its client order
    /// id.</exception>
    public async Task<TradeAnswer> Ask(string op, JsonObject? fields, CancellationToken cancel)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"r{Interlocked.Increment(ref _last)}");
        var request = new JsonObject { ["op"] = op, ["id"] = id };
        foreach (var (name, value) in fields ?? [])
            request[name] = value?.DeepClone();
        var answer = new TaskCompletionSource<TradeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        await Say(request, cancel).ConfigureAwait(false);
        if (_listening.IsCompleted)
            Lose();
        return await answer.Task.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Hears channels: <c>fills:101</c>, <c>orders:101</c> and all others.</summary>
    public Task Subscribe(IEnumerable<string> channels, CancellationToken cancel) =>
        Say(
            new()
            {
                ["op"] = "subscribe",
                ["channels"] = new JsonArray([.. channels.Select(c => JsonValue.Create(c))]),
            },
            cancel
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _listening.ConfigureAwait(false);
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task Say(JsonObject message, CancellationToken cancel)
    {
        await _sending.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await _socket
                .SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, cancel)
                .ConfigureAwait(false);
        }
        catch (WebSocketException e)
        {
            throw new VenueException($"{_stream}: {e.Message}");
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Listen()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult got;
                do
                {
                    if (length == buffer.Length)
                    {
                        if (length >= MostMessage)
                            return;
                        Array.Resize(ref buffer, length * 2);
                    }

                    got = await _socket
                        .ReceiveAsync(buffer.AsMemory(length), CancellationToken.None)
                        .ConfigureAwait(false);
                    if (got.MessageType == WebSocketMessageType.Close)
                        return;
                    length += got.Count;
                } while (!got.EndOfMessage);

                using var message = JsonDocument.Parse(buffer.AsMemory(0, length));
                Take(message.RootElement.Clone());
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is over: whoever waits is told below.
        }
        finally
        {
            Lose();
        }
    }

    private void Take(JsonElement message)
    {
        if (message.GetProperty("channel").GetString() != "answer")
            _told(message);
        else if (message.GetProperty("id").GetString() is { } id && _asked.TryRemove(id, out var asked))
            asked.SetResult(new(message.GetProperty("status").GetInt32(), message.GetProperty("body")));
    }

    private void Lose()
    {
        foreach (var id in _asked.Keys)
        {
            if (_asked.TryRemove(id, out var asked))
                asked.TrySetException(new VenueException($"{_stream}: the connection ended"));
        }
    }
}
