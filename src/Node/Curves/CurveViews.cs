// The curve's book from a venue's views: its bulletins, its board, its index prints.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using Tokenbourse.Views;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Node.Curves;

/// <summary>Copies under the views' gate, then works.</summary>
internal static class CurveViews
{
    /// <summary>Null when no month of that contract was ever listed.</summary>
    /// <param name="quotes">The books are live: the newest day shows bid and ask.</param>
    public static CurveBook? Read(VenueViews views, string contract, string source, bool simulated, bool quotes)
    {
        CurveBook book;
        IReadOnlyList<PrintRow> prints;
        lock (views.Gate)
        {
            var any = views.Board.Rows.LastOrDefault(r =>
                r.Terms.Spread is null && string.Equals(r.Terms.Contract, contract, StringComparison.OrdinalIgnoreCase)
            );
            if (any is null)
                return null;
            book = Market(views, any.Terms, source, simulated, quotes);
            prints = [.. views.Indexes.Of(any.Terms.Index)];
        }

        // Prints never change: what takes longest is done without the gate.
        var days = CurveTerms.Contract(book.Contract)?.PrintDays;
        return book with { EveryDay = days != PrintDays.BusinessDays, IndexDays = Index(prints) };
    }

    private static CurveBook Market(
        VenueViews views,
        InstrumentDocument terms,
        string source,
        bool simulated,
        bool quotes
    ) =>
        new(
            terms.Contract,
            source,
            simulated,
            terms.Currency.ToString(),
            terms.Quote,
            terms.TickSize.ToString(CultureInfo.InvariantCulture),
            terms.PriceDecimals,
            terms.LotSize,
            true,
            true,
            terms.Index,
            Days(views, terms.Contract, quotes),
            [],
            [
                .. views
                    .Tightness.Of(terms.Contract)
                    .TakeLast(CurveBook.MostDays)
                    .Select(d => new CurveSignDay(d.Day.ToString(), d.LimitUpMonths, d.AskLots)),
            ],
            Auctions(views, terms.Contract)
        );

    // A day on which nobody asked has no share of what was asked for.
    private static List<CurveAuctionDay>? Auctions(VenueViews views, string contract)
    {
        var days = views
            .Auctions.Of(contract)
            .Where(d => d.Asked > 0m)
            .Select(d => new CurveAuctionDay(
                d.Day.ToString(),
                (double)(d.Offered / d.Asked),
                (double)(d.Unserved / d.Asked),
                (double)d.Sellers
            ))
            .ToList();
        return days.Count > 0 ? days : null;
    }

    private static List<CurveDay> Days(VenueViews views, string contract, bool quotes)
    {
        var days = new List<CurveDay>();
        foreach (var bulletin in views.Bulletins.All)
        {
            var months = bulletin
                .Parts.SelectMany(p => p.Months)
                .Select(m => (Month: m, Row: views.Board.Of(m.Instrument)))
                .Where(m => m.Row.Terms.Contract == contract && m.Row.Terms.Spread is null)
                .OrderBy(m => m.Row.Terms.LastTradingDay, StringComparer.Ordinal)
                .Select(m => Quote(m.Month, m.Row.Terms))
                .ToList();
            if (months.Count > 0)
                days.Add(new(bulletin.Day.ToString(), months));
        }

        if (quotes && days.Count > 0)
            days[^1] = days[^1] with { Quotes = [.. days[^1].Quotes.Select(q => Now(views, q))] };
        return days.Count > CurveBook.MostDays ? days[^CurveBook.MostDays..] : days;
    }

    private static CurveQuote Quote(BulletinMonth month, InstrumentDocument t) =>
        new(
            month.Symbol,
            t.Month,
            t.LastTradingDay,
            Price(month.Settlement, t),
            null,
            null,
            month.OpenInterest,
            month.Volume
        );

    private static CurveQuote Now(VenueViews views, CurveQuote quote)
    {
        if (views.Board.Of(quote.Symbol) is not { Expired: false } row)
            return quote;
        var (bid, ask) = (views.Books.Best(row.Id, Side.Buy)?.Price, views.Books.Best(row.Id, Side.Sell)?.Price);
        // Inside an auction a book may stand crossed; that is no market.
        return bid >= ask
            ? quote
            : quote with
            {
                Bid = bid is { } b ? Price(b, row.Terms) : null,
                Ask = ask is { } a ? Price(a, row.Terms) : null,
            };
    }

    private static string Price(Price price, InstrumentDocument t) =>
        (price.Ticks * t.TickSize).ToString(
            "F" + t.PriceDecimals.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture
        );

    private static List<CurveIndexDay> Index(IReadOnlyList<PrintRow> rows)
    {
        // A day that was printed again counts as it was printed first: settlement keeps that too.
        var prints = new SortedDictionary<string, PrintDocument>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!prints.TryGetValue(row.Print.Day, out var earlier) || earlier.Value is null)
                prints[row.Print.Day] = row.Print;
        }

        var first = int.Max(0, prints.Count - CurveBook.MostIndexDays);
        return [.. prints.Values.Skip(first).Select(p => Day(p, prints))];
    }

    private static CurveIndexDay Day(PrintDocument print, SortedDictionary<string, PrintDocument> prints)
    {
        double? gone = null;
        var then = CurveNumbers.Date(print.Day).Plus(-CurveBook.GoneDays).ToString();
        if (print.Value is not null && prints.TryGetValue(then, out var old) && old.Used.Count > 0)
        {
            var names = print.Used.Concat(print.LeftOut).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            gone = (double)old.Used.Count(c => !names.Contains(c.Name)) / old.Used.Count;
        }

        return new(
            print.Day,
            print.Value?.ToString(CultureInfo.InvariantCulture),
            print.Used.Count,
            gone,
            print.Diagnostics is { } d ? (double)d.Dispersion : Dispersion(print.Used)
        );
    }

    private static double? Dispersion(IReadOnlyList<Constituent> used)
    {
        var logs = used.Where(c => c is { Value: > 0, WeightPpm: > 0 })
            .Select(c => (Log: Math.Log((double)c.Value!.Value), Weight: (double)c.WeightPpm))
            .ToList();
        if (logs.Count < 2)
            return null;
        var whole = logs.Sum(l => l.Weight);
        var mean = logs.Sum(l => l.Weight * l.Log) / whole;
        return logs.Sum(l => l.Weight * Math.Abs(l.Log - mean)) / whole;
    }
}
