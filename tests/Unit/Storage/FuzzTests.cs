// Bytes that nobody wrote: readers refuse them in their own words and never read beyond.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Storage;
using Tokenbourse.Unit.Log;
using Xunit;

namespace Tokenbourse.Unit.Storage;

public sealed class FuzzTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_codec_reads_random_and_mutated_bytes_without_a_fault()
    {
        var random = new Random(3);
        var sound = Make.Batch(0, 3);
        var decoded = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = i % 2 == 0 ? Noise(random, random.Next(200)) : Mutated(random, sound);
            if (!Codec.TryDecode(bytes, out var entry, out var read))
            {
                Assert.Equal((0, default(LogEntry)), (read, entry));
                continue;
            }

            decoded++;
            Assert.InRange(read, Codec.HeaderSize, bytes.Length);
            Assert.Equal(read - Codec.HeaderSize, entry.Payload.Length);
            Assert.Equal(bytes[..read], Codec.Encode(entry));
        }

        Assert.True(decoded > 1000);
    }

    [Fact]
    public void Every_entry_survives_the_codec()
    {
        var random = new Random(4);
        foreach (var kind in Enum.GetValues<MessageKind>().Where(kind => kind != MessageKind.None))
        {
            var size = MessageSizes.Of(kind) is var fixedSize && fixedSize >= 0 ? fixedSize : random.Next(300);
            var entry = new LogEntry(
                random.NextInt64(),
                new(random.NextInt64()),
                random.NextInt64(),
                kind,
                Noise(random, size)
            );
            Assert.True(Codec.TryDecode(Codec.Encode(entry), out var read, out _));
            Assert.Equal(
                (entry.Sequence, entry.Time, entry.Cause, entry.Kind),
                (read.Sequence, read.Time, read.Cause, read.Kind)
            );
            Assert.Equal(entry.Payload, read.Payload);
        }
    }

    [Fact]
    public void A_log_of_mutated_bytes_is_a_prefix_of_what_was_written_or_is_refused()
    {
        var place = _scratch.At("log");
        using (var log = FileLog.Open(place, new(SegmentBytes: 1500)))
        {
            for (var at = 0; at < 40; at += 4)
                Assert.True(log.TryAppend(at, Make.Batch(at, 4)));
        }

        var written = Make.Batch(0, 40);
        var paths = Directory.GetFiles(place, "*.log").Order(StringComparer.Ordinal).ToArray();
        var random = new Random(9);
        for (var i = 0; i < 1500; i++)
        {
            var copy = _scratch.CopyOf(place, "copy");
            var path = paths[random.Next(paths.Length)];
            var bytes =
                random.Next(10) == 0 ? Noise(random, random.Next(3000)) : Mutated(random, File.ReadAllBytes(path));
            File.WriteAllBytes(Path.Combine(copy, Path.GetFileName(path)), bytes);
            try
            {
                using var log = FileLog.OpenReadOnly(copy);
                Assert.True(written.AsSpan().StartsWith(Make.Bytes(log.Read(0))));
            }
            catch (LogDamagedException fault)
            {
                Assert.True(File.Exists(fault.FilePath));
            }
        }
    }

    private static byte[] Noise(Random random, int size)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(Random random, byte[] sound)
    {
        var bytes = sound.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var size = random.Next(Math.Min(40, bytes.Count - at));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, size);
                    break;
                case 3:
                    bytes.InsertRange(at, Noise(random, size));
                    break;
                default:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, size));
                    break;
            }
        }

        return [.. bytes];
    }
}
