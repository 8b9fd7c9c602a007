// Large traders and those above their limit, as a day's clearing told them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Somebody who holds much of its limit, or more than that (rules LIM-008 and LIM-009).</summary>
/// <param name="Due">When its report is due; null: it is only above its limit.</param>
/// <param name="DueMinute">Minutes after midnight of the calendar's zone.</param>
/// <param name="Exceeds">It holds more than its limit.</param>
public sealed record LargeTrader(
    TradingDate Day,
    InstrumentId Instrument,
    TraderKind Kind,
    int Trader,
    Side Side,
    long Lots,
    long Limit,
    TradingDate? Due,
    int DueMinute,
    bool Exceeds
);

public sealed partial class ClearingBooks
{
    private readonly List<LargeTrader> _large = [];

    /// <summary>Large traders of a kept day, in the order in which they were told.</summary>
    public IReadOnlyList<LargeTrader> LargeTradersOn(TradingDate day) => [.. _large.Where(l => l.Day == day)];

    private void FoldTrader(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.LargeTraderReported)
        {
            var t = entry.As<LargeTraderReported>();
            KeepLarge(
                new(t.Day, t.Instrument, t.Kind, t.Trader, t.Side, t.Lots.Lots, t.Limit.Lots, t.Due, t.DueMinute, false)
            );
            return;
        }

        var e = entry.As<LimitExceeded>();
        var at = _large.FindIndex(l =>
            l.Day == e.Day
            && l.Instrument == e.Instrument
            && l.Kind == e.Kind
            && l.Trader == e.Trader
            && l.Side == e.Side
        );
        if (at >= 0)
            _large[at] = _large[at] with { Exceeds = true };
        else
            KeepLarge(new(e.Day, e.Instrument, e.Kind, e.Trader, e.Side, e.Lots.Lots, e.Limit.Lots, null, 0, true));
    }

    private void KeepLarge(LargeTrader trader)
    {
        if (only is null || only == trader.Day)
            _large.Add(trader);
    }
}
