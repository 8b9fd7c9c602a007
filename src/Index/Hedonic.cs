// The hedonic regression: what quality, context and speed are worth, from the sellers' own deals.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>
/// ln x = alpha_week + b1 q + sum of b ln trait + g_seller + e over the offers' days of the window: estimated once a
/// month, on what the log held before the print.
/// </summary>
internal static class Hedonic
{
    private const decimal MostQuality = 1_000_000m;

    /// <summary>The month's fit: the one that is there, or a new one.</summary>
    /// <param name="day">Days of consumption before it count.</param>
    public static HedonicFit Of(HedonicTerms terms, PrintContext context, DealMemory memory, int day)
    {
        var month = (context.Day.Year * 12) + context.Day.Month - 1;
        return memory.Fit is { } known && known.Month == month ? known : Estimate(terms, context, memory, day, month);
    }

    /// <summary>Quality and ln traits of an offer; null when one is not known.</summary>
    public static decimal[]? Regressors(
        HedonicTerms terms,
        PrintContext context,
        Series offer,
        IReadOnlyList<decimal>? traits
    )
    {
        if ((traits?.Count ?? 0) != terms.Traits.Count)
            return null;
        var z = new List<decimal>();
        if (terms.Exam.Length > 0)
        {
            if (QualityOf(terms.Exam, context, offer.Item) is not { } quality)
                return null;
            z.Add(quality);
        }

        for (var i = 0; i < terms.Traits.Count; i++)
            z.Add(traits![i]);
        return [.. z];
    }

    private static HedonicFit Estimate(HedonicTerms terms, PrintContext context, DealMemory memory, int day, int month)
    {
        var names = new List<string>();
        if (terms.Exam.Length > 0)
            names.Add("q");
        foreach (var trait in terms.Traits)
            names.Add($"ln {trait}");
        var rows = RowsOf(terms, context, memory, day);
        var k = names.Count;

        // Columns: the regressors, then a constant for each week, then one for each seller but the first.
        var weeks = new SortedList<int, int>();
        var sellers = new SortedList<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            weeks[row.Week] = 0;
            sellers[row.Seller] = 0;
        }

        for (var i = 0; i < weeks.Count; i++)
            weeks.SetValueAtIndex(i, k + i);
        for (var i = 0; i < sellers.Count; i++)
            sellers.SetValueAtIndex(i, i == 0 ? -1 : k + weeks.Count + i - 1);
        var size = k + weeks.Count + (sellers.Count > 0 ? sellers.Count - 1 : 0);
        if (rows.Count < size + k + 1)
            return new(month, names, [], 0m, rows.Count, $"{rows.Count} days of offers are too few for a regression");
        var squares = new LeastSquares(size);
        var columns = new int[k + 2];
        var values = new decimal[k + 2];
        foreach (var row in rows)
            squares.Add(columns, values, Fill(row, weeks, sellers, columns, values), row.Log);
        if (squares.Solve() is not { } beta)
            return new(month, names, [], 0m, rows.Count, "traits, weeks and sellers cannot be told apart");
        var fit = RSquared(rows, weeks, sellers, beta, k);
        var fault =
            fit < terms.LeastFit ? $"R² {decimal.Round(fit, 3)} is below {terms.LeastFit}: the committee's" : "";
        return new(month, names, beta[..k], fit, rows.Count, fault);
    }

    private static List<(decimal[] Z, int Week, string Seller, decimal Log)> RowsOf(
        HedonicTerms terms,
        PrintContext context,
        DealMemory memory,
        int day
    )
    {
        var rows = new List<(decimal[], int, string, decimal)>();
        for (var i = 0; i < memory.Days.Count; i++)
        {
            var of = memory.Days.GetKeyAtIndex(i);
            var cells = memory.Days.GetValueAtIndex(i);
            if (of < day - terms.Days || of >= day || cells.Version != context.Methodology.Version)
                continue;
            foreach (var cell in cells.Cells)
            {
                var offer = context.Observations.Offers.All[cell.Offer];
                if (Regressors(terms, context, offer, cell.Traits) is { } z)
                    rows.Add((z, of / 7, offer.Seller, cell.Log));
            }
        }

        return rows;
    }

    private static int Fill(
        (decimal[] Z, int Week, string Seller, decimal Log) row,
        SortedList<int, int> weeks,
        SortedList<string, int> sellers,
        int[] columns,
        decimal[] values
    )
    {
        var count = 0;
        for (; count < row.Z.Length; count++)
            (columns[count], values[count]) = (count, row.Z[count]);
        (columns[count], values[count]) = (weeks[row.Week], 1m);
        count++;
        if (sellers[row.Seller] < 0)
            return count;
        (columns[count], values[count]) = (sellers[row.Seller], 1m);
        return count + 1;
    }

    // 1 - sum of squared residuals / sum of squares about the mean.
    private static decimal RSquared(
        List<(decimal[] Z, int Week, string Seller, decimal Log)> rows,
        SortedList<int, int> weeks,
        SortedList<string, int> sellers,
        decimal[] beta,
        int k
    )
    {
        var mean = 0m;
        foreach (var row in rows)
            mean += row.Log / rows.Count;
        var columns = new int[k + 2];
        var values = new decimal[k + 2];
        var (left, whole) = (0m, 0m);
        foreach (var row in rows)
        {
            var residual = row.Log;
            var count = Fill(row, weeks, sellers, columns, values);
            for (var i = 0; i < count; i++)
                residual -= beta[columns[i]] * values[i];
            left += residual * residual;
            whole += (row.Log - mean) * (row.Log - mean);
        }

        return whole == 0m ? 0m : 1m - (left / whole);
    }

    // Scores of different snapshots are not comparable: the newest snapshot of exactly this exam.
    private static decimal? QualityOf(string exam, PrintContext context, string item)
    {
        var snapshots = context.Observations.Snapshots;
        for (var i = snapshots.Count - 1; i >= 0; i--)
        {
            if (snapshots[i].Exam != exam)
                continue;
            var at = snapshots[i].NewestOf(item);
            if (at < 0)
                return null;
            var score = context.Observations.Scores[at].Score;
            return score is > MostQuality or < -MostQuality ? null : score;
        }

        return null;
    }
}
