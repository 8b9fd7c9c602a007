// What became of a request, asked by the participant's own id: the one question after a broken connection.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http;

/// <summary>An answer that is true up to a place on the log of commands.</summary>
/// <param name="OrderState">accepted: the order that the id names; unknown: no request of that id was taken.</param>
/// <param name="AsOfCommand">The newest command that the answer knows of. An unknown id is unknown for good to whoever
/// sent it before a /v1/status with a command sequence that is not above this.</param>
/// <param name="Final">Nothing that was read before the question is still under way.</param>
public sealed record FateShape(
    int Account,
    string ClientOrderId,
    string OrderState,
    OrderShape? Order,
    long AsOfCommand,
    bool Final,
    string Time
);

/// <summary>Orders as the view of the day remembers them.</summary>
internal static class OrderFates
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<(FateShape? Shape, WireFault? Fault)> Ask(
        Door door,
        int account,
        string id,
        CancellationToken cancel
    )
    {
        if (!ClientOrderId.TryParse(id, out var name))
            return (null, WireFault.Bad("clientOrderId", id, "Must be 1 to 36 of A-Z a-z 0-9 . _ : -", "36"));
        if (OrderWords.Find(door.Venue, account) is { } fault)
            return (null, fault);
        var final = await door.Passage.Cleared(Patience, cancel);
        var reached = door.Venue.Reached();
        lock (door.Views.Gate)
        {
            var order = door.Views.OrdersOfDay.Of(new AccountId(account), name) is { } fate
                ? Shape(door.Views, fate, false)
                : null;
            var state = order is null ? WireFault.Unknown : WireFault.Accepted;
            return (new(account, id, state, order, reached, final, door.Venue.Now.ToString()), null);
        }
    }

    /// <summary>The order that a repeated request is told.</summary>
    public static OrderShape Repeated(IVenue venue, in RequestRepeated again)
    {
        lock (venue.Views.Gate)
        {
            return venue.Views.OrdersOfDay.Of(again.Order) is { } fate
                ? Shape(venue.Views, fate, true)
                : throw new InvalidOperationException($"order {again.Order.Value} is in no view");
        }
    }

    private static OrderShape Shape(VenueViews views, OrderFate fate, bool duplicate)
    {
        var terms = views.Board.Of(fate.Instrument).Terms;
        var status =
            fate.Gone != CancelReason.None ? "cancelled"
            : fate.Remaining == 0 ? "filled"
            : fate.Sleeps ? "sleeping"
            : fate.Filled > 0 ? "partly filled"
            : "resting";
        return new(
            fate.Order.Value,
            fate.ClientOrderId.ToString(),
            status,
            fate.Quantity,
            fate.Filled,
            fate.Remaining,
            [
                .. fate.Fills.Select(f => new FillShape(
                    f.Trade.Value == 0 ? null : f.Trade.Value,
                    Words.Of(f.Price, terms),
                    f.Lots
                )),
            ],
            fate.Command,
            duplicate
        );
    }
}
