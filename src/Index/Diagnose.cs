// The diagnostics of a print: counted from the same table as the print, never an input to it.
using Tokenbourse.Index.Steps;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>Makes a <see cref="PrintDiagnostics"/> where the methodology asks for it.</summary>
internal static class Diagnose
{
    private const int Decimals = 6;

    public static PrintDiagnostics? Of(PrintContext context, Table table)
    {
        if (!context.Methodology.Diagnostics)
            return null;
        var rows = table.Rows;
        var sellers = Panel.ByKey(IndexKey.Seller, rows);
        var total = Means.TotalWeight(rows);
        var largest = 0m;
        foreach (var members in sellers.Values)
        {
            var weight = Means.TotalWeight(members);
            largest = weight > largest ? weight : largest;
        }

        var plain = new PrintDiagnostics(
            sellers.Count,
            Short(VolumeWeights.EffectiveNumber(IndexKey.Seller, rows)),
            total == 0m ? 0m : Short(largest / total),
            Dispersion(rows, total)
        )
        {
            Shadows = context.State.Shadows.Count > 0 ? [.. context.State.Shadows] : null,
        };
        return table.Run is { } run ? OfDeals(plain, context, run, table) : plain;
    }

    private static PrintDiagnostics OfDeals(PrintDiagnostics plain, PrintContext context, DealRun run, Table table)
    {
        var rows = table.Rows;
        var total = Means.TotalWeight(rows);
        var posted = 0m;
        foreach (var row in rows)
            posted += run.Posted.ContainsKey(row.Series.Offer) ? row.Weight : 0m;

        var weighed = run.WeightsMonth >= 0;
        return plain with
        {
            Hhi = run.Hhi is { } hhi ? Short(hhi) : null,
            Coverage = run.Coverage is { } coverage ? Short(coverage) : null,
            Volume = Short(run.Volume),
            Deals = run.DealsUsed,
            Simulated = run.Simulated,
            Levels =
                total == 0m
                    ? null
                    : [new("deals", Short(1m - (posted / total))), new("posted prices", Short(posted / total))],
            WeightsMonth = weighed ? Month(run.WeightsMonth) : null,
            WeightsFrom = weighed ? new TradingDate(run.WeightsFrom).ToString() : null,
            WeightsTo = weighed ? new TradingDate(run.WeightsTo).ToString() : null,
            Tiers = TierEffects.Of(context, table, run),
            Regression = (run.Fit ?? run.Memory.Fit) is { } fit ? Regression(fit) : null,
        };
    }

    private static RegressionDiagnostics Regression(HedonicFit fit)
    {
        var coefficients = new List<RegressorValue>();
        for (var i = 0; i < fit.Beta.Count; i++)
            coefficients.Add(new(fit.Names[i], Short(fit.Beta[i])));
        return new(
            Month(fit.Month),
            coefficients,
            Short(fit.RSquared),
            fit.Count,
            fit.Fault.Length > 0 ? fit.Fault : null
        );
    }

    // A measure may be zero; it has no logarithm, and the distance from the mean is not told then.
    private static decimal Dispersion(List<Row> rows, decimal total)
    {
        if (total == 0m || rows.Exists(row => row.Value <= 0m))
            return 0m;
        var logs = new decimal[rows.Count];
        var mean = 0m;
        for (var i = 0; i < rows.Count; i++)
        {
            logs[i] = rows[i].Log ?? DecimalMath.Ln(rows[i].Value);
            mean += rows[i].Weight / total * logs[i];
        }

        var away = 0m;
        for (var i = 0; i < rows.Count; i++)
            away += rows[i].Weight / total * (logs[i] < mean ? mean - logs[i] : logs[i] - mean);
        return Short(away);
    }

    private static string Month(int month) => TradingDate.Of(month / 12, (month % 12) + 1, 1).ToString()[..7];

    private static decimal Short(decimal value) => decimal.Round(value, Decimals, MidpointRounding.ToEven);
}
