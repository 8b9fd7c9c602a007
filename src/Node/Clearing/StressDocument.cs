// What members would lose beyond their margins: in the stress set, on days that were, and how far prices must go.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Clearing;

/// <summary>A case with what the largest and the two largest members lose beyond margin.</summary>
internal sealed record StressRow(
    string Kind,
    string Scenario,
    string Case,
    string NameEn,
    string NameZh,
    string Moves,
    Money CoverOne,
    Money CoverTwo,
    IReadOnlyList<MemberStress> Members
);

/// <summary>By the engine that sizes the default fund. No currency pays for another.</summary>
internal static class StressDocument
{
    private const int MostHistorical = 20;
    private const int MostDownPpm = -1_000_000;
    private const int MostUpPpm = 3_000_000;

    public static StressShape Of(ClearingMoment moment) =>
        new(moment.Run, [.. moment.Currencies.Select(c => Of(moment, c))]);

    /// <summary>The cases of the stress set that move a month of the currency.</summary>
    public static IReadOnlyList<StressRow> Hypothetical(ClearingMoment moment, Currency currency)
    {
        var accounts = moment.StressAccounts(currency);
        return
        [
            .. moment
                .CasesOf(currency)
                .Select(c =>
                    Row("hypothetical", c.Scenario.Stress, c.Scenario.NameEn, c.Scenario.NameZh, c.Case, accounts)
                ),
        ];
    }

    private static StressCurrencyShape Of(ClearingMoment moment, Currency currency)
    {
        var prefunded = moment.Prefunded(currency);
        var rows = Hypothetical(moment, currency).Concat(Historical(moment, currency)).ToList();
        var scenarios = moment.CasesOf(currency).Select(c => c.Scenario).Distinct().ToList();
        var size =
            scenarios.Count == 0
                ? null
                : DefaultFund.Size(moment.StressAccounts(currency), scenarios, FundRules.CoverTwo);
        return new(
            currency.ToString(),
            ClearingWords.Of(prefunded),
            rows.Count == 0 ? -1 : rows.IndexOf(rows.MaxBy(r => r.CoverTwo)!),
            [
                .. rows.Select(r => new StressCaseShape(
                    r.Kind,
                    r.Scenario,
                    r.Case,
                    r.NameEn,
                    r.NameZh,
                    r.Moves,
                    ClearingWords.Of(r.CoverOne),
                    ClearingWords.Of(r.CoverTwo),
                    r.CoverTwo <= prefunded,
                    [.. r.Members.Select(m => moment.MemberShape(m.Member, m.OverMargin))]
                )),
            ],
            [.. Reverse(moment, currency, prefunded)],
            ClearingWords.Of(size?.Fund ?? Money.Zero),
            ClearingWords.Of(size?.Skin ?? Money.Zero),
            [.. (size?.Contributions ?? []).Select(c => moment.MemberShape(c.Member, c.Amount))]
        );
    }

    /// <summary>The moves of settled days on today's positions; the worst of them.</summary>
    private static IEnumerable<StressRow> Historical(ClearingMoment moment, Currency currency)
    {
        var accounts = moment.StressAccounts(currency);
        return moment
            .History.Closes.Select(close => (Close: close, Shocks: Shocks(moment, close, currency)))
            .Where(c => c.Shocks.Count > 0)
            .Select(c =>
                Row(
                    "historical",
                    "H",
                    $"The settlement of {c.Close.Day}",
                    $"{c.Close.Day} 结算价变动",
                    new(c.Close.Day.ToString(), c.Shocks),
                    accounts
                )
            )
            .OrderByDescending(r => r.CoverTwo)
            .ThenByDescending(r => r.Case, StringComparer.Ordinal)
            .Take(MostHistorical);
    }

    private static List<StressShock> Shocks(ClearingMoment moment, DayClose close, Currency currency)
    {
        var shocks = new List<StressShock>();
        foreach (var month in close.Months)
        {
            var terms = moment.History.Terms(month.Instrument);
            if (terms.Currency != currency || month.Previous.Ticks <= 0)
                continue;
            var ppm = Rounding.ToLong(
                (Int128)(month.Price.Ticks - month.Previous.Ticks) * 1_000_000,
                month.Previous.Ticks,
                RoundingMode.HalfUp
            );
            if (!TradingDate.TryParse($"{terms.Month}-01", out var first))
                continue;
            var ahead = ContractMonth.Of(first).Index - ContractMonth.Of(close.Day).Index;
            shocks.Add(new(terms.Contract, ahead, ahead, (int)ppm));
        }

        return shocks;
    }

    private static StressRow Row(
        string kind,
        string scenario,
        string nameEn,
        string nameZh,
        StressCase one,
        IReadOnlyList<StressAccount> accounts
    )
    {
        var members = Losses(scenario, one, accounts);
        return new(
            kind,
            scenario,
            one.Case,
            nameEn,
            nameZh,
            // A curve's moves by their nearest month: all of them would fill a page.
            ClearingWords.Moves(
                one.Shocks.GroupBy(s => s.Contract).Select(g => (g.Key, g.MinBy(s => s.FromMonth).MovePpm))
            ),
            Cover(members, 1),
            Cover(members, 2),
            members
        );
    }

    private static IReadOnlyList<MemberStress> Losses(
        string scenario,
        StressCase one,
        IReadOnlyList<StressAccount> accounts
    ) =>
        DefaultFund
            .Of(
                new()
                {
                    Stress = scenario,
                    Version = 1,
                    NameEn = "",
                    NameZh = "",
                    Source = "",
                    LockedDays = 0,
                    Cases = [one],
                },
                one,
                accounts,
                FundRules.CoverTwo
            )
            .Members;

    private static Money Cover(IReadOnlyList<MemberStress> members, int count) =>
        members.Take(count).Aggregate(Money.Zero, (sum, m) => sum + m.OverMargin);

    /// <summary>Losses beyond margin rise with the move, so that the border is found by halving.</summary>
    private static IEnumerable<ReverseStressShape> Reverse(ClearingMoment moment, Currency currency, Money prefunded)
    {
        var accounts = moment.StressAccounts(currency);
        var contracts = moment.Figures.Months.Where(m => m.Spec.Currency == currency).Select(m => m.Spec.Contract);
        foreach (var contract in contracts.Distinct())
        {
            foreach (var bound in (int[])[MostDownPpm, MostUpPpm])
            {
                var (within, beyond) = (0, bound);
                if (CoverTwo(bound) <= prefunded)
                {
                    yield return Shape(null, CoverTwo(bound));
                    continue;
                }

                while (int.Abs(beyond - within) > 1)
                {
                    var middle = within + ((beyond - within) / 2);
                    if (CoverTwo(middle) > prefunded)
                        beyond = middle;
                    else
                        within = middle;
                }

                yield return Shape(ClearingWords.Percent(beyond), CoverTwo(beyond));

                Money CoverTwo(int ppm) =>
                    Cover(Losses("R", new("reverse", [new(contract, 0, 120, ppm)]), accounts), 2);

                ReverseStressShape Shape(string? move, Money cover) =>
                    new(
                        contract,
                        bound < 0 ? "down" : "up",
                        move,
                        ClearingWords.Percent(bound),
                        ClearingWords.Of(cover)
                    );
            }
        }
    }
}
