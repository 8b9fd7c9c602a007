// The operations about accounts and orders.
using System.Text.Json.Serialization.Metadata;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Accounts, cash, orders, quotes.</summary>
internal static partial class Operations
{
    private static Value Account => new("account", Kind.Whole, "Whose it is.", true, 1, 1_000_000);
    private static Value Symbol => new("symbol", Kind.Text, "The instrument.", true);
    private static Value Id =>
        new("clientOrderId", Kind.Text, "1 to 36 of A-Z a-z 0-9 . _ : -, once per account and trading day.", true);
    private static Value Until => new("validUntil", Kind.Moment, "Refused when it reaches the market later.");

    private static Value OwnId =>
        Id with
        {
            Required = false,
            Summary = "The request's own id, like that of an order: sent again it is not done again.",
        };

    private static Operation[] Accounts =>
        [
            new("GET", "/v1/accounts", "listAccounts", "accounts", "All accounts.", W.IReadOnlyListAccountShape),
            OfAccount("statement", "getStatement", "The statement of a settled day.", W.StatementShape) with
            {
                Query = [new("day", Kind.Date, "A settled day; absent: the newest.")],
            },
            .. Reports,
            .. AccountDays,
            OfAccount("orders", "listOrders", "Live orders, oldest first.", W.IReadOnlyListOpenOrderShape),
            OfAccount(
                "positions",
                "getPositions",
                "Lots by leg, results, margin and free money now.",
                W.PositionsShape
            ),
            OfAccount("calls", "getCalls", "Open margin calls.", W.CallsShape),
            OfAccount(
                "protection",
                "listProtections",
                "A market maker's protections.",
                W.IReadOnlyListProtectionStateShape
            ),
            OfAccount(
                "obligations",
                "getObligations",
                "How far a market maker meets what it has agreed to.",
                W.ObligationsShape
            ) with
            {
                Query = [ObligationMonth],
            },
            OfAccount("cash", "listCash", "Deposits and withdrawals.", W.IReadOnlyListCashRequestShape),
            OfAccount(
                "certificates",
                "listCertificates",
                "Certificates owned or issued.",
                W.IReadOnlyListCertificateShape
            ),
            OfAccount("spot-bids", "listSpotBids", "Bids that wait for an auction.", W.IReadOnlyListSpotBidShape),
            OfAccount("spot-orders", "listSpotOrders", "Live spot orders.", W.IReadOnlyListSpotOrderShape),
            OfAccount("supplies", "listSupplies", "Supply contracts, newest first.", W.IReadOnlyListSupplyShape),
            OfAccount("spot-quotes", "listSpotQuotes", "Open requests for quotes.", W.IReadOnlyListSpotRequestShape),
            new(
                "PUT",
                "/v1/accounts/{account}/protection",
                "setProtection",
                "accounts",
                "Sets a market maker's protection in a contract.",
                W.ProtectionShape
            )
            {
                Body =
                [
                    new("contract", Kind.Text, "The contract.", true),
                    new("windowMilliseconds", Kind.Whole, "The window.", true, 1, 3_600_000),
                    new("mostLots", Kind.Whole, "Lots that may trade in it; 0: no protection.", true, 0),
                ],
                Faults = WhenSent,
            },
            new(
                "POST",
                "/v1/accounts/{account}/cash",
                "askCash",
                "accounts",
                "Announces a deposit or asks for a withdrawal.",
                W.CashAnswerShape
            )
            {
                Body =
                [
                    new("currency", Kind.Text, "Its currency.", true),
                    new("amount", Kind.Decimal, "Below zero: a withdrawal.", true),
                    new("reference", Kind.Text, "1 to 24 characters, once per account.", true),
                ],
                Faults = WhenSent,
            },
            new(
                "PUT",
                "/v1/accounts/{account}/cash/{reference}",
                "confirmCash",
                "accounts",
                "How a movement of cash ended.",
                W.CashAnswerShape
            )
            {
                Body =
                [
                    new("outcome", Kind.Text, "The bank's word.", true, Words: "paid, failed, taken back"),
                    new("bankReference", Kind.Text, "Needed for paid."),
                ],
                Faults = WhenSent,
            },
        ];

    private static Operation[] Orders =>
        [
            Send("POST", "/v1/orders", "placeOrder", "Places an order.", W.OrderShape) with
            {
                Body = OrderFields,
                Faults = [.. WhenSent, Conflict],
            },
            Send(
                "POST",
                "/v1/orders/preview",
                "previewOrder",
                "What an order would do now; nothing is placed.",
                W.PreviewShape
            ) with
            {
                Body = [.. OrderFields.Where(f => f.Name != "clientOrderId"), Id with { Required = false }],
                Faults = WhenSent,
            },
            Send("PATCH", "/v1/orders/{order}", "amendOrder", "Amends an order.", W.OrderShape) with
            {
                Faults = [.. WhenSent, Conflict],
                Body =
                [
                    Account,
                    new("price", Kind.Decimal, "The new price; absent: stays."),
                    new("lots", Kind.Whole, "All lots of the order, those traded too; absent: stays.", Least: 1),
                    OwnId,
                    Until,
                ],
            },
            Send("DELETE", "/v1/orders/{order}", "cancelOrder", "Cancels an order.", W.OrderShape) with
            {
                Query = [Account with { Required = false, Summary = "Whose it is, where no body says it." }],
                Body = [Account, OwnId],
                BodyMayMiss = true,
                Faults = [.. WhenSent, Conflict],
            },
            Send("POST", "/v1/orders/cancel", "cancelOrders", "Cancels many orders.", W.MassCancelShape) with
            {
                Body =
                [
                    Account,
                    new("scope", Kind.Text, "Whose orders.", Usual: "account", Words: "account, group"),
                    new("side", Kind.Text, "Which side.", Usual: "both", Words: "both, buy, sell"),
                    Symbol with
                    {
                        Required = false,
                        Summary = "Of one instrument only.",
                    },
                    new("contract", Kind.Text, "Of one contract only."),
                    Until,
                ],
            },
            Send("POST", "/v1/quotes", "placeQuotes", "Replaces two-sided quotes.", W.QuotesShape) with
            {
                Body =
                [
                    Account,
                    Id,
                    new("quotes", Kind.Records, "1 to 8 of them.", true, 1, 8, Fields: QuoteFields),
                    Until,
                ],
                Faults = [.. WhenSent, Conflict],
            },
            Send("POST", "/v1/positions/reverse", "reversePosition", "Turns a position round.", W.OrderShape) with
            {
                Body = [Account, Symbol, Id, new("price", Kind.Decimal, "Absent: at the market."), Until],
                Faults = [.. WhenSent, Conflict],
            },
            Send("PUT", "/v1/instruments/{symbol}/state", "setState", "An operator's halt.", W.StateShape) with
            {
                Body =
                [
                    new(
                        "state",
                        Kind.Text,
                        "What it is to be.",
                        true,
                        Words: "halted, cancel-only, resumption auction, continuous"
                    ),
                    new("seconds", Kind.Whole, "Length of an auction.", Least: 1, Most: 3_600),
                    new("cause", Kind.Text, "Why, in the operator's words."),
                ],
            },
        ];

    private static Value[] OrderFields =>
        [
            Account,
            Symbol,
            new("side", Kind.Text, "Buy or sell.", true, Words: "buy, sell"),
            new(
                "type",
                Kind.Text,
                "The order's type.",
                Usual: "limit",
                Words: "limit, market, market-to-limit, stop, stop-limit"
            ),
            new(
                "timeInForce",
                Kind.Text,
                "How long it lives.",
                Usual: "day",
                Words: "day, fak, fok, gtc, gtd, at-the-open, at-the-close"
            ),
            new("price", Kind.Decimal, "On the tick; of limit and stop-limit orders only."),
            new("stopPrice", Kind.Decimal, "On the tick; of stop and stop-limit orders only."),
            new("lots", Kind.Whole, "All of them, hidden ones included.", true, 1),
            new("display", Kind.Whole, "Lots that others see at a time.", Least: 1),
            new("minimum", Kind.Whole, "Lots that must trade at once; fak only.", Least: 1),
            new("expires", Kind.Date, "Last trading day; gtd only."),
            new("postOnly", Kind.Flag, "Refused when it would trade at once."),
            new("closeOnly", Kind.Flag, "May only make the position smaller."),
            new("closeToday", Kind.Flag, "With closeOnly, of an open-and-close account: closes today's lots."),
            new("closeYesterday", Kind.Flag, "With closeOnly, of an open-and-close account: closes older lots."),
            new("hedge", Kind.Flag, "Hedging, not speculation."),
            new(
                "selfMatch",
                Kind.Text,
                "When it would meet an order of its own control group.",
                Usual: "as-contract",
                Words: "as-contract, allow, cancel-newest, cancel-oldest, cancel-both, decrement"
            ),
            Until,
            Id,
        ];

    private static Value[] QuoteFields =>
        [
            Symbol,
            new("bid", Kind.Decimal, "Price of the bid."),
            new("bidLots", Kind.Whole, "Absent or 0: the bid leaves.", Least: 0),
            new("ask", Kind.Decimal, "Price of the ask."),
            new("askLots", Kind.Whole, "Absent or 0: the ask leaves.", Least: 0),
        ];

    private static Operation OfAccount(string what, string id, string summary, JsonTypeInfo answer) =>
        new("GET", "/v1/accounts/{account}/" + what, id, "accounts", summary, answer) { Faults = [NotFound] };

    private static Operation Send(string method, string path, string id, string summary, JsonTypeInfo answer) =>
        new(method, path, id, "orders", summary, answer) { Faults = WhenSent };
}
