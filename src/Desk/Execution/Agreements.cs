// Proposal and approval: a plan frozen by its digest, agreed to by other persons within their authority.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>Something that the rules of proposal, approval or sending do not allow; one line says it.</summary>
/// <param name="message">In English.</param>
/// <param name="zh">The same in Chinese.</param>
public sealed class DeskRefusalException(string message, string zh) : Exception(message)
{
    /// <summary>In both languages.</summary>
    public Said Said { get; } = new(message, zh);
}

/// <summary>How far the newest proposal is.</summary>
/// <param name="Proposal">The newest one; null when there is none.</param>
/// <param name="Proposer">Who asked.</param>
/// <param name="Approvers">Who agreed, in order.</param>
public sealed record AgreementState(ProposedPlan? Proposal, string Proposer, IReadOnlyList<string> Approvers)
{
    /// <summary>Enough persons agreed.</summary>
    public bool IsApproved => Proposal is { } p && Approvers.Count >= p.Approvers;
}

/// <summary>The rules of four eyes.</summary>
public static class Agreements
{
    /// <summary>The state that the journal's lines tell. A newer proposal replaces the one before.</summary>
    public static AgreementState StateOf(IEnumerable<JournalLine> lines)
    {
        var state = new AgreementState(null, "", []);
        foreach (var line in lines)
        {
            if (line.Proposed is { } proposed)
                state = new(proposed, line.Who, []);
            else if (line.Approved is { } approved && approved.Digest == state.Proposal?.Digest)
                state = state with { Approvers = [.. state.Approvers, line.Who] };
        }

        return state;
    }

    /// <summary>Freezes a plan.</summary>
    /// <exception cref="DeskRefusalException">The plan was changed, has nothing to trade, breaks a rule without a
    /// waiver, or is
    /// under way already.</exception>
    public static JournalLine Propose(Journal journal, HedgePlan plan, string by, string moment)
    {
        Named(by);
        Whole(plan);
        Unwaived(plan.Breaches);
        var hedges = plan.Strategies.First(s => s.Name == plan.Chosen).Months.Where(h => h.Lots != 0).ToList();
        if (hedges.Count == 0)
            throw new DeskRefusalException(
                $"the plan chose '{plan.Chosen}': there is nothing to trade and nothing to propose",
                "方案选择不套保：没有可交易、可提交的内容"
            );
        if (StateOf(journal.Lines).Proposal?.Digest == plan.Digest)
            throw new DeskRefusalException(
                $"the plan {Short(plan.Digest)} is proposed already",
                $"方案 {Short(plan.Digest)} 已提交审批"
            );
        if (Orders.Unanswered(journal.Lines) is { } staged)
            throw new DeskRefusalException(
                $"order {staged.ClientOrderId} is not answered yet: run desk send first",
                $"委托 {staged.ClientOrderId} 尚无回报：请先继续执行"
            );
        var lots = hedges.Sum(h => Math.Abs(h.Lots));
        var level =
            PolicyCheck.LevelOf(plan.Policy, lots)
            ?? throw new DeskRefusalException(
                $"nobody may agree to {lots} lots: the policy's authority ends below",
                $"无人有权审批 {lots} 手：超出政策中的审批权限"
            );
        var proposed = new ProposedPlan(
            plan.Digest,
            plan.Programme.Name,
            plan.Made,
            plan.Market.Contract,
            lots,
            level.Approvers,
            hedges,
            plan.Breaches,
            PlannedMonths.Of(plan)
        );
        return journal.Append(new(0, moment, JournalKind.Proposed, by, "", Proposed: proposed));
    }

    /// <summary>Adds a person's agreement.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="plan">The plan as it stands in the folder now.</param>
    /// <param name="policy">The policy as it stands in the folder now: authority and blackouts hold from it.</param>
    /// <param name="by">Who agrees.</param>
    /// <param name="today">The trading day.</param>
    /// <param name="moment">Written beside it.</param>
    /// <exception cref="DeskRefusalException">A rule of approval is not kept.</exception>
    public static JournalLine Approve(
        Journal journal,
        HedgePlan plan,
        HedgePolicy policy,
        string by,
        TradingDate today,
        string moment
    )
    {
        Named(by);
        var state = StateOf(journal.Lines);
        var proposal =
            state.Proposal
            ?? throw new DeskRefusalException("nothing is proposed: run desk propose first", "尚未提交任何方案");
        Whole(plan);
        if (plan.Digest != proposal.Digest)
            throw new DeskRefusalException(
                $"the plan changed since it was proposed: {Short(plan.Digest)} now, {Short(proposal.Digest)} "
                    + $"then; propose it again",
                $"提交之后方案已变更（现 {Short(plan.Digest)}，提交时 {Short(proposal.Digest)}）：请重新提交"
            );
        if (Same(by, state.Proposer))
            throw new DeskRefusalException(
                $"{by} proposed this plan: another person must agree",
                $"{by} 是提交人：须由另一人审批"
            );
        if (!policy.Approvers.Any(a => Same(a, by)))
            throw new DeskRefusalException(
                $"{by} is no approver; the policy names: "
                    + $"{(policy.Approvers.Count == 0 ? "nobody" : string.Join(", ", policy.Approvers))}",
                $"{by} 不在审批人之列；政策中的审批人：{string.Join("、", policy.Approvers)}"
            );
        if (state.Approvers.Any(a => Same(a, by)))
            throw new DeskRefusalException($"{by} has agreed already", $"{by} 已经同意");
        if (state.IsApproved)
            throw new DeskRefusalException(
                $"the plan is approved already, by {string.Join(", ", state.Approvers)}",
                $"方案已获批准，审批人：{string.Join("、", state.Approvers)}"
            );
        var level = PolicyCheck.LevelOf(policy, proposal.Lots);
        if (level is null || level.Approvers > proposal.Approvers)
            throw new DeskRefusalException(
                $"the policy's authority for {proposal.Lots} lots changed since the proposal; propose it again",
                $"提交之后 {proposal.Lots} 手的审批权限已变更：请重新提交"
            );
        NoBlackout(policy, today);
        Unwaived(plan.Breaches.Select(b => b with { WaivedUntil = PolicyCheck.Waived(policy, b.Rule, today) }));
        return journal.Append(new(0, moment, JournalKind.Approved, by, "", Approved: new(plan.Digest)));
    }

    /// <summary>Refuses on days without trading.</summary>
    /// <exception cref="DeskRefusalException">The day is one, and no waiver holds.</exception>
    public static void NoBlackout(HedgePolicy policy, TradingDate today)
    {
        if (
            PolicyCheck.Blackouts(policy, today).FirstOrDefault() is { } blackout
            && PolicyCheck.Waived(policy, blackout.Rule, today) is null
        )
            throw new DeskRefusalException(
                $"{today} is a blackout day ({blackout.Value}): {blackout.Limit}",
                $"{today} 为禁止交易日（{blackout.Value}）"
            );
    }

    internal static string Short(string digest) => digest.Length < 12 ? digest : digest[..12];

    private static void Named(string by)
    {
        if (string.IsNullOrWhiteSpace(by))
            throw new DeskRefusalException("--by must name a person", "须写明姓名");
    }

    private static void Whole(HedgePlan plan)
    {
        if (!PlanDigest.Holds(plan))
            throw new DeskRefusalException(
                $"the plan is not what its digest says ({Short(plan.Digest)}): it was changed by hand; make it again",
                $"方案与其摘要（{Short(plan.Digest)}）不符：文件被改动，请重新生成"
            );
    }

    private static void Unwaived(IEnumerable<PolicyBreach> breaches)
    {
        var open = breaches.Where(b => b.WaivedUntil is null).ToList();
        if (open.Count > 0)
            throw new DeskRefusalException(
                $"{open.Count} breach(es) without a waiver: "
                    + string.Join("; ", open.Select(b => $"{b.Rule} at {b.Where}: {b.Value}, allowed {b.Limit}")),
                $"有 {open.Count} 项违反政策且未获豁免："
                    + string.Join("；", open.Select(b => $"{ReportWords.Inline(b.Rule).Zh}（{b.Where}）"))
            );
    }

    private static bool Same(string left, string right) =>
        string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);
}
