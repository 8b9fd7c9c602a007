// kill -9 at random moments: nothing acknowledged is missing, nothing is applied twice, the end is the same.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Storage;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class KillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-kill-").FullName;

    [Fact]
    public void Fifty_kills_lose_nothing_that_was_acknowledged_and_change_nothing() => Survives(50);

    [Fact]
    [Trait("Weight", "heavy")]
    public void A_hundred_kills_lose_nothing_that_was_acknowledged_and_change_nothing() => Survives(100);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Two venues of their own, one beside the other: half of the kills each.</summary>
    private void Survives(int kills)
    {
        var plainAcks = Path.Combine(_folder, "plain-acks");
        var whole = Run(Path.Combine(_folder, "plain"), plainAcks);
        Assert.True(whole.ExitCode == 0, whole.Error);
        var length = new FileInfo(plainAcks).Length;
        var ends = new string[2];
        Parallel.For(0, ends.Length, lane => ends[lane] = Lane(lane, kills / ends.Length, length));
        Assert.All(ends, end => Assert.Equal(Digest(whole.Out), end));
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills; {ends[0]}");
    }

    /// <returns>The digest at its end.</returns>
    private string Lane(int lane, int kills, long length)
    {
        var random = new Random(20260321 + lane);
        var killed = Path.Combine(_folder, $"killed-{lane}");
        var acks = Path.Combine(_folder, $"acks-{lane}");
        var during = 0;
        for (var attempt = 0; during < kills && attempt < 2 * kills; attempt++)
        {
            // The moment is a place in the run's work, not a time: one in ten falls before the first command, into recovery and history.
            var place = random.Next(10) == 0 ? 0 : (long)(length * random.NextDouble());
            using var run = new ProgramRun(Arguments(killed, acks));
            if (!Reaches(run, acks, place, random))
                continue;
            run.Kill();
            during++;
            Check(killed, acks);
        }

        Assert.Equal(kills, during);
        using var end = ProgramRun.ToEnd(Arguments(killed, acks));
        Assert.True(end.ExitCode == 0, end.Error);
        Check(killed, acks);
        using var verify = ProgramRun.ToEnd("verify", killed);
        Assert.True(verify.ExitCode == 0, verify.Out);
        return Digest(end.Out);
    }

    private static ProgramRun Run(string folder, string acks) => ProgramRun.ToEnd(Arguments(folder, acks));

    /// <summary>Waits until the run has told so much more; false when it ended before.</summary>
    private static bool Reaches(ProgramRun run, string acks, long place, Random random)
    {
        if (place == 0)
            return !run.WaitFor(TimeSpan.FromMilliseconds(random.Next(50, 1500)));
        var begin = File.Exists(acks) ? new FileInfo(acks).Length : 0;
        while (!run.WaitFor(TimeSpan.FromMilliseconds(2)))
        {
            if (File.Exists(acks) && new FileInfo(acks).Length - begin >= place)
                return true;
        }

        return false;
    }

    private static string[] Arguments(string folder, string acks) =>
        ["run", "--headless", "--days", "2", "--seed", "11", "--out", folder, "--acks", acks];

    private static string Digest(string text) =>
        text.Split('\n').Last(l => l.StartsWith("digest ", StringComparison.Ordinal));

    /// <summary>Every acknowledged command stands on the log at its place with its bytes; each place was acknowledged with one content only.</summary>
    private static void Check(string folder, string acks)
    {
        if (!File.Exists(acks))
            return;
        var told = new Dictionary<long, string>();
        var lines = File.ReadAllLines(acks);
        for (var i = 0; i < lines.Length; i++)
        {
            var parts = lines[i].Split(' ');
            // A line that the kill cut off was not told to anybody.
            if (parts.Length != 4 || parts[3].Length != 16)
                continue;
            var sequence = long.Parse(parts[0], CultureInfo.InvariantCulture);
            var content = string.Join(' ', parts[1..]);
            if (told.TryGetValue(sequence, out var before))
                Assert.Equal(before, content);
            told[sequence] = content;
        }

        using var log = FileLog.OpenReadOnly(Path.Combine(folder, "market", "commands"));
        var found = 0L;
        foreach (var entry in log.Read(0))
        {
            Assert.Equal(found, entry.Sequence);
            found++;
            if (!told.Remove(entry.Sequence, out var content))
                continue;
            var digest = new Digest64(0);
            digest.Add(entry.Payload.Span);
            Assert.Equal(
                content,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(int)entry.Kind} {entry.Time.Nanoseconds} {digest.Value:x16}"
                )
            );
        }

        Assert.Empty(told);
    }
}
