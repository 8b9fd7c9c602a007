// The signs of shortage of a book on a day, each with its past and its source, or why it cannot be had.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>A series that nobody in the venue publishes: days and shares of what was asked for.</summary>
internal sealed record AvailabilitySeries(string Source, IReadOnlyList<IndexValue> Values);

/// <summary>Fills the shortage monitor.</summary>
internal static class CurveSigns
{
    /// <summary>Earlier days that a sign is measured against.</summary>
    public const int PastDays = 250;

    /// <summary>Trading days over which touches of the upper limit are counted.</summary>
    public const int TouchDays = 20;

    private const int MostAgeDays = 7;

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
            Spot(availability, day),
            Touches(book, day),
            Dispersion(book, day),
        ]);

    private static ShortageSign Scarcity(IReadOnlyList<CurveState> states)
    {
        var today = states.Count > 0 ? states[^1] : null;
        var past = states.SkipLast(1).Where(s => s.Scarcity is not null).Select(s => s.Scarcity!.Value);
        return new(
            "scarcity",
            "front slope less trend slope, a year",
            today?.Scarcity?.Value,
            [.. past.TakeLast(PastDays)],
            false,
            today?.NoScarcity is { } why ? $"{why}" : null
        );
    }

    private static ShortageSign Depth(CurveBook book, TradingDate day)
    {
        var days = book
            .Signs.Where(s => s.AskLots is not null && CurveNumbers.Date(s.Day) <= day)
            .Select(s => (double)s.AskLots!.Value);
        return Newest(
            "ask-depth",
            "lots within five ticks of each best ask when trading last ended",
            days,
            true,
            "needs the tape; a file of settlements has none"
        );
    }

    private static ShortageSign Gone(CurveBook book, TradingDate day) =>
        Newest(
            "withdrawn",
            $"share of {book.Index}'s constituents of {CurveViews.GoneDays} days before that are gone; "
                + "rationing is not published",
            Index(book, day, d => d.Gone),
            false,
            "needs the prints of the index"
        );

    private static ShortageSign Spot(AvailabilitySeries? series, TradingDate day)
    {
        const string name = "availability";
        if (series is null)
            return new(name, "no source", null, [], true, "nobody in the venue publishes it; hand in a series");
        var known = series.Values.Where(v => v.Day <= day).ToList();
        if (known.Count == 0 || known[^1].Day < day.Plus(-MostAgeDays))
        {
            var ends = known.Count == 0 ? "has no day up to here" : $"ends on {known[^1].Day}";
            return new(name, series.Source, null, [], true, $"the series {ends}");
        }

        return Newest(name, series.Source, known.Select(v => v.Value), true, "");
    }

    private static ShortageSign Touches(CurveBook book, TradingDate day)
    {
        var touched = book
            .Signs.Where(s => CurveNumbers.Date(s.Day) <= day)
            .Select(s => s.LimitUpMonths > 0 ? 1.0 : 0.0)
            .ToList();
        var counts = new List<double>();
        for (var i = TouchDays; i <= touched.Count; i++)
            counts.Add(touched.GetRange(i - TouchDays, TouchDays).Sum());
        return Newest(
            "limit-up",
            $"of the last {TouchDays} days, those on which a month reached its upper limit",
            counts,
            false,
            book.Signs.Count == 0
                ? "needs the tape; a file of settlements has none"
                : $"not enough history: {touched.Count} of {TouchDays} days"
        );
    }

    private static ShortageSign Dispersion(CurveBook book, TradingDate day) =>
        Newest(
            "dispersion",
            $"weighted mean distance of ln price in {book.Index} from its mean",
            Index(book, day, d => d.Dispersion),
            false,
            "needs the index's prints"
        );

    private static IEnumerable<double> Index(CurveBook book, TradingDate day, Func<CurveIndexDay, double?> figure) =>
        book.IndexDays.Where(d => CurveNumbers.Date(d.Day) <= day).Select(figure).OfType<double>();

    private static ShortageSign Newest(string name, string source, IEnumerable<double> days, bool low, string missing)
    {
        var all = days.TakeLast(PastDays + 1).ToList();
        return all.Count == 0 ? new(name, source, null, [], low, missing) : new(name, source, all[^1], all[..^1], low);
    }
}
