// Steps on who may be in: the grade by exam, the probation of entrants.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>grade and probation.</summary>
internal static class Entrants
{
    /// <summary>
    /// An item is admitted when, in one snapshot of one exam, its score is at least the anchor's plus the margin; it
    /// then stays, so that a
    /// re-based exam or a corrected score moves nothing. Scores are never compared across snapshots.
    /// </summary>
    public static void Grade(GradeStep step, PrintContext context, Table table)
    {
        ReadScores(step, context);
        table.Keep(
            row =>
            {
                var mark = MarkOf(row.Series, context);
                row.Admission = mark.Why;
                return mark.Against;
            },
            wholeItem: true
        );
    }

    /// <summary>Left out while fewer than Days have passed since the first sight.</summary>
    public static void Probation(ProbationStep step, PrintContext context, Table table)
    {
        var reason = $"on probation: first seen less than {step.Days} days ago";
        table.Keep(
            row =>
            {
                var first = step.OfOffer
                    ? context.Observations.OfferFirstSeen(row.Series)
                    : context.Observations.ItemFirstSeen(row.Series);
                return context.Day.Days - first < step.Days ? reason : null;
            },
            wholeItem: !step.OfOffer
        );
    }

    private static GradeMark MarkOf(Series series, PrintContext context)
    {
        var marks = context.State.Graded;
        while (marks.Count <= series.ItemNumber)
            marks.Add(default);
        if (marks[series.ItemNumber] is { Asked: true } known)
            return known;
        var why = context.State.Admitted.Of(series.Item);
        var against =
            why.Score >= 0 ? null
            : context.Observations.IsScored(series.Item) ? "below the bar of the grade in every snapshot"
            : "no score in any exam";
        return marks[series.ItemNumber] = new(why, against, true);
    }

    private static void ReadScores(GradeStep step, PrintContext context)
    {
        var all = context.Observations.Scores;
        var state = context.State;
        if (state.ScoresRead == all.Count)
            return;
        state.Graded.Clear();
        var touched = new SortedSet<int>();
        for (; state.ScoresRead < all.Count; state.ScoresRead++)
            touched.Add(all[state.ScoresRead].Snapshot);
        foreach (var number in touched)
        {
            var snapshot = context.Observations.Snapshots[number];
            var anchor = IsOf(step, snapshot.Exam) ? AnchorOf(step, snapshot) : -1;
            if (anchor < 0)
                continue;
            foreach (var score in snapshot.Scores)
            {
                var record = all[score];
                var newest = snapshot.NewestOf(record.Item) == score;
                if (newest && record.Score >= all[anchor].Score + step.Margin)
                    state.Admitted.Add(record.Item, new(record.Sequence, all[anchor].Sequence));
            }
        }
    }

    private static int AnchorOf(GradeStep step, Snapshot snapshot)
    {
        foreach (var name in step.Anchors)
        {
            if (snapshot.NewestOf(name) is >= 0 and var score)
                return score;
        }

        return -1;
    }

    // An exam is named whole or by what stands before its colon (the snapshot behind it).
    private static bool IsOf(GradeStep step, string exam)
    {
        if (step.Exams.Count == 0)
            return true;
        foreach (var name in step.Exams)
        {
            if (
                exam == name
                || (
                    exam.Length > name.Length
                    && exam[name.Length] == ':'
                    && exam.StartsWith(name, StringComparison.Ordinal)
                )
            )
                return true;
        }

        return false;
    }
}
