// Tokenizers over one mixed text, beside the npm implementations in the same run.
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record TokenizersPlan(int Kilobytes, int Rounds, bool Npm);

/// <summary>One way of counting or encoding the text.</summary>
/// <param name="Seconds">Median of the rounds.</param>
/// <param name="MegabytesPerSecond">10^6 bytes of UTF-8.</param>
/// <param name="Allocated">Bytes a round; null where it was not measured.</param>
internal sealed record TokenizersLine(
    string Tokenizer,
    string Way,
    long Tokens,
    double Seconds,
    double MegabytesPerSecond,
    double TokensPerSecond,
    long? Allocated
);

/// <summary>How long a tokenizer took to open.</summary>
internal sealed record TokenizerOpened(string Tokenizer, double Milliseconds, int Vocabulary);

/// <summary>The whole run.</summary>
internal sealed record TokenizersReport(
    string Machine,
    string Runtime,
    string? NodeJs,
    string Date,
    double ForeignProcessors,
    TokenizersPlan Plan,
    string Text,
    int Bytes,
    IReadOnlyList<TokenizerOpened> Opened,
    IReadOnlyList<TokenizersLine> Lines,
    IReadOnlyList<Bar> Bars
);

/// <summary>What metering/bench.mjs writes.</summary>
internal sealed record NpmLine(string Tokenizer, string Way, long Tokens, double[] Seconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(TokenizersReport))]
[JsonSerializable(typeof(NpmLine))]
internal sealed partial class TokenizersJson : JsonSerializerContext;

/// <summary>Runs it.</summary>
internal sealed class TokenizersBench
{
    private const int Chunk = 1000;

    private readonly TokenizersPlan _plan;
    private readonly Action<string> _progress;
    private readonly byte[] _text;
    private readonly List<TokenizersLine> _lines = [];

    private TokenizersBench(TokenizersPlan plan, byte[] text, Action<string> progress)
    {
        (_plan, _text, _progress) = (plan, text, progress);
    }

    public static TokenizersReport Run(TokenizersPlan plan, TokenizerShelf shelf, Action<string> progress)
    {
        var (text, described) = TokenizersText.Mixed(plan.Kilobytes * 1000, shelf.Folder);
        var load = new ForeignLoad();
        var bench = new TokenizersBench(plan, text, progress);
        var opened = new List<TokenizerOpened>();
        foreach (var source in TokenizerShelf.Sources)
        {
            var begin = Stopwatch.GetTimestamp();
            var tokenizer = shelf.Open(source.Name);
            opened.Add(new(source.Name, Stopwatch.GetElapsedTime(begin).TotalMilliseconds, tokenizer.VocabularySize));
            bench.Own(tokenizer);
        }

        var node = plan.Npm ? bench.Npm() : null;
        return new(
            MachineLimits.Describe(),
            System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
            node,
            BenchText.Today(),
            load.Processors(),
            plan,
            described,
            text.Length,
            opened,
            bench._lines,
            bench.Bars()
        );
    }

    private void Own(BytePairTokenizer tokenizer)
    {
        var ids = new List<int>();
        Measure(tokenizer.Name, "count", () => tokenizer.Count(_text));
        Measure(tokenizer.Name, $"count in chunks of {Chunk} B", () => Streamed(tokenizer));
        Measure(
            tokenizer.Name,
            "encode",
            () =>
            {
                ids.Clear();
                tokenizer.Encode(_text, ids);
                return ids.Count;
            }
        );
    }

    private long Streamed(BytePairTokenizer tokenizer)
    {
        var stream = new StreamingCounter(tokenizer);
        for (var at = 0; at < _text.Length; at += Chunk)
            stream.Append(_text.AsSpan(at, Math.Min(Chunk, _text.Length - at)));
        return stream.Finish();
    }

    private void Measure(string tokenizer, string way, Func<long> work)
    {
        for (var i = 0; i < 3; i++)
            work();
        var seconds = new double[_plan.Rounds];
        var tokens = 0L;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < seconds.Length; round++)
        {
            var begin = Stopwatch.GetTimestamp();
            tokens = work();
            seconds[round] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / seconds.Length;
        Add(tokenizer, way, tokens, seconds, allocated);
    }

    private void Add(string tokenizer, string way, long tokens, double[] seconds, long? allocated)
    {
        var median = BenchText.Median(seconds);
        _lines.Add(new(tokenizer, way, tokens, median, _text.Length / median / 1e6, tokens / median, allocated));
        _progress(BenchText.Text($"{tokenizer}, {way}: {_text.Length / median / 1e6:0.0} MB/s"));
    }

    /// <summary>Lets Node.js measure its implementations over the same text; returns its version.</summary>
    private string Npm()
    {
        var folder = Path.Combine(Home.Folder, "metering");
        var file = Path.Combine(Path.GetTempPath(), $"tokenbourse-text-{Environment.ProcessId}");
        File.WriteAllBytes(file, _text);
        try
        {
            foreach (var line in Node(folder, "bench.mjs", file, $"{_plan.Rounds}"))
            {
                var npm = JsonSerializer.Deserialize(line, TokenizersJson.Default.NpmLine)!;
                Add(npm.Tokenizer, npm.Way, npm.Tokens, npm.Seconds, null);
            }
        }
        finally
        {
            File.Delete(file);
        }

        return Node(folder, "--version").Single();
    }

    private static List<string> Node(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var lines = new List<string>();
            while (process.StandardOutput.ReadLine() is { } line)
                lines.Add(line);
            process.WaitForExit();
            return process.ExitCode == 0
                ? lines
                : throw new VerbException("metering/bench.mjs failed; --no-npm leaves it out", 1);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new VerbException("install Node.js 20.19 or newer, or leave npm out with --no-npm", 2);
        }
    }

    private List<Bar> Bars()
    {
        var same = _lines.GroupBy(l => l.Tokenizer).All(g => g.Select(l => l.Tokens).Distinct().Count() == 1);
        var bars = new List<Bar>
        {
            new("all ways give the same number of tokens (1: yes)", same ? 1 : 0, 1, true),
            new("bytes allocated by counting, all tokenizers", Ours("count").Sum(l => l.Allocated ?? 0), 0, false),
        };
        foreach (var name in (string[])["o200k_base", "cl100k_base"])
        {
            foreach (var way in (string[])["count", "encode"])
            {
                if (_lines.Find(l => l.Tokenizer == name && l.Way == "gpt-tokenizer " + way) is { } npm)
                    bars.Add(
                        new(
                            $"{name}, {way}: gpt-tokenizer's seconds / ours",
                            npm.Seconds / Ours(way).First(l => l.Tokenizer == name).Seconds,
                            1,
                            true
                        )
                    );
            }
        }

        return bars;
    }

    private IEnumerable<TokenizersLine> Ours(string way) => _lines.Where(l => l.Way == way);
}
