// Time as the log knows it: nanoseconds since 1970 UTC, and the exchange's date.
using System.Globalization;

namespace Tokenbourse.Model.Numbers;

/// <summary>A moment, in nanoseconds since 1970-01-01T00:00:00Z (no leap seconds).</summary>
public readonly record struct Instant(long Nanoseconds) : IComparable<Instant>
{
    public const long PerSecond = 1_000_000_000;
    public const long PerMinute = 60 * PerSecond;
    public const long PerDay = 86_400 * PerSecond;

    /// <summary>Later than every moment that can be written down.</summary>
    public static readonly Instant Never = new(long.MaxValue);

    /// <inheritdoc/>
    public int CompareTo(Instant other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static bool operator <(Instant left, Instant right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Instant left, Instant right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Instant left, Instant right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Instant left, Instant right) => left.Nanoseconds >= right.Nanoseconds;

    public Instant Plus(long nanoseconds) => new(checked(Nanoseconds + nanoseconds));

    /// <summary>The moment at so many minutes after midnight UTC of a date (minutes may be negative or over a day).</summary>
    public static Instant At(TradingDate date, long minutesUtc) =>
        new(checked((date.Days * PerDay) + (minutesUtc * PerMinute)));

    /// <summary>The UTC date on which the moment falls.</summary>
    public TradingDate Date
    {
        get
        {
            var days = Nanoseconds / PerDay;
            return new((int)(Nanoseconds % PerDay < 0 ? days - 1 : days));
        }
    }

    /// <summary>ISO 8601 in UTC, with milliseconds when there are any and nanoseconds when there are those.</summary>
    public override string ToString()
    {
        var date = Date;
        var rest = ((Nanoseconds % PerDay) + PerDay) % PerDay;
        var seconds = rest / PerSecond;
        var nanos = rest % PerSecond;
        var clock = string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}"
        );
        var fraction =
            nanos == 0 ? ""
            : nanos % 1_000_000 == 0 ? string.Create(CultureInfo.InvariantCulture, $".{nanos / 1_000_000:000}")
            : string.Create(CultureInfo.InvariantCulture, $".{nanos:000000000}");
        return $"{date}T{clock}{fraction}Z";
    }

    /// <summary>Reads what <see cref="ToString"/> writes; also a bare date (midnight UTC). What lies beyond 64 bits of
    /// nanoseconds (before 1677 or after 2262) is not read.</summary>
    public static bool TryParse(string? text, out Instant instant)
    {
        instant = default;
        if (text is null || text.Length < 10 || !TradingDate.TryParse(text[..10], out var date))
            return false;
        if (text.Length == 10)
            return Fits(date, 0, out instant);
        if (text.Length < 20 || text[10] != 'T' || text[^1] != 'Z' || text[13] != ':' || text[16] != ':')
            return false;
        if (
            !Digits(text[11..13], 23, out var hours)
            || !Digits(text[14..16], 59, out var minutes)
            || !Digits(text[17..19], 59, out var seconds)
        )
            return false;
        long nanos = 0;
        if (text.Length > 20)
        {
            var fraction = text[20..^1];
            if (text[19] != '.' || fraction.Length is 0 or > 9)
                return false;
            if (!Digits(fraction.PadRight(9, '0'), 999_999_999, out nanos))
                return false;
        }

        return Fits(date, (((hours * 3600) + (minutes * 60) + seconds) * PerSecond) + nanos, out instant);
    }

    private static bool Fits(TradingDate date, long rest, out Instant instant)
    {
        var sum = ((Int128)date.Days * PerDay) + rest;
        var fits = sum >= long.MinValue && sum <= long.MaxValue;
        instant = fits ? new((long)sum) : default;
        return fits;
    }

    private static bool Digits(string text, long most, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;
}

/// <summary>A date without a time: the exchange's trading day, an expiry, the day of an index print.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
public readonly record struct TradingDate(int Days) : IComparable<TradingDate>
{
    private const int DayNumberOf1970 = 719_162;

    public static TradingDate Of(int year, int month, int day) => Of(new DateOnly(year, month, day));

    public static TradingDate Of(DateOnly date) => new(date.DayNumber - DayNumberOf1970);

    public DateOnly Date => DateOnly.FromDayNumber(Days + DayNumberOf1970);

    public int Year => Date.Year;

    public int Month => Date.Month;

    /// <summary>Monday 1 … Sunday 7.</summary>
    public int Weekday => (((Days + 3) % 7) + 7) % 7 + 1;

    /// <inheritdoc/>
    public int CompareTo(TradingDate other) => Days.CompareTo(other.Days);

    public static bool operator <(TradingDate left, TradingDate right) => left.Days < right.Days;

    public static bool operator >(TradingDate left, TradingDate right) => left.Days > right.Days;

    public static bool operator <=(TradingDate left, TradingDate right) => left.Days <= right.Days;

    public static bool operator >=(TradingDate left, TradingDate right) => left.Days >= right.Days;

    public TradingDate Plus(int days) => new(Days + days);

    /// <summary>yyyy-MM-dd.</summary>
    public override string ToString() => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out TradingDate date)
    {
        var good = DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        date = good ? Of(day) : default;
        return good;
    }
}

/// <summary>The month that a contract is for.</summary>
/// <param name="Index">Months since January of year 0: year * 12 + month - 1.</param>
public readonly record struct ContractMonth(int Index) : IComparable<ContractMonth>
{
    // Month letters of futures, January to December.
    private const string Letters = "FGHJKMNQUVXZ";

    public static ContractMonth Of(int year, int month) => new((year * 12) + month - 1);

    public static ContractMonth Of(TradingDate date) => Of(date.Year, date.Month);

    public int Year => Index / 12;

    public int Month => (Index % 12) + 1;

    public TradingDate First => TradingDate.Of(Year, Month, 1);

    public TradingDate Last => Plus(1).First.Plus(-1);

    public ContractMonth Plus(int months) => new(Index + months);

    /// <inheritdoc/>
    public int CompareTo(ContractMonth other) => Index.CompareTo(other.Index);

    public static bool operator <(ContractMonth left, ContractMonth right) => left.Index < right.Index;

    public static bool operator >(ContractMonth left, ContractMonth right) => left.Index > right.Index;

    public static bool operator <=(ContractMonth left, ContractMonth right) => left.Index <= right.Index;

    public static bool operator >=(ContractMonth left, ContractMonth right) => left.Index >= right.Index;

    /// <summary>yyyy-MM.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");

    /// <summary>The futures code: month letter and two digits of the year, as in Z26.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Letters[Month - 1]}{Year % 100:00}");
}
