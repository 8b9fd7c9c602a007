// What a drill found, as values: the text for people and the JSON for programs are made from the same records.
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Drills;

/// <summary>One case of one stress scenario. Amounts are in currency units with two decimals, here and below.</summary>
internal sealed record CaseRow(
    string Scenario,
    string Case,
    int Defaults,
    decimal Need,
    IReadOnlyList<AmountRow> Largest
);

/// <summary>An account and an amount.</summary>
internal sealed record AmountRow(int Account, string Name, decimal Amount);

/// <summary>How the fund was sized.</summary>
internal sealed record SizingRow(
    int Cover,
    string BindingScenario,
    string BindingCase,
    decimal Fund,
    decimal ExchangeCapital,
    IReadOnlyList<CaseRow> Cases,
    IReadOnlyList<AmountRow> Contributions
);

/// <summary>A month's prices, ticks.</summary>
internal sealed record PriceRow(string Symbol, long Previous, long Settlement, long MovePpm);

/// <summary>One step of one member's case.</summary>
internal sealed record StepRow(int Account, string Name, string At, string From, string To, string Why);

/// <summary>A client of a member in default.</summary>
internal sealed record ClientRow(
    int Account,
    string Name,
    int Member,
    decimal Value,
    decimal Result,
    decimal Equity,
    decimal Used,
    decimal Ported,
    decimal Shortfall
);

/// <summary>Lots closed: against each other, in the market, as a hedge, in the auction, or ended.</summary>
internal sealed record ClosingRow(
    string Way,
    string Symbol,
    string Side,
    long Lots,
    long? Price,
    decimal Result,
    long Left,
    string Note
);

/// <summary>Lots won in the auction.</summary>
internal sealed record AwardRow(string Symbol, int Account, string Name, long Lots, long Price);

/// <summary>How a defaulter's loss comes about: results are gains above zero.</summary>
internal sealed record DefaulterRow(
    int Account,
    string Name,
    decimal Variation,
    decimal Closing,
    decimal Hedging,
    decimal ClientShortfall,
    decimal Loss
);

/// <summary>A contributor to a layer.</summary>
internal sealed record PartRow(
    int Account,
    string Name,
    decimal Available,
    decimal Used,
    decimal Left,
    bool First,
    decimal Replenish
);

/// <summary>A layer of the waterfall.</summary>
internal sealed record LayerRow(
    string Layer,
    decimal Available,
    decimal Used,
    decimal Left,
    decimal LossLeft,
    IReadOnlyList<PartRow> Parts
);

/// <summary>What is to be paid in again.</summary>
internal sealed record ReplenishRow(decimal Due, string By, int BusinessDays);

/// <summary>Something that must hold, worked out from the result.</summary>
internal sealed record CheckRow(string Check, bool Holds);

/// <summary>A whole drill's outcome.</summary>
internal sealed record DrillReport(
    bool Simulated,
    string Notice,
    string Drill,
    string NameEn,
    string NameZh,
    string Source,
    string Currency,
    string? Scenario,
    SizingRow? Sizing,
    IReadOnlyList<PriceRow> Prices,
    IReadOnlyList<StepRow> Steps,
    IReadOnlyList<ClientRow> Clients,
    IReadOnlyList<ClosingRow> Closings,
    IReadOnlyList<AwardRow> Awards,
    IReadOnlyList<AmountRow> FailedToBid,
    IReadOnlyList<DefaulterRow> Defaulters,
    IReadOnlyList<LayerRow> Layers,
    decimal Loss,
    decimal Uncovered,
    long LotsLeftOpen,
    ReplenishRow Replenish,
    IReadOnlyList<CheckRow> Checks
)
{
    /// <summary>Everything is paid for, closed and adds up.</summary>
    public bool Good => Uncovered == 0 && LotsLeftOpen == 0 && Checks.All(c => c.Holds);
}

/// <summary>Refusals for programs.</summary>
internal sealed record RefusedDrill(string Drill, IReadOnlyList<DrillRefusal> Refused);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DrillReport))]
[JsonSerializable(typeof(RefusedDrill))]
internal sealed partial class DrillJson : JsonSerializerContext;
