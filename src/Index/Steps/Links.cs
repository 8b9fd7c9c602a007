// The link of an index over deals: yesterday's level times the weighted mean of the matched relatives.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>link: I_t = I_(t-1) * exp( sum w ln(X_t / X_(t-1)) ). A change of weights or of members moves no level: the
/// link coefficient is one by construction.</summary>
internal static class Links
{
    private const decimal MostLevel = 1_000_000_000_000m;
    private const decimal LeastLevel = 0.000000001m;

    public static void Link(LinkStep step, PrintContext context, Table table)
    {
        var run = table.Run!;
        var memory = run.Memory;
        if (table.Rows.Count == 0)
        {
            table.Refusal =
                memory.Points.Count == 0
                    ? "no deal that counts"
                    : "nothing was there at this print and at the one before";
            return;
        }

        if (memory.Points.Count == 0)
        {
            // The first print of all, or of a new version: there the level stays and the relatives begin anew.
            Finish(memory.Level > 0m ? memory.Level : Means.Arithmetic(table.Rows), table);
            return;
        }

        if (step.Formula == LinkFormula.Tornqvist)
            ByExpenditure(run, table.Rows);
        var total = Means.TotalWeight(table.Rows);
        var move = 0m;
        foreach (var row in table.Rows)
            move += row.Weight / total * (row.Log!.Value - row.LogBefore!.Value);
        if (move is < -30m or > 30m)
            table.Refusal = "the link's move is out of range";
        else
            Finish(memory.Level * DecimalMath.Exp(move), table);
    }

    private static void Finish(decimal level, Table table)
    {
        if (level is < LeastLevel or > MostLevel)
        {
            table.Refusal = "the link's level is out of range";
            return;
        }

        table.Value = level;
        table.Run!.Level = level;
    }

    // The mean of both prints' shares of expenditure (volume times price) among what is matched. What took another's
    // place has the other's share before.
    private static void ByExpenditure(DealRun run, List<Row> rows)
    {
        var now = new decimal[rows.Count];
        var before = new decimal[rows.Count];
        var (allNow, allBefore) = (0m, 0m);
        for (var i = 0; i < rows.Count; i++)
        {
            now[i] = rows[i].Weight * rows[i].Value;
            var offer = rows[i].Series.Offer;
            var point = run.Memory.Points[run.Successors.TryGetValue(offer, out var old) ? old : offer];
            before[i] = point.Weight * point.Value;
            allNow += now[i];
            allBefore += before[i];
        }

        for (var i = 0; i < rows.Count; i++)
            rows[i].Weight = ((now[i] / allNow) + (before[i] / allBefore)) / 2m;
    }
}
