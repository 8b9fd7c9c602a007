// The spot market on a statement: every movement on a line of its own, and the lines add up to the cash.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Unit.Market.Spot;
using Tokenbourse.Views.Accounts;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Views;

public sealed class SpotStatementTests
{
    private const long Deposited = 100_000_000;

    /// <summary>The example of docs/spot/certificates.md: three lots prepaid 9.00, 6.00 deposited; 1,000 units drawn,
    /// 500 asked for in vain.</summary>
    [Fact]
    public void A_certificate_from_bid_to_end()
    {
        var desk = SpotDesk.Open();
        desk.Place(Bid(1, Side.Buy, 1, 0, 3, 500));
        desk.Place(Bid(2, Side.Sell, 1, 0, 5, 300));
        Same(desk, 1, new() { SetAside = new(-15_00) });
        Same(desk, 2, new() { SetAside = new(-10_00) });
        desk.Clock(12);
        Same(desk, 1, new() { Prepaid = new(-9_00) });
        Same(desk, 2, new() { Collateral = new(-6_00) });
        desk.Submit(MessageKind.RedeemCertificate, new RedeemCertificate(new(1), 1, 7));
        desk.GoTo(Midnight, 5);
        desk.Submit(MessageKind.RecordDelivery, Record(1, 1, 0, 1000, 500));
        Same(desk, 2, new() { Collateral = new(-4_00), Delivered = new(3_00) });
        desk.GoTo(Midnight + 3);
        Same(
            desk,
            1,
            new()
            {
                Prepaid = new(-9_00),
                Refunded = new(1_50),
                Penalties = new(37),
            }
        );
        // All of the deposit is back but what the penalty took, and that stands on its own line.
        Same(desk, 2, new() { Delivered = new(7_50), Penalties = new(-37) });
    }

    [Fact]
    public void A_supply_contract_paid_out_of_cash_and_out_of_its_security()
    {
        var desk = SupplyDesk.InForce();
        Same(desk, 1, new() { Collateral = new(-100_00) });
        desk.Noon(SupplyDesk.March.Plus(4));
        desk.Use(1, SupplyDesk.March.Plus(4), 15_345_679);
        desk.Print(SupplyDesk.March.Plus(1), SupplyDesk.April, 65_000);
        desk.Noon(SupplyDesk.April.Plus(3));
        var free = desk.Balance(LedgerCode.ClientCash, 1);
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(50_00 - free), Name24.Of("out")));
        desk.Invoice(SupplyDesk.March);
        var amount = desk.Made().AmountMinor;
        desk.Noon(SupplyDesk.April.Plus(14));
        var paid = desk.The<SupplyPaid>(MessageKind.SupplyPaid);
        Assert.Equal((100_00, amount - 100_00), (paid.FromSecurity.Minor, paid.FromCash.Minor));
        Same(desk, 1, new() { Supplied = new(-amount) }, 50_00 - free);
        Same(desk, 2, new() { Supplied = new(amount) });
    }

    // Both foldings say the lines, and with what was paid in they are the cash.
    private static void Same(MarketDesk desk, int account, SpotCash lines, long moved = 0)
    {
        var (wire, sum) = (new Statements(), default(SpotCash));
        foreach (var entry in desk.Events)
            wire.Apply(entry);
        foreach (var entry in desk.Events.Where(e => e.Kind == MessageKind.Posted))
            sum += Of(entry, account);
        var cash = wire.Open(new(account), Currency.CNY).Cash;
        Assert.Equal(lines, cash.Spot);
        Assert.Equal(lines, sum);
        Assert.Equal(Deposited + moved, cash.Deposits.Minor);
        Assert.Equal(cash.Closing.Minor, desk.Balance(LedgerCode.ClientCash, account));
        Assert.Equal(Deposited + moved + lines.Sum.Minor, cash.Closing.Minor);
    }

    private static SpotCash Of(in LogEntry entry, int account)
    {
        var p = entry.As<Posted>();
        var sum = default(SpotCash);
        if (p.DebitOwner.Value == account)
            sum += SpotCash.Of(p.Debit, p.Reason, -p.Amount);
        if (p.CreditOwner.Value == account)
            sum += SpotCash.Of(p.Credit, p.Reason, p.Amount);
        return sum;
    }
}
