// The operations about an account's settled days, and the trace of its margin.
using Tokenbourse.Gateways.Http.AccountDays;

namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>All made from the books of the day.</summary>
internal static partial class Operations
{
    private static Value Rows(string what) =>
        new("limit", Kind.Whole, $"The newest so many {what}.", Least: 1, Most: 10_000, Usual: "1000");

    private static Operation[] AccountDays =>
        [
            OfAccount(
                "profit/{day}",
                "getProfit",
                "Where the change of equity on a settled day came from.",
                W.ProfitShape
            ) with
            {
                Query = [new("symbol", Kind.Text, "The month whose lines are wanted; absent: sums alone.")],
            },
            OfAccount(
                "ledger/{day}",
                "getAccountLedger",
                "The postings of a settled day with the balance after each, and the proof.",
                W.AccountLedgerShape
            ) with
            {
                Query = [Rows("postings of each currency")],
            },
            OfAccount("history/{day}", "getHistory", "Orders and fills of a settled day.", W.AccountHistoryShape) with
            {
                Query = [Rows("orders, and fills")],
            },
            new(
                "GET",
                "/v1/accounts/{account}/paper/{day}",
                "getPaper",
                "accounts",
                "The settlement statement of a settled day as a paper.",
                null
            )
            {
                Query =
                [
                    new("format", Kind.Text, "What it is wanted as.", Usual: "layout", Words: AccountDayRoutes.Forms),
                    new("lang", Kind.Text, "Its words.", Usual: "both", Words: AccountDayRoutes.Languages),
                ],
                Faults = [NotFound],
                Media = ["application/json", "text/csv", "text/plain", "application/pdf"],
            },
            OfAccount(
                "margin",
                "getMargin",
                "How the account's margin came about, line by line and scenario by scenario.",
                W.MarginTraceShape
            ),
        ];
}
