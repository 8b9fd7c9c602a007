// Which client order ids were used on a calendar's day: a table that only grows within the day and is emptied at its opening.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

/// <summary>Account and client order id to the order that first carried them (rule ORD-002).</summary>
internal sealed class ClientOrderIds
{
    private const int PageBits = 12;

    // In pages: a list that doubles would hold up every order behind the one that did not fit.
    private readonly List<Row[]> _rows = [];
    private readonly RowsByHash _byHash = new();

    /// <summary>Ids used since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The order that carried the id; zero when none did.</summary>
    public OrderId Find(AccountId account, in ClientOrderId id) => Find(account, id, out _);

    /// <param name="content">Fingerprint of the request that carried the id; zero: not kept (rule IDN-001).</param>
    public OrderId Find(AccountId account, in ClientOrderId id, out ulong content)
    {
        for (var walk = _byHash.With(HashOf(account, id)); walk.MoveNext(); )
        {
            ref readonly var row = ref RowAt(walk.Row);
            if (row.Account != account.Value || !row.Id.Equals(id))
                continue;
            content = row.Content;
            return new(row.Order);
        }

        content = 0;
        return default;
    }

    /// <summary>Notes an id that <see cref="Find(AccountId, in ClientOrderId)"/> did not find.</summary>
    public void Add(AccountId account, in ClientOrderId id, OrderId order, ulong content = 0)
    {
        if (Count >> PageBits == _rows.Count)
            _rows.Add(new Row[1 << PageBits]);
        RowAt(Count) = new()
        {
            Account = account.Value,
            Id = id,
            Order = order.Value,
            Content = content,
        };
        _byHash.Add(HashOf(account, id), Count++);
    }

    public void Clear()
    {
        Count = 0;
        _byHash.Clear();
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

    private static uint HashOf(AccountId account, in ClientOrderId id)
    {
        var digest = new Digest64((ulong)account.Value);
        digest.Add((ReadOnlySpan<byte>)id);
        return unchecked((uint)digest.Value);
    }

    private struct Row
    {
        public ClientOrderId Id;
        public int Account;
        public long Order;
        public ulong Content;
    }
}
