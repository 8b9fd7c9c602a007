// What the calendar owes: a day opens, the auction uncrosses, trading pauses and ends.
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Handlers;

/// <summary>Moves calendars along their timetables.</summary>
internal static class TimetableHandler
{
    /// <summary>Does the earliest line that is due; of two at the same moment the calendar defined first.</summary>
    public static void Advance(State state, Outbox events)
    {
        var clock = state.Calendars[0];
        for (var i = 1; i < state.Calendars.Count; i++)
        {
            if (state.Calendars[i].NextDue < clock.NextDue)
                clock = state.Calendars[i];
        }

        var line = clock.Calendar.Timetable[clock.NextLine];
        if (clock.NextLine == 0)
            OpenDay(state, clock, events);
        if (clock.Phase == TradingPhase.Auction)
            Uncross(state, clock, events);
        clock.NextLine++;
        clock.Phase = line.Phase;
        events.Add(MessageKind.PhaseChanged, new PhaseChanged(clock.Number, clock.Day, clock.Phase));
        if (clock.Phase == TradingPhase.Closed)
            CloseTrading(state, clock, events);
    }

    private static void OpenDay(State state, CalendarClock clock, Outbox events)
    {
        state.ForgetOrderIds(clock.Number);
        events.Add(MessageKind.DayOpened, new DayOpened(clock.Number, clock.Day));
        for (var i = 0; i < state.Months.Count; i++)
        {
            var month = state.Months[i];
            var instrument = month.Instrument;
            if (instrument.Calendar != clock.Number || instrument.Expired || instrument.FirstDay > clock.Day)
                continue;
            long limit = instrument.Spec.PriceLimitPpm;
            if (!instrument.Trading)
                limit *= instrument.Spec.FirstDayMultiple;
            (instrument.Low, instrument.High) = Band.Of(instrument.Previous, limit);
            instrument.Trading = true;
            month.Book.Open(instrument.Low, instrument.High);
            events.Add(
                MessageKind.BandSet,
                new BandSet(instrument.Id, clock.Day, instrument.Previous, instrument.Low, instrument.High)
            );
        }
    }

    private static void Uncross(State state, CalendarClock clock, Outbox events)
    {
        for (var i = 0; i < state.Months.Count; i++)
        {
            var month = state.Months[i];
            if (month.Instrument.Calendar != clock.Number || !month.Instrument.Trading)
                continue;
            var (price, lots) = Auction.PriceOf(month.Book, month.Instrument.Previous);
            events.Add(MessageKind.AuctionUncrossed, new AuctionUncrossed(month.Instrument.Id, price, new(lots)));
            while (lots > 0)
            {
                var buy = month.Book.FirstOf(Side.Buy);
                var sell = month.Book.FirstOf(Side.Sell);
                var size = long.Min(lots, long.Min(month.Book.At(buy).Lots, month.Book.At(sell).Lots));
                var bought = Resting.Fill(state, month, buy, size);
                var sold = Resting.Fill(state, month, sell, size);
                var buyer = new TradeLeg(bought.Order, bought.Account, state.SlotOf(bought.Account));
                var seller = new TradeLeg(sold.Order, sold.Account, state.SlotOf(sold.Account));
                Novation.Trade(state, month, price, size, buyer, seller, Side.None, events);
                lots -= size;
            }
        }
    }

    private static void CloseTrading(State state, CalendarClock clock, Outbox events)
    {
        for (var i = 0; i < state.Months.Count; i++)
        {
            var month = state.Months[i];
            if (month.Instrument.Calendar != clock.Number || !month.Instrument.Trading)
                continue;
            month.Instrument.ClosingBid = month.Book.BestBid;
            month.Instrument.ClosingAsk = month.Book.BestAsk;
            foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
            {
                while (month.Book.FirstOf(side) is >= 0 and var place)
                    Resting.Cancel(state, month, place, CancelReason.EndOfDay, events);
            }
        }
    }
}
