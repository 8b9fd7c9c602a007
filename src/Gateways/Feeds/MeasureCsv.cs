// Reader of measures.csv: supply, throughput, and the work of a task; one measured value a row.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Values that are no prices. The shape is in docs/protocols/observations.md.</summary>
public static class MeasureCsv
{
    /// <summary>Its name in a folder of our own tables.</summary>
    public const string Table = "measures.csv";

    /// <summary>Name under which these measures stand on the log.</summary>
    public const string Feed = "csv measures";

    internal static readonly string[] Columns =
    [
        "seen",
        "effective",
        "product",
        "seller",
        "maker",
        "item",
        "class",
        "region",
        "terms",
        "value",
        "unit",
        "source",
        "evidence",
        "traits",
    ];

    /// <summary>Reads a file whole. With any fault it gives the faults and no measures.</summary>
    public static ObservationFile Strict(string path) => TableIntake.Strict(path, "measures");

    internal static Observation? Measure(RowReader row)
    {
        var (seen, effective) = (row.Date(0), row.Date(1));
        if (!row.Bad && effective > seen)
            row.Refuse(1, "must not be after seen: nothing is measured ahead of time");
        var document = new MeasureObservation(
            row.Text(0),
            row.Text(1),
            row.OneOf(2, "supply", "throughput", "task"),
            row.Name(3),
            row.Name(4),
            row.Name(5),
            row.Name(6),
            row.Name(7),
            row.Name(8),
            Value(row),
            row.Name(10),
            row.Line(11),
            row.Evidence(12),
            Feed,
            row.Traits(13)
        );
        return row.Bad ? null : Observation.Of(seen, document);
    }

    // As the index machine takes it: measures are divided by each other.
    private static decimal? Value(RowReader row)
    {
        if (row.Text(9).Length == 0)
            return null;
        var value = row.NotNegative(9, 1_000_000_000_000m);
        if (value is > 0m and < 0.000000001m)
            row.Refuse(9, "must be 0 or at least 0.000000001");
        return value;
    }
}
