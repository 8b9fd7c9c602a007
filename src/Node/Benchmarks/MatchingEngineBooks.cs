// The market's own matching engine under the benchmark: each record is asked and done as the market asks and does it.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One engine with all books of a stream, in continuous trading.</summary>
internal readonly struct EngineBooks<TSink> : IMatchingBook<EngineBooks<TSink>>
    where TSink : struct, IReportSink
{
    private const long MostLots = 1_000_000_000;
    private static readonly MatchingEngine.Bounds _bounds = new(MostLots, MostLots, false, default);

    /// <summary>All protections are on. The dynamic band is wider than the day's limits: it is asked at each trade
    /// and
    /// ends none, so that a crash is matched and not turned into an auction.</summary>
    private static readonly MarketModel _model = MarketModel.Plain with
    {
        SelfMatch = SelfMatch.CancelNewest,
        ClosingFirstAtLimit = true,
        MarketProtectionPpm = 20_000,
        DynamicBandPpm = 250_000,
    };

    private readonly MatchingEngine _engine;
    private readonly EngineReports<TSink>[] _reports;

    private EngineBooks(StreamHeader header)
    {
        // Room for the orders of the loading and an eighth more: what rests beyond that makes the arrays grow.
        var room = header.Loading == 0 ? 1 << 16 : 1024 + (header.Loading * 9 / 8);
        _engine = new(capacity: (int)long.Min(room, 1 << 24));
        _reports = new EngineReports<TSink>[1];
        ref var reports = ref _reports[0];
        foreach (var one in header.Instruments)
        {
            var id = one.IsSpread
                ? _engine.Add(_model, new SpreadLegs(new(one.Near), new(one.Far)))
                : _engine.Add(_model);
            _engine.Open(id, new(one.Low), new(one.High), new(one.Reference), ref reports);
            _engine.SetPhase(id, TradingPhase.Continuous, ref reports);
        }
    }

    public static IReadOnlyList<string> Features =>
        [
            "limit, market with protection, market-to-limit, stop, stop-limit",
            "day, fill-and-kill, fill-or-kill, minimum quantity",
            "iceberg, post-only, close-only, hedge",
            "self-match prevention (on in each order)",
            "price limits, dynamic band",
            "closing orders first at the limit price",
            "call auctions",
            "spreads with implied prices",
            "market data by order with sequence numbers",
            "each order is asked all reasons to refuse it",
        ];

    public ReportTally Tally => _reports[0].Sink.Tally;

    public static EngineBooks<TSink> Open(StreamHeader header) => new(header);

    public void Apply(in OrderMessage m)
    {
        ref var reports = ref _reports[0];
        switch (m.Operation)
        {
            case StreamOperation.New:
                New(m, ref reports);
                break;
            case StreamOperation.Cancel:
                Cancel(m, ref reports);
                break;
            default:
                Amend(m, ref reports);
                break;
        }

        // What follows from a command, as after each command of the market.
        _engine.WakeStops(ref reports);
        _engine.TellIndications(ref reports);
    }

    private void New(in OrderMessage m, ref EngineReports<TSink> reports)
    {
        var order = new OrderEntry(
            new(m.Order),
            new(m.Instrument),
            m.Owner,
            // Who is in no group is a group of his own.
            m.Group > 0
                ? -m.Group
                : m.Owner,
            m.Side,
            (OrderType)m.Type,
            (TimeInForce)m.TimeInForce,
            new(m.Price),
            m.Lots,
            (OrderFlags)m.Marks,
            (SelfMatch)(m.SelfMatch + 1),
            new(m.Stop),
            m.Display,
            m.Minimum
        );
        var refusal = MatchingEngine.CheckWords(order);
        if (refusal.IsNone)
            refusal = _engine.Check(order, _bounds).Refusal;
        if (!refusal.IsNone)
        {
            reports.Sink.Refused(m.Order, (int)refusal.Reason);
            return;
        }

        reports.Sink.Accepted(m.Order);
        _engine.Enter(order, ref reports);
    }

    private void Cancel(in OrderMessage m, ref EngineReports<TSink> reports)
    {
        if (!_engine.TryFind(new(m.Order), out var live))
            reports.Sink.Refused(m.Order, (int)RejectReason.UnknownOrder);
        else if (live.Owner != m.Owner)
            reports.Sink.Refused(m.Order, (int)RejectReason.NotYourOrder);
        else
            _engine.Cancel(live.Order, CancelReason.ByParticipant, ref reports);
    }

    private void Amend(in OrderMessage m, ref EngineReports<TSink> reports)
    {
        if (!_engine.TryFind(new(m.Order), out var live))
        {
            reports.Sink.Refused(m.Order, (int)RejectReason.UnknownOrder);
            return;
        }

        if (live.Owner != m.Owner)
        {
            reports.Sink.Refused(m.Order, (int)RejectReason.NotYourOrder);
            return;
        }

        if (live.Price.Ticks == m.Price && live.Lots == m.Lots)
        {
            reports.Sink.Refused(m.Order, (int)RejectReason.NothingToAmend);
            return;
        }

        if (MatchingEngine.KeepsPlace(live, new(m.Price), m.Lots))
        {
            reports.Sink.Amended(m.Order, m.Price, m.Lots);
            _engine.Reduce(live.Order, m.Lots, ref reports);
            return;
        }

        var again = MatchingEngine.Amended(live, new(m.Price), m.Lots);
        var finding = _engine.Check(again, _bounds, amends: true);
        if (finding.IsRefused)
        {
            reports.Sink.Refused(m.Order, (int)finding.Refusal.Reason);
            return;
        }

        reports.Sink.Amended(m.Order, m.Price, m.Lots);
        _engine.Lift(live.Order, ref reports);
        _engine.Reenter(again, live.Filled, ref reports);
    }
}

/// <summary>Hands the engine's reports on in the words that all books share, and its own besides.</summary>
internal struct EngineReports<TSink> : IMatchingReports
    where TSink : struct, IReportSink
{
    public TSink Sink;

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
