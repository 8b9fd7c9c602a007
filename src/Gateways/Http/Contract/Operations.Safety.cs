// The operations that keep participants safe: requests asked for by their own id, timers, caps, kill switches.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>After a broken connection, and before a broken program does harm.</summary>
internal static partial class Operations
{
    private const string ByClientId = "/v1/orders/by-client-id/{account}/{id}";

    private static Operation[] Safety =>
        [
            new("GET", ByClientId, "getOrderByClientId", "orders", "What became of a request of today.", W.FateShape)
            {
                Faults = [NotFound],
            },
            Send("DELETE", ByClientId, "cancelOrderByClientId", "Cancels the order that an id names.", W.OrderShape),
            Send(
                "PUT",
                "/v1/accounts/{account}/cancel-all-after",
                "cancelAllAfter",
                "Arms the dead man's timer anew: live orders leave when it runs out.",
                W.TimerShape
            ) with
            {
                Body =
                [
                    new(
                        "milliseconds",
                        Kind.Whole,
                        "Of the venue's time; 0: off; else 5,000 at least.",
                        true,
                        0,
                        Model.Messages.CancelAllAfter.Most
                    ),
                ],
            },
            new("GET", "/v1/caps", "listCaps", "orders", "Caps in force.", W.IReadOnlyListCapsShape),
            Send("PUT", "/v1/caps", "setCaps", "Sets caps; what is left out is no cap.", W.CapsShape) with
            {
                Body =
                [
                    Account with
                    {
                        Required = false,
                        Summary = "Absent: every account.",
                    },
                    new("contract", Kind.Text, "Absent: every contract."),
                    new("mostLots", Kind.Whole, "Of one order.", Least: 0),
                    new("mostNotional", Kind.Decimal, "Of one order."),
                    new("mostOrders", Kind.Whole, "Live at a time.", Least: 0, Most: 1_000_000),
                    new("mostRepeats", Kind.Whole, "Equal orders within the window.", Least: 0, Most: 1_000_000),
                    new("repeatMilliseconds", Kind.Whole, "The window.", Least: 0, Most: 60_000),
                ],
            },
            new("GET", "/v1/kill-switches", "listKillSwitches", "orders", "Switches.", W.IReadOnlyListSwitchShape),
            Send("PUT", "/v1/kill-switches", "setKillSwitch", "Shuts, and lets go on.", W.SwitchShape) with
            {
                Body =
                [
                    new(
                        "level",
                        Kind.Text,
                        "What is shut.",
                        true,
                        Words: "key, session, account, member, instrument, market"
                    ),
                    new("state", Kind.Text, "Engaged: orders leave.", true, Words: "engaged, released"),
                    new("number", Kind.Whole, "Of the session, account or member.", Least: 1),
                    Symbol with
                    {
                        Required = false,
                        Summary = "With the level instrument.",
                    },
                    new("key", Kind.Text, "With the level key."),
                    new("person", Kind.Text, "Who does it.", true),
                    new("approver", Kind.Text, "A second person, to let a member, an instrument or the market go on."),
                ],
            },
        ];
}
