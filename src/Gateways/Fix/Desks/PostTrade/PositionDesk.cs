// RequestForPositions AN: what an account holds now, or held at the settlement of a day.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>A settled day is read from the log beside the sessions; everything else is at hand.</summary>
public sealed class PositionDesk(FixHouse house) : IFixDesk, IFixListener, IDisposable
{
    private const int Refused = 2;
    private const int MostSubscriptions = 16;
    private readonly DeskWork _work = new("fix positions");
    private readonly ReportShelf _shelf = new(house.Logs.Events);
    private readonly Lock _gate = new();
    private readonly HeldPositions _held = new();
    private readonly List<(FixGuest Guest, PositionQuery Query)> _subscriptions = [];
    private readonly List<ChangedPosition> _changed = [];
    private TradingDate _settled;

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["AN"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.Orders | FixRole.DropCopy;

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest)
    {
        lock (_gate)
            _subscriptions.RemoveAll(s => s.Guest == guest);
    }

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        if (guest.Admit(MessageClass.Orders) > TimeSpan.Zero)
        {
            guest.Reject(message, "RATE_LIMIT", "too many requests", message.Get(PostTradeTag.PosReqID));
            return;
        }

        var query = PositionQuery.Read(message, house.Views);
        if (query.Unsubscribes)
            End(guest, query);
        else if (query.Fault is { } fault)
            Refuse(guest, query, fault.Result, fault.Text);
        else if (!guest.MaySee(query.Account))
            Refuse(guest, query, PositionQuery.NotAuthorized, "1: not an account of this session");
        else if (IsPast(query.Day))
            Past(guest, query);
        else
            Now(guest, query);
    }

    /// <inheritdoc/>
    public void Heard(in LogEntry entry)
    {
        List<(FixGuest Guest, PositionQuery Query, ChangedPosition Position, long Long, long Short)>? told = null;
        lock (_gate)
        {
            if (entry.Kind == MessageKind.DaySettled && entry.As<DaySettled>().Day is var day)
                _settled = day.CompareTo(_settled) > 0 ? day : _settled;
            _changed.Clear();
            _held.Take(entry, _changed);
            foreach (var position in _changed)
            {
                foreach (var (guest, query) in _subscriptions)
                {
                    if (
                        query.Account != position.Account.Value
                        || (query.Instrument ?? position.Instrument) != position.Instrument
                    )
                        continue;
                    var (held, owed) = _held.Of(position.Account, position.Instrument);
                    (told ??= []).Add((guest, query, position, held, owed));
                }
            }
        }

        // A session's lock is taken with none of ours held: its own thread takes them the other way round.
        foreach (var (guest, query, position, held, owed) in told ?? [])
        {
            lock (guest.Seat.Gate)
            {
                if (!guest.Session.IsLoggedOn)
                    continue;
                Report(guest, query, position.Instrument, held, owed, entry.Sequence, 0);
                guest.Seat.Push();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    private bool IsPast(TradingDate day)
    {
        lock (_gate)
            return day.CompareTo(_settled) <= 0;
    }

    private void End(FixGuest guest, PositionQuery query)
    {
        int ended;
        lock (_gate)
            ended = _subscriptions.RemoveAll(s => s.Guest == guest && s.Query.Id == query.Id);
        if (ended == 0)
            Refuse(guest, query, PositionQuery.Other, "710: nothing is subscribed under it");
        else
            Acknowledge(guest, query, 0, 0, 0, null);
    }

    private void Now(FixGuest guest, PositionQuery query)
    {
        var account = new AccountId(query.Account);
        lock (_gate)
        {
            var mine = _subscriptions.FindAll(s => s.Guest == guest);
            if (query.Subscribes && (mine.Count >= MostSubscriptions || mine.Exists(s => s.Query.Id == query.Id)))
            {
                Refuse(guest, query, PositionQuery.Other, "710: is subscribed, or too many are");
                return;
            }

            List<InstrumentId> held = [.. _held.Of(account).Where(i => (query.Instrument ?? i) == i)];
            if (query.Subscribes)
                _subscriptions.Add((guest, query));
            Acknowledge(guest, query, held.Count == 0 ? PositionQuery.NothingFound : 0, 0, held.Count, null);
            foreach (var (instrument, number) in held.Select((i, n) => (i, n + 1)))
            {
                var (lots, owed) = _held.Of(account, instrument);
                Report(guest, query, instrument, lots, owed, number, held.Count);
            }
        }
    }

    private void Report(
        FixGuest guest,
        PositionQuery query,
        InstrumentId instrument,
        long held,
        long owed,
        long number,
        int total
    )
    {
        PositionLine line;
        InstrumentDocument terms;
        lock (house.Views.Gate)
        {
            var row = house.Views.Board.Of(instrument);
            terms = row.Terms;
            line = new(new(query.Account), held, owed, row.Settlement, row.Previous, null);
        }

        guest.Answer(
            "AP"u8,
            new PositionReport(query, line, terms, query.Day, IsClient(query.Account), number, total),
            PositionReports.Write
        );
    }

    private void Past(FixGuest guest, PositionQuery query)
    {
        if (query.Subscribes)
            Refuse(guest, query, PositionQuery.NotSupported, "263: a settled day does not change any more");
        else if (!_work.TryAdd(() => Answer(guest, query)))
            Refuse(guest, query, PositionQuery.Other, "too many requests wait; ask again");
    }

    private void Answer(FixGuest guest, PositionQuery query)
    {
        var found = _shelf.Positions(query.Day, query.Account, out var nearest);
        lock (guest.Seat.Gate)
        {
            if (found is null)
            {
                Refuse(guest, query, PositionQuery.BadRequest, $"715: is not settled; nearest: {nearest}");
                guest.Seat.Push();
                return;
            }

            var lines = found.Where(p => (query.Instrument ?? p.Instrument) == p.Instrument).ToList();
            Acknowledge(guest, query, lines.Count == 0 ? PositionQuery.NothingFound : 0, 0, lines.Count, null);
            var number = 0;
            foreach (var p in lines)
            {
                InstrumentDocument terms;
                lock (house.Views.Gate)
                    terms = house.Views.Board.Of(p.Instrument).Terms;
                var line = new PositionLine(p.Account, p.Long, p.Short, p.Settlement, p.Previous, p.HeldByDate);
                var client = IsClient(query.Account);
                guest.Answer(
                    "AP"u8,
                    new PositionReport(query, line, terms, query.Day, client, ++number, lines.Count),
                    PositionReports.Write
                );
            }

            guest.Seat.Push();
        }
    }

    private bool IsClient(int account)
    {
        lock (house.Views.Gate)
            return house.Views.Statements.Account(new(account))?.IsClient ?? false;
    }

    private void Refuse(FixGuest guest, PositionQuery query, int result, string text) =>
        Acknowledge(guest, query, result, Refused, 0, text);

    private void Acknowledge(FixGuest guest, PositionQuery query, int result, int status, int total, string? text) =>
        guest.Answer(
            "AO"u8,
            new PositionAck(query, IsClient(query.Account), result, status, total, text),
            PositionReports.Write
        );
}
