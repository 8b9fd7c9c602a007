// tokenbourse tokens: how many tokens a text has, which, and which tokenizers there are.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Node.Verbs;

/// <summary>The count of one tokenizer.</summary>
/// <param name="Per1000Characters">Tokens per 1,000 code points; null for an empty text.</param>
/// <param name="Exact">False when a piece without end was cut at the bound on memory.</param>
internal sealed record TokenCount(
    string Tokenizer,
    long Tokens,
    [property: JsonPropertyName("tokens_per_1000_characters")] decimal? Per1000Characters,
    [property: JsonPropertyName("tokens_per_1000_bytes")] decimal? Per1000Bytes,
    bool Exact
);

/// <summary>The counts of a text.</summary>
internal sealed record TokenCounts(string Text, long Bytes, long Characters, IReadOnlyList<TokenCount> Counts);

/// <summary>One tokenizer that is known.</summary>
internal sealed record TokenizerListed(
    string Name,
    string Family,
    string Package,
    string? Version,
    string Licence,
    int? Vocabulary,
    string? Missing
);

/// <summary>The ids of a text.</summary>
internal sealed record TokenIds(string Tokenizer, IReadOnlyList<int> Ids);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(TokenCounts))]
[JsonSerializable(typeof(TokenIds))]
[JsonSerializable(typeof(List<TokenizerListed>))]
internal sealed partial class TokensJson : JsonSerializerContext;

/// <summary>count, encode, list.</summary>
internal static class TokensVerb
{
    /// <summary>A text to encode is read whole.</summary>
    private const long MostEncoded = 100_000_000;

    public static Command Build() =>
        new("tokens", "Count and encode text with published tokenizers. Example: tokenbourse tokens count README.md")
        {
            BuildCount(),
            BuildEncode(),
            BuildList(),
        };

    private static Command BuildCount()
    {
        var file = new Argument<string>("file") { Description = "A text in UTF-8, or - for the input." };
        var tokenizer = Tokenizer();
        var all = new Option<bool>("--all") { Description = "Count with every tokenizer." };
        var added = Added();
        var json = new Option<bool>("--json") { Description = "The counts as one JSON object." };
        var command = new Command(
            "count",
            "Count the tokens of a text of any length, piece by piece. Example: tokenbourse tokens count - --all"
        )
        {
            file,
            tokenizer,
            all,
            added,
            json,
        };
        command.SetAction(parsed =>
        {
            string[] names = parsed.GetValue(all)
                ? [.. TokenizerShelf.Sources.Select(s => s.Name)]
                : [parsed.GetValue(tokenizer)!];
            var shelf = new TokenizerShelf(Home.Tokenizers);
            var streams = names
                .Select(n => (n, Stream: new StreamingCounter(Open(shelf, n), Mode(parsed.GetValue(added)))))
                .ToArray();
            var counts = Count(parsed.GetValue(file)!, streams);
            Console.WriteLine(
                parsed.GetValue(json) ? JsonSerializer.Serialize(counts, TokensJson.Default.TokenCounts) : Told(counts)
            );
            return 0;
        });
        return command;
    }

    private static Command BuildEncode()
    {
        var file = new Argument<string>("file") { Description = "A text in UTF-8, or - for the input." };
        var tokenizer = Tokenizer();
        var added = Added();
        var pieces = new Option<bool>("--pieces") { Description = "A line a token: its id and its text." };
        var json = new Option<bool>("--json") { Description = "The ids as one JSON object." };
        var command = new Command(
            "encode",
            "Print the ids of a text of at most 100 MB. Example: tokenbourse tokens encode README.md --pieces"
        )
        {
            file,
            tokenizer,
            added,
            pieces,
            json,
        };
        command.SetAction(parsed =>
        {
            var opened = Open(new TokenizerShelf(Home.Tokenizers), parsed.GetValue(tokenizer)!);
            var ids = new List<int>();
            opened.Encode(Whole(parsed.GetValue(file)!), ids, Mode(parsed.GetValue(added)));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(new(opened.Name, ids), TokensJson.Default.TokenIds));
            else if (parsed.GetValue(pieces))
                foreach (var id in ids)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id, 7}  {Shown(opened, id)}"));
            else
                Console.WriteLine(string.Join(' ', ids));
            return 0;
        });
        return command;
    }

    private static Command BuildList()
    {
        var json = new Option<bool>("--json") { Description = "The list as JSON." };
        var command = new Command(
            "list",
            "Say which tokenizers there are, from which package, and whether they are installed. Example: "
                + "tokenbourse tokens list"
        )
        {
            json,
        };
        command.SetAction(parsed =>
        {
            var shelf = new TokenizerShelf(Home.Tokenizers);
            List<TokenizerListed> list = [.. TokenizerShelf.Sources.Select(s => Listed(shelf, s))];
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(list, TokensJson.Default.ListTokenizerListed));
                return 0;
            }

            Console.WriteLine(
                $"{"name", -13}{"family", -20}{"package", -32}{"version", -9}{"licence", -12}{"vocabulary", 10}"
            );
            foreach (var l in list)
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{l.Name, -13}{l.Family, -20}{l.Package, -32}{l.Version ?? "-", -9}"
                    ) + string.Create(CultureInfo.InvariantCulture, $"{l.Licence, -12}{l.Vocabulary, 10}")
                );
            if (list.Find(l => l.Missing is not null) is { } absent)
                Console.Error.WriteLine($"tokenbourse: {absent.Missing}");
            return 0;
        });
        return command;
    }

    private static TokenizerListed Listed(TokenizerShelf shelf, TokenizerSource source)
    {
        var missing = shelf.Missing(source.Name);
        return new(
            source.Name,
            source.Family,
            source.Package,
            shelf.InstalledVersion(source),
            source.Licence,
            missing is null ? Open(shelf, source.Name).VocabularySize : null,
            missing
        );
    }

    private static Option<string> Tokenizer() =>
        new("--tokenizer")
        {
            Description = $"One of {string.Join(", ", TokenizerShelf.Sources.Select(s => s.Name))}.",
            DefaultValueFactory = _ => "o200k_base",
        };

    private static Option<bool> Added() =>
        new("--added-tokens")
        {
            Description = "Take text that spells an added token (<|endoftext|> and the like) for it; else it is text.",
        };

    private static AddedTokens Mode(bool asTokens) => asTokens ? AddedTokens.AsTokens : AddedTokens.AsText;

    private static BytePairTokenizer Open(TokenizerShelf shelf, string name)
    {
        try
        {
            return shelf.Open(name);
        }
        catch (TokenizerFileException e)
        {
            throw new VerbException(e.Message, 2);
        }
    }

    private static Stream Input(string file)
    {
        if (file == "-")
            return Console.OpenStandardInput();
        return File.Exists(file) ? File.OpenRead(file) : throw new VerbException($"{file}: no such file", 2);
    }

    private static TokenCounts Count(string file, (string Name, StreamingCounter Stream)[] streams)
    {
        using var input = Input(file);
        var chunk = new byte[1 << 16];
        long bytes = 0,
            characters = 0;
        for (int read; (read = input.Read(chunk)) > 0; )
        {
            bytes += read;
            // What is no continuation byte begins a character.
            foreach (var value in chunk.AsSpan(0, read))
                characters += (value & 0xC0) == 0x80 ? 0 : 1;
            foreach (var (_, stream) in streams)
                stream.Append(chunk.AsSpan(0, read));
        }

        return new(
            file,
            bytes,
            characters,
            [
                .. streams.Select(s =>
                {
                    var exact = s.Stream.ForcedCuts == 0;
                    var tokens = s.Stream.Finish();
                    return new TokenCount(
                        s.Name,
                        tokens,
                        PerThousand(tokens, characters),
                        PerThousand(tokens, bytes),
                        exact
                    );
                }),
            ]
        );
    }

    private static decimal? PerThousand(long tokens, long size) =>
        size == 0 ? null : decimal.Round(1000m * tokens / size, 1);

    private static string Told(TokenCounts counts)
    {
        var lines = new StringBuilder();
        lines.Append(
            CultureInfo.InvariantCulture,
            $"{counts.Text}: {counts.Characters:N0} characters, {counts.Bytes:N0} bytes\n"
        );
        lines.Append($"{"tokenizer", -13}{"tokens", 12}{"per 1000 characters", 21}{"per 1000 bytes", 16}");
        foreach (var c in counts.Counts)
        {
            lines.Append(
                CultureInfo.InvariantCulture,
                $"\n{c.Tokenizer, -13}{c.Tokens, 12}{c.Per1000Characters, 21:F1}{c.Per1000Bytes, 16:F1}"
            );
            lines.Append(c.Exact ? "" : "  not exact: a piece was longer than the bound on memory");
        }

        return lines.ToString();
    }

    private static byte[] Whole(string file)
    {
        using var input = Input(file);
        using var whole = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = input.Read(chunk)) > 0; )
        {
            whole.Write(chunk, 0, read);
            if (whole.Length > MostEncoded)
                throw new VerbException($"{file}: longer than 100 MB; tokens count takes any length", 2);
        }

        return whole.ToArray();
    }

    /// <summary>A token's text in quotation marks, control characters as JSON writes them, bytes that are no whole
    /// character as U+FFFD.</summary>
    private static string Shown(BytePairTokenizer tokenizer, int id)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        tokenizer.Decode([id], bytes);
        var text = new StringBuilder("\"");
        foreach (var rune in Encoding.UTF8.GetString(bytes.WrittenSpan).EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is '"' or '\\')
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else
                text.Append(rune.ToString());
        }

        return text.Append('"').ToString();
    }
}
