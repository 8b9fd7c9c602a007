// What is followed at the desk of states, and how SecurityStatus and TradingSessionStatus tell it.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>One report, read under the views' gate and written without it.</summary>
internal abstract record StatusReport(string Id)
{
    /// <summary>MsgType.</summary>
    public abstract char Type { get; }

    public abstract void Write(FixWriter message, bool unasked);
}

/// <summary>One instrument or one trading session of a request.</summary>
internal abstract class Followed(int tag, string id)
{
    protected string Id => id;

    public bool IsOf(int requestTag, string request) => tag == requestTag && id == request;

    /// <summary>Adds what is new since the last look; at the first look, how it stands.</summary>
    public abstract void Look(VenueViews views, Instant now, List<StatusReport> reports);
}

/// <summary>An instrument's state: each change while the feed keeps it, else where it stands.</summary>
internal sealed class FollowedInstrument(string id, VenueViews views, BoardRow row) : Followed(324, id)
{
    private const int UnknownOrInvalid = 20;

    private readonly string _session = Security.SessionOf(views, row.Terms);
    private long _seen = -1;
    private bool _expired;

    public override void Look(VenueViews views, Instant now, List<StatusReport> reports)
    {
        var feed = views.Feed.Of(row.Id);
        if (_seen < 0 || feed.Sequence - _seen > InstrumentFeed.Kept)
            Add(reports, feed.State);
        else
        {
            for (var next = _seen + 1; next <= feed.Sequence; next++)
            {
                if (feed.Update(next) is StateUpdate update)
                    Add(reports, update.State);
            }
        }

        _seen = feed.Sequence;
        if (row.Expired && !_expired)
            Add(reports, feed.State);
        _expired = row.Expired;
    }

    /// <summary>f for a symbol that is not listed.</summary>
    public static void Unknown(FixWriter message, string id, string symbol) =>
        message.Add(324, id).Add(55, symbol).Add(326, UnknownOrInvalid).Add(58, "no such instrument is listed");

    private void Add(List<StatusReport> reports, in InstrumentState state) =>
        reports.Add(new SecurityReport(Id, row.Terms, _session, state, row.Expired, row.Last));

    /// <summary>SecurityStatus.</summary>
    private sealed record SecurityReport(
        string Id,
        InstrumentDocument Terms,
        string Session,
        InstrumentState State,
        bool Expired,
        Price? Last
    ) : StatusReport(Id)
    {
        public override char Type => 'f';

        public override void Write(FixWriter message, bool unasked)
        {
            message.Add(324, Id).Add(55, Terms.Symbol).Add(15, Terms.Currency.ToString()).Add(336, Session);
            message.Add(325, unasked ? 'Y' : 'N').Add(326, Expired ? 18 : StatusOf(State.Phase));
            var scale = new FixInstrument(Terms);
            if (Last is { } last)
                message.AddUnits(31, scale.Units(last), scale.Places);
            message.Add(60, State.Since, 3);
            var text = $"{(Expired ? "expired" : Words.Of(State.Phase))}; {Words.Of(State.Cause)}";
            message.Add(58, State.Note.Length == 0 ? text : $"{text}; {State.Note}");
        }

        /// <summary>SecurityTradingStatus(326): the nearest that the standard has; Text(58) says it exactly.</summary>
        private static int StatusOf(TradingPhase phase) =>
            phase switch
            {
                TradingPhase.Continuous => 17,
                TradingPhase.Auction => 21,
                TradingPhase.ClosingAuction or TradingPhase.VolatilityAuction => 5,
                TradingPhase.ResumptionAuction => 3,
                TradingPhase.Halted => 2,
                TradingPhase.CancelOnly => 4,
                _ => 18,
            };
    }
}

/// <summary>A trading session: the calendar that instruments trade by.</summary>
internal sealed class FollowedSession(string id, CalendarRow row, bool simulated) : Followed(335, id)
{
    private const int Electronic = 1;
    private const int Simulated = 2;
    private const int Production = 3;
    private const int RequestRejected = 6;
    private const int UnknownSession = 1;

    private (TradingDate Day, TradingPhase Phase, Instant Since)? _told;

    public override void Look(VenueViews views, Instant now, List<StatusReport> reports)
    {
        var stands = (row.Day, row.Phase, row.Since);
        if (_told == stands)
            return;
        _told = stands;
        reports.Add(new SessionReport(Id, row.Calendar.Id, row.Phase, Times(), simulated, row.NextChange(now)));
    }

    /// <summary>h for a trading session that is not there.</summary>
    public static void Unknown(FixWriter message, string id, string session) =>
        message
            .Add(335, id)
            .Add(336, session)
            .Add(340, RequestRejected)
            .Add(567, UnknownSession)
            .Add(58, "there is no such trading session");

    /// <summary>Start, open, pre-close and close of the day, as the timetable has them.</summary>
    private (int Tag, Instant Moment)[] Times()
    {
        var calendar = row.Calendar;
        if (row.Day.Days == 0)
            return [];
        var times = new List<(int, Instant)> { (341, At(0)) };
        Find(342, TradingPhase.Continuous);
        Find(343, TradingPhase.ClosingAuction);
        times.Add((344, At(calendar.Timetable.Count - 1)));
        return [.. times];

        Instant At(int line) => calendar.MomentOf(row.Day, calendar.Timetable[line]);

        void Find(int tag, TradingPhase phase)
        {
            for (var line = 0; line < calendar.Timetable.Count; line++)
            {
                if (calendar.Timetable[line].Phase != phase)
                    continue;
                times.Add((tag, At(line)));
                return;
            }
        }
    }

    /// <summary>TradingSessionStatus.</summary>
    private sealed record SessionReport(
        string Id,
        string Session,
        TradingPhase Phase,
        (int Tag, Instant Moment)[] Times,
        bool IsSimulated,
        Instant? Next
    ) : StatusReport(Id)
    {
        public override char Type => 'h';

        public override void Write(FixWriter message, bool unasked)
        {
            message.Add(335, Id).Add(336, Session).Add(338, Electronic);
            message.Add(339, IsSimulated ? Simulated : Production).Add(325, unasked ? 'Y' : 'N');
            message.Add(340, StatusOf(Phase));
            foreach (var (tag, moment) in Times)
                message.Add(tag, moment, 3);
            message.Add(58, Next is { } next ? $"{Words.Of(Phase)}; next change {next}" : Words.Of(Phase));
        }

        private static int StatusOf(TradingPhase phase) =>
            phase switch
            {
                TradingPhase.Continuous => 2,
                TradingPhase.Auction => 4,
                TradingPhase.ClosingAuction => 5,
                TradingPhase.Pause or TradingPhase.Halted => 1,
                _ => 3,
            };
    }
}
