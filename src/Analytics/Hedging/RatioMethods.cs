// Each method's regression over one history.
using MathNet.Numerics.Distributions;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>A slope before it is told; without one, why.</summary>
internal sealed record MethodSlope(
    string? WhyNot,
    PairedChanges Changes,
    IReadOnlyList<ExcludedChange> Excluded,
    int N,
    double Slope = 0,
    double Error = 0,
    double Low = 0,
    double High = 0,
    double R2 = 0,
    int Bandwidth = 0,
    int Window = 0,
    ErrorCorrectionFigures? ErrorCorrection = null
);

/// <summary>The five methods.</summary>
internal static class RatioMethods
{
    private const string Malformed = "no regression is possible: ";

    public static MethodSlope Estimate(RatioMethod method, PairedHistory history, HedgeRatioRules rules)
    {
        try
        {
            return method switch
            {
                RatioMethod.MonthlyChanges => Months(history, rules),
                RatioMethod.EventAligned => Plain(
                    history.EventChanges(rules.Kind),
                    rules,
                    rules.LeastEventSpans,
                    "spans between moves of the own price"
                ),
                RatioMethod.DimsonLags => Dimson(history, rules),
                RatioMethod.ErrorCorrection => Corrected(history, rules),
                _ => Plain(history.Changes(rules.Kind), rules, rules.LeastChanges, "changes"),
            };
        }
        catch (HedgingException e)
        {
            // Data that do not vary are an answer here, not a fault of the caller: lengths and numbers were checked.
            return new(Malformed + e.Fault, history.Changes(rules.Kind), [], 0);
        }
    }

    /// <summary>Slope of the own change on the index's.</summary>
    private static MethodSlope Plain(PairedChanges all, HedgeRatioRules rules, int least, string what)
    {
        var (kept, excluded) = Split(all, rules);
        if (kept.Count < least)
            return new(Invariant($"{kept.Count} {what}, {least} are needed"), kept, excluded, kept.Count);
        var fit = Regression.Fit(kept.Own, kept.Index, rules.Regression);
        var slope = fit.Slope;
        return new(
            null,
            kept,
            excluded,
            fit.N,
            slope.Value,
            slope.StandardError,
            slope.Low,
            slope.High,
            fit.R2,
            fit.Bandwidth
        );
    }

    /// <summary>Means of months, without the days that end a change which no price makes: one of them would move the
    /// mean of its month by less than looks like a fault.</summary>
    private static MethodSlope Months(PairedHistory history, HedgeRatioRules rules)
    {
        var (_, faults) = history.Frequency == Frequency.Month ? (null, []) : Split(history.Changes(rules.Kind), rules);
        var clean = history.Without([.. faults.Select(e => new ExcludedDay(e.To, e.Reason))]);
        var slope = Plain(
            clean.Periods(Frequency.Month).Means.Changes(rules.Kind),
            rules,
            rules.LeastMonths,
            "monthly changes"
        );
        return slope with { Excluded = [.. faults, .. slope.Excluded] };
    }

    /// <summary>
    /// Dimson, E. (1979), Journal of Financial Economics 7, 197-226: own change on the index's changes from K before to
    /// K after; the slope is their sum, its error comes from the joint covariance.
    /// </summary>
    private static MethodSlope Dimson(PairedHistory history, HedgeRatioRules rules)
    {
        var all = history.Changes(rules.Kind);
        var (kept, excluded) = Split(all, rules);
        var window = rules.DimsonLags ?? Window(history, rules);
        var whole = Whole(all, excluded);
        var rows = Enumerable
            .Range(window, Math.Max(0, all.Count - (2 * window)))
            .Where(t => Enumerable.Range(t - window, (2 * window) + 1).All(i => whole[i]))
            .ToArray();
        var least = Math.Max(rules.LeastDimson, 5 * ((2 * window) + 2));
        if (rows.Length < least)
            return new(
                Invariant($"{rows.Length} changes with {window} before and after, {least} are needed"),
                kept,
                excluded,
                rows.Length,
                Window: window
            );
        var columns = Enumerable
            .Range(-window, (2 * window) + 1)
            .Select(lag => rows.Select(t => all.Index[t + lag]).ToArray())
            .ToList();
        var fit = Regression.Fit([.. rows.Select(t => all.Own[t])], columns, rules.Regression);
        var sum = fit.Coefficients.Skip(1).Sum(c => c.Value);
        var variance = 0.0;
        for (var i = 1; i < fit.Coefficients.Count; i++)
        for (var j = 1; j < fit.Coefficients.Count; j++)
            variance += fit.Covariance[i][j];
        var error = Math.Sqrt(Math.Max(0, variance));
        var reach = Quantile(fit.Freedom, rules) * error;
        return new(null, kept, excluded, fit.N, sum, error, sum - reach, sum + reach, fit.R2, fit.Bandwidth, window);
    }

    /// <summary>Long enough that 95 % of the gaps between moves of the own price fit in.</summary>
    private static int Window(PairedHistory history, HedgeRatioRules rules)
    {
        var events = history.Events();
        if (events.Length < 2)
            return 1;
        var gaps = events.Skip(1).Zip(events, (later, earlier) => later - earlier).Order().ToArray();
        return Math.Clamp(gaps[(int)Math.Ceiling(0.95 * gaps.Length) - 1], 1, rules.MostLags);
    }

    /// <summary>
    /// dS = a + b dF + g (S - lambda F)_-1 + e, fitted as dS = a + b dF + g S_-1 + d F_-1 + e with lambda = -d / g: one
    /// regression, and a long-run slope that a slow adjustment biases less than the regression of levels does
    /// (Banerjee, Dolado, Hendry and Smith 1986, Oxford Bulletin of Economics and Statistics 48, 253-277 [K]).
    /// </summary>
    private static MethodSlope Corrected(PairedHistory history, HedgeRatioRules rules)
    {
        var all = history.Changes(rules.Kind);
        var (kept, excluded) = Split(all, rules);
        var whole = Whole(all, excluded);
        var rows = Enumerable.Range(0, all.Count).Where(t => whole[t]).ToArray();
        if (rows.Length < rules.LeastErrorCorrection)
            return new(
                Invariant($"{rows.Length} changes, {rules.LeastErrorCorrection} are needed"),
                kept,
                excluded,
                rows.Length
            );
        var (own, index) = (Levels(history.Own, rules.Kind), Levels(history.Index, rules.Kind));
        var fit = Regression.Fit(
            [.. rows.Select(t => all.Own[t])],
            [
                [.. rows.Select(t => all.Index[t])],
                [.. rows.Select(t => own[t])],
                [.. rows.Select(t => index[t])],
            ],
            rules.Regression
        );
        var (b, g, d) = (fit.Coefficients[1], fit.Coefficients[2], fit.Coefficients[3]);
        if (g.Value >= 0)
            return new(
                Invariant($"a gap between own price and index does not close (g = {g.Value:0.0000})"),
                kept,
                excluded,
                fit.N
            );
        var lambda = -d.Value / g.Value;
        // lambda's gradient: -1 / g in d and d / g² = -lambda / g in g.
        var (byD, byG) = (-1 / g.Value, -lambda / g.Value);
        var variance =
            (byD * byD * fit.Covariance[3][3])
            + (byG * byG * fit.Covariance[2][2])
            + (2 * byD * byG * fit.Covariance[2][3]);
        var error = Math.Sqrt(Math.Max(0, variance));
        var reach = Quantile(fit.Freedom, rules) * error;
        var spacing = (double)(history.Dates[^1].Days - history.Dates[0].Days) / (history.Count - 1);
        double? halfLife = g.Value is > -1 and < 0 ? Math.Log(0.5) / Math.Log(1 + g.Value) * spacing : null;
        var test = Cointegration.Test(own, index);
        var closes = g.Value > -2 && g.Value <= -rules.AdjustmentT * g.StandardError;
        var figures = new ErrorCorrectionFigures(
            lambda,
            error,
            g.Value,
            g.StandardError,
            b.Value,
            halfLife,
            test,
            test.Together && closes
        );
        return new(
            null,
            kept,
            excluded,
            fit.N,
            lambda,
            error,
            lambda - reach,
            lambda + reach,
            fit.R2,
            fit.Bandwidth,
            ErrorCorrection: figures
        );
    }

    /// <summary>Days that end a change which is left out.</summary>
    public static List<ExcludedDay> Suspects(PairedHistory history, HedgeRatioRules rules) =>
        [.. Split(history.Changes(rules.Kind), rules).Excluded.Select(e => new ExcludedDay(e.To, e.Reason))];

    private static double[] Levels(double[] prices, ChangeKind kind) =>
        kind == ChangeKind.Levels ? prices : [.. prices.Select(p => Math.Log(p))];

    private static double Quantile(int freedom, HedgeRatioRules rules) =>
        StudentT.InvCDF(0, 1, freedom, 0.5 + (rules.Confidence / 2));

    private static bool[] Whole(PairedChanges all, IReadOnlyList<ExcludedChange> excluded)
    {
        var gone = excluded.Select(e => e.To).ToHashSet();
        return [.. all.To.Select(to => !gone.Contains(to))];
    }

    /// <summary>Takes out the changes that no price makes.</summary>
    private static (PairedChanges Kept, IReadOnlyList<ExcludedChange> Excluded) Split(
        PairedChanges all,
        HedgeRatioRules rules
    )
    {
        var most = Math.Log(rules.SuspectFactor);
        var excluded = new List<ExcludedChange>();
        var kept = new List<int>(all.Count);
        for (var t = 0; t < all.Count; t++)
        {
            var (own, index) = (all.OwnLog[t], all.IndexLog[t]);
            if (Math.Abs(own) <= most && Math.Abs(index) <= most)
            {
                kept.Add(t);
                continue;
            }

            var which = Math.Abs(own) > most ? "the own price" : "the index";
            var factor = Math.Exp(Math.Max(Math.Abs(own), Math.Abs(index)));
            excluded.Add(
                new(
                    all.From[t],
                    all.To[t],
                    own,
                    index,
                    Invariant($"{which} moves by a factor of {factor:0.#}, over {rules.SuspectFactor:0.#}")
                )
            );
        }

        return (excluded.Count == 0 ? all : all.Only(kept), excluded);
    }
}
