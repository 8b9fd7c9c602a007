// Batches, commands and places for the tests of logs.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Log;

/// <summary>Short spellings.</summary>
internal static class Make
{
    public static MoveCash Cash(int account, long amount) =>
        new(new(account), Currency.CNY, new(amount), Name24.Of("ref-" + account));

    /// <summary>So many frames from a sequence on; every third is a document of another length.</summary>
    public static byte[] Batch(long from, int count, int salt = 0)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            var sequence = from + i;
            var document = sequence % 3 == 2;
            ReadOnlyMemory<byte> payload = document
                ? Documents.Write(
                    new AccountDocument((int)sequence, new string('n', (int)(sequence % 40)), "trader", true)
                )
                : Codec.Bytes(Cash((int)(sequence % 7) + 1, sequence + salt));
            var kind = document ? MessageKind.OpenAccount : MessageKind.MoveCash;
            bytes.Write(Codec.Encode(new(sequence, new(sequence * 1000), -1, kind, payload)));
        }

        return bytes.ToArray();
    }

    public static byte[] Bytes(IEnumerable<LogEntry> entries)
    {
        using var bytes = new MemoryStream();
        foreach (var entry in entries)
            bytes.Write(Codec.Encode(entry));
        return bytes.ToArray();
    }

    /// <summary>A runner over fresh or given logs, recovered.</summary>
    public static Runner Runner(
        ILog commands,
        ILog events,
        ISnapshots? snapshots = null,
        RunnerOptions? options = null,
        bool hourly = false
    )
    {
        var runner = new Runner(new ToyMachine(hourly), commands, events, snapshots, options);
        runner.Recover();
        return runner;
    }
}

/// <summary>A directory of its own for one test.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "tokenbourse-" + Guid.NewGuid().ToString("N"));

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>A copy of a directory's files.</summary>
    public string CopyOf(string directory, string name)
    {
        var copy = At(name);
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(directory))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
