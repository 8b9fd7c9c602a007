// From the books of a day to the explanation of an account's profit.
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.AccountDays;

/// <summary>Spells what <see cref="ProfitExplained"/> says, and holds it against ledger and statement.</summary>
internal static class ProfitDocument
{
    /// <param name="symbol">Whose lines are wanted; null: none.</param>
    public static ProfitShape Of(VenueViews views, DayBooks day, AccountDocument who, string? symbol)
    {
        var books = day.Books;
        var currencies = new List<ProfitCurrencyShape>();
        var lines = new List<ProfitLineShape>();
        foreach (var one in books.Of(new AccountId(who.Account), day.Day))
        {
            var explained = new ProfitExplained(one, books.PricesOn(day.Day), books.Terms);
            if (explained.Months.Count > 0 || one.Money != new DayMoney())
                currencies.Add(Currency(books, explained, Closing(views, one)));
            foreach (var month in explained.Months.Where(m => books.Terms(m.Instrument).Symbol == symbol))
                lines.AddRange(explained.LinesOf(month.Instrument).Select(l => Line(l, books.Terms(l.Instrument))));
        }

        return new(who.Account, who.Name, day.Day.ToString(), who.Simulated, day.Settled.Sequence, currencies, lines);
    }

    /// <summary>What the statement carries forward; null: it has none in the currency.</summary>
    public static Money? Closing(VenueViews views, AccountDay day)
    {
        lock (views.Gate)
            return views
                .Statements.Of(day.Account, day.Day)
                .FirstOrDefault(s => s.Cash.Currency == day.Currency)
                ?.Cash.Closing;
    }

    private static ProfitCurrencyShape Currency(ClearingBooks books, ProfitExplained explained, Money? statement)
    {
        var money = explained.Day.Money;
        var months = explained.Months;
        var checks = new ReportCheckShape[]
        {
            new("rows add up to the change in equity", explained.Balanced),
            new(
                "the result is what settlement paid",
                Sum(months, m => m.Result) == money.Realized + money.Marked + money.Delivered
            ),
            new("equity is the ledger's balance", money.After == money.Ledger),
            new(
                "equity is the statement's balance",
                statement is null ? money.After == Money.Zero : statement == money.After
            ),
            new("by date and by trade agree", money.ByTradeEquity == money.Equity),
        };
        return new(
            explained.Day.Currency.ToString(),
            Words.Of(money.Before),
            Words.Of(money.Equity),
            Words.Of(money.Equity - money.Before),
            Words.Of(Sum(months, m => m.Carried)),
            Words.Of(Sum(months, m => m.Opened)),
            Words.Of(Sum(months, m => m.ClosedCarried)),
            Words.Of(Sum(months, m => m.ClosedToday)),
            Words.Of(Sum(months, m => m.Final)),
            Words.Of(Sum(months, m => m.Result)),
            Words.Of(Sum(months, m => m.Fees)),
            Words.Of(explained.Cash),
            [.. months.Select(m => Month(m, books.Terms(m.Instrument)))],
            [.. Movements(money)],
            checks,
            Array.TrueForAll(checks, c => c.Holds)
        );
    }

    private static ProfitMonthShape Month(ProfitMonth month, InstrumentDocument terms) =>
        new(
            terms.Symbol,
            Words.Of(month.Month.Set.Previous, terms),
            Words.Of(month.Month.Set.Price, terms),
            month.Month.Final is { } final ? Words.Scaled(final.Value, terms.FinalDecimals) : null,
            Words.Of(month.Carried),
            Words.Of(month.Opened),
            Words.Of(month.ClosedCarried),
            Words.Of(month.ClosedToday),
            Words.Of(month.Final),
            Words.Of(month.Result),
            Words.Of(month.Fees)
        );

    private static ProfitLineShape Line(in ProfitLine line, InstrumentDocument terms) =>
        new(
            Kind(line.Kind),
            line.Side == Side.Buy ? "long" : "short",
            line.Trade.Value == 0 ? null : line.Trade.Value,
            line.Other.Value == 0 ? null : line.Other.Value,
            line.Lots,
            Words.Of(new Price(line.From / terms.UnitsPerTick), terms),
            line.Kind == ProfitKind.Final
                ? Words.Scaled(line.To, terms.FinalDecimals)
                : Words.Of(new Price(line.To / terms.UnitsPerTick), terms),
            Words.Of(line.Amount)
        );

    private static string Kind(ProfitKind kind) =>
        kind switch
        {
            ProfitKind.Carried => "carried",
            ProfitKind.Opened => "opened",
            ProfitKind.ClosedCarried => "closedCarried",
            ProfitKind.ClosedToday => "closedToday",
            _ => "final",
        };

    private static IEnumerable<ProfitMovementShape> Movements(DayMoney m)
    {
        (string Kind, Money Amount)[] all =
        [
            ("deposits", m.Deposits),
            ("withdrawals", -m.Withdrawals),
            ("corrections", m.Corrections),
            ("setAside", m.Spot.SetAside),
            ("prepaid", m.Spot.Prepaid),
            ("collateral", m.Spot.Collateral),
            ("delivered", m.Spot.Delivered),
            ("refunded", m.Spot.Refunded),
            ("penalties", m.Spot.Penalties),
            ("supplyInvoices", m.Spot.Supplied),
        ];
        return all.Where(a => a.Amount != Money.Zero).Select(a => new ProfitMovementShape(a.Kind, Words.Of(a.Amount)));
    }

    private static Money Sum(IEnumerable<ProfitMonth> months, Func<ProfitMonth, Money> of) =>
        months.Aggregate(Money.Zero, (sum, m) => sum + of(m));
}
