// Supply contracts as tables for people.
using System.Globalization;
using Tokenbourse.Desk.Client;

namespace Tokenbourse.Node.Spot;

/// <summary>Contracts in a line each, and one with its months.</summary>
internal static class SupplyText
{
    public static string List(IReadOnlyList<VenueSupply> supplies) =>
        supplies.Count == 0
            ? "no supply contract\n"
            : SpotText.Table(
                [
                    "number",
                    "<contract",
                    "<state",
                    "seller",
                    "buyer",
                    "<product",
                    "<index",
                    "<months",
                    "<next bill",
                    "security",
                    "open",
                ],
                supplies.Select(s =>
                    new[]
                    {
                        $"{s.Supply}",
                        s.Name,
                        s.State,
                        $"{s.Seller}",
                        $"{s.Buyer}",
                        s.Product,
                        s.Index,
                        $"{s.From} to {s.Last}",
                        s.Next ?? "-",
                        Money(s.Security),
                        $"{Money(s.Open)} {s.Currency}{(s.Overdue ? " overdue" : "")}",
                    }
                )
            );

    public static string Detail(VenueSupplyDetail detail)
    {
        var c = detail.Contract;
        var text = List([c]);
        if (detail.Months.Count == 0)
            return text + "no use was metered yet\n";
        return text
            + $"\nmetered in {c.Unit}; average, price and money in {c.Currency}\n"
            + SpotText.Table(
                [
                    "<month",
                    "metered",
                    "billed",
                    "average",
                    "price",
                    "amount",
                    "paid",
                    "open",
                    "<issued",
                    "<due",
                    "<state",
                ],
                detail.Months.Select(m => m.Invoice is { } i ? Billed(m, i) : Unbilled(m))
            );
    }

    private static string[] Billed(VenueSupplyMonth m, VenueSupplyBill i) =>
        [
            m.Month,
            SpotText.Group(m.Metered),
            SpotText.Group(i.Volume),
            SpotText.Plain(i.Average),
            SpotText.Plain(i.Price),
            Money(i.Amount),
            Money(i.Paid),
            Money(i.Open),
            i.Issued,
            i.Due,
            i.Overdue ? "overdue"
            : i.Open > 0 ? "open"
            : "paid",
        ];

    private static string[] Unbilled(VenueSupplyMonth m) =>
        [m.Month, SpotText.Group(m.Metered), "-", "-", "-", "-", "-", "-", "-", "-", "not billed"];

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
