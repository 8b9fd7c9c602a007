// Random supply contracts: postings are the invoices to the cent, and invoices are what plain fractions say.
using Tokenbourse.Desk.Supply;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SupplyDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SupplyPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void The_sum_of_postings_is_the_sum_of_invoices(int seed)
    {
        var random = new Random(seed);
        var desk = SpotDesk.Open();
        var contracts = 1 + random.Next(4);
        for (var i = 1; i <= contracts; i++)
        {
            var payment =
                $"\"dueDays\": {random.Next(12)}, \"readingDays\": {random.Next(5)}, "
                + $"\"security\": \"{random.Next(200_000)}.{random.Next(100):00}\"";
            desk.Document(
                MessageKind.DefineSupply,
                Terms($"S-{i}", price: Price(random), volume: Volume(random), payment: payment)
            );
            desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(1), i));
        }

        var record = 0;
        for (var day = TradingDate.Of(2026, 3, 2); day < TradingDate.Of(2026, 6, 30); day = day.Plus(1))
        {
            desk.Noon(day);
            if (random.Next(9) > 0)
                desk.Print(day, day, 20_000 + random.Next(90_000));
            for (var i = 1; i <= contracts; i++)
            {
                Act(desk, random, i, day, ref record);
                Proved(desk, i);
            }

            if (random.Next(25) == 0)
                desk.Reload();
        }

        var invoices = desk.Events.Where(e => e.Kind == MessageKind.SupplyInvoiced).ToList();
        Assert.NotEmpty(invoices);
        foreach (var entry in invoices)
        {
            var invoice = Invoice(entry);
            Assert.Equal(ByFractions(invoice), (invoice.Price, invoice.AmountMinor));
            // The participant's own checker agrees, line by line.
            var check = SupplyCheck.Of(invoice, Evidence(invoice));
            Assert.Equal([], check.Lines.Where(line => line.Differs));
            Assert.Equal(invoice.AmountMinor, check.OwnAmountMinor);
        }
    }

    private static void Act(MarketDesk desk, Random random, int contract, TradingDate day, ref int record)
    {
        var units = random.NextInt64(1, 1_000_000_000_000 >> random.Next(40));
        desk.Submit(
            MessageKind.RecordSupply,
            new RecordSupply(7, ++record, contract, day.Plus(-random.Next(3)), units, Name24.Of("e"))
        );
        if (random.Next(4) > 0)
            return;
        var month = day.Plus(-random.Next(1, 60));
        desk.Submit(MessageKind.InvoiceSupply, new InvoiceSupply(new(random.Next(1, 3)), contract, month));
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), contract, month));
        if (random.Next(8) == 0)
            desk.Submit(MessageKind.EndSupply, new EndSupply(new(random.Next(1, 3)), contract));
        if (random.Next(6) == 0)
            desk.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(1), Currency.CNY, new(random.Next(1, 50_000_000)), Name24.Of($"m{record}"))
            );
    }

    // What was billed is what was paid and what is open; what was paid is what the seller got and the buyer lost.
    private static void Proved(MarketDesk desk, int contract)
    {
        var billed = desk
            .Events.Where(e => e.Kind == MessageKind.SupplyInvoiced)
            .Select(Invoice)
            .Where(i => i.Number == contract)
            .ToDictionary(i => i.Month, i => i.AmountMinor);
        var paid = desk
            .Events.Where(e => e.Kind == MessageKind.SupplyPaid)
            .Select(e => e.As<SupplyPaid>())
            .Where(p => p.Supply == contract);
        foreach (var month in paid.GroupBy(p => ContractMonth.Of(p.Month).ToString()))
            Assert.Equal(
                billed[month.Key],
                month.Sum(p => p.FromCash.Minor + p.FromSecurity.Minor) + month.Last().Open.Minor
            );
        var all = desk
            .Events.Where(e => e.Kind == MessageKind.SupplyPaid)
            .Select(e => e.As<SupplyPaid>())
            .Sum(p => p.FromCash.Minor + p.FromSecurity.Minor);
        var deposited = desk
            .Events.Where(e => e.Kind == MessageKind.CashMoved)
            .Select(e => e.As<CashMoved>())
            .Where(c => c.Account.Value == 1)
            .Sum(c => c.Amount.Minor);
        Assert.Equal(100_000_000 + all, desk.Balance(LedgerCode.ClientCash, 2));
        Assert.Equal(0, desk.Balance(LedgerCode.SpotEscrow, 0));
        Assert.Equal(
            deposited - all,
            desk.Balance(LedgerCode.ClientCash, 1) + desk.Balance(LedgerCode.SpotCollateral, 1)
        );
    }

    // The invoice by decimal fractions, which share nothing with the market's whole numbers.
    private static (decimal Price, long Amount) ByFractions(SupplyInvoiceDocument i)
    {
        var average = HalfUp(i.Prints.Sum(p => p.Value) / i.Prints.Count, 4);
        var price = HalfUp(average * i.Factor, 4) + i.Spread;
        price = decimal.Min(decimal.Max(price, i.Floor), i.Cap ?? decimal.MaxValue);
        Assert.Equal(i.Days.Sum(d => d.Units), i.Metered);
        var amount = HalfUp(price * long.Max(i.Metered, i.Least) / i.PricedUnits * 100, 0);
        return (price, (long)amount);
    }

    private static SupplyEvidence Evidence(SupplyInvoiceDocument i) =>
        new(
            i.Days.ToDictionary(d => Day(d.Day), d => (decimal)d.Units),
            i.Prints.ToDictionary(p => Day(p.Day), p => p.Value),
            null,
            null,
            0
        );

    private static TradingDate Day(string text)
    {
        Assert.True(TradingDate.TryParse(text, out var day));
        return day;
    }

    private static decimal HalfUp(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero);

    private static SupplyInvoiceDocument Invoice(Tokenbourse.Model.Machine.LogEntry entry) =>
        Documents.Read<SupplyInvoiceDocument>(entry.Payload.Span);

    private static string Price(Random random)
    {
        var floor = random.Next(8);
        var cap = random.Next(2) == 0 ? "" : $", \"cap\": \"{floor + random.Next(6)}.5\"";
        return $"\"factor\": \"{random.Next(3)}.{random.Next(1, 1_000_000):000000}\", "
            + $"\"spread\": \"{random.Next(-2, 3)}.{random.Next(10_000):0000}\", \"floor\": \"{floor}.25\"{cap}";
    }

    private static string Volume(Random random)
    {
        var least = random.NextInt64(0, 1_000_000_000);
        var most = random.Next(3) switch
        {
            0 => "",
            1 => $", \"most\": {least + 10_000_000_000}, \"above\": \"refused\"",
            _ => $", \"most\": {least + 1}, \"above\": \"same price\"",
        };
        return $"\"least\": {least}{most}";
    }
}
