// From an entry of the event log to an item of an instrument's feed: the one place where it is said.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.MarketData;

/// <summary>Six kinds of events are items of a feed.</summary>
internal static class FeedItems
{
    /// <summary>Whose feed the entry belongs to; number zero: to none.</summary>
    public static InstrumentId Instrument(in LogEntry entry) =>
        entry.Kind switch
        {
            MessageKind.BookChanged => entry.As<BookChanged>().Instrument,
            MessageKind.Traded => entry.As<Traded>().Instrument,
            MessageKind.SpreadTraded => entry.As<SpreadTraded>().Instrument,
            MessageKind.AuctionUncrossed => entry.As<AuctionUncrossed>().Instrument,
            MessageKind.IndicativeChanged => entry.As<IndicativeChanged>().Instrument,
            MessageKind.StateChanged => entry.As<StateChanged>().Instrument,
            _ => default,
        };

    /// <param name="entry">One that belongs to a feed.</param>
    /// <param name="delta">What it did to the book, when it is a book change.</param>
    public static FeedUpdate Of(in LogEntry entry, in BookDelta delta)
    {
        switch (entry.Kind)
        {
            case MessageKind.BookChanged:
                return new BookUpdate(entry.As<BookChanged>().Sequence, entry.Time, delta);
            case MessageKind.Traded:
                return new TradeUpdate(entry.Time, TapeTrade.Of(entry.As<Traded>(), entry.Time));
            case MessageKind.SpreadTraded:
                return new TradeUpdate(entry.Time, TapeTrade.Of(entry.As<SpreadTraded>(), entry.Time));
            case MessageKind.AuctionUncrossed:
                var u = entry.As<AuctionUncrossed>();
                return new UncrossingUpdate(u.Sequence, entry.Time, u.Price, u.Quantity.Lots, u.Surplus);
            case MessageKind.IndicativeChanged:
                var i = entry.As<IndicativeChanged>();
                return new IndicationUpdate(i.Sequence, entry.Time, new(i.Price, i.Lots.Lots, i.Surplus));
            default:
                Must.Hold(entry.Kind == MessageKind.StateChanged);
                var s = entry.As<StateChanged>();
                Instant? until = s.Until.Nanoseconds == 0 ? null : s.Until;
                return new StateUpdate(
                    s.Sequence,
                    entry.Time,
                    new(s.Phase, s.Cause, until, s.Note.ToString(), entry.Time)
                );
        }
    }
}
