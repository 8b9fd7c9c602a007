// A hearer without a wire: it asks once, keeps its book of what it is told, and may read nothing until it is released.
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Tokenbourse.Desk.Client;

namespace Tokenbourse.Unit.Http;

internal sealed class ScriptedSocket : WebSocket
{
    private readonly TaskCompletionSource _reads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DepthBook _book;
    private readonly Lock _gate = new();
    private byte[]? _ask;
    private int _count;
    private bool _wrong;
    private volatile int _status;

    /// <param name="ask">Its only frame.</param>
    /// <param name="channel">Of its book.</param>
    public ScriptedSocket(string ask, string channel, bool deaf)
    {
        (_ask, _book) = (Encoding.UTF8.GetBytes(ask), new(channel));
        if (!deaf)
            _reads.SetResult();
    }

    /// <summary>Messages of channels that it has taken.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    /// <summary>Its book had to be dropped.</summary>
    public bool IsWrong
    {
        get
        {
            lock (_gate)
                return _wrong;
        }
    }

    /// <summary>What it was closed with.</summary>
    public int? Closed => _status == 0 ? null : _status;

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public bool Is(DepthBook other)
    {
        lock (_gate)
            return _book.IsGood && _book.Text == other.Text;
    }

    public void Release() => _reads.TrySetResult();

    public override void Abort()
    {
        _reads.TrySetException(new WebSocketException());
        _closed.TrySetResult();
    }

    public override Task CloseAsync(
        WebSocketCloseStatus closeStatus,
        string? statusDescription,
        CancellationToken cancellationToken
    ) => CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(
        WebSocketCloseStatus closeStatus,
        string? statusDescription,
        CancellationToken cancellationToken
    )
    {
        _status = (int)closeStatus;
        _closed.TrySetResult();
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        // Nothing is held.
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(
        ArraySegment<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        if (_ask is { } ask)
        {
            _ask = null;
            ask.CopyTo(buffer.AsSpan());
            return new(ask.Length, WebSocketMessageType.Text, true);
        }

        await _closed.Task.WaitAsync(cancellationToken);
        return new(0, WebSocketMessageType.Close, true);
    }

    public override async Task SendAsync(
        ArraySegment<byte> buffer,
        WebSocketMessageType messageType,
        bool endOfMessage,
        CancellationToken cancellationToken
    )
    {
        await _reads.Task.WaitAsync(cancellationToken);
        using var document = JsonDocument.Parse(buffer);
        lock (_gate)
        {
            if (document.RootElement.GetProperty("channel").GetString() == _book.Channel)
                _count++;
            if (_book.Channel.StartsWith("depth", StringComparison.Ordinal))
                _wrong |= _book.Take(document.RootElement) == BookStep.Resync;
        }
    }
}
