// From the views to the wire: bulletins and statements.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http;

/// <summary>The papers that an exchange and a clearing house publish after a day.</summary>
public static partial class Present
{
    private static readonly Currency[] AllCurrencies = [Currency.CNY, Currency.USD, Currency.EUR];

    /// <summary>Days that have a bulletin, oldest first.</summary>
    public static IReadOnlyList<string> BulletinDays(VenueViews views)
    {
        lock (views.Gate)
            return [.. views.Bulletins.All.Select(b => b.Day.ToString())];
    }

    /// <summary>The days with a bulletin next to one without, in words.</summary>
    internal static string NearestBulletins(VenueViews views, TradingDate day)
    {
        lock (views.Gate)
            return Reports.SettledDays.Nearest([.. views.Bulletins.All.Select(b => b.Day)], day, d => d.ToString());
    }

    /// <summary>Null when no calendar has settled that day.</summary>
    public static BulletinShape? Bulletin(VenueViews views, TradingDate day, bool simulated)
    {
        lock (views.Gate)
        {
            if (views.Bulletins.Of(day) is not { } bulletin)
                return null;
            var contracts = new List<BulletinContractShape>();
            var spreads = new List<BulletinSpreadShape>();
            long positions = 0;
            foreach (var part in bulletin.Parts)
            {
                positions += part.PositionImbalance;
                foreach (var contract in part.Months.GroupBy(m => views.Board.Of(m.Instrument).Terms.Contract))
                    contracts.Add(Contract(views, part, contract.Key, [.. contract]));
                spreads.AddRange(part.Spreads.Select(s => Spread(views, part, s)));
            }

            var cash = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var variation = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var balanced = positions == 0;
            foreach (var currency in AllCurrencies)
            {
                var parts = bulletin.Parts.Where(p => p.CurrenciesUsed.Contains(currency)).ToList();
                var sum = views.Ledger.Sum(currency);
                balanced &= sum == 0;
                if (parts.Count == 0)
                    continue;
                var paid = parts.Aggregate(Money.Zero, (total, part) => total + part.VariationImbalance(currency));
                balanced &= paid == Money.Zero;
                cash[currency.ToString()] = Words.Minor(sum);
                variation[currency.ToString()] = Words.Of(paid);
            }

            var digest = string.Join(
                '-',
                bulletin.Parts.Select(p => p.Digest.ToString("x16", CultureInfo.InvariantCulture))
            );
            return new(
                day.ToString(),
                simulated,
                contracts,
                spreads,
                new(positions, cash, variation, balanced),
                digest
            );
        }
    }

    public static IReadOnlyList<AccountShape> Accounts(VenueViews views)
    {
        lock (views.Gate)
            return [.. views.Statements.Accounts.Select(a => new AccountShape(a.Account, a.Name, a.Role, a.Simulated))];
    }

    /// <summary>The newest day that has a bulletin; null before the first.</summary>
    public static TradingDate? NewestDay(VenueViews views)
    {
        lock (views.Gate)
            return views.Bulletins.All.Count == 0 ? null : views.Bulletins.All.Last().Day;
    }

    private static SpotCashShape? Spot(in SpotCash s) =>
        s == default
            ? null
            : new(
                Words.Of(s.SetAside),
                Words.Of(s.Prepaid),
                Words.Of(s.Collateral),
                Words.Of(s.Delivered),
                Words.Of(s.Refunded),
                Words.Of(s.Penalties),
                Words.Of(s.Supplied)
            );

    internal static CashShape Cash(CashDay c) =>
        new(
            c.Currency.ToString(),
            Words.Of(c.Opening),
            Words.Of(c.Deposits),
            Words.Of(c.Corrections),
            Words.Of(c.Variation),
            Words.Of(c.FinalSettlement),
            Words.Of(c.Fees),
            Words.Of(c.Closing),
            Words.Of(c.Margin),
            Words.Of(c.Available),
            Words.Of(c.MarginCall),
            Spot(c.Spot)
        );

    /// <summary>Null when there is no such account, or no bulletin of that day. A day on which the account had nothing
    /// has an empty statement.</summary>
    public static StatementShape? Statement(VenueViews views, int account, TradingDate day)
    {
        lock (views.Gate)
        {
            if (views.Statements.Account(new(account)) is not { } who || views.Bulletins.Of(day) is null)
                return null;
            var cash = new List<CashShape>();
            var positions = new List<PositionShape>();
            var trades = new List<StatementTradeShape>();
            foreach (var statement in views.Statements.Of(new(account), day))
            {
                var c = statement.Cash;
                cash.Add(Cash(c));
                foreach (var p in statement.Positions)
                {
                    var terms = views.Board.Of(p.Instrument).Terms;
                    positions.Add(
                        new(
                            terms.Symbol,
                            p.Lots,
                            Words.Of(p.Settlement, terms),
                            Words.Of(p.Variation),
                            c.Currency.ToString()
                        )
                    );
                }

                foreach (var t in statement.Trades)
                {
                    var terms = views.Board.Of(t.Instrument).Terms;
                    trades.Add(
                        new(
                            t.Time.ToString(),
                            terms.Symbol,
                            Words.Of(t.Side),
                            Words.Of(t.Price, terms),
                            t.Lots,
                            t.Opened,
                            Words.Of(t.Fee),
                            t.Trade.Value,
                            Words.Of(t.Origin),
                            t.Forced
                        )
                    );
                }
            }

            return new(who.Account, who.Name, day.ToString(), who.Simulated, cash, positions, trades);
        }
    }

    private static BulletinSpreadShape Spread(VenueViews views, BulletinPart part, BulletinSpread spread) =>
        new(
            spread.Symbol,
            views.Calendars.Of(part.Calendar).Calendar.Id,
            Words.Of(spread.Last, views.Board.Of(spread.Instrument).Terms),
            spread.Volume,
            spread.Implied
        );

    private static BulletinContractShape Contract(
        VenueViews views,
        BulletinPart part,
        string contract,
        IReadOnlyList<BulletinMonth> months
    )
    {
        var any = views.Board.Of(months[0].Instrument).Terms;
        var shapes = new List<BulletinMonthShape>();
        long volume = 0,
            openInterest = 0;
        foreach (var m in months)
        {
            var t = views.Board.Of(m.Instrument).Terms;
            volume += m.Volume;
            openInterest += m.OpenInterest;
            shapes.Add(
                new(
                    m.Symbol,
                    Words.Of(m.Settlement, t),
                    Words.Of(m.Previous, t),
                    Words.Of(new Price(m.Settlement.Ticks - m.Previous.Ticks), t),
                    (int)m.Tier,
                    Words.Of(m.Tier),
                    m.Volume,
                    m.OpenInterest,
                    m.FinalPrice is { } final ? Words.Scaled(final, t.FinalDecimals) : null
                )
            );
        }

        return new(
            contract,
            views.Calendars.Of(part.Calendar).Calendar.Id,
            any.Currency.ToString(),
            shapes,
            volume,
            openInterest,
            Words.Of(part.Fees(any.Currency)),
            Words.Of(part.Gains(any.Currency)),
            Words.Of(part.Losses(any.Currency)),
            Words.Of(part.Margin(any.Currency)),
            Words.Of(part.Calls(any.Currency))
        );
    }
}
