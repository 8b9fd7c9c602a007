// The scanners against the regular expressions that they stand for.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tokenbourse.Metering.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class ScannerTests
{
    private static readonly Dictionary<UnicodeCategory, char> _standIns = StandIns();

    [Theory]
    [InlineData(nameof(SplitPatterns.Cl100k), 1)]
    [InlineData(nameof(SplitPatterns.O200k), 2)]
    [InlineData(nameof(SplitPatterns.Llama3), 3)]
    [InlineData(nameof(SplitPatterns.Qwen), 4)]
    [InlineData(nameof(SplitPatterns.ByteLevel), 5)]
    [InlineData(nameof(SplitPatterns.DeepSeek3), 6)]
    public void A_scanner_cuts_where_the_regular_expression_does(string family, int seed)
    {
        var pattern = (string)typeof(SplitPatterns).GetField(family)!.GetValue(null)!;
        var scanner = SplitPatterns.Scanner(pattern)!;
        // The line breaks of DeepSeek's own patterns are inside brackets.
        var expressions =
            family == nameof(SplitPatterns.DeepSeek3)
                ? DeepSeek(pattern)
                : [new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled)];
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var text = Toy.Text(random, random.Next(1, 80));
            if (family is nameof(SplitPatterns.Llama3) or nameof(SplitPatterns.Qwen))
                text = text.Replace("\u017F", "", StringComparison.Ordinal);
            Assert.Equal(Plain(expressions, text), Cuts(scanner, text));
        }
    }

    [Fact]
    public void The_long_s_is_an_s_where_the_pattern_ignores_case_by_the_rules_of_Unicode()
    {
        Assert.Equal([2, 3], Cuts(SplitPatterns.Scanner(SplitPatterns.Llama3)!, "'\u017Fa"));
        Assert.Equal([3], Cuts(SplitPatterns.Scanner(SplitPatterns.Cl100k)!, "'\u017Fa"));
    }

    private static List<Regex> DeepSeek(string pattern)
    {
        var first = pattern.IndexOf('\n', StringComparison.Ordinal);
        var second = pattern.IndexOf('\n', first + 1);
        return
        [
            .. new[] { pattern[..first], pattern[(first + 1)..second], pattern[(second + 1)..] }.Select(p => new Regex(
                p,
                RegexOptions.CultureInvariant | RegexOptions.Compiled
            )),
        ];
    }

    /// <summary>
    /// Ends of pieces in characters. .NET's expressions see halves of characters above U+FFFF, so each of those is replaced
    /// by one of the same category.
    /// </summary>
    private static List<int> Plain(List<Regex> expressions, string text)
    {
        var simple = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            simple.Append(rune.IsBmp ? (char)rune.Value : _standIns[Rune.GetUnicodeCategory(rune)]);
        List<string> pieces = [simple.ToString()];
        foreach (var expression in expressions)
            pieces = [.. pieces.SelectMany(p => Isolated(expression, p))];
        var at = 0;
        return [.. pieces.Select(p => at += p.Length)];
    }

    private static IEnumerable<string> Isolated(Regex expression, string text)
    {
        var at = 0;
        foreach (Match match in expression.Matches(text))
        {
            if (match.Index > at)
                yield return text[at..match.Index];
            yield return match.Value;
            at = match.Index + match.Length;
        }

        if (at < text.Length)
            yield return text[at..];
    }

    private static List<int> Cuts(PieceScanner scanner, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var scanned = new ScanText(bytes);
        var ends = new List<int>();
        var characters = 0;
        for (var at = 0; at < bytes.Length; )
        {
            var end = scanner.Next(ref scanned, at);
            characters += Encoding.UTF8.GetString(bytes, at, end - at).EnumerateRunes().Count();
            ends.Add(characters);
            at = end;
        }

        return ends;
    }

    private static Dictionary<UnicodeCategory, char> StandIns()
    {
        var found = new Dictionary<UnicodeCategory, char>();
        for (var c = '\u0080'; c < '\uFFFE'; c++)
        {
            // Nothing that a pattern names by itself: ASCII, white space, and what DeepSeek takes for an ideograph.
            if (!char.IsWhiteSpace(c) && c is < '\u3040' or > '\u9FA5')
                found.TryAdd(char.GetUnicodeCategory(c), c);
        }

        return found;
    }
}
