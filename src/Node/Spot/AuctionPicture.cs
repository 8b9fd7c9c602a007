// An auction as a picture: the price of each hour ahead as steps, lots as bars below, rationed hours shaded.
using System.Globalization;
using System.Net;
using System.Text;
using Tokenbourse.Desk.Client;

namespace Tokenbourse.Node.Spot;

/// <summary>Plain SVG that stands alone.</summary>
internal static class AuctionPicture
{
    private const double Width = 960;
    private const double Height = 440;
    private const double Left = 64;
    private const double Right = 16;
    private const double Top = 58;
    private const double Middle = 290;
    private const double LotsTop = 316;
    private const double Bottom = 396;

    private const string Line = "#0b62c4";
    private const string Rationed = "#c2202f";
    private const string Muted = "#52616f";

    /// <param name="simulated">The venue's traders are programs: the picture says so.</param>
    public static string Draw(VenueSpotAuction auction, VenueSpotProduct product, bool simulated)
    {
        var hours = auction.Hours;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" "
                + $"font-size=\"11\" role=\"img\">\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n"
        );
        var title = $"{product.Product}: auction of {auction.Gate}";
        Text(svg, Left, 20, title, size: 15);
        if (simulated)
            Text(svg, Width - Right, 20, "simulated trading", Rationed, "end", 13);
        Text(
            svg,
            Left,
            38,
            $"price of one lot ({SpotText.Group(product.UnitsPerLot)} x {product.Unit}) in one hour, "
                + $"{product.Currency}; mean by lots {AuctionText.Mean(auction)}; hours in UTC",
            Muted
        );
        Days(svg, hours);
        Prices(svg, hours);
        Lots(svg, hours);
        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double place, int hours) => Left + (place / hours * (Width - Left - Right));

    // A line and a date at each midnight, red where demand was rationed.
    private static void Days(StringBuilder svg, IReadOnlyList<VenueSpotHour> hours)
    {
        var step = hours.Count > 8 * 24 ? 2 : 1;
        var day = 0;
        for (var i = 0; i < hours.Count; i++)
        {
            if (hours[i].Short > 0)
                Box(svg, X(i, hours.Count), Top, X(i + 1, hours.Count), Bottom, Rationed, 0.14);
            if (hours[i].Hour[11..13] != "00")
                continue;
            var x = X(i, hours.Count);
            Stroke(svg, x, Top, x, Bottom, "#d3dae1");
            if (day++ % step == 0)
                Text(svg, x + 3, Bottom + 15, hours[i].Hour[5..10], Muted);
        }

        Box(svg, Left, Bottom + 24, Left + 14, Bottom + 34, Rationed, 0.3);
        var rationed = hours.Count(h => h.Short > 0);
        var words =
            $"demand at the cap not served: {rationed} of {hours.Count} hours; bars: lots sold, red: not served";
        Text(svg, Left + 20, Bottom + 33, words, Muted);
    }

    private static void Prices(StringBuilder svg, IReadOnlyList<VenueSpotHour> hours)
    {
        var shown = hours.Where(h => !AuctionText.IsIdle(h)).ToList();
        if (shown.Count == 0)
            return;
        var (low, high) = ((double)shown.Min(h => h.Price), (double)shown.Max(h => h.Price));
        var room = high > low ? (high - low) * 0.08 : double.Max(1, high * 0.1);
        (low, high) = (double.Max(0, low - room), high + room);
        for (var i = 0; i <= 4; i++)
        {
            var price = low + ((high - low) * i / 4);
            Stroke(svg, Left, Y(price), Width - Right, Y(price), "#e6eaee");
            Text(svg, Left - 8, Y(price) + 4, price.ToString("0.00", CultureInfo.InvariantCulture), Muted, "end");
        }

        var path = new StringBuilder();
        var pen = false;
        for (var i = 0; i < hours.Count; i++)
        {
            if (AuctionText.IsIdle(hours[i]))
            {
                pen = false;
                continue;
            }

            var y = N(Y((double)hours[i].Price));
            path.Append(pen ? 'L' : 'M').Append(N(X(i, hours.Count))).Append(' ').Append(y);
            path.Append('L').Append(N(X(i + 1, hours.Count))).Append(' ').Append(y);
            pen = true;
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{path}\" fill=\"none\" stroke=\"{Line}\" stroke-width=\"2\"/>\n"
        );

        double Y(double price) => Middle - ((price - low) / (high - low) * (Middle - Top));
    }

    private static void Lots(StringBuilder svg, IReadOnlyList<VenueSpotHour> hours)
    {
        var most = hours.Max(h => h.Lots + h.Short);
        Text(svg, Left - 8, LotsTop + 4, SpotText.Group(most), Muted, "end");
        Text(svg, Left - 8, Bottom, "lots", Muted, "end");
        Stroke(svg, Left, Bottom, Width - Right, Bottom, Muted);
        if (most == 0)
            return;
        for (var i = 0; i < hours.Count; i++)
        {
            var (x, end) = (X(i + 0.1, hours.Count), X(i + 0.9, hours.Count));
            var sold = Bottom - ((Bottom - LotsTop) * hours[i].Lots / most);
            Box(svg, x, sold, end, Bottom, Line, 0.75);
            if (hours[i].Short > 0)
                Box(svg, x, sold - ((Bottom - LotsTop) * hours[i].Short / most), end, sold, Rationed, 0.75);
        }
    }

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static void Box(StringBuilder svg, double x, double y, double end, double foot, string fill, double opacity)
    {
        if (foot - y > 0)
            svg.Append(
                $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(end - x)}\" height=\"{N(foot - y)}\" fill=\"{fill}\" "
                    + $"fill-opacity=\"{N(opacity)}\"/>\n"
            );
    }

    private static void Stroke(StringBuilder svg, double x, double y, double toX, double toY, string colour) =>
        svg.Append($"<line x1=\"{N(x)}\" y1=\"{N(y)}\" x2=\"{N(toX)}\" y2=\"{N(toY)}\" stroke=\"{colour}\"/>\n");

    private static void Text(
        StringBuilder svg,
        double x,
        double y,
        string words,
        string colour = "#17212b",
        string anchor = "start",
        int size = 11
    ) =>
        svg.Append(
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" fill=\"{colour}\" text-anchor=\"{anchor}\" font-size=\"{size}\">"
                + $"{WebUtility.HtmlEncode(words)}</text>\n"
        );
}
