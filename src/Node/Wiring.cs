// Which parts a world is made of: rulebook and reference table become a plan.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Deals;

namespace Tokenbourse.Node;

/// <summary>Reads files, checks them, and hands their texts on. Machines never open files.</summary>
internal static class Wiring
{
    /// <summary>The plan of a world on the shipped rulebook and the shipped reference table.</summary>
    public static WorldPlan Plan(ulong seed, TradingDate start, string rulebook, string reference)
    {
        var set = ObservationSets.Reference(reference);
        if (set.Faults.Count > 0)
            throw new VerbException(
                $"{set.Faults[0]} ({set.Faults.Count} in all; see: tokenbourse check {reference})",
                1
            );
        return new(
            seed,
            start,
            Texts(rulebook, "indexes"),
            Texts(rulebook, "calendars"),
            Texts(rulebook, "margins"),
            Texts(rulebook, "contracts"),
            WithDeals([.. set.Observations.Select(o => new Fact(o.Seen, o.Kind, o.Bytes()))], seed, start),
            Optional(rulebook, "spreads"),
            Rules(rulebook, _before),
            Rules(rulebook, _after)
        );
    }

    /// <summary>A fingerprint of everything that a plan was read from, so that a folder is not gone on with under other
    /// rules.</summary>
    public static string Fingerprint(WorldPlan plan)
    {
        var digest = new Digest64(0);
        var texts = plan
            .Methodologies.Concat(plan.Calendars)
            .Concat(plan.Margins)
            .Concat(plan.Contracts)
            .Concat(plan.Spreads ?? [])
            .Concat((plan.Before ?? []).Concat(plan.After ?? []).Select(rule => rule.Text));
        foreach (var text in texts)
            digest.Add(System.Text.Encoding.UTF8.GetBytes(text));

        foreach (var fact in plan.Facts)
            digest.Add(fact.Document.Span);
        return digest.Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    // Deals are invented from 45 days before the first date of trading to the last posted fact (and a quarter of a year
    // at least), so that the index of deals has its weights when trading begins.
    private static List<Fact> WithDeals(List<Fact> posted, ulong seed, TradingDate start)
    {
        var last = start.Plus(92);
        if (posted.Count > 0 && posted[^1].Seen.Date > last)
            last = posted[^1].Seen.Date;
        return [.. posted.Concat(new DealFlow(seed, start.Plus(-45)).Facts(last)).OrderBy(f => f.Seen.Nanoseconds)];
    }

    // In the order in which they are defined.
    private static readonly (string Folder, MessageKind Kind)[] _before =
    [
        ("house", MessageKind.DefineHouse),
        ("members", MessageKind.DefineMember),
        ("collateral", MessageKind.DefineCollateral),
        ("margin-groups", MessageKind.DefineMarginGroup),
    ];

    private static readonly (string Folder, MessageKind Kind)[] _after =
    [
        ("limits", MessageKind.DefineLimits),
        ("spot", MessageKind.DefineSpotProduct),
    ];

    private static List<RuleText> Rules(string rulebook, (string Folder, MessageKind Kind)[] folders) =>
        [.. folders.SelectMany(f => Optional(rulebook, f.Folder).Select(text => new RuleText(f.Kind, text)))];

    // A rulebook without such a folder is whole too.
    private static List<string> Optional(string rulebook, string kind) =>
        Directory.Exists(Path.Combine(rulebook, kind)) ? Texts(rulebook, kind) : [];

    private static List<string> Texts(string rulebook, string kind) =>
        [.. Home.Documents(rulebook, kind).Select(d => d.Text)];
}
