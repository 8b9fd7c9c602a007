// Supply contracts from the proposal to the last cent: prices, floors, caps, volumes, prints, payment.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SupplyDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SupplyTests
{
    private const long Million = 100_000_000;

    [Fact]
    public void A_month_is_billed_as_one_would_by_hand()
    {
        var desk = InForce();
        Assert.Equal(SupplyState.InForce, desk.The<SupplyStateSet>(MessageKind.SupplyStateSet).State);
        Assert.Equal(10_000, desk.Balance(LedgerCode.SpotCollateral, 1));
        desk.Noon(TradingDate.Of(2026, 3, 31));
        desk.Use(1, TradingDate.Of(2026, 3, 5), 12_000_000);
        desk.Use(2, TradingDate.Of(2026, 3, 31), 3_000_001);
        desk.Use(3, TradingDate.Of(2026, 3, 5), 345_678);
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 3, 31), 65_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        var made = desk.Made();
        // One print of 6.4 and 30 of 6.5: 201.4 / 31 = 6.496774..., 6.4968. Times 1.05 = 6.82164, 6.8216; plus 0.20.
        Assert.Equal((31, 6.4968m, 7.0216m, 7.0216m), (made.Prints.Count, made.Average, made.PriceBefore, made.Price));
        Assert.Equal(
            [("2026-03-05", 12_345_678L), ("2026-03-31", 3_000_001L)],
            made.Days.Select(d => (d.Day, d.Units))
        );
        // 15.345679 million at 7.0216 are 107.7512196664 yuan.
        Assert.Equal((15_345_679, 15_345_679, 10_775), (made.Metered, made.Volume, made.AmountMinor));
        Assert.Equal(("2026-04-03", "2026-04-13"), (made.Issued, made.Due));
        // Free cash is enough: it is paid at once, and the security stays.
        var paid = desk.The<SupplyPaid>(MessageKind.SupplyPaid);
        Assert.Equal((10_775, 0, 0), (paid.FromCash.Minor, paid.FromSecurity.Minor, paid.Open.Minor));
        Assert.Equal(Million - 10_000 - 10_775, desk.Balance(LedgerCode.ClientCash, 1));
        Assert.Equal(Million + 10_775, desk.Balance(LedgerCode.ClientCash, 2));
        Assert.Equal((10_000, 0), (desk.Balance(LedgerCode.SpotCollateral, 1), desk.Balance(LedgerCode.SpotEscrow, 0)));
        desk.Invoice(March);
        Assert.Equal(RejectReason.SupplyMonthInvoiced, desk.Refusal());
        desk.Use(4, TradingDate.Of(2026, 3, 31), 1);
        Assert.Equal(RejectReason.SupplyMonthInvoiced, desk.Refusal());
    }

    [Theory]
    // 2.00 times 1.05 plus 0.20 is 2.30: the floor of 4.00 holds. 20 million: 80 yuan.
    [InlineData(20_000, 2.3, 4.0, 8_000)]
    // 3.6190 * 1.05 = 3.79995, 3.8000 half up: 4.0000, the floor itself.
    [InlineData(36_190, 4.0, 4.0, 8_000)]
    [InlineData(60_000, 6.5, 6.5, 13_000)]
    // 9.00 would be 9.65: the cap of 9.00 holds.
    [InlineData(90_000, 9.65, 9.0, 18_000)]
    public void The_price_stays_between_floor_and_cap(long print, double before, double price, long amount)
    {
        var desk = InForce();
        // The first of March has a print already; the last one of a day counts.
        desk.Print(March, TradingDate.Of(2026, 3, 31), print);
        desk.Use(1, TradingDate.Of(2026, 3, 2), 20_000_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        var made = desk.Made();
        Assert.Equal(((decimal)before, (decimal)price, amount), (made.PriceBefore, made.Price, made.AmountMinor));
        Assert.Equal(31, made.Prints.Count);
    }

    [Fact]
    public void Without_a_floor_nobody_is_paid_for_buying()
    {
        var desk = InForce(Terms(price: "\"factor\": \"1\", \"spread\": \"-7\""));
        desk.Use(1, TradingDate.Of(2026, 3, 2), 20_000_000);
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 3, 31), 64_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        Assert.Equal((-0.6m, 0m, 0), (desk.Made().PriceBefore, desk.Made().Price, desk.Made().AmountMinor));
        Assert.DoesNotContain(desk.Said, e => e.Kind == MessageKind.SupplyPaid);
    }

    [Fact]
    public void The_least_is_billed_and_above_the_most_nothing_is_taken()
    {
        var desk = InForce();
        desk.Use(1, TradingDate.Of(2026, 3, 2), 500_000);
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 5, 31), 64_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Use(2, TradingDate.Of(2026, 4, 2), 49_999_999);
        desk.Use(3, TradingDate.Of(2026, 4, 2), 2);
        Assert.Equal((RejectReason.SupplyOverMost, 2, 1), desk.Why());
        // What was refused was not told: the meter may tell less under the same number.
        desk.Use(3, TradingDate.Of(2026, 4, 2), 1);
        Assert.Equal(50_000_000, desk.The<SupplyRecorded>(MessageKind.SupplyRecorded).MonthUnits);
        desk.Invoice(March);
        // 6.4 * 1.05 + 0.2 = 6.92; two million are 13.84 although half a million was used.
        Assert.Equal((500_000, 2_000_000, 1384), (desk.Made().Metered, desk.Made().Volume, desk.Made().AmountMinor));
        desk.Noon(TradingDate.Of(2026, 5, 3));
        desk.Invoice(April);
        Assert.Equal((50_000_000, 34_600, 0), (desk.Made().Volume, desk.Made().AmountMinor, desk.Made().AboveMost));
        desk.Noon(TradingDate.Of(2026, 6, 3));
        desk.Invoice(May);
        Assert.Equal((0, 2_000_000), (desk.Made().Metered, desk.Made().Volume));
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(1), 1));
        var ended = desk.The<SupplyStateSet>(MessageKind.SupplyStateSet);
        Assert.Equal((SupplyState.Ended, 10_000, 0), (ended.State, ended.Released.Minor, ended.Security.Minor));
        Assert.Equal(Million - 1384 - 34_600 - 1384, desk.Balance(LedgerCode.ClientCash, 1));
    }

    [Fact]
    public void Above_the_most_the_same_price_may_be_agreed()
    {
        var desk = InForce(Terms(volume: "\"least\": 0, \"most\": 1000000, \"above\": \"same price\""));
        desk.Use(1, TradingDate.Of(2026, 3, 2), 3_000_000);
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 3, 31), 64_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        Assert.Equal(
            (3_000_000, 2_000_000, 2076),
            (desk.Made().Volume, desk.Made().AboveMost, desk.Made().AmountMinor)
        );
    }

    [Fact]
    public void No_invoice_is_made_while_prints_are_missing()
    {
        var desk = InForce();
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 3, 19), 64_000);
        desk.Noon(TradingDate.Of(2026, 4, 2));
        desk.Invoice(March);
        Assert.Equal(RejectReason.SupplyMonthNotOver, desk.Refusal());
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        Assert.Equal((RejectReason.SupplyPrintsMissing, 19, 20), desk.Why());
        desk.Print(TradingDate.Of(2026, 3, 20), TradingDate.Of(2026, 3, 30), 64_000);
        desk.Invoice(March);
        // 30 of 31, and the last may still come.
        Assert.Equal((RejectReason.SupplyPrintsMissing, 30, 31), desk.Why());
        // The index went on to April: the 31st stays without a print.
        desk.Print(April, April, 99_000);
        desk.Invoice(March);
        Assert.Equal((30, 6.4m), (desk.Made().Prints.Count, desk.Made().Average));
    }

    [Fact]
    public void Business_days_are_those_of_the_calendar()
    {
        var desk = InForce(Terms(prints: "\"business days\", \"calendar\": \"T\""));
        desk.Use(1, TradingDate.Of(2026, 3, 2), 10_000_000);
        // 8.0 on every day, weekends among them, and 6.0 on Fridays: 4 of 22 business days. (18 * 8 + 4 * 6) / 22.
        for (var day = March; day <= TradingDate.Of(2026, 3, 31); day = day.Plus(1))
            desk.Print(day, day, day.Weekday == 5 ? 60_000 : 80_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        Assert.Equal((22, 7.6364m), (desk.Made().Prints.Count, desk.Made().Average));
    }

    [Fact]
    public void A_record_told_twice_changes_nothing()
    {
        var desk = InForce();
        desk.Use(5, TradingDate.Of(2026, 3, 2), 1000);
        desk.Use(5, TradingDate.Of(2026, 3, 2), 1000);
        Assert.Equal(RejectReason.AlreadyDone, desk.Refusal());
        desk.Use(4, TradingDate.Of(2026, 3, 2), 1000);
        Assert.Equal((RejectReason.RecordOutOfOrder, 4, 6), desk.Why());
        desk.Use(6, TradingDate.Of(2026, 3, 2), 1);
        Assert.Equal(1001, desk.The<SupplyRecorded>(MessageKind.SupplyRecorded).MonthUnits);
    }

    [Fact]
    public void What_cash_does_not_cover_is_taken_from_the_security_and_the_rest_stays_open_until_paid()
    {
        var desk = Short(dueDays: 0);
        desk.Invoice(March);
        // 200,000 million at 6.92 are 1,384,000 yuan; the buyer has 900,000 and a security of 100,000.
        Assert.Equal(138_400_000, desk.Made().AmountMinor);
        var paid = desk.The<SupplyPaid>(MessageKind.SupplyPaid);
        Assert.Equal((0, 10_000_000, 128_400_000), (paid.FromCash.Minor, paid.FromSecurity.Minor, paid.Open.Minor));
        Assert.Equal(Million + 10_000_000, desk.Balance(LedgerCode.ClientCash, 2));
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), 1, March));
        Assert.Equal((RejectReason.InsufficientFunds, 128_400_000, 90_000_000), desk.Why());
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(40_000_000), Name24.Of("more")));
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), 1, March));
        Assert.Equal(0, desk.The<SupplyPaid>(MessageKind.SupplyPaid).Open.Minor);
        Assert.Equal(Million + 138_400_000, desk.Balance(LedgerCode.ClientCash, 2));
        Assert.Equal(1_600_000, desk.Balance(LedgerCode.ClientCash, 1));
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), 1, March));
        Assert.Equal(RejectReason.SupplyNothingOpen, desk.Refusal());
    }

    [Fact]
    public void Until_the_due_day_nothing_is_taken_that_is_not_there()
    {
        var desk = Short(dueDays: 10);
        desk.Invoice(March);
        Assert.DoesNotContain(desk.Said, e => e.Kind is MessageKind.SupplyPaid or MessageKind.Posted);
        desk.Noon(TradingDate.Of(2026, 4, 12));
        Assert.DoesNotContain(desk.Said, e => e.Kind == MessageKind.SupplyPaid);
        // Some comes in; with the security it closes the invoice: 128.4 of 130 million fen.
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(40_000_000), Name24.Of("more")));
        desk.Noon(TradingDate.Of(2026, 4, 13));
        var paid = desk.The<SupplyPaid>(MessageKind.SupplyPaid);
        Assert.Equal(
            (128_400_000, 10_000_000, 0, (byte)1),
            (paid.FromCash.Minor, paid.FromSecurity.Minor, paid.Open.Minor, paid.Overdue)
        );
    }

    [Fact]
    public void A_seller_may_cut_a_contract_short_when_an_invoice_is_overdue()
    {
        var desk = Short(dueDays: 0);
        desk.Use(2, TradingDate.Of(2026, 4, 2), 1_000_000);
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(2), 1));
        Assert.Equal(RejectReason.SupplyMonthsLeft, desk.Refusal());
        desk.Invoice(March);
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(1), 1));
        Assert.Equal(RejectReason.SupplyMonthsLeft, desk.Refusal());
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(2), 1));
        var cut = desk.The<SupplyStateSet>(MessageKind.SupplyStateSet);
        // April has begun to be used and is billed; May is not.
        Assert.Equal((SupplyState.CutShort, April), (cut.State, cut.Last));
        desk.Print(April, TradingDate.Of(2026, 5, 5), 64_000);
        desk.Noon(TradingDate.Of(2026, 5, 5));
        desk.Use(3, May, 1);
        Assert.Equal(RejectReason.SupplyMonthOutside, desk.Refusal());
        desk.Invoice(April);
        Assert.Equal(692, desk.Made().AmountMinor);
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(2), 1));
        Assert.Equal((RejectReason.SupplyInvoiceOpen, 128_400_000, 0), desk.Why());
    }

    [Fact]
    public void A_day_that_settles_finds_every_cent_of_supply_contracts()
    {
        var desk = Short(dueDays: 0);
        desk.Invoice(March);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, TradingDate.Of(2026, 3, 2)));
        Assert.Equal(RejectReason.None, desk.Refusal());
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DaySettled);
    }

    [Fact]
    public void A_machine_goes_on_from_its_snapshot_with_records_and_debts()
    {
        var desk = Short(dueDays: 10);
        desk.Use(2, TradingDate.Of(2026, 4, 2), 1_500_000);
        desk.Invoice(March);
        var digest = desk.Machine.Digest;
        desk.Reload();
        Assert.Equal(digest, desk.Machine.Digest);
        desk.Use(2, TradingDate.Of(2026, 4, 2), 1);
        Assert.Equal(RejectReason.AlreadyDone, desk.Refusal());
        desk.Noon(TradingDate.Of(2026, 4, 13));
        Assert.Equal(10_000_000, desk.The<SupplyPaid>(MessageKind.SupplyPaid).FromSecurity.Minor);
        desk.Print(April, TradingDate.Of(2026, 4, 30), 64_000);
        desk.Noon(TradingDate.Of(2026, 5, 4));
        desk.Invoice(April);
        Assert.Equal(1038, desk.Made().AmountMinor);
    }

    // 200,000 million tokens in March at 6.92, so that a buyer of a million yuan cannot pay; it is 3 April.
    private static MarketDesk Short(int dueDays)
    {
        var payment = $"\"readingDays\": 2, \"dueDays\": {dueDays}, \"security\": \"100000.00\"";
        var desk = InForce(Terms(volume: "\"least\": 0", payment: payment));
        desk.Use(1, TradingDate.Of(2026, 3, 2), 200_000_000_000);
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 3, 31), 64_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        return desk;
    }
}
