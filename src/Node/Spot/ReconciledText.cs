// A reconciliation of GPU hours for people: certificates, then only what does not agree.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Node.Spot;

/// <summary>Tables.</summary>
internal static class ReconciledText
{
    // More differences than this are a file that does not belong to these certificates.
    private const int MostRows = 60;

    public static string Of(Reconciled result)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{result.File}: {result.Read} records read, {result.Used} used"
                + $"{(result.Until is { } until ? $"; hours before {until} are judged" : "")}\n"
        );
        foreach (var fault in result.BadRows)
            text.Append(CultureInfo.InvariantCulture, $"  {fault}\n");
        text.Append('\n').Append(Certificates(result));
        if (result.TwiceTold > 0)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{SpotText.Group(result.TwiceTold)} GPU-seconds are told by more than one record of the same node: "
                    + $"counted once\n"
            );
        text.Append(Differences(result)).Append(Faults(result)).Append(Posts(result));
        return text.Append(result.Agrees ? "\nrecords and certificates agree\n" : "\nthere are differences\n")
            .ToString();
    }

    private static string Certificates(Reconciled result) =>
        SpotText.Table(
            [
                "certificate",
                "product",
                "state",
                "<first hour",
                "hours",
                "judged",
                "sold",
                "delivered",
                "short",
                "excess",
                "told",
                "drawn",
            ],
            result.Certificates.Select(c =>
                new[]
                {
                    $"{c.Certificate}",
                    c.Product,
                    c.State,
                    c.FirstHour,
                    $"{c.Hours}",
                    $"{c.Judged}",
                    SpotText.Group(c.Sold),
                    SpotText.Group(c.Delivered),
                    SpotText.Group(c.Shortfall),
                    SpotText.Group(c.Excess),
                    $"{c.Told}",
                    SpotText.Group(c.Drawn)
                        + (c.DrawnByRecords is { } d && d != c.Drawn ? $" (by the records {SpotText.Group(d)})" : ""),
                }
            )
        ) + "sold to drawn: GPU-seconds; told: hours that the venue has from here\n";

    private static string Differences(Reconciled result)
    {
        var rows = result.Hours.Where(h => h.Sold != h.Delivered).ToList();
        if (rows.Count == 0)
            return "";
        return "\n"
            + SpotText.Table(
                ["certificate", "<hour", "sold", "delivered", "short", "excess"],
                rows.Take(MostRows)
                    .Select(h =>
                        new[]
                        {
                            $"{h.Certificate}",
                            h.Hour,
                            SpotText.Group(h.Sold),
                            SpotText.Group(h.Delivered),
                            SpotText.Group(h.Shortfall),
                            SpotText.Group(h.Excess),
                        }
                    )
            )
            + More(rows.Count, "hours");
    }

    private static string Faults(Reconciled result)
    {
        if (result.Faults.Count == 0)
            return "";
        return "\n"
            + SpotText.Table(
                ["row", "<what", "<from the hour", "GPU-seconds", "<certificates"],
                result
                    .Faults.Take(MostRows)
                    .Select(f =>
                        new[]
                        {
                            $"{f.Row}",
                            f.Finding,
                            f.FirstHour,
                            SpotText.Group(f.Seconds),
                            f.Certificates.Count == 0 ? "-" : string.Join(", ", f.Certificates),
                        }
                    )
            )
            + More(result.Faults.Count, "findings");
    }

    private static string Posts(Reconciled result)
    {
        if (result.Posts is not { } posts)
            return "";
        var text = new StringBuilder("\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{posts.Count(p => p.Outcome == "posted")} hours posted, "
                + $"{posts.Count(p => p.Outcome == "known")} the venue had\n"
        );
        foreach (var post in posts.Where(p => p.Error is not null))
            text.Append(
                CultureInfo.InvariantCulture,
                $"  certificate {post.Certificate}, {post.Hour}: {post.Error!.Code} {post.Error.Num}: "
                    + $"{post.Error.Message} ({post.Error.Field} {post.Error.Given}, limit {post.Error.Limit})\n"
            );
        return text.ToString();
    }

    private static string More(int count, string what) =>
        count > MostRows ? $"and {count - MostRows} more {what}: see --json\n" : "";
}
