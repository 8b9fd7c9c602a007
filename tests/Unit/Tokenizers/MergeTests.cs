// The merge loop against its plain twin, on any bytes and on pieces that are very long; and what counting allocates.
using System.Buffers;
using System.Text;
using Tokenbourse.Metering.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

public sealed class MergeTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Text_has_the_ids_of_regular_expression_and_plain_merging(int seed)
    {
        var toy = new Toy(seed, SplitPatterns.Cl100k);
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var text = Toy.Text(random, random.Next(1, 60), astral: false);
            var ids = new List<int>();
            toy.Tokenizer.Encode(Encoding.UTF8.GetBytes(text), ids);
            Assert.Equal(toy.Plain(text), ids);
            Assert.Equal(ids.Count, toy.Tokenizer.Count(text));
        }
    }

    [Fact]
    public void A_piece_on_either_side_of_the_heaps_threshold_merges_as_the_plain_way_does()
    {
        var random = new Random(5);
        for (var seed = 20; seed < 24; seed++)
        {
            var toy = new Toy(seed, SplitPatterns.Cl100k);
            foreach (var length in (int[])[1, 2, 3, 15, 16, 17, 31, 63, 64, 65, 66, 130, 500])
            {
                for (var round = 0; round < 8; round++)
                {
                    var letters = random.Next(1, 6);
                    var bytes = new byte[length];
                    for (var i = 0; i < length; i++)
                        bytes[i] = (byte)"abcABeé中".AsSpan()[random.Next(letters)];
                    for (var i = 0; i < length; i++)
                        bytes[i] = bytes[i] is >= (byte)'A' and <= (byte)'z' ? bytes[i] : (byte)'e';
                    var ids = new List<int>();
                    toy.Tokenizer.Encode(bytes, ids);
                    Assert.Equal(toy.PlainPiece(bytes), ids);
                }
            }
        }
    }

    [Theory]
    [InlineData('a')]
    [InlineData(' ')]
    [InlineData('1')]
    [InlineData('!')]
    [InlineData('\n')]
    [InlineData('中')]
    [InlineData('\u0301')]
    public void A_million_times_one_character_ends(char character)
    {
        var toy = new Toy(3, SplitPatterns.O200k);
        var bytes = Encoding.UTF8.GetBytes(new string(character, 1_000_000));
        var ids = new List<int>();
        toy.Tokenizer.Encode(bytes, ids);
        Assert.Equal(ids.Count, toy.Tokenizer.Count(bytes));
        Assert.Equal(bytes, Decoded(toy.Tokenizer, ids));
    }

    [Fact]
    public void Any_bytes_come_back_as_they_were()
    {
        var toy = new Toy(4, SplitPatterns.O200k);
        var random = new Random(4);
        for (var round = 0; round < 500; round++)
        {
            var bytes = Toy.Bytes(random, random.Next(200));
            var ids = new List<int>();
            toy.Tokenizer.Encode(bytes, ids, round % 2 == 0 ? AddedTokens.AsText : AddedTokens.AsTokens);
            Assert.Equal(bytes, Decoded(toy.Tokenizer, ids));
        }
    }

    [Fact]
    public void Counting_allocates_nothing_once_it_has_warmed_up()
    {
        var toy = new Toy(6, SplitPatterns.O200k);
        var text = Toy.Text(new Random(6), 5000);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(toy.Tokenizer.Count(bytes), toy.Tokenizer.Count(text));
            toy.Tokenizer.Count(bytes, AddedTokens.AsTokens);
        }

        Assert.Equal(0, Allocated.Least(CountAll));

        void CountAll()
        {
            for (var i = 0; i < 5; i++)
            {
                toy.Tokenizer.Count(bytes);
                toy.Tokenizer.Count(bytes, AddedTokens.AsTokens);
                toy.Tokenizer.Count(text);
            }
        }
    }

    [Fact]
    public void Many_threads_count_the_same()
    {
        var toy = new Toy(7, SplitPatterns.Cl100k);
        var texts = Enumerable.Range(0, 64).Select(i => Toy.Text(new Random(i), 100)).ToArray();
        var alone = texts.Select(t => toy.Tokenizer.Count(t)).ToArray();
        var together = new long[texts.Length];
        Parallel.For(
            0,
            texts.Length * 20,
            i => together[i % texts.Length] = toy.Tokenizer.Count(texts[i % texts.Length])
        );
        Assert.Equal(alone, together);
    }

    internal static byte[] Decoded(ITokenizer tokenizer, List<int> ids)
    {
        var bytes = new ArrayBufferWriter<byte>();
        tokenizer.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ids), bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
