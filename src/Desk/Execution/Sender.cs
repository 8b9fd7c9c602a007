// Works an approved plan on the venue: staged in the journal, sent, recorded, allocated; a cut at any place loses
// nothing.
using System.Globalization;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>How orders are sent.</summary>
/// <param name="Venue">Address, kept in the journal.</param>
/// <param name="Account">Whose orders.</param>
/// <param name="Tolerance">How far the limit may be from the plan's price against the hedger, as 0.02.</param>
/// <param name="Hedge">Orders carry the hedge flag; a venue takes it from hedge accounts only.</param>
/// <param name="MostLots">Of one order.</param>
/// <param name="By">Who sends.</param>
public sealed record SendOptions(string Venue, int Account, decimal Tolerance, bool Hedge, long MostLots, string By);

/// <summary>What a run of sending did.</summary>
/// <param name="Said">One line an order or reason, in order.</param>
/// <param name="Done">All lots of the plan are filled.</param>
/// <param name="Refused">The venue refused an order.</param>
public sealed record SendReport(IReadOnlyList<string> Said, bool Done, bool Refused);

/// <summary>Sends orders that trade at once or not at all: nothing of the desk rests in the book when it is
/// gone.</summary>
/// <param name="journal">Where everything is written.</param>
/// <param name="door">The venue.</param>
/// <param name="options">How.</param>
/// <param name="moment">Asked for each line of the journal.</param>
public sealed class Sender(Journal journal, IVenueDoor door, SendOptions options, Func<string> moment)
{
    // An order that reaches the venue later than this (real seconds) is refused there: it cannot slip into another day.
    private const int PatienceSeconds = 30;

    private readonly List<string> _said = [];
    private bool _refused;

    /// <summary>Completes what an earlier run left open, then works today's share of what is left.</summary>
    /// <exception cref="DeskRefusalException">The plan is not approved, was changed, or today is a blackout
    /// day.</exception>
    /// <exception cref="VenueException">The venue stopped; the journal knows how far it came.</exception>
    public async Task<SendReport> Send(HedgePlan plan, HedgePolicy policy, CancellationToken cancel)
    {
        var state = Agreements.StateOf(journal.Lines);
        var proposal =
            state.Proposal
            ?? throw new DeskRefusalException("nothing is proposed: run desk propose first", "尚未提交任何方案");
        if (!state.IsApproved)
            throw new DeskRefusalException(
                $"the proposal has {state.Approvers.Count} of {proposal.Approvers} approvals: run desk approve first",
                $"已获 {state.Approvers.Count} 人同意，须 {proposal.Approvers} 人：未经审批不得下单"
            );
        if (plan.Digest != proposal.Digest || !PlanDigest.Holds(plan))
            throw new DeskRefusalException(
                "the plan changed since it was approved: propose it again",
                "审批之后方案已变更：请重新提交"
            );
        if (PolicyCheck.IsModel(plan.Market))
            throw new DeskRefusalException(
                "the plan rests on a model of a curve: there is nothing to trade",
                "方案基于模型曲线：没有可交易的合约"
            );
        SameVenue(plan);
        AllocateOpen(proposal);
        var status = await door.Status(cancel).ConfigureAwait(false);
        var instruments = await door.Instruments(cancel).ConfigureAwait(false);
        foreach (var staged in Orders.AllUnanswered(journal.Lines))
            await Resolve(staged, proposal, status, instruments, cancel).ConfigureAwait(false);
        foreach (var progress in Orders.ProgressOf(proposal, journal.Lines))
            await Work(progress, plan, policy, status, instruments, cancel).ConfigureAwait(false);
        var done = Orders.ProgressOf(proposal, journal.Lines).All(p => p.Left == 0);
        return new(_said, done && Orders.Unanswered(journal.Lines) is null, _refused);
    }

    // The plan's prices, liquidity and margins are one venue's; and only the venue that an order was sent to can
    // tell what
    // became of it: another's silence would make it one that never arrived, and it would be sent a second time.
    private void SameVenue(HedgePlan plan)
    {
        if (Orders.AllUnanswered(journal.Lines).FirstOrDefault(s => s.Venue != options.Venue) is { } staged)
            throw new DeskRefusalException(
                $"order {staged.ClientOrderId} was sent to {staged.Venue} and has no answer yet: run desk send --to "
                    + $"{staged.Venue} first",
                $"委托 {staged.ClientOrderId} 已发往 {staged.Venue} 且尚无回报：请先在该处继续执行"
            );
        if (
            MarketSnapshot.VenueOf(plan.Market.Source) is { } seen
            && !string.Equals(seen, options.Venue, StringComparison.OrdinalIgnoreCase)
        )
            throw new DeskRefusalException(
                $"the plan was made on the market of {seen}, not of {options.Venue}: send it there, or plan anew on "
                    + $"the other market",
                $"方案基于 {seen} 的行情，而不是 {options.Venue}：请在原处下单，或按新行情重新生成方案"
            );
    }

    private async Task Work(
        OrderProgress progress,
        HedgePlan plan,
        HedgePolicy policy,
        VenueStatus status,
        IReadOnlyList<VenueInstrument> instruments,
        CancellationToken cancel
    )
    {
        var symbol = progress.Symbol;
        if (progress.Left == 0)
            return;
        if (Orders.AllUnanswered(journal.Lines).Any(s => s.Symbol == symbol))
        {
            _said.Add($"{symbol}: waits for the answer to an earlier order");
            return;
        }

        if (instruments.FirstOrDefault(i => i.Symbol == symbol) is not { Expired: false } instrument)
        {
            _said.Add($"{symbol}: is not listed any more; {progress.Left} lots stay open");
            return;
        }

        if (DayOf(instrument, status) is not { } day || instrument.Phase != "continuous")
        {
            _said.Add($"{symbol}: {instrument.Phase}; orders are sent in continuous trading only");
            return;
        }

        Agreements.NoBlackout(policy, day);
        var quoted = plan.Market.Months.First(m => m.Symbol == symbol);
        var daily = (long)decimal.Floor(policy.MostOfDailyVolume * quoted.DailyVolume);
        var today = daily - Orders.WorkedOn(day, symbol, journal.Lines);
        if (today <= 0)
        {
            _said.Add(
                $"{symbol}: {daily} lots a day are allowed and done; {progress.Left} are left for the next trading days"
            );
            return;
        }

        var price = plan
            .Strategies.First(s => s.Name == plan.Chosen)
            .Months.FirstOrDefault(h => h.Symbol == symbol && h.Price is not null)
            ?.Price;
        if ((price ?? ListedMonths.PriceOf(quoted)) is not { } reference)
        {
            _said.Add($"{symbol}: the plan knows no price");
            return;
        }

        await Slices(progress, instrument, day, today, reference, status, cancel).ConfigureAwait(false);
    }

    private async Task Slices(
        OrderProgress progress,
        VenueInstrument instrument,
        TradingDate day,
        long today,
        decimal price,
        VenueStatus status,
        CancellationToken cancel
    )
    {
        var proposal = Agreements.StateOf(journal.Lines).Proposal!;
        var (left, slice) = (Math.Abs(progress.Left), progress.Slices);
        var buy = progress.Left > 0;
        var limit = Orders.Limit(
            price,
            options.Tolerance,
            buy,
            instrument.TickSize,
            instrument.LimitLow,
            instrument.LimitHigh
        );
        while (left > 0 && today > 0)
        {
            var lots = long.Min(left, long.Min(today, options.MostLots));
            slice++;
            var staged = new StagedOrder(
                proposal.Digest,
                options.Venue,
                options.Account,
                progress.Symbol,
                buy ? lots : -lots,
                limit,
                day,
                Orders.ClientOrderId(proposal.Digest, progress.Symbol, slice)
            );
            journal.Append(new(0, moment(), JournalKind.Staged, options.By, "", Staged: staged));
            var filled = await Ask(staged, proposal, status, cancel).ConfigureAwait(false);
            (left, today) = (left - filled, today - filled);
            if (filled < lots)
                return;
            status = await door.Status(cancel).ConfigureAwait(false);
        }
    }

    // Sends a staged order, for the first time or again; how many lots are known to have traded.
    private async Task<long> Ask(
        StagedOrder staged,
        ProposedPlan proposal,
        VenueStatus status,
        CancellationToken cancel
    )
    {
        var answer = await door.Place(Request(staged, status), cancel).ConfigureAwait(false);
        if (answer.Order is { } order)
        {
            var sign = Math.Sign(staged.Lots);
            Record(
                staged,
                proposal,
                order.Order,
                order.Status,
                "",
                [.. order.Fills.Select(f => new HedgeFill(f.Trade, staged.Symbol, sign * f.Lots, f.Price, staged.Day))]
            );
            return order.Filled;
        }

        var error = answer.Error!;
        if (error.Code is "DUPLICATE_CLIENT_ID" or "DUPLICATE_CLIENT_ORDER_ID")
        {
            await FromStatement(staged, proposal, error.Limit, cancel).ConfigureAwait(false);
            return 0;
        }

        _refused = true;
        var hint =
            error.Code == "HEDGE_FLAG" ? "; hedge accounts send with the flag, others without (--flag none)" : "";
        Record(staged, proposal, null, "refused", $"{error.Code}: {error.Message}{hint}", []);
        return 0;
    }

    // The answer to a staged order was lost, or the process ended before it could be written down.
    private async Task Resolve(
        StagedOrder staged,
        ProposedPlan proposal,
        VenueStatus status,
        IReadOnlyList<VenueInstrument> instruments,
        CancellationToken cancel
    )
    {
        var instrument = instruments.FirstOrDefault(i => i.Symbol == staged.Symbol);
        if (instrument is not null && DayOf(instrument, status) == staged.Day)
            await Ask(staged, proposal, status, cancel).ConfigureAwait(false);
        else
            await FromStatement(staged, proposal, null, cancel).ConfigureAwait(false);
    }

    // The account's trades of that day that no line of the journal knows are this order's.
    private async Task FromStatement(
        StagedOrder staged,
        ProposedPlan proposal,
        string? number,
        CancellationToken cancel
    )
    {
        var statement = await door.Statement(staged.Account, $"{staged.Day}", cancel).ConfigureAwait(false);
        if (statement is null)
        {
            _said.Add(
                $"{staged.ClientOrderId}: sent before and "
                    + $"{(number is null ? "perhaps taken" : $"taken as order {number}")}; "
                    + $"its fills stand in the statement of {staged.Day}, which is not out yet: run desk send "
                    + $"again after it"
            );
            return;
        }

        var known = journal
            .Lines.SelectMany(l => l.Answered?.Fills ?? [])
            .Select(f => f.Trade)
            .OfType<long>()
            .ToHashSet();
        var side = staged.Lots > 0 ? "buy" : "sell";
        var fills = new List<HedgeFill>();
        long rest = Math.Abs(staged.Lots);
        foreach (var trade in statement.Trades.OrderBy(t => t.Trade))
        {
            var within = staged.Lots > 0 ? trade.Price <= staged.Limit : trade.Price >= staged.Limit;
            if (trade.Symbol != staged.Symbol || trade.Side != side || !within || known.Contains(trade.Trade))
                continue;
            var lots = long.Min(rest, trade.Lots);
            if (lots == 0)
                break;
            rest -= lots;
            fills.Add(new(trade.Trade, staged.Symbol, Math.Sign(staged.Lots) * lots, trade.Price, staged.Day));
        }

        var order = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var found)
            ? found
            : (long?)null;
        var status = fills.Count > 0 || order is not null ? "found" : "never arrived";
        Record(staged, proposal, order, status, $"found out from the statement of {staged.Day}", fills);
    }

    private void Record(
        StagedOrder staged,
        ProposedPlan proposal,
        long? order,
        string status,
        string reason,
        IReadOnlyList<HedgeFill> fills
    )
    {
        var answered = new AnsweredOrder(staged.ClientOrderId, order, status, reason, fills);
        journal.Append(new(0, moment(), JournalKind.Answered, options.By, "", Answered: answered));
        var filled = fills.Sum(f => Math.Abs(f.Lots));
        var at = filled == 0 ? "" : $" at {fills.Sum(f => f.Price * Math.Abs(f.Lots)) / filled:0.####}";
        _said.Add(
            $"{staged.Symbol}: {(staged.Lots > 0 ? "buy" : "sell")} {Math.Abs(staged.Lots)} at {staged.Limit} "
                + $"or better: "
                + $"{filled} filled{at}, {status}{(reason.Length == 0 ? "" : $" ({reason})")}"
        );
        AllocateOpen(proposal);
    }

    // Fills that no line gave to months yet: after each answer, and after a cut between the two lines.
    private void AllocateOpen(ProposedPlan proposal)
    {
        var done = journal.Lines.Select(l => l.Allocated?.ClientOrderId).OfType<string>().ToHashSet();
        var own = journal
            .Lines.Select(l => l.Staged)
            .OfType<StagedOrder>()
            .Where(s => s.Digest == proposal.Digest)
            .Select(s => s.ClientOrderId)
            .ToHashSet();
        foreach (var answered in journal.Lines.Select(l => l.Answered).OfType<AnsweredOrder>().ToList())
        {
            if (
                answered.Fills.Count == 0
                || !own.Contains(answered.ClientOrderId)
                || done.Contains(answered.ClientOrderId)
            )
                continue;
            var before = journal
                .Lines.Select(l => l.Allocated)
                .OfType<AllocatedFills>()
                .Where(a => a.Digest == proposal.Digest)
                .SelectMany(a => a.Fills);
            var parts = Allocation.Of(proposal.Hedges, before, answered.Fills);
            var content = new AllocatedFills(proposal.Digest, answered.ClientOrderId, parts);
            journal.Append(new(0, moment(), JournalKind.Allocated, options.By, "", Allocated: content));
        }
    }

    private VenueOrderRequest Request(StagedOrder staged, VenueStatus status) =>
        new(
            staged.Account,
            staged.Symbol,
            staged.Lots > 0 ? "buy" : "sell",
            "limit",
            "fak",
            staged.Limit.ToString(CultureInfo.InvariantCulture),
            Math.Abs(staged.Lots),
            options.Hedge,
            Until(status),
            staged.ClientOrderId
        );

    private static string Until(VenueStatus status)
    {
        if (!Instant.TryParse(status.Time, out var now))
            throw new VenueException($"status: time {status.Time} cannot be read");
        return now.Plus((long)(PatienceSeconds * status.Speed * Instant.PerSecond)).ToString();
    }

    private static TradingDate? DayOf(VenueInstrument instrument, VenueStatus status) =>
        TradingDate.TryParse(status.Calendars.FirstOrDefault(c => c.Calendar == instrument.Calendar)?.Day, out var day)
            ? day
            : null;
}
