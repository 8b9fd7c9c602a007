// The table of client order ids over many pages and splits, a new day, and a snapshot.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market;

public sealed class ClientOrderIdsTests
{
    // Beyond one page of buckets and four of rows, and in the middle of a round of splits.
    private const int Many = 21_000;

    [Fact]
    public void Every_id_is_found_with_its_order_however_often_the_table_split()
    {
        var ids = Filled(Many, "a");
        Assert.Equal(Many, ids.Count);
        for (var i = 0; i < Many; i++)
            Assert.Equal(i + 1, ids.Find(Account(i), Id("a", i)).Value);
        Assert.Equal(0, ids.Find(Account(0), Id("b", 0)).Value);
        Assert.Equal(0, ids.Find(Account(1), Id("a", 0)).Value);
    }

    [Fact]
    public void A_new_day_knows_nothing_of_the_day_before()
    {
        var ids = Filled(Many, "a");
        ids.Clear();
        Assert.Equal(0, ids.Count);
        for (var i = 0; i < Many; i++)
            Assert.Equal(0, ids.Find(Account(i), Id("a", i)).Value);
        for (var i = 0; i < Many; i++)
            ids.Add(Account(i), Id("b", i), new(i + 7));
        for (var i = 0; i < Many; i++)
        {
            Assert.Equal(i + 7, ids.Find(Account(i), Id("b", i)).Value);
            Assert.Equal(0, ids.Find(Account(i), Id("a", i)).Value);
        }
    }

    [Fact]
    public void A_snapshot_brings_all_of_them_back()
    {
        var writer = new StateWriter();
        Filled(Many, "a").Save(writer);
        var copy = new ClientOrderIds();
        copy.Load(new StateReader(writer.Bytes.ToArray()));
        for (var i = 0; i < Many; i++)
            Assert.Equal(i + 1, copy.Find(Account(i), Id("a", i)).Value);
        var again = new StateWriter();
        copy.Save(again);
        Assert.Equal(writer.Digest, again.Digest);
    }

    /// <summary>Rows of one hash cannot be dealt out: they spill, and are found all the same, also beside others that
    /// split many times.</summary>
    [Fact]
    public void Rows_of_one_hash_spill_and_are_all_found()
    {
        var table = new RowsByHash();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < Many; i++)
                table.Add(i % 100 == 0 ? 77u : unchecked((uint)i * 2_654_435_761), i);
            Assert.Equal(Enumerable.Range(0, Many / 100).Select(i => i * 100), Rows(table, 77).Order());
            for (var i = 0; i < Many; i++)
            {
                if (i % 100 != 0)
                    Assert.Equal([i], Rows(table, unchecked((uint)i * 2_654_435_761)));
            }

            table.Clear();
            Assert.Empty(Rows(table, 77));
        }
    }

    private static List<int> Rows(RowsByHash table, uint hash)
    {
        var rows = new List<int>();
        for (var walk = table.With(hash); walk.MoveNext(); )
            rows.Add(walk.Row);
        return rows;
    }

    private static ClientOrderIds Filled(int count, string name)
    {
        var ids = new ClientOrderIds();
        for (var i = 0; i < count; i++)
            ids.Add(Account(i), Id(name, i), new(i + 1));
        return ids;
    }

    private static AccountId Account(int i) => new(1 + (i % 7));

    private static ClientOrderId Id(string name, int i) => ClientOrderId.Of($"{name}{i}");
}
