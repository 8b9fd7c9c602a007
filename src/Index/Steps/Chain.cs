// The chain: an index moves only by what its matched prices did, never by who joined or left.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>level_t = level_(t-1) * exp( mean over keys of ( mean within the key of ln(v_t / v_(t-1)) ) ), over offers
/// there on both days.</summary>
internal static class Chain
{
    private const decimal MostLevel = 1_000_000_000_000m;
    private const decimal LeastLevel = 0.000000001m;

    public static void Link(ChainStep step, PrintContext context, Table table)
    {
        var groups = Panel.ByKey(step.By, table.Rows);
        var memory = context.State.Chain;
        var values = Points(table.Rows, memory);
        if (memory is null || memory.Points.Count == 0)
        {
            Begin(step, groups, memory, values, table);
            return;
        }

        var matched = new List<Match>();
        foreach (var (key, rows) in groups)
        {
            rows.RemoveAll(row => MovedTooFar(step, row, memory, table));
            if (rows.Count == 0)
                continue;
            if (MatchOf(key, rows, memory, values) is { } match)
                matched.Add(match);
            else
                table.Leave("joined: counts from the next print", Panel.Joined(key, rows, CombineBy.GeometricMean));
        }

        matched = WithoutOutermost(step, matched, table);
        if (matched.Count == 0)
        {
            table.Chain = new(memory.Level, values);
            table.Refusal = "nothing was there at this print and at the one before";
            return;
        }

        var sum = 0m;
        table.Rows = [];
        foreach (var match in matched)
        {
            sum += match.LogRelative;
            table.Rows.Add(match.Row);
        }

        Move(sum / matched.Count, memory, values, table);
    }

    // What did not change keeps its logarithm: on most days that is nearly all.
    private static SortedList<int, ChainPoint> Points(List<Row> rows, ChainMemory? memory)
    {
        var points = new SortedList<int, ChainPoint>(rows.Count);
        foreach (var row in rows)
        {
            var known =
                memory is not null
                && memory.Points.TryGetValue(row.Series.Offer, out var before)
                && before.Value == row.Value
                    ? before.Log
                    : (decimal?)null;
            points[row.Series.Offer] = new(row.Value, known ?? DecimalMath.Ln(row.Value));
        }

        return points;
    }

    private static void Move(decimal logMove, ChainMemory memory, SortedList<int, ChainPoint> values, Table table)
    {
        if (logMove is < -30m or > 30m)
        {
            table.Refusal = "the chain's move is out of range";
            return;
        }

        var level = memory.Level * DecimalMath.Exp(logMove);
        if (level is < LeastLevel or > MostLevel)
        {
            table.Refusal = "the chain's level is out of range";
            return;
        }

        table.Value = level;
        table.Chain = new(level, values);
    }

    // The first print: the keys' values become a level. After a new version: the level stays, the relatives begin anew.
    private static void Begin(
        ChainStep step,
        SortedDictionary<string, List<Row>> groups,
        ChainMemory? memory,
        SortedList<int, ChainPoint> values,
        Table table
    )
    {
        var rows = new List<Row>();
        foreach (var (key, members) in groups)
            rows.Add(Equal(Panel.Joined(key, members, CombineBy.GeometricMean)));
        table.Rows = rows;
        var level = memory?.Level ?? Means.Combine(step.Start, rows);
        if (level is null)
        {
            table.Refusal = "nothing to begin the chain with";
            return;
        }

        table.Value = level;
        table.Chain = new(level.Value, values);
    }

    // In list data a move of that size is nearly always a mistake or its correction: a chain would carry it for ever.
    private static bool MovedTooFar(ChainStep step, Row row, ChainMemory memory, Table table)
    {
        if (step.MostMove == 0m || !memory.Points.TryGetValue(row.Series.Offer, out var before))
            return false;
        if (row.Value < before.Value * step.MostMove && row.Value * step.MostMove > before.Value)
            return false;
        table.Leave("moved too far for the chain: counts again from the next print", row);
        return true;
    }

    private static Match? MatchOf(string key, List<Row> rows, ChainMemory memory, SortedList<int, ChainPoint> now)
    {
        var there = new List<Row>();
        var sum = 0m;
        var levels = 0m;
        var logs = 0m;
        foreach (var row in rows)
        {
            if (!memory.Points.TryGetValue(row.Series.Offer, out var before))
                continue;
            there.Add(row);
            levels += row.Value + before.Value;
            logs += now[row.Series.Offer].Log;
            sum += now[row.Series.Offer].Log - before.Log;
        }

        if (there.Count == 0)
            return null;
        var value = there.Count == 1 ? there[0].Value : DecimalMath.Exp(logs / there.Count);
        return new(Row.Of(key, value, 1m, there), sum / there.Count, levels / there.Count);
    }

    // By the mean of both days' levels, so that a rise and the fall that undoes it are either both counted or both not:
    // trimming the moves themselves would remove every change of a sticky list price.
    private static List<Match> WithoutOutermost(ChainStep step, List<Match> matched, Table table)
    {
        var cut = (int)decimal.Floor(step.Trim * matched.Count);
        if (cut == 0)
            return matched;
        matched.Sort(
            (a, b) =>
                a.Levels != b.Levels ? a.Levels.CompareTo(b.Levels) : string.CompareOrdinal(a.Row.Name, b.Row.Name)
        );
        for (var i = 0; i < matched.Count; i++)
        {
            if (i < cut || i >= matched.Count - cut)
                table.Leave("outermost by level: trimmed", matched[i].Row);
        }

        return matched.GetRange(cut, matched.Count - (2 * cut));
    }

    private static Row Equal(Row row)
    {
        row.Weight = 1m;
        return row;
    }

    private sealed record Match(Row Row, decimal LogRelative, decimal Levels);
}
