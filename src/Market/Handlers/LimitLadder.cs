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
    /// <summary>Did the month close locked the same way on the last step of its ladder, and is it then to be reduced?
    /// Asked between the close and <see cref="Step"/>. On its last day it ends anyway.</summary>
    public static bool IsToReduce(Instrument instrument, TradingDate day) =>
        instrument.Spec.Market.AfterLadder == AfterLadder.Reduce
        && instrument.LadderStep > 0
        && instrument.LadderStep == instrument.Spec.Market.LadderPpm.Count
        && instrument.LockedAtClose != Side.None
        && instrument.LockedAtClose == instrument.LadderSide
        && instrument.LastDay != day;

    /// <summary>At settlement: where does the month stand on its ladder tomorrow?</summary>
    public static void Step(Instrument instrument, TradingDate day, Outbox events)
    {
        var reduces = IsToReduce(instrument, day);
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
        // Where positions are reduced the next locked day is a first one again.
        instrument.LadderStep = reduces ? 0 : int.Min(step, most);
        instrument.LadderSide = reduces ? Side.None : side;
        events.Add(MessageKind.LimitLockSet, new LimitLockSet(instrument.Id, day, side, instrument.LadderStep));
    }

    /// <summary>On the ladder the margin rate is at least the next day's limit and what the contract puts above
    /// it.</summary>
    public static int LeastRatePpm(Instrument instrument) =>
        instrument.Spec.PriceLimitPpm + instrument.LadderPpm + instrument.Spec.Market.MarginAbovePpm;
}
