// tokenbourse bench tokenizers: tokens a second, megabytes a second and bytes allocated, beside npm.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.Tokenizers;
using Tokenbourse.Node.Benchmarks;
using static Tokenbourse.Node.Benchmarks.BenchText;

namespace Tokenbourse.Node.Verbs;

/// <summary>All tokenizers on one mixed text.</summary>
internal static class BenchTokenizersVerb
{
    public static Command Build()
    {
        var kilobytes = Number("--kilobytes", "Text, kilobytes (16 to 64,000).", 2_000);
        var rounds = Number("--rounds", "Measured rounds of each way (1 to 99).", 7);
        var withoutNpm = new Option<bool>("--no-npm") { Description = "Leave the npm implementations out." };
        var shared = new BenchOptions();
        var command = new Command(
            "tokenizers",
            "Measure counting and encoding of a mixed text (English, Chinese, code, JSON) with each tokenizer, beside "
                + "gpt-tokenizer and js-tiktoken in the same run. Example: tokenbourse bench tokenizers --bars"
        )
        {
            kilobytes,
            rounds,
            withoutNpm,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var plan = new TokenizersPlan(
                InRange(parsed, kilobytes, 16, 64_000),
                InRange(parsed, rounds, 1, 99),
                !parsed.GetValue(withoutNpm)
            );
            try
            {
                var report = TokenizersBench.Run(plan, new TokenizerShelf(Home.Tokenizers), BenchOptions.Progress);
                return shared.Tell(
                    parsed,
                    () => JsonSerializer.Serialize(report, TokenizersJson.Default.TokenizersReport),
                    () => Lines(report),
                    report.Bars
                );
            }
            catch (TokenizerFileException e)
            {
                throw new VerbException(e.Message, 2);
            }
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    private static int InRange(ParseResult parsed, Option<int> option, int least, int most)
    {
        var value = parsed.GetValue(option);
        return value >= least && value <= most
            ? value
            : throw new VerbException(Text($"{option.Name} {value}: must be {least:N0} to {most:N0}"), 2);
    }

    private static IEnumerable<string> Lines(TokenizersReport report)
    {
        yield return $"machine: {report.Machine}";
        yield return $"runtime: {report.Runtime}"
            + (report.NodeJs is null ? "; npm left out" : $"; Node.js {report.NodeJs}");
        yield return $"date:    {report.Date}";
        yield return Text($"foreign: {report.ForeignProcessors:0.00} processors");
        yield return Text($"text:    {report.Bytes:N0} bytes; {report.Text}");
        yield return "opened:  "
            + string.Join(", ", report.Opened.Select(o => Text($"{o.Tokenizer} {o.Milliseconds:0} ms")));
        yield return "";
        yield return $"{"tokenizer", -13}{"way", -26}{"tokens", 10}{"ms", 9}{"MB/s", 8}{"Mtokens/s", 11}{"allocated", 12}";
        foreach (var l in report.Lines)
            yield return Text(
                $"{l.Tokenizer, -13}{l.Way, -26}{l.Tokens, 10}{l.Seconds * 1000, 9:0.0}{l.MegabytesPerSecond, 8:0.0}{l.TokensPerSecond / 1e6, 11:0.00}{(l.Allocated is { } bytes ? Text($"{bytes:N0}") : "-"), 12}"
            );
    }
}
