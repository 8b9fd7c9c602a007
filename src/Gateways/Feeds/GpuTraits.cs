// What a GPU quote says of the node behind it, as traits by which a methodology keeps apart or restates.
using System.Globalization;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>gpus: GPUs of the node; form: sxm, pcie or nvl, where the item's name says it; interconnect: in the
/// source's word; tier: hyperscaler, neocloud, marketplace or platform, by Rules/tiers.csv. What is not known is
/// absent.</summary>
internal static class GpuTraits
{
    /// <param name="note">The tracker's own column; only G7 tells the interconnect: tier|feed|interconnect.</param>
    public static IReadOnlyList<Trait> Of(string source, GpuKey key, int count, string note, NamingRules rules)
    {
        var traits = new List<Trait> { new("gpus", count.ToString(CultureInfo.InvariantCulture)) };
        if (FormOf(key.Item) is { Length: > 0 } form)
            traits.Add(new("form", form));
        if (source == "G7_eucri" && note.Split('|') is [_, _, { Length: > 0 } interconnect])
            traits.Add(new("interconnect", interconnect.ToLowerInvariant()));
        if (rules.Tier(key.Seller) is { Length: > 0 } tier)
            traits.Add(new("tier", tier));
        return traits;
    }

    private static string FormOf(string item)
    {
        foreach (var form in (ReadOnlySpan<string>)["sxm", "pcie", "nvl"])
        {
            if (item.Contains($"-{form}", StringComparison.Ordinal))
                return form;
        }

        return "";
    }
}
