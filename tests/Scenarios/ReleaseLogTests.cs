// Logs that earlier releases wrote: what they say must come out bit for bit, today and in every later release.
using System.Globalization;
using System.IO.Compression;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

/// <summary>The files are entries as they lie on a log, packed; each name ends in the digest of the market after the
/// last one, which holds a digest over all events told.</summary>
public sealed class ReleaseLogTests
{
    public static TheoryData<string> Logs =>
        [.. Directory.GetFiles(Folder, "*.log.gz").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "logs");

    [Theory]
    [MemberData(nameof(Logs))]
    public void A_log_of_an_earlier_release_gives_its_events_and_its_state(string file)
    {
        var machine = new MarketMachine();
        var engine = new MachineEngine(machine);
        var auditor = new Auditor();
        foreach (var command in Read(file))
            Assert.Null(auditor.Check(command, engine.Submit(command)));

        var digest = machine.Digest.ToString("x16", CultureInfo.InvariantCulture);
        Assert.Contains($".{digest}.", file, StringComparison.Ordinal);
    }

    [Fact]
    public void There_are_logs_of_each_earlier_release() =>
        Assert.All(
            [1, 2, 3],
            release => Assert.Contains(Logs, l => l.Data.StartsWith($"release-{release}.", StringComparison.Ordinal))
        );

    private static IEnumerable<LogEntry> Read(string file)
    {
        using var packed = new GZipStream(File.OpenRead(Path.Combine(Folder, file)), CompressionMode.Decompress);
        using var all = new MemoryStream();
        packed.CopyTo(all);
        ReadOnlyMemory<byte> bytes = all.ToArray();
        while (bytes.Length > 0)
        {
            Assert.True(Codec.TryDecode(bytes, out var entry, out var read));
            bytes = bytes[read..];
            yield return entry;
        }
    }
}
