// Drives the market's own matching engine with the records of a stream and lets the gatherer listen.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Sim.Quality;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Quality;

/// <summary>All books of a stream in continuous trading, under the rules that the matching benchmark uses.</summary>
internal sealed class StreamMarket
{
    private const long MostLots = 1_000_000_000;
    private static readonly MatchingEngine.Bounds _bounds = new(MostLots, MostLots, false, default);

    /// <summary>The dynamic band is wider than the day's limits: a crash is matched and not turned into an
    /// auction.</summary>
    private static readonly MarketModel _model = MarketModel.Plain with
    {
        SelfMatch = SelfMatch.CancelNewest,
        ClosingFirstAtLimit = true,
        MarketProtectionPpm = 20_000,
        DynamicBandPpm = 250_000,
    };

    private readonly MatchingEngine _engine = new(capacity: 1 << 16);
    private readonly DayGatherer _day;
    private readonly int _watched;
    private GathererReports _reports;

    public StreamMarket(StreamHeader header, int watched, DayGatherer day)
    {
        _day = day;
        _watched = watched;
        _reports = new(day, new(watched));
        foreach (var one in header.Instruments)
        {
            var id = one.IsSpread
                ? _engine.Add(_model, new SpreadLegs(new(one.Near), new(one.Far)))
                : _engine.Add(_model);
            _engine.Open(id, new(one.Low), new(one.High), new(one.Reference), ref _reports);
            _engine.SetPhase(id, TradingPhase.Continuous, ref _reports);
        }
    }

    /// <summary>A record that only fills the books.</summary>
    public void Fill(in OrderMessage message) => Apply(message);

    /// <summary>A message of the day. Session time passes with it whatever its instrument is.</summary>
    public void Drive(in OrderMessage message)
    {
        _day.Begin();
        var taken = Apply(message);
        _day.End();
        if (message.Instrument == _watched)
            Count(message, taken);
    }

    /// <summary>The gatherer's ladder and the engine's book name the same best prices.</summary>
    public void Compare()
    {
        Same(Side.Buy, _day.Bids);
        Same(Side.Sell, _day.Asks);
    }

    private void Same(Side side, LadderSide ladder)
    {
        var best = _engine.Best(new(_watched), side);
        Must.Hold(best is { } price ? !ladder.IsEmpty && ladder.Best == price.Ticks : ladder.IsEmpty);
    }

    private void Count(in OrderMessage message, bool taken)
    {
        var counts = _day.Counts;
        switch (message.Operation)
        {
            case StreamOperation.New when taken:
                counts.News++;
                if (message.TimeInForce == StreamTimeInForce.Day)
                    counts.MayRest++;
                break;
            case StreamOperation.New:
                counts.NewsRefused++;
                break;
            case StreamOperation.Cancel when taken:
                counts.Cancels++;
                break;
            case StreamOperation.Cancel:
                counts.CancelsRefused++;
                break;
            case StreamOperation.Amend when taken:
                counts.Amends++;
                break;
            default:
                counts.AmendsRefused++;
                break;
        }
    }

    /// <returns>True when it was taken, false when it was refused.</returns>
    private bool Apply(in OrderMessage message)
    {
        var taken = message.Operation switch
        {
            StreamOperation.New => New(message),
            StreamOperation.Cancel => Cancel(message),
            _ => Amend(message),
        };
        // What follows from a command, as after each command of the market.
        _engine.WakeStops(ref _reports);
        _engine.TellIndications(ref _reports);
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
        if (!MatchingEngine.CheckWords(order).IsNone || _engine.Check(order, _bounds).IsRefused)
            return false;
        _engine.Enter(order, ref _reports);
        return true;
    }

    private bool Cancel(in OrderMessage m)
    {
        if (!_engine.TryFind(new(m.Order), out var live) || live.Owner != m.Owner)
            return false;
        _engine.Cancel(live.Order, CancelReason.ByParticipant, ref _reports);
        return true;
    }

    private bool Amend(in OrderMessage m)
    {
        if (!_engine.TryFind(new(m.Order), out var live) || live.Owner != m.Owner)
            return false;
        if (live.Price.Ticks == m.Price && live.Lots == m.Lots)
            return false;
        if (MatchingEngine.KeepsPlace(live, new(m.Price), m.Lots))
        {
            _engine.Reduce(live.Order, m.Lots, ref _reports);
            return true;
        }

        var again = MatchingEngine.Amended(live, new(m.Price), m.Lots);
        if (_engine.Check(again, _bounds, amends: true).IsRefused)
            return false;
        _engine.Lift(live.Order, ref _reports);
        _engine.Reenter(again, live.Filled, ref _reports);
        return true;
    }
}
