// What follows from a command when its order is done: woken stops, protections, close-only orders, limit locks,
// indications.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Runs after each command and each line of a timetable (rule MDS-002). Nothing to do costs a few
/// comparisons.</summary>
internal static class AfterCommand
{
    public static void Run(State state, Outbox events)
    {
        var reports = new MarketReports(state, events);
        state.Engine.WakeStops(ref reports);
        if (state.Fired.Count > 0)
            Protect(state, events);
        if (state.Trims.Count > 0)
            Trim(state, events);
        if (state.Stirred.Count > 0)
            LookAtTheEdge(state);
        state.Engine.TellIndications(ref reports);
        if (state.CashCame.Count > 0)
            Calls.Meet(state, events);
    }

    /// <summary>Takes off the quotes of market makers whose protection fired: by account, then contract.</summary>
    private static void Protect(State state, Outbox events)
    {
        var reports = new MarketReports(state, events);
        state.Fired.Sort(
            (a, b) => a.Slot != b.Slot ? Place(state, a.Slot) - Place(state, b.Slot) : a.Contract - b.Contract
        );
        foreach (var fired in state.Fired)
        {
            var contract = state.Contracts[fired.Contract].Spec.Contract;
            events.Add(
                MessageKind.ProtectionTriggered,
                new ProtectionTriggered(state.AccountAt(fired.Slot), Name24.Of(contract), new(fired.Lots))
            );
            foreach (var month in state.Months)
            {
                if (month.Instrument.Spec.Contract != contract || month.Quotes.Length == 0)
                    continue;
                var (bid, ask) = month.Quotes[fired.Slot];
                if (state.Engine.TryFind(bid, out _))
                    state.Engine.Cancel(bid, CancelReason.Protection, ref reports);
                if (state.Engine.TryFind(ask, out _))
                    state.Engine.Cancel(ask, CancelReason.Protection, ref reports);
            }
        }

        state.Fired.Clear();
    }

    /// <summary>Close-only orders that exceed what is left to close leave, the newest first (rule ORD-014).</summary>
    private static void Trim(State state, Outbox events)
    {
        state.Trims.Sort(
            (a, b) =>
                a.Instrument != b.Instrument
                    ? a.Instrument.Value - b.Instrument.Value
                    : Place(state, a.Slot) - Place(state, b.Slot)
        );
        foreach (var (instrument, slot) in state.Trims)
        {
            var month = state.MonthOf(instrument)!;
            Trim(state, month, slot, Side.Buy, events);
            Trim(state, month, slot, Side.Sell, events);
        }

        state.Trims.Clear();
    }

    // By account number; the first release went by the order in which accounts were opened.
    private static int Place(State state, int slot) => state.HasLots ? state.AccountAt(slot).Value : slot;

    private static void Trim(State state, Month month, int slot, Side side, Outbox events)
    {
        var reports = new MarketReports(state, events);
        while (Excess(month, slot, side) > 0)
        {
            var newest = state.Engine.Newest(month.Instrument.Id, slot, side, OrderFlags.CloseOnly);
            Must.Hold(newest.Value > 0);
            state.Engine.Cancel(newest, CancelReason.NothingToClose, ref reports);
        }
    }

    private static long Excess(Month month, int slot, Side side)
    {
        var net = month.Positions[slot].Net;
        ref readonly var reserve = ref month.Reserves[slot];
        return side == Side.Buy ? reserve.ClosingBuys - long.Max(0, -net) : reserve.ClosingSells - long.Max(0, net);
    }

    /// <summary>Is the instrument locked at a limit now, and since when? (rule BND-002)</summary>
    private static void LookAtTheEdge(State state)
    {
        foreach (var instrument in state.Stirred)
            Look(state, state.MonthOf(instrument)!.Instrument);
        state.Stirred.Clear();
    }

    private static void Look(State state, Instrument instrument)
    {
        var bid = state.Engine.Best(instrument.Id, Side.Buy);
        var ask = state.Engine.Best(instrument.Id, Side.Sell);
        var locked =
            bid == instrument.High && ask is null ? Side.Buy
            : ask == instrument.Low && bid is null ? Side.Sell
            : Side.None;
        if (locked == instrument.LockedNow)
            return;
        instrument.LockedNow = locked;
        instrument.LockedSince = state.Now;
    }
}
