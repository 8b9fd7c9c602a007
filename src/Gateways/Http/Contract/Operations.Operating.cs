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
