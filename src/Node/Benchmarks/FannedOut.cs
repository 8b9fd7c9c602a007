// A server that thousands listen to in a benchmark, and what it is given to tell.
using System.Globalization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A server, and something to tell.</summary>
internal interface IFannedOut : IAsyncDisposable
{
    int Port { get; }

    /// <summary>Connections now, ended as too slow, changes told later as one.</summary>
    (long Open, long TooSlow, long Conflated) Count();

    /// <summary>Tells for a while; when what fell due, by the number that a message of the book must be above to hold
    /// it.</summary>
    IReadOnlyList<(long Event, long Due)> Play(int perSecond, TimeSpan time);
}

/// <summary>A message that was heard, to be sent again.</summary>
/// <param name="Event">The oldest event in it; -1: of another channel than the book's.</param>
/// <param name="Due">When that fell due, from the beginning.</param>
internal sealed record RecordedMessage(long Event, TimeSpan Due, byte[] Bytes)
{
    public static IReadOnlyList<RecordedMessage> Read(string file) =>
        [
            .. File.ReadLines(file)
                .Select(line => line.Split('\t'))
                .Select(f => new RecordedMessage(
                    long.Parse(f[0], CultureInfo.InvariantCulture),
                    new(long.Parse(f[1], CultureInfo.InvariantCulture)),
                    Convert.FromBase64String(f[2])
                )),
        ];

    public static void Write(string file, IEnumerable<RecordedMessage> messages) =>
        File.WriteAllLines(
            file,
            messages.Select(m => BenchText.Text($"{m.Event}\t{m.Due.Ticks}\t{Convert.ToBase64String(m.Bytes)}"))
        );
}
