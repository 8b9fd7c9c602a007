// A hearer that has stopped reading.
using System.Net.WebSockets;

namespace Tokenbourse.Unit.Http;

/// <summary>Takes nothing before it is released.</summary>
internal sealed class StuckSocket : WebSocket
{
    private readonly TaskCompletionSource _released = new();
    private WebSocketCloseStatus? _status;

    public override WebSocketCloseStatus? CloseStatus => _status;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => WebSocketState.Open;

    public override string? SubProtocol => null;

    public void Release() => _released.SetResult();

    public override void Abort() => _released.TrySetException(new WebSocketException());

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
        _status = closeStatus;
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
        await _released.Task.WaitAsync(cancellationToken);
        return new(0, WebSocketMessageType.Close, true);
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer,
        WebSocketMessageType messageType,
        bool endOfMessage,
        CancellationToken cancellationToken
    ) => _released.Task.WaitAsync(cancellationToken);
}
