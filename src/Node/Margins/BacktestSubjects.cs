// The series that margin models are tried on: Shanghai's futures, and the venue's own indices.
using System.Text;
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Margins;

/// <summary>One series with what experts say of it.</summary>
/// <param name="Group">Series of one group are summed up together.</param>
/// <param name="FloorRate">Least margin, share of value.</param>
/// <param name="StressMove">The experts' move, both ways, share of value.</param>
/// <param name="Unmoved">Share of days on which the price did not move: list prices and dead markets.</param>
internal sealed record BacktestSubject(
    PriceSeries Series,
    string Group,
    double FloorRate,
    double StressMove,
    double Unmoved
)
{
    public static BacktestSubject Of(PriceSeries series, string group, double floor, double stress)
    {
        var still = Enumerable.Range(1, series.Prices.Length - 1).Count(t => series.Prices[t] == series.Prices[t - 1]);
        return new(series, group, floor, stress, (double)still / (series.Prices.Length - 1));
    }
}

/// <summary>Finds and builds the series.</summary>
internal static class BacktestSubjects
{
    public const string Shanghai = "SHFE 2008-2016";

    // Shanghai's own least margins are 4 to 8 %; ten percent is about twice its usual daily limit. [K]
    private const double ShanghaiFloor = 0.05;
    private const double ShanghaiStress = 0.10;

    /// <summary>Series of the futures tables in a folder; none when there are no such tables.</summary>
    public static IEnumerable<BacktestSubject> Futures(string folder)
    {
        var paths = Directory.GetFiles(folder, "shfe_daily_*.csv*").Order(StringComparer.Ordinal).ToArray();
        return FuturesTables
            .Read(paths)
            .Where(s => s.Prices.Length > 2)
            .Select(s => BacktestSubject.Of(s, Shanghai, ShanghaiFloor, ShanghaiStress));
    }

    /// <summary>
    /// The index under each contract of the rulebook, on weekdays with a print. Floor: the contract's margin rate;
    /// stress: its daily price limit.
    /// </summary>
    /// <param name="source">Observations, as tokenbourse index takes them.</param>
    /// <param name="label">Says which observations.</param>
    public static IEnumerable<BacktestSubject> Indices(string source, string rulebook, string label)
    {
        var prints = IndexVerb.Compute(source, rulebook, null);
        var margins = Home.Documents(rulebook, "margins")
            .Select(d => MarginParameters.Read(Encoding.UTF8.GetBytes(d.Text), []))
            .OfType<MarginParameters>()
            .ToDictionary(m => m.Contract);
        foreach (var (_, text) in Home.Documents(rulebook, "contracts"))
        {
            if (ContractSpec.Read(Encoding.UTF8.GetBytes(text), []) is not { } contract)
                continue;
            var days = prints
                .Where(p => p.Index == contract.Index && p.Value is > 0 && IsWeekday(p.Day))
                .GroupBy(p => p.Day)
                .Select(g => g.Last())
                .ToList();
            if (days.Count <= 2 || !margins.TryGetValue(contract.Contract, out var margin))
                continue;
            var series = new PriceSeries(
                $"{contract.Contract} ({contract.Index}, {label})",
                [.. days.Select(d => d.Day)],
                [.. days.Select(d => (double)d.Value!.Value)]
            );
            yield return BacktestSubject.Of(series, label, margin.RatePpm / 1e6, contract.PriceLimitPpm / 1e6);
        }
    }

    private static bool IsWeekday(string day) => TradingDate.TryParse(day, out var date) && date.Weekday <= 5;
}
