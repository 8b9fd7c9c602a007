// A venue's messages of one channel as they leave the hub, without a socket, and the book behind each.
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Stream;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Http;

/// <summary>Trades by chance from a seed; the same seed gives the same messages.</summary>
internal sealed class RecordedStream
{
    private readonly SharedVenue _venue;
    private readonly StreamChannel _channel;
    private readonly Random _random;
    private readonly string _name;
    private int _orders;

    public RecordedStream(Floor floor, string name, int seed)
    {
        _venue = floor.Venue;
        _name = name;
        _random = new(seed);
        var facts = new VenueFacts("SIM", 7, true, 120m, "0.1.0");
        lock (_venue.Views.Gate)
            _channel = StreamChannel.Open(name, new(_venue, facts, new(_ => null, () => 0)), out _)!;
    }

    /// <summary>What the channel's hearers have; asked like a resync.</summary>
    public JsonElement Snapshot()
    {
        lock (_venue.Views.Gate)
            return Read(_channel.Snapshot());
    }

    public JsonElement Heartbeat() =>
        Parse(
            JsonSerializer.SerializeToUtf8Bytes(
                new HeartbeatShape("heartbeat", 0, _venue.Now.ToString(), "1", new() { [_name] = _channel.Seq }),
                WireJson.Wire.HeartbeatShape
            )
        );

    /// <summary>One command, and what is told of it.</summary>
    public IReadOnlyList<JsonElement> Step()
    {
        Trade();
        return Look();
    }

    /// <summary>What is told of what others have done.</summary>
    public IReadOnlyList<JsonElement> Look()
    {
        var notes = new List<StreamNote>();
        lock (_venue.Views.Gate)
            _channel.Update(_venue.Now, notes);
        return [.. notes.Select(Read)];
    }

    private void Trade()
    {
        var account = _random.Next(1, 5);
        long order;
        lock (_venue.Views.Gate)
            order = _venue.Views.Orders.Of(new AccountId(account)).FirstOrDefault()?.Order.Value ?? 0;
        if (_random.Next(3) == 0)
        {
            _venue.Submit(MessageKind.CancelOrder, Codec.Bytes(new CancelOrder(new(account), new(order))));
            return;
        }

        var place = new PlaceOrder(
            new(account),
            new(1),
            _random.Next(2) == 0 ? Side.Buy : Side.Sell,
            OrderType.Limit,
            TimeInForce.Day,
            new(3200 + _random.Next(-15, 16)),
            new(_random.Next(1, 9)),
            ClientOrderId.Of($"o{_orders++}")
        );
        _venue.Submit(MessageKind.PlaceOrder, Codec.Bytes(place));
    }

    private JsonElement Read(StreamNote note) => Parse(note.Write(_name, _venue.Now, "1").Bytes);

    private static JsonElement Parse(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
