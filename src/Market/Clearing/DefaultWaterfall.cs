// The default waterfall: a loss runs down the layers, and no layer is touched before the one above is used up.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>Pure: losses and resources in, uses by contributor out.</summary>
public static class DefaultWaterfall
{
    /// <summary>The account that stands for the exchange itself.</summary>
    public static readonly AccountId Exchange;

    /// <summary>Lays the losses on the layers. A defaulter's own layers bear its own loss only; what is left of all
    /// losses runs through the shared layers together.</summary>
    public static WaterfallResult Of(DefaultResources resources, WaterfallRules rules)
    {
        var defaulters = resources.Defaulters;
        var own = new long[defaulters.Count];
        long loss = 0;
        for (var i = 0; i < own.Length; i++)
        {
            Must.Hold(defaulters[i].Loss.Minor >= 0);
            own[i] = defaulters[i].Loss.Minor;
            loss += own[i];
        }

        var layers = new List<LayerUse>();
        var seen = new bool[byte.MaxValue];
        for (var i = 0; i < rules.Order.Count; i++)
        {
            var layer = rules.Order[i];
            Must.Hold(!seen[(int)layer]);
            seen[(int)layer] = true;
            layers.Add(
                layer is WaterfallLayer.DefaulterMargin or WaterfallLayer.DefaulterFund
                    ? Own(layer, defaulters, own)
                    : Shared(layer, Contributors(layer, resources, rules), own, rules)
            );
        }

        long left = 0;
        foreach (var rest in own)
            left += rest;
        var used = Money.Zero;
        for (var i = 0; i < layers.Count; i++)
            used += layers[i].Used;
        Must.Hold(used.Minor + left == loss);
        return new(new(loss), layers, new(left));
    }

    /// <summary>A layer of the defaulters: each bears what it can of its own loss.</summary>
    private static LayerUse Own(WaterfallLayer layer, IReadOnlyList<Defaulter> defaulters, long[] own)
    {
        var parts = new List<LayerPart>();
        for (var i = 0; i < own.Length; i++)
        {
            var available =
                layer == WaterfallLayer.DefaulterMargin ? defaulters[i].Margin.Minor : defaulters[i].Fund.Minor;
            Must.Hold(available >= 0);
            var used = long.Min(available, own[i]);
            own[i] -= used;
            parts.Add(new(defaulters[i].Account, new(available), new(used), false, Money.Zero));
        }

        return Layer(layer, parts);
    }

    /// <summary>A shared layer: those that come first, then the others, each group in proportion to what it
    /// has.</summary>
    private static LayerUse Shared(
        WaterfallLayer layer,
        List<(AccountId Account, long Available, bool First)> contributors,
        long[] own,
        WaterfallRules rules
    )
    {
        Int128 room = 0;
        long left = 0;
        for (var i = 0; i < contributors.Count; i++)
        {
            Must.Hold(contributors[i].Available >= 0);
            room += contributors[i].Available;
        }

        foreach (var rest in own)
            left += rest;
        var use = room < left ? (long)room : left;
        Relieve(own, use);
        var used = new long[contributors.Count];
        var ofRest = layer == WaterfallLayer.GainsHaircut;
        var after = Group(contributors, true, use, rules, ofRest, used);
        Must.Hold(Group(contributors, false, after, rules, ofRest, used) == 0);
        var parts = new List<LayerPart>();
        for (var i = 0; i < used.Length; i++)
        {
            var (account, available, first) = contributors[i];
            parts.Add(new(account, new(available), new(used[i]), first, IsKept(layer) ? new(used[i]) : Money.Zero));
        }

        return Layer(layer, parts);
    }

    /// <summary>Shares what it can of <paramref name="whole"/> among one group; the rest is returned.</summary>
    /// <param name="ofRest">Not what is taken is shared by the rule, but what is left: gains are paid in
    /// proportion.</param>
    private static long Group(
        List<(AccountId Account, long Available, bool First)> contributors,
        bool first,
        long whole,
        WaterfallRules rules,
        bool ofRest,
        long[] used
    )
    {
        var limits = new long[contributors.Count];
        var keys = new UInt128[contributors.Count];
        Int128 room = 0;
        for (var i = 0; i < limits.Length; i++)
        {
            limits[i] = contributors[i].First == first ? contributors[i].Available : 0;
            keys[i] = (UInt128)contributors[i].Account.Value;
            room += limits[i];
        }

        var now = room < whole ? (long)room : whole;
        var parts = ProRata.ShareWithin(ofRest ? (long)(room - now) : now, limits, rules.Remainder, keys);
        for (var i = 0; i < parts.Length; i++)
            used[i] += ofRest ? limits[i] - parts[i] : parts[i];
        return whole - now;
    }

    /// <summary>What the shared layers bear is taken off the defaulters' losses in their order; only the sum matters
    /// below.</summary>
    private static void Relieve(long[] own, long use)
    {
        for (var i = 0; i < own.Length; i++)
        {
            var part = long.Min(own[i], use);
            own[i] -= part;
            use -= part;
        }
    }

    private static List<(AccountId Account, long Available, bool First)> Contributors(
        WaterfallLayer layer,
        DefaultResources resources,
        WaterfallRules rules
    )
    {
        var list = new List<(AccountId, long, bool)>();
        switch (layer)
        {
            case WaterfallLayer.ExchangeCapital:
                list.Add((Exchange, resources.ExchangeCapital.Minor, false));
                break;
            case WaterfallLayer.RiskReserveFund:
                list.Add((Exchange, resources.RiskReserveFund.Minor, false));
                break;
            case WaterfallLayer.ExchangeFunds:
                list.Add((Exchange, resources.ExchangeFunds.Minor, false));
                break;
            case WaterfallLayer.MutualFund:
                for (var i = 0; i < resources.Members.Count; i++)
                {
                    var m = resources.Members[i];
                    list.Add((m.Account, m.Fund.Minor, rules.NonBiddersFirst && m.FailedToBid));
                }

                break;
            case WaterfallLayer.Assessments:
                for (var i = 0; i < resources.Members.Count; i++)
                {
                    var m = resources.Members[i];
                    list.Add((m.Account, Part(m.Fund, rules.AssessmentPpm), false));
                }

                break;
            case WaterfallLayer.GainsHaircut:
                Must.Hold(rules.HaircutPpm <= 1_000_000);
                for (var i = 0; i < resources.Gains.Count; i++)
                    list.Add((resources.Gains[i].Account, Part(resources.Gains[i].Amount, rules.HaircutPpm), false));
                break;
            case WaterfallLayer.TearUp:
                for (var i = 0; i < resources.TearUps.Count; i++)
                    list.Add((resources.TearUps[i].Account, resources.TearUps[i].Amount.Minor, false));
                break;
            default:
                Must.Hold(false, "a layer of the defaulters is not shared");
                break;
        }

        return list;
    }

    private static long Part(Money amount, int ppm) =>
        Rounding.PartsPerMillion(amount.Minor, 1, 1, ppm, RoundingMode.Down);

    /// <summary>Layers that stand ready for the next default are to be filled again.</summary>
    private static bool IsKept(WaterfallLayer layer) =>
        layer
            is WaterfallLayer.ExchangeCapital
                or WaterfallLayer.MutualFund
                or WaterfallLayer.RiskReserveFund
                or WaterfallLayer.ExchangeFunds;

    private static LayerUse Layer(WaterfallLayer layer, List<LayerPart> parts)
    {
        Money available = Money.Zero,
            used = Money.Zero;
        for (var i = 0; i < parts.Count; i++)
        {
            available += parts[i].Available;
            used += parts[i].Used;
        }

        return new(layer, available, used, parts);
    }
}
