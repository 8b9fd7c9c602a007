// GPU offers day by day: one price an offer, tested against what is known on that day and nothing later.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Screens the quotes of a day and tells one price for each offer.</summary>
internal sealed class GpuBook(ObservedDays days, ImportReport report)
{
    /// <summary>With at least so many sellers ...</summary>
    public const int LeastSellers = 4;

    /// <summary>... a price above this many times their median, or below it divided by four, is none.</summary>
    public const decimal High = 5m;

    public const decimal Low = 4m;

    /// <summary>A seller's price counts for the median for so many days.</summary>
    public const int Remembered = 30;

    /// <summary>A spot price that did not move for so many days is a constant that somebody typed in.</summary>
    public const int ConstantDays = 14;

    /// <summary>Offers of sources that record changes only are told again after so many days, on a day of
    /// observation.</summary>
    public const int RepeatDays = 7;

    private readonly SortedDictionary<string, Told> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Live> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (decimal Price, TradingDate Day)> _sellers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (decimal Price, TradingDate Since)> _spots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _rivals = new(StringComparer.Ordinal);

    public List<Observation> Observations { get; } = [];

    /// <summary>All quotes of one day, and the offers that a day of observation confirms.</summary>
    public void Day(TradingDate day, IReadOnlyList<GpuQuote> quotes)
    {
        quotes = new GpuTotals(quotes).Without(report);
        var medians = Medians(day, quotes);
        var best = new SortedDictionary<string, GpuQuote>(StringComparer.Ordinal);
        foreach (var quote in quotes)
        {
            if (quote.Price is null)
            {
                report.Use();
                _live.Remove(LiveKey(quote));
                continue;
            }

            if (Reason(quote, medians, day) is { } reason)
            {
                report.Skip(reason);
                continue;
            }

            report.Use();
            if (Changes(quote.Source))
                _live[LiveKey(quote)] = new Live(quote);
            Offer(best, quote);
        }

        foreach (var live in _live.Values)
            if (days.Within(live.Quote.Source, day, 0))
                Offer(best, live.Quote);
        foreach (var (key, quote) in best)
            Tell(key, quote, day);
        End(quotes, best, day);
    }

    // Sources that record changes only: their prices hold until the next change.
    private static bool Changes(string source) => source is "G1_gcp" or "G6_fsdl";

    private static string LiveKey(GpuQuote quote) => $"{quote.Key}|{quote.Source}|{quote.Instance}|{quote.Count}";

    // The standard is a whole node of eight; then the nearest below it; then the cheaper.
    private static void Offer(SortedDictionary<string, GpuQuote> best, GpuQuote quote)
    {
        var key = quote.Key.ToString();
        if (!best.TryGetValue(key, out var other) || Better(quote, other))
            best[key] = quote;
    }

    private static bool Better(GpuQuote one, GpuQuote other)
    {
        if (one.Rank != other.Rank)
            return one.Rank < other.Rank;
        var oneNode = one.Count <= 8 ? one.Count : 8 - one.Count;
        var otherNode = other.Count <= 8 ? other.Count : 8 - other.Count;
        return oneNode != otherNode ? oneNode > otherNode : one.Price < other.Price;
    }

    // The cheapest quote of each seller today, else what it asked lately; the median of the sellers by item and terms.
    private Dictionary<string, (decimal Median, int Sellers)> Medians(TradingDate day, IReadOnlyList<GpuQuote> quotes)
    {
        var groups = new SortedSet<string>(StringComparer.Ordinal);
        var today = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var quote in quotes)
        {
            if (quote.Price is not { } price || !quote.Possible)
                continue;
            var group = Group(quote);
            groups.Add(group);
            var seller = $"{group}|{quote.Key.Seller}";
            if (!today.TryGetValue(seller, out var least) || price < least)
                today[seller] = price;
            if (!_rivals.TryGetValue(group, out var names))
                _rivals[group] = names = [];
            if (!names.Contains(seller))
                names.Add(seller);
        }

        var medians = new Dictionary<string, (decimal, int)>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var prices = new List<decimal>();
            foreach (var seller in _rivals[group])
            {
                if (today.TryGetValue(seller, out var now))
                    prices.Add(now);
                else if (_sellers.TryGetValue(seller, out var past) && past.Day.Plus(Remembered) >= day)
                    prices.Add(past.Price);
            }

            medians[group] = (Prices.Median(prices), prices.Count);
        }

        return medians;
    }

    private static string Group(GpuQuote quote) => $"{quote.Key.Item}|{quote.Key.Terms}";

    private string? Reason(GpuQuote quote, Dictionary<string, (decimal Median, int Sellers)> medians, TradingDate day)
    {
        var price = quote.Price!.Value;
        if (!quote.Possible)
            return "outside what an hour of that GPU can cost";
        var group = Group(quote);
        var seller = $"{group}|{quote.Key.Seller}";
        var (median, sellers) = medians[group];
        if (sellers >= LeastSellers)
        {
            if (price > median * High)
                return "over five times the sellers' median: a total for several GPUs, or an error";
            if (price * Low < median)
                return "under a quarter of the sellers' median: a placeholder, or an error";
        }

        if (quote.Count == 1 && Multiple(price, seller, day))
            return "two, four or eight times the seller's own price: a total for several GPUs";
        if (quote.Key.Terms.StartsWith("spot", StringComparison.Ordinal) && Constant(quote, day))
            return "spot price that never moves";
        _sellers[seller] =
            _sellers.TryGetValue(seller, out var known) && known.Day == day && known.Price < price
                ? known
                : (price, day);
        return null;
    }

    private bool Multiple(decimal price, string seller, TradingDate day)
    {
        if (!_sellers.TryGetValue(seller, out var known) || known.Day.Plus(Remembered) < day)
            return false;
        foreach (var times in (ReadOnlySpan<int>)[2, 4, 8])
        {
            var total = known.Price * times;
            if (price >= total * 0.98m && price <= total * 1.02m)
                return true;
        }

        return false;
    }

    private bool Constant(GpuQuote quote, TradingDate day)
    {
        var key = LiveKey(quote);
        if (_spots.TryGetValue(key, out var spot) && spot.Price == quote.Price)
            return spot.Since.Plus(ConstantDays) <= day && !Changes(quote.Source);
        _spots[key] = (quote.Price!.Value, day);
        return false;
    }

    private void Tell(string key, GpuQuote quote, TradingDate day)
    {
        if (
            _told.TryGetValue(key, out var told)
            && told.Price == quote.Price
            && Changes(quote.Source)
            && told.Day.Plus(RepeatDays) > day
        )
            return;
        _told[key] = new Told(quote, quote.Price, day);
        Observations.Add(Observation.Of(day, Document(quote, quote.Price, day)));
    }

    private void End(IReadOnlyList<GpuQuote> quotes, SortedDictionary<string, GpuQuote> best, TradingDate day)
    {
        foreach (var quote in quotes)
        {
            var key = quote.Key.ToString();
            if (
                quote.Price is not null
                || best.ContainsKey(key)
                || !_told.TryGetValue(key, out var told)
                || told.Price is null
            )
                continue;
            if (_live.Values.Any(live => live.Quote.Key == quote.Key))
                continue;
            _told[key] = told with { Price = null, Day = day };
            Observations.Add(Observation.Of(day, Document(quote, null, day)));
        }
    }

    private static PriceObservation Document(GpuQuote quote, decimal? price, TradingDate day) =>
        new(
            day.ToString(),
            day.ToString(),
            "gpu",
            quote.Key.Seller,
            quote.Gpu.Maker,
            quote.Key.Item,
            "hour",
            quote.Key.Region,
            quote.Key.Terms,
            price,
            Currency.USD,
            "GPU hour",
            price is null ? "withdrawn" : "price",
            quote.Where.Length <= 300 ? quote.Where : quote.Where[..300],
            quote.Source,
            quote.Traits,
            quote.Evidence
        );

    private sealed record Live(GpuQuote Quote);

    private sealed record Told(GpuQuote Quote, decimal? Price, TradingDate Day);
}
