// Who sold what in deals, by number: the deals' counterpart of the series of posted prices.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>Offers (seller, item, region, terms) in the order in which deals brought them. Follows from the deals, so
/// it is no part of the saved state; dictionaries are looked up only.</summary>
internal sealed class DealOffers
{
    private readonly Dictionary<string, int> _offers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _items = new(StringComparer.Ordinal);
    private readonly List<int> _ofDeal = [];

    /// <summary>By number. Class is "deal": no posted price has it.</summary>
    public List<Series> All { get; } = [];

    /// <summary>Whether a deal that is not simulated has entered the log, by product.</summary>
    public bool RealTokens { get; private set; }

    public bool RealHours { get; private set; }

    /// <summary>The offer of a deal that <see cref="Read"/> has seen.</summary>
    public Series Of(Deal deal) => All[_ofDeal[deal.Number]];

    /// <summary>Goes on from where it stood.</summary>
    public void Read(Deals deals)
    {
        for (var i = _ofDeal.Count; i < deals.All.Count; i++)
        {
            var o = deals.All[i].Document;
            _ofDeal.Add(NumberOf(o));
            if (o.Simulated)
                continue;
            RealTokens |= o.Product == "token";
            RealHours |= o.Product == "gpu";
        }
    }

    private int NumberOf(DealObservation o)
    {
        // No name holds a control character, so the unit separator cannot make two keys equal.
        var key = $"{o.Product}\u001f{o.Seller}\u001f{o.Item}\u001f{o.Region}\u001f{o.Terms}";
        if (!_offers.TryGetValue(key, out var number))
        {
            number = All.Count;
            _offers.Add(key, number);
            var itemKey = $"{o.Product}\u001f{o.Item}";
            if (!_items.TryGetValue(itemKey, out var item))
                _items.Add(itemKey, item = _items.Count);
            All.Add(
                new(new(number, number, item, number), o.Product, o.Seller, o.Item, "deal", o.Region, o.Terms)
                {
                    Maker = o.Maker,
                }
            );
        }

        All[number].Maker = o.Maker;
        return number;
    }
}
