// Supply contracts as their sides see them: months, invoices, what is open and overdue.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Unit.Market.Spot;
using Tokenbourse.Views.Spot;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class SupplyBoardTests
{
    [Fact]
    public void From_a_proposal_to_an_invoice_that_is_overdue_and_then_paid()
    {
        var desk = SupplyDesk.InForce();
        desk.Noon(SupplyDesk.March.Plus(4));
        desk.Use(1, SupplyDesk.March.Plus(4), 42_345_678);
        desk.Use(2, SupplyDesk.March.Plus(4), 1);
        var row = Fold(desk).Of(1)!;
        Assert.Equal((SupplyState.InForce, 100_00, 2), (row.State, row.Security.Minor, row.LastRecord));
        Assert.Equal([(ContractMonth.Of(2026, 3), 42_345_679)], row.Metered);
        Assert.Null(row.Invoice(ContractMonth.Of(2026, 3)));

        desk.Print(SupplyDesk.March.Plus(1), SupplyDesk.April, 65_000);
        desk.Noon(SupplyDesk.April.Plus(3));
        // Neither the cash nor the security will be enough.
        var free = desk.Balance(LedgerCode.ClientCash, 1);
        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(-free), Name24.Of("out")));
        desk.Invoice(SupplyDesk.March);
        var made = desk.Made();
        Assert.True(made.AmountMinor > 200_00);
        var board = Fold(desk);
        row = board.Of(1)!;
        var invoice = row.Invoice(ContractMonth.Of(2026, 3))!;
        Assert.Equal((made.AmountMinor, false), (invoice.Open.Minor, invoice.IsOverdue));
        Assert.Equal(made.AmountMinor, Documents.Read<SupplyInvoiceDocument>(invoice.Bytes.Span).AmountMinor);
        Assert.Equal(made.Due, board.NextDue(desk.Now).Date.ToString());

        desk.Noon(SupplyDesk.April.Plus(14));
        board = Fold(desk);
        row = board.Of(1)!;
        Assert.Equal((made.AmountMinor - 100_00, true), (row.Open.Minor, row.Invoices[0].IsOverdue));
        Assert.Equal(0, row.Security.Minor);
        Assert.Equal(Instant.Never, board.NextDue(desk.Now));

        desk.Submit(MessageKind.MoveCash, new MoveCash(new(1), Currency.CNY, new(free), Name24.Of("in")));
        desk.Submit(MessageKind.PaySupply, new PaySupply(new(1), 1, SupplyDesk.March));
        row = Fold(desk).Of(1)!;
        Assert.Equal((0, false), (row.Open.Minor, row.Invoices[0].IsOverdue));
    }

    [Fact]
    public void A_side_sees_its_own_contracts_newest_first()
    {
        var desk = SpotDesk.Open();
        desk.Document(MessageKind.DefineSupply, SupplyDesk.Terms("A"));
        desk.Document(MessageKind.DefineSupply, SupplyDesk.Terms("B", buyer: 3));
        var board = Fold(desk);
        Assert.Equal(["B", "A"], board.Of(new AccountId(2)).Select(s => s.Terms.Supply));
        Assert.Equal(["B"], board.Of(new AccountId(3)).Select(s => s.Terms.Supply));
        Assert.Empty(board.Of(new AccountId(4)));
        Assert.Null(board.Of(3));
    }

    private static SupplyBoard Fold(MarketDesk desk)
    {
        var board = new SupplyBoard();
        foreach (var entry in desk.Events)
            board.Apply(entry);
        return board;
    }
}
