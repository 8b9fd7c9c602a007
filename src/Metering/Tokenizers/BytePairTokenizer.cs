// The tokenizer itself: added tokens, normalizer, pieces, merges.
using System.Buffers;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// Byte-pair encoding with everything that a family adds to it. Made by <see cref="RankFile"/>, <see
/// cref="TokenizerJson"/> and <see cref="MistralScript"/>. Counting allocates nothing once its scratch has grown.
/// </summary>
/// <remarks>
/// No token is put before or behind the text (no beginning of sentence), because what is metered is the text.
/// Byte-level families give every byte back: decoding what was encoded yields the same bytes, well-formed or not,
/// except where the family normalizes (Qwen: form C; Claude 2: form KC). SentencePiece families turn U+2581 into a
/// space.
/// </remarks>
public sealed class BytePairTokenizer : ITokenizer
{
    private const int _block = 1 << 16;

    private readonly Worker?[] _idle = new Worker?[8];

    internal BytePairTokenizer(string name, BytePairModel model, PieceScanner scanner, TextNormalizer normalizer)
    {
        (Name, Model, Scanner, Normalizer) = (name, model, scanner, normalizer);
    }

    public string Name { get; }

    public int VocabularySize => Model.Tokens.Count;

    internal BytePairModel Model { get; }

    internal PieceScanner Scanner { get; }

    internal TextNormalizer Normalizer { get; }

    /// <summary>Added tokens that are found in any text, because the family has no other way to write them.</summary>
    internal AddedTokenTrie? Always { get; init; }

    /// <summary>All added tokens.</summary>
    internal AddedTokenTrie? All { get; init; }

    public long Count(ReadOnlySpan<byte> utf8, AddedTokens added = AddedTokens.AsText) => Run(utf8, null, added);

    public long Count(ReadOnlySpan<char> text, AddedTokens added = AddedTokens.AsText)
    {
        var room = ArrayPool<byte>.Shared.Rent(System.Text.Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return Run(room.AsSpan(0, System.Text.Encoding.UTF8.GetBytes(text, room)), null, added);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    public void Encode(ReadOnlySpan<byte> utf8, List<int> ids, AddedTokens added = AddedTokens.AsText) =>
        Run(utf8, ids, added);

    public void Decode(ReadOnlySpan<int> ids, IBufferWriter<byte> utf8)
    {
        foreach (var id in ids)
        {
            if (!Model.Tokens.Has(id))
                throw new ArgumentOutOfRangeException(nameof(ids), id, $"{Name} has no token of this id");
            if (Model.FallbackByte.Length > 0 && Model.FallbackByte[id] >= 0)
            {
                utf8.Write([(byte)Model.FallbackByte[id]]);
                continue;
            }

            var bytes = Model.Tokens.Bytes(id);
            if (Model.ByCharacter)
                WriteSpaces(bytes, utf8);
            else
                utf8.Write(bytes);
        }
    }

    internal AddedTokenTrie? Trie(AddedTokens added) => added == AddedTokens.AsTokens ? All : Always;

    internal Worker Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } worker)
                return worker;
        }

        return new Worker(Model);
    }

    internal void Return(Worker worker)
    {
        worker.Merges.Shrink();
        worker.Normalized.Clear();
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], worker, null) is null)
                return;
        }
    }

    /// <summary>
    /// Counts the pieces of normalized text that are certain; with <paramref name="ends"/> all of them are. Returns
    /// how many bytes those are.
    /// </summary>
    internal int Take(Worker worker, ReadOnlySpan<byte> normalized, bool ends, List<int>? ids, ref long count)
    {
        var text = new ScanText(normalized);
        var start = 0;
        while (start < normalized.Length)
        {
            text.HitEnd = false;
            var end = Scanner.Next(ref text, start);
            if (text.HitEnd && !ends)
                break;
            count += worker.Piece(normalized[start..end], ids);
            start = end;
        }

        return start;
    }

    private long Run(ReadOnlySpan<byte> utf8, List<int>? ids, AddedTokens added)
    {
        var trie = Trie(added);
        var worker = Rent();
        var count = 0L;
        while (utf8.Length > 0)
        {
            int at = utf8.Length,
                length = 0,
                id = -1;
            if (trie is not null)
                id = trie.Find(utf8, more: false, out at, out length);
            Segment(worker, utf8[..at], ids, ref count);
            if (id >= 0)
            {
                ids?.Add(id);
                count++;
            }

            utf8 = utf8[(at + length)..];
        }

        Return(worker);
        return count;
    }

    private void Segment(Worker worker, ReadOnlySpan<byte> segment, List<int>? ids, ref long count)
    {
        if (Normalizer.Leaves(segment))
        {
            Take(worker, segment, ends: true, ids, ref count);
            return;
        }

        // Block by block, so that what is normalized stays small; a piece that does not end makes the next block
        // larger.
        worker.Normalized.Clear();
        for (var size = _block; segment.Length > 0; size = Math.Max(_block, worker.Normalized.Length))
        {
            var ends = segment.Length <= size;
            var certain = ends ? segment.Length : Normalizer.Certain(segment[..size]);
            while (certain == 0)
            {
                size *= 2;
                ends = segment.Length <= size;
                certain = ends ? segment.Length : Normalizer.Certain(segment[..size]);
            }

            Normalizer.Normalize(segment[..certain], worker.Normalized, worker.Points);
            worker.Normalized.Consume(Take(worker, worker.Normalized.Span, ends, ids, ref count));
            segment = segment[certain..];
        }
    }

    private static void WriteSpaces(ReadOnlySpan<byte> bytes, IBufferWriter<byte> utf8)
    {
        while (bytes.IndexOf(SpaceNormalizer.Block) is >= 0 and var block)
        {
            utf8.Write(bytes[..block]);
            utf8.Write(" "u8);
            bytes = bytes[(block + SpaceNormalizer.Block.Length)..];
        }

        utf8.Write(bytes);
    }

    /// <summary>What one thread needs while it counts.</summary>
    internal sealed class Worker(BytePairModel model)
    {
        private readonly PieceCache _cache = new();

        public MergeLoop Merges { get; } = new(model);

        public ByteBuffer Normalized { get; } = new();

        public List<int> Points { get; } = [];

        public int Piece(ReadOnlySpan<byte> piece, List<int>? ids)
        {
            if (piece.Length <= PieceCache.LongestPiece || model.Cuts is not { } cuts)
                return Part(piece, true, ids);
            if (model.WholePieces && model.Pieces.Find(piece) is >= 0 and var token)
            {
                ids?.Add(token);
                return 1;
            }

            var count = 0;
            for (var at = 0; at < piece.Length; )
            {
                var end = cuts.Next(piece, at);
                count += Part(piece[at..end], false, ids);
                at = end;
            }

            return count;
        }

        private int Part(ReadOnlySpan<byte> piece, bool whole, List<int>? ids)
        {
            int count;
            if (piece.Length > PieceCache.LongestPiece)
            {
                count = Merges.Merge(piece, whole);
                ids?.AddRange(Merges.Ids(count));
                return count;
            }

            ref var slot = ref _cache.Slot(piece, whole, out var found);
            if (found && (ids is null || slot.Count <= PieceCache.MostIds))
            {
                ids?.AddRange(((ReadOnlySpan<int>)slot.Ids)[..slot.Count]);
                return slot.Count;
            }

            count = Merges.Merge(piece, whole);
            PieceCache.Fill(ref slot, piece, whole, Merges.Ids(count));
            ids?.AddRange(Merges.Ids(count));
            return count;
        }
    }
}
