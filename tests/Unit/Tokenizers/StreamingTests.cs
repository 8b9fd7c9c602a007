// A stream that is cut anywhere has the total of the whole text.
using System.Text;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class StreamingTests
{
    public static TheoryData<string> Names => [.. TokenizerShelf.Sources.Select(s => s.Name)];

    [Theory]
    [InlineData(nameof(SplitPatterns.Cl100k))]
    [InlineData(nameof(SplitPatterns.O200k))]
    [InlineData(nameof(SplitPatterns.Qwen))]
    [InlineData(nameof(SplitPatterns.ByteLevel))]
    [InlineData(nameof(SplitPatterns.DeepSeek3))]
    public void Chunks_cut_at_any_byte_have_the_total_of_the_whole(string family)
    {
        var toy = new Toy(31, (string)typeof(SplitPatterns).GetField(family)!.GetValue(null)!);
        var random = new Random(31);
        for (var round = 0; round < 60; round++)
        {
            var bytes = round % 3 == 0 ? Toy.Bytes(random, 9000) : Encoding.UTF8.GetBytes(Toy.Text(random, 3000));
            Check(toy.Tokenizer, bytes, random, round % 2 == 0 ? AddedTokens.AsText : AddedTokens.AsTokens);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Published_tokenizers_stream_to_the_same_total(string name)
    {
        var tokenizer = Published.Open(name);
        var random = new Random(32);
        for (var round = 0; round < 12; round++)
        {
            var text = Toy.Text(random, 3000) + "<|im_start|><unused5>\n\n<｜User｜></s>" + Toy.Text(random, 2000);
            var bytes = round % 3 == 0 ? Toy.Bytes(random, 20_000) : Encoding.UTF8.GetBytes(text);
            Check(tokenizer, bytes, random, round % 2 == 0 ? AddedTokens.AsText : AddedTokens.AsTokens);
        }
    }

    [Fact]
    public void The_running_count_is_the_count_of_what_has_come()
    {
        var toy = new Toy(33, SplitPatterns.O200k);
        var bytes = Encoding.UTF8.GetBytes(Toy.Text(new Random(33), 300));
        var stream = new StreamingCounter(toy.Tokenizer);
        for (var at = 0; at < bytes.Length; at += 7)
        {
            var size = Math.Min(7, bytes.Length - at);
            stream.Append(bytes.AsSpan(at, size));
            Assert.Equal(toy.Tokenizer.Count(bytes.AsSpan(0, at + size)), stream.Running);
            Assert.True(stream.Certain <= stream.Running);
        }

        Assert.Equal(toy.Tokenizer.Count(bytes), stream.Finish());
    }

    [Fact]
    public void A_surrogate_pair_may_come_in_two_halves()
    {
        var toy = new Toy(34, SplitPatterns.O200k);
        var text = Toy.Text(new Random(34), 500) + "\uD83D";
        var stream = new StreamingCounter(toy.Tokenizer);
        foreach (var character in text)
            stream.Append([character]);
        Assert.Equal(toy.Tokenizer.Count(text), stream.Finish());
    }

    [Fact]
    public void A_piece_without_end_is_cut_at_the_bound_and_the_counter_says_so()
    {
        var toy = new Toy(35, SplitPatterns.O200k);
        var letters = new byte[100_000];
        letters.AsSpan().Fill((byte)'a');
        var stream = new StreamingCounter(toy.Tokenizer, mostHeld: 16_384);
        for (var i = 0; i < 10; i++)
        {
            stream.Append(letters);
            Assert.True(stream.Held < 16_384);
        }

        Assert.Equal(1_000_000 / 16_384, stream.ForcedCuts);
        var exact = toy.Tokenizer.Count(Encoding.ASCII.GetBytes(new string('a', 1_000_000)));
        Assert.InRange(stream.Finish(), exact, exact + 61 * 16);
        stream.Append("a word"u8);
        Assert.Equal((0, toy.Tokenizer.Count("a word")), (stream.ForcedCuts, stream.Finish()));
    }

    [Fact]
    public void Ordinary_text_is_held_back_for_less_than_two_steps()
    {
        var toy = new Toy(36, SplitPatterns.O200k);
        var stream = new StreamingCounter(toy.Tokenizer);
        for (var i = 0; i < 2000; i++)
        {
            stream.Append("The market for tokens opens at nine. "u8);
            Assert.True(stream.Held < 8192);
        }

        Assert.Equal(0, stream.ForcedCuts);
    }

    private static void Check(BytePairTokenizer tokenizer, byte[] bytes, Random random, AddedTokens added)
    {
        var whole = tokenizer.Count(bytes, added);
        var stream = new StreamingCounter(tokenizer, added);
        var most = random.Next(3) switch
        {
            0 => 2,
            1 => 300,
            _ => 9000,
        };
        for (var at = 0; at < bytes.Length; )
        {
            var size = Math.Min(random.Next(most + 1), bytes.Length - at);
            stream.Append(bytes.AsSpan(at, size));
            at += size;
        }

        Assert.Equal((whole, 0), (stream.Finish(), stream.ForcedCuts));
    }
}
