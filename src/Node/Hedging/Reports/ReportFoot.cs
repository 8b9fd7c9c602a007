// What every format says at its foot.
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Words of the foot.</summary>
internal static class ReportFoot
{
    public static Said Source { get; } = new("Source of the curve", "曲线来源");

    /// <summary>Before the digest: what it is of.</summary>
    public static Said Covers { get; } =
        new("SHA-256 of report.json (its digest field empty)", "report.json 的 SHA-256（digest 字段留空）");
}
