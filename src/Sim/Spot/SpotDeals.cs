// The auction's executions as deals for the index machine, and the deals of who would move its print.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Spot;

/// <summary>Deals made outside of the auction by one seller, to move the print.</summary>
/// <param name="Seller">Place among the sellers.</param>
/// <param name="Times">Volume, as a multiple of what the seller sold in the auction in each hour.</param>
/// <param name="Paid">Price over the auction's price of the hour.</param>
/// <param name="Accounts">Buying accounts among which the volume is divided.</param>
/// <param name="Related">Whether the accounts are known to belong to the seller; a door that knows marks their
/// deals.</param>
/// <param name="Hours">The hours in which it is done; null: all.</param>
public sealed record SpotWash(int Seller, decimal Times, decimal Paid, int Accounts, bool Related, int[]? Hours = null);

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
        var sold = new long[24];
        foreach (var pair in market.Pairs)
            sold[pair.Hour] += pair.Seller == wash.Seller ? pair.Lots : 0;
        var deals = new List<DealObservation>();
        for (var hour = 0; hour < 24; hour++)
        {
            if (sold[hour] == 0 || (wash.Hours is not null && Array.IndexOf(wash.Hours, hour) < 0))
                continue;
            for (var account = 0; account < wash.Accounts; account++)
                deals.Add(
                    Deal(
                        terms,
                        day,
                        SpotMarket.SellerName(wash.Seller),
                        $"simulated-friend-{account + 1:00}",
                        hour,
                        decimal.Round(sold[hour] * (decimal)terms.UnitsPerLot * wash.Times / wash.Accounts, 6),
                        (decimal)market.Clearing.Prices[hour] / terms.TicksPerUnit,
                        wash.Paid,
                        wash.Related ? ["related"] : null
                    )
                );
        }

        return deals;
    }

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
