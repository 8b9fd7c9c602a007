// One pass of a stream through one book: the only loops of the benchmark that a clock runs over.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>What a pass took.</summary>
/// <param name="LateBytes">Those of the allocated bytes that came after the first tenth of the messages.</param>
/// <param name="PerSecond">Messages a second of the clock.</param>
/// <param name="PerProcessorSecond">Messages a second of processor time: what others took away is left out.</param>
internal readonly record struct PassResult(
    long AllocatedBytes,
    long LateBytes,
    int Collections,
    ReportTally Tally,
    double PerSecond,
    double PerProcessorSecond
);

/// <summary>A stream in memory.</summary>
internal sealed record LoadedStream(StreamHeader Header, OrderMessage[] Records)
{
    public ReadOnlySpan<OrderMessage> Loading => Records.AsSpan(0, (int)Header.Loading);

    public ReadOnlySpan<OrderMessage> Messages => Records.AsSpan((int)Header.Loading);

    /// <summary>It holds nothing but what the plain book knows.</summary>
    public bool IsPlain { get; } =
        Header.Instruments.All(i => !i.IsSpread)
        && Array.TrueForAll(
            Records,
            m =>
                m is { Marks: StreamMarks.None, Display: 0, Minimum: 0 }
                && (
                    m.Operation != StreamOperation.New
                    || (m.Type == StreamOrderType.Limit && m.TimeInForce != StreamTimeInForce.FillOrKill)
                )
        );

    /// <summary>The loading and as many messages, for warming up.</summary>
    public LoadedStream First(int messages)
    {
        var count = int.Min(messages, Records.Length - (int)Header.Loading);
        return new(Header with { Messages = count }, Records[..((int)Header.Loading + count)]);
    }
}

/// <summary>Passes over a book of one type; each type has code of its own.</summary>
internal static class MatchingPass<TBook>
    where TBook : struct, IMatchingBook<TBook>
{
    private const int Block = 1024;

    /// <summary>New books, filled without a clock, then all messages with one clock around them.</summary>
    public static PassResult Run(LoadedStream stream)
    {
        var book = Fill(stream);
        Settle();
        var collections = GC.CollectionCount(0);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var messages = stream.Messages;
        var processor = Environment.CpuUsage.TotalTime;
        var begin = Stopwatch.GetTimestamp();
        Drive(book, messages[..(messages.Length / 10)]);
        var late = GC.GetAllocatedBytesForCurrentThread();
        Drive(book, messages[(messages.Length / 10)..]);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        var end = GC.GetAllocatedBytesForCurrentThread();
        return new(
            end - allocated,
            end - late,
            GC.CollectionCount(0) - collections,
            book.Tally,
            messages.Length / seconds,
            messages.Length / used
        );
    }

    /// <summary>The same with a clock around each message.</summary>
    /// <param name="cost">Nanoseconds of an empty measurement; taken off.</param>
    /// <param name="all">All messages.</param>
    /// <param name="kinds">By operation: new, cancel, amend.</param>
    public static void Time(LoadedStream stream, long cost, NanosecondHistogram all, NanosecondHistogram[] kinds)
    {
        var book = Fill(stream);
        Settle();
        var messages = stream.Messages;
        for (var at = 0; at < messages.Length; at += Block)
            TimeBlock(book, messages.Slice(at, int.Min(Block, messages.Length - at)), cost, all, kinds);
    }

    /// <summary>Passes over a short stream until the code is compiled as far as it ever will be.</summary>
    public static void WarmUp(LoadedStream few, int passes)
    {
        var kinds = Enumerable.Range(0, 3).Select(_ => new NanosecondHistogram()).ToArray();
        for (var i = 0; i < passes; i++)
        {
            Drive(Fill(few), few.Messages);
            if (i % 4 == 0)
                Time(few, 0, new(), kinds);
            // The compiler works on another thread and begins when nothing new was called for a tenth of a second.
            if (i % 8 == 7)
                Thread.Sleep(120);
        }
    }

    /// <summary>Books with everything in that comes before the messages.</summary>
    public static TBook Fill(LoadedStream stream)
    {
        var book = TBook.Open(stream.Header);
        Drive(book, stream.Loading);
        return book;
    }

    /// <summary>
    /// All messages, in blocks: a method that is called often is compiled anew, a loop that runs long is not.
    /// </summary>
    public static void Drive(TBook book, ReadOnlySpan<OrderMessage> messages)
    {
        for (var at = 0; at < messages.Length; at += Block)
            DriveBlock(book, messages.Slice(at, int.Min(Block, messages.Length - at)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DriveBlock(TBook book, ReadOnlySpan<OrderMessage> messages)
    {
        for (var i = 0; i < messages.Length; i++)
            book.Apply(in messages[i]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TimeBlock(
        TBook book,
        ReadOnlySpan<OrderMessage> messages,
        long cost,
        NanosecondHistogram all,
        NanosecondHistogram[] kinds
    )
    {
        for (var i = 0; i < messages.Length; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            book.Apply(in messages[i]);
            var taken = OperationClock.Nanoseconds(Stopwatch.GetTimestamp() - begin) - cost;
            all.Add(taken);
            kinds[(int)messages[i].Operation - 1].Add(taken);
        }
    }

    /// <summary>What the filling left behind is collected before the clock runs.</summary>
    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
