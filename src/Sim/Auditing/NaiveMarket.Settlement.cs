// The naive market's prices of a day: where the settlement price comes from, the final price, variation margin.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void SetSettlement(NaiveInstrument month, TradingDate day, List<NaiveInstrument> months)
    {
        BigInteger turnover = 0;
        foreach (var leg in month.Legs.Where(l => l is { Sign: > 0, Agreed: false }))
            turnover += (BigInteger)leg.Ticks * leg.Lots;
        var tier = SettlementTier.Previous;
        long price = 0;
        foreach (var step in month.Terms.SettlementSteps)
        {
            if (Step(step, month, turnover, months) is not { } found)
                continue;
            (tier, price) = (step, found);
            break;
        }

        month.Settled = price;
        var interest =
            _release < Releases.Lots
                ? month.Holders().Select(month.Net).Where(n => n > 0).Sum()
                : month.Lots.Where(l => l.Sign > 0).Sum(l => l.Left);
        Say(
            MessageKind.SettlementPriceSet,
            new SettlementPriceSet(
                new(month.Id),
                day,
                new(price),
                new(month.Previous),
                tier,
                new(month.Volume),
                new(interest),
                (Int128)turnover
            )
        );
    }

    private static long? Step(
        SettlementTier step,
        NaiveInstrument month,
        BigInteger turnover,
        List<NaiveInstrument> months
    )
    {
        var (any, bid, ask, hasBid, hasAsk) = month.Close;
        switch (step)
        {
            case SettlementTier.VolumeWeighted:
                return month.Volume == 0 ? null : Exact.Round(turnover, month.Volume, month.Terms.SettlementRounding);
            case SettlementTier.LimitLocked:
                if (any && hasBid && !hasAsk && bid == month.High)
                    return month.High;
                if (any && hasAsk && !hasBid && ask == month.Low)
                    return month.Low;
                return null;
            case SettlementTier.MiddleOfQuotes:
                return any && hasBid && hasAsk ? new[] { bid, ask, month.Previous }.Order().ElementAt(1) : null;
            case SettlementTier.MoveOfNearestMonth:
                var near = months
                    .Where(m => m.Terms == month.Terms && m.Month < month.Month && m.Volume > 0)
                    .MaxBy(m => m.Month);
                if (near is null)
                    return null;
                var moved = Exact.Round(
                    (BigInteger)month.Previous * near.Settled,
                    near.Previous,
                    month.Terms.SettlementRounding
                );
                return long.Clamp(moved, month.Low, month.High);
            default:
                return month.Previous;
        }
    }

    private List<NaivePrint> PrintsOf(NaiveInstrument month) =>
        [
            .. _prints.Where(p =>
                p.Index == month.Terms.Index
                && ContractMonth.Of(p.Day) == month.Month
                && p.Day <= month.LastDay
                && (month.Terms.PrintDays == PrintDays.EveryDay || month.Calendar.Terms.IsTradingDay(p.Day))
            ),
        ];

    private void PayVariation(NaiveInstrument month, TradingDate day)
    {
        var ends = month.LastDay == day;
        long price = month.Settled,
            unitsPerTick = 1,
            unitValue = month.Terms.TickValueMinor;
        if (ends)
        {
            (unitsPerTick, unitValue) = (month.Terms.UnitsPerTick, month.Terms.UnitValueMinor);
            var prints = PrintsOf(month);
            price = FinalOf(month, prints);
            Say(
                MessageKind.FinalPriceSet,
                new FinalPriceSet(new(month.Id), day, price, (byte)month.Terms.FinalDecimals, prints.Count)
            );
        }

        MarkPositions(month, day, price, unitsPerTick, unitValue);
        var reason = ends ? PostingReason.FinalSettlement : PostingReason.VariationMargin;
        var results = month
            .Holders()
            .Select(a => (Account: a, Amount: (long)ResultTo(month, a, price, unitsPerTick, unitValue)))
            .ToList();
        foreach (var (account, amount) in results)
            Say(
                MessageKind.VariationPaid,
                new VariationPaid(new(account), new(month.Id), day, new(month.Net(account)), new(amount))
            );
        foreach (var (account, amount) in results.Where(r => r.Amount < 0))
        {
            Post(
                LedgerCode.ClientCash,
                account,
                LedgerCode.VariationSuspense,
                0,
                month.Terms.Currency,
                -amount,
                month.Id,
                reason
            );
        }

        foreach (var (account, amount) in results.Where(r => r.Amount > 0))
        {
            Post(
                LedgerCode.VariationSuspense,
                0,
                LedgerCode.ClientCash,
                account,
                month.Terms.Currency,
                amount,
                month.Id,
                reason
            );
        }
    }

    // The mean as one fraction over the finest decimals any print has, rounded once.
    private static long FinalOf(NaiveInstrument month, List<NaivePrint> prints)
    {
        BigInteger sum = 0;
        foreach (var print in prints)
            sum += print.Value * Exact.Ten(9 - print.Decimals);
        var mean = (Top: sum * Exact.Ten(month.Terms.FinalDecimals), Bottom: prints.Count * Exact.Ten(9));
        return month.Terms.FinalToTick
            ? Exact.HalfUp(mean.Top, mean.Bottom * month.Terms.UnitsPerTick) * month.Terms.UnitsPerTick
            : Exact.HalfUp(mean.Top, mean.Bottom);
    }
}
