// Control totals on a member's and the house's statement: accounts add up to classes, classes to the whole.
using System.Globalization;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>One class of a member.</summary>
/// <param name="Member">0: those who clear with the house themselves.</param>
/// <param name="Class">house, client, or direct.</param>
/// <param name="BalanceBroughtForward">Of the accounts that it had at the end of the day before.</param>
/// <param name="Ported">What accounts that moved in brought, less what those that moved out took.</param>
/// <param name="MarginOccupied">At the member's rates.</param>
/// <param name="ExchangeMargin">The same lots without mark-up.</param>
/// <param name="ClearingDeposit">Balance carried forward less exchange margin.</param>
internal sealed record PaperClass(
    int Member,
    string Name,
    string Class,
    int Accounts,
    string BalanceBroughtForward,
    string Ported,
    string Deposits,
    string Withdrawals,
    string RealizedProfit,
    string MarkToMarket,
    string DeliveryProfit,
    string Commission,
    string BalanceCarriedForward,
    string MarginOccupied,
    string ExchangeMargin,
    string ClearingDeposit
)
{
    /// <summary>What the spot market and supply contracts moved together; null: nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Spot { get; init; }
}

/// <summary>Draws up and lays out the classes.</summary>
internal static class StatementClasses
{
    public static PaperClass Of(ClearingBooks books, in ClassDay d) =>
        new(
            d.Member,
            d.Member == 0 ? "" : books.Member(d.Member)!.Name,
            ReportWords.Of(d.Class),
            d.Accounts,
            Figures.Of(d.Before),
            Figures.Of(d.Ported),
            Figures.Of(d.Money.Deposits),
            Figures.Of(d.Money.Withdrawals),
            Figures.Of(d.Money.Realized),
            Figures.Of(d.Money.Marked),
            Figures.Of(d.Money.Delivered),
            Figures.Of(d.Money.Fees),
            Figures.Of(d.Money.After),
            Figures.Of(d.Money.Margin),
            Figures.Of(d.ExchangeMargin),
            Figures.Of(d.Deposit)
        )
        {
            Spot = StatementSpot.Total(d.Money.Spot),
        };

    public static TableSection Table(PaperCurrency c, Say title)
    {
        var rows = c.Classes;
        var spot = rows.Any(r => r.Spot is not null);
        return new(
            title,
            [
                new(new("Member", "会员")),
                new(new("Class", "类别")),
                new(new("Accounts", "账户数"), true),
                new(new("Balance b/f", "期初结存"), true),
                new(new("Ported", "客户移转"), true),
                new(new("Deposit", "入金"), true),
                new(new("Withdrawal", "出金"), true),
                .. spot ? [new Column(new("Spot", "现货市场"), true)] : Array.Empty<Column>(),
                new(new("P/L", "当日盈亏"), true),
                new(new("Commission", "手续费"), true),
                new(new("Balance c/f", "期末结存"), true),
                new(new("Margin", "保证金占用"), true),
                new(new("Exch. Margin", "交易所保证金"), true),
                new(new("Clearing Deposit", "结算准备金"), true),
            ],
            [.. rows.Select(r => Row(r, spot))],
            [
                new("Total", "合计"),
                "",
                rows.Sum(r => r.Accounts).ToString(CultureInfo.InvariantCulture),
                Sum(r => r.BalanceBroughtForward),
                Sum(r => r.Ported),
                Sum(r => r.Deposits),
                Sum(r => r.Withdrawals),
                .. spot ? [Sum(r => r.Spot ?? "0.00")] : Array.Empty<Say>(),
                Sum(Profit),
                Sum(r => r.Commission),
                Sum(r => r.BalanceCarriedForward),
                Sum(r => r.MarginOccupied),
                Sum(r => r.ExchangeMargin),
                Sum(r => r.ClearingDeposit),
            ]
        );

        string Sum(Func<PaperClass, string> of) => Text(rows.Sum(r => Number(of(r))));
    }

    private static IReadOnlyList<Say> Row(PaperClass r, bool spot) =>
        [
            r.Member == 0 ? new Say("none", "无") : $"{r.Member} {r.Name}",
            StatementWords.Class(r.Class),
            r.Accounts.ToString(CultureInfo.InvariantCulture),
            r.BalanceBroughtForward,
            r.Ported,
            r.Deposits,
            r.Withdrawals,
            .. spot ? [r.Spot ?? "0.00"] : Array.Empty<Say>(),
            Profit(r),
            r.Commission,
            r.BalanceCarriedForward,
            r.MarginOccupied,
            r.ExchangeMargin,
            r.ClearingDeposit,
        ];

    private static string Profit(PaperClass r) =>
        Text(Number(r.RealizedProfit) + Number(r.MarkToMarket) + Number(r.DeliveryProfit));

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
