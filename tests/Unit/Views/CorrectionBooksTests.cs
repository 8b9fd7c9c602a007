// A correction in the books behind statements: on the next day, in both books, and nowhere else.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class CorrectionBooksTests
{
    private static readonly TradingDate First = TradingDate.Of(2026, 3, 2);

    [Fact]
    public void A_correction_is_a_line_of_the_next_day_and_leaves_the_closed_one_as_it_was()
    {
        var desk = MarketDesk.Open();
        desk.Place(1, Side.Buy, 3_200, 10, "a");
        desk.Place(2, Side.Sell, 3_200, 10, "b");
        desk.Clock(16);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, First));
        var before = new ClearingBooks();
        ClearingBooksTests.Fold(before, desk.Events);

        Correct(desk, "C1", LedgerCode.FeeIncome, 0, LedgerCode.ClientCash, 1, 12_34);
        Correct(desk, "C2", LedgerCode.ClientCash, 2, LedgerCode.ClientCash, 1, 1_00);
        desk.Now = Instant.At(First.Plus(1), 16 * 60);
        desk.Submit(MessageKind.SettleDay, new SettleDay(1, First.Plus(1)));
        Assert.Equal(RejectReason.None, desk.Refusal());
        desk.Reload();
        var after = new ClearingBooks();
        ClearingBooksTests.Fold(after, desk.Events);
        Assert.Empty(after.Differences);
        Assert.Equal(before.On(First).Select(d => d.Money), after.On(First).Select(d => d.Money));

        var one = after.On(First.Plus(1)).Single(d => d.Account.Value == 1).Money;
        var two = after.On(First.Plus(1)).Single(d => d.Account.Value == 2).Money;
        Assert.Equal((13_34, -1_00), (one.Corrections.Minor, two.Corrections.Minor));
        Assert.Equal((0, 0, 0), (one.Deposits.Minor, one.Withdrawals.Minor, one.Fees.Minor));
        Assert.Equal(one.Before.Minor + 13_34, one.After.Minor);
        Assert.True(one.TiesOut && two.TiesOut);

        var statements = new Statements();
        foreach (var entry in desk.Events)
            statements.Apply(entry with { Sequence = statements.AsOf + 1 });
        var cash = statements.Of(new(1), First.Plus(1)).Single().Cash;
        Assert.Equal((13_34, 0), (cash.Corrections.Minor, cash.Deposits.Minor));
        Assert.Equal(one.After, cash.Closing);
    }

    private static void Correct(
        MarketDesk desk,
        string reference,
        LedgerCode debit,
        int payer,
        LedgerCode credit,
        int paid,
        long minor
    )
    {
        desk.Submit(
            MessageKind.ProposeCorrection,
            new ProposeCorrection(
                Name24.Of(reference),
                1,
                First,
                debit,
                new(payer),
                credit,
                new(paid),
                Currency.CNY,
                new(minor),
                Name24.Of("wang"),
                Name24.Of("wrong")
            )
        );
        // A proposal waits in a snapshot too.
        desk.Reload();
        desk.Submit(
            MessageKind.ApproveCorrection,
            new ApproveCorrection(Name24.Of(reference), new(minor), Name24.Of("li"))
        );
        Assert.Equal(RejectReason.None, desk.Refusal());
    }
}
