// The first programme and policy of a desk, from a bill alone: every default is stated, for a person to edit.
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Exposures;

/// <summary>How our tables know an item of a bill.</summary>
public enum ItemKind
{
    /// <summary>No rule knows it: nobody writes a line for it but a person.</summary>
    Unknown,

    /// <summary>A model whose maker is known.</summary>
    Model,

    /// <summary>A GPU.</summary>
    Gpu,
}

/// <summary>Writes first documents.</summary>
public static class StarterDocuments
{
    /// <summary>The GPU that the contract GH is written on.</summary>
    public const string ContractGpu = "h100-sxm5-80gb";

    /// <summary>A first programme: a line for each item that our tables know, none for the others.</summary>
    /// <param name="usage">What was billed.</param>
    /// <param name="kind">How our tables know an item.</param>
    /// <param name="side">Who hedges.</param>
    /// <param name="contract">TK or GH; empty: TK when any tokens were billed.</param>
    public static HedgeProgramme Programme(
        UsageLedger usage,
        Func<string, ItemKind> kind,
        HedgerSide side,
        string contract
    )
    {
        if (contract.Length == 0)
            contract = usage.Lines.Any(line => line.GpuHours == 0) ? "TK" : "GH";
        var mapping = new List<MappingLine>();
        foreach (
            var item in usage
                .Lines.GroupBy(line => line.Item, StringComparer.Ordinal)
                .OrderBy(i => i.Key, StringComparer.Ordinal)
        )
        {
            var known = kind(item.Key);
            if (known != ItemKind.Unknown)
                mapping.Add(Line(item.Key, known, item.All(line => line.Cost is not null)));
        }

        var what = contract == "TK" ? "token" : "GPU hour";
        return new(
            side == HedgerSide.Buyer ? $"{what} purchases" : $"{what} sales",
            "",
            side,
            contract,
            contract == "TK" ? "CNY" : "USD",
            mapping,
            new(12, "monthly", 0, -0.03m, 0.03m, null, []),
            null,
            null
        );
    }

    /// <summary>A first policy: 80 to 100 % of the first month falling evenly to 0 to 20 % of the twelfth, the starting
    /// bands that practice names; the rest are round figures from what a month costs.</summary>
    /// <param name="contract">What may be traded.</param>
    /// <param name="monthly">Cost of the last billed month, programme currency; 0 when not known.</param>
    public static HedgePolicy Policy(string contract, decimal monthly)
    {
        var cap = decimal.Max(1000, decimal.Ceiling(monthly * 12 * 0.05m / 1000) * 1000);
        return new(
            [.. Enumerable.Range(1, 12).Select(Band)],
            12,
            [contract],
            MostOfOpenInterest: 0.10m,
            MostOfDailyVolume: 0.20m,
            Confidence: 0.95m,
            LiquidityCap: cap,
            OverBudget: 0.10m,
            HedgeLoss: cap,
            HedgeLossChance: 0.05m,
            [new(100, 1), new(100_000, 2)],
            ["treasurer", "finance director"],
            [],
            []
        );
    }

    /// <summary>What the last month of a bill cost in a currency; what cannot be converted is not in it.</summary>
    public static decimal LastMonthCost(UsageLedger usage, string currency, MonthlyRates rates)
    {
        if (usage.Lines.Count == 0)
            return 0;
        var last = usage.Lines.Max(line => line.Month);
        return usage
            .Lines.Where(line => line.Month == last && line.Cost is not null)
            .Sum(line => line.Cost!.Value * (rates.Rate(line.Currency, currency, last) ?? 0));
    }

    /// <summary>The band of a month, whole hundredths: least 0.80 falling to 0, most 1.00 falling to 0.20.</summary>
    private static PolicyBand Band(int month) =>
        new(
            month,
            month,
            decimal.Round(0.80m * (12 - month) / 11, 2, MidpointRounding.AwayFromZero),
            decimal.Round(1.00m - (0.80m * (month - 1) / 11), 2, MidpointRounding.AwayFromZero)
        );

    private static MappingLine Line(string item, ItemKind kind, bool priced)
    {
        if (kind == ItemKind.Gpu)
            return item == ContractGpu
                ? new(item, "GH", "factor", 1, PriceBasis.Spot, null, 0, "default: an hour of the contract's own GPU")
                : new(item, "GH", "price", null, PriceBasis.Spot, null, 0, "default: another GPU, by what it costs");
        return priced
            ? new(item, "TK", "price", null, PriceBasis.ListPrice, null, 0, "default: by what it costs, V·P/P_index")
            : new(
                item,
                "TK",
                "standard token",
                null,
                PriceBasis.ListPrice,
                null,
                0,
                "default: the bill tells no cost, so by its tokens"
            );
    }
}
