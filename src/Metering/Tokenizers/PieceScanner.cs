// Cuts text into the pieces inside which bytes are merged; one scanner a family.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// A split pattern written out by hand: each piece takes time in its own length, so no text makes it backtrack for
/// ever.
/// </summary>
internal abstract class PieceScanner
{
    /// <summary>The end of the piece that begins at <paramref name="start"/>; always behind it.</summary>
    public abstract int Next(ref ScanText text, int start);

    /// <summary>
    /// White space, first rule that holds: to the end of the text (only with <paramref name="runsToEnd"/>); to the
    /// last line break in the run; the run if the text ends behind it; all but its last character; that character.
    /// </summary>
    protected static int WhiteSpace(ref ScanText text, int start, bool breaksFirst, bool runsToEnd)
    {
        var at = start;
        var last = start;
        var broken = -1;
        while (true)
        {
            var point = text.Read(at, out var size);
            if (point < 0)
                return runsToEnd || broken < 0 ? at : broken;
            if ((CodePoints.Classes[point] & CodePoints.White) == 0)
                break;
            last = at;
            at += size;
            if (breaksFirst && (point is '\r' or '\n'))
                broken = at;
        }

        if (broken >= 0)
            return broken;
        return last > start ? last : at;
    }

    /// <summary>Behind all characters whose class has one of the bits.</summary>
    protected static int While(ref ScanText text, int at, byte classes)
    {
        while (true)
        {
            var point = text.Read(at, out var size);
            if (point < 0 || (CodePoints.Classes[point] & classes) == 0)
                return at;
            at += size;
        }
    }

    /// <summary>Behind all characters whose class has none of the bits.</summary>
    protected static int Until(ref ScanText text, int at, byte classes)
    {
        while (true)
        {
            var point = text.Read(at, out var size);
            if (point < 0 || (CodePoints.Classes[point] & classes) != 0)
                return at;
            at += size;
        }
    }

    /// <summary>Behind at most so many more numbers.</summary>
    protected static int Numbers(ref ScanText text, int at, int most)
    {
        for (var i = 0; i < most; i++)
        {
            var point = text.Read(at, out var size);
            if (point < 0 || (CodePoints.Classes[point] & CodePoints.Number) == 0)
                break;
            at += size;
        }

        return at;
    }

    /// <summary>Behind line breaks, and slashes where the family takes them along.</summary>
    protected static int LineBreaks(ref ScanText text, int at, bool slashes)
    {
        while (text.Read(at, out _) is '\r' or '\n' || slashes && text.Read(at, out _) == '/')
            at++;
        return at;
    }

    /// <summary>Behind 's 't 're 've 'm 'll 'd, or −1. The apostrophe stands at <paramref name="at"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the apostrophe stands.</param>
    /// <param name="anyCase">Capitals too.</param>
    /// <param name="longS">U+017F folds to s where the pattern ignores case by Unicode's rules.</param>
    protected static int Contraction(ref ScanText text, int at, bool anyCase, bool longS)
    {
        var first = text.Read(at + 1, out var size);
        if (first == 0x17F && longS)
            return at + 1 + size;
        first = Fold(first, anyCase);
        if (first is 's' or 't' or 'm' or 'd')
            return at + 2;
        if (first is not ('r' or 'v' or 'l'))
            return -1;
        var second = Fold(text.Read(at + 2, out _), anyCase);
        return second == (first == 'l' ? 'l' : 'e') ? at + 3 : -1;
    }

    private static int Fold(int point, bool anyCase) => anyCase && point is >= 'A' and <= 'Z' ? point + 32 : point;
}
