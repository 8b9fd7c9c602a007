// From exposure, market and policy to a plan: ratio, size, strategies, choice, risk, breaches; deterministic.
using System.Globalization;
using Tokenbourse.Analytics.Scenarios;

namespace Tokenbourse.Desk.Plans;

/// <summary>Makes plans.</summary>
public static class PlanMaker
{
    private const double LiquidityConfidence = 0.99;

    /// <summary>Makes a plan. The same documents and options make the same plan, digit for digit.</summary>
    /// <param name="request">Documents and assumptions.</param>
    /// <param name="told">Told what is being done; null: nobody.</param>
    /// <exception cref="PlanException">The documents do not go together.</exception>
    public static HedgePlan Make(PlanRequest request, Action<string>? told = null)
    {
        Check(request);
        told?.Invoke("hedge ratio");
        var whole = request;
        (request, var unhedged, var warning) = ListedRest.Of(whole);
        var curve = PlanCurve.Of(request);
        var ratio = PlanRatio.Of(request);
        if (unhedged.Length > 0)
            ratio = ratio with { Why = unhedged };
        var paths = PlanPaths.Of(request, curve, ratio);
        var bench = new StrategyBench(request, curve, paths, ratio.Scale);
        var shapes = new StrategyShapes(request, curve, paths.Model.Factors, ratio.Scale);
        told?.Invoke(
            string.Create(CultureInfo.InvariantCulture, $"{request.Options.Paths} paths, seed {request.Options.Seed}")
        );
        var full = shapes.FullStrip(HedgeSize.Bounds(request, curve, ratio).Full);
        var set = bench.Run(full);
        var size = HedgeSize.Of(request, curve, paths, ratio, set);
        var none = bench.Outcome(set, _ => default, [], null);
        var trials = Trials(request, curve, bench, shapes, size, set, none, told);
        var least = Least(request, curve, ratio);
        var (chosen, why) = StrategyChoice.Of(request.Policy, [.. trials.Select(t => t.Candidate)], least);
        var picked = trials.First(t => t.Candidate.Facts.Name == chosen.Name);
        told?.Invoke("risk and scenarios");
        var risk = Risk(request, curve, bench, paths, none, picked);
        var breaches = PolicyCheck.Of(
            request.Policy,
            new(
                request.Market.Day,
                request.Exposure,
                request.Market,
                chosen.Months,
                risk.LiquidityTenDays.Value,
                risk.OverBudgetAfter?.Value,
                picked.Candidate.HedgeLoss,
                ratio.Scale
            )
        );
        return PlanDigest.Sealed(
            new(
                request.Programme,
                request.Market.Day,
                whole.Exposure,
                request.Market,
                request.Policy,
                ratio,
                PlanRatio.Basis(request),
                [.. trials.Select(t => t.Candidate.Facts)],
                chosen.Name,
                $"{size.Words} {why}",
                risk,
                breaches,
                [.. warning is null ? [] : new[] { warning }, .. PlanWarnings.Of(whole, curve, ratio)],
                request.Market.Simulated || request.Exposure.Simulated || PolicyCheck.IsModel(request.Market),
                "",
                request.Options.Rate
            )
        );
    }

    private static void Check(PlanRequest request)
    {
        var (programme, exposure, market) = (request.Programme, request.Exposure, request.Market);
        if (exposure.Contract != market.Contract)
            throw new PlanException(
                $"exposure is in {exposure.Contract}, market in {market.Contract}: one contract is needed"
            );
        if (programme.Currency != market.Currency && request.Options.Rate == 1)
            throw new PlanException(
                $"the programme is in {programme.Currency}, {market.Contract} in {market.Currency}: give --fx, "
                    + $"{programme.Currency} for one {market.Currency}"
            );
        if (request.Options.Rate <= 0)
            throw new PlanException($"rate {request.Options.Rate}: must be above 0");
        if (request.Options.Paths is < 100 or > 1_000_000 || request.Options.Paths % 2 != 0)
            throw new PlanException($"paths {request.Options.Paths}: must be even, 100 to 1,000,000");
        if (exposure.IndexPrice <= 0)
            throw new PlanException($"exposure: index price {exposure.IndexPrice}: must be above 0");
        if (request.Policy.Confidence is <= 0.5m or >= 1)
            throw new PlanException($"policy: confidence {request.Policy.Confidence}: must be above 0.5 and below 1");
    }

    private sealed record Trial(
        StrategyCandidate Candidate,
        StrategyShape Shape,
        StrategyOutcome Outcome,
        PathSet? Set
    );

    private static List<Trial> Trials(
        PlanRequest request,
        PlanCurve curve,
        StrategyBench bench,
        StrategyShapes shapes,
        HedgeSize size,
        PathSet set,
        StrategyOutcome none,
        Action<string>? told
    )
    {
        var units = size.Lots.Sum() * request.Market.LotSize;
        var nothing = new StrategyShape("none", "all volume that is open floats", HedgeSchedule.None, [], [], null);
        Trial Tried(StrategyShape shape, StrategyOutcome outcome, decimal hedged, PathSet? run) =>
            new(
                new(bench.Facts(shape, outcome, set), bench.HedgeLoss(outcome.Gain).Value, hedged),
                shape,
                outcome,
                run
            );
        var trials = new List<Trial> { Tried(nothing, none, 0, null) };
        if (units == 0)
            return trials;
        foreach (var shape in new[] { shapes.Strip(size.Lots), shapes.Stack(size.Lots) })
        {
            told?.Invoke(shape.Name);
            var run = bench.Run(shape.Schedule);
            trials.Add(Tried(shape, bench.Outcome(run, shape.Costs), units, run));
        }

        if (request.Cross is not null)
        {
            told?.Invoke("cross hedge");
            if (CrossHedge.Of(request, curve, size.Lots, shapes, set, out var note) is { } cross)
            {
                var outcome = bench.Outcome(set, m => cross.Gains[m], cross.Shape.Costs, cross.Outflow);
                trials.Add(Tried(cross.Shape, outcome, units, null));
            }
            else
            {
                trials.Add(new(new(Impossible("cross hedge", note), 0, 0), nothing, none, null));
            }
        }

        var (prepaid, gains) = Prepay(request, curve, size, set);
        trials.Add(Tried(prepaid, bench.Outcome(set, m => gains[m], [], null), units, null));
        return trials;
    }

    private static StrategyFacts Impossible(string name, string note) =>
        new(name, false, note, null, null, null, null, null, null, null, null, null, []);

    // Units bought now at the curve less a discount, with money that costs interest until they are used.
    private static (StrategyShape Shape, double[][] Gains) Prepay(
        PlanRequest request,
        PlanCurve curve,
        HedgeSize size,
        PathSet set
    )
    {
        var terms = request.Options.Prepay;
        var gains = new double[curve.Months.Count][];
        Array.Fill(gains, []);
        var sign = HedgeSize.SideOf(request.Programme) == HedgerSide.Buyer ? 1 : -1;
        for (var i = 0; i < size.Lots.Count; i++)
        {
            var place = curve.IndexOf(request.Exposure.Months[i].Month);
            var units = (double)(size.Lots[i] * request.Market.LotSize);
            if (units == 0)
                continue;
            var years = Math.Max(0, curve.Months[place].Month.First.Days - request.Market.Day.Days) / 365.0;
            var factor = set.Model.OwnPrice.Factor;
            var paid =
                curve.Months[place].Price
                * factor
                * (1 - (double)terms.Discount)
                * (1 + ((double)terms.Financing * years));
            var own = set.OwnPrice(place);
            gains[place] = new double[set.Paths];
            for (var p = 0; p < set.Paths; p++)
                gains[place][p] = sign * units * (own[p] - paid);
        }

        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"ASSUMED: {terms.Discount:P0} off the curve for money now, financed at {terms.Financing:P1} a "
                + $"year; no margin; the seller's credit is not in it"
        );
        return (new("prepay", note, HedgeSchedule.None, [], [], null), gains);
    }

    private static decimal Least(PlanRequest request, PlanCurve curve, RatioFacts ratio)
    {
        var (_, low, _) = HedgeSize.Bounds(request, curve, ratio);
        var lot = (double)request.Market.LotSize;
        // Whole lots below the band's edge count: the size was found inside what lots can hit.
        return (decimal)low.Sum(l => Math.Floor(l / lot) * lot);
    }

    private static RiskFacts Risk(
        PlanRequest request,
        PlanCurve curve,
        StrategyBench bench,
        PlanPaths paths,
        StrategyOutcome none,
        Trial picked
    )
    {
        var (liquidity, initial) = (new Estimated(0, 0), 0m);
        if (picked.Set is { } set)
        {
            var report = new MarginLiquidity().Of(set, LiquidityConfidence);
            liquidity = new(
                report.WorstWindow.Value + report.MostInitial.Value,
                report.WorstWindow.Error + report.MostInitial.Error
            );
            initial = decimal.Round((decimal)report.InitialToday, 2);
        }

        return new(
            request.Options.Seed,
            request.Options.Paths,
            paths.Words,
            none.Fan,
            picked.Outcome.Fan,
            bench.AtRisk(none.Total),
            bench.AtRisk(picked.Outcome.Total),
            bench.Shortfall(picked.Outcome.Total),
            bench.OverBudget(none.Total),
            bench.OverBudget(picked.Outcome.Total),
            liquidity,
            initial,
            Scenarios(request, curve, bench, paths, picked.Shape),
            Breaches(request, curve, bench)
        )
        {
            Calls = picked.Set is { } run ? PlanCalls.Of(run, request.Policy.LiquidityCap) : null,
        };
    }

    private static IReadOnlyList<ScenarioFacts> Scenarios(
        PlanRequest request,
        PlanCurve curve,
        StrategyBench bench,
        PlanPaths paths,
        StrategyShape shape
    )
    {
        var contract = request.Market.Contract;
        var sticky = paths.Model.OwnPrice.Sticky is not null;
        var line = new ScenarioLine(contract, curve.Months, paths.Model.Volumes, shape.Schedule)
        {
            Factor = paths.Model.OwnPrice.Factor,
            PassThrough = sticky ? 0 : 1,
        };
        var book = new ScenarioBook(request.Market.Day, HedgeSize.SideOf(request.Programme), [line])
        {
            InitialRate = (double)request.Market.MarginRate,
            Costs = shape.Costs.Sum(),
            CurrencyOnHedgeToo = true,
        };
        var month = Math.Min(curve.Months.Count - 1, curve.IndexOf(request.Exposure.Months[0].Month) + 2);
        var shocks = StandardShocks.List("TK", "GH", paths.Model.Factors.Kappa, month, []).ToList();
        if (request.Options.Rate == 1)
            shocks.RemoveAll(s => s.CurrencyFactor != 1);
        var agreed = paths.Fixed.Sum();
        return
        [
            .. ScenarioGrid
                .Of(book, shocks)
                .Select(r => new ScenarioFacts(
                    r.Shock.Name,
                    r.Physical + agreed,
                    r.HedgeProfit - book.Costs,
                    r.Physical + agreed - (bench.Bad * (r.HedgeProfit - book.Costs)),
                    r.WorstOutflow
                )),
        ];
    }

    // Of a lender: the chance of each month's average below the covenant's level.
    private static IReadOnlyList<Estimated> Breaches(PlanRequest request, PlanCurve curve, StrategyBench bench)
    {
        if (request.Programme is not { Side: Exposures.HedgerSide.Lender, Covenant: { } covenant })
            return [];
        var level = (double)(covenant.Level * request.Options.Rate);
        var set = bench.Run(HedgeSchedule.None);
        var months = Analytics.Scenarios.Covenant.Of(set, [.. curve.Months.Select(_ => level)]);
        return [.. request.Exposure.Months.Select(m => StrategyBench.Of(months[curve.IndexOf(m.Month)].Below))];
    }
}
