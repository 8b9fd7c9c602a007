// The spot market's channels in the contract of the stream.
namespace Tokenbourse.Gateways.Http.Contract;

internal sealed partial class AsyncApi
{
    private static Told[] SpotChannels =>
        [
            new(
                "spotAuctions",
                @"^spot\.auctions:.+$",
                "spot.auctions:TS-CN",
                "The newest auction, or none; then each.",
                W.IReadOnlyListSpotAuctionShape,
                "event",
                W.SpotAuctionShape
            ),
            new(
                "spotTrades",
                @"^spot\.trades:.+$",
                "spot.trades:TS-CN",
                "The newest trades, newest first; then each.",
                W.IReadOnlyListSpotTradeShape,
                "event",
                W.SpotTradeShape
            ),
            new(
                "spotBook",
                @"^spot\.book:.+$",
                "spot.book:TS-CN",
                "Blocks with live orders; then those that changed, whole. One without orders is gone.",
                W.IReadOnlyListSpotBlockShape,
                "delta",
                W.IReadOnlyListSpotBlockShape
            ),
            new(
                "spotCertificates",
                @"^spot\.certificates:\d+$",
                "spot.certificates:101",
                "What an account owns or issued; then those that changed, whole.",
                W.IReadOnlyListCertificateShape,
                "delta",
                W.IReadOnlyListCertificateShape
            ),
            new(
                "spotBids",
                @"^spot\.bids:\d+$",
                "spot.bids:101",
                "An account's bids that wait for an auction.",
                W.IReadOnlyListSpotBidShape
            ),
            new(
                "spotOrders",
                @"^spot\.orders:\d+$",
                "spot.orders:101",
                "An account's live orders for blocks.",
                W.IReadOnlyListSpotOrderShape
            ),
            new(
                "spotQuotes",
                @"^spot\.quotes:\d+$",
                "spot.quotes:101",
                "Requests for quotes that concern an account.",
                W.IReadOnlyListSpotRequestShape
            ),
        ];
}
