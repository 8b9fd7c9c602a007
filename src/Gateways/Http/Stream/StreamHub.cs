// All connections and channels of the stream, and the pump that looks what changed.
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Http.Trading;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Each channel is compared once for all that hear it, under the views' gate; writing and sending happen
/// after it.</summary>
/// <param name="failed">Told when the pump breaks: a bug, which nobody would see otherwise.</param>
internal sealed partial class StreamHub(
    HttpOptions options,
    IVenue venue,
    VenueFacts facts,
    VenueReaders readers,
    TradeRoom room,
    Action<Exception> failed
) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<StreamSession> _sessions = [];
    private readonly SortedDictionary<string, StreamChannel> _channels = new(StringComparer.Ordinal);
    private readonly StreamSources _sources = new(venue, facts, readers);
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _stopped;

    /// <summary>What connections share that trade.</summary>
    public TradeRoom Room => room;

    public void Start()
    {
        Task.Run(EndOrphans);
        Listen();
    }

    /// <summary>Tells only: where nothing can be changed, nobody's session is ended either.</summary>
    public void Listen()
    {
        var stopping = _stop.Token;
        Task.Run(() => Pump(stopping));
    }

    public void Stop()
    {
        _stop.Cancel();
        lock (_gate)
        {
            _stopped = true;
            foreach (var session in _sessions)
                session.End(WebSocketCloseStatus.EndpointUnavailable, "the venue stops");
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>The door: a WebSocket, or an error.</summary>
    public async Task Accept(HttpContext context)
    {
        if (!Framing(context, out var packed, out var fault))
        {
            await Reply.Of(fault!).Write(context);
            return;
        }

        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Reply.Of(WireFault.OfStatus(StatusCodes.Status426UpgradeRequired, null)).Write(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var cork = (context.Features.Get<IHttpUpgradeFeature>() as CorkedUpgrade)?.Stream;
        using var session = new StreamSession(socket, options, this, GuestOf(context), cork, packed);
        // What waits in the connection's own buffers does not keep it.
        using var hangUp = session.HungUp.Register(context.Abort);
        lock (_gate)
            _sessions.Add(session);
        try
        {
            if (_stopped)
                session.End(WebSocketCloseStatus.EndpointUnavailable, "the venue stops");
            await session.Run(context.RequestAborted);
        }
        finally
        {
            lock (_gate)
            {
                _sessions.Remove(session);
                foreach (var hearing in session.Hearings.Values)
                    Leave(hearing);
                Forget();
            }
        }
    }

    /// <summary><c>frames</c> of the query: <c>packed</c>, or <c>single</c> as without it.</summary>
    private static bool Framing(HttpContext context, out bool packed, out WireFault? fault)
    {
        var asked = context.Request.Query["frames"].ToString();
        packed = asked == "packed";
        fault =
            packed || asked is "" or "single"
                ? null
                : WireFault.Bad("frames", asked, "Must be single or packed.", "packed");
        return fault is null;
    }

    private static StreamGuest GuestOf(HttpContext context) =>
        new(
            AccessDoor.CallerOf(context),
            context.Request.Cookies[SessionCookie.Name(context.Request)],
            // The guard has let no other page's through.
            context.Request.Headers.Origin.Count > 0,
            context.Connection.RemoteIpAddress
        );

    private async Task EndOrphans()
    {
        try
        {
            await room.EndOrphans();
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    public static void Refuse(StreamSession session, WireFault fault)
    {
        var e = fault.Error;
        session.Send(
            new(
                JsonSerializer.SerializeToUtf8Bytes(
                    new("error", e.Code, e.Num, e.Message, e.Field, e.Given, e.Limit, e.OrderState),
                    WireJson.Wire.StreamErrorShape
                )
            )
        );
    }

    /// <summary>One operation of a connection.</summary>
    public ValueTask Ask(StreamSession session, ReadOnlyMemory<byte> frame)
    {
        var reader = new BodyReader(frame);
        if (reader.Fault is { } bad)
        {
            Refuse(session, bad);
            return ValueTask.CompletedTask;
        }

        if (reader.Peek("op") is { } word && TradeRequests.Find(word) is { } request)
        {
            reader.Text("op", true);
            if (options.ReadOnly)
            {
                Refuse(session, WireFault.InReplay(word).For(WireFault.NotAccepted));
                return ValueTask.CompletedTask;
            }

            return session.Desk.Take(request, reader);
        }

        Hear(session, reader);
        return ValueTask.CompletedTask;
    }

    private void Hear(StreamSession session, BodyReader reader)
    {
        var op = reader.Word("op", true, ("subscribe", 'S'), ("unsubscribe", 'U'), ("resync", 'R'));
        IReadOnlyList<string> names =
            reader.Fault is not null ? []
            : op == 'R' ? [reader.Text("channel", true) ?? ""]
            : reader.Texts("channels");
        if (reader.Fault is null && names.Count > options.MostSubscriptions)
            Refuse(session, TooMany(names.Count));
        else if ((reader.Fault is { Error.Field: "op" } ? reader.Fault : reader.Done()) is { } fault)
            Refuse(session, fault);
        else
        {
            lock (_gate)
            {
                foreach (var name in names)
                    Do(session, op, name);
                if (op == 'U')
                    Forget();
            }
        }
    }

    private void Do(StreamSession session, char op, string name)
    {
        if (op == 'U')
        {
            if (session.Hearings.Remove(name, out var left))
                Leave(left);
            return;
        }

        if (op == 'R' && !session.Hearings.ContainsKey(name))
        {
            Refuse(session, WireFault.Bad("channel", name, "Is not subscribed."));
            return;
        }

        if (op == 'S' && !session.Hearings.ContainsKey(name) && session.Hearings.Count >= options.MostSubscriptions)
        {
            Refuse(session, TooMany(session.Hearings.Count + 1));
            return;
        }

        if (options.Identity is not null && !StreamRules.MayHear(session.Guest.Caller, name))
        {
            Refuse(session, WireFault.NotFound("channels", name, "There is no such channel."));
            return;
        }

        if (!_channels.TryGetValue(name, out var channel))
        {
            WireFault? fault;
            lock (venue.Views.Gate)
                channel = StreamChannel.Open(name, _sources, out fault);
            if (channel is null)
            {
                Refuse(session, fault!);
                return;
            }

            _channels.Add(name, channel);
        }

        if (session.Hearings.TryGetValue(name, out var hearing))
        {
            Show(hearing, venue.Now);
            return;
        }

        // It is told from its snapshot on, nothing before.
        hearing = new(session, channel);
        Show(hearing, venue.Now);
        session.Hearings.Add(name, hearing);
        channel.Hearers.Add(hearing);
    }

    private static void Leave(Hearing hearing)
    {
        hearing.IsOver = true;
        hearing.Channel.Hearers.Remove(hearing);
    }

    private WireFault TooMany(int given) =>
        WireFault.Bad(
            "channels",
            Words.Of(given),
            "Too many channels for one connection.",
            Words.Of(options.MostSubscriptions)
        );

    private async Task Pump(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.PrivatePump < options.Pump ? options.PrivatePump : options.Pump);
        var last = 0L;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var whole = last == 0 || Stopwatch.GetElapsedTime(last) >= options.Pump;
                if (whole)
                    last = Stopwatch.GetTimestamp();
                Turn(whole);
            }
        }
        catch (OperationCanceledException)
        {
            // The venue stops.
        }
        catch (Exception e)
        {
            failed(e);
        }
    }

    /// <summary>Looks at every channel once and tells those who hear it.</summary>
    /// <param name="whole">False: only at those of accounts.</param>
    private void Turn(bool whole)
    {
        lock (_gate)
        {
            if (_sessions.Count == 0)
                return;
            Inspect();
            var news = new List<(StreamChannel Channel, List<StreamNote> Notes)>();
            var now = venue.Now;
            lock (venue.Views.Gate)
            {
                foreach (var channel in _channels.Values)
                {
                    if (!whole && !channel.IsPrivate)
                        continue;
                    var notes = new List<StreamNote>();
                    channel.Update(now, notes);
                    if (notes.Count > 0)
                        news.Add((channel, notes));
                }
            }

            foreach (var (channel, notes) in news)
            {
                foreach (var note in notes)
                    Tell(channel, note, now);
            }

            if (whole)
                PayOwed(now);
            BreakSilence();
        }
    }

    /// <summary>Who may no longer be here, or no longer hear what they hear, is cut off.</summary>
    private void Inspect()
    {
        if (options.Identity is not { } identity)
            return;
        foreach (var session in _sessions)
        {
            var (guest, before) = (session.Guest, session.Guest.Caller);
            if (before is null || session.Ended)
                continue;
            if (
                !guest.Stays(identity)
                || (guest.Caller != before && session.Hearings.Keys.Any(c => !StreamRules.MayHear(guest.Caller, c)))
            )
            {
                session.End(StreamGuest.Over, "no longer signed in");
                options.Watch?.Meters.Closed("access");
            }
        }
    }

    /// <summary>Channels that nobody hears are forgotten.</summary>
    private void Forget()
    {
        lock (venue.Views.Gate)
        {
            foreach (var channel in _channels.Values.Where(c => c.Hearers.Count == 0).ToList())
            {
                channel.Close();
                _channels.Remove(channel.Name);
            }
        }
    }
}
