// Tables of the spot market for people.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tokenbourse.Desk.Client;

namespace Tokenbourse.Node.Spot;

/// <summary>Columns as wide as what stands in them.</summary>
internal static class SpotText
{
    public static string Products(IReadOnlyList<VenueSpotProduct> products)
    {
        if (products.Count == 0)
            return "no spot product is defined yet\n";
        var table = Table(
            [
                "product",
                "kind",
                "<one lot in one hour",
                "tick",
                "floor",
                "cap",
                "deposit",
                "next gate",
                "sells from",
                "hours",
            ],
            products.Select(p =>
                new[]
                {
                    p.Product,
                    p.Kind,
                    $"{Group(p.UnitsPerLot)} x {p.Unit}",
                    Plain(p.Tick),
                    Plain(p.Floor),
                    $"{Plain(p.Cap)} {p.Currency}",
                    Plain(p.Collateral),
                    p.Gate,
                    p.FirstHour,
                    $"{p.Hours}",
                }
            )
        );
        return table + "prices are of one lot in one hour; a buyer sets his limit aside, a seller the deposit\n";
    }

    public static string Bids(IReadOnlyList<VenueSpotBid> bids) =>
        bids.Count == 0
            ? "no bid waits\n"
            : Table(
                ["reference", "product", "side", "<first hour", "hours", "lots", "limit", "all or none", "set aside"],
                bids.Select(b =>
                    new[]
                    {
                        $"{b.Reference}",
                        b.Product,
                        b.Side,
                        b.FirstHour,
                        $"{b.Hours}",
                        Group(b.Lots),
                        Plain(b.Limit),
                        b.AllOrNone ? "yes" : "no",
                        Plain(b.Reserved),
                    }
                )
            );

    public static string Certificates(IReadOnlyList<VenueCertificate> certificates, int account) =>
        certificates.Count == 0
            ? "no certificate\n"
            : Table(
                [
                    "certificate",
                    "product",
                    "<is",
                    "<first hour",
                    "hours",
                    "lots",
                    "drawn",
                    "failed",
                    "prepaid",
                    "paid out",
                    "state",
                    "meter",
                ],
                certificates.Select(c =>
                    new[]
                    {
                        $"{c.Certificate}",
                        c.Product,
                        c.Owner != account ? $"issued to {c.Owner}"
                        : c.Issuer == account ? "own issue"
                        : $"owned, of {c.Issuer}",
                        c.FirstHour,
                        $"{c.Hours}",
                        Group(c.Lots),
                        Share(c.Drawn, c.Units),
                        Share(c.Failed, c.Units),
                        Plain(c.Paid),
                        Plain(c.Delivered),
                        c.State,
                        c.Meter == 0 ? "-" : $"{c.Meter}",
                    }
                )
            );

    /// <summary>What a command led to: kinds of events and what they say.</summary>
    public static string Events(string json)
    {
        var text = new StringBuilder();
        if (JsonNode.Parse(json) is not JsonObject answer || answer["events"] is not JsonArray events)
            throw new JsonException("no answer to a command");
        text.Append(CultureInfo.InvariantCulture, $"done at {answer["time"]}, sequence {answer["commandSequence"]}\n");
        foreach (var item in events)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {item!["kind"]}");
            if (item["message"] is JsonObject message)
                foreach (var (name, value) in message)
                    text.Append(CultureInfo.InvariantCulture, $" {name}={value?.ToJsonString()}");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A table; a head that begins with &lt; stands left, and so do words.</summary>
    public static string Table(IReadOnlyList<string> heads, IEnumerable<string[]> rows)
    {
        var list = rows.ToList();
        var text = new StringBuilder();
        var left = heads
            .Select((h, i) => h.StartsWith('<') || list.Exists(r => r[i].Length > 0 && char.IsAsciiLetter(r[i][0])))
            .ToArray();
        var names = heads.Select(h => h.TrimStart('<')).ToArray();
        var widths = names.Select((n, i) => int.Max(n.Length, list.Max(r => r[i].Length))).ToArray();
        Line(names);
        foreach (var row in list)
            Line(row);
        return text.ToString();

        void Line(string[] cells)
        {
            var line = new StringBuilder();
            for (var i = 0; i < cells.Length; i++)
                line.Append(left[i] ? cells[i].PadRight(widths[i]) : cells[i].PadLeft(widths[i])).Append("  ");
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }

    public static string Plain(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Group(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(long part, long whole) =>
        whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100m * part / whole:0.0}%");
}
