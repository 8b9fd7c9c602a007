// A program at the Deribit-style door of a floor: signed requests, a connection and what it hears.
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Deribit;

/// <summary>Name and secret as a client holds them.</summary>
internal sealed record RpcKey(string Id, string Secret)
{
    public static RpcKey Demo(int account) => new($"simulated-{account}", $"simulated-{account}");

    public string Sign(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));
}

internal static class RpcDesk
{
    public static long Clock => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>A request by address. The method says which side it is of.</summary>
    public static Task<(int Status, JsonElement Json)> Rpc(
        this Floor floor,
        string call,
        RpcKey? key = null,
        long? moment = null,
        string nonce = "n1"
    ) => floor.Send(Get(call, key, moment ?? Clock, nonce));

    public static HttpRequestMessage Get(string call, RpcKey? key, long moment, string nonce)
    {
        var target = $"/api/v2/{call}";
        var request = new HttpRequestMessage(HttpMethod.Get, target);
        Sign(request, target, "", key, moment, nonce);
        return request;
    }

    /// <summary>A request by JSON-RPC.</summary>
    public static Task<(int Status, JsonElement Json)> Post(this Floor floor, string body, RpcKey? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v2")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        Sign(request, "/api/v2", body, key, Clock, "n2");
        return floor.Send(request);
    }

    public static async Task<JsonElement> Result(this Floor floor, string call, RpcKey? key = null)
    {
        var (status, json) = await floor.Rpc(call, key);
        Assert.True(status == 200, $"{call}: {status} {json}");
        return json.GetProperty("result");
    }

    /// <summary>The code of a request that must be refused.</summary>
    public static async Task<int> Code(this Floor floor, string call, RpcKey? key = null)
    {
        var (status, json) = await floor.Rpc(call, key);
        Assert.True(status == 400, $"{call}: {status} {json}");
        Assert.Equal("2.0", json.GetProperty("jsonrpc").GetString());
        return json.GetProperty("error").GetProperty("code").GetInt32();
    }

    public static async Task<(int Status, JsonElement Json)> Send(this Floor floor, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await floor.Http.SendAsync(request);
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return ((int)response.StatusCode, json.RootElement.Clone());
        }
    }

    public static async Task<RpcEar> Connect(this Floor floor, RpcKey? key = null)
    {
        var ear = new RpcEar(await floor.Connect("/ws/api/v2"));
        if (key is not null)
        {
            var moment = Clock;
            var signature = key.Sign($"{moment}\nn3\n");
            await ear.Ask(
                "public/auth",
                $$"""{"grant_type":"client_signature","client_id":"{{key.Id}}","timestamp":{{moment}},"nonce":"n3","data":"","signature":"{{signature}}"}"""
            );
        }

        return ear;
    }

    private static void Sign(
        HttpRequestMessage request,
        string target,
        string body,
        RpcKey? key,
        long moment,
        string nonce
    )
    {
        if (key is null)
            return;
        var signature = key.Sign($"{moment}\n{nonce}\n{request.Method}\n{target}\n{body}\n");
        var header = $"deri-hmac-sha256 id={key.Id},ts={moment},sig={signature},nonce={nonce}";
        request.Headers.TryAddWithoutValidation("Authorization", header);
    }
}

/// <summary>The client's side of a connection. Every wait has an end.</summary>
internal sealed class RpcEar(WebSocket socket) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[1 << 18];
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly List<(string Channel, JsonElement Data)> _notes = [];
    private int _id;

    public WebSocket Socket => socket;

    /// <summary>A request and its result.</summary>
    public async Task<JsonElement> Ask(string method, string parameters = "{}")
    {
        var answer = await Answer(method, parameters);
        Assert.True(answer.TryGetProperty("result", out var result), answer.ToString());
        return result;
    }

    /// <summary>A request and what came back; notes that come before it are kept.</summary>
    public async Task<JsonElement> Answer(string method, string parameters = "{}")
    {
        var id = ++_id;
        await Say($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        while (true)
        {
            var message = await Next() ?? throw new InvalidOperationException("closed");
            if (message.TryGetProperty("id", out var of) && of.GetInt32() == id)
                return message;
            Keep(message);
        }
    }

    public Task<JsonElement> Subscribe(string side, params string[] channels) =>
        Ask($"{side}/subscribe", $$"""{"channels":[{{string.Join(',', channels.Select(c => $"\"{c}\""))}}]}""");

    /// <summary>The next note of a channel.</summary>
    public async Task<JsonElement> Hear(string channel)
    {
        while (true)
        {
            var at = _notes.FindIndex(n => n.Channel == channel);
            if (at >= 0)
            {
                var (_, data) = _notes[at];
                _notes.RemoveAt(at);
                return data;
            }

            Keep(await Next() ?? throw new InvalidOperationException("closed"));
        }
    }

    public Task Say(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, _patience.Token);

    /// <summary>The next message; null when the other side closed.</summary>
    public async Task<JsonElement?> Next()
    {
        var length = 0;
        while (true)
        {
            var got = await socket.ReceiveAsync(_buffer.AsMemory(length), _patience.Token);
            if (got.MessageType == WebSocketMessageType.Close)
                return null;
            length += got.Count;
            if (!got.EndOfMessage)
                continue;
            using var document = JsonDocument.Parse(_buffer.AsMemory(0, length));
            return document.RootElement.Clone();
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Keep(JsonElement message)
    {
        var note = message.GetProperty("params");
        _notes.Add((note.GetProperty("channel").GetString()!, note.GetProperty("data")));
    }
}
