// Events out of bytes that come in any pieces, and texts that are counted as they grow.
using System.Text;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Unit.Tokenizers;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class SseReaderTests
{
    [Fact]
    public async Task Events_are_the_same_however_their_bytes_are_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "\n: a remark\ndata: one\n\nevent: x\r\ndata:two\r\ndata: three\r\n\r\nid: 4\n\ndata:\n\ndata: \rfour\n\ndata: half"
        );
        for (var step = 1; step <= bytes.Length; step++)
        {
            var heard = new List<string>();
            var reader = new SseReader(1000);
            using var stream = new Steps(bytes, step);
            do
            {
                while (reader.TryEvent(out var data))
                    heard.Add(Encoding.UTF8.GetString(data.Span));
            } while (await reader.Fill(stream, TestContext.Current.CancellationToken) > 0);
            Assert.Equal(["one", "two three", "", " four"], heard);
        }
    }

    [Fact]
    public async Task A_line_or_an_event_that_is_too_long_is_told_and_nothing_of_it()
    {
        foreach (
            var text in (string[])
                [
                    new string('x', 200),
                    "data: " + new string('x', 200) + "\n\n",
                    string.Concat(Enumerable.Repeat("data: xxxxxxxxxx\n", 20)) + "\n",
                ]
        )
        {
            var reader = new SseReader(100);
            using var stream = new Steps(Encoding.UTF8.GetBytes(text), 50);
            while (await reader.Fill(stream, TestContext.Current.CancellationToken) > 0)
                Assert.False(reader.TryEvent(out _));
            Assert.True(reader.TooLong);
        }
    }

    [Fact]
    public void A_text_that_grows_by_any_pieces_has_the_count_of_the_whole_at_every_step()
    {
        var random = new Random(17);
        for (var round = 0; round < 30; round++)
        {
            var text = Toy.Text(random, 60);
            var counter = new OutputCounter(MeterFloor.Tokenizer);
            var so = 0;
            while (so < text.Length)
            {
                var size = int.Min(random.Next(1, 9), text.Length - so);
                if (so + size < text.Length && char.IsHighSurrogate(text[so + size - 1]))
                    size++;
                counter.Append(0, 0, Encoding.UTF8.GetBytes(text.Substring(so, size)));
                so += size;
                if (random.Next(3) == 0)
                    Assert.Equal(MeterFloor.Count(text[..so]), counter.Count());
            }

            Assert.Equal(MeterFloor.Count(text), counter.Count());
        }
    }

    [Fact]
    public void A_stream_and_a_plain_answer_with_tools_have_the_same_texts()
    {
        var plain = Plain(2);
        Assert.True(
            plain.Read(
                """
                {"choices":[{"index":1,"message":{"content":"say \u4e2d","reasoning_content":"because","tool_calls":[
                 {"index":0,"function":{"name":"find","arguments":"{\"a\":1}"}}]}}],"usage":{"prompt_tokens":3,"completion_tokens":4}}
                """u8
            )
        );
        string[] events =
        [
            """{"choices":[{"index":1,"delta":{"reasoning_content":"bec"}}]}""",
            """{"choices":[{"index":1,"delta":{"reasoning_content":"ause","content":"say "}}]}""",
            """{"choices":[{"index":1,"delta":{"content":"中","tool_calls":[{"index":0,"function":{"name":"find","arguments":"{\"a"}}]}}]}""",
            """{"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\":1}"}}]}}]}""",
        ];
        var reader = new AnswerReader(2, MeterKind.Chat, stream: true);
        var counter = new OutputCounter(MeterFloor.Tokenizer);
        foreach (var one in events)
        {
            Assert.True(reader.Read(Encoding.UTF8.GetBytes(one)));
            reader.Texts.MoveTo(counter);
        }

        Assert.Equal(plain.Texts.Count(MeterFloor.Tokenizer), counter.Count());
        Assert.Equal((3, 4), (plain.Usage.Prompt, plain.Usage.Output));
        Assert.False(
            new AnswerReader(1, MeterKind.Chat, stream: true).Read("{\"choices\":[{\"index\":1,\"delta\":{}}]}"u8)
        );
        Assert.False(
            new AnswerReader(1, MeterKind.Chat, stream: true).Read(
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":-5}}"u8
            )
        );
        Assert.False(new AnswerReader(1, MeterKind.Chat, stream: true).Read("{\"choices\":[]}{}"u8));
        Assert.False(
            new AnswerReader(1, MeterKind.Chat, stream: true).Read(
                "{\"choices\":[{\"delta\":{\"content\":\"\\ud800\"}}]}"u8
            )
        );
    }

    [Fact]
    public void A_seller_cannot_be_paid_for_text_that_no_client_reads()
    {
        string[] padded =
        [
            """{"choices":[{"index":0,"message":{"content":"long","content":"a"}}]}""",
            """{"choices":[{"index":0,"message":{"content":"long"},"message":{"content":"a"}}]}""",
            """{"choices":[{"index":0,"message":{"content":"a"}},{"index":0,"message":{"content":"long"}}]}""",
            """{"choices":[{"message":{"tool_calls":[{"function":{"name":"long","name":"a","arguments":""}}]}}]}""",
            """{"choices":[{"message":{"tool_calls":[{"function":{"name":"a"}}],"function_call":{"name":"a"}}}]}""",
            """{"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":9223372036854775807}}""",
        ];
        foreach (var json in padded)
            Assert.False(Plain(2).Read(Encoding.UTF8.GetBytes(json)), json);
        // What a chat's client does not look at is passed over, and reasoning under both its names is one text.
        var answer = Plain(1);
        Assert.True(
            answer.Read(
                """{"choices":[{"text":"no","delta":{"content":"no"},"message":{"content":"a","reasoning":"b","reasoning_content":"b"}}]}"""u8
            )
        );
        Assert.Equal(2, answer.Texts.Length);
        var vectors = new AnswerReader(3, MeterKind.Embedding, stream: false);
        Assert.True(vectors.Read("""{"data":[{"embedding":[1]},{"embedding":[[2]]}]}"""u8));
        Assert.Equal(2, vectors.Vectors);
    }

    private static AnswerReader Plain(int choices) => new(choices, MeterKind.Chat, stream: false);

    private sealed class Steps(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..int.Min(step, buffer.Length)], cancellationToken);
    }
}
