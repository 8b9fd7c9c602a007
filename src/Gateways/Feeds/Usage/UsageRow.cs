// Fields of a usage row in a table: whole numbers and moments straight from the bytes, one fault a row.
using System.Buffers.Text;
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>One row of a table under reading. After the first fault the row is bad and nothing more is said.</summary>
internal struct UsageRow(CsvTable table, ImportReport report)
{
    public const string CountRule = "must be a whole number from 0 to 1000000000000000";
    public const string TimeRule = "must be a moment, ISO 8601, from 2020 to 2099 (without a zone it is UTC)";
    public const string CostRule = "must be a number from -1000000000000000 to 1000000000000000";

    /// <summary>True when a fault was told.</summary>
    public bool Bad { get; private set; }

    /// <summary>A number of tokens or requests.</summary>
    /// <param name="column">The column.</param>
    /// <param name="required">False: an empty field is 0.</param>
    public long Count(int column, bool required = true)
    {
        var text = table.Bytes(column);
        if (text.IsEmpty && !required)
            return 0;
        if (
            Utf8Parser.TryParse(text, out long value, out var used)
            && used == text.Length
            && text[0] is >= (byte)'0' and <= (byte)'9'
            && value <= UsageReading.MostOfRecord
        )
            return value;
        Refuse(column, CountRule);
        return 0;
    }

    /// <summary>A moment.</summary>
    public Instant Time(int column)
    {
        if (UsageTime.TryParse(table.Bytes(column), out var moment))
            return moment;
        Refuse(column, TimeRule);
        return default;
    }

    /// <summary>Money, or null when the field is empty.</summary>
    public decimal? Cost(int column)
    {
        var text = table.Bytes(column);
        if (text.IsEmpty)
            return null;
        if (TryCost(text, out var value))
            return value;
        Refuse(column, CostRule);
        return null;
    }

    /// <summary>Tells a fault, once a row.</summary>
    public void Refuse(int column, string rule)
    {
        if (!Bad)
            report.Fault(table.Fault(column, rule));
        Bad = true;
    }

    /// <summary>Money as programs print it, with an exponent or sixteen digits; ten decimals are kept.</summary>
    internal static bool TryCost(ReadOnlySpan<byte> text, out decimal value)
    {
        const NumberStyles styles =
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent;
        if (
            !decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out value)
            || decimal.Abs(value) > UsageReading.MostOfRecord
        )
            return false;
        value = decimal.Round(value, 10, MidpointRounding.ToEven) / 1.0000000000000000000000000000m;
        return true;
    }
}

/// <summary>Moments as usage files write them.</summary>
internal static class UsageTime
{
    private const long First = 18_262 * Instant.PerDay; // 2020-01-01
    private const long End = 47_482 * Instant.PerDay; // 2100-01-01

    /// <summary>yyyy-MM-dd, or with T or a blank and HH:mm, HH:mm:ss, a fraction; then Z, an offset or nothing
    /// (UTC).</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Instant moment)
    {
        moment = default;
        // Bounded before it becomes nanoseconds: those of a year like 3025 are beyond 64 bits.
        if (
            text.Length < 10
            || !Date(text[..10], out var days)
            || days is < First / Instant.PerDay or >= End / Instant.PerDay
        )
            return false;
        var nanoseconds = days * Instant.PerDay;
        if (text.Length > 10)
        {
            if (text[10] is not ((byte)'T' or (byte)' ') || !Clock(text[11..], out var rest))
                return false;
            nanoseconds += rest;
        }

        moment = new(nanoseconds);
        return nanoseconds is >= First and < End;
    }

    /// <summary>Seconds since 1970.</summary>
    public static bool TrySeconds(long seconds, out Instant moment)
    {
        var good = seconds is >= First / Instant.PerSecond and < End / Instant.PerSecond;
        moment = good ? new(seconds * Instant.PerSecond) : default;
        return good;
    }

    private static bool Date(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (
            text[4] != '-'
            || text[7] != '-'
            || !Number(text[..4], out var year)
            || !Number(text[5..7], out var month)
            || !Number(text[8..10], out var day)
            || year is < 1 or > 9998
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
        )
            return false;
        days = TradingDate.Of(year, month, day).Days;
        return true;
    }

    private static bool Clock(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (
            !Pair(text, ':', out var hours, out text) || !Number(text.Length < 2 ? default : text[..2], out var minutes)
        )
            return false;
        text = text[2..];
        var seconds = 0;
        long fraction = 0;
        if (text.Length > 0 && text[0] == ':')
        {
            if (text.Length < 3 || !Number(text[1..3], out seconds))
                return false;
            text = text[3..];
            if (text.Length > 0 && text[0] == '.' && !Fraction(ref text, out fraction))
                return false;
        }

        if (hours > 23 || minutes > 59 || seconds > 60 || !Zone(text, out var offset))
            return false;
        nanoseconds = ((((hours * 60L) + minutes - offset) * 60) + seconds) * Instant.PerSecond + fraction;
        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var digits = 1;
        while (digits < text.Length && char.IsAsciiDigit((char)text[digits]))
        {
            if (digits <= 9)
                nanoseconds = (nanoseconds * 10) + text[digits] - '0';
            digits++;
        }

        for (var i = digits; i <= 9; i++)
            nanoseconds *= 10;
        text = text[digits..];
        return digits > 1;
    }

    // Minutes east of Greenwich: nothing, Z, +HH, +HHmm, +HH:mm.
    private static bool Zone(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.IsEmpty || text.SequenceEqual("Z"u8) || text.SequenceEqual(" UTC"u8))
            return true;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length < 3 || !Number(text[1..3], out var hours))
            return false;
        var rest = text[3..];
        if (rest.Length > 0 && rest[0] == ':')
            rest = rest[1..];
        var more = 0;
        if (rest.Length > 0 && (rest.Length != 2 || !Number(rest, out more)))
            return false;
        minutes = (hours * 60) + more;
        if (text[0] == '-')
            minutes = -minutes;
        return hours <= 14 && more <= 59;
    }

    private static bool Pair(ReadOnlySpan<byte> text, char then, out int value, out ReadOnlySpan<byte> rest)
    {
        value = 0;
        rest = default;
        if (text.Length < 3 || text[2] != then || !Number(text[..2], out value))
            return false;
        rest = text[3..];
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            if (letter is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + letter - '0';
        }

        return !text.IsEmpty;
    }
}
