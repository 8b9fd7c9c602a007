// From what the view counted to market quality: averages by time, shares of the continuous trading.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Operating;

/// <summary>Rounds for display, half to even; nothing is computed with it.</summary>
internal static class QualityPresenter
{
    private const long Second = 1_000_000_000;

    public static QualityShape Quality(VenueViews views, int spread, int lots)
    {
        lock (views.Gate)
        {
            var names = views.Statements.Accounts.ToDictionary(a => a.Account);
            var (months, makers) = (new List<MonthQualityShape>(), new List<MakerQualityShape>());
            foreach (var row in views.Board.Live)
            {
                months.Add(Month(views, row));
                var open = views.Quality.Of(row.Id).Quoted.Open;
                foreach (var (account, maker) in views.Quality.MakersOf(row.Id))
                    makers.Add(Maker(names[account], row.Terms, maker, open, spread, lots));
            }

            return new(spread, lots, months, makers, views.Quality.Time.ToString(), views.AsOf);
        }
    }

    private static MonthQualityShape Month(VenueViews views, BoardRow row)
    {
        var quality = views.Quality.Of(row.Id);
        var (bid, ask) = (views.Books.Best(row.Id, Side.Buy), views.Books.Best(row.Id, Side.Sell));
        return new(
            row.Terms.Symbol,
            row.Terms.Contract,
            quality.Day.ToString(),
            quality.Quoted.Open / Second,
            BoardPresenter.Percent(quality.Quoted.TwoSided, quality.Quoted.Open),
            Average(quality.Quoted.SpreadTime, quality.Quoted.TwoSided),
            row.Terms.Spread is null && bid is { } b && ask is { } a && a.Price.Ticks + b.Price.Ticks > 0
                ? Rounded((decimal)(a.Price.Ticks - b.Price.Ticks) * 20_000 / (a.Price.Ticks + b.Price.Ticks))
                : null,
            Average(quality.Quoted.LotsTime, quality.Quoted.TwoSided),
            BoardPresenter.Lots(views, row.Id, Side.Buy),
            BoardPresenter.Lots(views, row.Id, Side.Sell),
            quality.Trades,
            row.Volume
        );
    }

    private static MakerQualityShape Maker(
        AccountDocument account,
        InstrumentDocument terms,
        MakerQuality maker,
        long open,
        int spread,
        int lots
    ) =>
        new(
            account.Account,
            account.Name,
            account.Simulated,
            terms.Symbol,
            terms.Contract,
            BoardPresenter.Percent(maker.Quoted.Within(spread, lots), open),
            BoardPresenter.Percent(maker.Quoted.TwoSided, open),
            Average(maker.Quoted.SpreadTime, maker.Quoted.TwoSided),
            Average(maker.Quoted.LotsTime, maker.Quoted.TwoSided),
            maker.Trades,
            maker.TradedLots,
            maker.Orders,
            maker.Cancelled,
            BoardPresenter.Percent(maker.Cancelled, maker.Orders)
        );

    private static string? Average(Int128 sum, long time) => time == 0 ? null : Rounded((decimal)sum / time);

    private static string Rounded(decimal value) => Words.Fixed(decimal.Round(value, 2, MidpointRounding.ToEven), 2);
}
