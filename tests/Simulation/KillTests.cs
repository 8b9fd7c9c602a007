// kill -9 at random moments: nothing acknowledged is missing, nothing is applied twice, the end is the same.
using System.Globalization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Storage;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class KillTests : IDisposable
{
    private const int Kills = 50;
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-kill-").FullName;

    [Fact]
    public void Fifty_kills_lose_nothing_that_was_acknowledged_and_change_nothing()
    {
        var random = new Random(20260321);
        var plain = Path.Combine(_folder, "plain");
        var begin = DateTime.UtcNow;
        var whole = Run(plain);
        var length = DateTime.UtcNow - begin;
        Assert.Equal(0, whole.ExitCode);

        var killed = Path.Combine(_folder, "killed");
        var acks = Path.Combine(_folder, "acks");
        var during = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var run = new ProgramRun(Arguments(killed, acks));
            // From just after the start to just before the end: recovery, history, trading and settlement are all hit.
            var moment = length * (0.15 + (0.8 * random.NextDouble()));
            if (run.WaitFor(moment))
            {
                Assert.Equal(0, run.ExitCode);
                continue;
            }

            run.Kill();
            during++;
            Check(killed, acks);
        }

        Assert.True(during >= Kills * 8 / 10, $"only {during} of {Kills} kills hit a running venue");
        using var end = ProgramRun.ToEnd(Arguments(killed, acks));
        Assert.True(end.ExitCode == 0, end.Error);
        Assert.Equal(Digest(whole.Out), Digest(end.Out));
        Check(killed, acks);
        using var verify = ProgramRun.ToEnd("verify", killed);
        Assert.True(verify.ExitCode == 0, verify.Out);
        TestContext.Current.TestOutputHelper?.WriteLine($"{during} kills within {length.TotalSeconds:0.0} s each; digest {Digest(end.Out)}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ProgramRun Run(string folder) => ProgramRun.ToEnd(Arguments(folder, null));

    private static string[] Arguments(string folder, string? acks)
    {
        string[] run = ["run", "--headless", "--days", "2", "--seed", "11", "--out", folder];
        return acks is null ? run : [.. run, "--acks", acks];
    }

    private static string Digest(string text) => text.Split('\n').Last(l => l.StartsWith("digest ", StringComparison.Ordinal));

    /// <summary>Every acknowledged command stands on the log at its place with its bytes; each place was acknowledged with one content only.</summary>
    private static void Check(string folder, string acks)
    {
        if (!File.Exists(acks)) return;
        var told = new Dictionary<long, string>();
        var lines = File.ReadAllLines(acks);
        for (var i = 0; i < lines.Length; i++)
        {
            var parts = lines[i].Split(' ');
            // A line that the kill cut off was not told to anybody.
            if (parts.Length != 4 || parts[3].Length != 16) continue;
            var sequence = long.Parse(parts[0], CultureInfo.InvariantCulture);
            var content = string.Join(' ', parts[1..]);
            if (told.TryGetValue(sequence, out var before)) Assert.Equal(before, content);
            told[sequence] = content;
        }

        using var log = FileLog.OpenReadOnly(Path.Combine(folder, "market", "commands"));
        var found = 0L;
        foreach (var entry in log.Read(0))
        {
            Assert.Equal(found, entry.Sequence);
            found++;
            if (!told.Remove(entry.Sequence, out var content)) continue;
            var digest = new Digest64(0);
            digest.Add(entry.Payload.Span);
            Assert.Equal(content, string.Create(CultureInfo.InvariantCulture, $"{(int)entry.Kind} {entry.Time.Nanoseconds} {digest.Value:x16}"));
        }

        Assert.Empty(told);
    }
}
