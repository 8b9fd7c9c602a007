// The model part of a tokenizer.json: vocabulary and merges.
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Read token by token, because the largest file has a million of them.</summary>
internal sealed class TokenizerJsonModel(string name)
{
    /// <summary>No vocabulary has more: an id beyond it is an error, and memory.</summary>
    public const int MostIds = 10_000_000;

    private readonly Dictionary<string, int> _ids = [];
    private readonly HashSet<int> _made = [];
    private MergeTable? _merges;
    private bool _byteFallback;
    private bool _wholePieces;
    private char[] _room = new char[256];

    public void Read(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader.GetString();
            reader.Read();
            switch (property)
            {
                case "type" when reader.GetString() != "BPE":
                    throw new TokenizerFileException($"{name}: a model of type {reader.GetString()} is not supported");
                case "dropout" when reader.TokenType != JsonTokenType.Null:
                case "continuing_subword_prefix" or "end_of_word_suffix" when !Empty(ref reader):
                    throw new TokenizerFileException($"{name}: {property} is not supported");
                case "byte_fallback":
                    _byteFallback = reader.GetBoolean();
                    break;
                case "ignore_merges":
                    _wholePieces = reader.GetBoolean();
                    break;
                case "vocab":
                    while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                    {
                        var token = reader.GetString()!;
                        reader.Read();
                        if (!reader.TryGetInt32(out var id) || id is < 0 or > MostIds || !_ids.TryAdd(token, id))
                            throw new TokenizerFileException(
                                $"{name}: the token '{token}' is twice there or has no id"
                            );
                    }

                    break;
                case "merges":
                    ReadMerges(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    /// <summary>Puts the model together.</summary>
    /// <param name="byteLevel">Tokens are written in the alphabet of bytes; else in plain characters.</param>
    /// <param name="added">Added tokens.</param>
    /// <param name="pairs">Learns which characters stand side by side in merged tokens.</param>
    public BytePairModel Build(
        bool byteLevel,
        IReadOnlyList<(string Text, int Id, bool Special)> added,
        SymbolPairScanner? pairs
    )
    {
        if (_merges is null || byteLevel && _byteFallback || !byteLevel && !_byteFallback)
            throw new TokenizerFileException($"{name}: needs merges, and either byte level or bytes to fall back to");
        var most = Math.Max(_ids.Values.Max(), added.Count == 0 ? 0 : added.Max(a => a.Id));
        var pieces = new byte[]?[most + 1];
        var all = new byte[]?[most + 1];
        var fallback = new int[most + 1];
        var byteIds = new int[256];
        Array.Fill(fallback, -1);
        Array.Fill(byteIds, -1);
        var addedIds = added.Select(a => a.Id).ToHashSet();
        foreach (var (token, id) in _ids)
        {
            var bytes = byteLevel ? ByteLevelAlphabet.Bytes(token) : Encoding.UTF8.GetBytes(token);
            all[id] = bytes ?? Encoding.UTF8.GetBytes(token);
            if (!byteLevel && FallbackByte(token) is >= 0 and var value)
                (fallback[id], byteIds[value]) = (value, id);
            else if (!addedIds.Contains(id) || token.Length == 1)
                pieces[id] = bytes;
        }

        foreach (var (text, id, _) in added)
            all[id] = Encoding.UTF8.GetBytes(text);
        var lookup = new Vocabulary(pieces);
        for (var value = 0; byteLevel && value < 256; value++)
            byteIds[value] = lookup.Find([(byte)value]);
        if (byteIds.AsSpan().Contains(-1))
            throw new TokenizerFileException($"{name}: the byte {Array.IndexOf(byteIds, -1)} is no token");
        if (pairs is not null)
        {
            foreach (var id in _made)
                pairs.Learn(all[id]);
        }

        return new BytePairModel
        {
            Tokens = new Vocabulary(all),
            Pieces = lookup,
            Merges = _merges,
            ByteIds = byteIds,
            ByCharacter = !byteLevel,
            WholePieces = _wholePieces,
            Cuts = byteLevel ? new PieceCuts(lookup) : null,
            FallbackByte = byteLevel ? [] : fallback,
        };
    }

    private static bool Empty(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null || reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty;

    /// <summary>The byte of a token written as &lt;0x41&gt;, or −1.</summary>
    public static int FallbackByte(string token) =>
        token.Length == 6
        && token.StartsWith("<0x", StringComparison.Ordinal)
        && token[5] == '>'
        && byte.TryParse(
            token.AsSpan(3, 2),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : -1;

    /// <summary>Merges stand as "left right" or as a list of two.</summary>
    private void ReadMerges(ref Utf8JsonReader reader)
    {
        if (_ids.Count == 0)
            throw new TokenizerFileException($"{name}: the merges come before the vocabulary");
        _merges = new MergeTable(1 << 18);
        for (var rank = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; rank++)
        {
            int length,
                cut;
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
                cut = Copy(ref reader, 0);
                reader.Read();
                length = Copy(ref reader, cut);
                reader.Read();
            }
            else
            {
                length = Copy(ref reader, 0);
                cut = Array.IndexOf(_room, ' ', 0, length);
                if (cut >= 0)
                    _room.AsSpan(cut + 1, length - cut - 1).CopyTo(_room.AsSpan(cut));
                length--;
            }

            AddMerge(cut, length, rank);
        }
    }

    private void AddMerge(int cut, int length, int rank)
    {
        var ids = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        if (
            cut <= 0
            || cut >= length
            || !ids.TryGetValue(_room.AsSpan(0, cut), out var left)
            || !ids.TryGetValue(_room.AsSpan(cut, length - cut), out var right)
            || !ids.TryGetValue(_room.AsSpan(0, length), out var made)
        )
            throw new TokenizerFileException($"{name}: merge {rank} names a token that the vocabulary lacks");
        _merges!.Add(left, right, rank, made);
        _made.Add(made);
    }

    private int Copy(ref Utf8JsonReader reader, int at)
    {
        var most = at + reader.ValueSpan.Length;
        if (_room.Length < most)
            Array.Resize(ref _room, most * 2);
        return at + reader.CopyString(_room.AsSpan(at));
    }
}
