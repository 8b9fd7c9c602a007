// Who could move a print, by how much: a maker that cuts its list, and a launch below its price.
namespace Tokenbourse.Analytics.Studies;

/// <summary>Moves of a print in logs, the worst over makers, over sampled days.</summary>
/// <param name="CutMean">One maker cuts all its prices by 90 %: mean over days of the worst maker's effect.</param>
/// <param name="CutWorst">The worst day.</param>
/// <param name="CutMonth">CutWorst on a month's mean when the cut stands for five days of thirty.</param>
/// <param name="LaunchOne">A new maker's model at a tenth of the print, past its probation: mean.</param>
/// <param name="LaunchFive">Five models of one maker at a tenth of the print: mean of the worst maker's.</param>
/// <param name="LaunchWorst">The worst day of the two launches.</param>
public sealed record ManipulationFigure(
    double CutMean,
    double CutWorst,
    double CutMonth,
    double LaunchOne,
    double LaunchFive,
    double LaunchWorst
);

/// <summary>Tries attacks on a construction.</summary>
public static class Manipulation
{
    private const double Cut = 0.1;
    private const int EveryDays = 30;

    /// <summary>Attacks on a construction that looks at one day's models.</summary>
    public static ManipulationFigure OfLevel(Universe universe, Func<IReadOnlyList<Member>, double> level)
    {
        var (cuts, ones, fives) = (new List<double>(), new List<double>(), new List<double>());
        for (var day = 0; day < universe.Panel.Days; day += EveryDays)
        {
            var members = universe.At(day);
            var print = level(members);
            if (!double.IsFinite(print))
                continue;
            double Move(IReadOnlyList<Member> changed) => Math.Log(level(changed) / print);
            var makers = members.Select(m => m.Maker).Distinct().Order(StringComparer.Ordinal).ToList();
            cuts.Add(
                makers.Min(maker =>
                    Move([.. members.Select(m => m.Maker == maker ? m with { Price = m.Price * Cut } : m)])
                )
            );
            ones.Add(Move([.. members, Launched("launcher", 0, print, day)]));
            fives.Add(
                makers.Min(maker =>
                    Move([.. members, .. Enumerable.Range(0, 5).Select(i => Launched(maker, i, print, day))])
                )
            );
        }

        return Of(cuts, ones, fives);
    }

    /// <summary>Attacks on a chain by maker: a cut moves it by the maker's share of the mean; a launch moves
    /// nothing.</summary>
    public static ManipulationFigure OfChain(Universe universe)
    {
        var cuts = new List<double>();
        for (var day = 0; day < universe.Panel.Days; day += EveryDays)
            if (universe.At(day) is { Count: > 0 } members)
                cuts.Add(Math.Log(Cut) / members.Select(m => m.Maker).Distinct().Count());
        return Of(cuts, [0], [0]);
    }

    /// <summary>A move of a print for some days of a month, on the month's mean, in logs.</summary>
    public static double OnMonthMean(double move, int days, int of) => Math.Log(1 + ((Math.Exp(move) - 1) * days / of));

    private static Member Launched(string maker, int number, double print, int day) =>
        new(maker, $"~launched-{number}", print * Cut, day);

    /// <summary>Sums up effects by day, in logs, of cuts, of one launch, of five.</summary>
    internal static ManipulationFigure Of(List<double> cuts, List<double> ones, List<double> fives)
    {
        if (cuts.Count == 0)
            return new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        return new(
            cuts.Average(),
            cuts.Min(),
            OnMonthMean(cuts.Min(), 5, 30),
            ones.Average(),
            fives.Average(),
            Math.Min(ones.Min(), fives.Min())
        );
    }
}
