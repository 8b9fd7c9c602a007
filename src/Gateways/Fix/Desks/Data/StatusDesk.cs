// The state of instruments and of trading sessions: asked for, and told when it changes.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>Serves e with f and g with h.</summary>
internal sealed class StatusDesk(IVenue venue, bool simulated) : IFixDesk, IPublicDesk
{
    /// <summary>Instruments and trading sessions that one session may follow.</summary>
    public const int MostFollowed = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<FixGuest, List<Followed>> _guests = [];

    private VenueViews Views => venue.Views;

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["e", "g"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.Any;

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest)
    {
        lock (_gate)
        {
            if (_guests.Remove(guest, out var followed))
                followed.Clear();
        }
    }

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        var tag = message.Type[0] == 'e' ? 324 : 335;
        var id = message.Text(tag)!;
        var followed = FollowedOf(guest);
        if (message.Letter(263) == '2')
        {
            if (followed.RemoveAll(f => f.IsOf(tag, id)) == 0)
                guest.Reject(message, "NOT_FOUND", "no subscription has that id", message.Get(tag));
            return;
        }

        if (guest.Admit(MessageClass.Orders) is { Ticks: > 0 } wait)
        {
            guest.Reject(message, "RATE_LIMIT", $"again in {wait.TotalMilliseconds:0} ms", message.Get(tag));
            return;
        }

        if (followed.Exists(f => f.IsOf(tag, id)))
        {
            guest.Reject(message, "BAD_REQUEST", "a subscription has that id", message.Get(tag));
            return;
        }

        List<Followed> asked;
        lock (Views.Gate)
            asked = tag == 324 ? Instruments(message, id) : Sessions(message, id);
        if (asked.Count == 0)
        {
            Unknown(guest, message, id);
            return;
        }

        var follows = message.Letter(263) == '1';
        if (follows && followed.Count + asked.Count > MostFollowed)
        {
            guest.Reject(message, "BAD_REQUEST", $"at most {MostFollowed} are followed", message.Get(tag));
            return;
        }

        Tell(guest, asked, false);
        if (follows)
            followed.AddRange(asked);
    }

    /// <inheritdoc/>
    public void Turn()
    {
        (FixGuest Guest, List<Followed> Followed)[] all;
        lock (_gate)
            all = [.. _guests.Select(g => (g.Key, g.Value))];
        foreach (var (guest, followed) in all)
        {
            lock (guest.Seat.Gate)
            {
                if (followed.Count == 0 || guest.Session.Out.Length > MarketDataDesk.MostAhead)
                    continue;
                Tell(guest, followed, true);
                guest.Seat.Push();
            }
        }
    }

    private List<Followed> FollowedOf(FixGuest guest)
    {
        lock (_gate)
        {
            if (!_guests.TryGetValue(guest, out var followed))
                _guests.Add(guest, followed = []);
            return followed;
        }
    }

    private List<Followed> Instruments(FixMessage message, string id) =>
        Views.Board.Of(message.Text(55) ?? "") is { Expired: false } row
            ? [new FollowedInstrument(id, Views, row)]
            : [];

    /// <summary>All trading sessions where none is named.</summary>
    private List<Followed> Sessions(FixMessage message, string id)
    {
        var asked = message.Text(336);
        return
        [
            .. Views
                .Calendars.Rows.Where(r => asked is null || r.Calendar.Id == asked)
                .Select(r => new FollowedSession(id, r, simulated)),
        ];
    }

    private static void Unknown(FixGuest guest, FixMessage message, string id)
    {
        if (message.Type[0] == 'e')
            guest.Answer(
                "f"u8,
                (id, Symbol: message.Text(55) ?? ""),
                static (m, in s) => FollowedInstrument.Unknown(m, s.id, s.Symbol)
            );
        else
            guest.Answer(
                "h"u8,
                (id, Session: message.Text(336) ?? ""),
                static (m, in s) => FollowedSession.Unknown(m, s.id, s.Session)
            );
    }

    private void Tell(FixGuest guest, List<Followed> followed, bool unasked)
    {
        var reports = new List<StatusReport>();
        var now = venue.Now;
        lock (Views.Gate)
        {
            foreach (var one in followed)
                one.Look(Views, now, reports);
        }

        foreach (var report in reports)
            guest.Answer([(byte)report.Type], (report, unasked), static (m, in s) => s.report.Write(m, s.unasked));
    }
}
