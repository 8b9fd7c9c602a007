// The signs of shortage that a book gives: each from its own source, none from a later day, and why when there is none.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class CurveSignsTests
{
    private static readonly TradingDate _first = TradingDate.Of(2026, 3, 1);
    private static readonly TradingDate _day = _first.Plus(29);

    [Fact]
    public void A_bare_book_has_no_sign_and_says_of_each_why()
    {
        var monitor = CurveSigns.Of(Book([], []), [], _day, null);
        Assert.Equal(
            ["scarcity", "ask-depth", "withdrawn", "availability", "limit-up", "dispersion"],
            monitor.Signs.Select(s => s.Sign.Name)
        );
        Assert.All(monitor.Signs, s => Assert.Null(s.Score));
        Assert.Equal("needs the tape; a file of settlements has none", Sign(monitor, "ask-depth").Why);
        Assert.Equal("needs the prints of the index", Sign(monitor, "withdrawn").Why);
        Assert.StartsWith("nobody in the venue", Sign(monitor, "availability").Why, StringComparison.Ordinal);
        Assert.Equal(Tightness.Unknown, monitor.State);
    }

    /// <summary>Thirty days of depth 1 to 30: the day's own is 30, the 29 before it are its past; as one of 15 days it
    /// is 15 with 14 before.</summary>
    [Fact]
    public void Depth_of_the_day_stands_against_the_days_before_and_knows_none_after()
    {
        var book = Book([.. Days(30).Select((d, i) => new CurveSignDay(d, 0, i + 1))], []);
        var newest = Sign(CurveSigns.Of(book, [], _day, null), "ask-depth").Sign;
        Assert.Equal(30, newest.Today);
        Assert.Equal(Enumerable.Range(1, 29).Select(i => (double)i), newest.Past);
        Assert.True(newest.LowIsTight);
        var earlier = Sign(CurveSigns.Of(book, [], _first.Plus(14), null), "ask-depth").Sign;
        Assert.Equal((15.0, 14), (earlier.Today, earlier.Past.Count));

        // Eight days later nothing newer was told: it is no sign of that day.
        Assert.Null(Sign(CurveSigns.Of(book, [], _day.Plus(8), null), "ask-depth").Sign.Today);
    }

    /// <summary>The upper limit is touched on every third of thirty days: six or seven of any twenty, and one count for
    /// each of the last eleven days.</summary>
    [Fact]
    public void Touches_are_counted_over_twenty_days()
    {
        var signs = Days(30).Select((d, i) => new CurveSignDay(d, i % 3 == 0 ? 2 : 0, null)).ToList();
        var sign = Sign(CurveSigns.Of(Book(signs, []), [], _day, null), "limit-up").Sign;
        Assert.Equal(6, sign.Today);
        Assert.Equal(10, sign.Past.Count);
        Assert.All(sign.Past, v => Assert.InRange(v, 6, 7));
        Assert.False(sign.LowIsTight);
        var few = CurveSigns.Of(Book(signs[..19], []), [], _first.Plus(18), null);
        Assert.Equal("not enough history: 19 of 20 days", Sign(few, "limit-up").Why);
    }

    [Fact]
    public void The_index_tells_who_is_gone_and_how_far_its_constituents_lie_apart()
    {
        var index = Days(30).Select((d, i) => new CurveIndexDay(d, "2", 8, i < 5 ? null : i / 100.0, i / 10.0));
        var monitor = CurveSigns.Of(Book([], [.. index]), [], _day, null);
        Assert.Equal((0.29, 24), (Sign(monitor, "withdrawn").Sign.Today, Sign(monitor, "withdrawn").Sign.Past.Count));
        Assert.Equal(2.9, Sign(monitor, "dispersion").Sign.Today);
        Assert.Contains(
            $"of {CurveBook.GoneDays} days before",
            Sign(monitor, "withdrawn").Sign.Source,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_venues_auction_gives_three_signs_and_a_series_that_is_handed_in_goes_before_its_availability()
    {
        var auctions = Days(30).Select((d, i) => new CurveAuctionDay(d, 1.5, i / 100.0, 6)).ToList();
        var book = Book([], []) with { Auctions = auctions };
        var own = CurveSigns.Of(book, [], _day, null);
        Assert.Equal(1.5, Sign(own, "availability").Sign.Today);
        Assert.Equal((0.29, false), (Sign(own, "rationing").Sign.Today, Sign(own, "rationing").Sign.LowIsTight));
        Assert.Equal((6.0, true), (Sign(own, "breadth").Sign.Today, Sign(own, "breadth").Sign.LowIsTight));
        var handed = CurveSigns.Of(book, [], _day, new("a file", [new(_day, 0.7)]));
        Assert.Equal(
            (0.7, "a file"),
            (Sign(handed, "availability").Sign.Today, Sign(handed, "availability").Sign.Source)
        );
        var none = CurveSigns.Of(book with { Auctions = [] }, [], _day, null);
        Assert.Equal("no auction was held up to here", Sign(none, "rationing").Why);
    }

    private static IEnumerable<string> Days(int count) => Enumerable.Range(0, count).Select(i => $"{_first.Plus(i)}");

    private static ShortageScore Sign(ShortageMonitor monitor, string name) =>
        monitor.Signs.Single(s => s.Sign.Name == name);

    private static CurveBook Book(IReadOnlyList<CurveSignDay> signs, IReadOnlyList<CurveIndexDay> index) =>
        new("TK", "test", true, "CNY", "a lot", "0.01", 2, 1, true, true, "CSTI", [], index, signs);
}
