// The naive market's position limits (LIM): tables, quotas, and every question asked of plain sums over accounts.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Null: no limit.
    private sealed record NaiveLimits(long? Client, long? OtherFirm, long? FuturesFirm, long? Opening);

    private readonly SortedList<string, LimitTable> _limitTables = new(StringComparer.Ordinal);
    private readonly SortedList<int, NaiveLimits> _limits = [];
    private readonly SortedList<(int Account, string Contract), GrantHedgeQuota> _quotas = [];
    private readonly List<(int Instrument, int Account, long Lots)> _openedToday = [];
    private readonly SortedList<int, long> _hedgeRates = [];

    private bool Hedges(int account) => _accounts[account].Purpose == "hedge";

    private void DefineLimits(ReadOnlyMemory<byte> json)
    {
        var faults = new List<SpecFault>();
        if (LimitTable.Read(json, faults) is not { } table)
        {
            RefuseDocument(MessageKind.DefineLimits, faults);
            return;
        }

        var known = _limitTables.GetValueOrDefault(table.Contract);
        if (known is not null && table.Version <= known.Version)
        {
            RefuseDocument(MessageKind.DefineLimits, [new("version", $"{table.Version}", "rises")]);
            return;
        }

        _limitTables[table.Contract] = table;
        SayDocument(MessageKind.LimitsDefined, json);
        if (known is not null)
            return;
        foreach (var month in Months.Where(m => m.Terms.Contract == table.Contract && !m.Expired))
        {
            if (month.Calendar.Day is { } day)
                SetLimits(
                    month,
                    month.Calendar.StepsDone >= (int)ClearingStepNumber.MarginRates ? DayAfter(month.Calendar) : day
                );
        }
    }

    private static TradingDate DayAfter(NaiveCalendar calendar) =>
        calendar.Terms.OnOrAfter(calendar.Day!.Value.Plus(1)) ?? calendar.Day.Value.Plus(1);

    private void GrantQuota(GrantHedgeQuota words)
    {
        const MessageKind command = MessageKind.GrantHedgeQuota;
        var account = words.Account.Value;
        var contract = _contracts.Find(c => c.Contract == words.Contract.ToString());
        var wrong = new[] { words.Long.Lots, words.Short.Lots }.Where(l => l is < 0 or > 1_000_000_000).ToList();
        if (!_accounts.ContainsKey(account))
            Refuse(command, RejectReason.UnknownAccount, account, 0);
        else if (!words.Contract.IsWellFormed || contract is null)
            Refuse(command, RejectReason.UnknownContract, 0, 0);
        else if (wrong.Count > 0)
            Refuse(command, RejectReason.BadField, wrong[0], 1_000_000_000);
        else if (!(words.Proposer.IsWellFormed && words.Approver.IsWellFormed))
            Refuse(command, RejectReason.PersonMissing, 0, 0);
        else if (!words.Reason.IsWellFormed)
            Refuse(command, RejectReason.ReasonMissing, 0, 0);
        else if (words.Proposer == words.Approver)
            Refuse(command, RejectReason.SamePerson, 0, 0);
        else if (!Hedges(account))
            Refuse(command, RejectReason.NotAHedgeAccount, account, 0);
        else if (_calendars.First(c => c.Terms.Id == contract.Calendar) is { Day: { } day } && words.Through < day)
            Refuse(command, RejectReason.QuotaPassed, words.Through.Days, day.Days);
        else
        {
            _quotas[(account, contract.Contract)] = words;
            Say(
                MessageKind.HedgeQuotaGranted,
                new HedgeQuotaGranted(
                    words.Account,
                    words.Contract,
                    words.Long,
                    words.Short,
                    words.Through,
                    words.Proposer,
                    words.Approver,
                    words.Reason
                )
            );
        }
    }

    // LIM-001: of every class the lowest of the phases that hold.
    private void SetLimits(NaiveInstrument month, TradingDate day)
    {
        if (!_limitTables.TryGetValue(month.Terms.Contract, out var table))
            return;
        var interest = month.Lots.Where(l => l.Sign > 0).Sum(l => l.Left);
        var left = TradingDays(month, day).Count();
        var phases = table
            .Phases.Where(p => p.MonthsBefore is not { } before || month.Month <= ContractMonth.Of(day).Plus(before))
            .Where(p => p.LastDays is not { } last || left <= last)
            .ToList();
        long? Lowest(Func<LimitPhase, long?> lots, Func<LimitPhase, int?> share) =>
            phases
                .Select(p =>
                    p.AboveOpenInterest is { } above && interest > above && share(p) is { } ppm
                        ? (long)((BigInteger)interest * ppm / 1_000_000)
                        : lots(p)
                )
                .Min();
        var limits = new NaiveLimits(
            Lowest(p => p.Lots.Client, p => p.Shares.Client),
            Lowest(p => p.Lots.OtherFirm, p => p.Shares.OtherFirm),
            Lowest(p => p.Lots.FuturesFirm, p => p.Shares.FuturesFirm),
            table.OpeningLots
        );
        _limits[month.Id] = limits;
        Say(
            MessageKind.PositionLimitsSet,
            new PositionLimitsSet(
                new(month.Id),
                day,
                new(limits.Client ?? 0),
                new(limits.OtherFirm ?? 0),
                new(limits.FuturesFirm ?? 0),
                new(limits.Opening ?? 0)
            )
        );
    }

    // LIM-007: the document's rates are lower, what the ladder asks is not.
    private void SetHedgeRate(NaiveInstrument month, MarginParameters table, TradingDate day)
    {
        var terms = table.Percentage;
        var left = TradingDays(month, day).Count();
        var rates = new List<long> { table.RatePpm, table.PhaseRateOn(day, month.Month) };
        if (left > 0)
            rates.AddRange(terms.LastDays.Where(d => left <= d.TradingDays).Select(d => (long)d.RatePpm));
        if (terms.OpenInterest is { } interest)
            rates.Add(RateOf(interest, table.RatePpm, month.Lots.Where(l => l.Sign > 0).Sum(l => l.Left)));
        var rate = rates.Max() - terms.HedgeBelowPpm;
        if (month.Step > 0)
            rate = long.Max(rate, month.LimitPpm + month.Model.MarginAbovePpm);
        var prints = ContractMonth.Of(day) >= month.Month ? AllPrintDays(month) : 0;
        var known = prints == 0 ? 0 : int.Min(prints, PrintsOf(month).Count);
        if (terms.AveragingFloorPpm >= 0 && known > 0)
        {
            var floor = long.Min(terms.AveragingFloorPpm, rate);
            rate = long.Max(floor, Exact.Ceiling((BigInteger)rate * (prints - known), prints));
        }

        _hedgeRates[month.Id] = rate;
    }

    private void CountOpened(NaiveInstrument month, int account, long lots)
    {
        if (HasMembers && lots > 0)
            _openedToday.Add((month.Id, account, lots));
    }

    // LIM-005, then LIM-002 to LIM-004 or LIM-006 of each leg; of all reasons the first in the list of refusals.
    private NaiveRefusal? AskLimits(NaiveInstrument month, NaiveOrder order)
    {
        if (!HasMembers)
            return null;
        var opens = OpensAndCloses(order.Account) ? OpensOf(month, order) : order.Left;
        List<(NaiveInstrument Month, bool Buys, long Lots)> legs = month.Spread is { } spread
            ?
            [
                (spread.Near, order.IsBuy, order.Left * spread.Terms.NearLots),
                (spread.Far, !order.IsBuy, order.Left * spread.Terms.FarLots),
            ]
            : [(month, order.IsBuy, opens)];
        if (!legs.Exists(l => _limits.ContainsKey(l.Month.Id)))
            return null;
        if (order.Words.Flags.HasFlag(OrderFlags.Hedge) != Hedges(order.Account))
            return WrongFlag(order.Words.Flags, order.Account);
        return legs.Select(l => AskLimits(l.Month, order.Account, l.Buys ? l.Lots : 0, l.Buys ? 0 : l.Lots))
            .Where(r => r is not null)
            .MinBy(r => r!.Reason);
    }

    private NaiveRefusal WrongFlag(OrderFlags flags, int account) =>
        new(RejectReason.HedgeFlag, OrderField.Flags, (long)flags, Hedges(account) ? (long)OrderFlags.Hedge : 0);

    private NaiveRefusal? AskQuoteLimits(NaiveInstrument month, int account, List<NaiveOrder> sides)
    {
        if (!HasMembers || !_limits.ContainsKey(month.Id))
            return null;
        return Hedges(account)
            ? WrongFlag(OrderFlags.Quote, account)
            : AskLimits(
                month,
                account,
                sides.Where(s => s.IsBuy).Sum(s => s.Left),
                sides.Where(s => !s.IsBuy).Sum(s => s.Left)
            );
    }

    private NaiveRefusal? AskLimits(NaiveInstrument month, int account, long buys, long sells)
    {
        if (!_limits.TryGetValue(month.Id, out var limits))
            return null;
        if (Hedges(account))
        {
            var (mostLong, mostShort) = QuotaOf(month, account, month.Calendar.Day!.Value);
            return AskSum(RejectReason.HedgeQuota, month, account, [account], buys, sells, mostLong, mostShort);
        }

        var document = _accounts[account];
        NaiveRefusal? refusal = null;
        if (document.Class != "house" && limits.Client is { } client)
            refusal = AskSum(RejectReason.TraderLimit, month, account, TradersOf(account), buys, sells, client, client);
        if (document.Member is { } member && MemberLimit(limits, member) is { } most)
            refusal ??= AskSum(RejectReason.MemberLimit, month, account, ClientsOf(member), buys, sells, most, most);
        if (refusal is not null || document.Role == "maker" || limits.Opening is not { } opening)
            return refusal;
        var adds = MayOpen(month, account, buys, sells) - MayOpen(month, account, 0, 0);
        var all = GroupOf(account).Where(a => !Hedges(a) && _accounts[a].Role != "maker").ToList();
        var reached = adds + all.Sum(a => MayOpen(month, a, 0, 0) + OpenedBy(month, a));
        return adds > 0 && reached > opening
            ? new(RejectReason.OpeningLimit, OrderField.Quantity, reached, opening)
            : null;
    }

    private NaiveRefusal? AskSum(
        RejectReason reason,
        NaiveInstrument month,
        int account,
        List<int> counted,
        long buys,
        long sells,
        long mostLong,
        long mostShort
    )
    {
        var (longs, shorts) = SidesOf(month, account, buys, sells);
        var before = SidesOf(month, account, 0, 0);
        var others = counted.Where(a => a != account).Select(a => SidesOf(month, a, 0, 0)).ToList();
        var allLong = longs + others.Sum(o => o.Longs);
        var allShort = shorts + others.Sum(o => o.Shorts);
        if (longs > before.Longs && allLong > mostLong)
            return new(reason, OrderField.Quantity, allLong, mostLong);
        return shorts > before.Shorts && allShort > mostShort
            ? new(reason, OrderField.Quantity, allShort, mostShort)
            : null;
    }

    // All of its own control group, itself among them.
    private List<int> GroupOf(int account) =>
        _accounts[account].Group == 0
            ? [account]
            : [.. _accounts.Values.Where(a => a.Group == _accounts[account].Group).Select(a => a.Account)];

    // Those of them that are one trader (LIM-002).
    private List<int> TradersOf(int account) =>
        [.. GroupOf(account).Where(a => !Hedges(a) && _accounts[a].Class != "house")];

    private List<int> ClientsOf(int member) =>
        [.. _accounts.Values.Where(a => a.Member == member && !Hedges(a.Account)).Select(a => a.Account)];

    private long? MemberLimit(NaiveLimits limits, int member) =>
        _members[member].Kind == MemberKind.FuturesFirm ? limits.FuturesFirm : limits.OtherFirm;

    private (long Long, long Short) QuotaOf(NaiveInstrument month, int account, TradingDate day) =>
        _quotas.TryGetValue((account, month.Terms.Contract), out var quota) && quota.Through >= day
            ? (quota.Long.Lots, quota.Short.Lots)
            : (0, 0);

    private long OpenedBy(NaiveInstrument month, int account) =>
        _openedToday.Where(o => o.Instrument == month.Id && o.Account == account).Sum(o => o.Lots);

    // Lots that an account's orders open when all of them fill: first its buys, then its sells.
    private long MayOpen(NaiveInstrument month, int account, long moreBuys, long moreSells)
    {
        if (OpensAndCloses(account))
            return month.OpeningLots(account, true) + month.OpeningLots(account, false) + moreBuys + moreSells;
        var net = month.Net(account);
        var bought = month.LiveLots(account, true) + moreBuys;
        var sold = month.LiveLots(account, false) + moreSells;
        var opened = long.Max(0, bought - long.Max(0, -net));
        net += bought;
        return opened + long.Max(0, sold - long.Max(0, net));
    }
}
