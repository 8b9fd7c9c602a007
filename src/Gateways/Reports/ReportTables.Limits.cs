// The large traders of a day as a report.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Reports;

internal sealed partial class ReportTables
{
    private ReportTable LargeTraders()
    {
        var lines = books.LargeTradersOn(day);
        return new(
            "large-traders",
            ["product", "instrument", "kind", "trader", "side", "lots", "limit", "reportDue", "exceeds"],
            [
                .. lines.Select(
                    IReadOnlyList<string> (t) =>
                    {
                        var terms = books.Terms(t.Instrument);
                        return
                        [
                            terms.Contract,
                            terms.Symbol,
                            t.Kind.ToString().ToLowerInvariant(),
                            Whole(t.Trader),
                            Figures.Of(t.Side),
                            Whole(t.Lots),
                            Whole(t.Limit),
                            t.Due is { } due ? $"{due} {Clock(t.DueMinute)}" : "",
                            t.Exceeds ? "yes" : "no",
                        ];
                    }
                ),
            ],
            new(StringComparer.Ordinal)
            {
                ["exceed"] = Whole(lines.Count(t => t.Exceeds)),
                ["long"] = Whole(lines.Where(t => t.Side == Side.Buy).Sum(t => t.Lots)),
                ["short"] = Whole(lines.Where(t => t.Side == Side.Sell).Sum(t => t.Lots)),
            }
        );
    }

    private static string Clock(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
