// Steps on single prices: which are looked at, which lists leave them out, which moves must wait.
using System.Globalization;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>take, drop and screen.</summary>
internal static class Prices
{
    /// <summary>The price in force of every series that the step names. What is not named was never asked for and is
    /// not told.</summary>
    public static void Take(TakeStep step, PrintContext context, Table table)
    {
        var state = context.State;
        var all = context.Observations.Series;
        for (; state.SeriesAsked < all.Count; state.SeriesAsked++)
        {
            if (Names(step, context.Methodology.Observes, all[state.SeriesAsked]))
                state.Taken.Add(state.SeriesAsked);
        }

        foreach (var number in state.Taken)
        {
            var series = all[number];
            var at = series.At(context.Day.Days);
            if (at < 0)
                continue;
            var point = series.Points[at];
            if (point.Price is not { } price)
                continue;
            var row = RowOf(state.Kept, series, point, price);
            if (price < 0m || (price == 0m && point.Currency != Currency.None))
                table.Leave("price of zero or below", row);
            else if (step.MaxAgeDays > 0 && context.Day.Days - point.LastSeen > step.MaxAgeDays)
                table.Leave($"not seen for more than {step.MaxAgeDays} days", row);
            else
                table.Rows.Add(row);
        }
    }

    public static void Drop(DropStep step, Table table) =>
        table.Keep(row =>
            Holds(step.Sellers, row.Series.Seller)
            || Holds(step.Makers, row.Series.Maker)
            || Holds(step.Items, row.Series.Item)
                ? step.Reason
                : null
        );

    /// <summary>
    /// Bounds, and patience: a price at Factor times the last trusted one or more, at 1/Factor or less, or in another
    /// currency, is used once
    /// it was observed so many times or has stood for so many days; until then the trusted one is used and the new one
    /// is told as left out.
    /// </summary>
    public static void Screen(ScreenStep step, PrintContext context, Table table)
    {
        var outside = string.Create(CultureInfo.InvariantCulture, $"outside {step.Least} to {step.Most}");
        table.Keep(row => Outside(step, row.Value) ? outside : null);
        if (step.Factor == 0m)
            return;
        var marks = context.State.Screened;
        while (marks.Count < context.Observations.Series.Count)
            marks.Add(new(0, 0, -1, -1));
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var row = table.Rows[i];
            var series = row.Series;
            var at = series.At(context.Day.Days);
            var mark = marks[series.Number];
            if (mark.Rewrites != series.Rewrites)
                mark = new(series.Rewrites, 0, -1, -1);
            if (mark.Settled == at)
                continue;
            mark = Weighed(step, series, mark, at);
            var settled =
                mark.Trusted < 0
                || Calm(step, series.Points[at], series.Points[mark.Trusted])
                || Confirmed(step, series.Points[at], context.Day.Days);
            marks[series.Number] = settled ? mark with { Settled = at } : mark;
            if (settled)
                continue;
            var old = series.Points[mark.Trusted];
            table.Leave("moved too far: waits to be seen again or to stand", row);
            table.Rows[i] = Row.Of(series, old, old.Price!.Value);
        }
    }

    private static Row RowOf(List<Row?> kept, Series series, in PricePoint point, decimal price)
    {
        while (kept.Count <= series.Number)
            kept.Add(null);
        if (kept[series.Number] is not { } row)
            return kept[series.Number] = Row.Of(series, point, price);
        row.Begin(point, price);
        return row;
    }

    /// <summary>Goes on from where the last print left it: which of the points before <paramref name="end"/> was
    /// trusted last.</summary>
    private static ScreenMark Weighed(ScreenStep step, Series series, ScreenMark mark, int end)
    {
        var trusted = mark.Trusted;
        for (var i = mark.Next; i < end; i++)
        {
            var point = series.Points[i];
            if (point.Price is not { } price || price <= 0m || Outside(step, price))
                continue;
            if (
                trusted < 0
                || Calm(step, point, series.Points[trusted])
                || Confirmed(step, point, series.Points[i + 1].Start)
            )
                trusted = i;
        }

        return mark with
        {
            Next = mark.Next < end ? end : mark.Next,
            Trusted = trusted,
        };
    }

    // What was never usable is not what a later price is measured by, nor what stands in while it waits.
    private static bool Outside(ScreenStep step, decimal price) => price < step.Least || price > step.Most;

    private static bool Calm(ScreenStep step, PricePoint now, PricePoint before) =>
        now.Currency == before.Currency
        && now.Price!.Value < before.Price!.Value * step.Factor
        && now.Price.Value * step.Factor > before.Price.Value;

    private static bool Confirmed(ScreenStep step, PricePoint point, int until) =>
        point.Count >= step.Observations || until - point.Start >= step.Days;

    private static bool Names(TakeStep step, string product, Series series) =>
        series.Product == product
        && Holds(step.Classes, series.Class)
        && (step.Terms.Count == 0 || Holds(step.Terms, series.Terms))
        && (step.Regions.Count == 0 || Holds(step.Regions, series.Region))
        && (step.Items.Count == 0 || Holds(step.Items, series.Item));

    // The lists are sorted and short.
    private static bool Holds(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return true;
        }

        return false;
    }
}
