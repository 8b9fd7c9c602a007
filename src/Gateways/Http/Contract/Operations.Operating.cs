// The operations of the market's operators.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>What they watch, and a draft that is checked; nothing here changes anything.</summary>
internal static partial class Operations
{
    private const string OperatingAddress = "/v1/operations/";

    private static Value ObligationMonth =>
        new("month", Kind.Text, "The calendar month, yyyy-MM; absent: that of the newest trading day.");

    private static Operation[] Operating =>
        [
            new(
                "GET",
                OperatingAddress + "board",
                "getOperatingBoard",
                "operations",
                "All live months: state, book, price limit, makers, index.",
                W.OperatingBoardShape
            ),
            new(
                "GET",
                OperatingAddress + "reach/{contract}",
                "getReach",
                "operations",
                "Orders and accounts that a halt of a contract or of one month reaches.",
                W.ReachShape
            )
            {
                Query = [new("symbol", Kind.Text, "One month or spread; absent: all of the contract.")],
                Faults = [NotFound],
            },
            new(
                "GET",
                OperatingAddress + "quality",
                "getMarketQuality",
                "operations",
                "Market quality of each month and of each maker, on the trading day.",
                W.QualityShape
            )
            {
                Query =
                [
                    new("spread", Kind.Whole, "Presence: ticks at most.", Least: 1, Most: 100, Usual: "10"),
                    new(
                        "lots",
                        Kind.Text,
                        "Presence: lots at least.",
                        Usual: "1",
                        Words: string.Join(", ", Views.MarketData.QuotedTime.Sizes)
                    ),
                ],
            },
            new(
                "GET",
                OperatingAddress + "obligations",
                "getMakerObligations",
                "operations",
                "How far each maker meets what it has agreed to.",
                W.MakerObligationsShape
            )
            {
                Query = [ObligationMonth],
            },
            new(
                "GET",
                OperatingAddress + "limits/{contract}",
                "getPriceLimits",
                "operations",
                "Price limits of a contract's months, and what other ones would do: tried on a copy of the market.",
                W.PriceLimitsShape
            )
            {
                Query =
                [
                    new("symbol", Kind.Text, "One month; absent: all of the contract."),
                    new("limit", Kind.Decimal, "Share of the previous settlement, up and down.", Sample: "0.12"),
                ],
                Faults = [NotFound, Unavailable],
            },
            new(
                "PUT",
                OperatingAddress + "limits/{contract}",
                "setPriceLimits",
                "operations",
                "Sets other price limits for the rest of the day. A venue with identities takes them as a proposal.",
                W.PriceLimitsShape
            )
            {
                Body =
                [
                    new("symbol", Kind.Text, "One month; absent: all of the contract."),
                    new("limit", Kind.Decimal, "Share of the previous settlement, up and down.", true, Sample: "0.12"),
                    new("proposer", Kind.Text, "Who proposed it.", true, Sample: "mona"),
                    new("approver", Kind.Text, "Who approved it: another person.", true, Sample: "carl"),
                    new("reason", Kind.Text, "Why, 1 to 24 of A-Z a-z 0-9 . _ : -", true, Sample: "news-pending"),
                ],
                Faults = WhenSent,
            },
            new(
                "GET",
                OperatingAddress + "health",
                "getOperatingHealth",
                "operations",
                "Latency of the doors, queue, log, what listeners missed, age of feeds.",
                W.OperatingHealthShape
            ),
            new(
                "POST",
                "/v1/contracts/{contract}/draft",
                "checkDraft",
                "operations",
                "Reads a draft of a contract, tries it on a copy of the market and compares it with one in force.",
                W.DraftShape
            )
            {
                Body = [],
                Faults = [NotFound, TooLarge, OtherMedia],
            },
        ];
}
