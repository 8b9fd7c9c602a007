// Ways in for one random stream of orders: what each door is told is the same, and each says what traded at once.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Unit.Http;

/// <summary>An order of the stream.</summary>
internal sealed record StreamedOrder(
    int Account,
    string Symbol,
    string Side,
    string Price,
    long Lots,
    string Life,
    string Id
);

/// <summary>What a door said became of a request: lots that traded at once with their prices, or nothing.</summary>
internal sealed record DoorFills(string Request, IReadOnlyList<(string Price, long Lots)> Fills);

/// <summary>A door for orders; another protocol is one more of these, and one more line in
/// <see cref="OrderDoorsTests"/>.</summary>
internal interface IOrderDoor : IAsyncDisposable
{
    Task<DoorFills> Place(StreamedOrder order);

    /// <summary>All of an amendment: price and lots under an id of its own.</summary>
    Task<DoorFills> Amend(StreamedOrder order, string original);

    /// <param name="order">The order that is to leave, as it was placed; it may be another door's.</param>
    /// <param name="id">The cancel's own, for doors whose cancels have one.</param>
    Task Cancel(StreamedOrder order, string id);
}

/// <summary>REST, one request after the other.</summary>
internal sealed class RestDoor(Floor floor) : IOrderDoor
{
    private readonly Dictionary<string, long> _orders = new(StringComparer.Ordinal);

    public async Task<DoorFills> Place(StreamedOrder order)
    {
        var (_, body) = await floor.Ask("POST", "/v1/orders", DoorBodies.Order(order));
        return DoorBodies.Read(order.Id, body, _orders);
    }

    public async Task<DoorFills> Amend(StreamedOrder order, string original)
    {
        if (!_orders.TryGetValue(original, out var number))
            return new(order.Id, []);
        var (_, body) = await floor.Ask("PATCH", $"/v1/orders/{number}", DoorBodies.Amendment(order));
        return DoorBodies.Read(order.Id, body, _orders);
    }

    public Task Cancel(StreamedOrder order, string id) =>
        floor.Ask("DELETE", $"/v1/orders/by-client-id/{order.Account}/{order.Id}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The stream, one connection.</summary>
internal sealed class StreamDoor : IOrderDoor
{
    private readonly StreamEar _ear;
    private readonly Dictionary<string, long> _orders = new(StringComparer.Ordinal);

    private StreamDoor(StreamEar ear) => _ear = ear;

    public static async Task<StreamDoor> Open(Floor floor)
    {
        var ear = await floor.Listen();
        await ear.LogOn();
        return new(ear);
    }

    public async Task<DoorFills> Place(StreamedOrder order)
    {
        var (_, body) = await _ear.Ask("place", $"\"body\":{DoorBodies.Order(order)}");
        return DoorBodies.Read(order.Id, body, _orders);
    }

    public async Task<DoorFills> Amend(StreamedOrder order, string original)
    {
        if (!_orders.TryGetValue(original, out var number))
            return new(order.Id, []);
        var (_, body) = await _ear.Ask("amend", $"\"order\":{number},\"body\":{DoorBodies.Amendment(order)}");
        return DoorBodies.Read(order.Id, body, _orders);
    }

    public Task Cancel(StreamedOrder order, string id) =>
        _ear.Ask("cancel-by-id", $"\"account\":{order.Account},\"clientOrderId\":\"{order.Id}\"");

    public ValueTask DisposeAsync() => _ear.DisposeAsync();
}

/// <summary>What both spell alike.</summary>
internal static class DoorBodies
{
    public static string Order(StreamedOrder o) =>
        Floor.Order(o.Account, o.Side, o.Price, o.Lots, o.Id, o.Symbol, time: o.Life);

    public static string Amendment(StreamedOrder o) =>
        $$"""{"account":{{o.Account}},"price":"{{o.Price}}","lots":{{o.Lots}},"clientOrderId":"{{o.Id}}"}""";

    public static DoorFills Read(string request, JsonElement body, Dictionary<string, long> orders)
    {
        if (body.TryGetProperty("error", out _))
            return new(request, []);
        orders[request] = body.Whole("order");
        return new(
            request,
            [.. body.GetProperty("fills").EnumerateArray().Select(f => (f.Text("price"), f.Whole("lots")))]
        );
    }
}
