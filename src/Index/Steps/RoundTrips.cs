// Volume that went there and came back: only the difference counts.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>
/// round trip. A deal's volume counts by the share of its direction that did not come back within the days, whatever
/// item and price it came back as, so that pieces, other hours and other prices do not hide it. Looked at are the days
/// up to the print's own: a way back on a later day takes the later deal out and changes no print that was made.
/// </summary>
internal static class RoundTrips
{
    private const string One = "seller and buyer are one or related";
    private const string Back = "came back within the days of a round trip";

    public static void Net(RoundTripStep step, PrintContext context, Table table)
    {
        var flows = new Flows(step, context, table.Run!);
        foreach (var row in table.Rows)
        {
            if (row.Deal is { } deal)
                row.Weight *= flows.CountingShare(deal);
        }

        table.Keep(row => row is { Deal: { } deal, Weight: 0m } ? (flows.IsOne(deal) ? One : Back) : null);
    }

    // Dictionaries are looked up only. A party is all under common control with it.
    private sealed class Flows
    {
        private readonly Dictionary<(string Seller, string Buyer), decimal> _units = [];
        private readonly Sources _sources;
        private readonly bool _ofParties;

        public Flows(RoundTripStep step, PrintContext context, DealRun run)
        {
            _sources = context.Observations.Sources;
            _ofParties = step.OfParties;
            var offers = context.Observations.Offers;
            var product = context.Methodology.Product;
            var real = product == "token" ? offers.RealTokens : offers.RealHours;
            var days = run.PooledDays > step.Days ? run.PooledDays : step.Days;
            for (var day = run.Day - days + 1; day <= run.Day; day++)
            {
                foreach (var deal in context.Observations.Deals.EndedOn(day))
                {
                    if (deal.Document.Product == product && !(real && deal.Document.Simulated))
                        Add(deal);
                }
            }
        }

        public bool IsOne(Deal deal) => Party(deal.Document.Seller) == Party(deal.Document.Buyer);

        public decimal CountingShare(Deal deal)
        {
            var (seller, buyer) = (Party(deal.Document.Seller), Party(deal.Document.Buyer));
            if (seller == buyer)
                return 0m;
            if (!_ofParties)
                return Rest(Of(seller, buyer), Of(buyer, seller));
            var sold = Rest(Of(seller, ""), Of("", seller));
            var bought = Rest(Of("", buyer), Of(buyer, ""));
            return sold < bought ? sold : bought;
        }

        private static decimal Rest(decimal forth, decimal back) => back >= forth ? 0m : 1m - (back / forth);

        private void Add(Deal deal)
        {
            var (seller, buyer) = (Party(deal.Document.Seller), Party(deal.Document.Buyer));
            if (seller == buyer)
                return;
            var units = 0m;
            foreach (var quantity in deal.Document.Quantities)
                units += quantity.Units;
            // No name is empty: the empty one stands for anybody.
            Note(seller, _ofParties ? "" : buyer, units);
            if (_ofParties)
                Note("", buyer, units);
        }

        private void Note(string seller, string buyer, decimal units) =>
            _units[(seller, buyer)] = Of(seller, buyer) + units;

        private decimal Of(string seller, string buyer) => _units.GetValueOrDefault((seller, buyer));

        private string Party(string name) => _sources.PartiesOf(name)[0];
    }
}
