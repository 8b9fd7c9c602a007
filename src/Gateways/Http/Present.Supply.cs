// What the sides of a supply contract are shown: terms, months, invoices.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Spot;

namespace Tokenbourse.Gateways.Http;

/// <summary>Shapes of supply contracts, read with the views' gate held.</summary>
internal static class PresentSupply
{
    /// <summary>Of which the account is a side, newest first; null: no such account.</summary>
    public static IReadOnlyList<SupplyShape>? Of(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : [.. views.Supplies.Of(new AccountId(account)).Select(s => Shape(views, s))];
        }
    }

    /// <summary>Null: no such contract.</summary>
    public static SupplyDetailShape? Detail(VenueViews views, long supply)
    {
        lock (views.Gate)
        {
            return views.Supplies.Of(supply) is { } row
                ? new(Shape(views, row), JsonNode.Parse(row.Document.Span), [.. Months(row)])
                : null;
        }
    }

    /// <summary>The invoice of a month as it stands on the log; null: no such contract, or that month was not
    /// billed.</summary>
    public static ReadOnlyMemory<byte>? Invoice(VenueViews views, long supply, ContractMonth month)
    {
        lock (views.Gate)
        {
            return views.Supplies.Of(supply)?.Invoice(month)?.Bytes;
        }
    }

    private static SupplyShape Shape(VenueViews views, SupplyRow row)
    {
        var terms = row.Terms;
        var spec = views.Spot.Of(terms.Product)!.Spec;
        var next = terms.From.Plus(row.Invoices.Count);
        var isAlive = row.State is SupplyState.InForce or SupplyState.CutShort;
        return new(
            row.Number,
            terms.Supply,
            StateOf(row.State),
            terms.Seller,
            terms.Buyer,
            terms.Product,
            spec.Unit,
            terms.Index,
            $"{spec.Currency}",
            terms.Meter,
            row.LastRecord,
            terms.From.ToString(),
            terms.To.ToString(),
            row.Last.ToString(),
            isAlive && next <= row.Last ? next.ToString() : null,
            Words.Of(row.Security),
            Words.Of(row.Open),
            row.Invoices.Any(i => i.IsOverdue),
            row.Time.ToString()
        );
    }

    // Months with use or an invoice, oldest first.
    private static IEnumerable<SupplyMonthShape> Months(SupplyRow row)
    {
        var months = new SortedDictionary<int, long>();
        foreach (var (month, units) in row.Metered)
            months[month.Index] = units;
        for (var i = 0; i < row.Invoices.Count; i++)
            months.TryAdd(row.Terms.From.Index + i, 0);
        foreach (var (month, units) in months)
            yield return new(new ContractMonth(month).ToString(), units, Bill(row.Invoice(new(month))));
    }

    private static SupplyBillShape? Bill(SupplyInvoiceRow? invoice)
    {
        if (invoice is null)
            return null;
        var d = invoice.Document;
        var amount = new Money(d.AmountMinor);
        return new(
            d.Issued,
            d.Due,
            Words.Fixed(d.Average, d.Decimals),
            Words.Fixed(d.Price, d.Decimals),
            d.Volume,
            Words.Of(amount),
            Words.Of(amount - invoice.Open),
            Words.Of(invoice.Open),
            invoice.IsOverdue
        );
    }

    private static string StateOf(SupplyState state) =>
        state switch
        {
            SupplyState.Proposed => "proposed",
            SupplyState.InForce => "in force",
            SupplyState.CutShort => "cut short",
            SupplyState.Ended => "ended",
            _ => "withdrawn",
        };
}
