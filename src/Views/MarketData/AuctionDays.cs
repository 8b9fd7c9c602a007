// What the venue's own spot auctions say about scarcity, by the futures contract whose unit they deliver.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>One day's auctions of the spot products of a contract, over the first 24 hours of delivery: tomorrow. All
/// in metered units of the products, so that products of different lots add up.</summary>
/// <param name="Day">UTC date of the gate.</param>
/// <param name="Offered">Units offered at or below the cap.</param>
/// <param name="Asked">Units asked for at or above the floor.</param>
/// <param name="Unserved">Units asked for at the cap and not served, blocks among them.</param>
/// <param name="Sellers">Mean number of accounts that offered, an hour; of several products the largest.</param>
public sealed record AuctionDay(TradingDate Day, decimal Offered, decimal Asked, decimal Unserved, decimal Sellers);

/// <summary>Folds the events of the spot market. A day without a bid is no day: nobody asked.</summary>
public sealed class AuctionDays : View
{
    /// <summary>Days kept for a contract: what the shortage monitor looks back on.</summary>
    public const int MostDays = 280;

    private const int Hours = 24;
    private readonly SortedDictionary<string, SpotProduct> _products = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<AuctionDay>> _days = new(StringComparer.Ordinal);

    /// <summary>Oldest first; empty for a contract that no spot product names.</summary>
    public IReadOnlyList<AuctionDay> Of(string contract) => _days.TryGetValue(contract, out var days) ? days : [];

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.SpotProductDefined)
        {
            var product = SpotProduct.Read(entry.Payload, [])!;
            _products[product.Product] = product;
        }
        else if (entry.Kind == MessageKind.SpotAuctionHeld)
        {
            var auction = Documents.Read<SpotAuctionDocument>(entry.Payload.Span);
            if (auction.Bids > 0 && _products[auction.Product] is { Contract: { } contract } product)
                Add(contract, product, auction, entry.Time.Date);
        }
    }

    private void Add(string contract, SpotProduct product, SpotAuctionDocument auction, TradingDate day)
    {
        var hours = auction.Prices.Count < Hours ? auction.Prices.Count : Hours;
        var (offered, asked, unserved, sellers) = (0m, 0m, 0m, 0m);
        for (var hour = 0; hour < hours; hour++)
        {
            offered += auction.Offered[hour] * (decimal)product.UnitsPerLot;
            asked += auction.Asked[hour] * (decimal)product.UnitsPerLot;
            unserved += (auction.Unserved[hour] + auction.UnservedInBlocks[hour]) * (decimal)product.UnitsPerLot;
            sellers += auction.Sellers[hour];
        }

        var mean = hours == 0 ? 0m : sellers / hours;
        if (!_days.TryGetValue(contract, out var days))
            _days.Add(contract, days = []);
        var before = days.Count > 0 && days[^1].Day == day ? days[^1] : new(day, 0m, 0m, 0m, 0m);
        var now = new AuctionDay(
            day,
            before.Offered + offered,
            before.Asked + asked,
            before.Unserved + unserved,
            before.Sellers > mean ? before.Sellers : mean
        );
        if (days.Count > 0 && days[^1].Day == day)
            days[^1] = now;
        else
            days.Add(now);
        if (days.Count > MostDays)
            days.RemoveAt(0);
    }
}
