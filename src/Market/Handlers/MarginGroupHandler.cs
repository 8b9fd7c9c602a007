// A margin group as a command: what the reader cannot know is asked here.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Handlers;

/// <summary>Handles DefineMarginGroup (rule MRG-006), and asks margin tables for their groups (rule MRG-007).</summary>
internal static class MarginGroupHandler
{
    // Spreads and credits are formed one after the other: what one lot can do in them grows with each ratio. So far all
    // sums stay inside their numbers.
    private const long MostRatios = 1_000;
    private const long MostMinor = 1_000_000_000;

    public static void Handle(State state, ReadOnlyMemory<byte> document, Outbox events)
    {
        var faults = new List<SpecFault>();
        var group = MarginGroup.Read(document, faults);
        if (group is not null)
        {
            var before = state.Groups.Find(g => g.Group.Name == group.Name)?.Group.Version ?? 0;
            if (group.Version <= before)
                faults.Add(new("version", $"{group.Version}", $"must be higher than {before}"));
            AskNames(group, faults);
            AskSizes(group, faults);
            AskUsers(state, group, faults);
        }

        if (DefineHandler.Refused("marginGroup", faults, events))
            return;
        state.Groups.RemoveAll(g => g.Group.Name == group!.Name);
        state.Groups.Add(new(group!, document.ToArray()));
        events.Add(MessageKind.MarginGroupDefined, document.Span);
    }

    /// <summary>What a margin table says of groups.</summary>
    public static void Ask(State state, MarginParameters margins, List<SpecFault> faults)
    {
        if (!Knows(state, margins.Rule, margins.Group, margins.Contract))
            faults.Add(new("group", margins.Group, $"must be a group that has {margins.Contract} for this rule"));
        if (margins.Shadow is { } shadow && !Knows(state, shadow.Rule, shadow.Group, margins.Contract))
            faults.Add(new("shadow.group", shadow.Group, $"must be a group that has {margins.Contract} for this rule"));
    }

    private static bool Knows(State state, MarginRule rule, string name, string contract) =>
        rule == MarginRule.Percentage
        || (state.Groups.Find(g => g.Group.Name == name) is { Group: var group } && Has(group, rule, contract));

    private static bool Has(MarginGroup group, MarginRule rule, string contract) =>
        rule == MarginRule.Span ? group.Commodity(contract) is not null : group.ScenariosOf(contract, 0) is not null;

    private static void AskNames(MarginGroup group, List<SpecFault> faults)
    {
        Name("marginGroup", group.Name);
        foreach (var commodity in group.Commodities)
            Name("commodities.contract", commodity.Contract);
        foreach (var line in group.Scenarios)
            Name("scenarios.months.contract", line.Contract);

        void Name(string field, string text)
        {
            if (!Name24.TryParse(text, out _))
                faults.Add(new(field, text, $"must be 1 to {Name24.Length} of A-Z a-z 0-9 . _ : -"));
        }
    }

    private static void AskSizes(MarginGroup group, List<SpecFault> faults)
    {
        foreach (var commodity in group.Commodities)
        {
            long ratios = 1;
            foreach (var spread in commodity.InterMonth)
            {
                ratios = long.Min(MostRatios + 1, ratios * int.Max(spread.NearRatio, spread.FarRatio));
                Amount(commodity, spread.Charge);
            }

            foreach (var tier in commodity.Tiers)
                Amount(commodity, long.Max(tier.Scan, long.Max(tier.SpotSpread, tier.SpotOutright)));
            Ratios($"commodities.{commodity.Contract}.interMonth", ratios);
        }

        long credits = 1;
        foreach (var credit in group.Credits)
        {
            long largest = 1;
            foreach (var leg in credit.Legs)
                largest = long.Max(largest, leg.Ratio);
            credits = long.Min(MostRatios + 1, credits * largest);
        }

        Ratios("interCommodity", credits);

        void Ratios(string field, long product)
        {
            if (product > MostRatios)
                faults.Add(new(field, "", $"the largest ratios multiplied must not be above {MostRatios}"));
        }

        void Amount(GroupCommodity commodity, long amount)
        {
            if (!commodity.OfValue && amount > MostMinor)
                faults.Add(new($"commodities.{commodity.Contract}", $"{amount}", "no amount may be above 10000000"));
        }
    }

    // A version that leaves out what tables ask of the group would leave their contracts without margin.
    private static void AskUsers(State state, MarginGroup group, List<SpecFault> faults)
    {
        foreach (var margins in state.Margins)
            AskUser(group, margins.Parameters, faults);
        for (var i = 0; i < state.Tables.Count; i++)
            AskUser(group, state.Tables.GetValueAtIndex(i).Parameters, faults);
    }

    private static void AskUser(MarginGroup group, MarginParameters table, List<SpecFault> faults)
    {
        var uses = table.Rule != MarginRule.Percentage && table.Group == group.Name;
        if (uses && !Has(group, table.Rule, table.Contract))
            faults.Add(new("commodities", table.Contract, "must stay: its margin table has this group"));
        if (table.Shadow is { } s && s.Group == group.Name && !Has(group, s.Rule, table.Contract))
            faults.Add(new("commodities", table.Contract, "must stay: the shadow of its margin table has this group"));
    }
}
