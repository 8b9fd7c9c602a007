// The meter's journal: cut at every byte it has a whole beginning; damaged in the middle it is refused.
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class MeterJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meter-journal-").FullName;

    private string Place => Path.Combine(_folder, JournalScan.FileName);

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task Cut_at_any_byte_it_opens_with_the_whole_records_before_the_cut_and_goes_on()
    {
        var ends = new List<long>();
        using (var journal = MeterJournal.Open(_folder, (_, _, _) => { }, _ => { }))
        {
            for (var i = 1; i <= 8; i++)
            {
                var numbers = Enumerable.Range(0, i).Select(n => (long)((n * 1000) + i)).ToArray();
                Assert.Equal(i, journal.Append(MeterRecord.Posted, numbers, out var durable));
                await durable;
                ends.Add(new FileInfo(Place).Length);
            }
        }

        var whole = File.ReadAllBytes(Place);
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(Place, whole[..cut]);
            var heard = new List<long>();
            using (var journal = MeterJournal.Open(_folder, (s, _, n) => heard.Add(s * 100 + n.Length), _ => { }))
            {
                var kept = ends.Count(e => e <= cut);
                Assert.Equal(Enumerable.Range(1, kept).Select(i => (i * 100L) + i), heard);
                Assert.Equal(cut - (kept == 0 ? 0 : ends[kept - 1]), journal.Found.Torn);
                Assert.Equal(kept + 1, journal.Append(MeterRecord.Voided, [5, 6], out var durable));
                await durable;
            }

            var after = 0L;
            Assert.Equal(0, JournalScan.Read(_folder, (s, _, _) => after = s).Torn);
            Assert.Equal(ends.Count(e => e <= cut) + 1, after);
        }
    }

    [Fact]
    public void A_flipped_bit_before_whole_records_is_damage_and_not_a_torn_tail()
    {
        using (var journal = MeterJournal.Open(_folder, (_, _, _) => { }, _ => { }))
        {
            for (var i = 0; i < 5; i++)
                journal.Append(MeterRecord.Posted, [i, 0, 0], out _);
        }

        var whole = File.ReadAllBytes(Place);
        var record = whole.Length / 5;
        for (var bit = 0; bit < (whole.Length - record) * 8; bit += 7)
        {
            var bytes = (byte[])whole.Clone();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(Place, bytes);
            Assert.Throws<MeterJournalException>(() => MeterJournal.Open(_folder, (_, _, _) => { }, _ => { }));
        }
    }

    [Fact]
    public async Task All_that_wait_during_a_flush_are_flushed_together_and_one_folder_has_one_meter()
    {
        using var gate = new SemaphoreSlim(0);
        var flushes = 0;
        using var journal = MeterJournal.Open(
            _folder,
            (_, _, _) => { },
            _ =>
            {
                flushes++;
                gate.Wait();
            }
        );
        Assert.Throws<MeterJournalException>(() => MeterJournal.Open(_folder, (_, _, _) => { }, _ => { }));
        journal.Append(MeterRecord.Voided, [0, 0], out var first);
        while (Volatile.Read(ref flushes) == 0)
            await Task.Yield();
        var rest = new List<Task>();
        for (var i = 0; i < 500; i++)
        {
            journal.Append(MeterRecord.Voided, [i, 0], out var durable);
            rest.Add(durable);
        }

        Assert.False(first.IsCompleted);
        gate.Release();
        await first;
        Assert.DoesNotContain(rest, t => t.IsCompleted);
        gate.Release();
        await Task.WhenAll(rest);
        Assert.Equal(2, flushes);
    }

    [Fact]
    public async Task A_failed_flush_fails_those_who_wait_and_all_who_come_later()
    {
        using var journal = MeterJournal.Open(_folder, (_, _, _) => { }, _ => throw new IOException("no space"));
        journal.Append(MeterRecord.Voided, [1, 2], out var durable);
        var told = await Assert.ThrowsAsync<MeterJournalException>(() => durable);
        Assert.Contains("no space", told.Message, StringComparison.Ordinal);
        Assert.Throws<MeterJournalException>(() => journal.Append(MeterRecord.Voided, [1, 2], out _));
    }
}
