// UTC timestamps of FIX: text to nanoseconds and back, without allocation.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Codec;

/// <summary>YYYYMMDD-HH:MM:SS with nothing, three, six or nine digits behind a point, UTC.</summary>
public static class FixTime
{
    /// <summary>Most bytes of a timestamp.</summary>
    public const int MostBytes = 27;

    private const int FirstYear = 1970;
    private const int LastYear = 2261;

    /// <summary>A moment. A leap second (:60) is read as the second after it.</summary>
    public static bool TryTimestamp(ReadOnlySpan<byte> text, out Instant moment)
    {
        moment = default;
        if (
            text.Length < 17
            || text[8] != '-'
            || !TryDate(text[..8], out var days)
            || !TryClock(text[9..], out var clock)
        )
            return false;
        moment = new((days * Instant.PerDay) + clock);
        return true;
    }

    /// <summary>A time of day, in nanoseconds since midnight.</summary>
    public static bool TryClock(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        if (text.Length is not (8 or 12 or 15 or 18) || text[2] != ':' || text[5] != ':')
            return false;
        if (
            !FixText.TryWhole(text[..2], out var hours)
            || !FixText.TryWhole(text[3..5], out var minutes)
            || !FixText.TryWhole(text[6..8], out var seconds)
            || hours > 23
            || minutes > 59
            || seconds > 60
        )
            return false;
        var fraction = 0L;
        if (text.Length > 8)
        {
            if (text[8] != '.' || !FixText.TryWhole(text[9..], out fraction))
                return false;
            for (var place = text.Length - 9; place < 9; place++)
                fraction *= 10;
        }

        nanoseconds = (((hours * 3600) + (minutes * 60) + seconds) * Instant.PerSecond) + fraction;
        return true;
    }

    /// <summary>A date (YYYYMMDD), in days since 1970.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out long days)
    {
        days = 0;
        if (
            text.Length != 8
            || !FixText.TryWhole(text[..4], out var year)
            || !FixText.TryWhole(text[4..6], out var month)
            || !FixText.TryWhole(text[6..], out var day)
            || year is < FirstYear or > LastYear
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth((int)year, (int)month)
        )
            return false;
        days = new DateOnly((int)year, (int)month, (int)day).DayNumber - _epoch;
        return true;
    }

    /// <summary>Writes a moment with so many digits of its second (0, 3, 6 or 9; what is finer is cut off).</summary>
    public static int Write(Instant moment, int digits, Span<byte> into)
    {
        var left = moment.Nanoseconds % Instant.PerDay;
        var days = moment.Nanoseconds / Instant.PerDay;
        if (left < 0)
        {
            left += Instant.PerDay;
            days--;
        }

        var date = DateOnly.FromDayNumber((int)(days + _epoch));
        var seconds = left / Instant.PerSecond;
        Pad(date.Year, 4, into);
        Pad(date.Month, 2, into[4..]);
        Pad(date.Day, 2, into[6..]);
        into[8] = (byte)'-';
        Pad(seconds / 3600, 2, into[9..]);
        into[11] = (byte)':';
        Pad(seconds / 60 % 60, 2, into[12..]);
        into[14] = (byte)':';
        Pad(seconds % 60, 2, into[15..]);
        if (digits == 0)
            return 17;
        into[17] = (byte)'.';
        var fraction = left % Instant.PerSecond;
        for (var place = digits; place < 9; place++)
            fraction /= 10;
        Pad(fraction, digits, into[18..]);
        return 18 + digits;
    }

    private static readonly int _epoch = new DateOnly(FirstYear, 1, 1).DayNumber;

    private static void Pad(long value, int width, Span<byte> into)
    {
        for (var at = width - 1; at >= 0; at--)
        {
            into[at] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }
}
