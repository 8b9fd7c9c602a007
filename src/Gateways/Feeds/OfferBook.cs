// The offers of all sellers day by day: several listings of one offer become one price, doubtful ones wait outside.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Which tokens a price is for.</summary>
internal enum OfferClass
{
    None = -1,
    Input = 0,
    Cached = 1,
    Output = 2,
}

/// <summary>One id in one source.</summary>
internal sealed record ListingName(
    string Source,
    string Seller,
    string Maker,
    string Item,
    string Region,
    string Provider,
    string Model
);

/// <summary>One event of one class of a listing; no price when it ends.</summary>
internal sealed record OfferMove(
    TradingDate Day,
    ListingName Listing,
    OfferClass Class,
    decimal? Price,
    Currency Currency,
    string Event,
    string Commit,
    string Evidence
);

/// <summary>Follows listings and tells, day by day, what each seller asks for each model.</summary>
internal sealed class OfferBook(NamingRules rules, ObservedDays days, ImportReport report)
{
    /// <summary>A source that was not looked at for so many days no longer says anything.</summary>
    public const int SilentDays = 45;

    /// <summary>A move of this factor or more ...</summary>
    public const decimal Jump = 8m;

    /// <summary>... is believed when it has stood for so many days.</summary>
    public const int JumpDays = 14;

    /// <summary>A price this many times off what others ask for the same model is kept out while it is.</summary>
    public const decimal OffMarket = 5m;

    /// <summary>So many other sellers it takes to doubt what a maker asks in its own shop.</summary>
    public const int HouseWitnesses = 4;

    private const string JumpDoubt = "listing waited: a move of eight times or more in one step";
    private const string OffDoubt = "listing kept out: five times off what others ask for the model";

    private static readonly string[] ClassNames = ["input", "cached_input", "output"];

    private readonly Dictionary<ListingName, Listing> _listings = [];
    private readonly SortedDictionary<string, Offer> _offers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Offer>> _items = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Offer> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _alive = new(StringComparer.Ordinal);

    public List<Observation> Observations { get; } = [];

    /// <summary>Everything that happened on a day, and what follows from the day having come.</summary>
    public void Day(TradingDate day, IReadOnlyList<OfferMove> moves)
    {
        var touched = new SortedDictionary<string, Offer>(_waiting, StringComparer.Ordinal);
        foreach (var move in moves)
            Apply(move, touched);
        Silence(day, touched);
        foreach (var (key, offer) in touched)
        {
            if (Decide(offer, day))
                _waiting[key] = offer;
            else
                _waiting.Remove(key);
        }
    }

    private void Apply(OfferMove move, SortedDictionary<string, Offer> touched)
    {
        if (!_listings.TryGetValue(move.Listing, out var listing))
        {
            var key = $"{move.Listing.Item}|{move.Listing.Seller}|{move.Listing.Region}";
            if (!_offers.TryGetValue(key, out var offer))
            {
                _offers[key] = offer = new Offer(
                    key,
                    move.Listing,
                    rules.Seller(move.Listing.Provider).HouseOf == move.Listing.Maker
                );
                if (!_items.TryGetValue(move.Listing.Item, out var others))
                    _items[move.Listing.Item] = others = [];
                others.Add(offer);
            }

            listing = new Listing(move.Listing, offer, rules.Source(move.Listing.Source)!);
            offer.Listings.Add(listing);
            _listings[move.Listing] = listing;
        }

        if (move.Event == "change")
            listing.Changed = move.Day;
        listing.Moved = move.Day;
        listing.Commit = move.Commit;
        listing.Prices[(int)move.Class] = move.Price;
        listing.Evidence[(int)move.Class] = move.Evidence;
        if (move.Price is not null)
            listing.Currency = move.Currency;
        touched[listing.Offer.Key] = listing.Offer;
    }

    // A source that falls silent takes its listings with it; one that speaks again brings them back.
    private void Silence(TradingDate day, SortedDictionary<string, Offer> touched)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in days.Sources)
        {
            var alive = days.Within(source, day, SilentDays);
            if (alive == _alive.Contains(source))
                continue;
            if (alive)
                _alive.Add(source);
            else
                _alive.Remove(source);
            changed.Add(source);
        }

        if (changed.Count == 0)
            return;
        foreach (var offer in _offers.Values)
            if (offer.Listings.Exists(listing => changed.Contains(listing.Name.Source)))
                touched[offer.Key] = offer;
    }

    // True when a listing of the offer waits to be believed: the offer is asked again on the next day.
    private bool Decide(Offer offer, TradingDate day)
    {
        Listing? best = null;
        var waits = false;
        var jumps = false;
        foreach (var listing in offer.Listings)
        {
            if (!listing.Sells || !_alive.Contains(listing.Name.Source))
                continue;
            if (Doubt(offer, listing, day) is { } doubt)
            {
                if (listing.Doubt != doubt)
                    report.Note(doubt);
                listing.Doubt = doubt;
                waits = true;
                jumps |= doubt == JumpDoubt;
                continue;
            }

            listing.Doubt = "";
            if (best is null || listing.Before(best, offer.Teller))
                best = listing;
        }

        // While a jump waits to be believed the last price stands; an off-market one ends it.
        if (best is null && jumps)
            return true;
        Tell(offer, best, day);
        return waits;
    }

    private string? Doubt(Offer offer, Listing listing, TradingDate day)
    {
        var told = offer.Told;
        if (told[0] is { } last && offer.Currency == listing.Currency && told[2] is { } lastOutput)
        {
            var jumps = Far(listing.Prices[0]!.Value, last, Jump) || Far(listing.Prices[2]!.Value, lastOutput, Jump);
            if (jumps && listing.Moved.Plus(JumpDays) > day)
                return JumpDoubt;
        }

        var others = new List<decimal>();
        decimal? house = null;
        foreach (var other in _items[offer.Name.Item])
        {
            if (
                ReferenceEquals(other, offer)
                || other.Currency != listing.Currency
                || other.Told[0] is not { } input
                || other.Told[2] is not { } output
            )
                continue;
            if (other.House)
                house = input + output;
            else if (other.Name.Seller != offer.Name.Seller)
                others.Add(input + output);
        }

        // The maker's own price is the measure of the others; it is itself doubted only when many of them contradict
        // it.
        if (offer.House ? others.Count < HouseWitnesses : house is null && others.Count < 2)
            return null;
        return Far(listing.Prices[0]!.Value + listing.Prices[2]!.Value, house ?? Prices.Median(others), OffMarket)
            ? OffDoubt
            : null;
    }

    private static bool Far(decimal one, decimal other, decimal factor) =>
        one >= other * factor || other >= one * factor;

    private void Tell(Offer offer, Listing? listing, TradingDate day)
    {
        var currency = listing?.Currency ?? offer.Currency;
        var source = listing ?? offer.Teller ?? offer.Listings[0];
        for (var i = 0; i < ClassNames.Length; i++)
        {
            var price = listing?.Prices[i];
            if (price is not null && price == offer.Told[i] && currency == offer.Currency)
                continue;
            if (price is null && offer.Told[i] is null)
                continue;
            offer.Told[i] = price;
            Observations.Add(
                Observation.Of(
                    day,
                    Document(offer, source, ClassNames[i], price, price is null ? offer.Currency : currency, day)
                )
            );
        }

        offer.Currency = currency;
        offer.Teller = listing ?? offer.Teller;
    }

    private PriceObservation Document(
        Offer offer,
        Listing listing,
        string kind,
        decimal? price,
        Currency currency,
        TradingDate day
    )
    {
        var name = listing.Name;
        var source = $"{rules.Source(name.Source)!.Repository}@{listing.Commit} {name.Provider} {name.Model}";
        return new(
            day.ToString(),
            day.ToString(),
            "token",
            offer.Name.Seller,
            offer.Name.Maker,
            offer.Name.Item,
            kind,
            offer.Name.Region,
            "on_demand",
            price,
            currency,
            "1M tokens",
            price is null ? "withdrawn" : "price",
            source.Length <= 300 ? source : source[..300],
            name.Source,
            Evidence: listing.Evidence[Array.IndexOf(ClassNames, kind)]
        );
    }

    private sealed class Listing(ListingName name, Offer offer, SourceName source)
    {
        private readonly SourceName _source = source;

        public ListingName Name { get; } = name;

        public Offer Offer { get; } = offer;

        public decimal?[] Prices { get; } = new decimal?[3];

        public string?[] Evidence { get; } = new string?[3];

        public Currency Currency { get; set; }

        public string Commit { get; set; } = "";

        public string Doubt { get; set; } = "";

        public TradingDate Moved { get; set; }

        /// <summary>Day of its last change; a first listing proves nothing about when the price was set.</summary>
        public TradingDate Changed { get; set; } = new(int.MinValue);

        /// <summary>Both sides of the bill are priced: only then can anything be bought.</summary>
        public bool Sells => Prices[(int)OfferClass.Input] is not null && Prices[(int)OfferClass.Output] is not null;

        // Who changed last is believed. A listing that is merely new does not displace the one that was told so far,
        // unless that one
        // stands in an older copy of the same original.
        public bool Before(Listing other, Listing? incumbent)
        {
            if (Changed != other.Changed)
                return Changed > other.Changed;
            if (
                _source.Lineage.Length > 0
                && _source.Lineage == other._source.Lineage
                && _source.Rank != other._source.Rank
            )
                return _source.Rank < other._source.Rank;
            if (ReferenceEquals(this, incumbent))
                return true;
            if (ReferenceEquals(other, incumbent))
                return false;
            if (_source.Rank != other._source.Rank)
                return _source.Rank < other._source.Rank;
            if (Name.Model.Length != other.Name.Model.Length)
                return Name.Model.Length < other.Name.Model.Length;
            return string.CompareOrdinal(Name.Model + Name.Provider, other.Name.Model + other.Name.Provider) < 0;
        }
    }

    private sealed class Offer(string key, ListingName name, bool house)
    {
        public string Key { get; } = key;

        public ListingName Name { get; } = name;

        public bool House { get; } = house;

        public List<Listing> Listings { get; } = [];

        public decimal?[] Told { get; } = new decimal?[3];

        public Currency Currency { get; set; }

        public Listing? Teller { get; set; }
    }
}
