// One connection of the Deribit-style door: its requests in, its answers and channels out.
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Answers in the order of the requests. A hearer too slow is closed with 4008: nothing is left out in
/// silence.</summary>
/// <param name="answer">From the text of a request to that of its answer.</param>
internal sealed class RpcSession(
    WebSocket socket,
    HttpOptions options,
    IPAddress? from,
    Func<RpcSession, ReadOnlyMemory<byte>, JsonObject> answer
) : IDisposable
{
    private const WebSocketCloseStatus TooSlow = (WebSocketCloseStatus)4008;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Channel<byte[]> _waiting = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly SortedDictionary<string, RpcChannel> _channels = new(StringComparer.Ordinal);
    private readonly List<RpcChannel> _fresh = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _hangUp = new();
    private (WebSocketCloseStatus Status, string Why) _close = (WebSocketCloseStatus.NormalClosure, "");
    private int _count;
    private volatile RpcHeartbeat? _heartbeat;

    public IPAddress? From => from;

    /// <summary>Who signed in over it.</summary>
    public Guest? Guest { get; set; }

    /// <summary>The market's session of its orders; zero before the first.</summary>
    public int MarketSession { get; set; }

    public CancelScopes CancelOnDisconnect { get; set; }

    public RpcHeartbeat? Heartbeat
    {
        get => _heartbeat;
        set => _heartbeat = value;
    }

    public bool Ended => _end.IsCancellationRequested;

    /// <summary>Channels it would hear with these.</summary>
    public int Hears(IEnumerable<string> more)
    {
        lock (_gate)
            return _channels.Keys.Union(more).Count();
    }

    /// <summary>Channels that begin once the request is answered.</summary>
    public void Add(IEnumerable<RpcChannel> channels)
    {
        lock (_gate)
            _fresh.AddRange(channels);
    }

    /// <summary>Ends channels and names them.</summary>
    public IReadOnlyList<string> Remove(Func<string, bool> which)
    {
        lock (_gate)
        {
            string[] names = [.. _channels.Keys.Where(which)];
            foreach (var name in names)
            {
                _channels[name].Dispose();
                _channels.Remove(name);
            }

            return names;
        }
    }

    /// <summary>Tells what changed on its channels.</summary>
    /// <param name="turn">Counts the rounds: slower channels sit out some.</param>
    public void Tell(long turn)
    {
        lock (_gate)
        {
            foreach (var channel in _channels.Values)
            {
                if (turn % channel.Every == 0 && !(channel.Conflates && _count > options.ConflateAbove))
                    Tell(channel);
            }
        }
    }

    public void Send(JsonObject message)
    {
        if (Ended)
            return;
        if (Interlocked.Increment(ref _count) > options.MostWaiting)
        {
            End("too slow", TooSlow);
            return;
        }

        _waiting.Writer.TryWrite(Encoding.UTF8.GetBytes(message.ToJsonString()));
    }

    public void End(string why, WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure)
    {
        lock (_waiting)
        {
            if (Ended)
                return;
            _close = (status, why);
            _waiting.Writer.TryComplete();
            _hangUp.CancelAfter(Patience);
            _end.Cancel();
        }
    }

    /// <summary>Runs until either side ends it.</summary>
    public async Task Run(CancellationToken aborted)
    {
        using var abort = aborted.Register(() => End(""));
        var write = Write();
        try
        {
            await Read();
        }
        finally
        {
            End("a fault of the venue", WebSocketCloseStatus.InternalServerError);
            await write;
        }
    }

    public void Dispose()
    {
        Remove(_ => true);
        _end.Dispose();
        _hangUp.Dispose();
    }

    private void Tell(RpcChannel channel)
    {
        var notes = new List<JsonNode>();
        if (!channel.Update(notes))
        {
            End("too slow", TooSlow);
            return;
        }

        foreach (var note in notes)
            Send(
                new()
                {
                    ["jsonrpc"] = "2.0",
                    ["method"] = "subscription",
                    ["params"] = new JsonObject { ["channel"] = channel.Name, ["data"] = note },
                }
            );
    }

    private void Take(ReadOnlyMemory<byte> request)
    {
        Heartbeat?.Heard(Environment.TickCount64);
        Send(answer(this, request));
        lock (_gate)
        {
            foreach (var channel in _fresh)
            {
                if (_channels.Remove(channel.Name, out var old))
                    old.Dispose();
                _channels.Add(channel.Name, channel);
                Tell(channel);
            }

            _fresh.Clear();
        }
    }

    private async Task Read()
    {
        var buffer = new byte[options.MostBody];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    if (length == buffer.Length)
                    {
                        End("the frame is too large", WebSocketCloseStatus.MessageTooBig);
                        length = 0;
                    }

                    received = await socket.ReceiveAsync(buffer.AsMemory(length), _hangUp.Token);
                    length += received.Count;
                } while (!received.EndOfMessage);

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    End("");
                    return;
                }

                if (!Ended)
                    Take(buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            End("");
        }
    }

    private async Task Write()
    {
        try
        {
            while (!Ended)
            {
                var bytes = await _waiting.Reader.ReadAsync(_end.Token);
                Interlocked.Decrement(ref _count);
                await socket.SendAsync(bytes, WebSocketMessageType.Text, true, _hangUp.Token);
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            End("");
        }

        await Close();
    }

    private async Task Close()
    {
        try
        {
            // What was answered before the end is still told.
            while (_waiting.Reader.TryRead(out var bytes) && _close.Status == WebSocketCloseStatus.NormalClosure)
                await socket.SendAsync(bytes, WebSocketMessageType.Text, true, _hangUp.Token);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(_close.Status, _close.Why, _hangUp.Token);
        }
        catch (Exception e) when (IsOver(e))
        {
            socket.Abort();
        }
    }

    private static bool IsOver(Exception e) =>
        e
            is OperationCanceledException
                or ChannelClosedException
                or WebSocketException
                or IOException
                or ObjectDisposedException;
}
