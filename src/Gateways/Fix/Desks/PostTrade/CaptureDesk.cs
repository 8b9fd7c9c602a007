// TradeCaptureReportRequest AD: an account's trades by day, order or trade, once or as they happen.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>What was is read from the log beside the sessions; what happens meanwhile waits behind it, so that each
/// trade comes once.</summary>
public sealed class CaptureDesk(FixHouse house) : IFixDesk, IFixListener, IDisposable
{
    private const int MostReports = 5_000;
    private const int MostSubscriptions = 16;
    private readonly DeskWork _work = new("fix captures");
    private readonly Lock _gate = new();
    private readonly TradeTape _tape = new();
    private readonly List<CaptureSubscription> _subscriptions = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["AD"];

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
            guest.Reject(message, "RATE_LIMIT", "too many requests", message.Get(PostTradeTag.TradeRequestID));
            return;
        }

        var query = TradeQuery.Read(message, house.Views);
        if (query.Unsubscribes)
            End(guest, query);
        else if (query.Fault is { } fault)
            Refuse(guest, query, fault.Result, fault.Text);
        else if (query.Account is { } account && !guest.MaySee(account))
            Refuse(guest, query, QueryFault.NotAuthorized, "448: not an account of this session");
        else
            Begin(guest, query);
    }

    /// <inheritdoc/>
    public void Heard(in LogEntry entry)
    {
        List<(CaptureSubscription To, TradeSide Side)>? told = null;
        lock (_gate)
        {
            if (!_tape.TryTake(entry, out var trade, out var day) || _subscriptions.Count == 0)
                return;
            foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
            {
                var one = new TradeSide(entry.Sequence, entry.Time, day, trade, side);
                foreach (var subscription in _subscriptions)
                {
                    if (!subscription.Wants(one))
                        continue;
                    if (subscription.Waiting is { } waiting)
                        waiting.Add(one);
                    else
                        (told ??= []).Add((subscription, one));
                }
            }
        }

        // A session's lock is taken with none of ours held: its own thread takes them the other way round.
        foreach (var (to, side) in told ?? [])
            Tell(to.Guest, to.Query, side, 0, false);
    }

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    private void Begin(FixGuest guest, TradeQuery query)
    {
        TradeTape again;
        TapeRange? range;
        CaptureSubscription? subscription = null;
        lock (_gate)
        {
            again = _tape.Again();
            var days = query.From is { } from ? (from, query.To!.Value) : _tape.Newest();
            range = days is { } of ? _tape.Of(of.Item1, of.Item2) : null;
            if (query.Subscribes)
            {
                var mine = _subscriptions.FindAll(s => s.Guest == guest);
                if (mine.Count >= MostSubscriptions || mine.Exists(s => s.Query.Id == query.Id))
                {
                    Refuse(guest, query, QueryFault.Other, "568: is subscribed, or too many are");
                    return;
                }

                _subscriptions.Add(subscription = new(guest, query) { Waiting = [] });
            }
        }

        if (_work.TryAdd(() => Answer(guest, query, subscription, again, range)))
            return;
        lock (_gate)
            _subscriptions.RemoveAll(s => s == subscription);
        Refuse(guest, query, QueryFault.Other, "too many requests wait; ask again");
    }

    private void End(FixGuest guest, TradeQuery query)
    {
        int ended;
        lock (_gate)
            ended = _subscriptions.RemoveAll(s => s.Guest == guest && s.Query.Id == query.Id);
        if (ended == 0)
            Refuse(guest, query, QueryFault.Other, "568: nothing is subscribed under it");
        else
            Acknowledge(guest, new(query, 0, CaptureReports.Completed, 0, null));
    }

    private void Answer(
        FixGuest guest,
        TradeQuery query,
        CaptureSubscription? subscription,
        TradeTape tape,
        TapeRange? range
    )
    {
        var sides = range is { } of ? Read(guest, query, tape, of) : [];
        lock (guest.Seat.Gate)
        {
            if (sides.Count > MostReports)
            {
                lock (_gate)
                    _subscriptions.RemoveAll(s => s == subscription);
                Refuse(guest, query, QueryFault.Other, $"more than {MostReports} trades: ask for less");
                guest.Seat.Push();
                return;
            }

            var status = query.Subscribes ? 0 : CaptureReports.Completed;
            Acknowledge(guest, new(query, 0, status, sides.Count, null));
            for (var i = 0; i < sides.Count; i++)
                Report(guest, query, sides[i], sides.Count, i == sides.Count - 1);
            guest.Seat.Push();
        }

        while (subscription?.TakeWaiting(_gate) is { } waiting)
        {
            foreach (var side in waiting)
                Tell(guest, query, side, 0, false);
        }
    }

    private List<TradeSide> Read(FixGuest guest, TradeQuery query, TradeTape tape, TapeRange range)
    {
        var sides = new List<TradeSide>();
        foreach (var entry in house.Logs.Events(range.From))
        {
            if (entry.Sequence > range.To || sides.Count > MostReports)
                break;
            if (!tape.TryTake(entry, out var trade, out var day))
                continue;
            foreach (var side in (ReadOnlySpan<Side>)[Side.Buy, Side.Sell])
            {
                var one = new TradeSide(entry.Sequence, entry.Time, day, trade, side);
                if (query.Wants(one) && guest.MaySee(one.Account.Value))
                    sides.Add(one);
            }
        }

        return sides;
    }

    private void Tell(FixGuest guest, TradeQuery query, in TradeSide side, int total, bool last)
    {
        lock (guest.Seat.Gate)
        {
            if (!guest.Session.IsLoggedOn)
                return;
            Report(guest, query, side, total, last);
            guest.Seat.Push();
        }
    }

    private void Report(FixGuest guest, TradeQuery query, in TradeSide side, int total, bool last)
    {
        InstrumentDocument terms;
        bool client;
        lock (house.Views.Gate)
        {
            terms = house.Views.Board.Of(side.Trade.Instrument).Terms;
            client = house.Views.Statements.Account(side.Account)?.IsClient ?? false;
        }

        guest.Answer("AE"u8, new CaptureReport(side, terms, client, query.Id, total, last), CaptureReports.Write);
    }

    private static void Refuse(FixGuest guest, TradeQuery query, int result, string text) =>
        Acknowledge(guest, new(query, result, CaptureReports.Refused, 0, text));

    private static void Acknowledge(FixGuest guest, CaptureAck ack) => guest.Answer("AQ"u8, ack, CaptureReports.Write);
}
