// Reads a .tiktoken file: a line a token, its bytes in base 64 and its rank, which is its id.
using System.Buffers.Text;
using System.Text;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Makes the byte-level tokenizers whose published form is a file of ranks.</summary>
public static class RankFile
{
    /// <summary>Reads the ranks.</summary>
    /// <param name="name">The tokenizer's name.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="pattern">One of <see cref="SplitPatterns"/>.</param>
    /// <param name="added">Added tokens and their ids.</param>
    /// <exception cref="TokenizerFileException">A line cannot be read, or not every byte is a token.</exception>
    public static BytePairTokenizer Read(
        string name,
        ReadOnlySpan<byte> file,
        string pattern,
        IReadOnlyList<(string Text, int Id)> added
    )
    {
        var scanner =
            SplitPatterns.Scanner(pattern)
            ?? throw new TokenizerFileException($"{name}: the split pattern is not known: {pattern}");
        var tokens = new List<byte[]?>();
        var number = 0;
        foreach (var range in file.Split((byte)'\n'))
        {
            number++;
            var line = file[range];
            if (line.EndsWith("\r"u8))
                line = line[..^1];
            if (line.Length > 0 && !Take(line, tokens))
                throw new TokenizerFileException(
                    $"{name}, line {number}: '{Encoding.UTF8.GetString(line)}' is not base 64 and the next rank, or is twice there"
                );
        }

        var ranked = new Vocabulary(tokens);
        var bytes = new int[256];
        for (var value = 0; value < 256; value++)
        {
            bytes[value] = ranked.Find([(byte)value]);
            if (bytes[value] < 0)
                throw new TokenizerFileException($"{name}: the byte {value} is no token");
        }

        var merges = BytePairModel.FromRanks(ranked);
        foreach (var (text, id) in added)
        {
            while (tokens.Count <= id)
                tokens.Add(null);
            tokens[id] = Encoding.UTF8.GetBytes(text);
        }

        var model = new BytePairModel
        {
            Tokens = new Vocabulary(tokens),
            // Added tokens are not to be found as whole pieces, so pieces are looked up among the ranks alone.
            Pieces = ranked,
            Merges = merges,
            ByteIds = bytes,
            WholePieces = true,
            Cuts = new PieceCuts(ranked),
        };
        return new BytePairTokenizer(name, model, scanner, new NoNormalizer())
        {
            All = new AddedTokenTrie(added.Select(a => (Encoding.UTF8.GetBytes(a.Text), a.Id))),
        };
    }

    private static bool Take(ReadOnlySpan<byte> line, List<byte[]?> tokens)
    {
        var space = line.IndexOf((byte)' ');
        if (
            space <= 0
            || !Utf8Parser.TryParse(line[(space + 1)..], out int rank, out var used)
            || used != line.Length - space - 1
            || rank < tokens.Count
            || rank > tokens.Count + 1024
        )
            return false;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(space)];
        if (
            Base64.DecodeFromUtf8(line[..space], bytes, out _, out var written) != System.Buffers.OperationStatus.Done
            || written == 0
        )
            return false;
        while (tokens.Count < rank)
            tokens.Add(null);
        tokens.Add(bytes[..written]);
        return true;
    }
}
