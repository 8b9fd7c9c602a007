// The documents of a rulebook that margins are made of.
using System.Text;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Margins;

/// <summary>Contracts with their margin documents, and the margin groups. A document with faults ends the
/// verb.</summary>
internal sealed class MarginRulebook
{
    private MarginRulebook(
        SortedDictionary<string, ContractSpec> contracts,
        SortedDictionary<string, MarginParameters> margins,
        List<MarginGroup> groups
    )
    {
        (Contracts, Margins, Groups) = (contracts, margins, groups);
    }

    public SortedDictionary<string, ContractSpec> Contracts { get; }

    public SortedDictionary<string, MarginParameters> Margins { get; }

    public IReadOnlyList<MarginGroup> Groups { get; }

    public static MarginRulebook Read(string rulebook)
    {
        var contracts = new SortedDictionary<string, ContractSpec>(StringComparer.Ordinal);
        var margins = new SortedDictionary<string, MarginParameters>(StringComparer.Ordinal);
        foreach (var contract in All(rulebook, "contracts", ContractSpec.Read))
            contracts[contract.Contract] = contract;
        foreach (var margin in All(rulebook, "margins", MarginParameters.Read))
            margins[margin.Contract] = margin;
        // A rulebook without groups is whole too: the percentage rule needs none.
        var groups = Directory.Exists(Path.Combine(rulebook, "margin-groups"))
            ? All(rulebook, "margin-groups", MarginGroup.Read)
            : [];
        return new(contracts, margins, groups);
    }

    /// <summary>The group that the contract's document names, else the first that knows the contract under the
    /// rule.</summary>
    public MarginGroup? GroupOf(MarginParameters margins, MarginRule rule) =>
        Groups.FirstOrDefault(g => g.Name == margins.Group)
        ?? Groups.FirstOrDefault(g =>
            rule == MarginRule.Scenarios
                ? g.ScenariosOf(margins.Contract, 0) is not null
                : g.Commodity(margins.Contract) is not null
        );

    private static List<T> All<T>(string rulebook, string kind, Func<ReadOnlyMemory<byte>, List<SpecFault>, T?> read)
        where T : class
    {
        var all = new List<T>();
        foreach (var (name, text) in Home.Documents(rulebook, kind))
        {
            var faults = new List<SpecFault>();
            all.Add(
                read(Encoding.UTF8.GetBytes(text), faults)
                    ?? throw new VerbException(
                        $"{Path.Combine(rulebook, kind, name)}: {faults[0]} (see: tokenbourse check {rulebook})",
                        1
                    )
            );
        }

        return all;
    }
}
