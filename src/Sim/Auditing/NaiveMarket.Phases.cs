// The naive market's phases: the timetable, auctions of set length, what an operator sets, the end of a day.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Every moment up to and including the entry's time, earliest first; at the same moment calendars (the one
    // defined first
    // leading) before auctions of set length (by number of the instrument).
    private void DoWhatIsDue(Instant time)
    {
        while (true)
        {
            if (NextDeadMan is { } dead && dead.Due <= time && IsBeforeAllElse(dead.Due))
            {
                _now = dead.Due;
                Fire(dead);
                Conclude();
                continue;
            }

            var line = _calendars.Where(c => c.Due <= time).OrderBy(c => c.Due).ThenBy(c => c.Number).FirstOrDefault();
            var timer = _instruments
                .Where(i => i.OwnAuction != TradingPhase.Closed && i.Until <= time)
                .OrderBy(i => i.Until)
                .ThenBy(i => i.Id)
                .FirstOrDefault();
            var silence = SilentFrom;
            var deadline = NextDeadline;
            var spot = SpotDue;
            var first = deadline <= silence && deadline <= spot;
            if (deadline <= time && !(line?.Due <= deadline) && !(timer?.Until <= deadline) && first)
            {
                _now = deadline;
                MissCalls(deadline);
                Conclude();
                continue;
            }

            if (spot <= time && !(line?.Due <= spot) && !(timer?.Until <= spot) && spot < deadline && spot <= silence)
            {
                _now = spot;
                DoWhatSpotOwes();
                Conclude();
                continue;
            }

            if (silence <= time && !(line?.Due <= silence) && !(timer?.Until <= silence))
            {
                _now = silence;
                FallSilent();
                continue;
            }

            if (line is null && timer is null)
                return;
            if (line is not null && (timer is null || line.Due <= timer.Until))
            {
                _now = line.Due;
                Turn(line);
            }
            else
            {
                _now = timer!.Until;
                EndOwnAuction(timer);
                Conclude();
            }
        }
    }

    private void Turn(NaiveCalendar calendar)
    {
        var day = calendar.Day!.Value;
        var months = _instruments.Where(i => i.Calendar == calendar && !i.Expired && i.FirstDay <= day).ToList();
        var opens = calendar.Done == 0;
        var before = months.ToDictionary(m => m, m => m.Spread is null ? m.Phase : m.InBook);
        if (opens)
            Open(calendar, months);
        // PHS-003: what a halt cut off is made up for before trading goes on.
        var goesOn = calendar.Terms.Timetable[calendar.Done].Phase == TradingPhase.Continuous;
        foreach (var month in months)
        {
            var halts = month.Held != TradingPhase.Closed || (opens && month.HaltAtOpening);
            if (!before[month].IsAuction() && !(goesOn && month.Owes && !halts))
                continue;
            Uncross(month);
            // It collects no more; what it does instead is told when the calendar has moved.
            month.InBook = TradingPhase.Pause;
        }

        foreach (var month in months)
            month.OwnAuction = TradingPhase.Closed;
        var closed = !AnyTakesOrders;
        calendar.Phase = calendar.Terms.Timetable[calendar.Done].Phase;
        if (closed && AnyTakesOrders)
            _heard = _silent ? _heard : _now;
        calendar.Done++;
        Say(MessageKind.PhaseChanged, new PhaseChanged(calendar.Number, day, calendar.Phase));
        foreach (var month in months)
            TellTurn(month, opens, before[month]);
        foreach (var month in months.Where(m => m.Phase != m.InBook))
            EnterPhase(month);
        Conclude();
        if (calendar.Phase != TradingPhase.Closed)
            return;
        foreach (var month in _instruments.Where(i => months.Contains(i) || IsFarIn(i, calendar)).ToList())
            EndDay(month, day);
    }

    // A spread whose near leg has another calendar: its orders leave with either day.
    private static bool IsFarIn(NaiveInstrument month, NaiveCalendar calendar) =>
        month is { Opened: true, Spread: { } spread } && spread.Far.Calendar == calendar;

    // One line of the day tells every month's state, the others only what changed.
    private void TellTurn(NaiveInstrument month, bool opens, TradingPhase before)
    {
        var cause = StateCause.Calendar;
        if (month is { Spread: not null, Opened: false })
            return;
        if (opens && month.HaltAtOpening)
        {
            month.HaltAtOpening = false;
            // One that an operator halted is halted already: the ladder adds nothing.
            if (month.Held != TradingPhase.Halted)
                cause = StateCause.LimitLadder;
            month.Held = TradingPhase.Halted;
        }

        if (opens || month.Phase != before)
            SayState(month, cause, default, default);
        // A spread that goes on is told so by its legs.
        if (month.Spread is not null && month.Phase != TradingPhase.Continuous)
            month.InBook = month.Phase;
    }

    // What a phase brings with it: at-the-close orders enter the closing auction; spreads of a leg pause or go on; what
    // crosses by then trades; woken stops enter.
    private void EnterPhase(NaiveInstrument month)
    {
        month.InBook = month.Phase;
        if (month.Phase == TradingPhase.ClosingAuction)
        {
            foreach (var order in Sleepers(month).Where(o => o.Words.TimeInForce == TimeInForce.AtTheClose))
                Rest(month, order);
        }

        TellSpreadsOf(month);
        if (month.Phase != TradingPhase.Continuous)
            return;
        TradeCrossed();
        EnterWoken();
    }

    private static List<NaiveOrder> Sleepers(NaiveInstrument month) =>
        [.. month.Live.Where(o => !o.Rests).OrderBy(o => o.Id.Value)];

    private void Open(NaiveCalendar calendar, List<NaiveInstrument> months)
    {
        _requests = _requests.Where(r => r.Value.Calendar != calendar).ToDictionary();
        Say(MessageKind.DayOpened, new DayOpened(calendar.Number, calendar.Day!.Value));
        foreach (var month in months)
        {
            var (low, high, stood) = (month.Low, month.High, InPlaces(month));
            if (month.Spread is null)
                SetBand(month, calendar.Day.Value);
            else if (month.Spread is not { Near.Opened: true, Far.Opened: true })
                continue;
            else
                SetSpreadBand(month, calendar.Day.Value);
            LeaveOutside(month);
            StepForward(month, low, high, stood);
            // Those of this calendar open themselves.
            foreach (var spread in month.Spreads.Where(s => s.Opened && s.Calendar != calendar))
            {
                SetSpreadBand(spread, calendar.Day.Value);
                LeaveOutside(spread);
            }
        }
    }

    private void LeaveOutside(NaiveInstrument month)
    {
        foreach (var order in month.Live.OrderBy(o => o.Id.Value).ToList())
        {
            // A stop that is awake and waits has both prices still.
            var prices = new List<long>();
            if (order.Acts != OrderType.Stop)
                prices.Add(order.Limit);
            if (order.IsStop)
                prices.Add(order.StopPrice);
            if (prices.Any(p => p < month.Low || p > month.High))
                Leave(month, order, CancelReason.OutsideLimits);
        }
    }

    // MKT-002: all keep the places that they had, but at a price that is an edge now closing orders step forward.
    private void StepForward(NaiveInstrument month, long low, long high, List<NaiveOrder> stood)
    {
        stood.ForEach(o => o.Place = ++month.LastPlace);
        foreach (var order in InPlaces(month).Where(o => StandsInFront(month, o)))
        {
            if (order.Limit == low || order.Limit == high)
                continue;
            SayBook(month, order, BookAction.Removed, 0);
            SayAdded(month, order);
        }
    }

    private void EndDay(NaiveInstrument month, TradingDate day)
    {
        var bids = month.Resting.Where(o => o.IsBuy).ToList();
        var asks = month.Resting.Where(o => !o.IsBuy).ToList();
        month.Close = (
            true,
            bids.Count > 0 ? bids.Max(o => o.Limit) : 0,
            asks.Count > 0 ? asks.Min(o => o.Limit) : 0,
            bids.Count > 0,
            asks.Count > 0
        );
        WatchLock(month);
        var least = month.Model.LockMinutes * Instant.PerMinute;
        month.LockedToday =
            month.Lock.Side != Side.None && month.Lock.Since.Plus(least) <= _now ? month.Lock.Side : Side.None;
        NoteAtLimit(month);
        foreach (var order in month.Live.OrderBy(o => o.Id.Value).ToList())
        {
            var livesOn =
                order.Words.TimeInForce == TimeInForce.GoodTillCancelled
                || (order.Words.TimeInForce == TimeInForce.GoodTillDate && order.Words.Expires > day);
            if (!livesOn)
                Leave(month, order, CancelReason.EndOfDay);
            else if (month.LastDay == day)
                Leave(month, order, CancelReason.Expiry);
        }
    }

    private void EndOwnAuction(NaiveInstrument month)
    {
        Uncross(month);
        month.OwnAuction = TradingPhase.Closed;
        SayState(month, StateCause.AuctionEnded, default, default);
        EnterPhase(month);
    }

    private void SetState(SetTradingState words)
    {
        var month = LivingMonth(words.Instrument);
        var calendar = month is { Begun: true } ? month.Calendar.Phase : TradingPhase.Closed;
        var auction = words.State == TradingPhase.ResumptionAuction;
        if (month is null)
            RefuseState(RejectReason.UnknownInstrument, words.Instrument.Value, 0);
        else if (
            words.State is not (TradingPhase.Halted or TradingPhase.CancelOnly or TradingPhase.Continuous)
            && !auction
        )
            RefuseState(RejectReason.BadField, (long)words.State, 0);
        else if (auction ? words.Seconds is < 1 or > 3600 : words.Seconds != 0)
            RefuseState(RejectReason.BadField, words.Seconds, auction ? 3600 : 0);
        else if (words.Cause != default && !words.Cause.IsWellFormed)
            RefuseState(RejectReason.BadField, 0, 0);
        else if (auction && month.Spread is not null)
            RefuseState(RejectReason.NotForSpreads, (long)words.State, 0);
        else if (auction && calendar != TradingPhase.Continuous)
            RefuseState(RejectReason.NotTrading, (long)calendar, 0);
        else if (
            words.State == TradingPhase.Continuous
                ? month.Held == TradingPhase.Closed && month.OwnAuction == TradingPhase.Closed
                : month.Held == words.State
        )
            RefuseState(RejectReason.StateUnchanged, (long)words.State, 0);
        else
            ChangeState(month, words);
    }

    private void RefuseState(RejectReason reason, long given, long limit) =>
        Refuse(MessageKind.SetTradingState, reason, given, limit);

    private void ChangeState(NaiveInstrument month, SetTradingState words)
    {
        // Back to the calendar's phase an auction of its own ends like any auction; a halt and a longer auction
        // uncross nothing.
        var goesOn = month is { Begun: true, Calendar.Phase: TradingPhase.Continuous };
        if (
            words.State == TradingPhase.Continuous
            && (month.OwnAuction != TradingPhase.Closed || (goesOn && month.Owes))
        )
            Uncross(month);
        month.Held = TradingPhase.Closed;
        month.OwnAuction = TradingPhase.Closed;
        Instant until = default;
        if (words.State == TradingPhase.ResumptionAuction)
        {
            until = _now.Plus(words.Seconds * Instant.PerSecond);
            (month.OwnAuction, month.Until) = (words.State, until);
        }
        else if (words.State != TradingPhase.Continuous)
        {
            month.Held = words.State;
        }

        SayState(month, StateCause.Operator, until, words.Cause);
        EnterPhase(month);
    }

    // DYN-001: the instrument collects orders for a while.
    private void Interrupt(NaiveInstrument month)
    {
        month.OwnAuction = TradingPhase.VolatilityAuction;
        month.Until = _now.Plus(month.Model.InterruptionSeconds * Instant.PerSecond);
        SayState(month, StateCause.DynamicBand, month.Until, default);
        month.InBook = month.Phase;
        TellSpreadsOf(month);
    }

    private void SayState(NaiveInstrument month, StateCause cause, Instant until, Name24 note)
    {
        // An auction begins with nothing told: no lots at the reference.
        month.Told = (AuctionReference(month), 0, 0);
        month.Owes |= month.Phase.IsAuction();
        Say(
            MessageKind.StateChanged,
            new StateChanged(new(month.Id), ++month.Sequence, month.Phase, cause, until, note)
        );
    }
}
