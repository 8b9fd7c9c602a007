// The address of replays: what the stream has told before, from the event log.
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http;

/// <summary>The channels whose items have numbers that never change: feed, book.orders, trades, state of an instrument,
/// orders and fills of an account, and prints. Depth and bars follow from them, and are told anew by the
/// stream.</summary>
internal sealed class ReplayRoutes(IVenue venue, VenueFacts facts, Func<long, IEnumerable<LogEntry>>? events)
{
    private const int MostItems = 10_000;
    private const int UsualItems = 1_000;
    private const string Kinds =
        "feed:SYMBOL, book.orders:SYMBOL, trades:SYMBOL, state:SYMBOL, orders:ACCOUNT, fills:ACCOUNT, prints";
    private readonly VenueViews _views = venue.Views;

    private static WireJson Wire => WireJson.Wire;

    public void Map(IEndpointRouteBuilder app) => Routes.Get(app, "/v1/replay/{stream}", Replay);

    private Reply Replay(HttpContext context, QueryReader query)
    {
        var from = query.Whole("from", 0, long.MaxValue);
        var limit = (int)(query.Whole("limit", 1, MostItems) ?? UsualItems);
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var stream = Routes.Part(context, "stream");
        var colon = stream.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? stream : stream[..colon];
        var symbol = colon < 0 ? null : stream[(colon + 1)..];
        return (kind, symbol) switch
        {
            ("prints", null) => Prints(stream, from, limit),
            ("feed", not null) => Items(stream, symbol, from, limit, Item, Wire.ReplayShapeFeedShape),
            ("book.orders", not null) => Items(stream, symbol, from, limit, Change, Wire.ReplayShapeBookChangeShape),
            ("trades", not null) => Items(stream, symbol, from, limit, Trade, Wire.ReplayShapeTradeShape),
            ("state", not null) => Items(stream, symbol, from, limit, State, Wire.ReplayShapeStateShape),
            ("orders", not null) => Own(stream, symbol, from, limit, Orders, Wire.ReplayShapeOrderChangeShape),
            ("fills", not null) => Own(stream, symbol, from, limit, Fills, Wire.ReplayShapeAccountFillShape),
            _ => Reply.Of(WireFault.NotFound("stream", stream, "Is no stream that is told again.", Kinds)),
        };
    }

    private FeedShape? Item(FeedUpdate update, InstrumentDocument terms) =>
        Present.Item(update, terms, facts.Simulated);

    private static BookChangeShape? Change(FeedUpdate update, InstrumentDocument terms) =>
        update is BookUpdate change ? Present.Change(change, terms) : null;

    private TradeShape? Trade(FeedUpdate update, InstrumentDocument terms) =>
        update is TradeUpdate trade ? Present.Trade(trade.Trade, terms, facts.Simulated) : null;

    private static StateShape? State(FeedUpdate update, InstrumentDocument terms) =>
        update is StateUpdate state ? Present.State(state.State, state.Sequence, terms) : null;

    private Reply Items<T>(
        string stream,
        string symbol,
        long? asked,
        int limit,
        Func<FeedUpdate, InstrumentDocument, T?> shape,
        JsonTypeInfo<ReplayShape<T>> type
    )
        where T : class
    {
        long oldest,
            newest,
            from;
        ReplayMark? mark;
        InstrumentDocument terms;
        lock (_views.Gate)
        {
            if (_views.Board.Of(symbol) is not { } row)
                return Reply.Of(WireFault.NoInstrument(symbol));
            terms = row.Terms;
            newest = _views.Feed.Of(row.Id).Sequence;
            oldest = _views.Replays.Before(row.Id) + 1;
            from = asked ?? oldest;
            mark = _views.Replays.For(row.Id, from);
        }

        if (from < oldest)
            return Reply.Of(TooOld(from, oldest));
        var items = new List<T>();
        long? next = null;
        if (mark is not null && events is not null)
        {
            var instrument = new InstrumentId(terms.Instrument);
            foreach (var update in FeedReplay.Read(mark, instrument, newest, events(mark.Event + 1)))
            {
                if (update.Sequence < from || shape(update, terms) is not { } item)
                    continue;
                if (items.Count == limit)
                {
                    next = update.Sequence;
                    break;
                }

                items.Add(item);
            }
        }

        return Reply.Of(new(stream, facts.Epoch, oldest, newest, next, items), type);
    }

    private IEnumerable<(long, OrderChangeShape)> Orders(AccountReplay replay)
    {
        foreach (var item in replay.Orders(events!(replay.Behind + 1)))
            yield return (item.Event, Present.Change(item, TermsOf(item.Order.Instrument)));
    }

    private IEnumerable<(long, AccountFillShape)> Fills(AccountReplay replay)
    {
        foreach (var item in replay.Fills(events!(replay.Behind + 1)))
            yield return (item.Event, Present.Fill(item, TermsOf(item.Trade.Instrument)));
    }

    private InstrumentDocument TermsOf(InstrumentId instrument)
    {
        lock (_views.Gate)
            return _views.Board.Of(instrument).Terms;
    }

    /// <summary>What an account alone is told. Items of one event are not parted: <c>next</c> names an event.</summary>
    private Reply Own<T>(
        string stream,
        string of,
        long? asked,
        int limit,
        Func<AccountReplay, IEnumerable<(long Event, T Shape)>> read,
        JsonTypeInfo<ReplayShape<T>> type
    )
        where T : class
    {
        long oldest,
            newest,
            from;
        AccountReplay? replay;
        lock (_views.Gate)
        {
            if (
                !int.TryParse(of, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || _views.Statements.Account(new(number)) is null
            )
                return Reply.Of(WireFault.NoAccount(of));
            var account = new AccountId(number);
            oldest = _views.Accounts.OldestOf(account);
            newest = _views.Accounts.LastOf(account);
            from = asked ?? oldest;
            replay = _views.Accounts.ReplayOf(account, from);
        }

        if (from < oldest)
            return Reply.Of(TooOld(from, oldest));
        var items = new List<T>();
        long? next = null;
        if (replay is not null && events is not null)
        {
            var last = -1L;
            foreach (var (at, shape) in read(replay))
            {
                if (at < from)
                    continue;
                if (items.Count >= limit && at != last)
                {
                    next = at;
                    break;
                }

                items.Add(shape);
                last = at;
            }
        }

        return Reply.Of(new(stream, facts.Epoch, oldest, newest, next, items), type);
    }

    private Reply Prints(string stream, long? asked, int limit)
    {
        var items = new List<ReplayPrintShape>();
        long newest;
        long? next = null;
        lock (_views.Gate)
        {
            var board = _views.Indexes;
            newest = board.AsOf;
            var rows = board.Names.SelectMany(name => board.Of(name)).Where(r => r.Sequence >= (asked ?? 0));
            foreach (var row in rows.OrderBy(r => r.Sequence))
            {
                if (Present.Index(_views, row.Print) is not { } shape)
                    continue;
                if (items.Count == limit)
                {
                    next = row.Sequence;
                    break;
                }

                items.Add(new(row.Sequence, shape));
            }
        }

        return Reply.Of(new(stream, facts.Epoch, 0, newest, next, items), Wire.ReplayShapeReplayPrintShape);
    }

    private static WireFault TooOld(long from, long oldest) =>
        WireFault.Bad("from", Words.Of(from), "Is older than what is told again.", Words.Of(oldest));
}
