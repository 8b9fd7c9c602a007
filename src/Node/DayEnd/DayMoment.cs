// Everything that a document of a day is made from, as of one entry of the log.
using System.Globalization;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Clearing;

namespace Tokenbourse.Node.DayEnd;

/// <param name="Reader">Of the machine that has applied the same entries as <paramref name="Book"/>.</param>
internal sealed record DayMoment(long AsOf, Instant Time, DayBook Book, ClearingFigures Figures, ClearingReader Reader)
{
    /// <summary><c>trading</c>, <c>awaiting</c>, <c>clearing</c>, <c>settled</c>.</summary>
    public string StageOf(DayRecord day) =>
        day.Settled is not null ? "settled"
        : day.Steps.Count > 0 ? "clearing"
        : Awaits(day) ? "awaiting"
        : "trading";

    /// <summary>Is it closed, and are its prices still to be set?</summary>
    public bool Awaits(DayRecord day) =>
        day.Prices.Count == 0
        && Figures.Calendars.Any(c => c.Number == day.Calendar && c.Day == day.Day)
        && Reader.AwaitsSettlement(day.Calendar);

    public string CalendarOf(DayRecord day) => Book.Calendars[day.Calendar - 1].Id;

    /// <summary>From when on the calendar lets the day be settled.</summary>
    public string DueOf(DayRecord day)
    {
        var calendar = Book.Calendars[day.Calendar - 1];
        return calendar.MomentOf(day.Day, calendar.Settlement).ToString();
    }

    /// <summary>The machine's fingerprint after the day.</summary>
    public static string? DigestOf(DayRecord day) =>
        day.Settled is { } settled ? settled.Digest.ToString("x16", CultureInfo.InvariantCulture) : null;

    /// <summary>A price in the quote, with the decimals of the tick.</summary>
    public static string Of(Price price, InstrumentDocument terms) =>
        ClearingWords.Fixed(price.Ticks * terms.TickSize, terms.PriceDecimals);

    public static string? Of(Price? price, InstrumentDocument terms) => price is { } p ? Of(p, terms) : null;

    /// <summary>A fraction of ticks in the quote, with six digits behind those of the tick, half even.</summary>
    public static string Exact(Int128 numerator, Int128 denominator, InstrumentDocument terms)
    {
        var digits = terms.PriceDecimals + 6;
        return ClearingWords.Fixed(
            decimal.Round((decimal)numerator * terms.TickSize / (decimal)denominator, digits),
            digits
        );
    }

    /// <summary>A sum of ticks times lots in the quote times lots, all its digits.</summary>
    public static string Sum(Int128 ticks, InstrumentDocument terms) =>
        ClearingWords.Fixed((decimal)ticks * terms.TickSize, terms.PriceDecimals);
}
