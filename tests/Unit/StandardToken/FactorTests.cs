// The frozen corpus and the factors: counted again with whatever tokenizers are installed.
using System.Text;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;
using Tokenbourse.Unit.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.StandardToken;

public sealed class FactorTests
{
    public static TheoryData<string> Names => [.. Vintage.Shipped.Tokenizers.Select(t => t.Tokenizer)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tokenizer_that_is_installed_counts_the_corpus_as_the_document_says(string name)
    {
        var tokenizer = Published.Open(name);
        var faults = new List<string>();
        var texts = CorpusText.Read(Vintage.Shipped.Corpus, Bytes, faults);
        if (faults.Exists(f => f.EndsWith("not there", StringComparison.Ordinal)))
            Assert.Skip("the corpus is not there: run build/corpus.sh");
        Assert.Empty(faults);
        var finding = FactorCheck.Of(Vintage.Shipped, texts, name, text => tokenizer.Count(text));
        Assert.Equal(Vintage.Shipped.Tokenizer(name)!.Counts, finding.Counts);
        Assert.True(finding.Same);
    }

    [Fact]
    public void A_count_that_differs_is_found()
    {
        var texts = Vintage.Shipped.Corpus.Select(p => new CorpusTexts(p.Part, ["x"])).ToList();
        var line = Vintage.Shipped.Tokenizer("qwen3")!;
        var next = 0;
        Assert.True(FactorCheck.Of(Vintage.Shipped, texts, "qwen3", _ => line.Counts[next++]).Same);
        next = 0;
        Assert.False(FactorCheck.Of(Vintage.Shipped, texts, "qwen3", _ => line.Counts[next++] + 1).Same);
    }

    [Fact]
    public void The_text_of_a_page_is_its_body_without_mark_up()
    {
        const string page =
            "<html><head><title>no</title></head>\n<body class=\"x\">\n  <h1>One</h1>\n\n  <p>a &lt;b&gt; &amp;amp; c</p>\r\n"
            + "3 < 4\n<p>5</p></body>tail";
        Assert.Equal("One\na <b> &amp; c\n3 < 4\n5\n", CorpusText.Text(Encoding.UTF8.GetBytes(page), html: true));
        Assert.Equal(page, CorpusText.Text(Encoding.UTF8.GetBytes(page), html: false));
        Assert.Null(CorpusText.Text("no body"u8.ToArray(), html: true));
        Assert.Null(CorpusText.Text([0xff, 0xfe], html: false));
    }

    [Fact]
    public void A_file_that_is_not_the_frozen_one_is_named_with_both_hashes()
    {
        var faults = new List<string>();
        CorpusText.Read(Vintage.Shipped.Corpus, file => file.Package == "zod" ? "other"u8.ToArray() : null, faults);
        Assert.Equal(6, faults.Count);
        Assert.Equal(5, faults.Count(f => f.EndsWith("not there", StringComparison.Ordinal)));
        Assert.Contains("zod@3.25.76 src/v3/ZodError.ts: sha256 is d9298a10", faults[^1], StringComparison.Ordinal);
    }

    private static byte[]? Bytes(CorpusFile file)
    {
        var path = Path.Combine([
            Sources.Root,
            "metering",
            "corpus",
            $"{file.Package}@{file.Version}",
            .. file.Path.Split('/'),
        ]);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}
