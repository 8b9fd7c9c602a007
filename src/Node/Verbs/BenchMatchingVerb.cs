// tokenbourse bench matching: the order books alone, driven by order streams.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Node.Benchmarks;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Verbs;

/// <summary>Measures matching over the five shapes, or over a stream from a file.</summary>
internal static class BenchMatchingVerb
{
    private const long MostMessages = 20_000_000;

    public static Command Build()
    {
        var file = new Option<string?>("--stream") { Description = "A stream in a file, in place of the shapes." };
        var shapes = new Option<string[]>("--shape")
        {
            Description = $"Only these: {string.Join(", ", StreamShape.All.Select(s => s.Name))}. Default: all five.",
            AllowMultipleArgumentsPerToken = true,
        };
        var messages = new Option<long>("--messages")
        {
            Description = "Messages of each shape (10,000 to 20,000,000).",
            DefaultValueFactory = _ => 2_000_000,
        };
        var seed = new Option<ulong>("--seed") { Description = "Chance begins here.", DefaultValueFactory = _ => 1 };
        var pairs = new Option<int>("--pairs")
        {
            Description = "Passes of each book over each stream (1 to 99).",
            DefaultValueFactory = _ => 5,
        };
        var shared = new BenchOptions();
        var command = new Command(
            "matching",
            "Measure the order books alone, against a plain book, over five market shapes or a stream from a file. "
                + "Example: tokenbourse bench matching --shape normal flash-crash"
        )
        {
            file,
            shapes,
            messages,
            seed,
            pairs,
        };
        shared.AddTo(command);
        command.SetAction(parsed =>
        {
            var count = parsed.GetValue(messages);
            if (count is < 10_000 or > MostMessages)
                throw new VerbException($"--messages {count}: must be 10,000 to 20,000,000", 2);
            var turns = parsed.GetValue(pairs);
            if (turns is < 1 or > 99)
                throw new VerbException($"--pairs {turns}: must be 1 to 99", 2);
            var streams = parsed.GetValue(file) is { } path
                ? [FromFile(path)]
                : Generated(parsed.GetValue(shapes) ?? [], count, parsed.GetValue(seed));
            var folder = shared.Folder(parsed, "matching");
            var report = new MatchingBenchmark<EngineBooks<CountingSink>, EngineBooks<DigestingSink>>(
                turns,
                BenchOptions.Progress
            ).Run(streams, folder);
            Directory.Delete(folder, recursive: true);
            return shared.Tell(
                parsed,
                () => JsonSerializer.Serialize(report, MatchingJson.Default.MatchingReport),
                report.Lines,
                report.Bars
            );
        });
        return command;
    }

    private static LoadedStream FromFile(string path)
    {
        var stream = StreamVerb.Read(path, reader => new LoadedStream(reader.Header, reader.ReadAll()));
        return stream.Header.Messages > 0
            ? stream
            : throw new VerbException($"--stream {path}: has no messages behind its loading", 2);
    }

    private static LoadedStream[] Generated(string[] names, long messages, ulong seed)
    {
        // All names are looked at before the first is measured.
        var shapes = names.Length == 0 ? [.. StreamShape.All] : names.Distinct().Select(StreamVerb.ShapeOf).ToArray();
        return
        [
            .. shapes.Select(shape =>
            {
                BenchOptions.Progress($"making {shape.Name} ...");
                var (header, records) = StreamGenerator.Build(new(shape, messages, seed));
                return new LoadedStream(header, records);
            }),
        ];
    }
}
