// The fingerprint of a plan: what was approved is what is sent.
using System.Security.Cryptography;
using System.Text.Json;

namespace Tokenbourse.Desk.Plans;

/// <summary>SHA-256 of a plan's document with the field that holds it empty.</summary>
public static class PlanDigest
{
    // Without line breaks: they are not the same on every computer.
    private static readonly DeskJson _plain = new(
        new JsonSerializerOptions(DeskJson.Default.Options) { WriteIndented = false }
    );

    /// <summary>The digest, 64 hexadecimal digits.</summary>
    public static string Of(HedgePlan plan) =>
        Convert.ToHexStringLower(
            SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan with { Digest = "" }, _plain.HedgePlan))
        );

    /// <summary>The plan with its digest.</summary>
    public static HedgePlan Sealed(HedgePlan plan) => plan with { Digest = Of(plan) };

    /// <summary>True when the plan is what its digest says.</summary>
    public static bool Holds(HedgePlan plan) => plan.Digest == Of(plan);
}
