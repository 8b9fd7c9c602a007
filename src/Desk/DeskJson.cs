// How the desk's documents stand in files: camelCase, months as yyyy-MM, days as yyyy-MM-dd, unknown fields refused.
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk;

/// <summary>Readers and writers of the desk's documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(MonthText), typeof(DayText)]
)]
[JsonSerializable(typeof(HedgeProgramme))]
[JsonSerializable(typeof(UsageLedger))]
[JsonSerializable(typeof(ExposureTable))]
[JsonSerializable(typeof(HedgePolicy))]
[JsonSerializable(typeof(MarketSnapshot))]
[JsonSerializable(typeof(HedgePlan))]
public sealed partial class DeskJson : JsonSerializerContext;

/// <summary>A month as yyyy-MM.</summary>
public sealed class MonthText : JsonConverter<ContractMonth>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no month.</exception>
    public override ContractMonth Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TradingDate.TryParse(reader.GetString() + "-01", out var day)
            ? ContractMonth.Of(day)
            : throw new JsonException("a month must be yyyy-MM");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ContractMonth value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>A day as yyyy-MM-dd.</summary>
public sealed class DayText : JsonConverter<TradingDate>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The text is no day.</exception>
    public override TradingDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TradingDate.TryParse(reader.GetString(), out var day)
            ? day
            : throw new JsonException("a day must be yyyy-MM-dd");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TradingDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
