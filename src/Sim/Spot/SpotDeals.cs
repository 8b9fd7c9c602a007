// The auction's executions as deals for the index machine, and the deals of who would move its print.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>With whom a group deals.</summary>
public enum SpotWashKind
{
    /// <summary>Accounts that nobody knows to be related, who keep what they buy: also a subsidised seller.</summary>
    Friends,

    /// <summary>Accounts that a door marks as related.</summary>
    Related,

    /// <summary>Accounts under control of the seller, told under its name.</summary>
    Group,

    /// <summary>On from friend to friend and back to the seller.</summary>
    Ring,

    /// <summary>Friends, and every seller of the market is bought from at the same price.</summary>
    Buying,
}

/// <summary>Deals made outside of the auction by one group, to move the print.</summary>
/// <param name="Seller">Place among the sellers.</param>
/// <param name="Times">Volume, as a multiple of what the seller sold in the auction in each hour.</param>
/// <param name="Paid">Price over the auction's price of the hour.</param>
/// <param name="Accounts">Accounts among which the volume is divided; of a ring all those between the seller and
/// himself.</param>
/// <param name="Hours">The hours in which it is done; null: all.</param>
public sealed record SpotWash(
    int Seller,
    decimal Times,
    decimal Paid,
    int Accounts,
    SpotWashKind Kind = SpotWashKind.Friends,
    int[]? Hours = null
);

/// <summary>Writes observations.</summary>
public static class SpotDeals
{
    /// <summary>Source and feed of every deal of the laboratory's auction.</summary>
    public const string Source = "simulated-spot";

    /// <summary>The source, to be told before its deals.</summary>
    public static SourceDocument DefineSource(TradingDate day) =>
        new(
            Source,
            "laboratory",
            [],
            "invoice",
            day.ToString(),
            SourceDocument.Admitted,
            "the laboratory's own deals, each marked simulated"
        );

    /// <summary>An item is a delivery hour of the day, so that nobody moves a print by choosing dear hours.</summary>
    public static string Item(SpotTerms terms, int hour) => $"simulated-{terms.Kind}-h{hour:00}";

    /// <summary>The deals of the day that the market played last.</summary>
    public static List<DealObservation> Of(SpotTerms terms, SpotMarket market, TradingDate day)
    {
        var deals = new List<DealObservation>();
        foreach (var pair in market.Pairs)
            deals.Add(
                Deal(
                    terms,
                    day,
                    SpotMarket.SellerName(pair.Seller),
                    SpotMarket.BuyerName(pair.Buyer),
                    pair.Hour,
                    pair.Lots * (decimal)terms.UnitsPerLot,
                    (decimal)market.Clearing.Prices[pair.Hour] / terms.TicksPerUnit,
                    1m,
                    null
                )
            );
        return deals;
    }

    /// <summary>The day's deals of a wash.</summary>
    public static List<DealObservation> Of(SpotTerms terms, SpotMarket market, TradingDate day, SpotWash wash)
    {
        var sold = new SortedDictionary<int, long[]>();
        foreach (var pair in market.Pairs)
        {
            if (pair.Seller != wash.Seller && wash.Kind != SpotWashKind.Buying)
                continue;
            if (!sold.TryGetValue(pair.Seller, out var hours))
                sold.Add(pair.Seller, hours = new long[24]);
            hours[pair.Hour] += pair.Lots;
        }

        var deals = new List<DealObservation>();
        foreach (var (seller, hours) in sold)
            for (var hour = 0; hour < 24; hour++)
                if (hours[hour] > 0 && (wash.Hours is null || Array.IndexOf(wash.Hours, hour) >= 0))
                    Add(deals, terms, market, day, wash, SpotMarket.SellerName(seller), hour, hours[hour]);
        return deals;
    }

    private static void Add(
        List<DealObservation> deals,
        SpotTerms terms,
        SpotMarket market,
        TradingDate day,
        SpotWash wash,
        string seller,
        int hour,
        long sold
    )
    {
        var ring = wash.Kind == SpotWashKind.Ring;
        var units = sold * (decimal)terms.UnitsPerLot * wash.Times;
        for (var account = 0; account < wash.Accounts + (ring ? 1 : 0); account++)
            deals.Add(
                Deal(
                    terms,
                    day,
                    ring && account > 0 ? Friend(account) : seller,
                    wash.Kind == SpotWashKind.Group || (ring && account == wash.Accounts)
                        ? seller
                        : Friend(account + 1),
                    hour,
                    decimal.Round(ring ? units : units / wash.Accounts, 6),
                    (decimal)market.Clearing.Prices[hour] / terms.TicksPerUnit,
                    wash.Paid,
                    wash.Kind == SpotWashKind.Related ? ["related"] : null
                )
            );
    }

    private static string Friend(int number) => $"simulated-friend-{number:00}";

    private static DealObservation Deal(
        SpotTerms terms,
        TradingDate day,
        string seller,
        string buyer,
        int hour,
        decimal units,
        decimal price,
        decimal paid,
        IReadOnlyList<string>? flags
    )
    {
        var text = day.ToString();
        var compute = terms.Kind == "compute";
        return new(
            text,
            text,
            text,
            compute ? "gpu" : "token",
            "spot",
            seller,
            buyer,
            seller,
            Item(terms, hour),
            "simulated",
            "firm",
            [new(compute ? "hour" : "input", units, price)],
            units * price * paid,
            compute ? Currency.USD : Currency.CNY,
            compute ? "GPU hour" : "1M tokens",
            Source,
            Evidence($"{text} {seller} {buyer} {hour}"),
            Source,
            flags,
            null,
            true
        );
    }

    // No document stands behind an invented deal: a number of its own in the shape of a digest.
    private static string Evidence(string of)
    {
        var first = 14695981039346656037UL;
        foreach (var letter in of)
            first = unchecked((first ^ letter) * 1099511628211UL);
        return string.Concat(
            Enumerable
                .Range(0, 4)
                .Select(part =>
                    Random64
                        .Mix(unchecked((long)first), part, of.Length)
                        .ToString("x16", System.Globalization.CultureInfo.InvariantCulture)
                )
        );
    }
}
