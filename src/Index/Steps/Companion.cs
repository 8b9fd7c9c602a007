// Companions: values from the newest prints of other indices, in one currency.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>spread and composite.</summary>
internal static class Companion
{
    /// <summary>The four of the inference spread; formulas in docs/gpu-index.md.</summary>
    public static void Spread(SpreadStep step, PrintContext context, Table table)
    {
        var s = step.Token.Length > 0 ? Print(step.Token, step.MaxAgeDays, context, table) : 0m;
        var p = step.Gpu.Length > 0 ? Print(step.Gpu, step.MaxAgeDays, context, table) : 0m;
        var h = step.Throughput.Length > 0 ? Print(step.Throughput, step.MaxAgeDays, context, table) : 0m;
        if (table.Refusal.Length > 0)
            return;
        var made = h * step.Utilisation;
        if (step.Gives is SpreadOf.HeatRate or SpreadOf.PerMillion && made <= 0m)
            table.Refusal = $"{step.Throughput} is not above zero";
        else if (step.Gives == SpreadOf.BreakEven && s <= 0m)
            table.Refusal = $"{step.Token} is not above zero";
        else
        {
            table.Value = step.Gives switch
            {
                SpreadOf.HeatRate => 1m / made,
                SpreadOf.PerMillion => s - (p / made) - step.Other,
                SpreadOf.PerHour => (made * s) - p - step.Other,
                _ => p / s,
            };
        }
    }

    /// <summary>sum of share * print / ratio.</summary>
    public static void Composite(CompositeStep step, PrintContext context, Table table)
    {
        var sum = 0m;
        foreach (var part in step.Parts)
            sum += part.Share * Print(part.Index, step.MaxAgeDays, context, table) / part.Ratio;
        table.Value = sum;
    }

    // The newest computed print that stood before this moment, in the companion's currency when both have one.
    private static decimal Print(string name, int maxAge, PrintContext context, Table table)
    {
        IndexState? found = null;
        foreach (var index in context.Indexes)
        {
            if (index.Methodology.Index == name)
                found = index;
        }

        if (found?.LastValue is not { } value)
            return Refuse(table, $"{name} has no print yet");
        if (context.Day.Days - found.LastValueDay.Days > maxAge)
            return Refuse(table, $"{name} has no print since {found.LastValueDay}");
        var from = found.Methodology.Currency;
        var to = context.Methodology.Currency;
        if (from == Currency.None || to == Currency.None || from == to)
        {
            // A quotient of two prices needs no currency, but both in the same: dollars here.
            return from is Currency.None or Currency.USD || to != Currency.None
                ? value
                : Converted(value, from, Currency.USD, maxAge, context, table);
        }

        return Converted(value, from, to, maxAge, context, table);
    }

    private static decimal Converted(
        decimal value,
        Currency from,
        Currency to,
        int maxAge,
        PrintContext context,
        Table table
    )
    {
        var rate = context.Observations.RateOf(from, to);
        var inverse = rate.Sequence < 0;
        if (inverse)
            rate = context.Observations.RateOf(to, from);
        if (rate.Sequence < 0 || (maxAge > 0 && context.Day.Days - rate.Seen > MostRateAge(maxAge)))
            return Refuse(table, $"no exchange rate from {from} to {to} that is young enough");
        return inverse ? value / rate.Rate : value * rate.Rate;
    }

    // Rates were monthly means for years; they may be as old as the indices' own convert steps allow.
    private static int MostRateAge(int maxAge) => maxAge > 62 ? maxAge : 62;

    private static decimal Refuse(Table table, string why)
    {
        if (table.Refusal.Length == 0)
            table.Refusal = why;
        return 0m;
    }
}
