// Rules change between days, by an entry that says so.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SetRelease"/> (rule REL-001).</summary>
internal static class SetReleaseHandler
{
    public static void Handle(State state, in SetRelease set, Outbox events)
    {
        var (reason, given, limit) = Ask(state, set);
        if (reason != RejectReason.None)
        {
            CancelOrderHandler.Refuse(MessageKind.SetRelease, reason, given, limit, events);
            return;
        }

        if (!state.HasLots && set.Number >= Releases.Lots)
            Books.BeginLots(state);
        var counted = state.HasMembers;
        state.Release = set.Number;
        if (state.HasMembers && !counted)
            Limits.Begin(state);
        events.Add(MessageKind.ReleaseSet, new ReleaseSet(set.Number));
    }

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in SetRelease set)
    {
        if (set.Number <= state.Release || set.Number > Releases.Newest)
            // The one in force, not the newest: what a log tells must not depend on which program reads it. The first
            // release told the second.
            return (RejectReason.UnknownRelease, set.Number, int.Max(state.Release, Releases.Lots));
        // A day ends under the rules under which it began.
        for (var i = 0; i < state.Calendars.Count; i++)
        {
            var clock = state.Calendars[i];
            if (clock.IsOpen || clock.AwaitsSettlement)
                return (RejectReason.DayUnderWay, clock.Number, clock.Day.Days);
        }

        return default;
    }
}
