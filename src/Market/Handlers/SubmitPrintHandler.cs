// An index print reaches the market, once.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles <see cref="SubmitPrint"/> (rule PRN-001).</summary>
internal static class SubmitPrintHandler
{
    public static void Handle(State state, in SubmitPrint print, Outbox events)
    {
        var (reason, given, limit) = Ask(state, print);
        if (reason != RejectReason.None)
        {
            events.Add(MessageKind.CommandRefused, new CommandRefused(MessageKind.SubmitPrint, reason, given, limit));
            return;
        }

        var name = print.Index.ToString();
        var prints = state.PrintsOf(name);
        if (prints is null)
        {
            prints = new() { Index = print.Index };
            state.Indexes.Add(prints);
        }

        prints.Add(new(print.Day, print.Value, print.Decimals));
        state.LastPrintSequence = print.PrintSequence;
        events.Add(
            MessageKind.PrintTaken,
            new PrintTaken(print.Index, print.Day, print.Value, print.Decimals, print.Tier, print.PrintSequence)
        );
        for (var i = 0; i < state.Contracts.Count; i++)
        {
            if (state.Contracts[i].Spec.Index == name)
                Listings.First(state, state.Contracts[i].Spec, events);
        }
    }

    // Far above any price, far below where price times lots times worth could overflow.
    private const long MostValue = 1_000_000_000_000_000;

    private static (RejectReason Reason, long Given, long Limit) Ask(State state, in SubmitPrint print)
    {
        if (!print.Index.IsWellFormed || print.Decimals > 9)
            return (RejectReason.BadField, print.Decimals, 9);
        if (print.Value <= 0)
            return (RejectReason.BadField, print.Value, 1);
        if (print.Value > MostValue)
            return (RejectReason.BadField, print.Value, MostValue);
        if (print.PrintSequence <= state.LastPrintSequence)
            return (RejectReason.PrintOutOfOrder, print.PrintSequence, state.LastPrintSequence + 1);
        return state.PrintsOf(print.Index.ToString()) is { } prints && print.Day < prints.Newest.Day
            ? (RejectReason.PrintOutOfOrder, print.Day.Days, prints.Newest.Day.Days)
            : default;
    }
}
