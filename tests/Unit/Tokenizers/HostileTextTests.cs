// Text that means harm: added tokens spelt out, bad bytes, half characters, and files that cannot be trusted.
using System.Text;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class HostileTextTests
{
    public static TheoryData<string> Names => [.. TokenizerShelf.Sources.Select(s => s.Name)];

    [Fact]
    public void A_spelt_out_added_token_is_text_unless_asked_for()
    {
        var toy = new Toy(41, SplitPatterns.Cl100k);
        var text = "a<|endoftext|>b"u8;
        Assert.Equal(toy.Plain("a<|endoftext|>b").Count, toy.Tokenizer.Count(text));
        var ids = new List<int>();
        toy.Tokenizer.Encode(text, ids, AddedTokens.AsTokens);
        Assert.Equal([.. toy.Plain("a"), toy.Tokenizer.VocabularySize - 2, .. toy.Plain("b")], ids);
    }

    [Fact]
    public void Of_added_tokens_that_begin_at_the_same_place_the_longest_is_taken()
    {
        var toy = new Toy(41, SplitPatterns.Cl100k);
        var ids = new List<int>();
        toy.Tokenizer.Encode("<|endoftext|>!<|endoftext|>?"u8, ids, AddedTokens.AsTokens);
        var last = toy.Tokenizer.VocabularySize - 1;
        Assert.Equal([last, last - 1, .. toy.Plain("?")], ids);
    }

    [Theory]
    [InlineData("o200k_base", "<|endoftext|>")]
    [InlineData("cl100k_base", "<|fim_prefix|>")]
    [InlineData("deepseek_v3", "<｜User｜>")]
    [InlineData("qwen3", "<think>")]
    [InlineData("llama3_1", "<|eot_id|>")]
    [InlineData("gemma3", "<eos>")]
    [InlineData("mistral_v1", "</s>")]
    [InlineData("claude", "<EOT>")]
    public void The_published_added_tokens_are_text_unless_asked_for(string name, string spelt)
    {
        var tokenizer = Published.Open(name);
        Assert.Equal(1, tokenizer.Count(spelt, AddedTokens.AsTokens));
        Assert.True(tokenizer.Count(spelt) > 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_are_counted_and_come_back(string name)
    {
        var tokenizer = Published.Open(name);
        var random = new Random(42);
        for (var round = 0; round < 150; round++)
        {
            var bytes = Toy.Bytes(random, random.Next(300));
            var ids = new List<int>();
            tokenizer.Encode(bytes, ids);
            Assert.Equal(ids.Count, tokenizer.Count(bytes));
            var back = MergeTests.Decoded(tokenizer, ids);
            // These normalize: what comes back is the normal form, and that comes back as it is.
            if (name is "qwen3" or "claude")
            {
                ids.Clear();
                tokenizer.Encode(back, ids);
                Assert.Equal(back, MergeTests.Decoded(tokenizer, ids));
            }
            else
            {
                Assert.Equal(bytes, back);
            }
        }
    }

    [Fact]
    public void A_lone_surrogate_counts_as_the_replacement_character()
    {
        var toy = new Toy(43, SplitPatterns.O200k);
        Assert.Equal(toy.Tokenizer.Count("a\uFFFDb"), toy.Tokenizer.Count("a\uD800b"));
    }

    [Fact]
    public void An_unknown_id_is_refused_by_number()
    {
        var toy = new Toy(44, SplitPatterns.O200k);
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => MergeTests.Decoded(toy.Tokenizer, [1, 99_999]));
        Assert.Contains("99999", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MergeTests.Decoded(toy.Tokenizer, [-1]));
    }

    [Theory]
    [InlineData("IQ== 0\nIg==", "line 2")]
    [InlineData("IQ== 0\nIg== 0", "line 2")]
    [InlineData("IQ== 0\n!!!! 1", "line 2")]
    [InlineData("IQ== 2000", "line 1")]
    [InlineData("IQ== 0", "the byte 0 is no token")]
    public void A_broken_rank_file_is_refused_by_line(string file, string said)
    {
        var fault = Assert.Throws<TokenizerFileException>(() =>
            RankFile.Read("t", Encoding.ASCII.GetBytes(file), SplitPatterns.O200k, [])
        );
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"normalizer":{"type":"Lowercase"},"model":{}}""", "normalizer is not known")]
    [InlineData("""{"normalizer":{"type":"NFC"},"model":{}}""", "normalization table is missing")]
    [InlineData("""{"pre_tokenizer":{"type":"Whitespace"},"model":{}}""", "pre-tokenizer is not known")]
    [InlineData("""{"truncation":{"max_length":5}}""", "truncation")]
    [InlineData("""{"model":{"type":"WordPiece"}}""", "WordPiece")]
    [InlineData("""{"model":{"type":"BPE","dropout":0.1}}""", "dropout")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}""", "merge 0")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0,"a":1}}}""", "'a'")]
    [InlineData("""{"added_tokens":[{"id":1,"content":"x","lstrip":true}]}""", "strips")]
    [InlineData("""{"model":{"type":"BPE"}""", "not JSON")]
    [InlineData("""[1]""", "needs merges")]
    [InlineData("""{"added_tokens":{}}""", "not of the shape")]
    [InlineData("""{"added_tokens":[{"content":"x"}]}""", "not of the shape")]
    [InlineData("""{"added_tokens":[{"id":-1,"content":"x"}]}""", "no id")]
    [InlineData("""{"added_tokens":[{"id":2147483647,"content":"x"}]}""", "no id")]
    [InlineData("""{"model":{"type":"BPE","byte_fallback":"yes"}}""", "not of the shape")]
    [InlineData("""{"model":{"type":"BPE","byte_fallback":true,"vocab":{},"merges":[]}}""", "before the vocabulary")]
    [InlineData("""{"pre_tokenizer":{"type":"Sequence"}}""", "not of the shape")]
    public void A_tokenizer_file_with_an_unknown_part_is_refused_by_its_name(string file, string said)
    {
        var fault = Assert.Throws<TokenizerFileException>(() =>
            TokenizerJson.Read("t", Encoding.UTF8.GetBytes(file), null)
        );
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }
}
