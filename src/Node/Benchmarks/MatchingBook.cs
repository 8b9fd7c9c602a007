// What the benchmark asks of an order book.
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>
/// A group of order books under test. Implemented by structs that wrap the book, so that the measured loop is
/// compiled for each book and
/// calls it directly.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
internal interface IMatchingBook<TSelf>
    where TSelf : struct, IMatchingBook<TSelf>
{
    /// <summary>What the book can do and has switched on, for the report.</summary>
    static abstract IReadOnlyList<string> Features { get; }

    /// <summary>Empty books for the instruments of a stream, with room for what it will need.</summary>
    static abstract TSelf Open(StreamHeader header);

    ReportTally Tally { get; }

    void Apply(in OrderMessage message);
}
