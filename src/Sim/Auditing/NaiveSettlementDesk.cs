// The naive market's settlement prices of one contract's day: every step from the trades themselves, one by one.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>A price as worked out: Top / Bottom ticks before rounding, the window in seconds before the close, the
/// month and the spread that it came from.</summary>
internal sealed record NaivePrice(
    long Ticks,
    SettlementTier Tier,
    BigInteger Top,
    BigInteger Bottom,
    int Since = 0,
    int Until = 0,
    int From = 0,
    int Spread = 0
);

/// <summary>Works out one contract's prices at once.</summary>
internal sealed class NaiveSettlementDesk
{
    private const long HourOfTrading = 3600 * Instant.PerSecond;

    private readonly List<NaiveInstrument> _months;
    private readonly List<NaiveInstrument> _spreads;
    private readonly TradingDate _day;
    private readonly ContractSpec _terms;
    private readonly SortedList<int, NaivePrice> _known = [];

    public NaiveSettlementDesk(List<NaiveInstrument> months, List<NaiveInstrument> spreads, TradingDate day)
    {
        (_months, _spreads, _day, _terms) = (months, spreads, day, months[0].Terms);
        foreach (var month in InTurn())
        {
            var price = _terms.SettlementSteps.Select(s => Try(s, month)).First(p => p is not null)!;
            month.Settled = IsManual(month) ? month.Override!.Value.Price.Ticks : price.Ticks;
            _known.Add(month.Id, price);
        }
    }

    public NaivePrice Of(NaiveInstrument month) => _known[month.Id];

    public static bool IsManual(NaiveInstrument month) => month.Override is { Approver.IsEmpty: false };

    public static BigInteger Turnover(NaiveInstrument month) =>
        Found(month).Aggregate(BigInteger.Zero, (s, l) => s + Value(l));

    private static IEnumerable<NaiveLeg> Found(NaiveInstrument month) =>
        month.Legs.Where(l => l is { Sign: > 0, Agreed: false });

    private static BigInteger Value(NaiveLeg leg) => (BigInteger)leg.Ticks * leg.Lots;

    // Trading time from a moment to the close, pauses left out.
    private long Left(NaiveInstrument month, Instant at)
    {
        var calendar = month.Calendar.Terms;
        long left = 0;
        foreach (var (line, next) in calendar.Timetable.Zip(calendar.Timetable.Skip(1)))
        {
            if (line.Phase != TradingPhase.Continuous && line.Phase != TradingPhase.ClosingAuction)
                continue;
            var (from, to) = (calendar.MomentOf(_day, line), calendar.MomentOf(_day, next));
            if (to > at)
                left += to.Nanoseconds - (from > at ? from : at).Nanoseconds;
        }

        return left;
    }

    private bool InWindow(NaiveInstrument month, Instant at) =>
        Left(month, at) <= _terms.SettlementWindowSeconds * Instant.PerSecond;

    private long WindowLots(NaiveInstrument month) =>
        _terms.SettlementWindowSeconds == 0 ? 0 : Found(month).Where(l => InWindow(month, l.At)).Sum(l => l.Lots);

    // Months that lean on each other begin with the lead month and go outward; else those that traded come first.
    private List<NaiveInstrument> InTurn()
    {
        var steps = _terms.SettlementSteps;
        if (!steps.Contains(SettlementTier.SpreadImplied) && !steps.Contains(SettlementTier.ChangeOfPrecedingMonth))
            return [.. _months.OrderBy(m => m.Volume > 0 ? 0 : 1).ThenBy(m => m.Month)];
        var lead = _months.OrderByDescending(WindowLots).ThenByDescending(m => m.Volume).ThenBy(m => m.Month).First();
        return
        [
            .. _months.Where(m => m.Month >= lead.Month).OrderBy(m => m.Month),
            .. _months.Where(m => m.Month < lead.Month).OrderByDescending(m => m.Month),
        ];
    }

    private NaivePrice? Try(SettlementTier step, NaiveInstrument month)
    {
        var (any, bid, ask, hasBid, hasAsk) = month.Close;
        switch (step)
        {
            case SettlementTier.VolumeWeighted:
                return Average(step, month, [.. Found(month)]);
            case SettlementTier.LimitLocked:
                if (any && hasBid && !hasAsk && bid == month.High)
                    return Plain(step, month.High);
                if (any && hasAsk && !hasBid && ask == month.Low)
                    return Plain(step, month.Low);
                return null;
            case SettlementTier.MiddleOfQuotes:
                return any && hasBid && hasAsk
                    ? Plain(step, new[] { bid, ask, month.Previous }.Order().ElementAt(1))
                    : null;
            case SettlementTier.MoveOfNearestMonth:
            case SettlementTier.MoveOfNearestAverage:
                return Moved(step, month);
            case SettlementTier.ChangeOfNearestMonth:
                return Changed(month);
            case SettlementTier.LastHour:
                return LastHour(month);
            case SettlementTier.ClosingWindow:
                var closing = Average(step, month, [.. Found(month).Where(l => InWindow(month, l.At))]);
                return closing is null ? null : closing with { Since = _terms.SettlementWindowSeconds };
            case SettlementTier.LastTrade:
                return month.Volume > 0 ? Plain(step, Quoted(month, month.Last)) : null;
            case SettlementTier.ChangeOfPrecedingMonth:
                return Followed(month);
            case SettlementTier.SpreadImplied:
                return Implied(month);
            default:
                return Plain(SettlementTier.Previous, month.Previous);
        }
    }

    private static NaivePrice Plain(SettlementTier step, long ticks) => new(ticks, step, ticks, 1);

    private NaivePrice? Average(SettlementTier step, NaiveInstrument month, List<NaiveLeg> trades)
    {
        BigInteger top = 0,
            bottom = 0;
        foreach (var leg in trades)
            (top, bottom) = (top + Value(leg), bottom + leg.Lots);
        return bottom == 0 ? null : new(Whole(top, bottom, month), step, top, bottom);
    }

    private long Whole(BigInteger top, BigInteger bottom, NaiveInstrument month)
    {
        if (!_terms.SettlementTieToPrevious)
            return Exact.Round(top, bottom, _terms.SettlementRounding);
        // The nearer of the two ticks around it; as near as each other: the one nearer the previous settlement.
        var below = Exact.Floor(top, bottom);
        var above = Exact.Ceiling(top, bottom);
        var (down, up) = (top - (below * bottom), (above * bottom) - top);
        if (down != up)
            return down < up ? below : above;
        return long.Abs(month.Previous - below) <= long.Abs(month.Previous - above) ? below : above;
    }

    private NaivePrice? LastHour(NaiveInstrument month)
    {
        var hours = Found(month)
            .GroupBy(l => long.Max(0, (long)Exact.Ceiling(Left(month, l.At), HourOfTrading) - 1))
            .OrderBy(h => h.Key)
            .ToList();
        if (hours.Count == 0)
            return null;
        var until = (int)hours[0].Key * 3600;
        return Average(SettlementTier.LastHour, month, [.. hours[0]])! with { Since = until + 3600, Until = until };
    }

    private static long Quoted(NaiveInstrument month, long ticks)
    {
        var (any, bid, ask, hasBid, hasAsk) = month.Close;
        if (!any || (hasBid && hasAsk && bid > ask))
            return ticks;
        if (hasBid && ticks < bid)
            return bid;
        return hasAsk && ticks > ask ? ask : ticks;
    }

    private static long Banded(NaiveInstrument month, long ticks) =>
        ticks < month.Low ? month.Low
        : ticks > month.High ? month.High
        : ticks;

    private bool IsKnown(NaiveInstrument month) => _known.ContainsKey(month.Id);

    private NaivePrice? Moved(SettlementTier step, NaiveInstrument month)
    {
        var near = _months.Where(m => m.Month < month.Month && m.Volume > 0 && IsKnown(m)).MaxBy(m => m.Month);
        if (near is null)
            return null;
        // An average is the sum over the lots; a settlement is itself over one.
        var average = step == SettlementTier.MoveOfNearestAverage && !IsManual(near);
        BigInteger top = month.Previous * (average ? Turnover(near) : near.Settled);
        BigInteger bottom = near.Previous * (average ? (BigInteger)near.Volume : 1);
        return new(Banded(month, Whole(top, bottom, month)), step, top, bottom, From: near.Id);
    }

    private NaivePrice? Changed(NaiveInstrument month)
    {
        var near = _months
            .Where(m => m != month && m.Volume > 0 && IsKnown(m))
            .OrderBy(m => int.Abs(m.Month.Index - month.Month.Index))
            .ThenBy(m => m.Month)
            .FirstOrDefault();
        if (near is null)
            return null;
        var ticks = month.Previous + near.Settled - near.Previous;
        return new(Banded(month, ticks), SettlementTier.ChangeOfNearestMonth, ticks, 1, From: near.Id);
    }

    private NaivePrice? Followed(NaiveInstrument month)
    {
        var at = _months.IndexOf(month);
        var near =
            at > 0 && IsKnown(_months[at - 1]) ? _months[at - 1]
            : at < _months.Count - 1 && IsKnown(_months[at + 1]) ? _months[at + 1]
            : null;
        if (near is null)
            return null;
        var ticks = month.Previous + near.Settled - near.Previous;
        return new(Quoted(month, Banded(month, ticks)), SettlementTier.ChangeOfPrecedingMonth, ticks, 1, From: near.Id);
    }

    private NaivePrice? Implied(NaiveInstrument month)
    {
        var ways =
            new List<(NaiveInstrument Spread, NaiveInstrument Other, int Gap, BigInteger Lots, BigInteger Sum)>();
        foreach (var spread in _spreads.Where(s => s.Spread is { Terms: { NearWeight: 1, FarWeight: 1 } }))
        {
            var (near, far) = (spread.Spread!.Near, spread.Spread.Far);
            var other =
                near == month ? far
                : far == month ? near
                : null;
            var trades = spread.SpreadTrades.Where(t => InWindow(spread, t.At)).ToList();
            if (other is null || trades.Count == 0 || !IsKnown(other))
                continue;
            BigInteger lots = trades.Sum(t => t.Lots);
            // What the month is worth at each trade: the other leg and the spread, or the other leg less it.
            var sum = trades.Aggregate(
                BigInteger.Zero,
                (s, t) => s + ((other.Settled + (near == month ? t.Ticks : -t.Ticks)) * (BigInteger)t.Lots)
            );
            ways.Add((spread, other, far.Month.Index - near.Month.Index, lots, sum));
        }

        if (ways.Count == 0)
            return null;
        BigInteger shared = 1;
        foreach (var way in ways)
            shared = shared * way.Gap / BigInteger.GreatestCommonDivisor(shared, way.Gap);
        var top = ways.Aggregate(BigInteger.Zero, (s, w) => s + (w.Sum * shared / w.Gap));
        var bottom = ways.Aggregate(BigInteger.Zero, (s, w) => s + (w.Lots * shared / w.Gap));
        var heaviest = ways.MaxBy(w => w.Lots * shared / w.Gap);
        return new(
            Quoted(month, Banded(month, Whole(top, bottom, month))),
            SettlementTier.SpreadImplied,
            top,
            bottom,
            Since: _terms.SettlementWindowSeconds,
            From: heaviest.Other.Id,
            Spread: heaviest.Spread.Id
        );
    }
}
