// Reads the vocabulary and merges of the first Mistral tokenizer out of the script that carries them.
using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// The package mistral-tokenizer-js keeps both as text in base 64: a token a line, and merges as pairs of ids of 16 bits,
/// little-endian, in the order of their rank. What a pair makes is the token that both texts make together.
/// </summary>
public static class MistralScript
{
    /// <summary>Reads the script's bytes.</summary>
    /// <exception cref="TokenizerFileException">One of the two is not there or does not fit the other.</exception>
    public static BytePairTokenizer Read(string name, ReadOnlySpan<byte> script)
    {
        var words = Encoding.UTF8.GetString(Constant(name, script, "const vocab_base64 = \""u8)).Split('\n');
        var pairs = Constant(name, script, "const merges_binary = \""u8);
        var ids = new Dictionary<string, int>(words.Length);
        var tokens = new byte[]?[words.Length];
        var pieces = new byte[]?[words.Length];
        var fallback = new int[words.Length];
        var byteIds = new int[256];
        Array.Fill(byteIds, -1);
        for (var id = 0; id < words.Length; id++)
        {
            // The script lets the last of equal tokens win.
            ids[words[id]] = id;
            tokens[id] = Encoding.UTF8.GetBytes(words[id]);
            fallback[id] = TokenizerJsonModel.FallbackByte(words[id]);
            if (fallback[id] >= 0)
                byteIds[fallback[id]] = id;
            else if (id > 2)
                pieces[id] = tokens[id];
        }

        if (byteIds.AsSpan().Contains(-1))
            throw new TokenizerFileException($"{name}: the byte {Array.IndexOf(byteIds, -1)} is no token");
        var merges = new MergeTable(pairs.Length / 4);
        var scanner = new SymbolPairScanner();
        for (var at = 0; at + 4 <= pairs.Length; at += 4)
        {
            var left = BinaryPrimitives.ReadUInt16LittleEndian(pairs.AsSpan(at));
            var right = BinaryPrimitives.ReadUInt16LittleEndian(pairs.AsSpan(at + 2));
            if (
                left >= words.Length
                || right >= words.Length
                || !ids.TryGetValue(words[left] + words[right], out var made)
            )
                throw new TokenizerFileException($"{name}: merge {at / 4} names a token that the vocabulary lacks");
            merges.Add(left, right, at / 4, made);
            scanner.Learn(tokens[made]);
        }

        var model = new BytePairModel
        {
            Tokens = new Vocabulary(tokens),
            Pieces = new Vocabulary(pieces),
            Merges = merges,
            ByteIds = byteIds,
            ByCharacter = true,
            FallbackByte = fallback,
        };
        return new BytePairTokenizer(name, model, scanner, new SpaceNormalizer())
        {
            All = new AddedTokenTrie([("<s>"u8.ToArray(), ids["<s>"]), ("</s>"u8.ToArray(), ids["</s>"])]),
        };
    }

    private static byte[] Constant(string name, ReadOnlySpan<byte> script, ReadOnlySpan<byte> opening)
    {
        var begin = script.IndexOf(opening);
        if (begin < 0)
            throw new TokenizerFileException($"{name}: the script holds no {Encoding.UTF8.GetString(opening)}...");
        var text = script[(begin + opening.Length)..];
        text = text[..Math.Max(0, text.IndexOf((byte)'"'))];
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (text.Length == 0 || Base64.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done)
            throw new TokenizerFileException($"{name}: {Encoding.UTF8.GetString(opening)}... is not base 64");
        return bytes[..written];
    }
}
