// An auction as text: a sparkline a delivery day, marks under rationed hours, then the hours.
using System.Globalization;
using System.Text;
using Tokenbourse.Desk.Client;

namespace Tokenbourse.Node.Spot;

/// <summary>The newest auction in full, older ones in a line each.</summary>
internal static class AuctionText
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int HoursADay = 24;

    /// <param name="simulated">The venue's traders are programs: the text says so.</param>
    public static string Of(IReadOnlyList<VenueSpotAuction> auctions, VenueSpotProduct product, bool simulated = false)
    {
        if (auctions.Count == 0)
            return $"{product.Product}: no auction was held yet; the next gate is {product.Gate}\n";
        var text = new StringBuilder();
        if (simulated)
            text.Append("simulated trading\n");
        text.Append(Newest(auctions[0], product));
        if (auctions.Count > 1)
            text.Append('\n')
                .Append(
                    SpotText.Table(
                        ["<gate", "bids", "lot-hours", "mean price", "rationed hours", "rejected blocks"],
                        auctions.Select(a =>
                            new[]
                            {
                                a.Gate,
                                $"{a.Bids}",
                                SpotText.Group(a.Hours.Sum(h => h.Lots)),
                                Mean(a),
                                $"{a.Hours.Count(h => h.Short > 0)}",
                                $"{a.Rejected}",
                            }
                        )
                    )
                );
        return text.ToString();
    }

    /// <summary>One bar an hour from the lowest to the highest price, the highest where demand was not served; a blank
    /// where nothing was sold or asked for.</summary>
    public static string Sparkline(IReadOnlyList<VenueSpotHour> hours, decimal low, decimal high)
    {
        var line = new StringBuilder(hours.Count);
        foreach (var hour in hours)
            line.Append(
                IsIdle(hour) ? ' '
                : hour.Short > 0 || hour.Price > high ? Bars[^1]
                : high > low ? Bars[(int)decimal.Floor((hour.Price - low) / (high - low) * (Bars.Length - 1))]
                : Bars[0]
            );
        return line.ToString();
    }

    /// <summary>Nothing sold and nothing asked for: its price is where supply alone would stand.</summary>
    public static bool IsIdle(VenueSpotHour hour) => hour is { Lots: 0, Short: 0 };

    /// <summary>Weighed by lots; a dash where nothing was sold.</summary>
    public static string Mean(VenueSpotAuction auction)
    {
        var lots = auction.Hours.Sum(h => (decimal)h.Lots);
        return lots == 0
            ? "-"
            : (auction.Hours.Sum(h => h.Price * h.Lots) / lots).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static string Newest(VenueSpotAuction auction, VenueSpotProduct product)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{auction.Product}, auction of {auction.Gate}: {auction.Bids} bids, {auction.Rejected} blocks "
                + $"paradoxically rejected, {(auction.Proven ? "blocks proven best" : "best blocks not proven")}\n"
        );
        var busy = auction.Hours.Where(h => !IsIdle(h)).ToList();
        if (busy.Count == 0)
            return text.Append("no hour was sold or asked for\n").ToString();
        // Hours at the cap would leave all others at the foot: they stand at the top whatever the scale.
        var scaled = busy.Where(h => h.Short == 0).DefaultIfEmpty(busy[0]).ToList();
        var (low, high) = (scaled.Min(h => h.Price), scaled.Max(h => h.Price));
        text.Append(
            CultureInfo.InvariantCulture,
            $"price of one lot in one hour, {product.Currency}: ▁ {low}, █ {high} and above; "
                + $"mean by lots {Mean(auction)}; R demand at the cap not served\n\n"
        );
        foreach (var day in auction.Hours.Chunk(HoursADay))
        {
            text.Append(CultureInfo.InvariantCulture, $"{day[0].Hour[..16]}Z  {Sparkline(day, low, high)}\n");
            if (day.Any(h => h.Short > 0))
                text.Append(' ', 19).Append([.. day.Select(h => h.Short > 0 ? 'R' : ' ')]).Append('\n');
        }

        text.Append('\n').Append(Hours(busy));
        var idle = auction.Hours.Count - busy.Count;
        if (idle > 0)
            text.Append(CultureInfo.InvariantCulture, $"{idle} more hours: nothing sold\n");
        return text.ToString();
    }

    private static string Hours(IReadOnlyList<VenueSpotHour> hours) =>
        SpotText.Table(
            [
                "<hour",
                "price",
                "lots",
                "offered",
                "asked",
                "availability",
                "unserved",
                "in blocks",
                "unsold",
                "sellers",
            ],
            hours.Select(h =>
                new[]
                {
                    h.Hour,
                    SpotText.Plain(h.Price),
                    SpotText.Group(h.Lots),
                    SpotText.Group(h.Offered),
                    SpotText.Group(h.Asked),
                    h.Availability is { } a ? SpotText.Plain(a) : "-",
                    h.Unserved > 0 ? $"{SpotText.Group(h.Unserved)} R" : "0",
                    h.UnservedInBlocks > 0 ? $"{SpotText.Group(h.UnservedInBlocks)} R" : "0",
                    SpotText.Group(h.Unsold),
                    $"{h.Sellers}",
                }
            )
        );
}
