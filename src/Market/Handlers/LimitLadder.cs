// Days that close at their limit widen the next day's band, step by step, and raise its margin.
using Tokenbourse.Market.Listing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Rule BND-002.</summary>
internal static class LimitLadder
{
    /// <summary>At settlement: where does the month stand on its ladder tomorrow?</summary>
    public static void Step(Instrument instrument, TradingDate day, Outbox events)
    {
        var model = instrument.Spec.Market;
        var side = instrument.LockedAtClose;
        var before = instrument.LadderSide;
        instrument.LockedAtClose = Side.None;
        if (side == Side.None && before == Side.None)
            return;
        var step =
            side == Side.None ? 0
            : side == before ? instrument.LadderStep + 1
            : 1;
        var most = model.LadderPpm.Count;
        instrument.LadderDone = most > 0 && step > most && model.AfterLadder == AfterLadder.Halt;
        instrument.LadderStep = int.Min(step, most);
        instrument.LadderSide = side;
        events.Add(MessageKind.LimitLockSet, new LimitLockSet(instrument.Id, day, side, instrument.LadderStep));
    }

    /// <summary>On the ladder the margin rate is at least the next day's limit and what the contract puts above
    /// it.</summary>
    public static int LeastRatePpm(Instrument instrument) =>
        instrument.Spec.PriceLimitPpm + instrument.LadderPpm + instrument.Spec.Market.MarginAbovePpm;
}
