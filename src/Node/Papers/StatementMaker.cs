// From the books of a settled day to a statement: of one account, of a member, or of the house.
using System.Security.Cryptography;
using System.Text.Json;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
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
                currencies.Add(Currency(one.Currency, [one], one.Money, [], []));
        }

        var member = account.Member is { } number ? books.Member(number) : null;
        return new(
            "statement",
            StatementPaper.Form,
            day.ToString(),
            new("account", account.Account, account.Name, account.Role, 1, member?.Member, member?.Name, account.Class),
            account.Simulated,
            currencies
        );
    }

    /// <summary>The paper of a member's accounts together, with a line for each, and one for each class.</summary>
    public StatementPaper Of(MemberTerms member)
    {
        var accounts = books.Accounts.Where(a => a.Member == member.Member).ToList();
        return Several(
            new("member", member.Member, member.Name, "", accounts.Count),
            accounts.Exists(a => a.Simulated),
            [.. books.On(day).Where(d => d.Member == member.Member)],
            [.. ClassDays.Of(books, day).Where(c => c.Member == member.Member)]
        );
    }

    /// <summary>The paper of all accounts together, with a line for each, and one for each member's class.</summary>
    public StatementPaper House() =>
        Several(
            new("house", 0, "all accounts", "", books.Accounts.Count),
            books.Accounts.Any(a => a.Simulated),
            books.On(day),
            ClassDays.Of(books, day)
        );

    private StatementPaper Several(
        PaperOwner owner,
        bool simulated,
        IReadOnlyList<AccountDay> days,
        IReadOnlyList<ClassDay> classes
    )
    {
        var currencies = new List<PaperCurrency>();
        foreach (var member in MemberDays.Of(days, _ => true))
        {
            var busy = member.Clients.Where(c => !IsIdle(c)).ToList();
            var mine = classes.Where(c => c.Currency == member.Currency).ToList();
            if (busy.Count + mine.Count == 0)
                continue;
            currencies.Add(
                Currency(
                    member.Currency,
                    busy,
                    member.Money,
                    [.. mine.Select(c => StatementClasses.Of(books, c))],
                    [.. busy.Select(Client)]
                )
            );
        }

        return new("statement", StatementPaper.Form, day.ToString(), owner, simulated, currencies);
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
        IReadOnlyList<PaperClass> classes,
        IReadOnlyList<PaperClient> clients
    )
    {
        var trades = days.SelectMany(d => d.Trades).ToList();
        var closed = days.SelectMany(d => d.Closed).ToList();
        var held = days.SelectMany(d => d.Held).Where(h => !h.Ended).ToList();
        var ended = days.SelectMany(d => d.Held).Where(h => h.Ended).ToList();
        var positions = days.SelectMany(d => d.Positions).ToList();
        var groups = days.SelectMany(d => d.Groups).ToList();
        return new(
            currency.ToString(),
            Summary(money, days),
            ByTrade(money),
            classes,
            clients,
            [.. trades.Select(Transaction)],
            [.. closed.Select(Closed)],
            [.. ended.Select(Expired)],
            [.. held.Select(Lot)],
            [.. positions.Select(Position)],
            [.. groups.Select(g => StatementGroups.Of(books, g))],
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

    private static PaperSummary Summary(in DayMoney m, IReadOnlyList<AccountDay> days) =>
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
            Figures.Of(days.Aggregate(Money.Zero, (sum, d) => sum + d.OwnMargin)),
            Figures.Of(days.Aggregate(Money.Zero, (sum, d) => sum + d.MarginOffset)),
            Figures.Of(m.Margin),
            Figures.Of(m.Available),
            Figures.Percent(m.RiskBasisPoints),
            Figures.Of(m.MarginCall),
            Pledge(m.Pledge)
        )
        {
            Corrections = Corrected(m),
            Spot = StatementSpot.Of(m.Spot),
            Groups = StatementGroups.Summary(days),
        };

    private static PaperPledge? Pledge(in DayPledge p) =>
        p == default
            ? null
            : new(Figures.Of(p.Value - p.Before), Figures.Of(p.Value), Figures.Of(p.Counted), Figures.Of(p.Pending));

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
        )
        {
            Corrections = Corrected(m),
            Spot = StatementSpot.Total(m.Spot),
        };

    private PaperClient Client(AccountDay day)
    {
        var m = day.Money;
        return new(
            day.Account.Value,
            books.Account(day.Account.Value)!.Name,
            day.Member,
            ReportWords.Of(day.Class),
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
        )
        {
            Corrections = Corrected(m),
            Spot = StatementSpot.Total(m.Spot),
        };
    }

    private static string? Corrected(in DayMoney m) => m.Corrections.Minor == 0 ? null : Figures.Of(m.Corrections);

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
            h.InGroup ? null : Figures.Of(h.Margin)
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
            p.InGroup ? null : Figures.Of(p.Margin)
        );
    }
}
