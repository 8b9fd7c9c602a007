// Studies as JSON: what is not a number is null.
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Studies;

namespace Tokenbourse.Node.Studies;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = false,
    Converters = [typeof(FiniteNumber)]
)]
[JsonSerializable(typeof(TokenReport))]
[JsonSerializable(typeof(GpuReport))]
internal sealed partial class StudyJson : JsonSerializerContext;

/// <summary>JSON has no word for what is not a number; six digits are more than the data bear.</summary>
internal sealed class FiniteNumber : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(Math.Round(value, 6));
        else
            writer.WriteNullValue();
    }
}
