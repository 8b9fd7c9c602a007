// Reads a tokenizer.json: added tokens, normalizer, pre-tokenizer, vocabulary and merges.
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// Makes a tokenizer out of the file that model families are published with. It understands what the files named in
/// docs/metering.md need and refuses anything else: a part that is passed over would count wrongly without a sign of
/// it.
/// </summary>
public static class TokenizerJson
{
    /// <summary>Reads the file.</summary>
    /// <param name="name">The tokenizer's name.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="unicode">Needed where the file asks for a normalization form; else may be null.</param>
    /// <exception cref="TokenizerFileException">Something in the file is unknown or broken; the message says
    /// what.</exception>
    public static BytePairTokenizer Read(string name, ReadOnlySpan<byte> file, UnicodeTables? unicode)
    {
        try
        {
            var parts = new Parts(name);
            var reader = new Utf8JsonReader(file);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                parts.Take(ref reader);
            return parts.Build(unicode);
        }
        catch (JsonException e)
        {
            throw new TokenizerFileException($"{name}: not JSON: {e.Message}");
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new TokenizerFileException($"{name}: JSON that is not of the shape of a tokenizer: {e.Message}");
        }
    }

    /// <summary>One step of the pre-tokenizer or normalizer, or the only one.</summary>
    private static List<JsonElement> Steps(JsonElement part, string list)
    {
        if (part.ValueKind == JsonValueKind.Null || part.ValueKind == JsonValueKind.Undefined)
            return [];
        return Text(part, "type") == "Sequence" ? [.. part.GetProperty(list).EnumerateArray()] : [part];
    }

    private static string? Text(JsonElement part, string property) =>
        part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static bool Flag(JsonElement part, string property, bool otherwise) =>
        part.TryGetProperty(property, out var value) ? value.ValueKind == JsonValueKind.True : otherwise;

    private sealed class Parts(string name)
    {
        private readonly TokenizerJsonModel _model = new(name);
        private readonly List<(string Text, int Id, bool Special)> _added = [];
        private JsonElement _normalizer;
        private JsonElement _preTokenizer;

        public void Take(ref Utf8JsonReader reader)
        {
            var property = reader.GetString();
            reader.Read();
            switch (property)
            {
                case "added_tokens":
                    TakeAdded(JsonElement.ParseValue(ref reader));
                    break;
                case "normalizer":
                    _normalizer = JsonElement.ParseValue(ref reader);
                    break;
                case "pre_tokenizer":
                    _preTokenizer = JsonElement.ParseValue(ref reader);
                    break;
                case "model":
                    _model.Read(ref reader);
                    break;
                case "truncation" or "padding" when reader.TokenType != JsonTokenType.Null:
                    throw new TokenizerFileException($"{name}: {property} would change the count and is not supported");
                default:
                    // The post-processor puts tokens around the text and the decoder only glues: neither is metered.
                    reader.Skip();
                    break;
            }
        }

        public BytePairTokenizer Build(UnicodeTables? unicode)
        {
            var normalizer = Normalizer(unicode);
            var (byteLevel, pattern) = PreTokenizer(normalizer);
            SymbolPairScanner? pairs = byteLevel ? null : new SymbolPairScanner();
            var model = _model.Build(byteLevel, _added, pairs);
            var scanner =
                pairs
                ?? SplitPatterns.Scanner(pattern)
                ?? throw new TokenizerFileException($"{name}: the split pattern is not known: {pattern}");
            return new BytePairTokenizer(name, model, scanner, normalizer)
            {
                All = Trie(_added),
                Always = byteLevel ? null : Trie(_added.Where(a => !a.Special)),
            };
        }

        private static AddedTokenTrie? Trie(IEnumerable<(string Text, int Id, bool Special)> added)
        {
            var tokens = added.Select(a => (Encoding.UTF8.GetBytes(a.Text), a.Id)).ToList();
            return tokens.Count == 0 ? null : new AddedTokenTrie(tokens);
        }

        private void TakeAdded(JsonElement list)
        {
            foreach (var token in list.EnumerateArray())
            {
                var text = Text(token, "content");
                if (
                    string.IsNullOrEmpty(text)
                    || Flag(token, "single_word", false)
                    || Flag(token, "lstrip", false)
                    || Flag(token, "rstrip", false)
                )
                    throw new TokenizerFileException(
                        $"{name}: the added token {token} is empty or strips or is a word"
                    );
                var id = token.GetProperty("id").GetInt32();
                if (id is < 0 or > TokenizerJsonModel.MostIds)
                    throw new TokenizerFileException($"{name}: the added token '{text}' has no id");
                _added.Add((text, id, Flag(token, "special", false)));
            }
        }

        private TextNormalizer Normalizer(UnicodeTables? unicode)
        {
            TextNormalizer? normalizer = null;
            foreach (var step in Steps(_normalizer, "normalizers"))
            {
                if (normalizer is not null)
                    throw new TokenizerFileException($"{name}: more than one normalizer is not supported");
                normalizer = (Text(step, "type"), unicode) switch
                {
                    ("NFC" or "NFKC", null) => throw new TokenizerFileException(
                        $"{name}: normalizes text, and the normalization table is missing"
                    ),
                    ("NFC", { } tables) => new UnicodeNormalizer(tables, compatible: false),
                    ("NFKC", { } tables) => new UnicodeNormalizer(tables, compatible: true),
                    ("Replace", _)
                        when Text(step, "content") == "\u2581" && Text(step.GetProperty("pattern"), "String") == " " =>
                        new SpaceNormalizer(),
                    _ => throw new TokenizerFileException($"{name}: the normalizer is not known: {step}"),
                };
            }

            return normalizer ?? new NoNormalizer();
        }

        /// <summary>Byte level or not, and the patterns, a line break between them.</summary>
        private (bool ByteLevel, string Pattern) PreTokenizer(TextNormalizer normalizer)
        {
            var byteLevel = false;
            List<string> patterns = [];
            foreach (var step in Steps(_preTokenizer, "pretokenizers"))
            {
                var type = Text(step, "type");
                var text = type == "Split" ? step.GetProperty("pattern") : default;
                if (type == "ByteLevel" && !byteLevel && !Flag(step, "add_prefix_space", true))
                {
                    byteLevel = true;
                    if (Flag(step, "use_regex", true))
                        patterns.Add(SplitPatterns.ByteLevel);
                }
                else if (
                    type == "Split"
                    && !byteLevel
                    && Text(step, "behavior") == "Isolated"
                    && !Flag(step, "invert", false)
                    && Text(text, "Regex") is { } pattern
                )
                {
                    patterns.Add(pattern);
                }
                // The normalizer has left no space that this could cut at.
                else if (type != "Split" || Text(text, "String") != " " || normalizer is not SpaceNormalizer)
                {
                    throw new TokenizerFileException($"{name}: the pre-tokenizer is not known: {step}");
                }
            }

            if (!byteLevel && patterns.Count > 0)
                throw new TokenizerFileException($"{name}: a pattern without byte level is not supported");
            return (byteLevel, string.Join('\n', patterns));
        }
    }
}
