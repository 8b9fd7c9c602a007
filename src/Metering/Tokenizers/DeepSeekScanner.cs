// The split of DeepSeek V3: numbers first, then Chinese and Japanese runs, then words in what lies between.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// Three splits one after the other: <c>\p{N}{1,3}</c>; <c>[一-龥぀-ゟ゠-ヿ]+</c>; and, each stretch between those taken as a text
/// of its own, <c>[ASCII punctuation][A-Za-z]+ | [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+ | ?[\p{P}\p{S}]+[\r\n]* |
/// \s*[\r\n]+ | \s+(?!\S) | \s+</c>. What no rule takes (control characters, say) stays together as a piece.
/// </summary>
internal sealed class DeepSeekScanner : PieceScanner
{
    private const byte _wordPart = CodePoints.Letter | CodePoints.Mark;
    private const byte _sign = CodePoints.Punctuation | CodePoints.Symbol;

    public override int Next(ref ScanText text, int start)
    {
        var first = text.Read(start, out var size);
        if ((CodePoints.Classes[first] & CodePoints.Number) != 0)
            return Numbers(ref text, start + size, 2);
        if (IsIdeograph(first))
            return Ideographs(ref text, start + size);
        var end = Rule(ref text, start);
        if (end > start)
            return end;
        var at = start;
        do
        {
            _ = text.Read(at, out size);
            at += size;
        } while (Inside(ref text, at, out _) >= 0 && Rule(ref text, at) < 0);
        return at;
    }

    private static bool IsIdeograph(int point) => point is >= 0x4E00 and <= 0x9FA5 or >= 0x3040 and <= 0x30FF;

    private static int Ideographs(ref ScanText text, int at)
    {
        while (IsIdeograph(text.Read(at, out var size)))
            at += size;
        return at;
    }

    /// <summary>Reads inside the stretch: a number or an ideograph ends it as the end of the text does.</summary>
    private static int Inside(ref ScanText text, int at, out int size)
    {
        var point = text.Read(at, out size);
        return point < 0 || (CodePoints.Classes[point] & CodePoints.Number) != 0 || IsIdeograph(point) ? -1 : point;
    }

    private static int Run(ref ScanText text, int at, byte classes)
    {
        while (Inside(ref text, at, out var size) is >= 0 and var point && (CodePoints.Classes[point] & classes) != 0)
            at += size;
        return at;
    }

    /// <summary>The end of what the third pattern takes from here, or −1.</summary>
    private static int Rule(ref ScanText text, int start)
    {
        var first = Inside(ref text, start, out var size);
        var kind = CodePoints.Classes[first];
        var second = Inside(ref text, start + size, out _);
        var secondKind = second < 0 ? (byte)0 : CodePoints.Classes[second];
        if (first < 0x80 && (kind & _sign) != 0 && IsAsciiLetter(second))
        {
            var at = start + 1;
            while (IsAsciiLetter(Inside(ref text, at, out _)))
                at++;
            return at;
        }

        var leads = (kind & (CodePoints.Letter | _sign)) == 0 && first is not ('\r' or '\n');
        if ((kind & _wordPart) != 0 || leads && (secondKind & _wordPart) != 0)
            return Run(ref text, start + size, _wordPart);
        if ((kind & _sign) != 0 || first == ' ' && (secondKind & _sign) != 0)
            return LineBreaks(ref text, Run(ref text, start + size, _sign), slashes: false);
        return (kind & CodePoints.White) != 0 ? Spaces(ref text, start) : -1;
    }

    private static int Spaces(ref ScanText text, int start)
    {
        var at = start;
        var last = start;
        var broken = -1;
        int point;
        while ((point = Inside(ref text, at, out var size)) >= 0 && (CodePoints.Classes[point] & CodePoints.White) != 0)
        {
            last = at;
            at += size;
            if (point is '\r' or '\n')
                broken = at;
        }

        if (broken >= 0)
            return broken;
        return point < 0 || last == start ? at : last;
    }

    private static bool IsAsciiLetter(int point) => point is >= 'a' and <= 'z' or >= 'A' and <= 'Z';
}
