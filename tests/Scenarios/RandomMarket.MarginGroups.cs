// The random market's margin groups: contracts that change their rule between days, versions that rise, documents that
// are refused.
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the other commands stay what they are without groups.
    private readonly Random64 _groupChance = Random64.Of(seed, 1, 2);
    private int _tables = 1;
    private int _groupVersions;

    /// <summary>Contracts of this market come under groups.</summary>
    private bool HasGroups => Has(RandomTopics.Groups) && seed % 4 is 1 or 2 && HasMembers;

    private void DefineGroups()
    {
        if (!HasGroups)
            return;
        Text(MessageKind.DefineMarginGroup, Group("G", ++_groupVersions));
        foreach (
            var faulty in new[]
            {
                Group("G", 1),
                Group("much too long a name for a group", 1),
                """{"marginGroup":"X","version":1,"commodities":[]}""",
                """
                    {"marginGroup":"R","version":1,"commodities":[{"contract":"AA","amounts":"money","tiers":[{"scan":"90"}],
                    "interMonth":[{"near":1,"far":1,"nearRatio":900,"charge":"1"},{"near":1,"far":1,"farRatio":2,"charge":"1"}]}]}
                    """,
                """{"marginGroup":"M","version":1,"commodities":[{"contract":"AA","amounts":"money","tiers":[{"scan":"20000000"}]}]}""",
            }
        )
            Text(MessageKind.DefineMarginGroup, faulty);
    }

    // Before a day: another rule, another version, and now and then what is refused.
    private void ChangeMargins()
    {
        if (!HasGroups)
            return;
        if (_groupVersions == 0)
            DefineGroups();
        if (_groupChance.Chance(500))
            Text(MessageKind.DefineMarginGroup, Group("G", Toss(5) == 0 ? _groupVersions : ++_groupVersions));
        if (Toss(6) == 0)
            Text(
                MessageKind.DefineMarginGroup,
                $$"""
                {"marginGroup":"G","version":{{++_groupVersions}},"commodities":[{"contract":"ZZ","amounts":"money","tiers":[{"scan":"1"}]}]}
                """
            );
        if (_groupChance.Chance(700))
            Text(MessageKind.DefineMargins, Table(new[] { "AA", "BB", "CC" }[Toss(3)], ++_tables));
    }

    private int Toss(int count) => (int)_groupChance.Between(0, count - 1);

    private string Table(string contract, int version) =>
        $$"""
            {"contract":"{{contract}}","version":{{version}},"rate":"{{BaseRate}}"{{MarginTerms(contract)}}
            {{RuleWords("", Toss(12))}}{{PriceWords()}} {{(
                Toss(3) == 0 ? "" : $",\"shadow\":{{{RuleWords("shadow", Toss(9))}}}"
            )}} }
            """;

    private string PriceWords() =>
        Toss(4) == 0 ? "" : $",\"basePrice\":\"{_bases[Toss(4)]}\",\"perLot\":\"{Toss(3)}.{10 + Toss(90)}\"";

    private static readonly string[] _bases = ["previous settlement", "last", "average", "open"];

    private static string RuleWords(string of, int pick)
    {
        var words = pick switch
        {
            0 => "\"rule\":\"span\",\"group\":\"nobody's\"",
            >= 1 and <= 4 => of.Length > 0 ? "\"rule\":\"percentage\",\"rate\":\"0.07\"" : "",
            5 or 6 => "\"rule\":\"scenarios\",\"group\":\"G\"",
            _ => "\"rule\":\"span\",\"group\":\"G\"",
        };
        return of.Length > 0 || words.Length == 0 ? words : "," + words;
    }

    // Tiers of one range or of two; ratios of one to one or others; amounts of value or of money.
    private string Group(string name, int version)
    {
        var plain = Toss(2) == 0;
        var far = plain ? "0.1" : "0.07";
        var ratios = plain ? "" : ",\"nearRatio\":2,\"farRatio\":3";
        return $$"""
            {"marginGroup":"{{name}}","version":{{version}},"commodities":[
            {"contract":"AA","amounts":"of value","tiers":[{"months":1,"scan":"0.1","spotSpread":"0.005","spotOutright":"0.01"},{"scan":"{{far}}"}],
            "extreme":{"multiple":"3","cover":"0.3"},
            "interMonth":[{"near":1,"far":2,"charge":"0.0{{1
                + Toss(5)}}"{{ratios}}},{"near":1,"far":1,"charge":"0.03"},{"near":2,"far":2,"charge":"0.01"}]},
            {"contract":"BB","amounts":"money","tiers":[{"months":1,"scan":"{{50
                + Toss(50)}}.01","spotOutright":"3"},{"scan":"60"}],
            "interMonth":[{"near":1,"far":2,"charge":"7.77"}]},
            {"contract":"CC","amounts":"of value","tiers":[{"scan":"0.12"}]}],
            "interCommodity":[
            {"name":"one","legs":[{"contract":"AA","side":"A","ratio":{{(
                plain ? 1 : 3
            )}}},{"contract":"BB","side":"B","ratio":{{(plain ? 1 : 2)}}}],"credit":"0.4"},
            {"name":"two","legs":[{"contract":"BB","side":"A","ratio":1},{"contract":"CC","side":"{{(
                Toss(2) == 0 ? "A" : "B"
            )}}","ratio":1},{"contract":"AA","side":"B","ratio":1}],"credit":"0.25"}],
            "scenarios":{"tail":{{1 + Toss(3)}},"months":[
            {"contract":"AA","losses":[-100000,100000,-50000,50000,30000],"liquidity":"0.002","concentration":{"fromLots":5,"rate":"0.01"},"floor":"0.03"},
            {"contract":"AA","losses":[-70000,70000,-50001,50001,-30000],"floor":"0.05"},
            {"contract":"BB","losses":[-100000,100000,50000,-50000,0],"liquidity":"0.004"},
            {"contract":"CC","losses":[-123456,123456,-1,1,99999],"concentration":{"fromLots":1,"rate":"0.02"} }]} }
            """;
    }
}
