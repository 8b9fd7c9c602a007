// The split pattern of o200k_base, which also cuts where a small letter is followed by a capital.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// With U = [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}], l = [\p{Ll}\p{Lm}\p{Lo}\p{M}] and c the contractions:
/// <c>[^\r\n\p{L}\p{N}]?U*l+c? | [^\r\n\p{L}\p{N}]?U+l*c? | \p{N}{1,3} | ?[^\s\p{L}\p{N}]+[\r\n/]* | \s*[\r\n]+ | \s+(?!\S)
/// | \s+</c>.
/// </summary>
internal sealed class CasedScanner : PieceScanner
{
    private const byte _upper = CodePoints.Upper | CodePoints.OtherLetter | CodePoints.Mark;
    private const byte _lower = CodePoints.Lower | CodePoints.OtherLetter | CodePoints.Mark;

    public override int Next(ref ScanText text, int start)
    {
        var first = text.Read(start, out var size);
        var kind = CodePoints.Classes[first];
        if ((kind & CodePoints.Number) != 0)
            return Numbers(ref text, start + size, 2);
        if (first is not ('\r' or '\n'))
        {
            // A letter cannot be the character before; a mark can, or can be the beginning of the word itself.
            var mayLead = (kind & CodePoints.Letter) == 0;
            var capitals = -1;
            if (mayLead)
            {
                if (SmallWord(ref text, start + size, out capitals) is > 0 and var end)
                    return Closed(ref text, end);
            }

            if ((kind & (_upper | _lower)) != 0)
            {
                if (SmallWord(ref text, start, out var alone) is > 0 and var end)
                    return Closed(ref text, end);
                capitals = Math.Max(capitals, alone);
            }

            if (capitals > 0)
                return Closed(ref text, capitals);
            if ((kind & CodePoints.White) == 0 || first == ' ' && SymbolFollows(ref text, start + 1))
                return LineBreaks(ref text, Until(ref text, start + size, CodePoints.Word), slashes: true);
        }

        return WhiteSpace(ref text, start, breaksFirst: true, runsToEnd: false);
    }

    /// <summary>
    /// The end of U*l+ from here, or −1. U* takes all it can; without a small letter behind, it gives back down to the last
    /// character that is also in l. <paramref name="capitals"/> is the end of U+ if there is one, else −1.
    /// </summary>
    private static int SmallWord(ref ScanText text, int at, out int capitals)
    {
        var begin = at;
        var shared = -1;
        int point,
            size;
        while ((point = text.Read(at, out size)) >= 0 && (CodePoints.Classes[point] & _upper) != 0)
        {
            at += size;
            if ((CodePoints.Classes[point] & _lower) != 0)
                shared = at;
        }

        capitals = at > begin ? at : -1;
        return point >= 0 && (CodePoints.Classes[point] & CodePoints.Lower) != 0
            ? While(ref text, at + size, _lower)
            : shared;
    }

    private static int Closed(ref ScanText text, int end)
    {
        if (text.Read(end, out _) != '\'')
            return end;
        return Contraction(ref text, end, anyCase: true, longS: false) is > 0 and var behind ? behind : end;
    }

    private static bool SymbolFollows(ref ScanText text, int at) =>
        text.Read(at, out _) is >= 0 and var point && (CodePoints.Classes[point] & CodePoints.Word) == 0;
}
