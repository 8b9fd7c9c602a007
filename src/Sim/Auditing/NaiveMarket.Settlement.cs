// The naive market's prices of a day: where the settlement price comes from, the final price, variation margin.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // Month by month in order of time within each contract, once all prices of the contract are known.
    private void SetSettlements(List<NaiveInstrument> months, TradingDate day)
    {
        foreach (var contract in months.GroupBy(m => m.Terms))
        {
            var desk = new NaiveSettlementDesk([.. contract], SpreadsOf(contract.Key), day);
            foreach (var month in contract)
                Tell(month, day, desk);
        }

        foreach (var month in _instruments.Where(i => months.Any(m => m.Terms == i.Terms)))
        {
            month.SpreadTrades.Clear();
            month.Override = null;
        }
    }

    private List<NaiveInstrument> SpreadsOf(ContractSpec contract) =>
        [.. _instruments.Where(i => i.Spread is { Terms.Kind: SpreadKind.Calendar } && i.Terms == contract)];

    private void Tell(NaiveInstrument month, TradingDate day, NaiveSettlementDesk desk)
    {
        var price = desk.Of(month);
        var interest =
            _release < Releases.Lots
                ? month.Holders().Select(month.Net).Where(n => n > 0).Sum()
                : month.Lots.Where(l => l.Sign > 0).Sum(l => l.Left);
        Say(
            MessageKind.SettlementPriceSet,
            new SettlementPriceSet(
                new(month.Id),
                day,
                new(month.Settled),
                new(month.Previous),
                NaiveSettlementDesk.IsManual(month) ? SettlementTier.Manual : price.Tier,
                new(month.Volume),
                new(interest),
                (Int128)NaiveSettlementDesk.Turnover(month)
            )
        );
        if (_release < Releases.Lots)
            return;
        Say(
            MessageKind.SettlementEvidence,
            new SettlementEvidence(
                new(month.Id),
                day,
                new(price.Ticks),
                price.Tier,
                (Int128)price.Top,
                (Int128)price.Bottom,
                price.Since,
                price.Until,
                new(month.Close.HasBid ? month.Close.Bid : 0),
                new(month.Close.HasAsk ? month.Close.Ask : 0),
                new(price.From),
                new(price.Spread)
            )
        );
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
