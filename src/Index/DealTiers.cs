// Tiers of deals: executed prices count first and most.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>Which tier a deal is of and what its volume counts for. Without tiers nothing here changes a
/// row.</summary>
internal static class DealTiers
{
    /// <summary>The first step of a methodology over deals.</summary>
    public static DealsStep StepOf(PrintContext context) => (DealsStep)context.Methodology.Steps[0];

    /// <summary>The tier of a kind of deals; -1: none.</summary>
    public static int Of(DealsStep step, string kind)
    {
        for (var i = 0; i < step.Tiers.Count; i++)
        {
            if (step.Tiers[i].Kinds.Contains(kind))
                return i;
        }

        return -1;
    }

    /// <summary>Whether the run looks at the print without this deal's tier.</summary>
    public static bool IsAside(DealRun run, DealsStep step, Deal deal) =>
        run.Without >= 0 && Of(step, deal.Document.Kind) == run.Without;

    /// <summary>The same for posted prices.</summary>
    public static bool IsPostedAside(DealRun run, DealsStep step) =>
        run.Without >= 0 && Of(step, DealTier.Posted) == run.Without;

    /// <summary>Volume times the tier's weight.</summary>
    public static void Weigh(PrintContext context, Table table)
    {
        var step = StepOf(context);
        if (step.Tiers.Count == 0)
            return;
        foreach (var row in table.Rows)
            row.Weight *= step.Tiers[Of(step, row.Deal?.Document.Kind ?? DealTier.Posted)].Weight;
    }

    /// <summary>Past volume stands for deals: an offer that has only its posted price today counts for less.</summary>
    public static void WeighPosted(PrintContext context, Table table)
    {
        var step = StepOf(context);
        if (Of(step, DealTier.Posted) is not (>= 0 and var tier))
            return;
        foreach (var row in table.Rows)
        {
            if (table.Run!.Posted.ContainsKey(row.Series.Offer))
                row.Weight *= step.Tiers[tier].Weight;
        }
    }
}
