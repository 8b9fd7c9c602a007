// Which client order ids were used on a calendar's day: a table that only grows within the day and is emptied at its opening.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>Account and client order id to the order that first carried them (rule ORD-002).</summary>
internal sealed class ClientOrderIds
{
    private const int None = -1;
    private Row[] _rows = new Row[1 << 10];
    private int[] _buckets = Empty(1 << 11);

    /// <summary>Ids used since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The order that carried the id; zero when none did.</summary>
    public OrderId Find(AccountId account, in ClientOrderId id)
    {
        for (var at = _buckets[BucketOf(account, id)]; at != None; at = _rows[at].Next)
        {
            if (_rows[at].Account == account.Value && _rows[at].Id.Equals(id))
                return new(_rows[at].Order);
        }

        return default;
    }

    /// <summary>Notes an id that <see cref="Find"/> did not find.</summary>
    public void Add(AccountId account, in ClientOrderId id, OrderId order)
    {
        if (Count == _rows.Length)
            Grow();
        ref var bucket = ref _buckets[BucketOf(account, id)];
        _rows[Count] = new()
        {
            Account = account.Value,
            Id = id,
            Order = order.Value,
            Next = bucket,
        };
        bucket = Count++;
    }

    public void Clear()
    {
        Count = 0;
        Array.Fill(_buckets, None);
    }

    public void Save(StateWriter writer)
    {
        writer.Int(Count);
        for (var i = 0; i < Count; i++)
        {
            writer.Int(_rows[i].Account);
            writer.Struct(_rows[i].Id);
            writer.Long(_rows[i].Order);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
            Add(new(reader.Int()), reader.Struct<ClientOrderId>(), new(reader.Long()));
    }

    private void Grow()
    {
        Array.Resize(ref _rows, _rows.Length * 2);
        _buckets = Empty(_rows.Length * 2);
        for (var i = 0; i < Count; i++)
        {
            ref var row = ref _rows[i];
            ref var bucket = ref _buckets[BucketOf(new(row.Account), row.Id)];
            row.Next = bucket;
            bucket = i;
        }
    }

    private int BucketOf(AccountId account, in ClientOrderId id)
    {
        var digest = new Digest64((ulong)account.Value);
        digest.Add((ReadOnlySpan<byte>)id);
        return (int)(digest.Value & (ulong)(_buckets.Length - 1));
    }

    private static int[] Empty(int size)
    {
        var buckets = new int[size];
        Array.Fill(buckets, None);
        return buckets;
    }

    private struct Row
    {
        public ClientOrderId Id;
        public int Account;
        public int Next;
        public long Order;
    }
}
