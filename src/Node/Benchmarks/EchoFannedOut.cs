// The baseline of a venue that thousands listen to: a bare server that sends them the same bytes.
using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Recorded messages to all that are connected, and nothing else: what web server and system
/// cost.</summary>
internal sealed class EchoFannedOut : IFannedOut
{
    private static readonly TimeSpan Pump = TimeSpan.FromMilliseconds(100);
    private readonly List<WebSocket> _sockets = [];
    private readonly IReadOnlyList<RecordedMessage> _messages;
    private readonly WebApplication _app;

    private EchoFannedOut(IReadOnlyList<RecordedMessage> messages)
    {
        _messages = messages;
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "echo" });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(Accept);
    }

    public int Port => new Uri(_app.Urls.First()).Port;

    public static async Task<EchoFannedOut> Open(string file)
    {
        var server = new EchoFannedOut(RecordedMessage.Read(file));
        await server._app.StartAsync();
        return server;
    }

    public (long Open, long TooSlow, long Conflated) Count()
    {
        lock (_sockets)
            return (_sockets.Count, 0, 0);
    }

    /// <summary>As the venue's pump: what fell due within a tenth of a second goes out at its end.</summary>
    public IReadOnlyList<(long Event, long Due)> Play(int perSecond, TimeSpan time)
    {
        WebSocket[] all;
        lock (_sockets)
            all = [.. _sockets];
        var due = new List<(long, long)>();
        var start = Stopwatch.GetTimestamp();
        var next = 0;
        for (var turn = 1; next < _messages.Count; turn++)
        {
            var rest = (turn * Pump) - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero)
                Thread.Sleep(rest);
            var first = next;
            var elapsed = Stopwatch.GetElapsedTime(start);
            while (next < _messages.Count && _messages[next].Due <= elapsed)
                next++;
            for (var i = first; i < next; i++)
            {
                if (_messages[i].Event >= 0)
                    due.Add((_messages[i].Event, start + (long)(_messages[i].Due.TotalSeconds * Stopwatch.Frequency)));
            }

            Parallel.ForEach(all, socket => Send(socket, first, next));
        }

        return due;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Send(WebSocket socket, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            var sent = socket.SendAsync(
                _messages[i].Bytes.AsMemory(),
                WebSocketMessageType.Text,
                true,
                CancellationToken.None
            );
            if (!sent.IsCompletedSuccessfully)
                sent.AsTask().GetAwaiter().GetResult();
        }
    }

    private async Task Accept(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        lock (_sockets)
            _sockets.Add(socket);
        try
        {
            var buffer = new byte[256];
            while (!context.RequestAborted.IsCancellationRequested)
                await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It has left.
        }
        finally
        {
            lock (_sockets)
                _sockets.Remove(socket);
        }
    }
}
