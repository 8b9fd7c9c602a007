// Runs a methodology: step after step on one table, then the print that says what was used, what was left out and why.
using Tokenbourse.Index.Governance;
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>One print from one methodology.</summary>
internal static class Pipeline
{
    private const decimal MostValue = 1_000_000_000_000m;

    /// <summary>Does the steps; changes the index's memory as they say. The print's value is null when it is
    /// withheld.</summary>
    public static PrintDocument Print(PrintContext context)
    {
        if (context.Methodology.OverDeals)
            return Waterfall.Print(context);
        var table = new Table();
        Run(context, table);

        if (table.Chain is not null)
            context.State.Chain = table.Chain;
        context.State.Link = table.Link ?? context.State.Link;
        context.State.Base = table.Base ?? context.State.Base;
        if (table.Refusal.Length > 0)
            return Fallback(context, table);
        context.State.LastValue = table.Value;
        context.State.LastValueDay = context.Day;
        var name = table.Tier == 1 ? "full methodology" : context.Methodology.Fallbacks[table.Tier - 2].Name;
        return PrintMaker.Document(context, table.Value, table.Tier, name, table);
    }

    /// <summary>The rounded value with exactly so many decimals.</summary>
    public static decimal Round(decimal value, int decimals, RoundingMode mode) =>
        decimal.Round(
            value,
            decimals,
            mode switch
            {
                RoundingMode.Down => MidpointRounding.ToNegativeInfinity,
                RoundingMode.Up => MidpointRounding.ToPositiveInfinity,
                RoundingMode.HalfUp => MidpointRounding.AwayFromZero,
                _ => MidpointRounding.ToEven,
            }
        ) + new decimal(0, 0, 0, false, (byte)decimals);

    /// <summary>Step after step, until one refuses.</summary>
    internal static void Run(PrintContext context, Table table)
    {
        foreach (var step in context.Methodology.Steps)
        {
            Do(step, context, table);
            if (table.Twin is { Refusal.Length: 0 } twin && ForTwin(step))
                Do(step, context, twin);
            if (table.Refusal.Length > 0)
                break;
        }
    }

    // The twin is made by adjust and read by panel link: from there on it has no value of its own.
    private static bool ForTwin(IndexStep step) => step is not (AdjustStep or PanelLinkStep or BaseStep or RoundStep);

    private static void Do(IndexStep step, PrintContext context, Table table)
    {
        switch (step)
        {
            case TakeStep take:
                Prices.Take(take, context, table);
                break;
            case DropStep drop:
                Prices.Drop(drop, table);
                break;
            case ScreenStep screen:
                Prices.Screen(screen, context, table);
                break;
            case GradeStep grade:
                Entrants.Grade(grade, context, table);
                break;
            case ProbationStep probation:
                Entrants.Probation(probation, context, table);
                break;
            case ConvertStep convert:
                Offers.Convert(convert, context, table);
                break;
            case WeighStep weigh:
                Offers.Weigh(weigh, context, table);
                break;
            case BundleStep bundle:
                Offers.Bundle(bundle, context, table);
                break;
            case PeersStep peers:
                Offers.Peers(peers, table);
                break;
            case GroupStep group:
                Panel.Group(group, table);
                break;
            case RequireStep require:
                Panel.Require(require, context.Methodology.Fallbacks, table);
                break;
            case TrimStep trim:
                Panel.Trim(trim, table);
                break;
            case CapStep cap:
                Panel.Cap(cap, table);
                break;
            case WhereStep where:
                Adjust.Where(where, context, table);
                break;
            case AdjustStep adjust:
                Adjust.Restate(adjust, context, table);
                break;
            case DeviationStep deviation:
                Weights.Deviation(deviation, table);
                break;
            case FloorStep floor:
                Weights.Floor(floor, table);
                break;
            case TrimWeightStep trim:
                Weights.Trim(trim, table);
                break;
            case PanelLinkStep link:
                PanelLink.Go(link, context, table);
                break;
            case RatioStep ratio:
                Measures.Ratio(ratio, context, table);
                break;
            case OfferedStep offered:
                Measures.Offered(offered, table);
                break;
            case BaseStep indexBase:
                Measures.Base(indexBase, context, table);
                break;
            case SpreadStep spread:
                Companion.Spread(spread, context, table);
                break;
            case CompositeStep composite:
                Companion.Composite(composite, context, table);
                break;
            case ChainStep chain:
                LeaveOne(context, table, chain.By);
                Chain.Link(chain, context, table);
                break;
            case CombineStep combine:
                LeaveOne(context, table, null);
                table.Value = Means.Combine(combine.By, table.Rows);
                if (table.Value is null)
                    table.Refusal = table.Rows.Count == 0 ? "no constituent" : "no constituent has a weight";
                if (table.Run is not null)
                    ModelPrices.Tell(table);
                break;
            case RoundStep round:
                table.Value = Round(table.Value!.Value, context.Methodology.Decimals, round.Mode);
                if (table.Value < LeastOf(context.Methodology) || table.Value > MostValue)
                    table.Refusal = "the value is out of range";
                break;
            default:
                DealPipeline.Do(step, context, table);
                break;
        }
    }

    // By its name in the print: a chain puts the rows of a key together.
    private static void LeaveOne(PrintContext context, Table table, IndexKey? by)
    {
        if (context.Without is { } without)
            table.Rows.RemoveAll(row => (by is { } key ? row.Key(key) : row.Name) == without);
    }

    // A price is above zero, a measure may be zero, a spread may be below.
    private static decimal LeastOf(IndexMethodology m) =>
        m.Product switch
        {
            "token" or "gpu" => new decimal(1, 0, 0, false, (byte)m.Decimals),
            "companion" => -MostValue,
            _ => 0m,
        };

    // A requirement was not met on any tier: the newest computed print, if a tier says so and it is young enough; else
    // nothing.
    private static PrintDocument Fallback(PrintContext context, Table table)
    {
        table.LeaveAll();
        var fallbacks = context.Methodology.Fallbacks;
        for (var i = 0; i < fallbacks.Count; i++)
        {
            if (fallbacks[i].Committee && context.Judgement is { } judgement)
                return Judgements.Print(context, table, judgement, i + 2);
            var age = context.Day.Days - context.State.LastValueDay.Days;
            if (
                fallbacks[i].PreviousPrintDays == 0
                || context.State.LastValue is not { } last
                || age > fallbacks[i].PreviousPrintDays
            )
                continue;
            return PrintMaker.Document(
                context,
                last,
                i + 2,
                $"{fallbacks[i].Name}: print of {context.State.LastValueDay}; {table.Refusal}",
                table
            );
        }

        return PrintMaker.Document(context, null, 0, table.Refusal, table);
    }
}
