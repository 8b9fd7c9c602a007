// The simulated participants at their screens: at each step of a calendar's day each of them looks once and acts once.
using System.Globalization;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Traders;
using Tokenbourse.Venue;

namespace Tokenbourse.Sim;

/// <summary>Acts on any venue. What it does at a step depends on seed, step and what the market shows, on nothing that it remembers.</summary>
public sealed class Crowd
{
    /// <summary>Steps of a trading day, opening to close.</summary>
    public const int StepsADay = 360;

    private readonly long _seed;
    private readonly IVenue _venue;
    private readonly PictureBook _book = new();
    private readonly IReadOnlyList<SimParticipant> _people;
    private readonly Dictionary<int, (TradingDate Day, int Step)> _acted = [];

    /// <param name="events">The venue's event log, read once for what has happened already.</param>
    public Crowd(ulong seed, IVenue venue, ILog events)
    {
        _seed = unchecked((long)seed);
        _venue = venue;
        _people = SimPopulation.Of(_seed);
        lock (venue.Views.Gate)
        {
            foreach (var entry in events.Read(0))
                _book.Apply(entry);
            venue.Views.Seen += entry => _book.Apply(entry);
        }
    }

    /// <summary>Opens the accounts and pays the first deposits in.</summary>
    /// <param name="members">Numbers of the clearing members that there are: whoever's member is not among them clears
    /// with the house itself.</param>
    public void Join(IReadOnlySet<int> members)
    {
        foreach (var person in _people)
        {
            var account = SimPopulation.AtMember(person.Account);
            if (!members.Contains(account.Member ?? 0))
                account = person.Account;
            _venue.Submit(MessageKind.OpenAccount, Documents.Write(account));
            Deposit(person, Currency.CNY, person.CnyMinor);
            Deposit(person, Currency.USD, person.UsdMinor);
        }
    }

    /// <summary>When the next step of any open calendar begins; null when none is open.</summary>
    public Instant? NextStep(Instant now)
    {
        Instant? next = null;
        foreach (var row in _venue.Views.Calendars.Rows)
        {
            if (row.Phase == TradingPhase.Closed)
                continue;
            var (open, close) = Session(row.Calendar, row.Day);
            var moment = Moment(open, close, StepOf(open, close, now) + 1);
            if (next is null || moment < next)
                next = moment;
        }

        return next;
    }

    /// <summary>Lets everybody act in the calendars that are open and have come to a new step.</summary>
    public void Act()
    {
        foreach (var (number, day, step) in Due(_venue.Now))
        {
            for (var who = 0; who < _people.Count; who++)
                Act(_people[who], who, number, day, step);
        }
    }

    private List<(int Number, TradingDate Day, int Step)> Due(Instant now)
    {
        var due = new List<(int, TradingDate, int)>();
        lock (_venue.Views.Gate)
        {
            foreach (var row in _venue.Views.Calendars.Rows)
            {
                if (row.Phase is not (TradingPhase.Auction or TradingPhase.Continuous))
                    continue;
                var (open, close) = Session(row.Calendar, row.Day);
                var step = StepOf(open, close, now);
                if (_acted.TryGetValue(row.Number, out var last) && last == (row.Day, step))
                    continue;
                _acted[row.Number] = (row.Day, step);
                due.Add((row.Number, row.Day, step));
            }
        }

        return due;
    }

    private void Act(SimParticipant person, int who, int calendar, TradingDate day, int step)
    {
        MarketPicture picture;
        lock (_venue.Views.Gate)
        {
            var account = new AccountId(person.Account.Account);
            picture = _book.Of(account, _venue.Now, calendar, step, person.Trader.TradesSpreads);
        }

        var random = Random64.Of(_seed, day.Days, step, (calendar * 1000) + who);
        var order = 0;
        foreach (var intent in person.Trader.Act(picture, random))
        {
            var account = new AccountId(person.Account.Account);
            if (intent is CancelIntent cancel)
            {
                _venue.Submit(MessageKind.CancelOrder, new CancelOrder(account, cancel.Order));
            }
            else if (intent is PlaceIntent place)
            {
                var id = ClientOrderId.Of(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"s{day.Days}-{step}-{order++}-{place.Instrument.Value}"
                    )
                );
                _venue.Submit(
                    MessageKind.PlaceOrder,
                    new PlaceOrder(
                        account,
                        place.Instrument,
                        place.Side,
                        place.Type,
                        place.TimeInForce,
                        place.Price,
                        place.Quantity,
                        id
                    )
                );
            }
        }
    }

    private void Deposit(SimParticipant person, Currency currency, long minor)
    {
        if (minor == 0)
            return;
        _venue.Submit(
            MessageKind.MoveCash,
            new MoveCash(new(person.Account.Account), currency, new(minor), Name24.Of($"first-{currency}"))
        );
    }

    private static (Instant Open, Instant Close) Session(TradingCalendar calendar, TradingDate day) =>
        (calendar.MomentOf(day, calendar.Timetable[0]), calendar.MomentOf(day, calendar.Timetable[^1]));

    private static int StepOf(Instant open, Instant close, Instant now) =>
        now < open
            ? -1
            : (int)((Int128)(now.Nanoseconds - open.Nanoseconds) * StepsADay / (close.Nanoseconds - open.Nanoseconds));

    // Rounded up, so that the moment lies in its step and not a nanosecond before it.
    private static Instant Moment(Instant open, Instant close, int step) =>
        open.Plus((long)((((Int128)(close.Nanoseconds - open.Nanoseconds) * step) + StepsADay - 1) / StepsADay));
}
