// What a print tells about its own firmness, and the alarm of an index that left its shadow behind.
using System.Text.Json.Serialization;

namespace Tokenbourse.Model.Messages;

/// <summary>What share of a print's weight rests on what.</summary>
/// <param name="Level">deals, or posted prices.</param>
public sealed record LevelShare(string Level, decimal Share);

/// <summary>What a tier of deals did to a print.</summary>
/// <param name="Tier">Its name in the methodology.</param>
/// <param name="Weight">What a unit of its volume counts for.</param>
/// <param name="Share">Of the print's weight; all tiers together 1.</param>
/// <param name="Rows">Deals of it that count (of posted prices: offers).</param>
/// <param name="Without">The print of the same day, on the same tier of the waterfall and from the same memory, as if
/// the days of this print had no deal of the tier; absent: there would be none.</param>
/// <param name="Effect">print / without - 1.</param>
/// <param name="Why">Why there would be no print without it.</param>
public sealed record TierReading(
    string Tier,
    decimal Weight,
    decimal Share,
    int Rows,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Without = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Effect = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Why = null
);

/// <summary>What a unit of a regressor is worth, as a logarithm.</summary>
public sealed record RegressorValue(string Name, decimal Value);

/// <summary>A regression: its coefficients hold for a month.</summary>
/// <param name="Month">yyyy-MM.</param>
/// <param name="Observations">What it rests on, counted.</param>
/// <param name="Fault">Why it is not used; absent: it is.</param>
public sealed record RegressionDiagnostics(
    string Month,
    IReadOnlyList<RegressorValue> Coefficients,
    decimal RSquared,
    int Observations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Fault = null
);

/// <summary>How far a shadow construction stood from the index on the last day on which both were computed.</summary>
/// <param name="Divergence">(index / its value on the common first day) / (shadow / its) - 1.</param>
public sealed record ShadowReading(string Index, string Day, decimal Divergence, bool Alarm);

/// <summary>The breadth and firmness of one print. Shares and logarithms to six decimals. What does not apply is
/// absent.</summary>
/// <param name="Contributors">Different sellers that the value rests on.</param>
/// <param name="EffectiveNumber">1 / sum of squared shares of the sellers, after caps.</param>
/// <param name="LargestShare">Of one seller, after caps.</param>
/// <param name="Dispersion">Weighted mean distance of ln value from its weighted mean.</param>
/// <param name="Hhi">Sum of squared shares of the sellers' past volume, before caps.</param>
/// <param name="Coverage">Present sellers' share of the volume on which the weights rest.</param>
/// <param name="Volume">What was traded in the deals used, in units of the bundle.</param>
/// <param name="Deals">Deals used.</param>
/// <param name="Simulated">The deals were made by the laboratory.</param>
/// <param name="Levels">What share of the weight rests on deals and what on posted prices.</param>
/// <param name="WeightsMonth">yyyy-MM for which the weights hold.</param>
/// <param name="WeightsFrom">First day of the volumes on which they rest.</param>
/// <param name="WeightsTo">Last day of them.</param>
/// <param name="Restated">The day was printed before with another value.</param>
/// <param name="Shadows">As of the print before.</param>
/// <param name="Tiers">Where deals are in tiers: what each did to a print that was computed.</param>
public sealed record PrintDiagnostics(
    int Contributors,
    decimal EffectiveNumber,
    decimal LargestShare,
    decimal Dispersion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Hhi = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Coverage = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Volume = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Deals = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LevelShare>? Levels = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WeightsMonth = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WeightsFrom = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? WeightsTo = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RegressionDiagnostics? Regression = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Restated = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        IReadOnlyList<ShadowReading>? Shadows = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TierReading>? Tiers = null
);

/// <summary>Index event: an index and one of its shadow constructions have gone apart by more than the bound (or, as
/// the end of an alarm, no longer have).</summary>
/// <param name="Shadow">The other construction, an index of its own.</param>
/// <param name="BaseDay">The first day on which both were computed: divergence is measured from there.</param>
/// <param name="Divergence">(value / base value) / (shadow value / its base value) - 1, to six decimals.</param>
/// <param name="Bound">From the shadow's document.</param>
public sealed record IndexAlarm(
    string Index,
    string Day,
    string Shadow,
    string BaseDay,
    decimal Value,
    decimal ShadowValue,
    decimal Divergence,
    decimal Bound
);
