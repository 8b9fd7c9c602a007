// A default that did not happen: prices move, members fail, and the layers of the house's rules bear what is left.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Clearing;

/// <summary>Played by the code that manages defaults. Nothing changes.</summary>
internal static class WaterfallDocument
{
    private const int LastMonth = 120;

    public static (WaterfallShape? Shape, ClearingFault? Fault) Of(ClearingMoment moment, AskedDefault asked)
    {
        if (moment.Figures.Default is null)
            return (null, new("members", null, "The house has no rules of default."));
        if (Faulty(moment, asked) is { } fault)
            return (null, fault);
        var (scenario, shock, wrong) = Shock(moment, asked);
        if (wrong is not null)
            return (null, wrong);
        var moves = shock!.Shocks.GroupBy(s => s.Contract).Select(g => (g.Key, g.MinBy(s => s.FromMonth).MovePpm));
        return (
            new(
                moment.Run,
                scenario,
                shock.Case,
                ClearingWords.Moves(moves),
                asked.AsSized ? "as sized" : "paid in",
                [.. moment.Currencies.Select(c => Of(moment, asked, shock, c))]
            ),
            null
        );
    }

    private static ClearingFault? Faulty(ClearingMoment moment, AskedDefault asked)
    {
        for (var i = 0; i < asked.Members.Count; i++)
        {
            var number = asked.Members[i];
            var field = $"members[{i}].member";
            if (moment.Member((int)number) is not { } member)
            {
                return new(
                    field,
                    $"{number}",
                    "There is no such member.",
                    string.Join(", ", moment.Figures.Members.Select(m => m.Member))
                );
            }

            if (asked.Members.Take(i).Contains(number))
                return new(field, $"{number}", "Stands twice.");
            if (member.Stage != DefaultStage.None)
                return new(field, $"{number}", "The member is in default already.");
        }

        return null;
    }

    private static (string Scenario, StressCase? Shock, ClearingFault? Fault) Shock(
        ClearingMoment moment,
        AskedDefault asked
    )
    {
        if (asked.Stress is not { } name)
            return Own(moment, asked);
        if (moment.Stress.FirstOrDefault(s => s.Stress == name) is not { } scenario)
        {
            var all = string.Join(", ", moment.Stress.Select(s => s.Stress));
            return ("", null, new("stress", name, "There is no such scenario.", all));
        }

        var shock = asked.Case is null ? scenario.Cases[0] : scenario.Cases.FirstOrDefault(c => c.Case == asked.Case);
        return shock is null
            ? (
                "",
                null,
                new(
                    "case",
                    asked.Case,
                    "The scenario has no such case.",
                    string.Join(", ", scenario.Cases.Select(c => c.Case))
                )
            )
            : (name, shock, null);
    }

    private static (string Scenario, StressCase? Shock, ClearingFault? Fault) Own(
        ClearingMoment moment,
        AskedDefault asked
    )
    {
        var contracts = moment.Figures.Months.Select(m => m.Spec.Contract).Distinct().ToList();
        for (var i = 0; i < asked.Moves.Count; i++)
        {
            var move = asked.Moves[i];
            if (!contracts.Contains(move.Contract))
            {
                return (
                    "",
                    null,
                    new(
                        move.Field + "contract",
                        move.Contract,
                        "No month of that contract is listed.",
                        string.Join(", ", contracts)
                    )
                );
            }

            if (asked.Moves.Take(i).Any(m => m.Contract == move.Contract))
                return ("", null, new(move.Field + "contract", move.Contract, "Stands twice."));
        }

        var shocks = asked.Moves.Select(m => new StressShock(m.Contract, 0, LastMonth, m.MovePpm));
        return ("", new("own moves", [.. shocks]), null);
    }

    private static WaterfallCurrencyShape Of(
        ClearingMoment moment,
        AskedDefault asked,
        StressCase shock,
        Currency currency
    )
    {
        var moved = moment.Figures.Accounts.ToDictionary(
            a => a.Account,
            a => -DefaultFund.Loss(moment.Holdings(a, currency), shock)
        );
        var sized = asked.AsSized ? Sized(moment, currency) : null;
        var result = moment.Reader.Allocate(
            [.. asked.Members.Select(m => (int)m)],
            currency,
            account => moved[account],
            sized is null ? null : account => sized.Value.Funds.GetValueOrDefault(account),
            sized?.Skin
        );
        var left = result.Loss;
        var layers = new List<WaterfallLayerShape>();
        foreach (var layer in result.Layers)
            layers.Add(Layer(moment, layer, ref left));
        return new(
            currency.ToString(),
            ClearingWords.Of(result.Loss),
            ClearingWords.Of(result.Loss - result.Uncovered),
            ClearingWords.Of(result.Uncovered),
            layers
        );
    }

    private static (IReadOnlyDictionary<AccountId, Money> Funds, Money Skin)? Sized(
        ClearingMoment moment,
        Currency currency
    )
    {
        var scenarios = moment.CasesOf(currency).Select(c => c.Scenario).Distinct().ToList();
        if (scenarios.Count == 0)
            return null;
        var size = DefaultFund.Size(moment.StressAccounts(currency), scenarios, FundRules.CoverTwo);
        var funds = new Dictionary<AccountId, Money>();
        foreach (var contribution in size.Contributions)
        {
            if (moment.Member(contribution.Member.Value)?.House is { } house)
                funds[house] = contribution.Amount;
        }

        return (funds, size.Skin);
    }

    /// <param name="left">What of the loss nobody has borne before the layer, and then after it.</param>
    private static WaterfallLayerShape Layer(ClearingMoment moment, LayerUse use, ref Money left)
    {
        var parts = new List<WaterfallPartShape>();
        foreach (var part in use.Parts.Where(p => p.Available.Minor != 0 || p.Used.Minor != 0))
        {
            left -= part.Used;
            parts.Add(
                new(
                    part.Account.Value,
                    moment.NameOf(part.Account),
                    ClearingWords.Of(part.Available),
                    ClearingWords.Of(part.Used),
                    ClearingWords.Of(part.Replenish),
                    ClearingWords.Of(left)
                )
            );
        }

        return new(
            ClearingWords.Word(use.Layer),
            ClearingWords.Of(use.Available),
            ClearingWords.Of(use.Used),
            ClearingWords.Of(use.Left),
            ClearingWords.Share(use.Used.Minor, use.Available.Minor),
            parts
        );
    }
}
