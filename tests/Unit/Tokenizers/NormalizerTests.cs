// Normalization forms C and KC over a small table, and over the published one.
using System.Text;
using Tokenbourse.Metering.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class NormalizerTests
{
    // e + acute, e + circumflex, the latter with acute; two marks below and above; a ligature; the Angstrom sign.
    private const string Table = """
        # a few lines
        D E9 65 301
        D EA 65 302
        D 1EBF 65 302 301
        D C5 41 30A
        D 212B 41 30A
        K 212B 41 30A
        K FB01 66 69
        K E9 65 301
        C 65 301 E9
        C 65 302 EA
        C EA 301 1EBF
        C 41 30A C5
        R 323 1
        R 301 2
        R 302 2
        R 30A 2
        """;

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "é")]
    [InlineData("é\u0301", "é\u0301")]
    [InlineData("e\u0302\u0301", "\u1EBF")]
    [InlineData("\u00EA\u0301x", "\u1EBFx")]
    [InlineData("e\u0301\u0302", "é\u0302")]
    [InlineData("e\u0301\u0323", "é\u0323")]
    [InlineData("x\u0301\u0323", "x\u0323\u0301")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u0301e", "\u0301e")]
    [InlineData("\u1100\u1161\u11A8\u11A8", "\uAC01\u11A8")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uFB01", "\uFB01")]
    public void Form_C(string text, string normal) => Assert.Equal(normal, Normal(text, compatible: false));

    [Theory]
    [InlineData("\uFB01e\u0301", "fié")]
    [InlineData("\u212B", "\u00C5")]
    public void Form_KC(string text, string normal) => Assert.Equal(normal, Normal(text, compatible: true));

    [Fact]
    public void A_bad_byte_stays_and_nothing_joins_across_it()
    {
        byte[] bytes = [(byte)'e', 0xFF, 0xCC, 0x81, (byte)'e', 0xCC, 0x81];
        var into = new ByteBuffer();
        Normalizer(false).Normalize(bytes, into, []);
        Assert.Equal([(byte)'e', 0xFF, 0xCC, 0x81, 0xC3, 0xA9], into.Span.ToArray());
    }

    [Fact]
    public void A_long_run_of_marks_is_sorted_as_a_short_one_is()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 50_000));
        var sorted = "a" + new string('\u0323', 50_000) + new string('\u0301', 50_000);
        Assert.True(sorted == Normal(text, compatible: false));
    }

    [Fact]
    public void What_is_certain_stays_when_anything_follows()
    {
        var normalizer = Normalizer(false);
        var random = new Random(51);
        for (var round = 0; round < 500; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Toy.Text(random, 10) + "e\u0323\u0302");
            var cut = random.Next(bytes.Length);
            var certain = normalizer.Certain(bytes.AsSpan(0, cut));
            var (whole, parts) = (new ByteBuffer(), new ByteBuffer());
            normalizer.Normalize(bytes, whole, []);
            normalizer.Normalize(bytes.AsSpan(0, certain), parts, []);
            normalizer.Normalize(bytes.AsSpan(certain), parts, []);
            Assert.Equal(whole.Span.ToArray(), parts.Span.ToArray());
        }
    }

    [Theory]
    [InlineData("X 1 2")]
    [InlineData("D 110000 1")]
    [InlineData("C 1 2")]
    [InlineData("D zz 1")]
    public void A_table_with_a_foreign_line_is_refused(string line) =>
        Assert.Contains(
            "line 2",
            Assert
                .Throws<TokenizerFileException>(() => UnicodeTables.Read(Encoding.ASCII.GetBytes("# x\n" + line)))
                .Message,
            StringComparison.Ordinal
        );

    private static UnicodeNormalizer Normalizer(bool compatible) =>
        new(UnicodeTables.Read(Encoding.ASCII.GetBytes(Table.ReplaceLineEndings("\n"))), compatible);

    private static string Normal(string text, bool compatible)
    {
        var into = new ByteBuffer();
        Normalizer(compatible).Normalize(Encoding.UTF8.GetBytes(text), into, []);
        return Encoding.UTF8.GetString(into.Span);
    }
}
