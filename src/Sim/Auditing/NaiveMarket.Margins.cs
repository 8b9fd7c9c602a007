// The naive market's margin: rates by every rule of a table (MRG), and what an account's lots and orders need.
using System.Numerics;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private long RateNow(NaiveInstrument month, int account) =>
        HasLots
            ? AskedRate(Hedges(account) ? _hedgeRates[month.Id] : month.Rate, account)
            : RateOf(month, month.Calendar.Day ?? month.LastDay);

    // MRG-003 to MRG-005: the rate of a trading day, and whether the larger side is charged then.
    private void SetRate(NaiveInstrument month, MarginParameters table, TradingDate day)
    {
        var terms = table.Percentage;
        var left = TradingDays(month, day).Count();
        var rates = new List<long> { table.RatePpm, table.PhaseRateOn(day, month.Month) };
        if (left > 0)
            rates.AddRange(terms.LastDays.Where(d => left <= d.TradingDays).Select(d => (long)d.RatePpm));
        if (terms.OpenInterest is { } interest)
            rates.Add(RateOf(interest, table.RatePpm, month.Lots.Where(l => l.Sign > 0).Sum(l => l.Left)));
        if (month.Step > 0)
            rates.Add(month.LimitPpm + month.Model.MarginAbovePpm);
        month.Rate = rates.Max();
        var averaging = ContractMonth.Of(day) >= month.Month;
        var prints = averaging ? AllPrintDays(month) : 0;
        var known = averaging ? int.Min(prints, PrintsOf(month).Count) : 0;
        if (terms.AveragingFloorPpm >= 0 && known > 0)
        {
            var floor = long.Min(terms.AveragingFloorPpm, month.Rate);
            month.Rate = long.Max(floor, Exact.Ceiling((BigInteger)month.Rate * (prints - known), prints));
        }

        SetHedgeRate(month, table, day);
        month.Larger =
            terms.Sides == SideRule.Larger
            && !(terms.AveragingFloorPpm >= 0 && averaging)
            && (left == 0 || left > terms.LargerSideOffDays);
    }

    private static long RateOf(OpenInterestTerms terms, long own, long lots)
    {
        if (terms.Steps.Count > 0)
            return terms.Steps.First(s => lots <= s.UpTo).RatePpm;
        var along = BigInteger.Max(0, BigInteger.Min(lots - terms.From, terms.To - terms.From));
        return own + Exact.Ceiling(along * (1_000_000 - own), terms.To - terms.From);
    }

    private static IEnumerable<TradingDate> TradingDays(NaiveInstrument month, TradingDate from)
    {
        for (var day = from; day <= month.LastDay; day = day.Plus(1))
        {
            if (month.Calendar.Terms.IsTradingDay(day))
                yield return day;
        }
    }

    private static int AllPrintDays(NaiveInstrument month)
    {
        var days = 0;
        for (var day = month.Month.First; day <= month.LastDay; day = day.Plus(1))
            days += month.Terms.PrintDays == PrintDays.EveryDay || month.Calendar.Terms.IsTradingDay(day) ? 1 : 0;
        return days;
    }

    // With more orders, and with lots gone that a reversal closes.
    private long RequiredOf(
        NaiveInstrument month,
        int account,
        long moreBuys,
        long moreSells,
        long goneLong = 0,
        long goneShort = 0
    )
    {
        var (longs, shorts) = SidesOf(month, account, moreBuys, moreSells);
        (longs, shorts) = (longs - goneLong, shorts - goneShort);
        var rate = RateNow(month, account);
        if (IsLarger(month))
            return LargerSide(month.Terms, account, m => m == month ? (longs, shorts) : SidesOf(m, account, 0, 0));
        return OpensAndCloses(account)
            ? MarginOf(month, rate, longs) + MarginOf(month, rate, shorts)
            : MarginOf(month, rate, long.Max(longs, shorts));
    }

    // The most lots of each side that its orders may lead to.
    private (long Longs, long Shorts) SidesOf(NaiveInstrument month, int account, long moreBuys, long moreSells)
    {
        if (OpensAndCloses(account))
            return (
                month.LotsHeld(account, true) + month.OpeningLots(account, true) + moreBuys,
                month.LotsHeld(account, false) + month.OpeningLots(account, false) + moreSells
            );
        var net = month.Net(account);
        return (
            long.Max(0, net + month.LiveLots(account, true) + moreBuys),
            long.Max(0, month.LiveLots(account, false) + moreSells - net)
        );
    }

    private (long Longs, long Shorts) SidesHeld(NaiveInstrument month, int account) =>
        OpensAndCloses(account)
            ? (month.LotsHeld(account, true), month.LotsHeld(account, false))
            : (long.Max(0, month.Net(account)), long.Max(0, -month.Net(account)));

    private long LargerSides(Currency currency, int account, Func<NaiveInstrument, (long Longs, long Shorts)> sides) =>
        _contracts.Where(c => c.Currency == currency).Sum(c => LargerSide(c, account, sides));

    // MRG-003: the dearer side over all months of the contract.
    private long LargerSide(ContractSpec contract, int account, Func<NaiveInstrument, (long Longs, long Shorts)> sides)
    {
        long longs = 0,
            shorts = 0;
        foreach (var month in Months.Where(m => IsLarger(m) && m.Terms == contract))
        {
            var (bought, sold) = sides(month);
            longs += MarginOf(month, RateNow(month, account), bought);
            shorts += MarginOf(month, RateNow(month, account), sold);
        }

        return long.Max(longs, shorts);
    }

    private bool IsLarger(NaiveInstrument month) =>
        month is { Larger: true, Expired: false } && !IsGrouped(month) && !IsPriced(month);

    // What the market does not do must not look as if it did.
    private bool AreForWhatIf(MarginParameters table)
    {
        var terms = table.Percentage;
        var late = terms.Sides == SideRule.Larger || terms.LastDays.Count > 0 || terms.OpenInterest is not null;
        return (!HasMembers && (terms.Base != PriceBase.PreviousSettlement || terms.PerLotMinor != 0))
            || (terms.HedgeBelowPpm != 0 && !HasMembers)
            || (!HasLots && (late || terms.AveragingFloorPpm >= 0));
    }
}
