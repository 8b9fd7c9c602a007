// The figures of an instrument that market data tell besides its book and its trades.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>Index, opening, settlement, high, low, average, imbalance, volume, open interest: from the same views as
/// the other doors.</summary>
internal static class PublicFigures
{
    // The average price is no price of the market: it has two decimals more than one.
    private const int MoreDecimals = 2;

    /// <summary>Those that there are, in order of type; the caller holds the views' gate.</summary>
    public static IReadOnlyList<PublicEntry> Look(VenueViews views, BoardRow row)
    {
        var feed = views.Feed.Of(row.Id);
        var day = feed.Statistics;
        var scale = new FixInstrument(row.Terms);
        var figures = new List<PublicEntry>(PublicEntry.Figures.Length);
        if (row.Terms.Spread is null && views.Indexes.Newest(row.Terms.Index)?.Print is { Value: { } value } print)
        {
            TradingDate? of = TradingDate.TryParse(print.Day, out var date) ? date : null;
            var units = (long)Scaled(value, print.Decimals);
            figures.Add(new(PublicEntry.Index, units, print.Decimals, null) { Day = of });
        }

        Add(PublicEntry.Opening, day.Open);
        if (row.Settlement is { } settled)
            figures.Add(
                new(PublicEntry.Settlement, scale.Units(settled), scale.Places, null) { Day = row.SettlementDay }
            );
        Add(PublicEntry.High, day.High);
        Add(PublicEntry.Low, day.Low);
        if (day.DiscoveredLots > 0)
            figures.Add(new(PublicEntry.Average, Average(day, row.Terms), scale.Places + MoreDecimals, null));
        if (feed.Indication is { } indication)
            figures.Add(Imbalance(indication, scale));
        figures.Add(new(PublicEntry.Volume, null, 0, day.Volume));
        figures.Add(new(PublicEntry.OpenInterest, null, 0, day.OpenInterest));
        return figures;

        void Add(char type, Price? price)
        {
            if (price is { } p)
                figures.Add(new(type, scale.Units(p), scale.Places, null));
        }
    }

    /// <summary>What became of a figure between two looks; null: it is the same.</summary>
    public static PublicEntry? Change(IReadOnlyList<PublicEntry> before, IReadOnlyList<PublicEntry> after, char type)
    {
        var old = Find(before, type);
        var now = Find(after, type);
        return old == now ? null
            : now is null ? new PublicEntry(type, null, 0, null) { Action = PublicEntry.Delete }
            : old is null ? now
            : now.Value with { Action = PublicEntry.Change };
    }

    private static PublicEntry? Find(IReadOnlyList<PublicEntry> figures, char type)
    {
        foreach (var figure in figures)
        {
            if (figure.Type == type)
                return figure;
        }

        return null;
    }

    private static long Average(DayStatistics day, InstrumentDocument terms)
    {
        var average = (decimal)day.TicksTimesLots / day.DiscoveredLots * terms.TickSize;
        var units = Scaled(average, terms.PriceDecimals + MoreDecimals);
        return (long)decimal.Round(units, MidpointRounding.AwayFromZero);
    }

    private static decimal Scaled(decimal value, int places)
    {
        for (var place = 0; place < places; place++)
            value *= 10;
        return value;
    }

    /// <summary>Price: what the auction would trade at; size: what is left over; condition: on which side.</summary>
    private static PublicEntry Imbalance(in Indication indication, FixInstrument scale) =>
        new(PublicEntry.Imbalance, scale.Units(indication.Price), scale.Places, long.Abs(indication.Surplus))
        {
            Condition =
                indication.Surplus > 0 ? 'P'
                : indication.Surplus < 0 ? 'Q'
                : ' ',
            Text = $"lots {Words.Of(indication.Lots)}",
        };
}
