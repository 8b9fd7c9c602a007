// Invariant I-19 under random days: order does not count, every price is a tick of the band.
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Clearing;

/// <summary>I-19: inside the limits, on the tick, the same trades in any order give the same price.</summary>
public sealed class SettlementPropertyTests
{
    private static readonly SettlementTier[] Steps =
    [
        SettlementTier.VolumeWeighted,
        SettlementTier.LimitLocked,
        SettlementTier.MiddleOfQuotes,
        SettlementTier.MoveOfNearestMonth,
        SettlementTier.MoveOfNearestAverage,
        SettlementTier.ChangeOfNearestMonth,
        SettlementTier.LastHour,
        SettlementTier.ClosingWindow,
        SettlementTier.LastTrade,
        SettlementTier.ChangeOfPrecedingMonth,
        SettlementTier.SpreadImplied,
    ];

    [Fact]
    public void The_same_trades_in_any_order_give_the_same_price_inside_the_limits() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Holds(new Random(seed)))
        );

    private static bool Holds(Random random)
    {
        var months = new DayOfMonth[random.Next(1, 7)];
        var shuffled = new DayOfMonth[months.Length];
        for (var at = 0; at < months.Length; at++)
            (months[at], shuffled[at]) = Month(random, at);
        var spreads = Enumerable
            .Range(0, random.Next(0, 6))
            .Where(_ => months.Length > 1)
            .Select(_ => Spread(random, months.Length))
            .ToArray();
        var steps = Steps.OrderBy(_ => random.Next()).Take(random.Next(0, Steps.Length)).ToList();
        steps.Add(SettlementTier.Previous);
        var mode = (RoundingMode)random.Next(1, 5);
        var terms = new SettlementTerms(steps, mode, random.Next(2) == 0);
        var one = SettlementPrice.Of(months, spreads, terms);
        var other = SettlementPrice.Of(shuffled, [.. spreads.Reverse()], terms);
        for (var at = 0; at < months.Length; at++)
        {
            if (one[at].Price != other[at].Price || one[at].Tier != other[at].Tier)
                return false;
            if (one[at].Price < months[at].Low || one[at].Price > months[at].High || one[at].Denominator <= 0)
                return false;
            if (!steps.Contains(one[at].Tier))
                return false;
        }

        return true;
    }

    private static (DayOfMonth, DayOfMonth) Month(Random random, int at)
    {
        var previous = random.Next(50, 5000);
        var (low, high) = (previous - (previous / 10), previous + (previous / 10));
        var trades = Enumerable
            .Range(0, random.Next(0, 5))
            .Select(_ => (Price: random.Next(low, high + 1), Lots: random.Next(1, 100)))
            .ToList();
        Price? Quote() => random.Next(2) == 0 ? new Price(random.Next(low, high + 1)) : null;
        var (bid, ask) = (Quote(), Quote());
        if (bid > ask)
            (bid, ask) = (ask, bid);
        var window = random.Next(0, trades.Count + 1);
        Price? last = trades.Count > 0 ? new Price(trades[^1].Price) : null;
        DayOfMonth Of(IEnumerable<(int Price, int Lots)> day, IEnumerable<(int Price, int Lots)> close)
        {
            var sum = Sum(day);
            return new(new(previous), new(low), new(high), sum.TicksTimesLots, sum.Lots, bid, ask)
            {
                Month = at * 3,
                Window = Sum(close),
                LastHour = Sum(close),
                Last = last,
            };
        }

        var closing = trades.TakeLast(window).ToList();
        return (
            Of(trades, closing),
            Of(trades.OrderBy(_ => random.Next()).ToList(), closing.OrderBy(_ => random.Next()).ToList())
        );
    }

    private static DayOfSpread Spread(Random random, int months)
    {
        var near = random.Next(0, months - 1);
        return new(
            near,
            random.Next(near + 1, months),
            new TradeSum(0, 0).With(new(random.Next(-50, 51)), random.Next(0, 20))
        );
    }

    private static TradeSum Sum(IEnumerable<(int Price, int Lots)> trades) =>
        trades.Aggregate(default(TradeSum), (sum, t) => sum.With(new(t.Price), t.Lots));
}
