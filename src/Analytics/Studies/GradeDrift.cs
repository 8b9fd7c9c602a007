// Where the move of a grade's price comes from: changed prices of what was there, or entry and exit; and what a new
// edition of the exam alone would do.
namespace Tokenbourse.Analytics.Studies;

/// <summary>A total log change in two parts.</summary>
/// <param name="Listed">From prices that changed while the model stayed.</param>
/// <param name="Entry">From models that came or went.</param>
public sealed record DriftParts(
    string Grade,
    bool Hindsight,
    string Construction,
    double Total,
    double Listed,
    double Entry,
    int Models
);

/// <summary>What one edition of an exam in place of another does to one day's index.</summary>
/// <param name="Pairs">Pairs of neighbouring editions that could be compared.</param>
public sealed record RebasingFigure(string Exam, string Bar, int Pairs, double Median, double Largest);

/// <summary>Takes moves apart.</summary>
public static class GradeDrift
{
    /// <summary>
    /// Each day's move: yesterday's set at today's prices (those still there) against yesterday's set at yesterday's
    /// prices (the same ones) is the listed part; the rest is entry and exit.
    /// </summary>
    public static DriftParts Of(Universe universe, Grade grade, string name, Func<IReadOnlyList<Member>, double> level)
    {
        var (listed, total) = (0.0, 0.0);
        for (var day = 1; day < universe.Panel.Days; day++)
        {
            var before = universe.At(day - 1);
            var now = universe.At(day);
            var move = Math.Log(level(now) / level(before));
            if (!double.IsFinite(move))
                continue;
            total += move;
            var today = now.ToDictionary(m => m.Item);
            var both = before.Where(m => today.ContainsKey(m.Item)).ToList();
            var part = Math.Log(level([.. both.Select(m => today[m.Item])]) / level(both));
            listed += double.IsFinite(part) ? part : 0;
        }

        return new(grade.Name, grade.Hindsight, name, total, listed, total - listed, grade.Count);
    }

    /// <summary>The size, in logs, of the move of one day's index when only the edition changes.</summary>
    /// <param name="bar">Least score of an edition; not a number when it has none.</param>
    /// <param name="day">On which day's prices a later edition is tried.</param>
    public static RebasingFigure Rebasing(
        PricePanel panel,
        string exam,
        string barName,
        IReadOnlyList<IReadOnlyList<ScoreFact>> editions,
        Func<IReadOnlyList<ScoreFact>, double> bar,
        Func<IReadOnlyList<ScoreFact>, int> day,
        Func<IReadOnlyList<Member>, double> level
    )
    {
        var moves = new List<double>();
        for (var i = 1; i < editions.Count; i++)
        {
            var at = day(editions[i]);
            if (at < 0 || at >= panel.Days)
                continue;
            // Only models that both editions score: what is measured is the marking, not who was examined.
            var both = editions[i].Select(s => s.Item).Intersect(editions[i - 1].Select(s => s.Item)).ToHashSet();
            double At(IReadOnlyList<ScoreFact> edition) =>
                level(
                    new Universe(panel, Grade.OfEdition(edition.Where(s => both.Contains(s.Item)), bar(edition)), 0).At(
                        at
                    )
                );
            var move = Math.Log(At(editions[i]) / At(editions[i - 1]));
            if (double.IsFinite(move))
                moves.Add(Math.Abs(move));
        }

        moves.Sort();
        return moves.Count == 0
            ? new(exam, barName, 0, double.NaN, double.NaN)
            : new(exam, barName, moves.Count, (moves[(moves.Count - 1) / 2] + moves[moves.Count / 2]) / 2, moves[^1]);
    }
}
