// The naive market's percentage margin at other prices than S0, and with an amount a lot (MRG-014).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Lots that would open at a price each.
    private sealed record Priced(bool Buy, long Lots, BigInteger Ticks);

    private PercentageTerms? TermsOf(ContractSpec contract) =>
        _tablesNow.GetValueOrDefault(contract.Contract) is { Rule: MarginRule.Percentage, Percentage: var terms }
        && (terms.Base != PriceBase.PreviousSettlement || terms.PerLotMinor != 0)
            ? terms
            : null;

    private bool IsPriced(NaiveInstrument month) => TermsOf(month.Terms) is not null;

    private List<Priced> OpeningOrders(NaiveInstrument month, int account)
    {
        var all = new List<Priced>();
        foreach (var order in month.Live.Where(o => o.Account == account))
        {
            if (!OpensAndCloses(account) || !order.IsCloseOnly)
                all.Add(new(order.IsBuy, order.Left, (BigInteger)order.FrozenPrice * order.Left));
        }

        foreach (var spread in month.Spreads)
        {
            var near = spread.Spread!.Near == month;
            var ratio = near ? spread.Spread.Terms.NearLots : spread.Spread.Terms.FarLots;
            foreach (var order in spread.Live.Where(o => o.Account == account))
                all.Add(new(order.IsBuy == near, order.Left * ratio, (BigInteger)month.Previous * order.Left * ratio));
        }

        return all;
    }

    // What is required in a contract, with these orders of each month.
    private BigInteger PricedRequired(
        ContractSpec contract,
        int account,
        Func<NaiveInstrument, List<Priced>> orders,
        (NaiveInstrument Month, bool Longs)? gone = null,
        bool plain = false
    )
    {
        BigInteger sum = 0,
            bought = 0,
            sold = 0;
        foreach (var month in Months.Where(m => m.Terms == contract && !m.Expired))
        {
            var longs = PricedSide(
                month,
                account,
                true,
                orders(month),
                gone == (month, true),
                gone == (month, false),
                plain
            );
            var shorts = PricedSide(
                month,
                account,
                false,
                orders(month),
                gone == (month, false),
                gone == (month, true),
                plain
            );
            if (month.Larger)
                (bought, sold) = (bought + longs, sold + shorts);
            else
                sum += OpensAndCloses(account) ? longs + shorts : BigInteger.Max(longs, shorts);
        }

        return sum + BigInteger.Max(bought, sold);
    }

    private BigInteger PricedSide(
        NaiveInstrument month,
        int account,
        bool isLong,
        List<Priced> orders,
        bool gone,
        bool othersGone,
        bool plain
    )
    {
        var terms = TermsOf(month.Terms)!;
        var held = gone ? [] : month.Lots.Where(l => l.Account == account && l.Sign > 0 == isLong).ToList();
        var mine = orders.Where(o => o.Buy == isLong).ToList();
        var (lots, ticks) = (mine.Sum(o => o.Lots), mine.Aggregate(BigInteger.Zero, (all, o) => all + o.Ticks));
        var closes = othersGone ? 0 : month.LotsHeld(account, !isLong);
        if (!OpensAndCloses(account) && closes > 0)
        {
            lots = long.Max(0, lots - closes);
            ticks = BigInteger.Min(ticks, lots * (BigInteger)month.High);
        }

        // An average is a fraction: all over its lots.
        var over = long.Max(1, month.Volume);
        var top = ticks * over;
        foreach (var lot in held)
            top += BaseOf(month, terms.Base, lot) * lot.Left;
        var rate = plain ? PlainRate(month, account) : RateNow(month, account);
        return Exact.Ceiling(top * month.Terms.TickValueMinor * rate, over * Exact.Million)
            + ((BigInteger)terms.PerLotMinor * (lots + held.Sum(l => l.Left)));
    }

    // Times the day's volume.
    private static BigInteger BaseOf(NaiveInstrument month, PriceBase rule, NaiveLot lot)
    {
        var over = long.Max(1, month.Volume);
        var settled = month.Calendar.StepsDone >= (int)ClearingStepNumber.MarkToMarket;
        if (settled || !IsToday(month, lot))
            return (BigInteger)month.Previous * over;
        return rule switch
        {
            PriceBase.Open => (BigInteger)lot.OpenPrice * over,
            PriceBase.Last => (BigInteger)month.Last * over,
            PriceBase.Average when month.Volume > 0 => NaiveSettlementDesk.Turnover(month),
            _ => (BigInteger)month.Previous * over,
        };
    }

    private BigInteger PricedNeeds(int account, Currency currency, bool withOrders, bool plain = false) =>
        _contracts
            .Where(c => c.Currency == currency && TermsOf(c) is not null)
            .Aggregate(
                BigInteger.Zero,
                (sum, c) =>
                    sum + PricedRequired(c, account, m => withOrders ? OpeningOrders(m, account) : [], null, plain)
            );

    // With more orders in one month; a reversal's other side gone.
    private BigInteger PricedMore(NaiveInstrument month, int account, List<Priced> more, bool? gone = null) =>
        PricedRequired(
            month.Terms,
            account,
            m => m == month ? [.. OpeningOrders(m, account), .. more] : OpeningOrders(m, account),
            gone is { } longs ? (month, longs) : null
        ) - PricedRequired(month.Terms, account, m => OpeningOrders(m, account));

    private NaiveRefusal? AskPriced(NaiveInstrument month, int account, List<Asked> sides)
    {
        var both = OpensAndCloses(account);
        var more = sides
            .Select(s => (s.Buy, Lots: both ? s.Opens : s.Lots, s.Price))
            .Select(s => new Priced(s.Buy, s.Lots, (BigInteger)s.Lots * s.Price))
            .ToList();
        var reversal = sides.Find(s => s.Reverses);
        var needs = PricedMore(month, account, more, reversal is null ? null : !reversal.Buy);
        var net = month.Net(account);
        var closes = both
            ? sides.TrueForAll(s => s.OnlyCloses)
            : sides.TrueForAll(s =>
                s.Buy
                    ? net < 0 && month.LiveLots(account, true) + s.Lots <= -net
                    : net > 0 && month.LiveLots(account, false) + s.Lots <= net
            );
        if (closes && needs <= 0)
            return null;
        BigInteger costs = 0;
        foreach (var side in sides)
        {
            var away = long.Max(0, (side.Buy ? 1 : -1) * (side.Price - month.Last));
            costs += FeeOf(month, side.Rate, side.Price, side.Lots);
            costs += away * (BigInteger)side.Lots * month.Terms.TickValueMinor;
        }

        return ShortOf(needs, costs, account, month.Terms.Currency);
    }
}
