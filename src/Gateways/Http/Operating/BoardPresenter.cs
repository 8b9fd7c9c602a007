// From the views to the operators' board.
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>One row a live month or spread.</summary>
internal static class BoardPresenter
{
    /// <summary>Levels of the book that imbalance and depth are taken from.</summary>
    public const int Levels = 5;

    private const int NewestPrints = 30;

    /// <param name="metrics">Null: nothing is counted.</param>
    public static OperatingBoardShape Board(IVenue venue, IReadOnlyList<MetricImage>? metrics)
    {
        var now = venue.Now;
        var views = venue.Views;
        lock (views.Gate)
        {
            return new(
                now.ToString(),
                [.. views.Board.Live.Select(row => Row(views, row, now))],
                MetricFigures.Timing(metrics, "tokenbourse.command.duration", "engine")?.P99Ms,
                MetricFigures.Sum(metrics, "tokenbourse.stream.conflated"),
                MetricFigures.Sum(metrics, "tokenbourse.stream.closed"),
                views.AsOf
            );
        }
    }

    /// <summary>The caller holds the gate.</summary>
    public static IndexAgeShape IndexAge(VenueViews views, string index, Instant now)
    {
        var prints = views.Indexes.Of(index);
        var newest = views.Indexes.Newest(index)?.Print;
        var recent = prints.Skip(int.Max(0, prints.Count - NewestPrints));
        var age = TradingDate.TryParse(newest?.Day, out var day) ? now.Date.Days - day.Days : (int?)null;
        return new(index, newest?.Day, age, newest?.Tier, newest?.TierName, recent.Count(p => p.Print.Value is null));
    }

    /// <summary>Visible lots of the best prices of a side.</summary>
    public static long Lots(VenueViews views, InstrumentId instrument, Side side) =>
        views.Books.Depth(instrument, side, Levels).Sum(l => l.Lots);

    /// <summary>A share in percent with two decimals; null of nothing.</summary>
    public static string? Percent(Int128 part, Int128 whole) =>
        whole == 0
            ? null
            : Words.Fixed(decimal.Round((decimal)part * 100 / (decimal)whole, 2, MidpointRounding.ToEven), 2);

    private static OperatingRowShape Row(VenueViews views, BoardRow row, Instant now)
    {
        var (terms, state) = (row.Terms, views.Feed.Of(row.Id).State);
        var quality = views.Quality.Of(row.Id);
        var makers = views.Quality.MakersOf(row.Id);
        var (bids, asks) = (Lots(views, row.Id, Side.Buy), Lots(views, row.Id, Side.Sell));
        return new(
            terms.Symbol,
            terms.Contract,
            terms.Month,
            views.Calendars.Of(terms.Calendar).Calendar.Id,
            Words.Of(state.Phase),
            Words.Of(state.Cause),
            state.Since.ToString(),
            state.Until?.ToString(),
            state.Note,
            Words.Of(row.Last, terms),
            Words.Of(row.Low, terms),
            Words.Of(row.High, terms),
            PriceLimitDoor.Ordered(views, row.Id),
            bids,
            asks,
            Percent(bids - asks, bids + asks),
            quality.Touched is { } touch
                ? new(touch.Time.ToString(), Words.Of(touch.Price, terms), touch.Upper ? "upper" : "lower")
                : null,
            makers.Count(m => m.Value.Quoted.Stands),
            makers.Count,
            Percent(quality.Quoted.TwoSided, quality.Quoted.Open),
            IndexAge(views, terms.Index, now)
        );
    }
}
