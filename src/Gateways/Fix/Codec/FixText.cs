// Numbers as FIX writes them: text to integers and back, exactly, without allocation and without fractions.
namespace Tokenbourse.Gateways.Fix.Codec;

/// <summary>Reads and writes values. A reader says false for what is not well formed or does not fit.</summary>
public static class FixText
{
    /// <summary>Most digits of a whole number; more do not fit a long with certainty.</summary>
    public const int MostDigits = 18;

    /// <summary>Most places behind the point.</summary>
    public const int MostPlaces = 15;

    /// <summary>A whole number that is not negative; leading zeros are allowed.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > MostDigits)
            return false;
        foreach (var one in text)
        {
            var digit = Digit(one);
            if (digit > 9)
                return false;
            value = (value * 10) + digit;
        }

        return true;
    }

    /// <summary>A whole number with an optional minus; a plus is not allowed.</summary>
    public static bool TryInt(ReadOnlySpan<byte> text, out long value)
    {
        if (text.IsEmpty || text[0] != '-')
            return TryWhole(text, out value);
        var read = TryWhole(text[1..], out value);
        value = -value;
        return read;
    }

    /// <summary>A sequence number: from 0 to 2,147,483,646, so that the one after it exists.</summary>
    public static bool TrySequence(ReadOnlySpan<byte> text, out int value)
    {
        var read = TryWhole(text, out var whole) && whole < int.MaxValue;
        value = read ? (int)whole : 0;
        return read;
    }

    /// <summary>Y or N.</summary>
    public static bool TryFlag(ReadOnlySpan<byte> text, out bool value)
    {
        value = text.Length == 1 && text[0] == 'Y';
        return value || (text.Length == 1 && text[0] == 'N');
    }

    /// <summary>A decimal as units of 10^-places: 12.50 is 1250 with two places. Digits behind the last place must be
    /// zeros: nothing is rounded.</summary>
    /// <param name="text">The value.</param>
    /// <param name="places">Places behind the point, 0 to <see cref="MostPlaces"/>.</param>
    /// <param name="units">The value times 10^places.</param>
    /// <param name="exact">False when the value is a decimal that these units cannot hold.</param>
    /// <returns>False when the text is no decimal.</returns>
    public static bool TryUnits(ReadOnlySpan<byte> text, int places, out long units, out bool exact)
    {
        units = 0;
        exact = true;
        var minus = !text.IsEmpty && text[0] == '-';
        if (minus)
            text = text[1..];
        var digits = 0;
        var behind = -1;
        foreach (var one in text)
        {
            if (one == '.' && behind < 0)
            {
                behind = 0;
                continue;
            }

            var digit = Digit(one);
            if (digit > 9)
                return false;
            digits++;
            if (behind >= 0)
                behind++;
            if (behind > places)
                exact &= digit == 0;
            else
                exact &= TryAppend(ref units, digit);
        }

        for (var place = Math.Max(behind, 0); place < places; place++)
            exact &= TryAppend(ref units, 0);
        units =
            !exact ? 0
            : minus ? -units
            : units;
        return digits > 0;
    }

    /// <summary>A decimal, well formed: digits, at most one point, an optional minus.</summary>
    public static bool IsDecimal(ReadOnlySpan<byte> text) => TryUnits(text, 0, out _, out _);

    /// <summary>Writes a whole number; answers how many bytes it took.</summary>
    public static int Write(long value, Span<byte> into)
    {
        var done = System.Buffers.Text.Utf8Formatter.TryFormat(value, into, out var written);
        return done ? written : throw new ArgumentException("no room for a number", nameof(into));
    }

    /// <summary>Writes units of 10^-places as a decimal with all its places: 1250 with two is 12.50.</summary>
    public static int WriteUnits(long units, int places, Span<byte> into)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, MostPlaces);
        if (places <= 0)
            return Write(units, into);
        Span<byte> digits = stackalloc byte[40];
        var left = units < 0 ? unchecked((ulong)-units) : (ulong)units;
        var at = digits.Length;
        for (var place = 0; place < places || left > 0 || place == places; place++)
        {
            if (place == places)
                digits[--at] = (byte)'.';
            digits[--at] = (byte)('0' + (left % 10));
            left /= 10;
        }

        if (units < 0)
            digits[--at] = (byte)'-';
        digits[at..].CopyTo(into);
        return digits.Length - at;
    }

    /// <summary>What digit a byte is; over 9 for a byte that is none.</summary>
    internal static uint Digit(byte one) => unchecked((uint)(one - '0'));

    private static bool TryAppend(ref long units, uint digit)
    {
        if (units > (long.MaxValue - 9) / 10)
            return false;
        units = (units * 10) + digit;
        return true;
    }
}
