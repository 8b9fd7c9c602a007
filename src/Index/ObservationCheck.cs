// What an observation must be to be kept at all: names, dates, ranges. A fault is told with field, value and rule.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>Checks before anything changes. Prices of zero or below are kept (they end the price before them) and never
/// used.</summary>
internal static class ObservationCheck
{
    private const decimal MostPrice = 1_000_000_000m;
    private const decimal LeastPrice = 0.000000001m;
    private const int MostName = 120;
    private const int MostSource = 1000;

    public static RefusedObservation? Refuses(
        PriceObservation o,
        TradingDate today,
        out TradingDate seen,
        out TradingDate effective
    )
    {
        effective = default;
        var fault =
            Day("seen", o.Seen, today, out seen)
            ?? (
                TradingDate.TryParse(o.Effective, out effective) && effective.Year is >= 1990 and < 2200
                    ? null
                    : new RefusedObservation(
                        "effective",
                        Cut(o.Effective),
                        "must be a date, yyyy-MM-dd, from 1990 to 2199"
                    )
            )
            ?? OneOf("product", o.Product, "token", "gpu")
            ?? Name("seller", o.Seller)
            ?? Name("maker", o.Maker)
            ?? Name("item", o.Item)
            ?? Name("class", o.Class)
            ?? Name("region", o.Region)
            ?? Name("terms", o.Terms)
            ?? OneOf("event", o.Event, "price", "withdrawn")
            ?? Held("currency", o.Currency)
            ?? OneOf("unit", o.Unit, o.Product == "gpu" ? "GPU hour" : "1M tokens")
            ?? Long("source", o.Source)
            ?? Long("feed", o.Feed)
            ?? (o.Evidence is null ? null : DealCheck.Evidence(o.Evidence))
            ?? DealCheck.Traits(o.Traits);
        if (fault is not null)
            return fault;
        if ((o.Event == "withdrawn") != o.Price is null)
            return new("price", Text(o.Price), "must be there for a price and null for a withdrawal");
        if (o.Price is > MostPrice or < -MostPrice or (> 0m and < LeastPrice))
            return new("price", Text(o.Price), "must lie within a thousand million and not between 0 and 1e-9");
        return null;
    }

    public static RefusedObservation? Refuses(QualityObservation o, TradingDate today, out TradingDate seen) =>
        Day("seen", o.Seen, today, out seen)
        ?? Name("exam", o.Exam)
        ?? Name("item", o.Item)
        ?? Name("maker", o.Maker)
        ?? Long("source", o.Source)
        ?? Long("feed", o.Feed)
        ?? (
            o.Score is >= -1_000_000m and <= 1_000_000m
                ? null
                : new RefusedObservation("score", Text(o.Score), "must lie within a million")
        );

    public static RefusedObservation? Refuses(RateObservation o, TradingDate today, out TradingDate seen) =>
        Day("seen", o.Seen, today, out seen)
        ?? Held("base", o.Base)
        ?? Held("quote", o.Quote)
        ?? Long("source", o.Source)
        ?? Long("feed", o.Feed)
        ?? (
            o.Base != o.Quote
                ? null
                : new RefusedObservation("quote", o.Quote.ToString(), "must be another currency than base")
        )
        ?? (
            o.Rate is >= 0.00001m and <= 100_000m
                ? null
                : new RefusedObservation("rate", Text(o.Rate), "must lie from 0.00001 to 100000")
        );

    internal static RefusedObservation? Day(string field, string given, TradingDate today, out TradingDate day)
    {
        if (!TradingDate.TryParse(given, out day) || day.Year < 1990)
            return new(field, Cut(given), "must be a date, yyyy-MM-dd, from 1990 on");
        return day <= today
            ? null
            : new(field, given, $"must not be later than the day on which it enters the log ({today})");
    }

    internal static RefusedObservation? Name(string field, string given)
    {
        if (given.Length is 0 or > MostName)
            return new(field, Cut(given), "must be 1 to 120 characters");
        foreach (var c in given)
        {
            if (char.IsControl(c))
                return new(field, Cut(given), "must hold no control characters");
        }

        return null;
    }

    internal static RefusedObservation? Long(string field, string given) =>
        given.Length <= MostSource ? null : new(field, Cut(given), "must be at most 1000 characters");

    internal static RefusedObservation? OneOf(string field, string given, string first, string second = "") =>
        given == first || (second.Length > 0 && given == second)
            ? null
            : new(field, Cut(given), second.Length > 0 ? $"must be {first} or {second}" : $"must be {first}");

    internal static RefusedObservation? Held(string field, Currency given) =>
        given is Currency.CNY or Currency.USD or Currency.EUR
            ? null
            : new(field, given.ToString(), "must be CNY, USD or EUR");

    internal static string Cut(string text) => text.Length <= 60 ? text : text[..57] + "...";

    internal static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
