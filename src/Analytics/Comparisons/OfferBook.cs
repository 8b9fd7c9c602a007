// What an observer without a methodology knows: the newest posted price of every offer, and the newest rates.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Comparisons;

/// <summary>Weight of a class in a basket, and the class that stands in for it where it is missing (empty:
/// none).</summary>
public sealed record BasketPart(string Class, double Weight, string Instead = "");

/// <summary>Which offers are looked at, and what of them is priced.</summary>
/// <param name="Product">token or gpu.</param>
/// <param name="Terms">on_demand, …; empty: any.</param>
/// <param name="Seller">One seller; empty: all.</param>
/// <param name="ItemPrefix">Items that begin so; empty: all.</param>
public sealed record Basket(
    string Product,
    Currency Currency,
    string Terms,
    string Seller,
    string ItemPrefix,
    IReadOnlyList<BasketPart> Parts
);

/// <summary>Prices as they were posted: a price holds until the next one of the same offer and class. No screen, no
/// probation, no look at the day from which it applies: that is what naive means here.</summary>
public sealed class OfferBook
{
    private readonly SortedDictionary<string, Offer> _offers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(Currency Base, Currency Quote), double> _rates = [];

    /// <summary>Takes a price; one of zero or below, or a withdrawal, ends the one before.</summary>
    public void Add(PriceObservation price)
    {
        var key = $"{price.Product}\u001f{price.Item}\u001f{price.Seller}\u001f{price.Region}\u001f{price.Terms}";
        if (!_offers.TryGetValue(key, out var offer))
            _offers.Add(key, offer = new(price.Product, price.Seller, price.Item, price.Terms));
        if (price.Price is > 0m)
            offer.Prices[price.Class] = ((double)price.Price.Value, price.Currency);
        else
            offer.Prices.Remove(price.Class);
    }

    public void Add(RateObservation rate) => _rates[(rate.Base, rate.Quote)] = (double)rate.Rate;

    /// <summary>The basket's price at every offer that has one, by the offer's name.</summary>
    public SortedDictionary<string, double> Values(Basket basket)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, offer) in _offers)
        {
            if (
                offer.Product != basket.Product
                || (basket.Terms.Length > 0 && offer.Terms != basket.Terms)
                || (basket.Seller.Length > 0 && offer.Seller != basket.Seller)
                || !offer.Item.StartsWith(basket.ItemPrefix, StringComparison.Ordinal)
            )
                continue;
            if (Price(offer, basket) is { } price)
                values.Add(key, price);
        }

        return values;
    }

    private double? Price(Offer offer, Basket basket)
    {
        var sum = 0.0;
        foreach (var part in basket.Parts)
        {
            if (
                !offer.Prices.TryGetValue(part.Class, out var price)
                && !offer.Prices.TryGetValue(part.Instead, out price)
            )
                return null;
            if (Rate(price.Currency, basket.Currency) is not { } rate)
                return null;
            sum += part.Weight * price.Value * rate;
        }

        return sum;
    }

    private double? Rate(Currency from, Currency to)
    {
        if (from == to)
            return 1.0;
        if (_rates.TryGetValue((from, to), out var rate))
            return rate;
        return _rates.TryGetValue((to, from), out var inverse) ? 1.0 / inverse : null;
    }

    private sealed class Offer(string product, string seller, string item, string terms)
    {
        public string Product { get; } = product;

        public string Seller { get; } = seller;

        public string Item { get; } = item;

        public string Terms { get; } = terms;

        public SortedDictionary<string, (double Value, Currency Currency)> Prices { get; } =
            new(StringComparer.Ordinal);
    }
}
