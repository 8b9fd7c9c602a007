// The clearing report of members: the level between accounts and the house.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Reports;

internal sealed partial class ReportTables
{
    /// <summary>The level between accounts and house: each member's classes, and all who clear with the house
    /// themselves as member 0.</summary>
    private ReportTable Members()
    {
        (string Name, Func<ClassDay, Money> Of)[] figures =
        [
            ("balanceBroughtForward", c => c.Before),
            ("ported", c => c.Ported),
            ("deposits", c => c.Money.Deposits),
            ("withdrawals", c => c.Money.Withdrawals),
            ("spot", c => c.Money.Spot.Sum),
            ("realizedByDate", c => c.Money.Realized),
            ("heldByDate", c => c.Money.Marked),
            ("delivered", c => c.Money.Delivered),
            ("fees", c => c.Money.Fees),
            ("balanceCarriedForward", c => c.Money.After),
            ("marginRequired", c => c.Money.Margin),
            ("exchangeMargin", c => c.ExchangeMargin),
            ("clearingDeposit", c => c.Deposit),
        ];
        var all = ClassDays.Of(books, day);
        var lines = all.Where(c => scope.Member is null || c.Member == scope.Member).ToList();
        var controls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var currency in lines.GroupBy(c => c.Currency))
        {
            controls[$"accounts.{currency.Key}"] = Whole(currency.Sum(c => c.Accounts));
            foreach (var (column, of) in figures)
                controls[$"{column}.{currency.Key}"] = Sum(currency, of);
        }

        return new(
            "members",
            ["member", "class", "currency", "accounts", .. figures.Select(f => f.Name)],
            [
                .. lines.Select(
                    IReadOnlyList<string> (c) =>
                        [
                            Whole(c.Member),
                            ReportWords.Of(c.Class),
                            c.Currency.ToString(),
                            Whole(c.Accounts),
                            .. figures.Select(f => Figures.Of(f.Of(c))),
                        ]
                ),
            ],
            controls
        );
    }
}
