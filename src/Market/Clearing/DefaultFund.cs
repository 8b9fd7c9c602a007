// How large the default fund must be: what the largest members would lose beyond their margin in the worst scenario.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Clearing;

/// <summary>Lots of one contract month.</summary>
/// <param name="MonthsAhead">From the current month (0).</param>
/// <param name="Lots">Net, long above zero.</param>
/// <param name="Price">Settlement, ticks.</param>
/// <param name="TickValueMinor">Minor units of a tick and lot.</param>
public readonly record struct StressHolding(
    string Contract,
    int MonthsAhead,
    long Lots,
    Price Price,
    long TickValueMinor
);

/// <summary>A client's or a member's own account; all of one currency.</summary>
/// <param name="Margin">What is held for it.</param>
public sealed record StressAccount(
    AccountId Account,
    AccountId Member,
    Money Margin,
    IReadOnlyList<StressHolding> Holdings
);

/// <summary>The choices of sizing.</summary>
/// <param name="Cover">How many members fall together, 1 or more.</param>
/// <param name="SkinPpm">The exchange's own first-loss capital, parts per million of the fund.</param>
/// <param name="Least">Least contribution of a member.</param>
/// <param name="Remainder">How the fund is shared to the minor unit.</param>
public readonly record struct FundRules(int Cover, int SkinPpm, Money Least, RemainderRule Remainder)
{
    /// <summary>Two members, a quarter of the fund from the exchange.</summary>
    public static FundRules CoverTwo { get; } = new(2, 250_000, Money.Zero, RemainderRule.LargestFraction);
}

/// <summary>A member's loss beyond margin.</summary>
public readonly record struct MemberStress(AccountId Member, Money OverMargin);

/// <summary>One case of one scenario.</summary>
/// <param name="Members">All, largest loss beyond margin first, then lowest account.</param>
/// <param name="Covered">How many of them fall.</param>
/// <param name="Need">Sum over those that fall.</param>
public sealed record CaseStress(
    string Scenario,
    string Case,
    IReadOnlyList<MemberStress> Members,
    int Covered,
    Money Need
);

/// <summary>A member's part of the fund.</summary>
public readonly record struct FundContribution(AccountId Member, Money Amount);

/// <summary>The fund.</summary>
/// <param name="Cases">All cases, in the order given.</param>
/// <param name="Binding">Index of the first case with the largest need.</param>
/// <param name="Fund">The largest need, or the sum of the least contributions when that is more.</param>
/// <param name="Skin">The exchange's capital that stands before it.</param>
/// <param name="Contributions">They sum to the fund.</param>
public sealed record FundSize(
    IReadOnlyList<CaseStress> Cases,
    int Binding,
    Money Fund,
    Money Skin,
    IReadOnlyList<FundContribution> Contributions
);

/// <summary>Pure: positions, margins and scenarios in, the size of the fund and who pays it out.</summary>
public static class DefaultFund
{
    /// <summary>What a portfolio loses in a case; a gain is below zero.</summary>
    public static Money Loss(IReadOnlyList<StressHolding> holdings, StressCase shock)
    {
        var loss = Money.Zero;
        for (var i = 0; i < holdings.Count; i++)
        {
            var h = holdings[i];
            var after = shock.Apply(h.Contract, h.MonthsAhead, h.Price);
            loss -= Money.OfMove(after.Ticks - h.Price.Ticks, h.Lots, h.TickValueMinor);
        }

        return loss;
    }

    /// <summary>What each member loses beyond margin in a case: account by account, so that no client's gain or margin
    /// covers another's loss.</summary>
    public static CaseStress Of(
        StressScenario scenario,
        StressCase shock,
        IReadOnlyList<StressAccount> accounts,
        FundRules rules
    )
    {
        Must.Hold(rules.Cover >= 1);
        var over = new SortedList<int, long>();
        for (var i = 0; i < accounts.Count; i++)
        {
            var account = accounts[i];
            var beyond = Loss(account.Holdings, shock) - account.Margin;
            over[account.Member.Value] = over.GetValueOrDefault(account.Member.Value) + long.Max(0, beyond.Minor);
        }

        var members = new List<MemberStress>();
        for (var i = 0; i < over.Count; i++)
            members.Add(new(new(over.GetKeyAtIndex(i)), new(over.GetValueAtIndex(i))));
        members.Sort(
            static (a, b) =>
                a.OverMargin != b.OverMargin
                    ? b.OverMargin.CompareTo(a.OverMargin)
                    : a.Member.Value.CompareTo(b.Member.Value)
        );
        var covered = int.Min(scenario.Defaults ?? rules.Cover, members.Count);
        var need = Money.Zero;
        for (var i = 0; i < covered; i++)
            need += members[i].OverMargin;
        return new(scenario.Stress, shock.Case, members, covered, need);
    }

    /// <summary>The fund over all scenarios, shared by what each member's accounts hold as margin; without any margin,
    /// in equal parts.</summary>
    public static FundSize Size(
        IReadOnlyList<StressAccount> accounts,
        IReadOnlyList<StressScenario> scenarios,
        FundRules rules
    )
    {
        var cases = new List<CaseStress>();
        var binding = 0;
        for (var s = 0; s < scenarios.Count; s++)
        {
            for (var c = 0; c < scenarios[s].Cases.Count; c++)
            {
                cases.Add(Of(scenarios[s], scenarios[s].Cases[c], accounts, rules));
                if (cases[^1].Need > cases[binding].Need)
                    binding = cases.Count - 1;
            }
        }

        Must.Hold(cases.Count > 0);
        var margins = new SortedList<int, long>();
        for (var i = 0; i < accounts.Count; i++)
        {
            var member = accounts[i].Member.Value;
            margins[member] = margins.GetValueOrDefault(member) + accounts[i].Margin.Minor;
        }

        var least = rules.Least.Minor * margins.Count;
        var need = margins.Count == 0 ? 0 : cases[binding].Need.Minor;
        var fund = long.Max(need, least);
        var contributions = Contributions(margins, fund, rules);
        var skin = Rounding.PartsPerMillion(fund, 1, 1, rules.SkinPpm, RoundingMode.Up);
        return new(cases, binding, new(fund), new(skin), contributions);
    }

    /// <summary>Everybody the least, and the rest in proportion to margin.</summary>
    private static List<FundContribution> Contributions(SortedList<int, long> margins, long fund, FundRules rules)
    {
        var weights = new long[margins.Count];
        var keys = new UInt128[margins.Count];
        var any = false;
        for (var i = 0; i < weights.Length; i++)
        {
            keys[i] = (UInt128)margins.GetKeyAtIndex(i);
            weights[i] = margins.GetValueAtIndex(i);
            any |= weights[i] > 0;
        }

        if (!any)
            Array.Fill(weights, 1);
        var rest = fund - (rules.Least.Minor * margins.Count);
        var parts = ProRata.Share(rest, weights, rules.Remainder, keys);
        var list = new List<FundContribution>();
        for (var i = 0; i < parts.Length; i++)
            list.Add(new(new(margins.GetKeyAtIndex(i)), new(parts[i] + rules.Least.Minor)));
        return list;
    }
}
