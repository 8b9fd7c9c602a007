// The market's own books under the benchmark.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Books;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One engine with all books of a stream, in continuous trading.</summary>
internal readonly struct EngineBooks<TSink> : IMatchingBook<EngineBooks<TSink>>
    where TSink : struct, IReportSink
{
    private readonly StreamBooks<EngineReports<TSink>> _books;

    private EngineBooks(StreamHeader header) => _books = new(header, new() { Sink = default });

    public static IReadOnlyList<string> Features => StreamBooks<EngineReports<TSink>>.Features;

    public ReportTally Tally => _books.Reports.Sink.Tally;

    public static EngineBooks<TSink> Open(StreamHeader header) => new(header);

    public void Apply(in OrderMessage m) => _books.Apply(m);
}

/// <summary>Hands the engine's reports on in the words that all books share, and its own besides.</summary>
internal struct EngineReports<TSink> : IStreamReports
    where TSink : struct, IReportSink
{
    public TSink Sink;

    public void Accepted(int order) => Sink.Accepted(order);

    public void Refused(int order, RejectReason reason) => Sink.Refused(order, (int)reason);

    public void Amended(int order, long price, long lots) => Sink.Amended(order, price, lots);

    public void Traded(in Match match)
    {
        var sold = match.Aggressor == Side.Sell;
        Sink.Traded(
            Number(sold ? match.Buyer.Order : match.Seller.Order),
            Number(sold ? match.Seller.Order : match.Buyer.Order),
            match.Price.Ticks,
            match.Lots
        );
    }

    public void BookChanged(in BookChanged change) =>
        Sink.Other(
            1,
            unchecked((change.Sequence << 16) ^ change.Order.Value),
            unchecked(
                (change.Price.Ticks << 40) ^ (change.Lots.Lots << 8) ^ ((int)change.Action << 4) ^ (int)change.Side
            )
        );

    public void Stayed(in LiveOrder order) => Sink.Other(2, order.Order.Value, order.Lots);

    public void Lifted(in LiveOrder order) => Sink.Other(3, order.Order.Value, order.Lots);

    public void Left(in LiveOrder order, CancelReason reason, bool stayed) =>
        Sink.Cancelled(Number(order.Order), order.Lots);

    public void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed) =>
        Sink.Other(4, order.Order.Value, by);

    public void Elected(in LiveOrder order, Price trigger) => Sink.Other(5, order.Order.Value, trigger.Ticks);

    public void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus) =>
        Sink.Other(6, price.Ticks, lots);

    public void Indicated(in IndicativeChanged indication) =>
        Sink.Other(7, indication.Price.Ticks, indication.Lots.Lots);

    public void Interrupted(InstrumentId instrument) => Sink.Other(8, instrument.Value, 0);

    public void SpreadTraded(in SpreadTraded trade, in MatchSide buyer, in MatchSide seller) =>
        Sink.Other(9, trade.Price.Ticks, trade.Lots.Lots);

    private static int Number(OrderId order) => unchecked((int)order.Value);
}
