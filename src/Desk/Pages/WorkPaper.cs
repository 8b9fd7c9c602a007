// Proposal, approvals and orders of the newest proposal, and the journal's lines as a page lists them.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Pages;

/// <summary>How far approval and execution are.</summary>
/// <param name="Digest">Of the proposed plan; null: nothing is proposed.</param>
/// <param name="Current">The plan in the folder is the one that was proposed.</param>
/// <param name="Proposer">Who asked.</param>
/// <param name="Approvers">Who agreed, in order.</param>
/// <param name="Needed">How many must agree beside the proposer.</param>
/// <param name="Approved">Enough agreed.</param>
/// <param name="Orders">By contract: planned, filled, left, orders sent.</param>
/// <param name="Unanswered">Orders whose answer was lost.</param>
/// <param name="Journal">Newest first, the last hundred.</param>
public sealed record WorkPaper(
    string? Digest,
    bool Current,
    string Proposer,
    IReadOnlyList<string> Approvers,
    int Needed,
    bool Approved,
    IReadOnlyList<OrderProgress> Orders,
    IReadOnlyList<string> Unanswered,
    IReadOnlyList<JournalEntry> Journal
)
{
    private const int MostLines = 100;

    /// <summary>Of a journal.</summary>
    /// <param name="lines">The journal's lines, checked by its reader.</param>
    /// <param name="plan">The plan in the folder; null: none.</param>
    public static WorkPaper Of(IReadOnlyList<JournalLine> lines, HedgePlan? plan)
    {
        var state = Agreements.StateOf(lines);
        return new(
            state.Proposal?.Digest,
            state.Proposal is { } proposal && proposal.Digest == plan?.Digest,
            state.Proposer,
            state.Approvers,
            state.Proposal?.Approvers ?? 0,
            state.IsApproved,
            state.Proposal is null ? [] : Execution.Orders.ProgressOf(state.Proposal, lines),
            [.. Execution.Orders.AllUnanswered(lines).Select(s => s.ClientOrderId)],
            [.. lines.Reverse().Take(MostLines).Select(JournalEntry.Of)]
        );
    }
}

/// <summary>A line of the journal in words.</summary>
public sealed record JournalEntry(long Number, string Moment, JournalKind Kind, string Who, Said Said)
{
    /// <summary>Of a line.</summary>
    public static JournalEntry Of(JournalLine line) => new(line.Number, line.Moment, line.Kind, line.Who, Words(line));

    private static Said Words(JournalLine line) =>
        line switch
        {
            { Proposed: { } p } => new(
                $"proposed plan {Agreements.Short(p.Digest)}: {p.Lots} lots of {p.Contract}",
                $"提交方案 {Agreements.Short(p.Digest)}：{p.Contract} 共 {p.Lots} 手"
            ),
            { Approved: { } a } => new(
                $"approved plan {Agreements.Short(a.Digest)}",
                $"批准方案 {Agreements.Short(a.Digest)}"
            ),
            { Staged: { } s } => new(
                $"order {s.ClientOrderId}: {s.Lots} lots of {s.Symbol} at {s.Limit}",
                $"委托 {s.ClientOrderId}：{s.Symbol} {s.Lots} 手，限价 {s.Limit}"
            ),
            { Answered: { } r } => new(
                $"order {r.ClientOrderId}: {r.Status}, {r.Fills.Sum(f => Math.Abs(f.Lots))} lots filled "
                    + $"{r.Reason}".TrimEnd(),
                $"委托 {r.ClientOrderId}：{r.Status}，成交 {r.Fills.Sum(f => Math.Abs(f.Lots))} 手 {r.Reason}".TrimEnd()
            ),
            { Allocated: { } g } => new(
                $"allocated to {string.Join(", ", g.Fills.Select(f => $"{f.Month} {f.Lots}"))}",
                $"分配至 {string.Join("、", g.Fills.Select(f => $"{f.Month} {f.Lots} 手"))}"
            ),
            _ => new("", ""),
        };
}
