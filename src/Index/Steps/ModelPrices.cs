// One price for each item at each seller: the volume-weighted geometric mean of its deals.
using System.Globalization;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>model price: X = exp( sum V ln x / sum V ).</summary>
internal static class ModelPrices
{
    public static void Price(ModelPriceStep step, PrintContext context, Table table)
    {
        var run = table.Run!;
        var names = TraitsOf(context.Methodology);
        var prices = new List<Row>();
        foreach (var rows in DealScreens.ByOffer(table).Values)
        {
            if (Means.TotalWeight(rows) is var volume && volume < step.Least)
            {
                foreach (var row in rows)
                    table.Leave("too little volume of the model at the seller", row);
                continue;
            }

            var price = Mean(rows, volume);
            prices.Add(price);
            run.DealsUsed += rows.Count;
            run.Volume += volume;
            if (run.PooledDays == 0 && run.PostedDays == 0)
                run.Cells.Add(new(price.Series.Offer, volume, price.Log!.Value, price.Paid, LogsOf(names, rows)));
        }

        foreach (var row in table.Rows)
        {
            if (row.Deal is not null)
                continue;
            row.Log = DecimalMath.Ln(row.Value);
            run.Posted[row.Series.Offer] = true;
            prices.Add(row);
        }

        prices.Sort((a, b) => a.Series.Offer.CompareTo(b.Series.Offer));
        foreach (var price in prices)
            run.Now.Add(price.Series.Offer, new(context.Day.Days, price.Value, price.Log!.Value, price.Weight));
        table.Rows = prices;
    }

    /// <summary>After a mean over single deals: one row for each model at each seller, at the volume-weighted mean, so
    /// that a
    /// print of a million deals can be read. Nothing is calculated from these rows.</summary>
    public static void Tell(Table table)
    {
        var told = new List<Row>();
        foreach (var row in table.Rows)
        {
            if (row.Deal is null)
                told.Add(row);
        }

        foreach (var rows in DealScreens.ByOffer(table).Values)
        {
            var volume = Means.TotalWeight(rows);
            told.Add(Row.Of(rows[0].Series.Label, Means.Arithmetic(rows), volume, rows));
            table.Run!.DealsUsed += rows.Count;
            table.Run.Volume += volume;
        }

        table.Rows = told;
    }

    private static Row Mean(List<Row> rows, decimal volume)
    {
        rows.Sort(Table.ByValue);
        DealScreens.SetLogs(rows);
        var log = 0m;
        var paid = 0m;
        foreach (var row in rows)
        {
            log += row.Weight * row.Log!.Value;
            paid += row.Weight * row.Paid;
        }

        // Deals at one price have that price, to the last digit.
        var one = rows[0].Value == rows[^1].Value;
        log = one ? rows[0].Log!.Value : log / volume;
        var price = Row.Of(rows[0].Series.Label, one ? rows[0].Value : DecimalMath.Exp(log), volume, rows);
        price.Log = log;
        price.Paid = paid / volume;
        return price;
    }

    /// <summary>ln of each trait, volume-weighted over the deals that tell all of them; empty when none does.</summary>
    private static List<decimal> LogsOf(IReadOnlyList<string> names, List<Row> rows)
    {
        var sums = new decimal[names.Count];
        var told = 0m;
        foreach (var row in rows)
        {
            var logs = new decimal[names.Count];
            var all = names.Count > 0;
            for (var i = 0; all && i < names.Count; i++)
                all = TraitOf(row, names[i], out logs[i]);
            if (!all)
                continue;
            told += row.Weight;
            for (var i = 0; i < names.Count; i++)
                sums[i] += row.Weight * logs[i];
        }

        var means = new List<decimal>();
        for (var i = 0; told > 0m && i < names.Count; i++)
            means.Add(sums[i] / told);
        return means;
    }

    private static bool TraitOf(Row row, string name, out decimal log)
    {
        log = 0m;
        var traits = row.Deal!.Document.Traits;
        for (var i = 0; i < (traits?.Count ?? 0); i++)
        {
            if (
                traits![i].Name == name
                && decimal.TryParse(
                    traits[i].Value,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var value
                )
                && value is >= 0.000001m and <= 1_000_000_000_000m
            )
            {
                log = DecimalMath.Ln(value);
                return true;
            }
        }

        return false;
    }

    private static IReadOnlyList<string> TraitsOf(IndexMethodology methodology)
    {
        foreach (var step in methodology.Steps)
        {
            if (step is MatchStep { Hedonic: { } hedonic })
                return hedonic.Traits;
        }

        return [];
    }
}
