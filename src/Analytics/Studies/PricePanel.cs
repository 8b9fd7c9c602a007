// Prices by offer and day: each carried forward from the day on which it was known to the next one.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>How the classes of a price make one price.</summary>
/// <param name="Input">Share of tokens that go in uncached.</param>
/// <param name="Cached">Share of tokens that go in cached; an offer without a price for them pays the input's.</param>
/// <param name="Output">Share of tokens that come out.</param>
public readonly record struct Bundle(double Input, double Cached, double Output)
{
    /// <summary>The standard token of the shipped indices.</summary>
    public static Bundle Standard => new(0.343, 0.441, 0.216);

    /// <summary>The same without a price for cached tokens, which lists began to state at different times.</summary>
    public static Bundle Uncached => new(0.784, 0, 0.216);
}

/// <summary>A matrix of prices, not a number where there is none.</summary>
public sealed class PricePanel
{
    private PricePanel(TradingDate first, int days, IReadOnlyList<Offer> offers, double[][] prices, int[] listed)
    {
        First = first;
        Days = days;
        Offers = offers;
        Prices = prices;
        Listed = listed;
    }

    /// <summary>First day.</summary>
    public TradingDate First { get; }

    /// <summary>Number of days.</summary>
    public int Days { get; }

    /// <summary>The rows, in order of seller, maker, item, region, terms.</summary>
    public IReadOnlyList<Offer> Offers { get; }

    /// <summary>Price by offer and day.</summary>
    public double[][] Prices { get; }

    /// <summary>The day on which an offer was first priced, counted from <see cref="First"/>; may be below
    /// zero.</summary>
    public int[] Listed { get; }

    /// <summary>Builds the panel.</summary>
    /// <param name="facts">In order of the day on which each was known.</param>
    /// <param name="rates">In the same order.</param>
    /// <param name="currency">All prices are turned into it at the rate known on the day.</param>
    /// <param name="bundle">For tokens; null for goods with the one class hour.</param>
    /// <param name="maxAge">A price that was not told again for so many days ends; 0 for no limit.</param>
    public static PricePanel Of(
        IEnumerable<PriceFact> facts,
        IReadOnlyList<RateFact> rates,
        TradingDate first,
        TradingDate last,
        Currency currency,
        Bundle? bundle,
        int maxAge = 0
    )
    {
        var rows = facts
            .GroupBy(f => f.Offer)
            .OrderBy(g => g.Key.Seller, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Maker, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Item, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Region, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Terms, StringComparer.Ordinal)
            .ToList();
        var days = last.Days - first.Days + 1;
        var exchange = new Exchange(rates, first, days, currency);
        var prices = rows.Select(g => Row([.. g], exchange, first, days, bundle, maxAge)).ToArray();
        var kept = Enumerable.Range(0, rows.Count).Where(i => prices[i].Any(double.IsFinite)).ToList();
        return new(
            first,
            days,
            [.. kept.Select(i => rows[i].Key)],
            [.. kept.Select(i => prices[i])],
            [.. kept.Select(i => rows[i].First(f => f.Price is not null).Known.Days - first.Days)]
        );
    }

    /// <summary>The rows that fit.</summary>
    public PricePanel Where(Func<Offer, bool> fits)
    {
        var kept = Enumerable.Range(0, Offers.Count).Where(i => fits(Offers[i])).ToList();
        return new(
            First,
            Days,
            [.. kept.Select(i => Offers[i])],
            [.. kept.Select(i => Prices[i])],
            [.. kept.Select(i => Listed[i])]
        );
    }

    private static double[] Row(
        List<PriceFact> facts,
        Exchange exchange,
        TradingDate first,
        int days,
        Bundle? bundle,
        int maxAge
    )
    {
        var row = new double[days];
        var classes = new (double Price, Currency Currency)[3];
        classes.AsSpan().Fill((double.NaN, Currency.None));
        var next = 0;
        var told = int.MinValue;
        for (var day = 0; day < days; day++)
        {
            for (; next < facts.Count && facts[next].Known.Days - first.Days <= day; next++)
            {
                classes[Place(facts[next].Class)] = (facts[next].Price ?? double.NaN, facts[next].Currency);
                told = facts[next].Known.Days - first.Days;
            }

            if (maxAge > 0 && (told == int.MinValue || day - told > maxAge))
                row[day] = double.NaN;
            else if (bundle is { } parts)
            {
                var input = exchange.At(day, classes[0]);
                var cached = parts.Cached > 0 ? exchange.At(day, classes[1]) : double.NaN;
                row[day] =
                    (parts.Input * input)
                    + (parts.Cached * (double.IsFinite(cached) ? cached : input))
                    + (parts.Output * exchange.At(day, classes[2]));
            }
            else
            {
                row[day] = exchange.At(day, classes[0]);
            }
        }

        return row;
    }

    private static int Place(string kind) =>
        kind switch
        {
            "cached_input" => 1,
            "output" => 2,
            _ => 0,
        };

    /// <summary>Exchange rates by day.</summary>
    private sealed class Exchange
    {
        private readonly double[] _yuan;
        private readonly double[] _euro;
        private readonly Currency _target;

        public Exchange(IReadOnlyList<RateFact> rates, TradingDate first, int days, Currency target)
        {
            _target = target;
            _yuan = Rates(rates, first, days, Currency.CNY);
            _euro = Rates(rates, first, days, Currency.EUR);
        }

        public double At(int day, (double Price, Currency Currency) given)
        {
            if (given.Currency == _target || !double.IsFinite(given.Price))
                return given.Price;
            return given.Price / PerDollar(day, given.Currency) * PerDollar(day, _target);
        }

        private double PerDollar(int day, Currency currency) =>
            currency switch
            {
                Currency.USD => 1,
                Currency.CNY => _yuan[day],
                _ => _euro[day],
            };

        private static double[] Rates(IReadOnlyList<RateFact> rates, TradingDate first, int days, Currency currency)
        {
            var row = new double[days];
            var now = double.NaN;
            var next = 0;
            for (var day = 0; day < days; day++)
            {
                for (; next < rates.Count && rates[next].Known.Days - first.Days <= day; next++)
                {
                    var rate = rates[next];
                    if (rate.Base == Currency.USD && rate.Quote == currency)
                        now = rate.Rate;
                    else if (rate.Quote == Currency.USD && rate.Base == currency)
                        now = 1 / rate.Rate;
                }

                row[day] = now;
            }

            return row;
        }
    }
}
