// What `bench subscribers` found.
namespace Tokenbourse.Node.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Orders">A second.</param>
/// <param name="Seconds">Of trading that is heard by all.</param>
/// <param name="Slow">That read nothing in the turn after it.</param>
internal sealed record SubscribersPlan(int Subscribers, int Orders, int Seconds, int Slow);

/// <summary>The server's memory at a moment, bytes.</summary>
internal sealed record SubscribersMemory(string When, long Connections, long Live, long Resident, long Kernel);

/// <summary>A turn in which all were told something.</summary>
/// <param name="Messages">That were heard, all together.</param>
/// <param name="ProcessorEach">Microseconds of the server's processor time for one of them.</param>
/// <param name="Processors">That the server kept busy.</param>
/// <param name="Age">Of the book's changes at the sample: from the moment of the order that made the oldest.</param>
internal sealed record SubscribersTurn(
    string What,
    long Messages,
    double ProcessorEach,
    double Processors,
    Percentiles Age
);

/// <summary>The whole run. Times in microseconds.</summary>
/// <param name="Connected">At once.</param>
/// <param name="BytesEach">Of the server for one that is connected and hears nothing new.</param>
/// <param name="ConnectSeconds">Until all had their snapshots.</param>
/// <param name="Ended">Of those that read, at any time.</param>
/// <param name="Faults">Of those that read: gaps in a chain, errors, books that had to be dropped.</param>
/// <param name="Agreed">Heard the same last change as all others, after each turn.</param>
/// <param name="Checksums">Of books of the sample, all right.</param>
/// <param name="SlowEnded">Of those that read nothing.</param>
/// <param name="Conflated">Changes that were told to somebody later, as one.</param>
internal sealed record SubscribersReport(
    string Machine,
    string Runtime,
    string Date,
    double ForeignProcessors,
    SubscribersPlan Plan,
    long Connected,
    double BytesEach,
    double ConnectSeconds,
    IReadOnlyList<SubscribersMemory> Memory,
    IReadOnlyList<SubscribersTurn> Turns,
    int Samples,
    long Ended,
    long Faults,
    int Agreed,
    int Checksums,
    long SlowEnded,
    long Conflated
)
{
    private const double BytesBar = 64 * 1024;

    // What a server keeps after a load: pools and compiled code.
    private const double FlatBar = 2;

    public IReadOnlyList<Bar> Bars =>
        [
            new("subscribers at once", Connected, Plan.Subscribers, true),
            new("subscribers that heard the last change", Agreed, Plan.Subscribers - Plan.Slow, true),
            new("subscribers that read and were ended", Ended, 0, false),
            new("gaps, errors, wrong checksums", Faults, 0, false),
            new("bytes of the server for one that is idle", BytesEach, BytesBar, false),
            new("of those that read nothing, ended", SlowEnded, Plan.Slow, true),
            new(
                "live memory after all have left, to that before",
                (double)Memory[^1].Live / Memory[0].Live,
                FlatBar,
                false
            ),
        ];

    public IEnumerable<string> Lines() =>
        [
            $"machine:     {Machine}",
            $"runtime:     {Runtime}",
            $"date:        {Date}",
            BenchText.Text($"others kept {ForeignProcessors:0.00} processors busy, the server counted among them"),
            "",
            BenchText.Text($"subscribers: {Connected:N0} to {SubscribersAudience.Book} and its trades"),
            BenchText.Text($"             all had their snapshots after {ConnectSeconds:0.0} s"),
            BenchText.Text($"load:        {Plan.Orders:N0} orders a second, each flushed"),
            BenchText.Text($"server:      {BytesEach:N0} bytes of its memory for one that is idle"),
            BenchText.Text($"sample:      {Samples:N0} books kept whole, {Checksums:N0} checksums that were right"),
            BenchText.Text($"slow:        {Plan.Slow:N0} read nothing, {SlowEnded:N0} of them were ended"),
            BenchText.Text($"conflated:   {Conflated:N0} changes told later, as one"),
            "",
            $"{"memory of the server, MiB", -36}{"connections", 12}{"live", 9}{"resident", 10}{"TCP", 9}",
            .. Memory.Select(Line),
            "",
            $"{"turn", -36}{"messages", 12}{"us each", 9}{"processors", 11}"
                + $"{"age p50 ms", 11}{"p99", 9}{"p99.9", 9}{"worst", 9}",
            .. Turns.Select(Line),
        ];

    private static string Line(SubscribersMemory m) =>
        BenchText.Text($"{m.When, -36}{m.Connections, 12:N0}")
        + BenchText.Text($"{Mib(m.Live), 9:0.0}{Mib(m.Resident), 10:0.0}{Mib(m.Kernel), 9:0.0}");

    private static string Line(SubscribersTurn t) =>
        BenchText.Text($"{t.What, -36}{t.Messages, 12:N0}{t.ProcessorEach, 9:0.0}{t.Processors, 11:0.00}")
        + BenchText.Text($"{t.Age.P50 / 1000, 11:0.0}{t.Age.P99 / 1000, 9:0.0}")
        + BenchText.Text($"{t.Age.P999 / 1000, 9:0.0}{t.Age.Worst / 1000, 9:0.0}");

    private static double Mib(long bytes) => bytes / (1024.0 * 1024);
}
