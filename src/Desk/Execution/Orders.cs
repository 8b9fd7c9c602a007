// What is still to be sent for an approved plan, and at which price, worked out from the journal alone.
using System.Globalization;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>How a contract stands.</summary>
/// <param name="Symbol">As <c>TK-Z26</c>.</param>
/// <param name="Planned">Lots of the plan, signed.</param>
/// <param name="Filled">Lots that traded for it, signed.</param>
/// <param name="Slices">Orders staged so far.</param>
public sealed record OrderProgress(string Symbol, long Planned, long Filled, int Slices)
{
    /// <summary>What is left, signed.</summary>
    public long Left => Planned - Filled;
}

/// <summary>The journal's orders.</summary>
public static class Orders
{
    /// <summary>The first staged order without an answer; null when each has one.</summary>
    public static StagedOrder? Unanswered(IEnumerable<JournalLine> lines) =>
        AllUnanswered(lines) is [var first, ..] ? first : null;

    /// <summary>Staged orders without an answer, oldest first.</summary>
    public static IReadOnlyList<StagedOrder> AllUnanswered(IEnumerable<JournalLine> lines)
    {
        var open = new List<StagedOrder>();
        foreach (var line in lines)
        {
            if (line.Staged is { } staged)
                open.Add(staged);
            else if (line.Answered is { } answered)
                open.RemoveAll(s => s.ClientOrderId == answered.ClientOrderId);
        }

        return open;
    }

    /// <summary>Progress by contract, in the order of the plan's months.</summary>
    public static IReadOnlyList<OrderProgress> ProgressOf(ProposedPlan proposal, IReadOnlyList<JournalLine> lines)
    {
        var staged = StagedOf(proposal.Digest, lines);
        var fills = FillsOf(proposal.Digest, lines).ToList();
        return
        [
            .. proposal
                .Hedges.GroupBy(h => h.Symbol)
                .Select(g => new OrderProgress(
                    g.Key,
                    g.Sum(h => h.Lots),
                    fills.Where(f => f.Symbol == g.Key).Sum(f => f.Lots),
                    staged.Count(s => s.Symbol == g.Key)
                )),
        ];
    }

    /// <summary>All fills that were recorded for a plan, oldest first.</summary>
    public static IEnumerable<HedgeFill> FillsOf(string digest, IReadOnlyList<JournalLine> lines)
    {
        var ids = StagedOf(digest, lines).Select(s => s.ClientOrderId).ToHashSet(StringComparer.Ordinal);
        return lines
            .Select(l => l.Answered)
            .OfType<AnsweredOrder>()
            .Where(a => ids.Contains(a.ClientOrderId))
            .SelectMany(a => a.Fills);
    }

    /// <summary>Lots of a contract that traded or may have traded on a day, for whichever plan.</summary>
    public static long WorkedOn(TradingDate day, string symbol, IReadOnlyList<JournalLine> lines)
    {
        var filled = lines
            .Select(l => l.Answered)
            .OfType<AnsweredOrder>()
            .SelectMany(a => a.Fills)
            .Where(f => f.Day == day && f.Symbol == symbol)
            .Sum(f => Math.Abs(f.Lots));
        var open = AllUnanswered(lines).Where(s => s.Day == day && s.Symbol == symbol).Sum(s => Math.Abs(s.Lots));
        return filled + open;
    }

    /// <summary>The same plan, contract and slice have the same number: sent twice, the venue takes it once.</summary>
    public static string ClientOrderId(string digest, string symbol, int slice) =>
        string.Create(CultureInfo.InvariantCulture, $"hd-{digest[..10]}-{symbol}-{slice}");

    /// <summary>
    /// The limit price: the plan's price of the contract (book average, else settlement) with the tolerance against the
    /// hedger, to the tick on the hedger's side, within the day's limits.
    /// </summary>
    /// <param name="price">Of the plan.</param>
    /// <param name="tolerance">Share, 0 to 1.</param>
    /// <param name="buy">Buys or sells.</param>
    /// <param name="tick">Above zero.</param>
    /// <param name="low">The day's lower limit; null: none.</param>
    /// <param name="high">The day's upper limit.</param>
    public static decimal Limit(decimal price, decimal tolerance, bool buy, decimal tick, decimal? low, decimal? high)
    {
        var wanted = price * (buy ? 1 + tolerance : 1 - tolerance);
        var onTick = (buy ? decimal.Floor(wanted / tick) : decimal.Ceiling(wanted / tick)) * tick;
        if (high is { } most && onTick > most)
            return most;
        return low is { } least && onTick < least ? least : onTick;
    }

    private static List<StagedOrder> StagedOf(string digest, IEnumerable<JournalLine> lines) =>
        [.. lines.Select(l => l.Staged).OfType<StagedOrder>().Where(s => s.Digest == digest)];
}
