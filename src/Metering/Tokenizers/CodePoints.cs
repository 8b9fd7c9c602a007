// What kind of character a code point is, one byte each, and how one is read out of UTF-8.
using System.Globalization;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>The Unicode classes that split patterns speak of.</summary>
internal static class CodePoints
{
    /// <summary>Lu, Lt.</summary>
    public const byte Upper = 1;

    /// <summary>Ll.</summary>
    public const byte Lower = 2;

    /// <summary>Lm, Lo.</summary>
    public const byte OtherLetter = 4;

    /// <summary>Mn, Mc, Me.</summary>
    public const byte Mark = 8;

    /// <summary>Nd, Nl, No.</summary>
    public const byte Number = 16;

    /// <summary>Pc, Pd, Ps, Pe, Pi, Pf, Po.</summary>
    public const byte Punctuation = 32;

    /// <summary>Sm, Sc, Sk, So.</summary>
    public const byte Symbol = 64;

    /// <summary>The property White_Space.</summary>
    public const byte White = 128;

    /// <summary>\p{L}</summary>
    public const byte Letter = Upper | Lower | OtherLetter;

    /// <summary>[\s\p{L}\p{N}]</summary>
    public const byte Word = Letter | Number | White;

    /// <summary>One more than the last code point.</summary>
    public const int Limit = 0x110000;

    /// <summary>Stands for a byte that belongs to no well-formed sequence; its class is that of U+FFFD, a
    /// symbol.</summary>
    public const int Replacement = 0xFFFD;

    /// <summary>The class of each code point.</summary>
    public static readonly byte[] Classes = Build();

    private static byte[] Build()
    {
        var classes = new byte[Limit];
        for (var point = 0; point < Limit; point++)
            classes[point] = ClassOf(CharUnicodeInfo.GetUnicodeCategory(point));
        for (var control = 9; control <= 13; control++)
            classes[control] = White;
        classes[0x85] = White;
        return classes;
    }

    private static byte ClassOf(UnicodeCategory category) =>
        category switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Upper,
            UnicodeCategory.LowercaseLetter => Lower,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => OtherLetter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark =>
                Mark,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Number,
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator =>
                White,
            >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation => Punctuation,
            >= UnicodeCategory.MathSymbol and <= UnicodeCategory.OtherSymbol => Symbol,
            _ => 0,
        };
}

/// <summary>Text under a scanner. It remembers whether a decision looked past its end, so that a stream knows what
/// is certain.</summary>
internal ref struct ScanText(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>True once something was read at the end, or a sequence was cut off by it.</summary>
    public bool HitEnd;

    public readonly int Length => _bytes.Length;

    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The code point at a place and its bytes; −1 and 0 at the end; U+FFFD and 1 for a bad byte.</summary>
    public int Read(int at, out int size)
    {
        if ((uint)at >= (uint)_bytes.Length)
        {
            HitEnd = true;
            size = 0;
            return -1;
        }

        int first = _bytes[at];
        if (first < 0x80)
        {
            size = 1;
            return first;
        }

        return ReadLong(at, first, out size);
    }

    private int ReadLong(int at, int first, out int size)
    {
        size = 1;
        var more = first switch
        {
            >= 0xC2 and <= 0xDF => 1,
            >= 0xE0 and <= 0xEF => 2,
            >= 0xF0 and <= 0xF4 => 3,
            _ => 0,
        };
        if (more == 0)
            return CodePoints.Replacement;
        var point = first & (0x3F >> more);
        for (var i = 1; i <= more; i++)
        {
            if (at + i >= _bytes.Length)
            {
                HitEnd = true;
                return CodePoints.Replacement;
            }

            int next = _bytes[at + i];
            // The first continuation also rules out overlong forms, surrogates and what lies above U+10FFFF.
            var low =
                i > 1
                    ? 0x80
                    : first switch
                    {
                        0xE0 => 0xA0,
                        0xF0 => 0x90,
                        _ => 0x80,
                    };
            var high =
                i > 1
                    ? 0xBF
                    : first switch
                    {
                        0xED => 0x9F,
                        0xF4 => 0x8F,
                        _ => 0xBF,
                    };
            if (next < low || next > high)
                return CodePoints.Replacement;
            point = point << 6 | next & 0x3F;
        }

        size = more + 1;
        return point;
    }
}
