// Whatever bytes enter, the machine answers with a refusal or a changed state, never with an exception.
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class IndexFuzzTests
{
    private static readonly string[] Splices =
    [
        "null",
        "-0",
        "1e400",
        "-1e-400",
        "79228162514264337593543950335",
        "99999999999999999999999999999999",
        "0.00000000000000000000000000001",
        "[]",
        "{}",
        "\"\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "true",
        "\"2025-13-01\"",
        "\"9999-12-31\"",
        "\"0001-01-01\"",
        ",",
        "\"",
        "}",
        "{\"a\":",
        "\"CNY\"",
        "7",
        "\"0.5\"",
        "\"1000000\"",
        "-1",
    ];

    private static readonly MessageKind[] Kinds =
    [
        MessageKind.DefineIndex,
        MessageKind.ObservePrice,
        MessageKind.ObserveQuality,
        MessageKind.ObserveRate,
    ];

    [Fact]
    public void Random_bytes_are_refused_and_leave_the_state_as_it_was() =>
        Prop.ForAll<byte[]>(bytes =>
            {
                foreach (var kind in Kinds)
                    RefusedLeavesNoTrace(kind, bytes);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Mutated_documents_are_refused_whole_or_taken_and_never_break_a_print()
    {
        var documents = Seeds();
        var (refused, taken) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var run = new IndexRun();
            foreach (var (kind, bytes) in documents)
                run.Send(IndexRun.At("2025-03-03T00:00:00Z"), kind, bytes);
            for (var i = 0; i < 150; i++)
            {
                var at = Instant.At(TradingDate.Of(2025, 3, 3), i * 120);
                var (kind, good) = documents[random.Next(documents.Count)];
                if (kind == MessageKind.DefineIndex)
                    good = Encoding.UTF8.GetBytes(
                        Encoding
                            .UTF8.GetString(good)
                            .Replace("\"version\": 1,", $"\"version\": {i + 2},", StringComparison.Ordinal)
                    );
                var bytes = Mutate(good, random);
                run.Send(at, MessageKind.Tick, new byte[8]);
                var before = StateWithoutSequence(run.Machine);
                var events = run.Events.Count;
                run.Send(at, kind, bytes);
                var isRefused = run
                    .Events.Skip(events)
                    .Any(e => e.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused);
                if (isRefused)
                    Assert.Equal(before, StateWithoutSequence(run.Machine));
                if (isRefused)
                    refused++;
                else
                    taken++;
            }

            run.Tick("2025-03-20T00:00:00Z").Reload();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} refused, {taken} taken");
        Assert.True(refused > 1000 && taken > 500);
    }

    [Fact]
    public void The_most_extreme_values_that_are_taken_never_break_a_print()
    {
        decimal[] prices = [0.000000001m, 0.00012m, 1m, 7.5m, 1_000_000_000m, 0m, -1_000_000_000m];
        decimal[] rates = [0.00001m, 1m, 100_000m];
        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var run = new IndexRun();
            const string Start = "2025-03-03T00:00:00Z";
            var n = 0;
            foreach (
                var end in new[]
                {
                    """{"step":"chain","by":"maker","start":"median","trimLevels":"0.2"}""",
                    """{"step":"combine","by":"geometric mean"}""",
                    Rules.Mean,
                    """{"step":"combine","by":"weighted median"}""",
                }
            )
            {
                run.Define(
                    Start,
                    Rules.Text(
                        1,
                        "token",
                        "",
                        [
                            """{"step":"take","classes":["input","output","volume"]}""",
                            """{"step":"screen","factor":"1000000","most":"1000000"}""",
                            """{"step":"weigh","class":"volume"}""",
                            Rules.Convert,
                            """
                            {"step":"bundle","parts":[{"class":"input","weight":"0.000001"},
                            {"class":"output","weight":"1000","instead":"input"}]}
                            """,
                            """{"step":"peers","factor":"1000000"}""",
                            """{"step":"cap","most":"0.3"}""",
                            end,
                            Rules.Round,
                        ],
                        index: $"T{n++}"
                    )
                );
            }

            for (var i = 0; i < 120; i++)
            {
                var at = Instant.At(TradingDate.Of(2025, 3, 3), i * 240).ToString();
                run.Price(
                    at,
                    $"s{random.Next(6)}",
                    $"i{random.Next(2)}",
                    prices[random.Next(prices.Length)],
                    new[] { "input", "output", "volume" }[random.Next(3)],
                    $"m{random.Next(4)}",
                    currency: (Currency)random.Next(1, 4)
                );
                run.Rate(at, (Currency)random.Next(1, 3), Currency.EUR, rates[random.Next(3)])
                    .Rate(at, Currency.USD, Currency.CNY, rates[random.Next(3)]);
            }

            run.Tick("2025-04-01T00:00:00Z");
            Assert.DoesNotContain(
                run.Events,
                e => e.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused
            );
        }
    }

    // Random bytes are no JSON object: always refused. Only the count of entries may move, as it does for a tick.
    private static void RefusedLeavesNoTrace(MessageKind kind, byte[] bytes)
    {
        var run = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Rules.Gpu(Rules.Convert, Rules.Mean))
            .Price("2025-03-03T00:00:00Z", "a", "h100", 2m);
        var twin = new IndexRun()
            .Define("2025-03-03T00:00:00Z", Rules.Gpu(Rules.Convert, Rules.Mean))
            .Price("2025-03-03T00:00:00Z", "a", "h100", 2m);
        run.Send("2025-03-03T01:00:00Z", kind, bytes);
        twin.Tick("2025-03-03T01:00:00Z");
        Assert.Equal(twin.Machine.Digest, run.Machine.Digest);
        Assert.Equal(
            kind == MessageKind.DefineIndex ? MessageKind.DocumentRefused : MessageKind.ObservationRefused,
            run.Events[^1].Kind
        );
    }

    private static byte[] StateWithoutSequence(IndexMachine machine)
    {
        var writer = new Tokenbourse.Model.Machine.StateWriter();
        machine.Save(writer);
        return writer.Bytes[8..].ToArray();
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var text = Encoding.UTF8.GetString(good);
        for (var times = random.Next(1, 3); times > 0; times--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(Math.Min(12, text.Length - at) + 1);
            text = random.Next(12) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Splices[random.Next(Splices.Length)]),
                2 => text.Insert(at, text.Substring(at, length)),
                < 5 => ReplaceToken(text, random),
                _ => char.IsAsciiDigit(text[at]) ? $"{text[..at]}{random.Next(10)}{text[(at + 1)..]}"
                : char.IsAsciiLetter(text[at]) ? $"{text[..at]}{(char)('a' + random.Next(26))}{text[(at + 1)..]}"
                : text,
            };
            if (text.Length == 0)
                text = " ";
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Next(9) == 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    // A whole value (behind a colon or in a list) becomes another: such documents stay JSON and reach the rules behind
    // it.
    private static string ReplaceToken(string text, Random random)
    {
        var starts = new List<int>();
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] is ':' or '[')
                starts.Add(i + 1);
        }

        if (starts.Count == 0)
            return text;
        var start = starts[random.Next(starts.Count)];
        var end = start;
        while (end < text.Length && text[end] is not (',' or '}' or ']'))
            end++;
        return text[..start] + Splices[random.Next(Splices.Length)] + text[end..];
    }

    private static List<(MessageKind Kind, byte[] Bytes)> Seeds()
    {
        var list = new List<(MessageKind, byte[])>();
        foreach (var file in ReferenceData.RulebookFiles)
            list.Add((MessageKind.DefineIndex, File.ReadAllBytes(file)));
        list.Add(
            (
                MessageKind.DefineIndex,
                Encoding.UTF8.GetBytes(
                    Rules
                        .Gpu(
                            """{"step":"peers","factor":"3"}""",
                            Rules.Convert,
                            """{"step":"cap","most":"0.4"}""",
                            Rules.Mean
                        )
                        .Replace("{\"step\":\"peers\",\"factor\":\"3\"},", "", StringComparison.Ordinal)
                )
            )
        );
        foreach (var seller in new[] { "a", "b", "c" })
        {
            foreach (var @class in new[] { "input", "output" })
            {
                list.Add(
                    (
                        MessageKind.ObservePrice,
                        Documents.Write(
                            new PriceObservation(
                                "2025-03-01",
                                "2025-03-02",
                                "token",
                                seller,
                                "m" + seller,
                                "model",
                                @class,
                                "us",
                                "on_demand",
                                2.5m,
                                Currency.USD,
                                "1M tokens",
                                "price",
                                "s",
                                "f"
                            )
                        )
                    )
                );
            }
        }

        list.Add(
            (
                MessageKind.ObservePrice,
                Documents.Write(
                    new PriceObservation(
                        "2025-03-01",
                        "2025-03-02",
                        "gpu",
                        "a",
                        "nvidia",
                        "h100-sxm5-80gb",
                        "hour",
                        "us",
                        "on_demand",
                        2.5m,
                        Currency.USD,
                        "GPU hour",
                        "price",
                        "s",
                        "f"
                    )
                )
            )
        );
        list.Add(
            (
                MessageKind.ObserveQuality,
                Documents.Write(
                    new QualityObservation(
                        "2025-03-01",
                        "lmarena-text:a",
                        "claude-3-sonnet-20240229",
                        "anthropic",
                        1200m,
                        "s",
                        "f"
                    )
                )
            )
        );
        list.Add(
            (
                MessageKind.ObserveQuality,
                Documents.Write(new QualityObservation("2025-03-01", "lmarena-text:a", "model", "ma", 1250m, "s", "f"))
            )
        );
        list.Add(
            (
                MessageKind.ObserveRate,
                Documents.Write(new RateObservation("2025-03-01", Currency.USD, Currency.CNY, 7.2m, "s", "f"))
            )
        );
        return list;
    }
}
