// Reads the terms of a supply contract, field by field.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>The fields of a supply contract and what they ask.</summary>
internal static class SupplyTermsReader
{
    private const int MostMonths = 120;
    private const decimal MostPrice = 1_000_000m;
    private const int MostAccount = 1_000_000;
    private const int FirstYear = 2000;
    private const int LastYear = 2200;

    public static SupplyTerms Read(Fields root)
    {
        var (average, price) = (root.Object("average"), root.Object("price"));
        var (volume, payment) = (root.Object("volume"), root.Object("payment"));
        var (from, to) = (Month(root, "from"), Month(root, "to"));
        if (to < from || to >= from.Plus(MostMonths))
            root.Fault("to", $"must be from the first month on, at most {MostMonths} months");
        var (seller, buyer) = (Account(root, "seller"), Account(root, "buyer"));
        if (seller == buyer)
            root.Fault("buyer", "must be another account than the seller's");
        var business = average?.Word("prints", [("every day", false), ("business days", true)]) ?? false;
        if (average is not null && business != average.Has("calendar"))
            average.Fault("calendar", "must be named where business days count, and only there");
        var decimals = (int)(average?.Whole("decimals", 0, 6) ?? 0);
        average?.Word("over", [("calendar month", 0)]);
        average?.Word("round", [("half up", 0)]);
        var (floor, cap) = (Figure(price, "floor", decimals, 0, 0), Cap(price, decimals));
        if (cap < floor)
            price!.Fault("cap", "must not lie below the floor");
        var (least, most) = (volume?.Whole("least", 0, SupplyTerms.MostUnits) ?? 0, Most(volume));
        if (most < least)
            volume!.Fault("most", "must not lie below the least");
        var above = Above(volume, most);
        var terms = new SupplyTerms
        {
            Supply = Name(root, "supply"),
            Seller = seller,
            Buyer = buyer,
            Product = Name(root, "product"),
            Meter = (int)root.Whole("meter", 1, int.MaxValue),
            Index = Name(root, "index"),
            From = from,
            To = to,
            UtcMinutes = (int)root.Whole("utcMinutes", -720, 840, 0),
            PrintDays = business ? PrintDays.BusinessDays : PrintDays.EveryDay,
            Calendar = business ? average?.Text("calendar") : null,
            LeastPrints = (int)(average?.Whole("leastPrints", 1, 31) ?? 1),
            Decimals = decimals,
            PricedUnits = price?.Whole("units", 1, 1_000_000_000_000) ?? 1,
            Quote = price?.Text("quote") ?? "",
            FactorPpm = price?.Ppm("factor", 0.000001m, 1000) ?? 1,
            Spread = Figure(price, "spread", decimals, -MostPrice, null),
            Floor = floor,
            Cap = cap,
            Least = least,
            Most = most,
            Above = above,
            ReadingDays = (int)(payment?.Whole("readingDays", 0, 31) ?? 0),
            DueDays = (int)(payment?.Whole("dueDays", 0, 90) ?? 0),
            SecurityMinor = payment?.Minor("security", 0, 10_000_000_000m) ?? 0,
        };
        foreach (var part in new[] { average, price, volume, payment })
            part?.Done();
        return terms;
    }

    private static string Name(Fields fields, string name)
    {
        var text = fields.Text(name);
        if (text.Length > 0 && !Name24.TryParse(text, out _))
            fields.Fault(name, "must be 1 to 24 letters, digits and marks without spaces");
        return text;
    }

    private static int Account(Fields root, string name) => (int)root.Whole(name, 1, MostAccount);

    private static ContractMonth Month(Fields root, string name)
    {
        const string Rule = "must be a month, yyyy-MM, of the years 2000 to 2200";
        var text = root.Text(name, Rule);
        if (TradingDate.TryParse(text + "-01", out var day) && day.Year is >= FirstYear and <= LastYear)
            return ContractMonth.Of(day);
        if (text.Length > 0)
            root.Fault(name, Rule);
        return ContractMonth.Of(1970, 1);
    }

    // A price with no more decimals than the contract's.
    private static decimal Figure(Fields? price, string name, int decimals, decimal least, decimal? fallback)
    {
        if (price is null)
            return 0;
        var figure = price.Fraction(name, least, MostPrice, fallback);
        if (decimal.Round(figure, decimals) != figure)
            price.Fault(name, $"must have at most {decimals} decimals, as the average");
        return figure;
    }

    private static decimal? Cap(Fields? price, int decimals) =>
        price?.Has("cap") == true ? Figure(price, "cap", decimals, 0, null) : null;

    private static long? Most(Fields? volume) =>
        volume?.Has("most") == true ? volume.Whole("most", 1, SupplyTerms.MostUnits) : null;

    private static AboveMost Above(Fields? volume, long? most)
    {
        if (volume is null)
            return AboveMost.Refused;
        if (most is null && volume.Has("above"))
            volume.Fault("above", "must stand beside a most only");
        return volume.Word(
            "above",
            [("refused", AboveMost.Refused), ("same price", AboveMost.SamePrice)],
            required: most is not null
        );
    }
}
