// Log futures prices by day and maturity, with holes: what the two-factor model is fitted to.
using System.Diagnostics.CodeAnalysis;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One log price.</summary>
/// <param name="Column">Which of the panel's maturities it stands for: prices of one column share one measurement
/// error.</param>
/// <param name="From">Beginning of its open days in years from the day.</param>
/// <param name="Until">Their end; the same for a price at a point of time.</param>
public readonly record struct LogPrice(int Column, double From, double Until, double Value);

/// <summary>The log prices of one day.</summary>
/// <param name="Years">Since the panel's first day.</param>
public sealed record LogCurveDay(TradingDate Day, double Years, IReadOnlyList<LogPrice> Prices);

/// <summary>Days in order.</summary>
/// <param name="Columns">Names of the maturities, for example 3 months.</param>
public sealed record LogCurvePanel(IReadOnlyList<string> Columns, IReadOnlyList<LogCurveDay> Days)
{
    /// <summary>Prices in it.</summary>
    public int Observations => Days.Sum(d => d.Prices.Count);

    /// <summary>What keeps the panel from being filtered; null when nothing does.</summary>
    public CurveFault? FirstFault()
    {
        var before = double.NegativeInfinity;
        foreach (var day in Days)
        {
            if (day.Prices.Count == 0)
                return new($"{day.Day}", "prices", "one at least", "none");
            if (!(day.Years > before))
                return new($"{day.Day}", "years", "more than the day before", CurveFault.Number(day.Years));
            before = day.Years;
            foreach (var price in day.Prices)
            {
                if (price.Column < 0 || price.Column >= Columns.Count)
                    return new($"{day.Day}", "column", $"0 to {Columns.Count - 1}", CurveFault.Number(price.Column));
                if (!(price.From >= 0 && price.Until >= price.From && double.IsFinite(price.Until + price.Value)))
                    return new($"{day.Day}", Columns[price.Column], "numbers, and 0 <= from <= until", $"{price}");
            }
        }

        return null;
    }

    /// <summary>
    /// For each target the contract whose maturity is closest to it and within the tolerance; each contract stands
    /// once, nearer targets choosing first. The contract keeps its own maturity: nothing is interpolated.
    /// </summary>
    /// <param name="curves">In order of day; days without any price of a target are left out.</param>
    /// <param name="targets">Years, ascending.</param>
    /// <param name="tolerance">Years.</param>
    public static bool TryOf(
        IReadOnlyList<FuturesCurve> curves,
        IReadOnlyList<double> targets,
        double tolerance,
        [NotNullWhen(true)] out LogCurvePanel? panel,
        [NotNullWhen(false)] out CurveFault? fault
    )
    {
        (panel, fault) = (null, null);
        var days = new List<LogCurveDay>(curves.Count);
        TradingDate? first = null;
        foreach (var curve in curves)
        {
            if (curve.FirstFault() is { } wrong)
            {
                fault = wrong with { Subject = $"{curve.Product} {curve.Day} {wrong.Subject}" };
                return false;
            }

            if (days.Count > 0 && curve.Day <= days[^1].Day)
            {
                fault = new($"{curve.Product} {curve.Day}", "day", $"after {days[^1].Day}", $"{curve.Day}");
                return false;
            }

            var prices = Choose(curve, targets, tolerance);
            if (prices.Count == 0)
                continue;
            first ??= curve.Day;
            days.Add(new(curve.Day, (curve.Day.Days - first.Value.Days) / FuturesCurve.DaysPerYear, prices));
        }

        panel = new([.. targets.Select(Name)], days);
        return true;
    }

    private static string Name(double years)
    {
        var months = FormattableString.Invariant($"{years * 12:0.#}");
        return months == "1" ? "1 month" : $"{months} months";
    }

    private static List<LogPrice> Choose(FuturesCurve curve, IReadOnlyList<double> targets, double tolerance)
    {
        var prices = new List<LogPrice>(targets.Count);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var column = 0; column < targets.Count; column++)
        {
            var target = targets[column];
            var best = curve
                .Points.Where(p => !taken.Contains(p.Contract) && p.OpenPrice > 0)
                .Where(p => Math.Abs(curve.Maturity(p) - target) <= tolerance)
                .MinBy(p => Math.Abs(curve.Maturity(p) - target));
            if (best is null)
                continue;
            _ = taken.Add(best.Contract);
            var (from, until) = curve.OpenYears(best);
            // A contract that settles on its last day alone is a point, not the day's length.
            prices.Add(new(column, best.Delivery is null ? until : from, until, Math.Log(best.OpenPrice)));
        }

        return prices;
    }
}
