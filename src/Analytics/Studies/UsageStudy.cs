// The few days that have volumes: what was paid, what the same models cost, and how much of the difference is mix.
using System.Globalization;
using System.Text.RegularExpressions;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>Unit value against Törnqvist, on days with volumes.</summary>
public static partial class UsageStudy
{
    /// <summary>Null without at least three days.</summary>
    public static UsageReport? Of(IReadOnlyList<UsageFact> usage)
    {
        var days = usage.GroupBy(u => u.Day).OrderBy(g => g.Key).ToList();
        if (days.Count < 3)
            return null;
        var list = days.ConvertAll(d => Bought(d, u => u.List));
        var realised = days.ConvertAll(d => Bought(d, u => u.Realised));
        double[] unitList = [.. list.Select(d => Chains.UnitValue(d.Values))];
        double[] unitRealised = [.. realised.Select(d => Chains.UnitValue(d.Values))];
        var chainList = Chains.Tornqvist(list);
        var chainRealised = Chains.Tornqvist(realised);
        return new(
            days[0].Key.ToString(),
            days[^1].Key.ToString(),
            days.Count,
            usage.Select(u => u.Model).Distinct().Count(),
            SeriesFigures.Of(unitList),
            SeriesFigures.Of(unitRealised),
            SeriesFigures.Of(chainList),
            SeriesFigures.Of(chainRealised),
            1 - (Variance(chainRealised) / Variance(unitRealised)),
            1 - (Variance(chainList) / Variance(chainRealised)),
            MedianAge(usage)
        );
    }

    /// <summary>
    /// Age in days below which half of the tokens are bought, by the date that most names of models carry; 0 when
    /// none does. Names without a date are left out.
    /// </summary>
    public static int MedianAge(IReadOnlyList<UsageFact> usage)
    {
        var ages = new SortedDictionary<int, double>();
        foreach (var fact in usage)
        {
            var stamp = Stamp().Match(fact.Model);
            if (
                !stamp.Success
                || !DateOnly.TryParseExact(
                    stamp.Value,
                    "yyyyMMdd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
            )
                continue;
            var age = Math.Max(0, fact.Day.Days - TradingDate.Of(date).Days);
            ages[age] = ages.GetValueOrDefault(age) + fact.Tokens;
        }

        var half = ages.Values.Sum() / 2;
        foreach (var (age, tokens) in ages)
        {
            half -= tokens;
            if (half <= 0)
                return Math.Max(1, age);
        }

        return 0;
    }

    private static double Variance(double[] series)
    {
        var deviation = SeriesFigures.Deviation(SeriesFigures.Moves(series));
        return deviation * deviation;
    }

    private static Dictionary<string, (double Price, double Quantity)> Bought(
        IEnumerable<UsageFact> day,
        Func<UsageFact, double> price
    ) =>
        day.Where(u => price(u) > 0 && u.Tokens > 0)
            .OrderBy(u => u.Model, StringComparer.Ordinal)
            .ToDictionary(u => u.Model, u => (price(u), u.Tokens));

    [GeneratedRegex("20[2-3][0-9](0[1-9]|1[0-2])[0-3][0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Stamp();
}
