// The constructions of a token index that are compared, and the rules that may be varied on one of them.
namespace Tokenbourse.Analytics.Studies;

/// <summary>A daily index.</summary>
public sealed record Construction(string Name, string Set, bool Assumed, double[] Series, ManipulationFigure? Attack);

/// <summary>Builds them.</summary>
public static class TokenConstructions
{
    private const string Recommended = "makers, middle half";

    /// <summary>All constructions over one panel.</summary>
    /// <param name="age">Half-life, days, of the assumed weights; 0 when nothing is known of it.</param>
    public static IEnumerable<Construction> All(PricePanel panel, Grade grade, int probation, int least, int age)
    {
        var graded = new Universe(panel, grade, probation);
        foreach (var (name, level) in Levelled(least))
            yield return new(name, grade.Name, false, graded.Series(level), Manipulation.OfLevel(graded, level));
        var atOnce = Levels.CheapestModels(3);
        yield return new(
            "cheapest three models, no probation",
            grade.Name,
            false,
            new Universe(panel, grade, 0).Series(atOnce),
            null
        );
        foreach (var (name, fits) in Splits())
        {
            var part = new Universe(panel, grade, probation, fits);
            var level = Levels.MakersMiddleHalf(3);
            yield return new($"{Recommended}: {name}", grade.Name, false, part.Series(level), null);
        }

        yield return new(
            "matched models, makers alike",
            grade.Name,
            false,
            Chains.Matched(graded, o => o.Maker),
            Manipulation.OfChain(graded)
        );
        var everything = new Universe(panel, null, probation);
        yield return new(
            "matched models, makers alike",
            "all models",
            false,
            Chains.Matched(everything, o => o.Maker),
            Manipulation.OfChain(everything)
        );
        yield return new(
            "matched models, 10 % trimmed",
            "all models",
            false,
            Chains.Matched(everything, o => $"{o.Seller}|{o.Item}|{o.Region}", 0.1),
            null
        );
        foreach (var (name, fits) in Splits())
        {
            var part = new Universe(panel, null, probation, fits);
            yield return new($"matched models: {name}", "all models", false, Chains.Matched(part, o => o.Maker), null);
        }

        if (age <= 0)
            yield break;
        var bought = Bought(everything, age);
        yield return new(
            "unit value, weights by age",
            "all models",
            true,
            [.. bought.Select(d => Chains.UnitValue(d.Values))],
            null
        );
        yield return new("Törnqvist, weights by age", "all models", true, Chains.Tornqvist(bought), null);
    }

    /// <summary>Probation, averaging and the least number of makers, each varied alone.</summary>
    public static IReadOnlyList<RuleLine> Rules(PricePanel panel, Grade grade, int least)
    {
        var lines = new List<RuleLine>();
        foreach (var days in (int[])[0, 30, 60, 90])
        {
            var series = new Universe(panel, grade, days).Series(Levels.MakersMiddleHalf(least));
            lines.Add(Line("probation", $"{days} days", SeriesFigures.Of(series)));
        }

        var universe = new Universe(panel, grade, 30);
        foreach (var makers in (int[])[3, 4, 6, 8, 10, 12])
        {
            var level = Levels.MakersMiddleHalf(makers);
            lines.Add(
                Line(
                    "least makers",
                    $"{makers}",
                    SeriesFigures.Of(universe.Series(level)),
                    Manipulation.OfLevel(universe, level)
                )
            );
        }

        var daily = universe.Series(Levels.MakersMiddleHalf(least));
        lines.Add(Line("averaging", "daily print", SeriesFigures.Of(daily)));
        var weeks = Periods.Weeks(panel.First, panel.Days);
        lines.Add(Line("averaging", "mean of the week", SeriesFigures.Of(weeks.Means(daily), 52)));
        var months = Periods.Months(panel.First, panel.Days);
        lines.Add(Line("averaging", "mean of the month", SeriesFigures.Of(months.Means(daily), 12)));
        foreach (var length in (int[])[7, 30])
            lines.Add(Line("averaging", $"running mean of {length} days", SeriesFigures.Of(Running(daily, length))));
        lines.Add(
            Line(
                "replacement",
                "each maker's newest model",
                SeriesFigures.Of(universe.Series(Levels.MakersNewest(least)))
            )
        );
        lines.Add(
            Line("replacement", "none: matched models only", SeriesFigures.Of(Chains.Matched(universe, o => o.Maker)))
        );
        lines.Add(Line("replacement", "each maker's cheapest model", SeriesFigures.Of(daily)));
        return lines;
    }

    /// <summary>Arithmetic mean of the last n days; not a number before there are n.</summary>
    public static double[] Running(double[] daily, int n)
    {
        var means = new double[daily.Length];
        for (var day = 0; day < means.Length; day++)
            means[day] = day + 1 < n ? double.NaN : daily.AsSpan(day + 1 - n, n).ToArray().Average();
        return means;
    }

    private static IEnumerable<(string Name, Func<IReadOnlyList<Member>, double> Level)> Levelled(int least)
    {
        yield return (Recommended, Levels.MakersMiddleHalf(least));
        yield return ("makers, median", Levels.MakersMedian(least));
        yield return ("makers, newest model each, middle half", Levels.MakersNewest(least));
        yield return ("makers, three cheapest", Levels.CheapestMakers(3));
        yield return ("models, lower quartile", Levels.ModelQuantile(0.25, least));
        yield return ("models, median", Levels.ModelQuantile(0.5, least));
        yield return ("cheapest model", Levels.CheapestModels(1));
        yield return ("cheapest three models", Levels.CheapestModels(3));
        yield return ("cheapest five models", Levels.CheapestModels(5));
        yield return ("third-cheapest model", Levels.NthCheapest(3));
    }

    private static IEnumerable<(string Name, Func<Offer, bool> Fits)> Splits()
    {
        yield return ("open weights", o => ModelFamilies.IsOpen(o.Item));
        yield return ("closed", o => !ModelFamilies.IsOpen(o.Item));
        yield return ("Chinese makers", o => ModelFamilies.IsChinese(o.Maker));
    }

    // Assumption: what is bought of a model halves every so many days of its age.
    private static List<IReadOnlyDictionary<string, (double Price, double Quantity)>> Bought(Universe universe, int age)
    {
        var days = new List<IReadOnlyDictionary<string, (double Price, double Quantity)>>();
        for (var day = 0; day < universe.Panel.Days; day++)
            days.Add(
                universe
                    .At(day)
                    .ToDictionary(m => m.Item, m => (m.Price, Math.Pow(0.5, (double)Math.Max(0, day - m.Listed) / age)))
            );
        return days;
    }

    private static RuleLine Line(string rule, string value, SeriesFigures f, ManipulationFigure? attack = null) =>
        new(
            rule,
            value,
            f.Volatility,
            f.JumpsAbove5,
            f.JumpsAbove20,
            -f.LargestFall > f.LargestRise ? f.LargestFall : f.LargestRise,
            f.Change,
            attack?.CutMean ?? double.NaN,
            attack?.LaunchWorst ?? double.NaN
        );
}
