// What protects the market now: kill switches, caps, dead man's timers, and what they last did.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>A kill switch that is engaged.</summary>
/// <param name="Since">When it was.</param>
public sealed record EngagedSwitch(KillSwitchSet Set, Instant Since);

/// <summary>Switches by when they were engaged, caps by when they were first set, timers by account.</summary>
public sealed class Safeguards : View
{
    private readonly List<EngagedSwitch> _switches = [];
    private readonly List<SetOrderCaps> _caps = [];
    private readonly SortedList<int, Instant> _timers = [];

    public IReadOnlyList<EngagedSwitch> Switches => _switches;

    public IReadOnlyList<SetOrderCaps> Caps => _caps;

    /// <summary>When the account's orders leave unless it is heard of; null: no timer runs.</summary>
    public Instant? TimerOf(AccountId account) => _timers.TryGetValue(account.Value, out var due) ? due : null;

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.KillSwitchSet:
                var set = entry.As<KillSwitchSet>();
                _switches.RemoveAll(s => (s.Set.Level, s.Set.Number, s.Set.Key) == (set.Level, set.Number, set.Key));
                if (set.Engage == 1)
                    _switches.Add(new(set, entry.Time));
                break;
            case MessageKind.OrderCapsSet:
                var caps = entry.As<SetOrderCaps>();
                var at = _caps.FindIndex(c => c.Account == caps.Account && c.Contract == caps.Contract);
                if (at < 0)
                    _caps.Add(caps);
                else
                    _caps[at] = caps;
                break;
            case MessageKind.CancelAllArmed:
                var armed = entry.As<CancelAllArmed>();
                if (armed.Due.Nanoseconds == 0)
                    _timers.Remove(armed.Account.Value);
                else
                    _timers[armed.Account.Value] = armed.Due;
                break;
            case MessageKind.CancelAllFired:
                _timers.Remove(entry.As<CancelAllFired>().Account.Value);
                break;
            default:
                break;
        }
    }
}
