// The walk-forward study as JSON: days and months as text, what is not a number as null.
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Desk;

namespace Tokenbourse.Node.Studies;

/// <summary>The whole study, decisions and months included.</summary>
/// <param name="Seconds">Wall time; not part of what a seed determines.</param>
internal sealed record WalkOutput(WalkReport Study, double Seconds);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(FiniteNumber), typeof(MonthText), typeof(DayText)]
)]
[JsonSerializable(typeof(WalkOutput))]
internal sealed partial class WalkJson : JsonSerializerContext;
