// Names of the spot market's channels: which there are, and whose.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Opens channels whose names begin with <c>spot.</c>.</summary>
internal static class SpotOpening
{
    public const string Prefix = "spot.";

    /// <param name="of">What stands behind the colon: a product or an account.</param>
    public static StreamChannel? Open(string name, string kind, string of, StreamSources sources, out WireFault? fault)
    {
        fault = null;
        switch (kind[Prefix.Length..])
        {
            case "auctions" or "trades" or "book":
                if (sources.Views.Spot.Of(of) is { } row)
                    return kind switch
                    {
                        "spot.auctions" => new SpotAuctionsChannel(name, row),
                        "spot.trades" => new SpotTradesChannel(name, row),
                        _ => new SpotBookChannel(name, sources, of),
                    };
                fault = WireFault.Refused(RejectReason.UnknownProduct, "channels", name);
                return null;
            case "certificates" or "bids" or "orders" or "quotes":
                if (
                    int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && sources.Views.Statements.Account(new(number)) is not null
                )
                    return OfAccount(name, kind, number, sources);
                fault = WireFault.Refused(RejectReason.UnknownAccount, "channels", name);
                return null;
            default:
                fault = WireFault.NotFound("channels", name, "There is no such channel.");
                return null;
        }
    }

    private static StreamChannel OfAccount(string name, string kind, int account, StreamSources sources) =>
        kind switch
        {
            "spot.certificates" => new SpotCertificatesChannel(name, sources, new AccountId(account)),
            "spot.bids" => new SpotListChannel<SpotBidShape>(
                name,
                sources,
                s => s.BidsChanged,
                () => PresentSpot.BidsOf(sources.Views, account)!,
                WireJson.Wire.IReadOnlyListSpotBidShape
            ),
            "spot.orders" => new SpotListChannel<SpotOrderShape>(
                name,
                sources,
                s => s.Dealing.Changed,
                () => PresentSpotDealing.OrdersOf(sources.Views, account)!,
                WireJson.Wire.IReadOnlyListSpotOrderShape
            ),
            _ => new SpotListChannel<SpotRequestShape>(
                name,
                sources,
                s => s.Dealing.Changed,
                () => PresentSpotDealing.RequestsFor(sources.Views, account)!,
                WireJson.Wire.IReadOnlyListSpotRequestShape
            ),
        };
}
