// What a deal cost per unit of the standard bundle, and how many units it was.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>standard price: d = net / sum(L n), x = d k sum(a L), V = sum(Lref n) / sum(a Lref).</summary>
internal static class StandardPrices
{
    private const decimal LeastPrice = 0.000000001m;
    private const decimal MostPrice = 1_000_000_000m;
    private const decimal LeastVolume = 0.000000000001m;
    private const decimal MostVolume = 1_000_000_000_000m;

    public static void Price(StandardPriceStep step, PrintContext context, Table table)
    {
        var bundle = 0m;
        foreach (var part in step.Parts)
            bundle += part.Weight * part.Reference;
        var work = new Work(
            step,
            context,
            table.Run!.Day,
            Tokenizers.ByItem(step.Tokenizers, step.Otherwise, context),
            bundle,
            $"paid less than {Tokenizers.Text(step.LeastPaid)} of the list value",
            $"paid more than {Tokenizers.Text(step.MostPaid)} of the list value"
        );
        table.Keep(row => row.Deal is { } deal ? OfDeal(work, row, deal) : Posted(work, row));
        DealTiers.Weigh(context, table);
    }

    private static string? OfDeal(Work work, Row row, Deal deal)
    {
        var o = deal.Document;
        var factor = work.Factors[row.Series.ItemNumber];
        if (factor == 0m)
            return Tokenizers.Unknown;
        var parts = work.Step.Parts;
        var list = 0m;
        var reference = 0m;
        for (var i = 0; i < o.Quantities.Count; i++)
        {
            var q = o.Quantities[i];
            var part = PartOf(parts, q.Class);
            if (part < 0)
                return "a class outside of the bundle";
            if (PriceOf(work, row.Series, deal, q.Class, null) is not { } price)
                return "no list price of a class that was bought";
            list += price * q.Units;
            reference += parts[part].Reference * q.Units;
        }

        var sum = 0m;
        for (var i = 0; i < parts.Count; i++)
        {
            var price =
                PriceOf(work, row.Series, deal, parts[i].Class, null)
                ?? (parts[i].Instead.Length > 0 ? PriceOf(work, row.Series, deal, parts[i].Instead, null) : null);
            if (price is null)
                return "no list price of a class of the bundle";
            sum += parts[i].Weight * price.Value;
        }

        if (list < LeastPrice)
            return OutOfRange;
        row.Paid = o.Net / list;
        if (row.Paid < work.Step.LeastPaid)
            return work.TooLittle;
        if (row.Paid > work.Step.MostPaid)
            return work.TooMuch;

        // convert worked on what was paid: what it made of one unit of money is the rate.
        row.Value = row.Paid * factor * sum * (row.Value / o.Net);
        row.Weight = reference / work.Bundle;
        return Sound(row) ? null : OutOfRange;
    }

    // The row came in as one unit of the posted currency: convert made the rate of it.
    private static string? Posted(Work work, Row row)
    {
        var factor = work.Factors[row.Series.ItemNumber];
        if (factor == 0m)
            return Tokenizers.Unknown;
        var rests = new List<Row>();
        var sum = 0m;
        foreach (var part in work.Step.Parts)
        {
            var price =
                PriceOf(work, row.Series, null, part.Class, rests)
                ?? (part.Instead.Length > 0 ? PriceOf(work, row.Series, null, part.Instead, rests) : null);
            if (price is null)
                return "no posted price of a class of the bundle";
            sum += part.Weight * price.Value;
        }

        row.Value *= row.Paid * factor * sum;
        row.Parts = rests;
        return Sound(row) ? null : OutOfRange;
    }

    private const string OutOfRange = "price or volume out of range";

    private static bool Sound(Row row) =>
        row.Value is >= LeastPrice and <= MostPrice && row.Weight is >= LeastVolume and <= MostVolume;

    // The list price that stands on the deal; else the posted one in force on the last day of consumption. What stands
    // in for a deal is the posted price of the day on which the deal would have ended.
    private static decimal? PriceOf(Work work, Series offer, Deal? deal, string @class, List<Row>? rests)
    {
        if (deal is null)
            return PostedPrices.Of(work.Context, offer, @class, work.Day, null, rests);
        var quantities = deal.Document.Quantities;
        for (var i = 0; i < quantities.Count; i++)
        {
            if (quantities[i].Class == @class && quantities[i].List is { } list)
                return list;
        }

        return PostedPrices.Of(work.Context, offer, @class, deal.To, deal.Document.Currency, rests);
    }

    private static int PartOf(IReadOnlyList<StandardPart> parts, string @class)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Class == @class)
                return i;
        }

        return -1;
    }

    private sealed record Work(
        StandardPriceStep Step,
        PrintContext Context,
        int Day,
        decimal[] Factors,
        decimal Bundle,
        string TooLittle,
        string TooMuch
    );
}

/// <summary>Posted prices of an offer that is known by its deals.</summary>
internal static class PostedPrices
{
    /// <summary>The price in force on the day, of the deal's region or else of "global"; null when there is none above
    /// zero or it is in another currency.</summary>
    public static decimal? Of(
        PrintContext context,
        Series offer,
        string @class,
        int day,
        Currency? currency,
        List<Row>? rests
    )
    {
        var series =
            context.Observations.Find(offer, @class, offer.Region)
            ?? context.Observations.Find(offer, @class, "global");
        if (series is null || series.At(day) is not (>= 0 and var at))
            return null;
        var point = series.Points[at];
        if (point.Price is not { } price || price <= 0m || (currency ?? point.Currency) != point.Currency)
            return null;
        rests?.Add(Row.Of(series, point, price));
        return price;
    }

    /// <summary>The one currency of the offer's posted prices on the day; null when there is none, or
    /// several.</summary>
    public static Currency? CurrencyOf(PrintContext context, Series offer, int day)
    {
        var standard = StandardOf(context.Methodology);
        Currency? found = null;
        var rests = new List<Row>();
        foreach (var part in standard.Parts)
            _ = Of(context, offer, part.Class, day, null, rests);
        foreach (var row in rests)
        {
            if (found is not null && found != row.Currency)
                return null;
            found = row.Currency;
        }

        return found;
    }

    private static StandardPriceStep StandardOf(IndexMethodology methodology)
    {
        foreach (var step in methodology.Steps)
        {
            if (step is StandardPriceStep standard)
                return standard;
        }

        throw new Model.Machine.InvariantBrokenException("a methodology over deals has a standard price");
    }
}
