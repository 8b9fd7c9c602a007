// From the books of a settled day to a statement: of one account, or of the house as the one member.
using System.Security.Cryptography;
using System.Text.Json;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>Draws up statements.</summary>
internal sealed class StatementMaker(ClearingBooks books, TradingDate day)
{
    /// <summary>An account's own paper.</summary>
    public StatementPaper Of(AccountDocument account)
    {
        var currencies = new List<PaperCurrency>();
        foreach (var one in books.Of(new(account.Account), day))
        {
            if (!IsIdle(one))
                currencies.Add(Currency(one.Currency, [one], one.Money, []));
        }

        return new(
            "statement",
            1,
            day.ToString(),
            new("account", account.Account, account.Name, account.Role, 1),
            account.Simulated,
            currencies
        );
    }

    /// <summary>The paper of all accounts together, with a line for each.</summary>
    public StatementPaper House()
    {
        var currencies = new List<PaperCurrency>();
        foreach (var member in MemberDays.Of(books.On(day), _ => true))
        {
            var busy = member.Clients.Where(c => !IsIdle(c)).ToList();
            currencies.Add(Currency(member.Currency, busy, member.Money, [.. busy.Select(Client)]));
        }

        return new(
            "statement",
            1,
            day.ToString(),
            new("house", 0, "all accounts", "", books.Accounts.Count),
            books.Accounts.Any(a => a.Simulated),
            currencies
        );
    }

    /// <summary>With the fingerprint of its canonical bytes.</summary>
    public static SealedStatement Seal(StatementPaper paper)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(paper, PaperJson.Plain.StatementPaper);
        return new(paper, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static bool IsIdle(AccountDay day) =>
        day.Money == new DayMoney() && day.Trades.Count == 0 && day.Held.Count == 0;

    private PaperCurrency Currency(
        Currency currency,
        IReadOnlyList<AccountDay> days,
        in DayMoney money,
        IReadOnlyList<PaperClient> clients
    )
    {
        var trades = days.SelectMany(d => d.Trades).ToList();
        var closed = days.SelectMany(d => d.Closed).ToList();
        var held = days.SelectMany(d => d.Held).Where(h => !h.Ended).ToList();
        var ended = days.SelectMany(d => d.Held).Where(h => h.Ended).ToList();
        var positions = days.SelectMany(d => d.Positions).ToList();
        var initial = positions.Aggregate(Money.Zero, (sum, p) => sum + p.Margin);
        return new(
            currency.ToString(),
            Summary(money, initial),
            ByTrade(money),
            clients,
            [.. trades.Select(Transaction)],
            [.. closed.Select(Closed)],
            [.. ended.Select(Expired)],
            [.. held.Select(Lot)],
            [.. positions.Select(Position)],
            new(
                trades.Count,
                trades.Sum(t => t.Lots),
                Figures.Minor(trades.Aggregate((Int128)0, (sum, t) => sum + t.Turnover.Minor)),
                closed.Sum(c => c.Lots),
                ended.Sum(e => e.Lots),
                positions.Sum(p => p.Long),
                positions.Sum(p => p.Short)
            )
        );
    }

    private static PaperSummary Summary(in DayMoney m, Money initial) =>
        new(
            Figures.Of(m.Before),
            Figures.Of(m.Deposits),
            Figures.Of(m.Withdrawals),
            Figures.Of(m.Realized),
            Figures.Of(m.Marked),
            Figures.Of(m.Delivered),
            Figures.Of(m.Fees),
            Figures.Of(m.After),
            Figures.Of(m.Equity),
            Figures.Of(initial),
            Figures.Of(initial - m.Margin),
            Figures.Of(m.Margin),
            Figures.Of(m.Available),
            Figures.Percent(m.RiskBasisPoints),
            Figures.Of(m.MarginCall)
        );

    private static PaperByTrade ByTrade(in DayMoney m) =>
        new(
            Figures.Of(m.ByTradeBefore),
            Figures.Of(m.Deposits),
            Figures.Of(m.Withdrawals),
            Figures.Of(m.RealizedByTrade),
            Figures.Of(m.DeliveredByTrade),
            Figures.Of(m.Fees),
            Figures.Of(m.ByTradeAfter),
            Figures.Of(m.Float),
            Figures.Of(m.ByTradeEquity)
        );

    private PaperClient Client(AccountDay day)
    {
        var m = day.Money;
        return new(
            day.Account.Value,
            books.Account(day.Account.Value)!.Name,
            Figures.Of(m.Before),
            Figures.Of(m.Deposits),
            Figures.Of(m.Withdrawals),
            Figures.Of(m.Realized),
            Figures.Of(m.Marked),
            Figures.Of(m.Delivered),
            Figures.Of(m.Fees),
            Figures.Of(m.After),
            Figures.Of(m.Margin),
            Figures.Of(m.Available),
            Figures.Of(m.MarginCall)
        );
    }

    private PaperTransaction Transaction(TradeLine t)
    {
        var terms = books.Terms(t.Instrument);
        return new(
            t.Account.Value,
            t.Day.ToString(),
            t.Time.ToString(),
            t.Trade.Value,
            terms.Contract,
            terms.Symbol,
            Figures.Of(t.Side),
            t.Hedge,
            Figures.Of(t.Price, terms),
            t.Lots,
            t.Opened,
            t.ClosedToday,
            t.ClosedCarried,
            Figures.Of(t.Turnover),
            OffsetOf(t),
            Figures.Of(t.Fee),
            Figures.Of(t.ByDate)
        );
    }

    /// <summary>Today's and carried lots are told apart where the contract does.</summary>
    private string OffsetOf(in TradeLine t)
    {
        if (t.Forced)
            return "forcedLiquidation";
        if (t.Origin == TradeOrigin.ForcedReduction)
            return "forcedReduction";
        if (t.Opened == t.Lots)
            return "open";
        if (t.Opened > 0)
            return "mixed";
        if (!books.SeparateDates(t.Instrument))
            return "close";
        return t.ClosedToday == t.Lots ? "closeToday"
            : t.ClosedCarried == t.Lots ? "closePrevious"
            : "close";
    }

    private PaperClosed Closed(ClosedLine c)
    {
        var terms = books.Terms(c.Instrument);
        return new(
            c.Account.Value,
            day.ToString(),
            c.Trade.Value,
            terms.Contract,
            terms.Symbol,
            Figures.Of(c.Side.Opposite()),
            c.Lots,
            Figures.Date(c.OpenDay),
            c.OpenTrade.Value,
            Figures.Of(c.OpenPrice, terms),
            Figures.Of(c.Previous, terms),
            Figures.Of(c.ClosePrice, terms),
            Figures.Of(c.ByDate),
            Figures.Of(c.ByTrade)
        );
    }

    private PaperExpired Expired(HeldLine h)
    {
        var terms = books.Terms(h.Instrument);
        return new(
            h.Account.Value,
            terms.Contract,
            terms.Symbol,
            Figures.Of(h.Side),
            h.Lots,
            Figures.Date(h.OpenDay),
            h.OpenTrade.Value,
            Figures.Of(h.OpenPrice, terms),
            Figures.Of(h.Previous, terms),
            Figures.Final(h.MarkUnits, terms),
            Figures.Of(h.HeldByDate),
            Figures.Of(h.FloatByTrade)
        );
    }

    private PaperLot Lot(HeldLine h)
    {
        var terms = books.Terms(h.Instrument);
        return new(
            h.Account.Value,
            terms.Contract,
            terms.Symbol,
            Figures.Of(h.Side),
            Figures.Date(h.OpenDay),
            h.OpenTrade.Value,
            h.Opened,
            h.Lots,
            Figures.Of(h.OpenPrice, terms),
            Figures.Of(h.Previous, terms),
            Figures.Of(h.Settlement, terms),
            Figures.Of(h.FloatByTrade),
            Figures.Of(h.HeldByDate),
            Figures.Of(h.Margin)
        );
    }

    private PaperPosition Position(HeldPosition p)
    {
        var terms = books.Terms(p.Instrument);
        return new(
            p.Account.Value,
            terms.Contract,
            terms.Symbol,
            p.Long,
            Figures.Average(p.LongTicks, p.Long, terms),
            p.Short,
            Figures.Average(p.ShortTicks, p.Short, terms),
            Figures.Of(p.Previous, terms),
            Figures.Of(p.Settlement, terms),
            Figures.Of(p.HeldByDate),
            Figures.Of(p.Margin)
        );
    }
}
