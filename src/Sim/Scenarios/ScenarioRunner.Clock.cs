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

    private static TradingPhase PhaseOf(WordReader words) =>
        words.Has("auction") ? TradingPhase.Auction
        : words.Has("continuous") ? TradingPhase.Continuous
        : words.Has("pause") ? TradingPhase.Pause
        : words.Has("closed") ? TradingPhase.Closed
        : throw words.Fault("auction, continuous, pause or closed");

    private void GoTo(TradingPhase phase, WordReader words)
    {
        var calendar = Calendar(words);
        foreach (var line in calendar.Timetable)
        {
            var moment = calendar.MomentOf(_day, line);
            if (line.Phase != phase || moment < _venue.Now)
                continue;
            Reach(moment);
            return;
        }

        throw words.Fault($"a phase that the timetable still has on {_day} after {_venue.Now}");
    }

    private void Reach(Instant moment)
    {
        if (moment > _venue.Now)
            _venue.Now = moment;
        _phaseSaid = true;
        Learn(_venue.Submit(MessageKind.Tick, Codec.Bytes(default(Tick))));
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
        var date = TradingDate.TryParse(words.Peek, out _) ? words.Date() : _day;
        var clock = words.Take("a clock time, HH:mm");
        if (
            !TimeOnly.TryParseExact(
                clock,
                "HH:mm",
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.None,
                out var time
            )
        )
        {
            throw words.Fault($"a clock time HH:mm instead of '{clock}'");
        }

        var moment = Instant.At(date, (time.Hour * 60) + time.Minute);
        if (moment < _venue.Now)
            throw words.Fault($"a time that is not before {_venue.Now}");
        Reach(moment);
    }

    private void Settle(WordReader words)
    {
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

    private IReadOnlyList<Happening> SettleDay(TradingCalendar calendar, TradingDate day)
    {
        var events = _venue.Submit(MessageKind.SettleDay, Codec.Bytes(new SettleDay(1, day)));
        Learn(events);
        if (!events.Any(e => e.Kind == MessageKind.DaySettled))
            return events;
        _settlement = events;
        _phaseSaid = false;
        _day = calendar.OnOrAfter(day.Plus(1)) ?? day.Plus(1);
        return events;
    }

    private void NextDay(WordReader words)
    {
        var calendar = Calendar(words);
        var opening = calendar.MomentOf(_day, calendar.Timetable[0]);
        if (_phaseSaid || opening < _venue.Now)
            throw words.Fault("'settle' before 'next day'");
        _venue.Now = opening.Plus(-55 * Instant.PerMinute);
        Learn(_venue.Submit(MessageKind.Tick, Codec.Bytes(default(Tick))));
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
