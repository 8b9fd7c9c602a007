// Runs a drill: the engines of default management one after the other, from the call to the allocated loss.
using System.Globalization;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Drills;

/// <summary>One run. Nothing here works a figure out that an engine works out.</summary>
internal sealed partial class DrillRun
{
    private readonly Drill _drill;
    private readonly IReadOnlyList<StressScenario> _scenarios;
    private readonly StressScenario? _scenario;
    private readonly StressCase? _shock;
    private readonly List<Price> _settlements = [];
    private readonly List<StepRow> _steps = [];
    private readonly SortedDictionary<int, string> _names = new() { [0] = "the exchange" };

    private DrillRun(Drill drill, IReadOnlyList<StressScenario> scenarios)
    {
        _drill = drill;
        _scenarios = scenarios;
        foreach (var member in drill.Members)
        {
            _names[member.Account.Value] = member.Name;
            foreach (var client in member.Clients)
                _names[client.Account.Value] = client.Name;
        }

        if (drill.Stress is { } stress)
            (_scenario, _shock) = Named(stress);
        foreach (var m in drill.Months)
            _settlements.Add(m.Settlement ?? _shock!.Apply(m.Contract, m.MonthsAhead, m.Previous));
    }

    public static DrillReport Of(Drill drill, IReadOnlyList<StressScenario> scenarios) =>
        new DrillRun(drill, scenarios).Run();

    private DrillReport Run()
    {
        var size = _drill.Sizing is { } rules ? DefaultFund.Size(Accounts(), _scenarios, rules) : null;
        var fallen = Fallen();
        var funds = Funds(size);
        var shields = fallen.Select(m => ClientShield.Of([.. m.Clients.Select(Shielded)])).ToList();
        var variations = fallen.Select(m => Variation(m.Positions)).ToList();
        var owed = new long[fallen.Count];
        var cases = new DefaultCase[fallen.Count];
        for (var d = 0; d < fallen.Count; d++)
        {
            owed[d] = ((fallen[d].Loss ?? -variations[d]) + shields[d].Shortfall).Minor;
            cases[d] = ToLiquidating(fallen[d], new(owed[d]));
        }

        var closing = new DrillClosing(
            _drill,
            _settlements,
            [.. fallen.Select(m => m.Account)],
            Survivors(fallen, funds),
            Others(fallen),
            Held(fallen, shields),
            NameOf
        );
        closing.Liquidate(owed, _scenario?.LockedDays ?? 0);
        for (var d = 0; d < fallen.Count; d++)
            cases[d] = Declared(fallen[d], cases[d], closing.LiquidationWords);
        var hedged = closing.Hedge(owed);
        for (var d = 0; d < fallen.Count; d++)
            cases[d] = Advanced(fallen[d], cases[d], DefaultState.Hedging, closing.HedgeWords);
        closing.Sell();
        for (var d = 0; d < fallen.Count; d++)
            cases[d] = Advanced(fallen[d], cases[d], DefaultState.Auction, closing.AuctionWords);
        var defaulters = new List<DefaulterRow>();
        var losses = new List<Defaulter>();
        for (var d = 0; d < fallen.Count; d++)
        {
            var loss = new Money(long.Max(0, owed[d] - closing.Results[d]));
            losses.Add(new(fallen[d].Account, loss, fallen[d].Margin, funds[fallen[d].Account.Value]));
            defaulters.Add(
                new(
                    fallen[d].Account.Value,
                    fallen[d].Name,
                    Amounts.Of(fallen[d].Loss is { } stated ? -stated : variations[d]),
                    Amounts.Of(closing.Results[d] - hedged[d]),
                    Amounts.Of(hedged[d]),
                    Amounts.Of(shields[d].Shortfall),
                    Amounts.Of(loss)
                )
            );
        }

        var result = DefaultWaterfall.Of(Resources(losses, fallen, closing, funds, size), _drill.Rules);
        for (var d = 0; d < fallen.Count; d++)
            Advanced(fallen[d], cases[d], DefaultState.Allocated, $"loss {Amounts.Wide(defaulters[d].Loss)}");
        return Report(size, fallen, shields, closing, defaulters, result);
    }

    /// <summary>Who falls: the named ones, or those with the largest losses beyond margin under the scenario.</summary>
    private List<DrillMember> Fallen()
    {
        if (!_drill.LargestFall)
            return [.. _drill.Members.Where(m => m.Defaults)];
        var rules = _drill.Sizing ?? FundRules.CoverTwo;
        var stress = DefaultFund.Of(_scenario!, _shock!, Accounts(), rules);
        var worst = stress.Members.Take(stress.Covered).Where(m => m.OverMargin.Minor > 0).ToList();
        if (worst.Count == 0)
        {
            throw new DrillRefusedException(
                DrillFault.NobodyDefaults,
                "stress",
                _drill.Stress!.Scenario,
                "a scenario in which somebody loses more than its margin"
            );
        }

        return [.. worst.Select(w => _drill.Members.First(m => m.Account == w.Member))];
    }

    private (StressScenario, StressCase) Named(DrillStress stress)
    {
        var scenario =
            _scenarios.FirstOrDefault(s => s.Stress == stress.Scenario)
            ?? throw new DrillRefusedException(
                DrillFault.UnknownScenario,
                "stress.scenario",
                stress.Scenario,
                Nearness.Of(stress.Scenario, _scenarios.Select(s => s.Stress))
            );
        // With a single case nobody has to name it.
        if (stress.Case == "-" && scenario.Cases.Count == 1)
            return (scenario, scenario.Cases[0]);
        return (
            scenario,
            scenario.Cases.FirstOrDefault(c => c.Case == stress.Case)
                ?? throw new DrillRefusedException(
                    DrillFault.UnknownScenario,
                    "stress.case",
                    stress.Case == "-" ? "" : stress.Case,
                    Nearness.Of(stress.Case, scenario.Cases.Select(c => c.Case))
                )
        );
    }

    private List<StressAccount> Accounts()
    {
        var accounts = new List<StressAccount>();
        foreach (var member in _drill.Members)
        {
            accounts.Add(new(member.Account, member.Account, member.Margin, Holdings(member.Positions)));
            foreach (var client in member.Clients)
                accounts.Add(new(client.Account, member.Account, client.Value, Holdings(client.Positions)));
        }

        return accounts;
    }

    private List<StressHolding> Holdings(IReadOnlyList<DrillPosition> positions) =>
        [
            .. positions.Select(p =>
            {
                var month = _drill.Months[p.Month];
                return new StressHolding(month.Contract, month.MonthsAhead, p.Lots, month.Previous, month.TickValue);
            }),
        ];

    private SortedDictionary<int, Money> Funds(FundSize? size)
    {
        var funds = new SortedDictionary<int, Money>();
        foreach (var member in _drill.Members)
            funds[member.Account.Value] = member.Fund ?? Money.Zero;
        foreach (var part in size?.Contributions ?? [])
            funds[part.Member.Value] = part.Amount;
        return funds;
    }

    private List<FundMember> Survivors(List<DrillMember> fallen, SortedDictionary<int, Money> funds) =>
        [
            .. _drill
                .Members.Where(m => !fallen.Contains(m))
                .Select(m => new FundMember(m.Account, funds[m.Account.Value], false)),
        ];

    private Money Variation(IReadOnlyList<DrillPosition> positions)
    {
        var sum = Money.Zero;
        foreach (var p in positions)
        {
            var month = _drill.Months[p.Month];
            sum += Money.OfMove(_settlements[p.Month].Ticks - month.Previous.Ticks, p.Lots, month.TickValue);
        }

        return sum;
    }

    private ShieldedClient Shielded(DrillClient client) =>
        new(client.Account, client.Value, Variation(client.Positions));

    /// <summary>Lots to close, by month and defaulter: its own, and those of clients that are in default
    /// themselves.</summary>
    private long[][] Held(List<DrillMember> fallen, List<ShieldResult> shields)
    {
        var lots = new long[_drill.Months.Count][];
        for (var m = 0; m < lots.Length; m++)
            lots[m] = new long[fallen.Count];
        for (var d = 0; d < fallen.Count; d++)
        {
            foreach (var p in fallen[d].Positions)
                lots[p.Month][d] += p.Lots;
            for (var c = 0; c < fallen[d].Clients.Count; c++)
            {
                if (shields[d].Clients[c].Equity.Minor >= 0)
                    continue;
                foreach (var p in fallen[d].Clients[c].Positions)
                    lots[p.Month][d] += p.Lots;
            }
        }

        return lots;
    }

    /// <summary>All accounts but those of the members in default; of these the clients.</summary>
    private List<(AccountId Account, IReadOnlyList<DrillPosition> Positions)> Others(List<DrillMember> fallen)
    {
        var others = new List<(AccountId, IReadOnlyList<DrillPosition>)>();
        foreach (var member in _drill.Members)
        {
            if (!fallen.Contains(member))
                others.Add((member.Account, member.Positions));
            foreach (var client in member.Clients)
            {
                if (!fallen.Contains(member) || Shielded(client) is var c && (c.Value + c.Result).Minor >= 0)
                    others.Add((client.Account, client.Positions));
            }
        }

        return others;
    }

    private DefaultResources Resources(
        List<Defaulter> losses,
        List<DrillMember> fallen,
        DrillClosing closing,
        SortedDictionary<int, Money> funds,
        FundSize? size
    )
    {
        // Winners: everybody but the members in default themselves.
        var gains = new List<Forgone>();
        foreach (var (account, positions) in Others(fallen))
        {
            var gain = Variation(positions);
            if (gain.Minor > 0)
                gains.Add(new(account, gain));
        }

        return new(
            losses,
            size?.Skin ?? _drill.Exchange.Capital ?? Money.Zero,
            _drill.Exchange.RiskReserve,
            _drill.Exchange.OwnFunds,
            [.. Survivors(fallen, funds).Select(m => m with { FailedToBid = closing.FailedToBid.Contains(m.Account) })],
            gains,
            closing.Saved()
        );
    }
}
