// The market's own matching engine under an order stream: each record is asked and done as the market asks and does it.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Books;

/// <summary>Hears what became of a record besides what the books do.</summary>
internal interface IStreamReports : IMatchingReports
{
    void Accepted(int order);

    void Refused(int order, RejectReason reason);

    void Amended(int order, long price, long lots);
}

/// <summary>One engine with all books of a stream, in continuous trading.</summary>
internal sealed class StreamBooks<TReports>
    where TReports : struct, IStreamReports
{
    private const long MostLots = 1_000_000_000;
    private static readonly MatchingEngine.Bounds _bounds = new(MostLots, MostLots, false, default);

    /// <summary>All protections are on. The dynamic band is wider than the day's limits: it is asked at each trade and
    /// ends none, so that a crash is matched and not turned into an auction.</summary>
    private static readonly MarketModel _model = MarketModel.Plain with
    {
        SelfMatch = SelfMatch.CancelNewest,
        ClosingFirstAtLimit = true,
        MarketProtectionPpm = 20_000,
        DynamicBandPpm = 250_000,
    };

    /// <summary>Told as the books work; a field, so that a struct keeps what it counts.</summary>
    public TReports Reports;

    public StreamBooks(StreamHeader header, TReports reports)
    {
        Reports = reports;
        // Room for the orders of the loading and an eighth more: what rests beyond that makes the arrays grow.
        var room = header.Loading == 0 ? 1 << 16 : 1024 + (header.Loading * 9 / 8);
        Engine = new(capacity: (int)long.Min(room, 1 << 24));
        foreach (var one in header.Instruments)
        {
            var id = one.IsSpread
                ? Engine.Add(_model, new SpreadLegs(new(one.Near), new(one.Far)))
                : Engine.Add(_model);
            Engine.Open(id, new(one.Low), new(one.High), new(one.Reference), ref Reports);
            Engine.SetPhase(id, TradingPhase.Continuous, ref Reports);
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

    public MatchingEngine Engine { get; }

    /// <returns>True when it was taken, false when it was refused.</returns>
    public bool Apply(in OrderMessage message)
    {
        var taken = message.Operation switch
        {
            StreamOperation.New => New(message),
            StreamOperation.Cancel => Cancel(message),
            _ => Amend(message),
        };
        // What follows from a command, as after each command of the market.
        Engine.WakeStops(ref Reports);
        Engine.TellIndications(ref Reports);
        return taken;
    }

    private bool New(in OrderMessage m)
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
        var refusal = Engine.Ask(order, _bounds);
        if (!refusal.IsNone)
            return Refuse(m, refusal.Reason);

        Reports.Accepted(m.Order);
        Engine.Enter(order, ref Reports);
        return true;
    }

    private bool Cancel(in OrderMessage m)
    {
        if (!Engine.TryFindOwner(new(m.Order), out var owner))
            return Refuse(m, RejectReason.UnknownOrder);
        if (owner != m.Owner)
            return Refuse(m, RejectReason.NotYourOrder);
        Engine.Cancel(new(m.Order), CancelReason.ByParticipant, ref Reports);
        return true;
    }

    private bool Amend(in OrderMessage m)
    {
        if (!Engine.TryFind(new(m.Order), out var live))
            return Refuse(m, RejectReason.UnknownOrder);
        if (live.Owner != m.Owner)
            return Refuse(m, RejectReason.NotYourOrder);
        if (live.Price.Ticks == m.Price && live.Lots == m.Lots)
            return Refuse(m, RejectReason.NothingToAmend);
        if (MatchingEngine.KeepsPlace(live, new(m.Price), m.Lots))
        {
            Reports.Amended(m.Order, m.Price, m.Lots);
            Engine.Reduce(live.Order, m.Lots, ref Reports);
            return true;
        }

        var again = MatchingEngine.Amended(live, new(m.Price), m.Lots);
        var refusal = Engine.Check(again, _bounds, amends: true).Refusal;
        if (!refusal.IsNone)
            return Refuse(m, refusal.Reason);
        Reports.Amended(m.Order, m.Price, m.Lots);
        Engine.Lift(live.Order, ref Reports);
        Engine.Reenter(again, live.Filled, ref Reports);
        return true;
    }

    private bool Refuse(in OrderMessage m, RejectReason reason)
    {
        Reports.Refused(m.Order, reason);
        return false;
    }
}
