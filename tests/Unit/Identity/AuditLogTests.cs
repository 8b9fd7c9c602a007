// The audit log: chained, signed, cut where a crash tore it, and every changed byte named by its record.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("audit").FullName;
    private readonly ManualTime _clock = new();

    private string LogFile => Path.Combine(_folder, "audit.log");

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Records_come_back_in_order_and_the_chain_goes_on_after_a_restart()
    {
        Fill(3);
        string head;
        using (var log = AuditLog.Open(_folder, _clock, _ => { }))
        {
            Assert.Equal((4, 0), (log.Records, log.Torn));
            Assert.Equal(4, log.Append(new Acted(5, "ann", "fourth")));
            head = log.Head;
        }

        var seen = new List<AuditRecord>();
        var found = AuditReader.Read(_folder, seen.Add);
        Assert.Equal((5L, null), (found.Records, found.Bad));
        Assert.Equal(head, Convert.ToHexStringLower(found.Hash));
        Assert.IsType<Opened>(seen[0]);
        Assert.Equal(["act 1", "act 2", "act 3", "fourth"], seen.Skip(1).Select(r => ((Acted)r).What));
    }

    [Fact]
    public void Every_flipped_byte_is_found_by_the_index_of_its_record()
    {
        Fill(4);
        var whole = File.ReadAllBytes(LogFile);
        var index = 0;
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var flip in (ReadOnlySpan<byte>)[1, 32, 128])
            {
                var changed = (byte[])whole.Clone();
                changed[at] ^= flip;
                File.WriteAllBytes(LogFile, changed);
                var found = AuditReader.Read(_folder, _ => { });
                // The line feed at the very end may look like a write that was cut, and is told as bad just the same.
                Assert.True(found.Bad == index, $"byte {at} of {whole.Length}, flip {flip}: {found.Bad}, not {index}");
                Assert.Contains(found.Why, (string[])["is not what its hash says", "has lost its end"]);
            }

            if (whole[at] == (byte)'\n')
                index++;
        }

        Assert.Equal(5, index);
    }

    [Fact]
    public void A_torn_tail_is_cut_wherever_it_was_torn_and_nothing_before_it_is()
    {
        Fill(2);
        var two = File.ReadAllBytes(LogFile).Length;
        using (var log = AuditLog.Open(_folder, _clock, _ => { }))
            log.Append(new Acted(3, "ann", "act 3"));
        var whole = File.ReadAllBytes(LogFile);
        for (var length = two + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(LogFile, whole[..length]);
            Assert.Equal(length - two, AuditReader.Read(_folder, _ => { }).Torn);
            using (var log = AuditLog.Open(_folder, _clock, _ => { }))
                Assert.Equal((3, length - two), (log.Records, log.Torn));
            Assert.Equal(two, new FileInfo(LogFile).Length);
        }
    }

    [Fact]
    public void Checkpoints_are_signed_every_thousand_records_and_a_false_one_is_found()
    {
        Fill(2_100);
        var found = AuditReader.Read(_folder, _ => { });
        Assert.Equal((2_103L, 2L, null), (found.Records, found.Checkpoints, found.Bad));

        // Somebody who can write the folder makes the whole chain anew after a change, but has not the key.
        var lines = File.ReadAllLines(LogFile);
        var hash = new byte[32];
        var forged = new List<byte>();
        for (var i = 0; i < lines.Length; i++)
        {
            var text = lines[i][(lines[i].IndexOf("\"record\":", StringComparison.Ordinal) + 9)..^1];
            var record = System.Text.Encoding.UTF8.GetBytes(
                text.Replace("act 17\"", "act 71\"", StringComparison.Ordinal)
            );
            hash = AuditLines.HashOf(hash, record);
            forged.AddRange(AuditLines.Write(i, hash, record));
        }

        File.WriteAllBytes(LogFile, [.. forged]);
        Assert.Equal(1000, AuditReader.Read(_folder, _ => { }).Bad);
    }

    [Fact]
    public void A_folder_has_one_writer_and_a_damaged_one_is_not_opened()
    {
        Fill(2);
        using (AuditLog.Open(_folder, _clock, _ => { }))
            Assert.Throws<AuditLogHeldException>(() => AuditLog.Open(_folder, _clock, _ => { }));
        var whole = File.ReadAllBytes(LogFile);
        whole[^20] ^= 1;
        File.WriteAllBytes(LogFile, whole);
        var refused = Assert.Throws<AuditLogException>(() => AuditLog.Open(_folder, _clock, _ => { }));
        Assert.Contains("record 2", refused.Message, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllBytes(LogFile));
    }

    private void Fill(int records)
    {
        using var log = AuditLog.Open(_folder, _clock, _ => { });
        for (var i = 1; i <= records; i++)
            log.Append(new Acted(i, "ann", $"act {i}"));
    }
}
