// The report's data as one document, report.json: from it alone every other format can be made again, byte for byte.
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports;

/// <summary>All of a report.</summary>
/// <param name="Kind">Always <see cref="TheKind"/>.</param>
/// <param name="Program">Version of the program that made it.</param>
/// <param name="Plan">The plan, with its own digest.</param>
/// <param name="Designations">Oldest first.</param>
/// <param name="Trades">Trades of the journal with their months.</param>
/// <param name="Report">The report as shown.</param>
/// <param name="Digest">SHA-256 of this file with this field empty.</param>
public sealed record ReportBundle(
    string Kind,
    string Program,
    HedgePlan Plan,
    IReadOnlyList<HedgeDesignation> Designations,
    IReadOnlyList<ReportTrade> Trades,
    ReportDocument Report,
    string Digest
)
{
    /// <summary>Name and version of the document's form.</summary>
    public const string TheKind = "tokenbourse desk report, version 1";

    /// <summary>Makes a report of a plan.</summary>
    /// <param name="program">Version of the program.</param>
    /// <exception cref="ReportException">The plan or a designation was changed after it was sealed.</exception>
    public static ReportBundle Make(
        HedgePlan plan,
        IReadOnlyList<HedgeDesignation> designations,
        IReadOnlyList<ReportTrade> trades,
        string program
    )
    {
        Digests.Check(plan);
        foreach (var designation in designations)
            Digests.Check(designation);
        var report = ReportBuilder.Build(new(plan, designations, trades, program));
        var bundle = new ReportBundle(TheKind, program, plan, designations, trades, report, "");
        return bundle with { Digest = Digests.Of(bundle.Text()) };
    }

    /// <summary>Reads a bundle.</summary>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="json">The file's text.</param>
    /// <exception cref="ReportException">It is no bundle, or it was changed.</exception>
    public static ReportBundle Read(string file, string json)
    {
        ReportBundle bundle;
        try
        {
            bundle =
                JsonSerializer.Deserialize(json, ReportSpelling.Readable.ReportBundle)
                ?? throw new ReportException($"{file}: empty; a report's JSON bundle is expected");
        }
        catch (JsonException e)
        {
            throw new ReportException($"{file}: {e.Path}: not a report's JSON bundle ({e.Message})");
        }

        if (bundle.Kind != TheKind)
            throw new ReportException($"{file}: kind: {bundle.Kind}; must be '{TheKind}'");
        var found = Digests.Of((bundle with { Digest = "" }).Text());
        if (found != bundle.Digest)
            throw new ReportException(
                $"{file}: digest: {bundle.Digest}; the document's own is {found}: it was changed"
            );
        Digests.Check(bundle.Plan);
        foreach (var designation in bundle.Designations)
            Digests.Check(designation);
        return bundle;
    }

    /// <summary>The file's text.</summary>
    public string Text() => JsonSerializer.Serialize(this, ReportSpelling.Readable.ReportBundle) + "\n";
}

/// <summary>Something a report cannot be made of: file, field, value and rule.</summary>
public sealed class ReportException(string message) : Exception(message);

/// <summary>SHA-256 of documents with their digest left empty.</summary>
public static class Digests
{
    /// <summary>Lower-case hexadecimal, of the text as UTF-8.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The digest that a designation should carry.</summary>
    public static string Of(HedgeDesignation designation) => Of((designation with { Digest = "" }).Text());

    /// <exception cref="ReportException">The plan was changed after it was sealed.</exception>
    public static void Check(HedgePlan plan)
    {
        if (!PlanDigest.Holds(plan))
            throw new ReportException(
                $"plan: digest: {plan.Digest}; the document's own is {PlanDigest.Of(plan)}: it was changed"
            );
    }

    /// <exception cref="ReportException">The designation was changed after it was sealed.</exception>
    public static void Check(HedgeDesignation designation)
    {
        var own = Of(designation);
        if (own != designation.Digest)
            throw new ReportException(
                $"designation of {designation.On}: digest: {designation.Digest}; the document's own is {own}: "
                    + "it was changed"
            );
    }
}

/// <summary>Readers and writers of the report's documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(MonthText), typeof(DayText)]
)]
[JsonSerializable(typeof(ReportBundle))]
[JsonSerializable(typeof(HedgeDesignation))]
public sealed partial class ReportJson : JsonSerializerContext;

/// <summary>How the report's documents stand in files.</summary>
internal static class ReportSpelling
{
    /// <summary>Chinese stands in the file as Chinese, and files have the same bytes on every computer.</summary>
    public static ReportJson Readable { get; } =
        new(
            new JsonSerializerOptions(ReportJson.Default.Options)
            {
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                NewLine = "\n",
            }
        );
}
