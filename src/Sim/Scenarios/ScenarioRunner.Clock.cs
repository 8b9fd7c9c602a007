// A story's clock: phases, closes, settlements and days, all from the calendar.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private TradingCalendar Calendar(WordReader words) =>
        _calendar ?? throw words.Fault("'list' or 'calendar' before it");

    private static TradingPhase PhaseOf(WordReader words)
    {
        foreach (var phase in Enum.GetValues<TradingPhase>())
        {
            if (words.Has(Spelled(phase.ToString())))
                return phase;
        }

        throw words.Fault(string.Join(' ', Enum.GetNames<TradingPhase>().Select(Spelled)));
    }

    private IReadOnlyList<Happening> GoTo(TradingPhase phase, WordReader words)
    {
        var calendar = Calendar(words);
        foreach (var line in calendar.Timetable)
        {
            var moment = calendar.MomentOf(_day, line);
            if (line.Phase == phase && moment >= _venue.Now)
                return Reach(moment);
        }

        throw words.Fault($"a phase that the timetable still has on {_day} after {_venue.Now}");
    }

    private IReadOnlyList<Happening> Reach(Instant moment)
    {
        if (moment > _venue.Now)
            _venue.Now = moment;
        _phaseSaid = true;
        var events = _venue.Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
        Learn(events);
        return events;
    }

    // A story that says nothing of phases trades in the continuous one.
    private void OpenLazily(WordReader words)
    {
        if (_phaseSaid)
            return;
        var calendar = Calendar(words);
        var opening = calendar.MomentOf(_day, calendar.Timetable.First(l => l.Phase == TradingPhase.Continuous));
        Reach(opening);
    }

    private void Time(WordReader words)
    {
        var moment = Moment(words);
        if (moment < _venue.Now)
            throw words.Fault($"a time that is not before {_venue.Now}");
        Outcome(words, Reach(moment));
    }

    private void Wait(WordReader words) => Outcome(words, Reach(_venue.Now.Plus(words.Duration())));

    // [DATE] HH:MM[:SS]; without a date the trading day's.
    private Instant Moment(WordReader words)
    {
        var date = TradingDate.TryParse(words.Peek, out _) ? words.Date() : _day;
        var time = words.Clock();
        return Instant.At(date, (time.Hour * 60) + time.Minute).Plus(time.Second * Instant.PerSecond);
    }

    // Halts and the way back: an operator's step, which does not move the clock.
    private void SetState(TradingPhase phase, WordReader words)
    {
        var instrument = words.Has("instrument")
            ? new InstrumentId(words.Number("an instrument number"))
            : new(Month(words).Instrument);
        var seconds = 0;
        if (words.Has("auction"))
        {
            phase = TradingPhase.ResumptionAuction;
            seconds = words.Duration(Instant.PerSecond);
        }

        var cause = words.Has("cause") ? words.Name("a word") : Name24.Of("story");
        var command = new SetTradingState(instrument, phase, seconds, cause);
        Outcome(words, _venue.Submit(MessageKind.SetTradingState, Codec.Bytes(command)));
    }

    // Of another calendar than the story's: the clock stands where the story has put it.
    private void SettleOther(WordReader words)
    {
        var name = words.Take("a calendar's name");
        var number = _calendars.IndexOf(name) + 1;
        if (number == 0)
            throw words.Fault($"a calendar of the story instead of '{name}'");
        var events = _venue.Submit(MessageKind.SettleDay, Codec.Bytes(new SettleDay(number, _day)));
        Learn(events);
        Outcome(words, events);
    }

    private void Settle(WordReader words)
    {
        if (words.Has("calendar"))
        {
            SettleOther(words);
            return;
        }

        var calendar = Calendar(words);
        var day = words.AtEnd || words.Peek is "now" or "->" ? _day : words.Date();
        if (!words.Has("now"))
        {
            var moment = calendar.MomentOf(_day, calendar.Settlement);
            if (day == _day && moment > _venue.Now)
                _venue.Now = moment;
        }

        Outcome(words, SettleDay(calendar, day));
    }

    // One step of the clearing day: 'step mark-to-market', with '-> count N total N' if they matter.
    private void Step(WordReader words)
    {
        var calendar = Calendar(words);
        var name = words.Take("a step of the clearing day, as in 'mark-to-market'");
        var step = Enum.GetValues<ClearingStepNumber>().FirstOrDefault(s => Spelled(s.ToString()) == name);
        if (step == ClearingStepNumber.None)
            throw words.Fault($"a step of the clearing day instead of '{name}'");
        var moment = calendar.MomentOf(_day, calendar.Settlement);
        if (!words.Has("now") && moment > _venue.Now)
            _venue.Now = moment;
        var before = step == ClearingStepNumber.CloseTrading ? [] : _settlement;
        var events = _venue.Submit(MessageKind.ClearingStep, Codec.Bytes(new ClearingStep(1, _day, step)));
        Learn(events);
        if (events.LastOrDefault(e => e.Kind == MessageKind.ClearingStepDone) is { } told)
        {
            _settlement = [.. before, .. events];
            Control(words, told.As<ClearingStepDone>());
        }

        if (events.Any(e => e.Kind == MessageKind.DaySettled))
            AfterSettlement(calendar, _day);
        Outcome(words, events);
    }

    private void Control(WordReader words, ClearingStepDone done)
    {
        if (!words.Has("with"))
            return;
        words.Need("count");
        var (count, total) = (words.Whole("a count"), words.Has("total") ? words.Whole("a total") : done.Total);
        if ((count, total) != (done.Count, done.Total))
            Differ($"count {count} total {total}", $"count {done.Count} total {done.Total}");
    }

    private void AfterSettlement(TradingCalendar calendar, TradingDate day)
    {
        _phaseSaid = false;
        _day = calendar.OnOrAfter(day.Plus(1)) ?? day.Plus(1);
    }

    private IReadOnlyList<Happening> SettleDay(TradingCalendar calendar, TradingDate day)
    {
        var events = _venue.Submit(MessageKind.SettleDay, Codec.Bytes(new SettleDay(1, day)));
        Learn(events);
        if (!events.Any(e => e.Kind == MessageKind.DaySettled))
            return events;
        _settlement = events;
        AfterSettlement(calendar, day);
        return events;
    }

    private void NextDay(WordReader words)
    {
        var calendar = Calendar(words);
        var opening = calendar.MomentOf(_day, calendar.Timetable[0]);
        if (_phaseSaid || opening < _venue.Now)
            throw words.Fault("'settle' before 'next day'");
        _venue.Now = opening.Plus(-55 * Instant.PerMinute);
        var events = _venue.Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
        Learn(events);
        Outcome(words, events);
    }

    // Every trading day before the day named is closed and settled on the way.
    private void DayTo(TradingDate day, WordReader words)
    {
        var calendar = Calendar(words);
        if (!calendar.IsTradingDay(day) || day < _day)
            throw words.Fault($"a trading day not before {_day}");
        while (_day < day)
        {
            var moment = calendar.MomentOf(_day, calendar.Settlement);
            if (moment > _venue.Now)
                _venue.Now = moment;
            var events = SettleDay(calendar, _day);
            if (!events.Any(e => e.Kind == MessageKind.DaySettled))
                throw words.Fault($"a day that can be reached: {_day} was not settled: {string.Join("; ", events)}");
        }
    }
}
