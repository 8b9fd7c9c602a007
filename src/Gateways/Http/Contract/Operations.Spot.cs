// The operations of the spot market.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>Products, auctions, books, certificates, commands.</summary>
internal static partial class Operations
{
    private static Operation[] Spot =>
        [
            new(
                "GET",
                "/v1/spot/products",
                "listProducts",
                "spot",
                "Terms and the next gate of each product.",
                W.IReadOnlyListSpotProductShape
            ),
            OfProduct("auctions", "listAuctions", "Auctions, newest first.", W.IReadOnlyListSpotAuctionShape) with
            {
                Query =
                [
                    new(
                        "limit",
                        Kind.Whole,
                        "Auctions.",
                        Least: 1,
                        Most: Views.Spot.SpotProductRow.MostAuctions,
                        Usual: "1"
                    ),
                ],
            },
            OfProduct("trades", "listSpotTrades", "Spot trades, newest first.", W.IReadOnlyListSpotTradeShape) with
            {
                Query =
                [
                    new(
                        "limit",
                        Kind.Whole,
                        "Trades.",
                        Least: 1,
                        Most: Views.Spot.SpotProductRow.MostTrades,
                        Usual: "100"
                    ),
                ],
            },
            OfProduct("book", "getSpotBook", "Blocks with live orders.", W.IReadOnlyListSpotBlockShape) with
            {
                Query =
                [
                    new("firstHour", Kind.Moment, "Blocks that begin then; absent: all."),
                    new("hours", Kind.Whole, "Blocks of that length; absent: all.", Least: 1, Most: 10_000),
                ],
            },
            new(
                "GET",
                "/v1/spot/certificates/{certificate}",
                "getCertificate",
                "spot",
                "A certificate.",
                W.CertificateShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                "/v1/spot/certificates/{certificate}/invoice",
                "getInvoice",
                "spot",
                "What was delivered on a certificate and what it cost.",
                W.InvoiceShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                "/v1/spot/supplies/{supply}",
                "getSupply",
                "spot",
                "A supply contract with its months.",
                W.SupplyDetailShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                "/v1/spot/supplies/{supply}/invoices/{month}",
                "getSupplyInvoice",
                "spot",
                "A month's invoice as it stands on the log.",
                null
            )
            {
                Faults = [NotFound],
            },
            new(
                "POST",
                "/v1/spot/{command}",
                "sendSpotCommand",
                "spot",
                "A command of the spot market.",
                W.SpotAnswerShape
            )
            {
                Body = [],
                Faults = WhenSent,
                PathWords = SpotDoor.CommandWords,
            },
        ];

    private static Operation OfProduct(
        string what,
        string id,
        string summary,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo answer
    ) => new("GET", "/v1/spot/products/{product}/" + what, id, "spot", summary, answer) { Faults = [NotFound] };
}
