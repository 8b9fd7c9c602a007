// Asks of each price, in the order of the log, whether it is one: against its own past and what other sellers ask.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Screens;

/// <summary>A price that a screen holds back.</summary>
/// <param name="Screen">Id of the screen.</param>
/// <param name="Place">The observation's place in what was given, from 0.</param>
public sealed record Finding(string Screen, int Place, string What, string Reason);

/// <summary>The screens of prices. A price that is held back does not become part of what later prices are measured
/// by; a thousandfold price is believed once it was seen on two days, for a true one stays.</summary>
public sealed class PriceScreens(ScreenRules rules, NamingRules? names = null)
{
    private readonly NamingRules _names = names ?? NamingRules.Shipped;
    private readonly Dictionary<string, Past> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Past>> _rivals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _offers = new(StringComparer.Ordinal);
    private int _place = -1;

    /// <summary>The first screen that holds the price back, or null. Withdrawals pass.</summary>
    public Finding? Against(PriceObservation o)
    {
        _place++;
        if (o.Price is not { } price || !TradingDate.TryParse(o.Seen, out var day))
            return null;
        var group = $"{o.Product}|{o.Item}|{o.Class}|{o.Terms}|{o.Currency}";
        var key = $"{group}|{o.Seller}|{o.Region}";
        _series.TryGetValue(key, out var past);
        var screen =
            Alone(o, price)
            ?? Twin(o)
            ?? Thousandfold(group, o.Seller, past, price, day)
            ?? Level(o, group, past, price, day)
            ?? Constant(o, past, price, day);
        if (past is not null && (past.Doubted?.Price != price || screen != "thousandfold"))
            past.Doubted = null;
        if (screen is not null)
        {
            if (past is not null && screen == "thousandfold")
                past.Doubted ??= (price, day);
            return new(screen, _place, $"{o.Item}@{o.Seller} {o.Class} {o.Terms} {o.Seen}: {price}", rules[screen].En);
        }

        Remember(group, key, o.Seller, price, day);
        return null;
    }

    private string? Alone(PriceObservation o, decimal price)
    {
        var bounds = rules["bounds"].With;
        if (rules["sentinel"].Values.Contains(price))
            return "sentinel";
        var outside =
            price <= 0m
            || (
                o.Product == "gpu"
                    ? price < bounds["gpuLeast"] || price > bounds["gpuMost"]
                    : price > bounds["tokenMost"]
            );
        return outside ? "bounds" : null;
    }

    // Two ids of one seller that the naming rules take for one model: the first told stays, and those that somebody has
    // looked at and found to be editions of their own.
    private string? Twin(PriceObservation o)
    {
        if (o.Product != "token" || rules["duplicate_offer"].Editions.Contains(o.Item))
            return null;
        var key = $"{_names.Item(o.Item)}|{o.Seller}|{o.Region}|{o.Terms}|{o.Class}";
        return _offers.TryAdd(key, o.Item) || _offers[key] == o.Item ? null : "duplicate_offer";
    }

    private string? Thousandfold(string group, string seller, Past? past, decimal price, TradingDate day)
    {
        var with = rules["thousandfold"].With;
        if (past is not null && Far(price, past.Price, with["factor"]) && !SeenBefore(past, price, day))
            return "thousandfold";
        var others = Others(group, seller, day, (int)with["days"]);
        return past is null && others.Count >= with["sellers"] && Far(price, Prices.Median(others), with["factor"])
            ? "thousandfold"
            : null;
    }

    private static bool SeenBefore(Past past, decimal price, TradingDate day) =>
        past.Doubted is { } doubted && doubted.Price == price && doubted.Day < day;

    private string? Level(PriceObservation o, string group, Past? past, decimal price, TradingDate day)
    {
        if (o.Product != "gpu")
            return null;
        var total = rules["instance_total"].With;
        if (past is not null && past.Day.Plus((int)total["days"]) >= day)
        {
            foreach (var times in (ReadOnlySpan<int>)[2, 4, 8, 16])
            {
                var whole = past.Price * times;
                if (price >= whole * (1 - total["slack"]) && price <= whole * (1 + total["slack"]))
                    return "instance_total";
            }
        }

        var others = Others(group, o.Seller, day, (int)total["days"]);
        if (others.Count >= total["sellers"] && price > Prices.Median(others) * total["factor"])
            return "instance_total";
        var low = rules["placeholder"].With;
        return others.Count >= low["sellers"] && price * low["factor"] < Prices.Median(others) ? "placeholder" : null;
    }

    private string? Constant(PriceObservation o, Past? past, decimal price, TradingDate day) =>
        o.Terms.StartsWith("spot", StringComparison.Ordinal)
        && past is not null
        && past.Price == price
        && past.Since.Plus((int)rules["stale_constant"].With["days"]) <= day
            ? "stale_constant"
            : null;

    private List<decimal> Others(string group, string seller, TradingDate day, int days)
    {
        var prices = new List<decimal>();
        if (!_rivals.TryGetValue(group, out var rivals))
            return prices;
        foreach (var rival in rivals)
            if (rival.Seller != seller && rival.Day.Plus(days) >= day)
                prices.Add(rival.Price);
        return prices;
    }

    private void Remember(string group, string key, string seller, decimal price, TradingDate day)
    {
        if (_series.TryGetValue(key, out var past))
        {
            past.Since = past.Price == price ? past.Since : day;
            past.Price = price;
            past.Day = day;
            return;
        }

        past = new Past(seller)
        {
            Price = price,
            Day = day,
            Since = day,
        };
        _series.Add(key, past);
        if (!_rivals.TryGetValue(group, out var rivals))
            _rivals.Add(group, rivals = []);
        rivals.Add(past);
    }

    private static bool Far(decimal one, decimal other, decimal factor) =>
        one >= other * factor || other >= one * factor;

    private sealed class Past(string seller)
    {
        public string Seller { get; } = seller;

        public decimal Price { get; set; }

        public TradingDate Day { get; set; }

        public TradingDate Since { get; set; }

        /// <summary>The price that was held back last, and the day on which it was first seen.</summary>
        public (decimal Price, TradingDate Day)? Doubted { get; set; }
    }
}
