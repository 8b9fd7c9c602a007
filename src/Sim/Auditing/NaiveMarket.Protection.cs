// The naive market's caps (CAP-001 to CAP-003) and dead man's timers (DMT-001, DMT-002).
using System.Numerics;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Orders of one content since its window began.
    private sealed record NaiveContent(object Words, Instant Since, int Count);

    private sealed record NaiveDeadMan(int Account, Instant Due);

    private readonly List<SetOrderCaps> _caps = [];
    private readonly SortedList<int, NaiveContent?[]> _contents = [];
    private readonly List<NaiveDeadMan> _deadMen = [];

    // The timer that runs out first; of several the one that was set first.
    private NaiveDeadMan? NextDeadMan => _deadMen.OrderBy(d => d.Due).FirstOrDefault();

    private bool SubmitOfProtection(MessageKind kind, LogEntry command)
    {
        switch (kind)
        {
            case MessageKind.SetOrderCaps:
                SetCaps(command.As<SetOrderCaps>());
                return true;
            case MessageKind.CancelAllAfter:
                Arm(command.As<CancelAllAfter>());
                return true;
            case MessageKind.SetKillSwitch:
                Kill(command.As<SetKillSwitch>());
                return true;
            default:
                return false;
        }
    }

    private void SetCaps(SetOrderCaps words)
    {
        var contract = words.Contract.ToString();
        var whole = words.Contract == default;
        (RejectReason Reason, long Given, long Limit)? why =
            words.Account.Value != 0 && !_accounts.ContainsKey(words.Account.Value)
                ? (RejectReason.UnknownAccount, words.Account.Value, 0)
            : !whole && !_contracts.Any(c => c.Contract == contract) ? (RejectReason.UnknownContract, 0, 0)
            : words.MostLots.Lots < 0 ? (RejectReason.BadField, words.MostLots.Lots, 0)
            : words.MostNotional.Minor < 0 ? (RejectReason.BadField, words.MostNotional.Minor, 0)
            : IsOutside(words.MostOrders, 0, whole ? 1_000_000 : 0)
                ? (RejectReason.BadField, words.MostOrders, whole ? 1_000_000 : 0)
            : IsOutside(words.MostRepeats, 0, whole ? 1_000_000 : 0)
                ? (RejectReason.BadField, words.MostRepeats, whole ? 1_000_000 : 0)
            : words.MostRepeats == 0 && words.RepeatMilliseconds != 0
                ? (RejectReason.BadField, words.RepeatMilliseconds, 0)
            : words.MostRepeats > 0 && IsOutside(words.RepeatMilliseconds, 1, 60_000)
                ? (RejectReason.BadField, words.RepeatMilliseconds, 60_000)
            : null;
        if (why is { } no)
        {
            Refuse(MessageKind.SetOrderCaps, no.Reason, no.Given, no.Limit);
            return;
        }

        _caps.RemoveAll(c => c.Account == words.Account && c.Contract == words.Contract);
        _caps.Add(words);
        Say(MessageKind.OrderCapsSet, words);
    }

    private static bool IsOutside(int number, int least, int most) => number < least || number > most;

    // All caps that speak of the account, in this contract or in any.
    private IEnumerable<SetOrderCaps> CapsOf(int account, string? contract) =>
        _caps.Where(c =>
            (c.Account.Value == 0 || c.Account.Value == account)
            && (c.Contract == default || c.Contract.ToString() == contract)
        );

    private NaiveRefusal? AskCaps(NaiveInstrument month, NaiveOrder order, bool amends)
    {
        // What the house does for a member in default is not capped.
        if (_byTheHouse || _caps.Count == 0)
            return null;
        List<(NaiveInstrument Month, long Lots, long Ticks)> sizes = month.Spread is { } spread
            ?
            [
                (spread.Near, order.Left * spread.Terms.NearLots, spread.Near.Previous),
                (spread.Far, order.Left * spread.Terms.FarLots, spread.Far.Previous),
            ]
            : [(month, order.Left, RiskOf(month, order).Price)];
        var life = order.Words.TimeInForce;
        var stays = order.Acts != OrderType.Market && life is not (TimeInForce.FillAndKill or TimeInForce.FillOrKill);
        return AskSizes(order.Account, sizes) ?? (amends || !stays ? null : AskOpen(order.Account, 1));
    }

    private NaiveRefusal? AskCaps(NaiveInstrument month, int account, List<NaiveOrder> sides, int old) =>
        AskSizes(account, [.. sides.Select(s => (month, s.Left, s.Limit))])
        ?? (sides.Count > old ? AskOpen(account, sides.Count) : null);

    private NaiveRefusal? AskSizes(int account, List<(NaiveInstrument Month, long Lots, long Ticks)> sizes)
    {
        foreach (var (month, lots, _) in sizes)
        {
            var caps = CapsOf(account, month.Terms.Contract).Select(c => c.MostLots.Lots).Where(m => m > 0).ToList();
            if (caps.Count > 0 && lots > caps.Min())
                return new(RejectReason.SizeCap, OrderField.Quantity, lots, caps.Min());
        }

        foreach (var (month, lots, ticks) in sizes)
        {
            var worth = (BigInteger)ticks * lots * month.Terms.TickValueMinor;
            var caps = CapsOf(account, month.Terms.Contract)
                .Select(c => c.MostNotional.Minor)
                .Where(m => m > 0)
                .ToList();
            if (caps.Count > 0 && worth > caps.Min())
                return new(RejectReason.NotionalCap, OrderField.Quantity, (long)worth, caps.Min());
        }

        return null;
    }

    // An old quote that would leave has been taken out before this is asked.
    private NaiveRefusal? AskOpen(int account, int more)
    {
        var live = _instruments.Sum(i => i.Live.Count(o => o.Account == account)) + more;
        var caps = CapsOf(account, null).Select(c => c.MostOrders).Where(m => m > 0).ToList();
        return caps.Count > 0 && live > caps.Min()
            ? new(RejectReason.TooManyOpenOrders, OrderField.Quantity, live, caps.Min())
            : null;
    }

    // The account's own check, else that of all accounts.
    private (int Most, long Length)? Repeats(int account)
    {
        var caps = CapsOf(account, null).Where(c => c.MostRepeats > 0).OrderBy(c => c.Account.Value == 0).ToList();
        return caps.Count == 0 ? null : (caps[0].MostRepeats, caps[0].RepeatMilliseconds * (Instant.PerSecond / 1000));
    }

    private NaiveRefusal? AskContent(NaiveOrder order)
    {
        if (!HasSessions || _byTheHouse || Repeats(order.Account) is not { } check)
            return null;
        return Open(order.Account, order.Request!, check.Length) is { } window && window.Count >= check.Most
            ? new(
                RejectReason.TooManyRepeats,
                OrderField.Quantity,
                window.Count,
                window.Since.Plus(check.Length).Nanoseconds
            )
            : null;
    }

    private NaiveContent? Open(int account, object content, long length) =>
        _contents.GetValueOrDefault(account)?.FirstOrDefault(c => c is not null && c.Words.Equals(content))
            is { } window
        && _now < window.Since.Plus(length)
            ? window
            : null;

    // Eight contents of an account are remembered; the one whose window began first makes room.
    private void CountContent(int account, object content)
    {
        if (!HasSessions || Repeats(account) is not { } check)
            return;
        if (!_contents.TryGetValue(account, out var kept))
            _contents.Add(account, kept = new NaiveContent?[8]);
        var open = Open(account, content, check.Length);
        var next = new NaiveContent(content, open?.Since ?? _now, (open?.Count ?? 0) + 1);
        var at = Array.FindIndex(kept, c => c is not null && c.Words.Equals(content));
        if (at < 0)
            at = Array.IndexOf(kept, null);
        if (at < 0)
            at = Array.FindIndex(kept, c => c!.Since == kept.Min(k => k!.Since));
        kept[at] = next;
    }

    private void Arm(CancelAllAfter words)
    {
        var account = words.Account.Value;
        if (words.Milliseconds != 0 && words.Milliseconds < 5_000)
            Refuse(MessageKind.CancelAllAfter, RejectReason.BadField, words.Milliseconds, 5_000);
        else if (words.Milliseconds > 86_400_000)
            Refuse(MessageKind.CancelAllAfter, RejectReason.BadField, words.Milliseconds, 86_400_000);
        else if (!_accounts.ContainsKey(account))
            Refuse(MessageKind.CancelAllAfter, RejectReason.UnknownAccount, account, 0);
        else
        {
            _deadMen.RemoveAll(d => d.Account == account);
            var due = words.Milliseconds == 0 ? default : _now.Plus(words.Milliseconds * (Instant.PerSecond / 1000));
            if (words.Milliseconds != 0)
                _deadMen.Add(new(account, due));
            Say(MessageKind.CancelAllArmed, new CancelAllArmed(words.Account, due));
        }
    }

    // Whatever else is owed at the same moment comes first.
    private bool IsBeforeAllElse(Instant due) =>
        _calendars.TrueForAll(c => due < c.Due)
        && _instruments.TrueForAll(i => i.OwnAuction == TradingPhase.Closed || due < i.Until)
        && due < SilentFrom
        && due < NextDeadline
        && due < SpotDue;

    private void Fire(NaiveDeadMan dead)
    {
        _deadMen.Remove(dead);
        var left = LetGo(_ => true, o => o.Account == dead.Account, CancelReason.DeadMan);
        Say(MessageKind.CancelAllFired, new CancelAllFired(new(dead.Account), dead.Due, left.Count));
    }
}
