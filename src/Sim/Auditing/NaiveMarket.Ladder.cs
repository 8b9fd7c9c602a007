// The naive market's ladder (BND-002): how long the book stood locked at a limit, and what that does to the next day.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Looked at after every command and every line of the timetable; what comes and goes within one is not seen.
    private void WatchLock(NaiveInstrument month)
    {
        var bids = month.Resting.Where(o => o.IsBuy).Select(o => o.Limit).ToList();
        var asks = month.Resting.Where(o => !o.IsBuy).Select(o => o.Limit).ToList();
        var side =
            asks.Count == 0 && bids.Count > 0 && bids.Max() == month.High ? Side.Buy
            : bids.Count == 0 && asks.Count > 0 && asks.Min() == month.Low ? Side.Sell
            : Side.None;
        if (side != month.Lock.Side)
            month.Lock = (side, _now);
    }

    // Gives the lots by which each side was reduced.
    private long ClimbLadder(NaiveInstrument month, TradingDate day)
    {
        var reduces = false;
        var model = month.Model;
        var steps = model.LadderPpm.Count;
        var (today, before) = (month.LockedToday, month.LockedBefore);
        month.LockedBefore = today;
        if (today == Side.None)
        {
            month.Step = 0;
        }
        else if (today != before)
        {
            month.Step = int.Min(1, steps);
        }
        else
        {
            if (steps > 0 && month.Step == steps && model.AfterLadder == AfterLadder.Halt)
                month.HaltAtOpening = true;
            reduces = steps > 0 && month.Step == steps && model.AfterLadder == AfterLadder.Reduce;
            reduces &= month.LastDay != day;
            month.Step = int.Min(month.Step + 1, steps);
        }

        if (reduces)
            (month.Step, month.LockedBefore) = (0, Side.None);
        // Told of months without a ladder too (no steps then): that a month closed locked is news.
        if (today != Side.None || before != Side.None)
            Say(MessageKind.LimitLockSet, new LimitLockSet(new(month.Id), day, today, month.Step));
        return reduces ? ReduceAtLimit(month, day, today) : 0;
    }
}
