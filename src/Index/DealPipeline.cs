// The steps over deals, one case each.
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>What <see cref="Pipeline"/> does with a step of <c>IndexSteps.Deals</c>.</summary>
internal static class DealPipeline
{
    public static void Do(IndexStep step, PrintContext context, Table table)
    {
        switch (step)
        {
            case DealsStep deals:
                DealRows.Take(deals, context, table);
                break;
            case StandardPriceStep standard:
                StandardPrices.Price(standard, context, table);
                break;
            case OutliersStep outliers:
                DealScreens.Outliers(outliers, table);
                break;
            case RoundTripStep trip:
                RoundTrips.Net(trip, context, table);
                break;
            case BuyerCapStep cap:
                DealScreens.BuyerCap(cap, table);
                break;
            case VolumeTrimStep trim:
                DealScreens.VolumeTrim(trim, table);
                break;
            case ModelPriceStep price:
                ModelPrices.Price(price, context, table);
                break;
            case MatchStep match:
                Matches.Match(match, context, table);
                break;
            case VolumeWeightsStep weights:
                VolumeWeights.Weigh(weights, context, table);
                break;
            case CoverageStep coverage:
                VolumeWeights.Coverage(coverage, table);
                break;
            case BreadthStep breadth:
                VolumeWeights.Breadth(breadth, table);
                break;
            case LinkStep link:
                Links.Link(link, context, table);
                break;
            case TaskStep task:
                Tasks.Cost(task, context, table);
                break;
            default:
                throw new InvariantBrokenException("index step");
        }
    }
}
