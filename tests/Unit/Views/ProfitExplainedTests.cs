// Profit explained ties with the statement and the ledger, for every account and every day of random markets.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Views;

public sealed class ProfitExplainedTests
{
    [Theory]
    [InlineData(1, Releases.First)]
    [InlineData(2, Releases.Lots)]
    [InlineData(3, Releases.Newest)]
    public void Every_account_s_every_day_is_explained_to_the_cent(int seed, int release)
    {
        var market = new BusyMarket(seed);
        if (release > Releases.First)
            market.MarketDesk.Submit(MessageKind.SetRelease, new SetRelease(release));
        var (books, statements) = (new ClearingBooks(), new Statements());
        market.Run(4, 300, events => Fold(events, books, statements));

        Assert.Empty(books.Differences);
        var kinds = new HashSet<ProfitKind>();
        foreach (var (day, _) in books.SettledDays)
        {
            foreach (var account in books.On(day))
            {
                var explained = new ProfitExplained(account, books.PricesOn(day), books.Terms);
                Rows(explained);
                Ledger(account);
                var paper = statements.Of(account.Account, day).Single(s => s.Cash.Currency == account.Currency).Cash;
                Assert.Equal(paper.Opening, account.Money.Before);
                Assert.Equal(paper.Closing, account.Money.Equity);
                Assert.Equal(paper.Variation + paper.FinalSettlement - paper.Fees, explained.Net);
                kinds.UnionWith(explained.Months.SelectMany(m => explained.LinesOf(m.Instrument)).Select(l => l.Kind));
            }
        }

        Assert.Superset(
            new HashSet<ProfitKind> { ProfitKind.Carried, ProfitKind.Opened, ProfitKind.ClosedToday },
            kinds
        );
    }

    private static void Rows(ProfitExplained explained)
    {
        Assert.True(explained.Balanced);
        foreach (var month in explained.Months)
        {
            var lines = explained.LinesOf(month.Instrument).ToList();
            foreach (
                var (kind, sum) in (ReadOnlySpan<(ProfitKind, Money)>)
                    [
                        (ProfitKind.Carried, month.Carried),
                        (ProfitKind.Opened, month.Opened),
                        (ProfitKind.ClosedCarried, month.ClosedCarried),
                        (ProfitKind.ClosedToday, month.ClosedToday),
                        (ProfitKind.Final, month.Final),
                    ]
            )
            {
                Assert.Equal(sum.Minor, lines.Where(l => l.Kind == kind).Sum(l => l.Amount.Minor));
            }
        }
    }

    /// <summary>From the balance before, posting by posting, to the balance after; and by purpose to the sums.</summary>
    private static void Ledger(AccountDay day)
    {
        var money = day.Money;
        Assert.Equal(money.After.Minor, money.Before.Minor + day.Postings.Sum(p => p.Effect.Minor));
        Assert.Equal(day.Postings.Select(p => p.Sequence).Order(), day.Postings.Select(p => p.Sequence));
        Assert.Equal(-money.Fees.Minor, Of(PostingReason.Fee));
        Assert.Equal(
            (money.Realized + money.Marked + money.Delivered).Minor,
            Of(PostingReason.VariationMargin) + Of(PostingReason.FinalSettlement)
        );
        Assert.Equal(0, Of(PostingReason.InitialMargin));

        long Of(PostingReason reason) => day.Postings.Where(p => p.Posting.Reason == reason).Sum(p => p.Effect.Minor);
    }

    private static void Fold(IReadOnlyList<LogEntry> events, params Tokenbourse.Views.View[] views)
    {
        foreach (var view in views)
        {
            foreach (var entry in events)
                view.Apply(entry with { Sequence = view.AsOf + 1 });
        }
    }
}
