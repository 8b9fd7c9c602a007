// Reader of sources.csv: who tells us what, whose it is, and whether it is admitted.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Definitions of sources. The shape is in docs/protocols/observations.md.</summary>
public static class SourceCsv
{
    /// <summary>Its name in a folder of our own tables.</summary>
    public const string Table = "sources.csv";

    internal static readonly string[] Columns = ["source", "owner", "related", "kind", "since", "status", "reason"];

    /// <summary>Reads a file whole. With any fault it gives the faults and no sources.</summary>
    public static ObservationFile Strict(string path) => TableIntake.Strict(path, "sources");

    internal static Observation? Source(RowReader row)
    {
        var related = row.Text(2).Length == 0 ? [] : row.Text(2).Split(';');
        foreach (var party in related)
        {
            if (party.Trim() != party || party.Length is 0 or > 80)
                row.Refuse(2, "must be names of 1 to 80 characters parted by semicolons");
        }

        var document = new SourceDocument(
            row.Name(0),
            row.Name(1),
            related,
            row.OneOf(3, "list", "quote", "invoice", "rental", "routed", "spot", "rate_card", "measure"),
            row.Text(4),
            row.OneOf(5, SourceDocument.Admitted, SourceDocument.Probation, SourceDocument.Refused),
            row.Line(6)
        );
        var since = row.Date(4);
        return row.Bad ? null : Observation.Of(since, document);
    }
}
