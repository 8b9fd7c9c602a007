// Manipulation economics of a print: each contributor's gain, cost and the position limit that follows.
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Manipulation;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Indexes;

/// <summary>What is assumed where nothing is observed.</summary>
internal sealed record ManipulationAssumptions(
    double Move,
    int Days,
    double SalesPerDay,
    double Penalty,
    double Detection,
    long? Lots
);

/// <summary>One contributor.</summary>
/// <param name="Weight">Percent of the print.</param>
/// <param name="GainAtLimit">With the rulebook's client limit in the contract month.</param>
/// <param name="Ratio">Gain over cost there; null where it costs nothing.</param>
/// <param name="SuggestedLimit">Lots; null: no limit is needed.</param>
internal sealed record ContributorShape(
    string Name,
    double Weight,
    double IndexMove,
    double SettlementMove,
    double GainPerLot,
    double GainAtLimit,
    double CostAtLimit,
    double? Ratio,
    long? SuggestedLimit
);

/// <summary>One print's table.</summary>
/// <param name="OpenInterest">Lots of all months that settle on the index, of the newest bulletin up to the day; 0
/// where there is no venue.</param>
/// <param name="RulebookLimit">Client's limit in the contract month, lots.</param>
internal sealed record ManipulationShape(
    string Index,
    string Day,
    double Level,
    string Currency,
    string Contract,
    long LotSize,
    int Prints,
    ManipulationAssumptions Assumptions,
    long OpenInterest,
    long RulebookLimit,
    IReadOnlyList<ContributorShape> Contributors
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<ManipulationShape>))]
internal sealed partial class ManipulationJson : JsonSerializerContext;

/// <summary>Works it out from prints and the rulebook's contract and limits.</summary>
internal static class ManipulationReport
{
    /// <summary>Null for a print without constituents: withheld or repeated.</summary>
    public static ManipulationShape? Of(
        PrintDocument print,
        ContractSpec contract,
        LimitTable? limits,
        long openInterest,
        ManipulationAssumptions assumed
    )
    {
        if (print.Value is not { } level || print.Used.Count == 0 || !TradingDate.TryParse(print.Day, out var day))
            return null;
        var prints = Prints(contract, day);
        var limit = assumed.Lots ?? Client(limits) ?? contract.PositionLimitLots;
        var fee =
            2
            * ((contract.FeePerLotMinor / 100.0) + (contract.FeeTurnoverPpm / 1e6 * (double)level * contract.LotSize));
        var moved = new ManipulationCase((double)level, contract.LotSize, assumed.Move, assumed.Days, prints);
        var cost = new ManipulationCost(assumed.SalesPerDay, fee, assumed.Penalty, assumed.Detection);
        var contributors = Weights(print)
            .OrderByDescending(w => w.Value)
            .ThenBy(w => w.Key, StringComparer.Ordinal)
            .Select(w => Contributor(w.Key, ManipulationEconomics.Of(w.Value / 1e6, moved, cost), limit))
            .ToList();
        return new(
            print.Index,
            print.Day,
            (double)level,
            print.Currency.ToString(),
            contract.Contract,
            contract.LotSize,
            prints,
            assumed,
            openInterest,
            limit,
            contributors
        );
    }

    /// <summary>The contract that settles on the index; the rulebook's first by file name.</summary>
    /// <exception cref="VerbException">None does.</exception>
    public static (ContractSpec Contract, LimitTable? Limits) ContractOf(string rulebook, string index)
    {
        foreach (var (_, text) in Home.Documents(rulebook, "contracts"))
        {
            if (ContractSpec.Read(System.Text.Encoding.UTF8.GetBytes(text), []) is not { } contract)
                continue;
            if (contract.Index != index)
                continue;
            var limits = Home.Documents(rulebook, "limits")
                .Select(d => LimitTable.Read(System.Text.Encoding.UTF8.GetBytes(d.Text), []))
                .FirstOrDefault(l => l?.Contract == contract.Contract);
            return (contract, limits);
        }

        throw new VerbException($"{rulebook}: no contract settles on {index}", 2);
    }

    /// <summary>Parts per million by contributor: the maker or seller that the index groups by, or the seller of each
    /// offer.</summary>
    public static SortedDictionary<string, int> Weights(PrintDocument print)
    {
        var weights = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var used in print.Used)
        {
            var at = used.Name.IndexOf('@', StringComparison.Ordinal);
            var end = used.Name.LastIndexOf(" (", StringComparison.Ordinal);
            var name = at >= 0 && end > at ? used.Name[(at + 1)..end] : used.Name;
            weights[name] = weights.GetValueOrDefault(name) + used.WeightPpm;
        }

        return weights;
    }

    private static ContributorShape Contributor(string name, ManipulationSum sum, long limit)
    {
        var ratio = sum.Ratio(limit);
        return new(
            name,
            sum.Weight * 100,
            sum.IndexMove,
            sum.SettlementMove,
            sum.GainPerLot,
            sum.Gain(limit),
            sum.Cost(limit),
            double.IsFinite(ratio) ? ratio : null,
            sum.Limit
        );
    }

    // The limit of the contract month, when the final price is made.
    private static long? Client(LimitTable? limits) =>
        limits?.Phases.LastOrDefault(p => p.MonthsBefore == 0)?.Lots.Client ?? limits?.Phases[0].Lots.Client;

    private static int Prints(ContractSpec contract, TradingDate day)
    {
        var count = 0;
        var month = ContractMonth.Of(day);
        for (var date = month.First; date <= month.Last; date = date.Plus(1))
            count += contract.PrintDays == PrintDays.EveryDay || date.Weekday <= 5 ? 1 : 0;
        return count;
    }
}
