// Members and accounts in one table each; a member's figures are the sums over its accounts.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Clearing;

/// <summary>What the risk officer sees first.</summary>
internal static class OverviewDocument
{
    public static ClearingOverviewShape Of(ClearingMoment moment)
    {
        var rows = new List<ClearingRowShape>();
        foreach (var member in moment.Figures.Members)
            rows.AddRange(Totals(moment, member));
        foreach (var account in moment.Figures.Accounts.Where(a => a.Member is null))
            rows.AddRange(Rows(moment, account));
        return new(
            moment.Run,
            [.. moment.Currencies.Select(c => Total(moment, c))],
            rows,
            moment.Figures.Layers.All(l => l.LedgerSum == 0)
        );
    }

    /// <summary>Null: there is no such member.</summary>
    public static ClearingMemberShape? Of(ClearingMoment moment, int number)
    {
        if (moment.Member(number) is not { } member)
            return null;
        var accounts = moment.Figures.Accounts.Where(a => a.Member == number).ToList();
        return new(
            moment.Run,
            number,
            member.Name,
            ClearingWords.Word(member.Kind),
            member.Stage == DefaultStage.None ? "normal" : ClearingWords.Word(member.Stage),
            Totals(moment, member),
            [.. accounts.SelectMany(a => Rows(moment, a))],
            [.. accounts.SelectMany(a => Positions(moment, a))]
        );
    }

    private static IReadOnlyList<ClearingRowShape> Totals(ClearingMoment moment, MemberFigures member)
    {
        var accounts = moment.Figures.Accounts.Where(a => a.Member == member.Member).ToList();
        return
        [
            .. ClearingWords
                .All.Where(c => accounts.Any(a => a.Money.Any(m => m.Currency == c)))
                .Select(c => Row(moment, member, null, accounts, c)),
        ];
    }

    private static IEnumerable<ClearingRowShape> Rows(ClearingMoment moment, ClearedAccount account) =>
        account.Money.Select(m =>
            Row(moment, account.Member is { } member ? moment.Member(member) : null, account, [account], m.Currency)
        );

    private static ClearingRowShape Row(
        ClearingMoment moment,
        MemberFigures? member,
        ClearedAccount? one,
        List<ClearedAccount> accounts,
        Currency currency
    )
    {
        var money = accounts.ConvertAll(a => ClearingMoment.MoneyOf(a, currency));
        var (stress, name) = Worst(moment, accounts, currency);
        var calls = moment
            .Figures.Calls.Where(c => c.Currency == currency && accounts.Exists(a => a.Account == c.Account))
            .ToList();
        var deficit = Sum(money, m => m.Free.Minor < 0 ? m.Free : Money.Zero);
        return new(
            member?.Member,
            one?.Account.Value,
            one?.Name ?? member!.Name,
            one is null ? ClearingWords.Word(member!.Kind)
                : one.IsHouse ? "house"
                : one.IsHedge ? "hedge"
                : "client",
            currency.ToString(),
            ClearingWords.Of(Sum(money, m => m.Required)),
            ClearingWords.Of(Sum(money, m => m.WithOrders)),
            ClearingWords.Of(Sum(money, m => m.Result)),
            ClearingWords.Of(accounts.Aggregate(Money.Zero, (sum, a) => sum + AddOns(moment, a, currency))),
            ClearingWords.Of(Sum(money, m => m.Pledged)),
            ClearingWords.Of(Sum(money, m => m.Counted)),
            ClearingWords.Of(Sum(money, m => m.Cash + m.Margin)),
            ClearingWords.Of(Sum(money, m => m.Fund)),
            ClearingWords.Of(Sum(money, m => m.Free)),
            ClearingWords.Of(deficit),
            LimitUse(moment, one is null ? member : null, accounts, currency),
            ClearingWords.Of(stress),
            name,
            State(one is null ? member : null, accounts, calls, deficit),
            calls.Count == 0 ? null : calls.Min(c => c.Deadline).ToString(),
            accounts.Count
        );
    }

    private static Money Sum(List<MoneyFigures> money, Func<MoneyFigures, Money> of) =>
        money.Aggregate(Money.Zero, (sum, m) => sum + of(m));

    /// <summary>Mark-ups of members, and what groups in force add to their scenarios.</summary>
    private static Money AddOns(ClearingMoment moment, ClearedAccount account, Currency currency)
    {
        var sum = moment
            .Reader.Charged(account.Account, currency)
            .Aggregate(Money.Zero, (total, line) => total + line.Amount - line.AtHouse);
        foreach (var rule in ScenarioRules.InForce(moment))
            sum += rule.AddOns(account, currency);
        return sum;
    }

    private static (Money Loss, string Case) Worst(
        ClearingMoment moment,
        List<ClearedAccount> accounts,
        Currency currency
    )
    {
        var (worst, name) = (Money.Zero, "");
        foreach (var (scenario, one) in moment.CasesOf(currency))
        {
            var sum = Money.Zero;
            foreach (var account in accounts)
            {
                var loss = DefaultFund.Loss(moment.Holdings(account, currency), one);
                var over = loss - ClearingMoment.MoneyOf(account, currency).Required;
                sum += over.Minor > 0 ? over : Money.Zero;
            }

            if (sum > worst)
                (worst, name) = (sum, $"{scenario.Stress} {one.Case}");
        }

        return (worst, name);
    }

    private static LimitUseShape? LimitUse(
        ClearingMoment moment,
        MemberFigures? member,
        List<ClearedAccount> accounts,
        Currency currency
    )
    {
        LimitFigures? nearest = null;
        foreach (var limit in moment.Figures.Limits)
        {
            var mine = limit.Kind switch
            {
                TraderKind.Member => limit.Trader == member?.Member,
                TraderKind.Account => accounts.Exists(a => a.Account.Value == limit.Trader),
                _ => false,
            };
            if (!mine || moment.Month(limit.Instrument).Spec.Currency != currency)
                continue;
            // A larger share of its limit, whatever the limits are.
            if (nearest is not { } n || (Int128)limit.Lots * n.Limit > (Int128)n.Lots * limit.Limit)
                nearest = limit;
        }

        return nearest is not { } use
            ? null
            : new(
                moment.Month(use.Instrument).Symbol,
                ClearingWords.Side(use.Side),
                use.Lots,
                use.Limit,
                ClearingWords.Share(use.Lots, use.Limit)
            );
    }

    private static string State(
        MemberFigures? member,
        List<ClearedAccount> accounts,
        List<CallFigures> calls,
        Money deficit
    ) =>
        member is { Stage: not DefaultStage.None } ? ClearingWords.Word(member.Stage)
        : accounts.Exists(a => a.Restricted) ? "restricted"
        : calls.Count > 0 ? "call"
        : deficit.Minor < 0 ? "deficit"
        : "normal";

    private static IEnumerable<ClearingPositionShape> Positions(ClearingMoment moment, ClearedAccount account) =>
        account
            .Held.Where(h => h.Longs != 0 || h.Shorts != 0 || h.Result.Minor != 0)
            .Select(h =>
            {
                var month = moment.Month(h.Instrument);
                return new ClearingPositionShape(
                    account.Account.Value,
                    month.Symbol,
                    month.Spec.Currency.ToString(),
                    h.Longs,
                    h.Shorts,
                    ClearingWords.Of(month, month.Previous),
                    ClearingWords.Of(month, month.Last),
                    ClearingWords.Of(h.Result),
                    month.Grouped || month.LargerSide ? null : ClearingWords.Of(h.Margin)
                );
            });

    private static ClearingTotalShape Total(ClearingMoment moment, Currency currency)
    {
        var layers = moment.Layers(currency);
        var prefunded = moment.Prefunded(currency);
        var cases = StressDocument.Hypothetical(moment, currency);
        var worst = cases.Count == 0 ? null : cases.MaxBy(c => c.CoverTwo);
        return new(
            currency.ToString(),
            ClearingWords.Of(
                moment.Figures.Accounts.Aggregate(
                    Money.Zero,
                    (sum, a) => sum + ClearingMoment.MoneyOf(a, currency).Required
                )
            ),
            ClearingWords.Of(prefunded),
            ClearingWords.Of(layers.ExchangeCapital),
            ClearingWords.Of(layers.RiskReserve),
            ClearingWords.Of(moment.Contributions(currency)),
            ClearingWords.Of(cases.Count == 0 ? Money.Zero : cases.Max(c => c.CoverOne)),
            ClearingWords.Of(worst?.CoverTwo ?? Money.Zero),
            worst is null ? "" : $"{worst.Scenario} {worst.Case}",
            ClearingWords.Share(worst?.CoverTwo.Minor ?? 0, prefunded.Minor),
            ClearingWords.Of(layers.LedgerSum)
        );
    }
}
