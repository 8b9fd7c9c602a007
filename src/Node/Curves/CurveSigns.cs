// The signs of shortage of a book on a day, each with its past and its source, or why it cannot be had.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>A series that nobody in the venue publishes: days and shares of what was asked for.</summary>
internal sealed record AvailabilitySeries(string Source, IReadOnlyList<IndexValue> Values);

/// <summary>Fills the shortage monitor.</summary>
internal static class CurveSigns
{
    /// <summary>Trading days over which touches of the upper limit are counted.</summary>
    public const int TouchDays = 20;

    public static ShortageMonitor Of(
        CurveBook book,
        IReadOnlyList<CurveState> states,
        TradingDate day,
        AvailabilitySeries? availability
    ) =>
        ShortageMonitor.Of([
            Scarcity(states),
            Depth(book, day),
            Gone(book, day),
            Spot(book, availability, day),
            Touches(book, day),
            Dispersion(book, day),
            .. Auctioned(book, day),
        ]);

    private static ShortageSign Scarcity(IReadOnlyList<CurveState> states)
    {
        var today = states.Count > 0 ? states[^1] : null;
        var past = states.SkipLast(1).Where(s => s.Scarcity is not null).Select(s => s.Scarcity!.Value);
        return new(
            "scarcity",
            "front slope less trend slope, a year",
            today?.Scarcity?.Value,
            [.. past.TakeLast(ShortageSign.PastDays)],
            false,
            today?.NoScarcity is { } why ? $"{why}" : null
        );
    }

    private static ShortageSign Depth(CurveBook book, TradingDate day)
    {
        var days = book
            .Signs.Where(s => s.AskLots is not null)
            .Select(s => new IndexValue(CurveNumbers.Date(s.Day), s.AskLots!.Value));
        return ShortageSign.Newest(
            "ask-depth",
            "lots within five ticks of each best ask when trading last ended",
            [.. days],
            day,
            true,
            "needs the tape; a file of settlements has none"
        );
    }

    private static ShortageSign Gone(CurveBook book, TradingDate day) =>
        ShortageSign.Newest(
            "withdrawn",
            $"share of {book.Index}'s constituents of {CurveBook.GoneDays} days before that are gone; "
                + "rationing is not published",
            Index(book, d => d.Gone),
            day,
            false,
            "needs the prints of the index"
        );

    // A series that is handed in goes before the venue's own auction: whoever hands one in asks for it.
    private static ShortageSign Spot(CurveBook book, AvailabilitySeries? series, TradingDate day)
    {
        const string name = "availability";
        if (series is null && book.Auctions is not null)
            return Auction(book, day, name, "offered / asked for", d => d.Availability, true);
        return series is null
            ? new(name, "no source", null, [], true, "nobody in the venue publishes it; hand in a series")
            : ShortageSign.Newest(name, series.Source, series.Values, day, true, "the series has no day up to here");
    }

    // Only a venue with a spot auction of the contract's unit has these.
    private static IEnumerable<ShortageSign> Auctioned(CurveBook book, TradingDate day) =>
        book.Auctions is null
            ? []
            :
            [
                Auction(book, day, "rationing", "asked for at the cap and not served / asked for", d => d.Rationing),
                Auction(book, day, "breadth", "sellers an hour", d => d.Sellers, true),
            ];

    private static ShortageSign Auction(
        CurveBook book,
        TradingDate day,
        string name,
        string what,
        Func<CurveAuctionDay, double> figure,
        bool lowIsTight = false
    ) =>
        ShortageSign.Newest(
            name,
            $"{what}, tomorrow's hours in the venue's spot auction",
            [.. book.Auctions!.Select(d => new IndexValue(CurveNumbers.Date(d.Day), figure(d)))],
            day,
            lowIsTight,
            "no auction was held up to here"
        );

    private static ShortageSign Touches(CurveBook book, TradingDate day)
    {
        var touched = book
            .Signs.Where(s => CurveNumbers.Date(s.Day) <= day)
            .Select(s => (Day: CurveNumbers.Date(s.Day), Touched: s.LimitUpMonths > 0 ? 1 : 0))
            .ToList();
        var counts = new List<IndexValue>();
        for (var i = TouchDays; i <= touched.Count; i++)
            counts.Add(new(touched[i - 1].Day, touched.GetRange(i - TouchDays, TouchDays).Sum(t => t.Touched)));
        return ShortageSign.Newest(
            "limit-up",
            $"of the last {TouchDays} days, those on which a month reached its upper limit",
            counts,
            day,
            false,
            book.Signs.Count == 0
                ? "needs the tape; a file of settlements has none"
                : $"not enough history: {touched.Count} of {TouchDays} days"
        );
    }

    private static ShortageSign Dispersion(CurveBook book, TradingDate day) =>
        ShortageSign.Newest(
            "dispersion",
            $"weighted mean distance of ln price in {book.Index} from its mean",
            Index(book, d => d.Dispersion),
            day,
            false,
            "needs the index's prints"
        );

    private static IReadOnlyList<IndexValue> Index(CurveBook book, Func<CurveIndexDay, double?> figure) =>
        [
            .. book
                .IndexDays.Where(d => figure(d) is not null)
                .Select(d => new IndexValue(CurveNumbers.Date(d.Day), figure(d)!.Value)),
        ];
}
