// What stands beside the reports of a day: each file with its rows, totals and hash, and the checks between them.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tokenbourse.Gateways.Reports;

/// <param name="Rows">Without the head and the trailer.</param>
/// <param name="Controls">Totals of columns; NAME.CURRENCY where money is added up.</param>
/// <param name="Sha256">Of the file's bytes, hexadecimal.</param>
public sealed record ReportEntry(string File, int Rows, SortedDictionary<string, string> Controls, string Sha256);

/// <param name="Of">house, account-N or member-N.</param>
/// <param name="Checks">What must hold between and inside the files, and whether it does; those of the house as a whole
/// begin with "house: ".</param>
public sealed record ReportManifest(
    string Day,
    string Of,
    bool Simulated,
    IReadOnlyList<ReportEntry> Files,
    SortedDictionary<string, bool> Checks
)
{
    [JsonIgnore]
    public bool Holds => Checks.Values.All(holds => holds);

    public string Json() => JsonSerializer.Serialize(this, ReportJson.Plain.ReportManifest);
}

[JsonSerializable(typeof(ReportManifest))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>What is no ASCII stays readable.</summary>
    public static ReportJson Plain { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
