// What each tier of deals did to a print: its share, and the print as it would be without it.
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>
/// Told with every computed print of a methodology with tiers, so that a reader sees at once how far a print rests on
/// what was executed. Without a tier: all steps again, from the memory before the print and from the same tier of the
/// waterfall, as if the days of this print had no deal of that tier. Weights fixed for the month and what round trips
/// are netted with stay as they are: they are of the past.
/// </summary>
internal static class TierEffects
{
    private const int Decimals = 6;

    /// <summary>Null where there are no tiers, or no computed value.</summary>
    public static IReadOnlyList<TierReading>? Of(PrintContext context, Table table, DealRun run)
    {
        var step = DealTiers.StepOf(context);
        if (step.Tiers.Count == 0 || table.Refusal.Length > 0 || table.Value is not { } value)
            return null;
        var shares = new decimal[step.Tiers.Count];
        var counts = new int[step.Tiers.Count];
        var total = Means.TotalWeight(table.Rows);
        foreach (var row in table.Rows)
            Add(step, row, total == 0m ? 0m : row.Weight / total, shares, counts);
        var readings = new List<TierReading>(step.Tiers.Count);
        for (var i = 0; i < step.Tiers.Count; i++)
        {
            var tier = step.Tiers[i];
            var reading = new TierReading(tier.Name, tier.Weight, Short(shares[i]), counts[i]);
            var again = Again(context, run, i);
            readings.Add(
                again.Refusal.Length > 0
                    ? reading with
                    {
                        Why = again.Refusal,
                    }
                    : reading with
                    {
                        Without = again.Value,
                        Effect = again.Value is null or 0m ? null : Short((value / again.Value.Value) - 1m),
                    }
            );
        }

        return readings;
    }

    private static Table Again(PrintContext context, DealRun run, int without)
    {
        var table = new Table
        {
            Run = new(run.Memory, run.Day, run.PooledDays, run.PostedDays)
            {
                FromTier = run.FromTier,
                Without = without,
            },
            Tier = run.FromTier,
        };
        Pipeline.Run(context, table);
        return table;
    }

    // A row made of several shares its weight among them by theirs, down to single deals.
    private static void Add(DealsStep step, Row row, decimal share, decimal[] shares, int[] counts)
    {
        if (row.Deal is null && row.Parts is { Count: > 0 } parts && IsOfDeals(parts[0]))
        {
            var total = parts.Sum(part => part.Weight);
            foreach (var part in parts)
                Add(step, part, total == 0m ? share / parts.Count : share * part.Weight / total, shares, counts);
            return;
        }

        var tier = DealTiers.Of(step, row.Deal?.Document.Kind ?? DealTier.Posted);
        shares[tier] += share;
        counts[tier]++;
    }

    // What a posted price was made of are single prices: no deals, and nothing below them.
    private static bool IsOfDeals(Row part) => part.Deal is not null || part.Parts is not null;

    private static decimal Short(decimal value) => decimal.Round(value, Decimals, MidpointRounding.ToEven);
}
