// From a book to the curve of a day: which contracts still count, and how much of each average is known.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Makes futures curves.</summary>
internal static class CurveDays
{
    /// <summary>The curve of every settled day up to one, oldest first; days on which nothing is left are left
    /// out.</summary>
    public static IReadOnlyList<FuturesCurve> Through(CurveBook book, TradingDate day)
    {
        var values = book.Values;
        return
        [
            .. book
                .Days.Where(d => CurveNumbers.Date(d.Day) <= day)
                .Select(d => Of(book, d, values))
                .Where(c => c.Points.Count > 0),
        ];
    }

    /// <summary>One day's curve; contracts on their last trading day or after it are not in it.</summary>
    public static FuturesCurve Of(CurveBook book, CurveDay day, IReadOnlyList<IndexValue> values)
    {
        var date = CurveNumbers.Date(day.Day);
        var points = day.Quotes.Select(q => Point(book, q, date, values)).Where(p => p.LastTradingDay > date);
        return new(book.Contract, date, CurveNumbers.Read(book.Tick), [.. points]);
    }

    private static CurvePoint Point(CurveBook book, CurveQuote quote, TradingDate day, IReadOnlyList<IndexValue> values)
    {
        var last = CurveNumbers.Date(quote.LastTradingDay);
        var month = ContractMonth.Of(CurveNumbers.Date(quote.Month + "-01"));
        return new(quote.Symbol, last, CurveNumbers.Read(quote.Settlement))
        {
            Bid = quote.Bid is { } bid ? CurveNumbers.Read(bid) : null,
            Ask = quote.Ask is { } ask ? CurveNumbers.Read(ask) : null,
            OpenInterest = quote.OpenInterest,
            Delivery = book.Averages ? DeliveryPeriod.Of(month) : null,
            Known = book.Averages ? Known(book, month, day, values) : null,
        };
    }

    /// <summary>The part of a month's average that the prints up to a day give. Days without a print weigh like their
    /// neighbours, so the share is that of days gone by.</summary>
    private static AverageSoFar? Known(
        CurveBook book,
        ContractMonth month,
        TradingDate day,
        IReadOnlyList<IndexValue> values
    )
    {
        if (day < month.First)
            return null;
        bool Counts(TradingDate d) => book.EveryDay || d.Weekday <= 5;
        var seen = values.Where(v => v.Day >= month.First && v.Day <= day && Counts(v.Day)).ToList();
        if (seen.Count == 0)
            return null;
        var through = seen[^1].Day;
        var whole = Enumerable
            .Range(month.First.Days, month.Last.Days - month.First.Days + 1)
            .Select(d => new TradingDate(d));
        var (gone, all) = (whole.Count(d => d <= through && Counts(d)), whole.Count(Counts));
        // With the whole average known there is no open day left and nothing to divide by.
        return gone >= all ? null : new(through, (double)gone / all, seen.Average(v => v.Value));
    }
}
