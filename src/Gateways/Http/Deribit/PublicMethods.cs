// The public methods of the Deribit-style door: what anybody may ask.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Reads the views under their gate. Parameters that these methods do not know are passed over, as clients of
/// this interface expect.</summary>
internal sealed class PublicMethods(IVenue venue, VenueFacts facts)
{
    private const int MostLevels = 1_000;
    private const int MostCount = 1_000;
    private readonly VenueViews _views = venue.Views;

    public IEnumerable<(string Name, Func<RpcCall, RpcAnswer> Do)> All =>
        [
            ("public/get_time", _ => (JsonNode)Spell.Time(venue.Now)),
            ("public/test", _ => Version()),
            ("public/hello", _ => Version()),
            ("public/status", _ => Status()),
            ("public/get_currencies", _ => InstrumentShapes.Currencies(_views)),
            ("public/get_instruments", Instruments),
            ("public/get_instrument", call => OfInstrument(call, row => InstrumentShapes.One(_views, row))),
            ("public/ticker", call => OfInstrument(call, Ticker)),
            ("public/get_order_book", Book),
            ("public/get_book_summary_by_instrument", call => OfInstrument(call, row => new JsonArray(Summary(row)))),
            ("public/get_book_summary_by_currency", Summaries),
            ("public/get_last_trades_by_instrument", Trades),
            ("public/get_last_trades_by_instrument_and_time", Trades),
            ("public/get_tradingview_chart_data", Chart),
        ];

    /// <summary>The instrument that a parameter names; null: a fault is kept.</summary>
    public static BoardRow? RowOf(VenueViews views, RpcCall call)
    {
        var symbol = call.Needed("instrument_name");
        if (call.Fault is not null)
            return null;
        BoardRow? row;
        lock (views.Gate)
            row = views.Board.Of(symbol);
        if (row is null)
            call.Blame(RpcFault.Of(WireFault.NoInstrument(symbol)));
        return row;
    }

    /// <summary>Between which moments, and how many.</summary>
    public static (long From, long To, int Count, bool Oldest) Window(RpcCall call)
    {
        var from = call.Whole("start_timestamp", 0, long.MaxValue) ?? 0;
        var to = call.Whole("end_timestamp", 0, long.MaxValue) ?? long.MaxValue;
        var count = (int)(call.Whole("count", 1, MostCount) ?? 10);
        return (from, to, count, call.Word("sorting", "default", "desc", "asc") == "asc");
    }

    private JsonObject Version() => new() { ["version"] = facts.Version };

    // Clients compare with the text.
    private static JsonObject Status() => new() { ["locked"] = "false", ["locked_currencies"] = new JsonArray() };

    private RpcAnswer Instruments(RpcCall call) =>
        InstrumentShapes.All(_views, call.Text("currency"), call.Text("kind"), call.Flag("expired"));

    private JsonObject Ticker(BoardRow row)
    {
        var shape = MarketShapes.Ticker(_views, row);
        shape["timestamp"] = Spell.Time(venue.Now);
        return shape;
    }

    private JsonObject Summary(BoardRow row) => MarketShapes.Summary(venue, row);

    private RpcAnswer Summaries(RpcCall call)
    {
        var (currency, kind) = (call.Needed("currency"), call.Text("kind"));
        if (call.Fault is { } fault)
            return fault;
        lock (_views.Gate)
            return new JsonArray([
                .. _views.Board.Live.Where(r => InstrumentShapes.IsOf(r.Terms, currency, kind)).Select(Summary),
            ]);
    }

    private RpcAnswer Book(RpcCall call)
    {
        var levels = (int)(call.Whole("depth", 1, MostLevels) ?? 5);
        return OfInstrument(call, row => MarketShapes.Book(venue, row, levels));
    }

    private RpcAnswer Trades(RpcCall call)
    {
        var (from, to, count, oldest) = Window(call);
        var first = call.Whole("start_seq", 0, long.MaxValue) ?? 0;
        var last = call.Whole("end_seq", 0, long.MaxValue) ?? long.MaxValue;
        return OfInstrument(
            call,
            row =>
            {
                var found = row.Tape(MarketShapes.MostTrades)
                    .Where(t => t.Sequence >= first && t.Sequence <= last)
                    .Where(t => Spell.Time(t.Time) >= from && Spell.Time(t.Time) <= to)
                    .ToList();
                if (oldest)
                    found.Reverse();
                var told = found.Take(count).Select(t => MarketShapes.Trade(t, row.Terms));
                return new JsonObject { ["trades"] = new JsonArray([.. told]), ["has_more"] = found.Count > count };
            }
        );
    }

    private RpcAnswer Chart(RpcCall call)
    {
        var resolution = call.Needed("resolution");
        var from = call.Whole("start_timestamp", 0, long.MaxValue) ?? 0;
        var to = call.Whole("end_timestamp", 0, long.MaxValue) ?? long.MaxValue;
        if (call.Fault is null && MarketShapes.Minutes(resolution) is null)
            call.Blame(
                RpcFault.Bad(
                    "resolution",
                    resolution,
                    "Is not one of the words.",
                    "1, 3, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1D"
                )
            );
        return OfInstrument(
            call,
            row => MarketShapes.Chart(_views, row, MarketShapes.Minutes(resolution)!.Value, from, to)
        );
    }

    private RpcAnswer OfInstrument(RpcCall call, Func<BoardRow, JsonNode> read)
    {
        var row = RowOf(_views, call);
        if (call.Fault is { } fault)
            return fault;
        lock (_views.Gate)
            return read(row!);
    }
}
