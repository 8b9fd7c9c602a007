// Rows of a table by a hash, in buckets of one cache line: who is not there is known without a look at any row.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tokenbourse.Market;

/// <summary>Hashes of 32 bits to numbers of rows. It grows by one bucket at a time (linear hashing, Litwin 1980): to
/// double it at once would hold up every order behind the one that did not fit. A bucket is split by its hashes alone:
/// neither the rows nor buckets elsewhere are touched.</summary>
internal sealed class RowsByHash
{
    private const int PageBits = 12;
    private const int FirstRound = 8;

    /// <summary>Rows for each bucket at most. Buckets that are still to be split hold twice as many as the
    /// others.</summary>
    private const int Load = 3;

    private readonly List<Bucket[]> _pages = [new Bucket[1 << PageBits]];
    private readonly List<Bucket> _spill = [];
    private readonly List<ulong> _dealt = [];
    private int _round = FirstRound;
    private int _split;
    private int _count;
    private int _freeSpill;

    public RowsByHash() => Clear();

    public void Clear()
    {
        (_round, _split, _count, _freeSpill) = (FirstRound, 0, 0, 0);
        _spill.Clear();
        // Those beyond are emptied when they are split off.
        _pages[0].AsSpan(0, 1 << FirstRound).Clear();
    }

    /// <summary>The rows with this hash, one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Walk With(uint hash) => new(this, ref BucketAt(PlaceOf(hash)), hash);

    public void Add(uint hash, int row)
    {
        if (_count++ == Load * ((1 << _round) + _split))
            Split();
        Put(ref BucketAt(PlaceOf(hash)), ((ulong)hash << 32) | ((uint)row + 1));
    }

    private ref Bucket BucketAt(int bucket) => ref _pages[bucket >> PageBits][bucket & ((1 << PageBits) - 1)];

    private ref Bucket SpillAt(int number) => ref CollectionsMarshal.AsSpan(_spill)[number - 1];

    private int PlaceOf(uint hash)
    {
        var bucket = (int)(hash & ((1U << _round) - 1));
        return bucket >= _split ? bucket : (int)(hash & ((2U << _round) - 1));
    }

    /// <param name="bucket">Of a page: those that were spilled move when there are more of them.</param>
    private void Put(ref Bucket bucket, ulong entry)
    {
        if (HasTaken(ref bucket, entry))
            return;
        if (bucket[Bucket.More] == 0)
            bucket[Bucket.More] = (ulong)TakeSpill();
        for (var at = (int)bucket[Bucket.More]; !HasTaken(ref SpillAt(at), entry); )
        {
            var more = (int)SpillAt(at)[Bucket.More];
            if (more == 0)
            {
                more = TakeSpill();
                SpillAt(at)[Bucket.More] = (ulong)more;
            }

            at = more;
        }
    }

    private static bool HasTaken(ref Bucket bucket, ulong entry)
    {
        for (var i = 0; i < Bucket.Entries; i++)
        {
            if (bucket[i] != 0)
                continue;
            bucket[i] = entry;
            return true;
        }

        return false;
    }

    private int TakeSpill()
    {
        var number = _freeSpill;
        if (number == 0)
        {
            _spill.Add(default);
            return _spill.Count;
        }

        _freeSpill = (int)SpillAt(number)[Bucket.More];
        SpillAt(number) = default;
        return number;
    }

    /// <summary>Deals one bucket's rows out to it and to a new one.</summary>
    private void Split()
    {
        var (from, bit) = (_split, 1U << _round);
        var to = from + (int)bit;
        if (to >> PageBits == _pages.Count)
            _pages.Add(new Bucket[1 << PageBits]);
        if (++_split == (int)bit)
            (_round, _split) = (_round + 1, 0);
        Gather(ref BucketAt(from));
        BucketAt(to) = default;
        foreach (var entry in _dealt)
            Put(ref BucketAt(((uint)(entry >> 32) & bit) == 0 ? from : to), entry);
        _dealt.Clear();
    }

    /// <summary>Takes all that a bucket and its spilled ones hold.</summary>
    private void Gather(ref Bucket bucket)
    {
        for (var i = 0; i < Bucket.Entries && bucket[i] != 0; i++)
            _dealt.Add(bucket[i]);
        for (var more = (int)bucket[Bucket.More]; more != 0; )
        {
            ref var spill = ref SpillAt(more);
            for (var i = 0; i < Bucket.Entries && spill[i] != 0; i++)
                _dealt.Add(spill[i]);
            var next = (int)spill[Bucket.More];
            spill[Bucket.More] = (ulong)_freeSpill;
            (_freeSpill, more) = (more, next);
        }

        bucket = default;
    }

    /// <summary>Goes over the rows of one hash.</summary>
    public ref struct Walk
    {
        private readonly RowsByHash _table;
        private readonly uint _hash;
        private ref Bucket _bucket;
        private int _next;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Walk(RowsByHash table, ref Bucket bucket, uint hash)
        {
            _table = table;
            _bucket = ref bucket;
            _hash = hash;
        }

        public int Row { get; private set; }

        public bool MoveNext()
        {
            // Filled from the front, and the next one begun when it is full: an empty place is the end.
            while (true)
            {
                for (; _next < Bucket.Entries; _next++)
                {
                    var entry = _bucket[_next];
                    if (entry == 0)
                        break;
                    if ((uint)(entry >> 32) != _hash)
                        continue;
                    Row = unchecked((int)(uint)entry) - 1;
                    _next++;
                    return true;
                }

                var more = (int)_bucket[Bucket.More];
                if (_next < Bucket.Entries || more == 0)
                    return false;
                _bucket = ref _table.SpillAt(more);
                _next = 0;
            }
        }
    }

    /// <summary>Entries (hash above, row and one below; zero: none), then the number of the bucket that takes what does
    /// not fit.</summary>
    [InlineArray(Entries + 1)]
    internal struct Bucket
    {
        public const int Entries = 7;
        public const int More = Entries;
        private ulong _first;
    }
}
