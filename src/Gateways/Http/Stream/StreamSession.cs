// One connection of the stream: what it hears and asks, what waits for it, and its two loops.
using System.Net.WebSockets;
using System.Threading.Channels;
using Tokenbourse.Gateways.Http.Trading;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Reads operations, writes messages. A hearer too slow for what may not be left out is closed with
/// 4008.</summary>
internal sealed class StreamSession : IDisposable
{
    private const WebSocketCloseStatus TooSlow = (WebSocketCloseStatus)4008;
    private const int FirstBuffer = 512;
    private const int Plenty = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly WebSocket _socket;
    private readonly HttpOptions _options;
    private readonly StreamHub _hub;
    private readonly CorkedStream? _cork;
    private readonly StreamPack? _pack;
    private readonly Channel<StreamMessage> _waiting = Channel.CreateUnbounded<StreamMessage>(
        new() { SingleReader = true }
    );
    private readonly CancellationTokenSource _end = new();

    // After the end the other side has a little time to take what is being sent and to close, too. A receive that is
    // cancelled at once
    // would break the socket, and the close frame with it.
    private readonly CancellationTokenSource _hangUp = new();
    private (WebSocketCloseStatus Status, string Why) _close = (WebSocketCloseStatus.NormalClosure, "");
    private int _count;
    private long _bytes;
    private long _said = Environment.TickCount64;
    private TradeDesk? _desk;

    /// <param name="cork">Under the socket; null: each message is a write of its own.</param>
    /// <param name="packed">What waits together is one frame: a list of messages.</param>
    public StreamSession(
        WebSocket socket,
        HttpOptions options,
        StreamHub hub,
        StreamGuest guest,
        CorkedStream? cork = null,
        bool packed = false
    )
    {
        (_socket, _options, _hub, Guest, _cork, Closing) = (socket, options, hub, guest, cork, _end.Token);
        _pack = packed ? new() : null;
    }

    /// <summary>Who is at the other end.</summary>
    public StreamGuest Guest { get; }

    /// <summary>Set when the connection ends.</summary>
    public CancellationToken Closing { get; }

    /// <summary>Set a little later: the other side has had its time.</summary>
    public CancellationToken HungUp => _hangUp.Token;

    /// <summary>Channels that are heard. The hub's gate guards it.</summary>
    public SortedDictionary<string, Hearing> Hearings { get; } = new(StringComparer.Ordinal);

    public bool Ended => _end.IsCancellationRequested;

    public int Waiting => Volatile.Read(ref _count);

    public bool IsBehind => Waiting > _options.ConflateAbove;

    /// <summary>Not so many bytes wait that what can be told later must be.</summary>
    public bool HasRoom => Volatile.Read(ref _bytes) < Plenty;

    /// <summary>Nothing was said for a while, and nothing waits.</summary>
    public bool IsSilent =>
        !Ended
        && Waiting == 0
        && Environment.TickCount64 - Volatile.Read(ref _said) >= _options.Heartbeat.TotalMilliseconds;

    /// <summary>Order entry over this connection, from the first request on. For its reading loop.</summary>
    public TradeDesk Desk => _desk ??= new(this, _hub.Room);

    /// <summary>Puts a message in the queue; a full queue ends the connection. Answers have places of their
    /// own.</summary>
    public void Send(StreamMessage message)
    {
        if (Ended)
            return;
        if (message.Desk is null && Interlocked.Increment(ref _count) > _options.MostWaiting)
        {
            End(TooSlow, "too slow");
            _options.Watch?.Meters.Closed("too slow");
            return;
        }

        Interlocked.Add(ref _bytes, message.Bytes.Length);
        Volatile.Write(ref _said, Environment.TickCount64);
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
        var read = Read();
        try
        {
            // It ends when the connection is to end, reading when the other side has gone: orders do not wait for that.
            await Write();
            if (_desk is { } desk)
                await desk.End();
            await read;
        }
        finally
        {
            // A request that came in between.
            if (_desk is { } desk)
                await desk.End();
        }
    }

    public void Dispose()
    {
        _end.Dispose();
        _hangUp.Dispose();
        _desk?.Dispose();
    }

    private async Task Read()
    {
        // Most say little: the buffer grows to what is taken at most.
        var buffer = new byte[int.Min(FirstBuffer, _options.MostBody)];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    if (length == _options.MostBody)
                    {
                        End(WebSocketCloseStatus.MessageTooBig, "the frame is too large");
                        length = 0;
                    }

                    if (length == buffer.Length)
                        Array.Resize(ref buffer, int.Min(2 * length, _options.MostBody));
                    received = await _socket.ReceiveAsync(buffer.AsMemory(length), _hangUp.Token);
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
                    await _hub.Ask(this, buffer.AsMemory(0, length));
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
            // A cancelled send would break the socket all the same, and one that can be is dearer.
            using var hangUp = _hangUp.Token.Register(_socket.Abort);
            while (!Ended && await _waiting.Reader.WaitToReadAsync())
            {
                while (!Ended && _waiting.Reader.TryRead(out var message))
                {
                    Taken(message);
                    var answers = message.Desk is null ? 0 : 1;
                    var frame = _pack is null ? message.Bytes.AsMemory() : Pack(message, ref answers);
                    if (_cork is not null)
                        _cork.IsCorked = _waiting.Reader.TryPeek(out _);
                    await _socket.SendAsync(frame, WebSocketMessageType.Text, true, CancellationToken.None);
                    for (; answers > 0; answers--)
                        _desk!.Told();
                }
            }
        }
        catch (Exception e) when (IsOver(e))
        {
            End(WebSocketCloseStatus.NormalClosure, "");
        }

        await Close();
    }

    /// <summary>The message and those that wait behind it, as far as there is room.</summary>
    private ReadOnlyMemory<byte> Pack(in StreamMessage first, ref int answers)
    {
        _pack!.Begin(first.Bytes);
        while (_waiting.Reader.TryPeek(out var next) && _pack.HasRoom(next.Bytes) && _waiting.Reader.TryRead(out next))
        {
            Taken(next);
            answers += next.Desk is null ? 0 : 1;
            _pack.Add(next.Bytes);
        }

        return _pack.End();
    }

    private void Taken(in StreamMessage message)
    {
        Interlocked.Add(ref _bytes, -message.Bytes.Length);
        if (message.Desk is null)
            Interlocked.Decrement(ref _count);
        message.Hearing?.Taken(message.IsSnapshot);
    }

    private async Task Close()
    {
        try
        {
            // What was kept for a next message goes with the close.
            if (_cork is not null)
                _cork.IsCorked = false;
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(_close.Status, _close.Why, _hangUp.Token);
        }
        catch (Exception e) when (IsOver(e))
        {
            _socket.Abort();
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
