// Which client order ids were used on a calendar's day: a table that only grows within the day and is emptied at its opening.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>Account and client order id to the order that first carried them (rule ORD-002).</summary>
internal sealed class ClientOrderIds
{
    private const int None = -1;
    private const int PageBits = 12;
    private const int FirstRound = 10;

    // Rows and buckets stand in pages, and a full table splits one bucket at each addition (linear hashing, Litwin 1980):
    // to double it at once would hold up every order behind the one that did not fit.
    private readonly List<Row[]> _rows = [];
    private readonly List<int[]> _buckets = [new int[1 << PageBits]];
    private int _round = FirstRound;
    private int _split;

    public ClientOrderIds() => Clear();

    /// <summary>Ids used since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The order that carried the id; zero when none did.</summary>
    public OrderId Find(AccountId account, in ClientOrderId id) => Find(account, id, out _);

    /// <param name="content">Fingerprint of the request that carried the id; zero: not kept (rule IDN-001).</param>
    public OrderId Find(AccountId account, in ClientOrderId id, out ulong content)
    {
        for (var at = Count == 0 ? None : Bucket(BucketOf(account, id)); at != None; )
        {
            ref readonly var row = ref RowAt(at);
            if (row.Account == account.Value && row.Id.Equals(id))
            {
                content = row.Content;
                return new(row.Order);
            }

            at = row.Next;
        }

        content = 0;
        return default;
    }

    /// <summary>Notes an id that <see cref="Find(AccountId, in ClientOrderId)"/> did not find.</summary>
    public void Add(AccountId account, in ClientOrderId id, OrderId order, ulong content = 0)
    {
        if (Count == (1 << _round) + _split)
            Split();
        if (Count >> PageBits == _rows.Count)
            _rows.Add(new Row[1 << PageBits]);
        ref var bucket = ref Bucket(BucketOf(account, id));
        RowAt(Count) = new()
        {
            Account = account.Value,
            Id = id,
            Order = order.Value,
            Content = content,
            Next = bucket,
        };
        bucket = Count++;
    }

    public void Clear()
    {
        Count = 0;
        (_round, _split) = (FirstRound, 0);
        // Those beyond are emptied when they are split off.
        _buckets[0].AsSpan(0, 1 << FirstRound).Fill(None);
    }

    /// <param name="contents">From release 6 on.</param>
    public void Save(StateWriter writer, bool contents = false)
    {
        writer.Int(Count);
        for (var i = 0; i < Count; i++)
        {
            ref readonly var row = ref RowAt(i);
            writer.Int(row.Account);
            writer.Struct(row.Id);
            writer.Long(row.Order);
            if (contents)
                writer.Long(unchecked((long)row.Content));
        }
    }

    public void Load(StateReader reader, bool contents = false)
    {
        for (var count = reader.Count(); count > 0; count--)
        {
            var (account, id) = (new AccountId(reader.Int()), reader.Struct<ClientOrderId>());
            Add(account, id, new(reader.Long()), contents ? unchecked((ulong)reader.Long()) : 0);
        }
    }

    private ref Row RowAt(int row) => ref _rows[row >> PageBits][row & ((1 << PageBits) - 1)];

    private ref int Bucket(int bucket) => ref _buckets[bucket >> PageBits][bucket & ((1 << PageBits) - 1)];

    /// <summary>Deals one bucket's rows out to it and to a new one.</summary>
    private void Split()
    {
        var (from, to) = (_split, _split + (1 << _round));
        if (to >> PageBits == _buckets.Count)
            _buckets.Add(new int[1 << PageBits]);
        if (++_split == 1 << _round)
            (_round, _split) = (_round + 1, 0);
        var at = Bucket(from);
        Bucket(from) = Bucket(to) = None;
        while (at != None)
        {
            ref var row = ref RowAt(at);
            ref var bucket = ref Bucket(BucketOf(new(row.Account), row.Id));
            (row.Next, bucket, at) = (bucket, at, row.Next);
        }
    }

    private int BucketOf(AccountId account, in ClientOrderId id)
    {
        var digest = new Digest64((ulong)account.Value);
        digest.Add((ReadOnlySpan<byte>)id);
        var bucket = (int)(digest.Value & ((1UL << _round) - 1));
        return bucket >= _split ? bucket : (int)(digest.Value & ((2UL << _round) - 1));
    }

    private struct Row
    {
        public ClientOrderId Id;
        public int Account;
        public int Next;
        public long Order;
        public ulong Content;
    }
}
