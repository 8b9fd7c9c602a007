// One connection of the stream: what it hears, what waits for it, and its two loops.
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Tokenbourse.Gateways.Identity;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Reads operations, writes messages. A hearer too slow for what may not be left out is closed with
/// 4008.</summary>
internal sealed class StreamSession(WebSocket socket, HttpOptions options, StreamHub hub) : IDisposable
{
    private const WebSocketCloseStatus TooSlow = (WebSocketCloseStatus)4008;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Channel<StreamMessage> _waiting = Channel.CreateUnbounded<StreamMessage>(
        new() { SingleReader = true }
    );
    private readonly SortedDictionary<string, long> _told = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();

    // After the end the other side has a little time to take what is being sent and to close, too. A receive that is
    // cancelled at once
    // would break the socket, and the close frame with it.
    private readonly CancellationTokenSource _hangUp = new();
    private (WebSocketCloseStatus Status, string Why) _close = (WebSocketCloseStatus.NormalClosure, "");
    private int _count;

    /// <summary>Who asked for the connection; null: nobody signed.</summary>
    public Caller? Caller { get; init; }

    /// <summary>Channels that are heard. The hub's gate guards it, and the set below.</summary>
    public SortedSet<string> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>Channels of which changes were left out, with what the hearer had before the first of them where the
    /// channel can go on from there.</summary>
    public SortedDictionary<string, object?> Owed { get; } = new(StringComparer.Ordinal);

    public bool Ended => _end.IsCancellationRequested;

    public int Waiting => Volatile.Read(ref _count);

    public bool IsBehind => Waiting > options.ConflateAbove;

    /// <summary>Puts a message in the queue; a full queue ends the connection.</summary>
    public void Send(StreamMessage message)
    {
        if (Ended)
            return;
        if (Interlocked.Increment(ref _count) > options.MostWaiting)
        {
            End(TooSlow, "too slow");
            options.Watch?.Meters.Closed("too slow");
            return;
        }

        _waiting.Writer.TryWrite(message);
    }

    /// <summary>Ends the connection with a close frame if the other side still takes one.</summary>
    public void End(WebSocketCloseStatus status, string why)
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
        using var abort = aborted.Register(() => End(WebSocketCloseStatus.NormalClosure, ""));
        var write = Write();
        await Read();
        await write;
    }

    public void Dispose()
    {
        _end.Dispose();
        _hangUp.Dispose();
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
                        End(WebSocketCloseStatus.MessageTooBig, "the frame is too large");
                        length = 0;
                    }

                    received = await socket.ReceiveAsync(buffer.AsMemory(length), _hangUp.Token);
                    length += received.Count;
                } while (!received.EndOfMessage);

                if (received.MessageType == WebSocketMessageType.Close)
                {
                    End(WebSocketCloseStatus.NormalClosure, "");
                    return;
                }

                if (Ended)
                    continue;
                if (received.MessageType == WebSocketMessageType.Binary)
                    StreamHub.Refuse(this, WireFault.BadType("frame", "binary", "Must be a text frame."));
                else
                    hub.Ask(this, buffer.AsMemory(0, length));
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            End(WebSocketCloseStatus.NormalClosure, "");
        }
    }

    private async Task Write()
    {
        try
        {
            while (!Ended)
            {
                using var silence = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                silence.CancelAfter(options.Heartbeat);
                byte[] bytes;
                try
                {
                    var message = await _waiting.Reader.ReadAsync(silence.Token);
                    Interlocked.Decrement(ref _count);
                    bytes = message.Bytes;
                    if (message.Channel is { } channel)
                        _told[channel] = message.Seq;
                }
                catch (OperationCanceledException) when (!Ended)
                {
                    var beat = hub.Heartbeat(this, _told);
                    bytes = JsonSerializer.SerializeToUtf8Bytes(beat, WireJson.Wire.HeartbeatShape);
                }

                await socket.SendAsync(bytes, WebSocketMessageType.Text, true, _hangUp.Token);
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            End(WebSocketCloseStatus.NormalClosure, "");
        }

        await Close();
    }

    private async Task Close()
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(_close.Status, _close.Why, _hangUp.Token);
        }
        catch (Exception e) when (IsOver(e))
        {
            socket.Abort();
        }
    }

    /// <summary>How a connection ends, whichever side ended it and wherever it was then.</summary>
    private static bool IsOver(Exception e) =>
        e
            is OperationCanceledException
                or ChannelClosedException
                or WebSocketException
                or IOException
                or ObjectDisposedException;
}
