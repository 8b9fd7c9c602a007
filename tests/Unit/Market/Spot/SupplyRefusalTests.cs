// What a supply contract refuses, by number, and that a refusal moves nothing.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SupplyDesk;

namespace Tokenbourse.Unit.Market.Spot;

public sealed class SupplyRefusalTests
{
    [Theory]
    [InlineData("\"seller\": 2", "\"seller\": 1", "buyer")]
    [InlineData("\"seller\": 2", "\"seller\": 77", "seller")]
    [InlineData("\"product\": \"TS\"", "\"product\": \"XX\"", "product")]
    [InlineData("\"index\": \"TIX\"", "\"index\": \"XIX\"", "index")]
    [InlineData("\"meter\": 7", "\"meter\": 0", "meter")]
    [InlineData("\"from\": \"2026-03\"", "\"from\": \"2026-02\"", "from")]
    [InlineData("\"from\": \"2026-03\"", "\"from\": \"March\"", "from")]
    [InlineData("\"to\": \"2026-05\"", "\"to\": \"2026-02\"", "to")]
    [InlineData("\"to\": \"2026-05\"", "\"to\": \"9999-12\"", "to")]
    [InlineData("\"every day\"", "\"business days\"", "average.calendar")]
    [InlineData("\"every day\"", "\"business days\", \"calendar\": \"Z\"", "average.calendar")]
    [InlineData("\"spread\": \"0.20\"", "\"spread\": \"0.20001\"", "price.spread")]
    [InlineData("\"cap\": \"9\"", "\"cap\": \"3\"", "price.cap")]
    [InlineData("\"factor\": \"1.05\"", "\"factor\": \"0\"", "price.factor")]
    [InlineData("\"most\": 50000000", "\"most\": 1000000", "volume.most")]
    [InlineData("\"most\": 50000000, ", "", "volume.above")]
    [InlineData("\"above\": \"refused\"", "\"above\": \"free\"", "volume.above")]
    [InlineData("\"dueDays\": 10", "\"dueDays\": 91", "payment.dueDays")]
    [InlineData("\"security\": \"100.00\"", "\"security\": \"100.001\"", "payment.security")]
    [InlineData("\"meter\": 7", "\"meter\": 7, \"bonus\": 1", "bonus")]
    public void A_document_with_a_fault_is_refused_whole(string good, string bad, string field)
    {
        var desk = SpotDesk.Open();
        var terms = Terms();
        Assert.Contains(good, terms, StringComparison.Ordinal);
        desk.Document(MessageKind.DefineSupply, terms.Replace(good, bad, StringComparison.Ordinal));
        var faults = desk
            .Said.Where(e => e.Kind == MessageKind.DocumentRefused)
            .Select(e => Documents.Read<RefusedDocument>(e.Payload.Span).Field);
        Assert.Contains(field, faults);
        Assert.DoesNotContain(desk.Said, e => e.Kind == MessageKind.SupplyProposed);
    }

    [Fact]
    public void A_calendar_must_hold_over_all_months()
    {
        var desk = SpotDesk.Open();
        desk.Document(MessageKind.DefineSupply, Terms(prints: "\"business days\", \"calendar\": \"T\"", to: "2027-01"));
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DocumentRefused);
    }

    [Fact]
    public void A_proposal_says_its_number_and_terms_and_a_name_is_used_once()
    {
        var desk = SpotDesk.Open();
        desk.Document(MessageKind.DefineSupply, Terms());
        var told = Documents.Read<SupplyProposal>(
            desk.Said.Single(e => e.Kind == MessageKind.SupplyProposed).Payload.Span
        );
        var faults = new List<SpecFault>();
        var terms = SupplyTerms.Read(Encoding.UTF8.GetBytes(told.Terms.GetRawText()), faults);
        Assert.Equal((1, "S-1", 1_050_000), (told.Number, terms!.Supply, terms.FactorPpm));
        desk.Document(MessageKind.DefineSupply, Terms());
        Assert.Contains(desk.Said, e => e.Kind == MessageKind.DocumentRefused);
    }

    [Fact]
    public void A_proposal_is_accepted_by_its_buyer_once_and_with_the_money()
    {
        var desk = SpotDesk.Open();
        desk.Document(
            MessageKind.DefineSupply,
            Terms(payment: "\"readingDays\": 2, \"dueDays\": 0, \"security\": \"1000000.01\"")
        );
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(1), 2));
        Assert.Equal((RejectReason.UnknownSupply, 2, 1), desk.Why());
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(99), 1));
        Assert.Equal(RejectReason.UnknownAccount, desk.Refusal());
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(2), 1));
        Assert.Equal((RejectReason.NotYourSupply, 2, 0), desk.Why());
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(1), 1));
        Assert.Equal((RejectReason.InsufficientFunds, 100_000_001, 100_000_000), desk.Why());
        desk.Use(1, TradingDate.Of(2026, 3, 2), 1);
        Assert.Equal((RejectReason.SupplyNotInForce, 1, (long)SupplyState.Proposed), desk.Why());
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(3), 1));
        Assert.Equal(RejectReason.NotYourSupply, desk.Refusal());
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(2), 1));
        Assert.Equal(SupplyState.Withdrawn, desk.The<SupplyStateSet>(MessageKind.SupplyStateSet).State);
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(1), 1));
        Assert.Equal((RejectReason.SupplyNotProposed, 1, (long)SupplyState.Withdrawn), desk.Why());
        desk.Submit(MessageKind.EndSupply, new EndSupply(new(2), 1));
        Assert.Equal(RejectReason.SupplyNotInForce, desk.Refusal());
        Assert.DoesNotContain(
            desk.Events.Where(e => e.Kind == MessageKind.Posted),
            e => e.As<Posted>().Reason != PostingReason.Deposit
        );
    }

    [Fact]
    public void A_proposal_is_not_accepted_after_its_first_month()
    {
        var desk = SpotDesk.Open();
        desk.Document(MessageKind.DefineSupply, Terms());
        desk.Noon(April);
        desk.Submit(MessageKind.AcceptSupply, new AcceptSupply(new(1), 1));
        Assert.Equal((RejectReason.SupplyMonthOutside, April.Days, March.Days), desk.Why());
    }

    [Fact]
    public void Records_are_refused_that_cannot_be()
    {
        var desk = InForce();
        var (day, e1) = (TradingDate.Of(2026, 3, 2), Name24.Of("e1"));
        Refused(new(7, 1, 2, day, 1, e1), RejectReason.UnknownSupply, 2, 1);
        Refused(new(0, 1, 1, day, 1, e1), RejectReason.BadField, 0, 1);
        Refused(new(8, 1, 1, day, 1, e1), RejectReason.AnotherMeter, 8, 7);
        Refused(new(7, 0, 1, day, 1, e1), RejectReason.RecordOutOfOrder, 0, 1);
        Refused(new(7, 1, 1, day, 0, e1), RejectReason.ZeroAmount, 0, 1);
        Refused(new(7, 1, 1, day, -1, e1), RejectReason.BadField, -1, 0);
        Refused(new(7, 1, 1, day.Plus(1), 1, e1), RejectReason.SupplyDayAhead, day.Days + 1, day.Days);
        Refused(new(7, 1, 1, March.Plus(-1), 1, e1), RejectReason.SupplyMonthOutside, March.Days - 1, March.Days);
        Refused(new(7, 1, 1, new(int.MaxValue), 1, e1), RejectReason.SupplyDayAhead, int.MaxValue, day.Days);
        Refused(new(7, 1, 1, new(int.MinValue), 1, e1), RejectReason.SupplyMonthOutside, int.MinValue, March.Days);
        Refused(new(7, 1, 1, day, 50_000_001, e1), RejectReason.SupplyOverMost, 50_000_001, 50_000_000);
        Refused(new(7, 1, 1, day, long.MaxValue, e1), RejectReason.SupplyOverMost, long.MaxValue, 50_000_000);

        void Refused(RecordSupply record, RejectReason reason, long given, long limit)
        {
            desk.Submit(MessageKind.RecordSupply, record);
            Assert.Equal((reason, given, limit), desk.Why());
        }
    }

    [Fact]
    public void Days_are_days_of_the_contracts_own_clock()
    {
        // At 09:00 UTC on 2 March it is 23:00 there, an hour later the third has come.
        var desk = InForce(Terms(more: "\"utcMinutes\": 840,"));
        desk.Use(1, TradingDate.Of(2026, 3, 3), 1);
        Assert.Equal(RejectReason.SupplyDayAhead, desk.Refusal());
        desk.Clock(10);
        desk.Use(1, TradingDate.Of(2026, 3, 3), 1);
        Assert.Equal(RejectReason.None, desk.Refusal());
    }

    [Fact]
    public void Invoices_are_made_in_order_by_a_side_and_of_months_that_are_over()
    {
        var desk = InForce();
        desk.Invoice(April);
        Assert.Equal(RejectReason.SupplyMonthBefore, desk.Refusal());
        desk.Invoice(TradingDate.Of(2026, 2, 1));
        Assert.Equal(RejectReason.SupplyMonthOutside, desk.Refusal());
        desk.Invoice(TradingDate.Of(2026, 6, 1));
        Assert.Equal((RejectReason.SupplyMonthOutside, TradingDate.Of(2026, 6, 1).Days, May.Days), desk.Why());
        foreach (var nowhere in new[] { int.MinValue, -1, 3_000_000, int.MaxValue })
        {
            desk.Invoice(new TradingDate(nowhere));
            Assert.Equal(RejectReason.SupplyMonthOutside, desk.Refusal());
            desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), 1, new(nowhere)));
            Assert.Equal(RejectReason.SupplyNothingOpen, desk.Refusal());
        }

        desk.Invoice(March);
        var (today, first) = (TradingDate.Of(2026, 3, 2).Days, TradingDate.Of(2026, 4, 3).Days);
        Assert.Equal((RejectReason.SupplyMonthNotOver, today, first), desk.Why());
        desk.Invoice(March, account: 3);
        Assert.Equal(RejectReason.NotYourSupply, desk.Refusal());
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(2), 1, March));
        Assert.Equal(RejectReason.NotYourSupply, desk.Refusal());
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), 1, March));
        Assert.Equal(RejectReason.SupplyNothingOpen, desk.Refusal());
    }

    [Fact]
    public void An_invoice_beyond_every_amount_is_refused_and_the_month_stays()
    {
        var terms = Terms(price: "\"factor\": \"1000\", \"spread\": \"0\"", volume: "\"least\": 0");
        var desk = InForce(terms.Replace("1000000, \"quote\"", "1, \"quote\"", StringComparison.Ordinal));
        desk.Use(1, TradingDate.Of(2026, 3, 2), SupplyTerms.MostUnits);
        desk.Print(TradingDate.Of(2026, 3, 2), TradingDate.Of(2026, 3, 31), 64_000);
        desk.Noon(TradingDate.Of(2026, 4, 3));
        desk.Invoice(March);
        Assert.Equal((RejectReason.SupplyAmountTooLarge, SupplyTerms.MostUnits, 1_000_000_000_000_000), desk.Why());
    }
}
