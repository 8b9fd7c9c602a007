// The steps of each member's case, and the report of a drill.
using System.Globalization;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Drills;

internal sealed partial class DrillRun
{
    private const string Notice = "SIMULATED: a drill. No member, position or payment in it is real.";

    /// <summary>From Normal through the call and the restriction to forced closing; nothing is paid.</summary>
    private DefaultCase ToLiquidating(DrillMember member, Money owed)
    {
        var clock = _drill.Clock;
        var one = DefaultCase.Of(member.Account);
        if (one.Ask(owed, clock.CalledAt, clock.Deadline, out var next) != DefaultRefusal.None)
        {
            throw new DrillRefusedException(
                DrillFault.NothingOwed,
                "members",
                $"{member.Name}: {Amounts.Plain(owed)}",
                "a member that owes 0.01 at least"
            );
        }

        var asked = Amounts.Wide(Amounts.Of(owed));
        one = Step(member, one, next, clock.CalledAt, $"{asked} called, due by {clock.Deadline}");
        Must.Hold(one.Restrict(clock.Deadline, out next) == DefaultRefusal.None);
        one = Step(member, one, next, clock.Deadline, "not paid: orders may only close positions");
        Must.Hold(one.Liquidate(clock.Forced, clock.Forced, out next) == DefaultRefusal.None);
        return Step(member, one, next, clock.Forced, "orders cancelled, the exchange closes");
    }

    private DefaultCase Declared(DrillMember member, DefaultCase one, string before)
    {
        var names = _drill.Officers.Distinct(StringComparer.Ordinal).ToList();
        Must.Hold(one.Declare(1, 2, out var next) == DefaultRefusal.None);
        return Step(member, one, next, null, $"{before}; declared by {names[0]} and {names[1]}");
    }

    private DefaultCase Advanced(DrillMember member, DefaultCase one, DefaultState to, string why)
    {
        Must.Hold(one.Advance(to, out var next) == DefaultRefusal.None);
        return Step(member, one, next, null, why);
    }

    private DefaultCase Step(DrillMember member, DefaultCase from, DefaultCase to, Instant? at, string why)
    {
        _steps.Add(
            new(
                member.Account.Value,
                member.Name,
                at?.ToString() ?? "",
                from.State.ToString(),
                to.State.ToString(),
                why
            )
        );
        return to;
    }

    private DrillReport Report(
        FundSize? size,
        List<DrillMember> fallen,
        List<ShieldResult> shields,
        DrillClosing closing,
        List<DefaulterRow> defaulters,
        WaterfallResult result
    )
    {
        var days = _drill.Rules.ReplenishDays;
        return new(
            true,
            Notice,
            _drill.Name,
            _drill.NameEn,
            _drill.NameZh,
            _drill.Source,
            _drill.Currency.ToString(),
            _scenario is null ? null : ScenarioWords(_scenario),
            size is null ? null : Sizing(size, _drill.Sizing!.Value),
            [.. _drill.Months.Select((m, i) => PriceOf(m, _settlements[i]))],
            // All members take a step before the next one begins.
            [.. _steps.OrderBy(s => Enum.Parse<DefaultState>(s.To))],
            [.. fallen.SelectMany((m, d) => shields[d].Clients.Select(c => ClientOf(m, c)))],
            closing.Rows,
            closing.Awards,
            [.. closing.FailedToBid.Select(a => Row(a, Money.Zero))],
            defaulters,
            Layers(result),
            Amounts.Of(result.Loss),
            Amounts.Of(result.Uncovered),
            closing.LeftOpen,
            new(Amounts.Of(result.Replenish), BusinessDay(_drill.Clock.CalledAt.Date, days).ToString(), days),
            Checks(result, shields, closing)
        );
    }

    private string ScenarioWords(StressScenario scenario)
    {
        var locked = scenario.LockedDays == 0 ? "" : $"; the market is locked for {scenario.LockedDays} days";
        return $"{scenario.Stress} {scenario.NameEn} ({_shock!.Case}){locked}";
    }

    private SizingRow Sizing(FundSize size, FundRules rules) =>
        new(
            rules.Cover,
            size.Cases[size.Binding].Scenario,
            size.Cases[size.Binding].Case,
            Amounts.Of(size.Fund),
            Amounts.Of(size.Skin),
            [
                .. size.Cases.Select(c => new CaseRow(
                    c.Scenario,
                    c.Case,
                    c.Covered,
                    Amounts.Of(c.Need),
                    [.. c.Members.Take(c.Covered).Select(m => Row(m.Member, m.OverMargin))]
                )),
            ],
            [.. size.Contributions.Select(c => Row(c.Member, c.Amount))]
        );

    private static PriceRow PriceOf(DrillMonth month, Price settlement) =>
        new(
            month.Symbol,
            month.Previous.Ticks,
            settlement.Ticks,
            Rounding.ToLong(
                (Int128)(settlement.Ticks - month.Previous.Ticks) * 1_000_000,
                month.Previous.Ticks,
                RoundingMode.HalfUp
            )
        );

    private ClientRow ClientOf(DrillMember member, ClientOutcome c) =>
        new(
            c.Account.Value,
            NameOf(c.Account),
            member.Account.Value,
            Amounts.Of(c.Value),
            Amounts.Of(c.Equity - c.Value),
            Amounts.Of(c.Equity),
            Amounts.Of(c.Used),
            Amounts.Of(c.Ported),
            Amounts.Of(c.Shortfall)
        );

    private List<LayerRow> Layers(WaterfallResult result)
    {
        var left = result.Loss;
        var rows = new List<LayerRow>();
        foreach (var layer in result.Layers)
        {
            left -= layer.Used;
            rows.Add(
                new(
                    layer.Layer.ToString(),
                    Amounts.Of(layer.Available),
                    Amounts.Of(layer.Used),
                    Amounts.Of(layer.Left),
                    Amounts.Of(left),
                    [
                        .. layer.Parts.Select(p => new PartRow(
                            p.Account.Value,
                            NameOf(p.Account),
                            Amounts.Of(p.Available),
                            Amounts.Of(p.Used),
                            Amounts.Of(p.Left),
                            p.First,
                            Amounts.Of(p.Replenish)
                        )),
                    ]
                )
            );
        }

        return rows;
    }

    /// <summary>What must hold, worked out once more from the results themselves.</summary>
    private static List<CheckRow> Checks(WaterfallResult result, List<ShieldResult> shields, DrillClosing closing)
    {
        var used = result.Layers.Sum(l => l.Used.Minor);
        var shared = result.Layers.Where(l => l.Layer > WaterfallLayer.DefaulterFund).ToList();
        var inOrder = true;
        for (var i = 1; i < shared.Count; i++)
            inOrder &= shared[i].Used.Minor == 0 || shared.Take(i).All(l => l.Left.Minor == 0);
        return
        [
            new(
                "what the layers bore and what is uncovered sum to the loss",
                used + result.Uncovered.Minor == result.Loss.Minor
            ),
            new("no shared layer is touched before the one above is used up", inOrder),
            new(
                "the parts of each layer sum to it",
                result.Layers.All(l => l.Parts.Sum(p => p.Used.Minor) == l.Used.Minor)
            ),
            new(
                "no client pays for another: used is at most its value, and zero when its equity is not below zero",
                shields.All(s => s.Clients.All(c => c.Used <= c.Value && (c.Equity.Minor < 0 || c.Used.Minor == 0)))
            ),
            new(
                "awards sum to the lots sold",
                closing.Awards.Sum(a => a.Lots) == closing.Rows.Where(r => r.Way == "auction").Sum(r => r.Lots)
            ),
        ];
    }

    /// <summary>So many weekdays later; holidays are the calendar's matter, and a drill has none.</summary>
    private static TradingDate BusinessDay(TradingDate day, int days)
    {
        while (days > 0)
        {
            day = day.Plus(1);
            days -= day.Weekday <= 5 ? 1 : 0;
        }

        return day;
    }

    private AmountRow Row(AccountId account, Money amount) => new(account.Value, NameOf(account), Amounts.Of(amount));

    private string NameOf(AccountId account) => _names[account.Value];
}
