// From the documents to the engine of paths: factors, own price, volumes, each with the words that say where it is
// from.
using System.Globalization;
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>The model of a plan without a hedge, and what is fixed beside it.</summary>
/// <param name="Model">Volumes are the open ones.</param>
/// <param name="Fixed">Cost (revenue) of the volume whose price is agreed or hedged before, by month of the curve,
/// programme currency.</param>
/// <param name="Words">Parameters in words, and whose they are.</param>
public sealed record PlanPaths(PathModel Model, IReadOnlyList<double> Fixed, string Words)
{
    private const double AssumedVolatility = 0.60;
    private const double LeastVolatility = 0.20;
    private const double AssumedKappa = 2;
    private const int LeastWeeks = 26;
    private const int MostWeeks = 104;
    private const int LeastMonths = 6;
    private const double AssumedBasis = 0.10;
    private const double AssumedSteps = 4;

    // Distance of the 5 % and the 95 % quantile of a normal distribution, in standard deviations.
    private const double NinetyPercent = 2 * 1.6448536269514722;

    /// <summary>Builds the model.</summary>
    public static PlanPaths Of(PlanRequest request, PlanCurve curve, RatioFacts ratio)
    {
        var (factors, said) = FactorsOf(request);
        var (own, ownSaid) = OwnPriceOf(request, ratio);
        var volumes = new double[curve.Months.Count];
        var agreed = new double[curve.Months.Count];
        var now = (double)(request.Exposure.IndexPrice * request.Options.Rate) * own.Factor;
        foreach (var month in request.Exposure.Months)
        {
            // What an earlier hedge holds floats no more: it counts at today's curve. A unit of futures holds as much
            // volume as the ratio says.
            var place = curve.IndexOf(month.Month);
            var floating = (double)(month.Floating * month.Base);
            var held = Math.Min(floating, (double)month.Hedged / ratio.Scale);
            volumes[place] = floating - held;
            agreed[place] =
                ((double)((1 - month.Floating) * month.Base) * now) + (held * curve.Months[place].Price * own.Factor);
        }

        var growth = GrowthDeviation(request);
        var model = new PathModel
        {
            Today = request.Market.Day,
            Curve = curve.Months,
            Factors = factors,
            Volumes = volumes,
            OwnPrice = own,
            VolumeNoise = new(request.Options.VolumeDeviation, request.Options.VolumeCorrelation, growth),
            Margin = new((double)request.Market.MarginRate),
        };
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"two factors (Schwartz and Smith) on today's curve, no trend: {said}. {ownSaid} Volume: "
                + $"{request.Options.VolumeDeviation:P0} by month, growth {growth:P0} a year (low and high case "
                + $"as 5 % and 95 %), correlation with the price {request.Options.VolumeCorrelation:0.##}."
        );
        return new(model, agreed, words);
    }

    private static (TwoFactorParameters Factors, string Words) FactorsOf(PlanRequest request)
    {
        if (request.Options.Factors is { } given)
            return (given, $"{Numbers(given)} ({request.Options.FactorsWords})");
        if (PlanFactors.Of(request.Market) is { } fitted)
            return (fitted.Parameters, $"{Numbers(fitted.Parameters)}, {fitted.Words}");
        var weeks = Weekly(request.Market.IndexHistory);
        var measured = weeks.Count >= LeastWeeks ? Deviation(weeks) * Math.Sqrt(52) : AssumedVolatility;
        var used = Math.Max(measured, LeastVolatility);
        var factors = new TwoFactorParameters(AssumedKappa, used / Math.Sqrt(2), used / Math.Sqrt(2), 0);
        var from =
            weeks.Count < LeastWeeks
                ? $"volatility {AssumedVolatility:P0} ASSUMED, the index has only {weeks.Count} weeks"
            : used > measured
                ? $"the index moved {measured:P1} a year in {weeks.Count} weeks; {LeastVolatility:P0} ASSUMED "
                    + $"instead, no less is believed"
            : $"volatility {measured:P0} of the index's last {weeks.Count} weeks";
        return (
            factors,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Numbers(factors)}; {from}; ASSUMED: half of the variance fades with a half-life of "
                    + $"{factors.HalfLife:0.00} years"
            )
        );
    }

    private static string Numbers(TwoFactorParameters f) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"kappa {f.Kappa:0.###}, sigma_chi {f.SigmaChi:0.###}, sigma_xi {f.SigmaXi:0.###}, rho {f.Rho:0.##}"
        );

    /// <summary>Weekly changes of the logarithm, the newest so many: last print of each week from Monday.</summary>
    internal static List<double> Weekly(IReadOnlyList<IndexDay> history)
    {
        var weeks = history
            .Where(d => d.Value > 0)
            .GroupBy(d => d.Day.Days - d.Day.Weekday)
            .OrderBy(g => g.Key)
            .Select(g => Math.Log((double)g.MaxBy(d => d.Day.Days)!.Value))
            .ToList();
        return [.. weeks.Zip(weeks.Skip(1), (a, b) => b - a).TakeLast(MostWeeks)];
    }

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    // Own price over the index by month: its mean is the factor, what is around it the basis.
    private static (OwnPriceModel Model, string Words) OwnPriceOf(PlanRequest request, RatioFacts ratio)
    {
        var rate = (double)request.Options.Rate;
        var pairs = OwnMonths.Of(request).ToList();
        var linked = OwnMonths.LinkedShare(request) == 1;
        var sticky = ratio.Ratio == 0 && !linked;
        if (pairs.Count < LeastMonths)
        {
            var factor = pairs.Count == 0 ? 1 : pairs[^1].Own / pairs[^1].Index;
            var deviation = linked ? 0 : AssumedBasis;
            var today = (double)request.Exposure.IndexPrice * factor * rate;
            var said =
                $"Own price: {factor:0.###} times the index (newest bill), basis deviation {deviation:P0} "
                + $"{(linked ? "by contract" : "ASSUMED")}{Steps(sticky)}.";
            return (Sticky(new(factor, 0, 0, deviation), sticky, today), said);
        }

        var logs = pairs.ConvertAll(p => Math.Log(p.Own / p.Index));
        var mean = logs.Average();
        var spread = Deviation(logs);
        var away = logs.ConvertAll(l => l - mean);
        var square = away.Take(away.Count - 1).Sum(a => a * a);
        var slope = square > 0 ? away.Zip(away.Skip(1), (a, b) => a * b).Sum() / square : 0;
        var persistence = Math.Clamp(slope, 0, 0.95);
        var model = new OwnPriceModel(Math.Exp(mean), away[^1], persistence, spread);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"Own price: {model.Factor:0.###} times the index, basis deviation {spread:P0}, persistence "
                + $"{persistence:0.##} a month (from {pairs.Count} months){Steps(sticky)}."
        );
        return (Sticky(model, sticky, pairs[^1].Own * rate), words);
    }

    private static string Steps(bool sticky) =>
        sticky ? $"; a list price that stays and is announced anew {AssumedSteps} times a year, ASSUMED" : "";

    private static OwnPriceModel Sticky(OwnPriceModel model, bool sticky, double today) =>
        sticky ? model with { Sticky = new(today, AssumedSteps) } : model;

    private static double GrowthDeviation(PlanRequest request)
    {
        var rates = request
            .Exposure.Months.Select(m =>
                (m.Low, m.High, Years: (m.Month.First.Days + 14 - request.Market.Day.Days) / 365.0)
            )
            .Where(m => m is { Low: > 0, High: > 0, Years: > 0.1 } && m.High > m.Low)
            .Select(m => Math.Log((double)(m.High / m.Low)) / NinetyPercent / m.Years)
            .ToList();
        return rates.Count == 0 ? 0 : rates.Average();
    }
}

/// <summary>The hedger's own price beside the index, month by month.</summary>
internal static class OwnMonths
{
    /// <summary>Months in which both are known; own price in the contract's quote.</summary>
    public static IEnumerable<(ContractMonth Month, double Own, double Index)> Of(PlanRequest request)
    {
        var index = request
            .Market.IndexHistory.GroupBy(d => ContractMonth.Of(d.Day))
            .ToDictionary(g => g.Key, g => (double)g.Average(d => d.Value));
        var own =
            request.Own.Count > 0
                ? request.Own.GroupBy(d => ContractMonth.Of(d.Day)).Select(g => (g.Key, g.Average(d => d.Value)))
                : Billed(request);
        return own.Where(o => o.Item2 > 0 && index.GetValueOrDefault(o.Item1) > 0)
            .OrderBy(o => o.Item1)
            .Select(o => (o.Item1, (double)o.Item2, index[o.Item1]));
    }

    /// <summary>As <see cref="LinkedShare(HedgeProgramme, ExposureTable)"/>.</summary>
    public static double LinkedShare(PlanRequest request) => LinkedShare(request.Programme, request.Exposure);

    /// <summary>Share of the floating volume whose price is written on the index, 0 to 1, in the last billed month
    /// that is
    /// over: the forecast goes on from it. Without bills, what the mapping says when it says one thing.</summary>
    public static double LinkedShare(HedgeProgramme programme, ExposureTable exposure)
    {
        var floating = exposure.Actual.Where(a => a is { Equivalent: > 0, Floating: > 0 }).ToList();
        if (floating.Count == 0)
            return
                programme.Mapping.Any(m => m.Contract.Length > 0)
                && programme
                    .Mapping.Where(m => m.Contract.Length > 0 && m.Basis != PriceBasis.Fixed)
                    .All(m => m.Basis == PriceBasis.IndexLinked)
                ? 1
                : 0;
        var over = floating.Where(a => a.Month < ExposureMaker.NextMonth(exposure.AsOf)).ToList();
        var known = over.Count > 0 ? over : floating;
        var last = known.Where(a => a.Month == known.Max(b => b.Month)).ToList();
        var linked = last.Where(a => a.Basis == PriceBasis.IndexLinked).Sum(a => a.Equivalent!.Value * a.Floating);
        return (double)(linked / last.Sum(a => a.Equivalent!.Value * a.Floating));
    }

    // What was paid for a contract unit; bills are in the programme's money, prices in the contract's. The units are
    // those of the own price: a line that was mapped by its price has, by construction, as many equivalents as make its
    // cost by equivalent the index itself.
    private static IEnumerable<(ContractMonth, decimal)> Billed(PlanRequest request) =>
        request
            .Exposure.Actual.Where(a => a.OwnUnits is not null && a.Basis != PriceBasis.Fixed)
            .GroupBy(a => a.Month)
            .Select(g => (g.Key, g.Sum(a => a.Cost!.Value) / g.Sum(a => a.OwnUnits!.Value) / request.Options.Rate));
}
