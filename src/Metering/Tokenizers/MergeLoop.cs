// Merges the symbols of one piece: the lowest rank first, the leftmost among equals, until nothing merges.
using System.Runtime.Intrinsics;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// The scratch of one counting thread. Short pieces are searched anew for each merge; long ones go through a heap and a
/// linked list, n log n in their length, so that a megabyte of one letter is work and not a stop.
/// </summary>
internal sealed class MergeLoop(BytePairModel model)
{
    /// <summary>Up to so many symbols a search is quicker than a heap.</summary>
    private const int _short = 64;

    /// <summary>Scratch beyond this is given back after the piece.</summary>
    private const int _kept = 1 << 18;

    private int[] _ids = new int[1024];
    private int[] _ranks = new int[1024];
    private int[] _next = [];
    private int[] _previous = [];
    private ulong[] _heap = [];
    private int _heapCount;

    /// <summary>The ids of the piece that was merged last.</summary>
    public ReadOnlySpan<int> Ids(int count) => _ids.AsSpan(0, count);

    /// <summary>Merges a piece and returns how many tokens it is; <see cref="Ids"/> has them.</summary>
    /// <param name="piece">A piece, or a part of one.</param>
    /// <param name="whole">Not a part: where the family allows it, a token as it stands is taken without
    /// merging.</param>
    public int Merge(ReadOnlySpan<byte> piece, bool whole)
    {
        if (_ids.Length < piece.Length)
            _ids = new int[piece.Length];
        if (whole && model.WholePieces && model.Pieces.Find(piece) is >= 0 and var token)
        {
            _ids[0] = token;
            return 1;
        }

        var count = model.Begin(piece, _ids);
        return count <= _short ? MergeShort(count) : MergeLong(count);
    }

    /// <summary>Gives back what a very long piece needed.</summary>
    public void Shrink()
    {
        if (_ids.Length <= _kept)
            return;
        _ids = new int[1024];
        _ranks = new int[1024];
        _next = _previous = [];
        _heap = [];
    }

    private int MergeShort(int count)
    {
        var merges = model.Merges;
        var ids = _ids;
        var ranks = _ranks;
        Span<int> into = stackalloc int[_short];
        for (var i = 0; i + 1 < count; i++)
            ranks[i] = merges.Rank(ids[i], ids[i + 1], out into[i]);
        while (count > 1)
        {
            var pairs = ranks.AsSpan(0, count - 1);
            var lowest = Lowest(pairs);
            if (lowest == MergeTable.None)
                break;
            var best = pairs.IndexOf(lowest);
            ids[best] = into[best];
            var moved = count - best - 2;
            ids.AsSpan(best + 2, moved).CopyTo(ids.AsSpan(best + 1));
            if (moved > 0)
            {
                ranks.AsSpan(best + 2, moved - 1).CopyTo(ranks.AsSpan(best + 1));
                into.Slice(best + 2, moved - 1).CopyTo(into[(best + 1)..]);
                ranks[best] = merges.Rank(ids[best], ids[best + 1], out into[best]);
            }

            count--;
            if (best > 0)
                ranks[best - 1] = merges.Rank(ids[best - 1], ids[best], out into[best - 1]);
        }

        return count;
    }

    /// <summary>The lowest of at least one rank, eight at a time.</summary>
    private static int Lowest(ReadOnlySpan<int> ranks)
    {
        var lowest = ranks[0];
        if (ranks.Length >= Vector256<int>.Count)
        {
            var each = Vector256.Create(ranks);
            // The last eight overlap the eight before them, which does no harm.
            for (var at = Vector256<int>.Count; at < ranks.Length; at += Vector256<int>.Count)
                each = Vector256.Min(
                    each,
                    Vector256.Create(ranks[Math.Min(at, ranks.Length - Vector256<int>.Count)..])
                );
            var half = Vector128.Min(each.GetLower(), each.GetUpper());
            for (var i = 0; i < Vector128<int>.Count; i++)
                lowest = Math.Min(lowest, half[i]);
            return lowest;
        }

        foreach (var rank in ranks)
            lowest = Math.Min(lowest, rank);
        return lowest;
    }

    private int MergeLong(int count)
    {
        Prepare(count);
        while (_heapCount > 0)
        {
            var top = Pop();
            var at = (int)(top & 0xFFFFFFFF);
            var rank = (int)(top >> 32);
            var right = _next[at];
            // An entry whose pair has changed since is stale; the changed pair has an entry of its own.
            if (_ids[at] < 0 || right >= count || model.Merges.Rank(_ids[at], _ids[right], out var id) != rank)
                continue;
            _ids[at] = id;
            _ids[right] = -1;
            var behind = _next[at] = _next[right];
            if (behind < count)
            {
                _previous[behind] = at;
                PushPair(at, behind);
            }

            if (_previous[at] >= 0)
                PushPair(_previous[at], at);
        }

        var kept = 0;
        for (var i = 0; i < count; i = _next[i])
            _ids[kept++] = _ids[i];
        return kept;
    }

    private void Prepare(int count)
    {
        if (_next.Length < count)
        {
            _next = new int[count];
            _previous = new int[count];
            // Each merge takes an entry away and adds at most two.
            _heap = new ulong[count * 2];
        }

        _heapCount = 0;
        for (var i = 0; i < count; i++)
        {
            _next[i] = i + 1;
            _previous[i] = i - 1;
            if (i + 1 < count && model.Merges.Rank(_ids[i], _ids[i + 1], out _) is not MergeTable.None and var rank)
                _heap[_heapCount++] = (ulong)(uint)rank << 32 | (uint)i;
        }

        for (var i = _heapCount / 2 - 1; i >= 0; i--)
            Sink(i);
    }

    private void PushPair(int left, int right)
    {
        var rank = model.Merges.Rank(_ids[left], _ids[right], out _);
        if (rank == MergeTable.None)
            return;
        if (_heapCount == _heap.Length)
            Array.Resize(ref _heap, _heap.Length * 2);
        var at = _heapCount++;
        var value = (ulong)(uint)rank << 32 | (uint)left;
        while (at > 0 && _heap[(at - 1) / 2] > value)
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _heap[at] = value;
    }

    private ulong Pop()
    {
        var top = _heap[0];
        _heap[0] = _heap[--_heapCount];
        Sink(0);
        return top;
    }

    private void Sink(int at)
    {
        var value = _heap[at];
        while (at * 2 + 1 < _heapCount)
        {
            var child = at * 2 + 1;
            if (child + 1 < _heapCount && _heap[child + 1] < _heap[child])
                child++;
            if (_heap[child] >= value)
                break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = value;
    }
}
