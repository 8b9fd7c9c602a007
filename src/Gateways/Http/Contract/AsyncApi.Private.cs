// The channels of one account in the contract of the stream.
namespace Tokenbourse.Gateways.Http.Contract;

internal sealed partial class AsyncApi
{
    private static Told[] PrivateKinds =>
        [
            new(
                "orders",
                @"^orders:\d+$",
                "orders:101",
                "An account's live orders; then each change of an order, none left out.",
                W.IReadOnlyListOpenOrderShape,
                "event",
                W.IReadOnlyListOrderChangeShape
            ),
            new(
                "fills",
                @"^fills:\d+$",
                "fills:101",
                "An account's newest fills, newest first; then each fill, none left out.",
                W.IReadOnlyListAccountFillShape,
                "event",
                W.IReadOnlyListAccountFillShape
            ),
            new(
                "positions",
                @"^positions:\d+$",
                "positions:101",
                "What an account holds, whole whenever it changes.",
                W.IReadOnlyListOpenPositionShape
            ),
            new(
                "balances",
                @"^balances:\d+$",
                "balances:101",
                "The money of an account's open day, whole whenever it changes.",
                W.IReadOnlyListCashShape
            ),
        ];
}
