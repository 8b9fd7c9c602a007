// The trades of a desk's journal as a report shows them: each part of a fill with its month, and who asked and agreed.
using Tokenbourse.Desk.Execution;

namespace Tokenbourse.Desk.Reports;

/// <summary>A part of a fill, given to a month of exposure.</summary>
/// <param name="Line">Of the journal.</param>
/// <param name="Day">Trading day.</param>
/// <param name="Symbol">What was traded.</param>
/// <param name="Month">The month it serves.</param>
/// <param name="Lots">Below zero: sold.</param>
/// <param name="Price">Contract quote.</param>
/// <param name="Reference">The venue's number, or the order's own.</param>
/// <param name="Persons">Who proposed, then who agreed.</param>
/// <param name="Plan">Digest of the plan that it was traded for.</param>
public sealed record ReportTrade(
    long Line,
    string Day,
    string Symbol,
    string Month,
    long Lots,
    decimal Price,
    string Reference,
    string Persons,
    string Plan
);

/// <summary>Reads trades out of journals.</summary>
public static class ReportTrades
{
    /// <summary>All allocated parts, oldest first.</summary>
    /// <param name="lines">The journal's lines, checked by its reader.</param>
    public static IReadOnlyList<ReportTrade> Of(IReadOnlyList<JournalLine> lines)
    {
        var trades = new List<ReportTrade>();
        foreach (var line in lines)
        {
            if (line.Allocated is not { } allocated)
                continue;
            var persons = PersonsOf(allocated.Digest, lines);
            foreach (var part in allocated.Fills)
                trades.Add(
                    new(
                        line.Number,
                        part.Day.ToString(),
                        part.Symbol,
                        part.Month.ToString(),
                        part.Lots,
                        part.Price,
                        part.Trade is { } trade ? $"{trade}" : allocated.ClientOrderId,
                        persons,
                        allocated.Digest
                    )
                );
        }

        return trades;
    }

    private static string PersonsOf(string digest, IReadOnlyList<JournalLine> lines)
    {
        var persons = new List<string>();
        foreach (var line in lines)
        {
            if (line.Proposed?.Digest == digest)
                persons.Clear();
            if (line.Proposed?.Digest == digest || line.Approved?.Digest == digest)
                persons.Add(line.Who);
        }

        return string.Join(", ", persons);
    }
}
