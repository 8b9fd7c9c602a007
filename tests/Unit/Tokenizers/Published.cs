// The published tokenizers and the golden texts, for tests that need them; without them a test is skipped and says why.
using System.IO.Compression;
using System.Text.Json;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.Tokenizers;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Tokenizers;

internal static class Published
{
    private static readonly TokenizerShelf _shelf = new(
        Environment.GetEnvironmentVariable("TOKENBOURSE_TOKENIZERS") is { Length: > 0 } named
            ? named
            : Path.Combine(Sources.Root, "metering", "node_modules")
    );

    public static string Folder => _shelf.Folder;

    public static BytePairTokenizer Open(string name)
    {
        if (_shelf.Missing(name) is { } missing)
            Assert.Skip(missing);
        return _shelf.Open(name);
    }

    public static string Data(string file)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "", file);
        if (!File.Exists(path))
            Assert.Skip($"TOKENBOURSE_DATA does not hold {file}");
        return path;
    }

    public static List<GoldenText> Golden()
    {
        using var lines = new StreamReader(
            new GZipStream(File.OpenRead(Data("tokenizer_golden.jsonl.gz")), CompressionMode.Decompress)
        );
        var texts = new List<GoldenText>();
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            texts.Add(
                new(
                    root.GetProperty("id").GetString()!,
                    root.GetProperty("text").GetString()!,
                    root.GetProperty("counts").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt64()),
                    Ids(root, "o200k_ids"),
                    Ids(root, "cl100k_ids")
                )
            );
        }

        return texts;
    }

    private static int[] Ids(JsonElement root, string property) =>
        [.. root.GetProperty(property).EnumerateArray().Select(i => i.GetInt32())];
}

/// <summary>A text with the tokens that the npm implementations make of it.</summary>
internal sealed record GoldenText(
    string Id,
    string Text,
    Dictionary<string, long> Counts,
    int[] O200kIds,
    int[] Cl100kIds
);
