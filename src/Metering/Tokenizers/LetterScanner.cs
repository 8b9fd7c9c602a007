// The split pattern of cl100k_base, Llama 3 and Qwen: letters with one character before them, numbers, the rest.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// <c>'(?i:s|t|re|ve|m|ll|d) | [^\r\n\p{L}\p{N}]?\p{L}+ | \p{N}{1,k} | ?[^\s\p{L}\p{N}]+[\r\n]* | \s+$ | \s*[\r\n]+ |
/// \s+(?!\S) | \s+</c>; the numbers taken at once and the rule for the end of the text are the family's.
/// </summary>
/// <param name="numbers">How many numbers a piece may hold.</param>
/// <param name="runsToEnd">White space at the end of the text is one piece, line breaks or not.</param>
/// <param name="longS">The contraction folds case by Unicode's rules, so that U+017F is an s.</param>
internal sealed class LetterScanner(int numbers, bool runsToEnd, bool longS) : PieceScanner
{
    public override int Next(ref ScanText text, int start)
    {
        var first = text.Read(start, out var size);
        var kind = CodePoints.Classes[first];
        if ((kind & CodePoints.Letter) != 0)
            return While(ref text, start + size, CodePoints.Letter);
        if ((kind & CodePoints.Number) != 0)
            return Numbers(ref text, start + size, numbers - 1);
        if (first == '\'')
        {
            var end = Contraction(ref text, start, anyCase: true, longS);
            if (end > 0)
                return end;
        }

        if (first is not ('\r' or '\n'))
        {
            var second = text.Read(start + size, out var secondSize);
            var secondKind = second < 0 ? CodePoints.White : CodePoints.Classes[second];
            if ((secondKind & CodePoints.Letter) != 0)
                return While(ref text, start + size + secondSize, CodePoints.Letter);
            if ((kind & CodePoints.White) == 0 || first == ' ' && (secondKind & CodePoints.Word) == 0)
                return LineBreaks(ref text, Until(ref text, start + size, CodePoints.Word), slashes: false);
        }

        return WhiteSpace(ref text, start, breaksFirst: true, runsToEnd);
    }
}

/// <summary>
/// The pattern that byte-level tokenizers have by default: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+|
/// ?[^\s\p{L}\p{N}]+ |\s+(?!\S)|\s+</c>.
/// </summary>
internal sealed class ByteLevelScanner : PieceScanner
{
    public override int Next(ref ScanText text, int start)
    {
        var first = text.Read(start, out var size);
        if (first == '\'')
        {
            var end = Contraction(ref text, start, anyCase: false, longS: false);
            if (end > 0)
                return end;
        }

        var at = start + size;
        var kind = CodePoints.Classes[first];
        if (first == ' ')
        {
            var second = text.Read(at, out var secondSize);
            if (second < 0 || (CodePoints.Classes[second] & CodePoints.White) != 0)
                return WhiteSpace(ref text, start, breaksFirst: false, runsToEnd: false);
            at += secondSize;
            kind = CodePoints.Classes[second];
        }

        if ((kind & CodePoints.Letter) != 0)
            return While(ref text, at, CodePoints.Letter);
        if ((kind & CodePoints.Number) != 0)
            return While(ref text, at, CodePoints.Number);
        return (kind & CodePoints.White) == 0
            ? Until(ref text, at, CodePoints.Word)
            : WhiteSpace(ref text, start, breaksFirst: false, runsToEnd: false);
    }
}
