// Order entry over one connection of the stream: requests go in as they come, answers come back in their order.
using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Http.Trading;

/// <summary>A request does not wait for the answer of the one before: what comes while the journal writes goes with
/// its next flush. So many are under way at a time; who sends more is read from later.</summary>
internal sealed class TradeDesk : IDisposable
{
    private readonly StreamSession _session;
    private readonly TradeRoom _room;
    private readonly SemaphoreSlim _places;
    private readonly Channel<Task<StreamMessage>> _underWay = Channel.CreateUnbounded<Task<StreamMessage>>(
        new() { SingleReader = true, SingleWriter = true }
    );
    private readonly Task _telling;

    public TradeDesk(StreamSession session, TradeRoom room)
    {
        (_session, _room) = (session, room);
        _places = new(room.Options.MostUnderWay);
        Logon = new(session, room);
        _telling = Tell();
    }

    public TradeLogon Logon { get; }

    /// <summary>Takes a request. Returns when it is on its way, not when it is answered.</summary>
    /// <param name="frame">Read up to <c>op</c>.</param>
    public async ValueTask Take(TradeRequest request, BodyReader frame)
    {
        await _places.WaitAsync(_session.Closing);
        // Up to its first wait, which is the venue's, a request runs here: so they reach the venue in their order.
        var answer = Answer(request, frame);
        if (!_underWay.Writer.TryWrite(answer))
            await answer;
    }

    /// <summary>An answer stands on the wire: there is room for another request.</summary>
    public void Told() => _places.Release();

    /// <summary>Nothing more comes: waits for what is under way, then ends the session with the market.</summary>
    public async Task End()
    {
        _underWay.Writer.TryComplete();
        await _telling;
        await Logon.End();
    }

    public void Dispose() => _places.Dispose();

    private async Task Tell()
    {
        await foreach (var answer in _underWay.Reader.ReadAllAsync())
            _session.Send(await answer);
    }

    private async Task<StreamMessage> Answer(TradeRequest request, BodyReader frame)
    {
        var id = frame.Text("id", true) is { } text && ClientOrderId.TryParse(text, out _) ? text : null;
        if (id is null)
            frame.Blame(WireFault.Bad("id", null, "Must be 1 to 36 of A-Z a-z 0-9 . _ : -", "36"));
        var call = new TradeCall(this, _room, request, id, frame);
        try
        {
            var reply =
                frame.Fault is { } fault ? Reply.Of(request.IsOrder ? fault.For(WireFault.NotAccepted) : fault)
                : Logon.Refusal(call) is { } stranger ? stranger
                : await request.Answer(call);
            return Write(id, request, reply);
        }
        catch (Exception e)
        {
            _room.Failed(e, e is InvariantBrokenException);
            return Write(id, request, Reply.Of(WireFault.OfStatus(500, null).For(WireFault.Unknown)));
        }
    }

    private StreamMessage Write(string? id, TradeRequest request, Reply reply)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new() { Encoder = WireJson.Wire.Options.Encoder, SkipValidation = true }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("channel", "answer");
            json.WriteString("id", id);
            json.WriteString("request", request.Op);
            json.WriteNumber("status", reply.Status);
            json.WritePropertyName("body");
            json.WriteRawValue(reply.Body(new(id ?? "", () => $"{_room.Venue.Now}"), request.IsOrder).Span, true);
            json.WriteEndObject();
        }

        return new(buffer.WrittenSpan.ToArray()) { Desk = this };
    }
}
