// The print of a methodology over deals: the full steps first, then tier after tier until one gives a value.
using Tokenbourse.Index.Governance;
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>L1 the day's deals; then, in the order of the document: fewer sellers, pooled days, posted prices, the
/// print before, a judgement; else withheld with what was there and what was asked.</summary>
internal static class Waterfall
{
    public static PrintDocument Print(PrintContext context)
    {
        var state = context.State;
        var memory = state.Deals ??= new();
        var table = Run(context, memory, 1, 0, 0);
        var first = table.Run!;
        var print = table.Refusal.Length == 0 ? Computed(context, table, NameOf(context, table.Tier)) : null;
        var fallbacks = context.Methodology.Fallbacks;
        for (var i = table.Tier - 1; print is null && i < fallbacks.Count; i++)
            print = Tier(context, memory, table, i);
        if (print is null)
        {
            table.LeaveAll();
            print = PrintMaker.Document(context, null, 0, table.Refusal, table);
        }

        if (ReferenceEquals(state.Deals, memory))
            state.Deals = first.NotComputed(context.Day.Days, MatchOf(context.Methodology));
        if (first.Cells.Count > 0)
            state.Deals.Note(first.Day, new(context.Methodology.Version, first.Cells));
        return print;
    }

    // A tier that lowers a count was already asked by the require step of the run before it.
    private static PrintDocument? Tier(PrintContext context, DealMemory memory, Table refused, int at)
    {
        var fallback = context.Methodology.Fallbacks[at];
        if (fallback.PooledDays + fallback.PostedDays > 0)
        {
            var again = Run(context, memory, at + 2, fallback.PooledDays, fallback.PostedDays);
            return again.Refusal.Length > 0
                ? null
                : Computed(context, again, $"{NameOf(context, again.Tier)}; {refused.Refusal}");
        }

        if (fallback.Committee)
        {
            if (context.Judgement is not { } judgement)
                return null;
            refused.LeaveAll();
            return Judgements.Print(context, refused, judgement, at + 2);
        }

        var age = context.Day.Days - context.State.LastValueDay.Days;
        if (fallback.PreviousPrintDays < age || context.State.LastValue is not { } last)
            return null;
        refused.LeaveAll();
        var words = $"{fallback.Name}: print of {context.State.LastValueDay}; {refused.Refusal}";
        return PrintMaker.Document(context, last, at + 2, words, refused);
    }

    private static Table Run(PrintContext context, DealMemory memory, int tier, int pooledDays, int postedDays)
    {
        var day = context.Day.Days - ((DealsStep)context.Methodology.Steps[0]).Lag;
        var table = new Table
        {
            Run = new(memory, day, pooledDays, postedDays) { FromTier = tier },
            Tier = tier,
        };
        Pipeline.Run(context, table);
        return table;
    }

    private static PrintDocument Computed(PrintContext context, Table table, string name)
    {
        var run = table.Run!;
        if (MatchOf(context.Methodology) is { } match)
            context.State.Deals = run.Computed(context.Day.Days, match.Days);
        context.State.LastValue = table.Value;
        context.State.LastValueDay = context.Day;
        var label = run.Simulated ? $"{name}; simulated deals" : name;
        return PrintMaker.Document(context, table.Value, table.Tier, label, table);
    }

    private static string NameOf(PrintContext context, int tier) =>
        tier == 1 ? "full methodology" : context.Methodology.Fallbacks[tier - 2].Name;

    private static MatchStep? MatchOf(IndexMethodology methodology)
    {
        foreach (var step in methodology.Steps)
        {
            if (step is MatchStep match)
                return match;
        }

        return null;
    }
}
