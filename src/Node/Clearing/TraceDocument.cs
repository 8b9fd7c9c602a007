// How an account's margin came about: each side of each month with its formula, and every scenario of the other rules.
using System.Globalization;
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Clearing;

/// <summary>Lines and what is asked together come to what is required.</summary>
internal static class TraceDocument
{
    /// <summary>Null: the member has no such account.</summary>
    public static MarginTraceShape? Of(ClearingMoment moment, int member, int number) =>
        moment.Account(number)?.Member == member ? Of(moment, number) : null;

    /// <summary>Null: there is no such account.</summary>
    public static MarginTraceShape? Of(ClearingMoment moment, int number)
    {
        if (moment.Account(number) is not { } account)
            return null;
        return new(
            moment.Run,
            number,
            account.Name,
            account.Member,
            account.IsHedge,
            ClearingWords.Percent(account.MarkUpPpm),
            [.. account.Money.Select(m => Of(moment, account, m))]
        );
    }

    private static TraceCurrencyShape Of(ClearingMoment moment, ClearedAccount account, MoneyFigures money)
    {
        var charged = moment.Reader.Charged(account.Account, money.Currency);
        var lines = charged.Aggregate(Money.Zero, (sum, l) => sum + l.Amount);
        return new(
            money.Currency.ToString(),
            ClearingWords.Of(money.Required),
            ClearingWords.Of(money.WithOrders),
            ClearingWords.Of(money.Required - lines),
            [.. charged.Select(l => Line(moment, l))],
            [.. Rules(moment, LotsOf(account), money.Currency)]
        );
    }

    /// <summary>What an account holds as a question.</summary>
    public static IReadOnlyList<AskedLots> LotsOf(ClearedAccount account) =>
        [.. account.Held.Select(h => new AskedLots(h.Instrument, h.Longs, h.Shorts))];

    /// <summary>The rules of scenarios over some lots; none of those that know nothing of them.</summary>
    public static IEnumerable<RuleTraceShape> Rules(
        ClearingMoment moment,
        IReadOnlyList<AskedLots> lots,
        Currency currency
    ) => ScenarioRules.All(moment).Select(r => r.Trace(lots, currency)).Where(t => t.Cells.Count > 0);

    private static TraceLineShape Line(ClearingMoment moment, in ChargedLots line)
    {
        var month = moment.Month(line.Instrument);
        var price = ClearingWords.Of(month, line.Base);
        var asked = ClearingWords.Percent(line.AskedPpm);
        var (tick, value) = (month.Spec.TickSize, ClearingWords.Of(new Money(month.Spec.TickValueMinor)));
        return new(
            month.Symbol,
            ClearingWords.Side(line.Side),
            line.Lots,
            price,
            tick.ToString(CultureInfo.InvariantCulture),
            value,
            ClearingWords.Percent(line.RatePpm),
            asked,
            ClearingWords.Of(line.AtHouse),
            ClearingWords.Of(line.Amount),
            string.Create(
                CultureInfo.InvariantCulture,
                $"ceil({line.Lots} lots x {price} / {tick} x {value} x {asked} %)"
            )
        );
    }
}
