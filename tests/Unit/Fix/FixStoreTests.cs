// A session's file: what was committed is there after a crash, whatever the crash tore.
using System.Text;
using Tokenbourse.Gateways.Fix.Store;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fix-store").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void What_was_committed_is_there_again()
    {
        using (var store = new FileFixStore(File("a")))
        {
            Fill(store);
            store.Commit();
        }

        using var again = new FileFixStore(File("a"), flush: true);
        Holds(again);
        Assert.Equal(0, again.CutAtOpening);
        again.Keep("fourth"u8);
        Assert.Equal("fourth", Read(again, 4));
        again.Commit();
        Assert.Equal("fourth", Read(again, 4));
    }

    [Fact]
    public void A_file_cut_at_any_byte_opens_with_the_whole_records_before_the_cut()
    {
        using (var store = new FileFixStore(File("whole")))
            Fill(store);
        var bytes = System.IO.File.ReadAllBytes(File("whole"));
        var last = 1;
        for (var length = 0; length <= bytes.Length; length++)
        {
            System.IO.File.WriteAllBytes(File("cut"), bytes[..length]);
            using var store = new FileFixStore(File("cut"));
            Assert.InRange(store.NextOutgoing, last, last + 1);
            last = store.NextOutgoing;
            if (store.NextOutgoing > 1)
                Assert.Equal("first", Read(store, 1));
            Assert.Equal(length - store.CutAtOpening, new FileInfo(File("cut")).Length);
        }

        Assert.Equal(4, last);
    }

    [Fact]
    public void A_byte_that_changed_ends_the_file_before_its_record()
    {
        using (var store = new FileFixStore(File("whole")))
            Fill(store);
        var bytes = System.IO.File.ReadAllBytes(File("whole"));
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x20;
            System.IO.File.WriteAllBytes(File("changed"), changed);
            using var store = new FileFixStore(File("changed"));
            Assert.True(store.CutAtOpening > 0);
            for (var number = 1; number < store.NextOutgoing; number++)
                Assert.Equal(Read(number), Read(store, number));
        }
    }

    [Fact]
    public void A_reset_forgets_and_stays_forgotten()
    {
        using (var store = new FileFixStore(File("b")))
        {
            Fill(store);
            store.Commit();
            store.Reset();
            store.Keep("anew"u8);
        }

        using var again = new FileFixStore(File("b"));
        Assert.Equal((2, 1), (again.NextOutgoing, again.NextIncoming));
        Assert.Equal("anew", Read(again, 1));
        Assert.Equal("", Read(again, 2));
    }

    [Fact]
    public void A_file_belongs_to_one_session_at_a_time()
    {
        using var store = new FileFixStore(File("c"));
        Assert.Throws<IOException>(() => new FileFixStore(File("c")).Dispose());
    }

    [Fact]
    public void Memory_and_file_keep_the_same()
    {
        using var memory = new MemoryFixStore();
        Fill(memory);
        Holds(memory);
        memory.Reset();
        Assert.Equal((1, 1), (memory.NextOutgoing, memory.NextIncoming));
    }

    private static void Fill(IFixStore store)
    {
        store.Keep("first"u8);
        store.Expect(2);
        store.Pass();
        store.Keep("third, a longer one"u8);
        store.Expect(9);
    }

    private static void Holds(IFixStore store)
    {
        Assert.Equal((4, 9), (store.NextOutgoing, store.NextIncoming));
        for (var number = 0; number < 6; number++)
            Assert.Equal(Read(number), Read(store, number));
    }

    private static string Read(int number) =>
        number switch
        {
            1 => "first",
            3 => "third, a longer one",
            _ => "",
        };

    private static string Read(IFixStore store, int number)
    {
        var into = new byte[2];
        var length = store.Read(number, ref into);
        return Encoding.ASCII.GetString(into, 0, length);
    }

    private string File(string name) => Path.Combine(_folder, name);

    [Fact]
    public void A_memory_of_numbers_alone_goes_on_and_survives_a_torn_end_without_growing()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var store = new NumbersFixStore(file))
            {
                Assert.Equal((1, 1), (store.NextOutgoing, store.NextIncoming));
                for (var i = 0; i < 100; i++)
                {
                    store.Keep("8=FIX"u8);
                    store.Expect(i + 2);
                    store.Commit();
                }

                var into = Array.Empty<byte>();
                Assert.Equal(0, store.Read(50, ref into));
            }

            Assert.Equal(64, new FileInfo(file).Length);
            using (var store = new NumbersFixStore(file))
                Assert.Equal((101, 101), (store.NextOutgoing, store.NextIncoming));
            // The newest record lies in the first place; torn, the one before it holds.
            var bytes = System.IO.File.ReadAllBytes(file);
            bytes[9] ^= 1;
            System.IO.File.WriteAllBytes(file, bytes);
            using (var store = new NumbersFixStore(file))
            {
                Assert.Equal((100, 100), (store.NextOutgoing, store.NextIncoming));
                store.Reset();
            }

            using (var store = new NumbersFixStore(file))
                Assert.Equal((1, 1), (store.NextOutgoing, store.NextIncoming));
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }
}
