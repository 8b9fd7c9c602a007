// Gathers the market quality of one instrument over a day of messages: memory grows with resting orders and with the
// session's seconds, not with messages.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Quality;

/// <summary>
/// Told what the book reports between <see cref="Begin"/> and <see cref="End"/> of each message; before the first
/// <see cref="Begin"/> the book is being filled and nothing is counted.
/// </summary>
public sealed partial class DayGatherer
{
    private readonly Dictionary<long, Resting> _resting = [];
    private readonly GapStudy _gaps;
    private readonly Horizon[] _horizons;
    private readonly long _impactHorizon;
    private readonly List<double> _mids = [];
    private readonly List<long> _candidates = [];
    private long _message = -1;
    private bool _inside;
    private double? _midBefore;
    private double _lastMid;
    private (long Price, long Lots) _bidBefore;
    private (long Price, long Lots) _askBefore;
    private long _taker;
    private int _takerSign;
    private long _takenLots;
    private long _takenAtBest;
    private double _takenNotional;
    private double _lastPrice;
    private bool _heavy;

    public DayGatherer(DayPlan plan)
    {
        Plan = plan;
        Bids = new(Side.Buy, plan.Low, plan.High);
        Asks = new(Side.Sell, plan.Low, plan.High);
        Minutes = [.. Enumerable.Range(0, plan.Minutes).Select(_ => new MinuteSums())];
        _gaps = new(plan);
        _horizons = [.. plan.Horizons.Select(h => new Horizon(h))];
        _impactHorizon = plan.PerMinute;
    }

    /// <summary>An order that shows lots in the book, or waits to enter again.</summary>
    private record struct Resting(Side Side, long Price, long Lots, long Entered, bool IsCounted = false);

    public DayPlan Plan { get; }

    public LadderSide Bids { get; }

    public LadderSide Asks { get; }

    public IReadOnlyList<MinuteSums> Minutes { get; }

    /// <summary>Messages that are through.</summary>
    public long Seen => _message + 1;

    /// <summary>The middle of best bid and ask in ticks; null while a side is empty.</summary>
    public double? Mid => Bids.IsEmpty || Asks.IsEmpty ? null : (Bids.Best + Asks.Best) / 2.0;

    /// <summary>A message of the day comes.</summary>
    public void Begin()
    {
        _midBefore = Mid;
        if (_message < 0)
        {
            _lastMid = _midBefore ?? (Plan.Low + Plan.High) / 2.0;
            _mids.Add(_lastMid);
        }

        _message++;
        _inside = true;
        _bidBefore = Bids.IsEmpty ? (0, 0) : (Bids.Best, Bids.BestLots);
        _askBefore = Asks.IsEmpty ? (0, 0) : (Asks.Best, Asks.BestLots);
    }

    /// <summary>The visible book changed: lots are all that the order shows from now on.</summary>
    public void BookChanged(long order, BookAction action, Side side, long price, long lots)
    {
        var known = _resting.TryGetValue(order, out var one);
        var ladder = side == Side.Buy ? Bids : Asks;
        switch (action)
        {
            case BookAction.Added or BookAction.AddedInFront:
                ladder.Change(price, lots, 1);
                _resting[order] = new(side, price, lots, known ? one.Entered : _message);
                break;
            case BookAction.Changed when known:
                ladder.Change(price, lots - one.Lots, 0);
                _resting[order] = one with { Lots = lots };
                break;
            case BookAction.Removed when known:
                ladder.Change(price, -one.Lots, -1);
                _resting[order] = one with { Lots = 0 };
                // It may come again (an amendment, an iceberg's next slice): known when the message is through.
                _candidates.Add(order);
                break;
        }
    }

    /// <summary>Lots traded in continuous trading.</summary>
    /// <param name="taker">The order that came in.</param>
    /// <param name="side">Its side.</param>
    /// <param name="maker">The order that rested.</param>
    /// <param name="makerIsDone">Nothing of it is left.</param>
    /// <param name="takerIsDone">Nothing of the incoming order is left.</param>
    public void Traded(long taker, Side side, long maker, bool makerIsDone, bool takerIsDone, long price, long lots)
    {
        if (!_inside)
            return;
        if (_taker != taker)
            EndTake();
        (_taker, _takerSign) = (taker, side.Sign());
        _takenLots += lots;
        _takenNotional += (double)price * lots;
        _lastPrice = price;
        if (price == (side == Side.Buy ? _askBefore : _bidBefore).Price)
            _takenAtBest += lots;
        Fills++;
        if (makerIsDone)
            Ended(maker, FilledLives);
        if (takerIsDone)
            Ended(taker, FilledLives);
    }

    /// <summary>An order that had stayed left without trading its last lots.</summary>
    public void Left(long order) => Ended(order, CancelledLives);

    /// <summary>The message is through.</summary>
    public void End()
    {
        EndTake();
        _inside = false;
        foreach (var order in _candidates)
        {
            if (_resting.TryGetValue(order, out var one) && one.Lots == 0)
                _resting.Remove(order);
        }

        _candidates.Clear();
        var mid = Mid;
        _lastMid = mid ?? _lastMid;
        double? spread = mid is null ? null : Asks.Best - Bids.Best;
        var minute = Minutes[Plan.MinuteOf(_message)];
        minute.Messages++;
        minute.Mid = _lastMid;
        if (spread is { } ticks)
        {
            minute.TwoSided++;
            minute.SpreadTicks += ticks;
            minute.SpreadPoints += ticks / mid!.Value * 10_000;
        }

        foreach (var horizon in _horizons)
            horizon.Advance(_message, mid, horizon.Messages == _impactHorizon ? LaterImpact : null);
        _gaps.Advance(_message, spread, _heavy);
        _heavy = false;
        var seconds = Plan.SecondsAfter(_message + 1);
        if (_mids.Count > seconds)
            return;
        while (_mids.Count <= seconds)
            _mids.Add(_lastMid);
        Sample(minute);
    }

    private void Ended(long order, CountHistogram lives)
    {
        if (!_resting.TryGetValue(order, out var one) || one.IsCounted)
            return;
        _resting[order] = one with { IsCounted = true };
        // What was there before the day began has no known beginning.
        if (one.Entered >= 0)
            lives.Add(_message - one.Entered);
    }

    private void EndTake()
    {
        if (_takenLots == 0)
            return;
        var minute = Minutes[Plan.MinuteOf(_message)];
        minute.Takes++;
        minute.Lots += _takenLots;
        minute.Flow += _takerSign * _takenLots;
        minute.Notional += _takenNotional;
        minute.Roll.Add(_lastPrice);
        DayRoll.Add(_lastPrice);
        TradeLots.Add(_takenLots);
        var best = _takerSign > 0 ? _askBefore.Lots : _bidBefore.Lots;
        _heavy |= best > 0 && 2 * _takenAtBest >= best;
        if (_midBefore is { } mid)
        {
            var take = new Take(_message, _takerSign, _takenNotional / _takenLots, mid, _takenLots);
            var effective = 2 * _takerSign * (take.Price - mid);
            minute.Effective += effective * take.Lots;
            EffectiveSum += effective * take.Lots;
            EffectiveEqualSum += effective;
            EffectiveLots += take.Lots;
            EffectiveCount++;
            foreach (var horizon in _horizons)
                horizon.Add(take);
            if (Mid is { } now)
                InstantImpact.Add(take.Lots, take.Sign * (now - mid));
        }

        (_taker, _takenLots, _takenAtBest, _takenNotional) = (0, 0, 0, 0);
    }
}
