// The naive market's invoices of supply contracts, as fractions of big integers, and what is paid on them (SUP-004,
// SUP-005).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private const long MostInvoice = 1_000_000_000_000_000;

    // Units of 10^-decimals: above it no amount is worked out.
    private static readonly BigInteger _mostPrice = BigInteger.Pow(10, 18);

    private void Invoice(InvoiceSupply words)
    {
        var month = MonthNamed(words.Month);
        var supply = SupplyOf(words.Supply);
        var why =
            WhyNotSide(words.Account, words.Supply, t => [t.Buyer, t.Seller]) ?? WhyNotBilled(supply!, month, words);
        var bill = why is null ? BillOf(supply!, month) : null;
        if (bill is { Amount: null })
            why = (RejectReason.SupplyAmountTooLarge, bill.Volume, MostInvoice);
        if (why is { } refusal)
        {
            Refuse(MessageKind.InvoiceSupply, refusal.Reason, refusal.Given, refusal.Limit);
            return;
        }

        var terms = supply!.Terms;
        var due = supply.Today(_now).Plus(terms.DueDays);
        SayDocument(MessageKind.SupplyInvoiced, Documents.Write(DocumentOf(supply, bill!, due)));
        supply.Next = supply.Next.Plus(1);
        var invoice = new NaiveInvoice(supply, month, terms.Begin(due)) { Open = bill!.Amount!.Value };
        if (invoice.Open == 0)
            return;
        supply.Invoices.Add(invoice);
        if (terms.DueDays == 0)
            Collect(invoice);
        else if (WhyNotAside(terms.Buyer, supply.Currency, invoice.Open) is null)
            Settle(invoice, invoice.Open, 0, 0);
    }

    // A day that no calendar knows is in a month that no contract has.
    private static ContractMonth MonthNamed(TradingDate day) =>
        ContractMonth.Of(day.Days is < 0 or > 100_000 ? default : day);

    private (RejectReason Reason, long Given, long Limit)? WhyNotBilled(
        NaiveSupply supply,
        ContractMonth month,
        InvoiceSupply words
    )
    {
        var (given, terms) = ((long)month.First.Days, supply.Terms);
        if (!supply.Lives)
            return (RejectReason.SupplyNotInForce, words.Supply, (long)supply.State);
        if (month < terms.From)
            return (RejectReason.SupplyMonthOutside, given, terms.From.First.Days);
        if (month > supply.Last)
            return (RejectReason.SupplyMonthOutside, given, supply.Last.First.Days);
        if (month < supply.Next)
            return (RejectReason.SupplyMonthInvoiced, given, supply.Next.First.Days);
        if (month > supply.Next)
            return (RejectReason.SupplyMonthBefore, given, supply.Next.First.Days);
        var (today, first) = (supply.Today(_now), month.Last.Plus(terms.ReadingDays + 1));
        if (today < first)
            return (RejectReason.SupplyMonthNotOver, today.Days, first.Days);
        var (days, prints) = (DaysThatCount(terms, month).Count, PrintsThatCount(terms, month));
        var least = int.Max(1, int.Min(terms.LeastPrints, days));
        if (prints.Count < least)
            return (RejectReason.SupplyPrintsMissing, prints.Count, least);
        var beyond = _prints.Exists(p => p.Index == terms.Index && p.Day > month.Last);
        return prints.Count < days && !beyond ? (RejectReason.SupplyPrintsMissing, prints.Count, days) : null;
    }

    private List<TradingDate> DaysThatCount(SupplyTerms terms, ContractMonth month)
    {
        var calendar = _calendars.Find(c => c.Terms.Id == terms.Calendar)?.Terms;
        return
        [
            .. Enumerable
                .Range(0, month.Last.Days - month.First.Days + 1)
                .Select(i => month.First.Plus(i))
                .Where(d => calendar?.IsTradingDay(d) != false),
        ];
    }

    private List<NaivePrint> PrintsThatCount(SupplyTerms terms, ContractMonth month)
    {
        var days = DaysThatCount(terms, month);
        return [.. _prints.Where(p => p.Index == terms.Index && days.Contains(p.Day)).OrderBy(p => p.Day.Days)];
    }

    // Average, price before and after floor and cap in units of 10^-decimals; the amount null where it is too large.
    private sealed record NaiveBill(
        List<NaivePrint> Prints,
        BigInteger Average,
        BigInteger Before,
        BigInteger Price,
        List<(TradingDate Day, long Units)> Days,
        long Metered,
        long Volume,
        long? Amount
    );

    private NaiveBill BillOf(NaiveSupply supply, ContractMonth month)
    {
        var (terms, prints) = (supply.Terms, PrintsThatCount(supply.Terms, month));
        var unit = Exact.Ten(terms.Decimals);
        var sum = prints.Aggregate(BigInteger.Zero, (all, p) => all + (p.Value * Exact.Ten(9 - p.Decimals)));
        BigInteger average = Exact.HalfUp(sum * unit, prints.Count * Exact.Ten(9));
        var before = Exact.HalfUp(average * terms.FactorPpm, Exact.Million) + Scaled(terms.Spread);
        var price = BigInteger.Max(before, Scaled(terms.Floor));
        if (terms.Cap is { } cap)
            price = BigInteger.Min(price, Scaled(cap));
        var metered = supply.UnitsOf(month);
        var volume = long.Max(metered, terms.Least);
        // Half up by hand: it may pass 64 bits.
        var (top, bottom) = (price * volume * 100, terms.PricedUnits * unit);
        var amount = ((top * 2) + bottom) / (bottom * 2);
        var days = supply.Used.Where(u => ContractMonth.Of(u.Day) == month).GroupBy(u => u.Day);
        return new(
            prints,
            average,
            before,
            price,
            [.. days.Select(d => (d.Key, d.Sum(u => u.Units))).OrderBy(d => d.Key.Days)],
            metered,
            volume,
            price > _mostPrice || amount > MostInvoice ? null : (long)amount
        );

        BigInteger Scaled(decimal figure) => new(figure * (decimal)unit);
    }

    private static SupplyInvoiceDocument DocumentOf(NaiveSupply supply, NaiveBill bill, TradingDate due)
    {
        var t = supply.Terms;
        return new(
            supply.Number,
            t.Supply,
            supply.Next.ToString(),
            t.Seller,
            t.Buyer,
            t.Product,
            supply.Product.Terms.Unit,
            t.Index,
            supply.Currency,
            t.UtcMinutes,
            due.Plus(-t.DueDays).ToString(),
            due.ToString(),
            t.PrintDays == PrintDays.EveryDay ? "every day" : "business days",
            t.Calendar,
            t.LeastPrints,
            t.Decimals,
            [.. bill.Prints.Select(p => new SupplyPrint(p.Day.ToString(), Fraction(p.Value, p.Decimals)))],
            Fraction(bill.Average, t.Decimals),
            t.Factor,
            t.Spread,
            Fraction(bill.Before, t.Decimals),
            t.Floor,
            t.Cap,
            Fraction(bill.Price, t.Decimals),
            t.PricedUnits,
            t.Quote,
            [.. bill.Days.Select(d => new SupplyDay(d.Day.ToString(), d.Units))],
            bill.Metered,
            t.Least,
            t.Most,
            t.Most is { } most && bill.Metered > most ? bill.Metered - most : 0,
            bill.Volume,
            bill.Amount!.Value
        );
    }

    private static decimal Fraction(BigInteger figure, int decimals) => (decimal)figure / (decimal)Exact.Ten(decimals);

    // The due day: out of free cash when that is enough, else out of the security, and then of cash what closes it.
    private void Collect(NaiveInvoice invoice)
    {
        var supply = invoice.Supply;
        if (HasFree(invoice.Open))
        {
            Settle(invoice, invoice.Open, 0, 1);
            return;
        }

        var security = long.Min(invoice.Open, supply.Security);
        var rest = invoice.Open - security;
        Settle(invoice, rest > 0 && HasFree(rest) ? rest : 0, security, 1);

        bool HasFree(long amount) => WhyNotAside(supply.Terms.Buyer, supply.Currency, amount) is null;
    }

    // From the buyer by way of the house (MBR-007).
    private void Settle(NaiveInvoice invoice, long cash, long security, byte overdue)
    {
        var supply = invoice.Supply;
        var (buyer, seller, currency) = (supply.Terms.Buyer, supply.Terms.Seller, supply.Currency);
        foreach (var (code, amount) in new[] { (LedgerCode.ClientCash, cash), (LedgerCode.SpotCollateral, security) })
        {
            PostSpot((code, buyer), (LedgerCode.SpotEscrow, 0), currency, amount, PostingReason.SupplyPayment);
            PayOut(seller, currency, amount, PostingReason.SupplyPayment);
        }

        supply.Security -= security;
        invoice.Open -= cash + security;
        invoice.Tried |= overdue == 1;
        Say(
            MessageKind.SupplyPaid,
            new SupplyPaid(supply.Number, invoice.Month.First, new(cash), new(security), new(invoice.Open), overdue)
        );
    }

    private void Pay(PaySupply words)
    {
        var why = WhyNotSide(words.Account, words.Supply, t => [t.Buyer]);
        var supply = SupplyOf(words.Supply);
        var month = MonthNamed(words.Month);
        var invoice = supply?.Invoices.Find(i => i.Open > 0 && i.Month == month);
        if (why is null && invoice is null)
            why = (RejectReason.SupplyNothingOpen, month.First.Days, 0);
        if (why is null)
            why = WhyNotAside(supply!.Terms.Buyer, supply.Currency, invoice!.Open);
        if (why is { } refusal)
            Refuse(MessageKind.PaySupply, refusal.Reason, refusal.Given, refusal.Limit);
        else
            Settle(invoice!, invoice!.Open, 0, 0);
    }
}
