// The naive market's watch over risk (RSK-004 to RSK-006).
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private Instant _heard = new(long.MinValue);
    private bool _silent;

    private bool AnyTakesOrders => _calendars.Any(c => c.Phase.TakesOrders());

    // When nobody has been heard of for too long; never while it is so already or nothing could be ordered.
    private Instant SilentFrom =>
        _house.Interlock is { } terms && !_silent && AnyTakesOrders ? End(terms.SilentSeconds) : Instant.Never;

    private Instant End(int seconds) => new(_heard.Nanoseconds + (seconds * 1_000_000_000L));

    private void FallSilent()
    {
        _silent = true;
        Say(MessageKind.InterlockSet, new InterlockSet(1, _heard, _house.Interlock!.SilentSeconds));
    }

    private void Beat(RiskHeartbeat words)
    {
        if (!words.Watch.IsWellFormed)
        {
            Refuse(MessageKind.RiskHeartbeat, RejectReason.BadField, 0, 0);
            return;
        }

        if (_house.Interlock is not { } terms)
        {
            Refuse(MessageKind.RiskHeartbeat, RejectReason.InterlockOff, 0, 0);
            return;
        }

        if (_silent)
            Say(MessageKind.InterlockSet, new InterlockSet(0, _heard, terms.SilentSeconds));
        (_silent, _heard) = (false, _now);
    }

    // New rules of the house: whoever was silent stays so, unless nobody is asked any more.
    private void BeginToListen()
    {
        if (_silent && _house.Interlock is not null)
            return;
        if (_silent)
            Say(MessageKind.InterlockSet, new InterlockSet(0, _heard, 0));
        if (!_silent)
            _heard = _now;
        _silent = false;
    }

    private NaiveRefusal? AskSilence(bool closes) =>
        _silent && !closes
            ? new(
                RejectReason.RiskSilent,
                OrderField.Instrument,
                _heard.Nanoseconds,
                End(_house.Interlock!.SilentSeconds).Nanoseconds
            )
            : null;
}
