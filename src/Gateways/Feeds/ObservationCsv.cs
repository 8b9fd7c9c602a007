// Our own tables of observations (docs/protocols/observations.md): read strictly, refused whole at a fault.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>What a file held, or what is wrong with it: one of the two lists is empty.</summary>
public sealed record ObservationFile(
    string File,
    IReadOnlyList<Observation> Observations,
    IReadOnlyList<CsvFault> Faults
)
{
    public bool Good => Faults.Count == 0;
}

/// <summary>Reader of the three tables: prices, quality scores and exchange rates. The header says which.</summary>
public static class ObservationCsv
{
    /// <summary>Name under which these observations stand on the log.</summary>
    public const string Feed = "csv";

    /// <summary>After so many faults reading stops.</summary>
    public const int MostFaults = 100;

    internal static readonly string[] PriceColumns =
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
        "price",
        "currency",
        "unit",
        "event",
        "source",
    ];

    internal static readonly string[] QualityColumns = ["seen", "exam", "item", "maker", "score", "source"];

    internal static readonly string[] RateColumns = ["seen", "base", "quote", "rate", "source"];

    /// <summary>Reads a file whole. With any fault it gives the faults and no observations.</summary>
    public static ObservationFile Read(string path) => Collect(Path.GetFileName(path), faults => Stream(path, faults));

    /// <summary>As <see cref="Read(string)"/>, from an unpacked stream.</summary>
    public static ObservationFile Read(Stream stream, string name) =>
        Collect(
            name,
            faults =>
            {
                var kept = new MemoryStream();
                stream.CopyTo(kept);
                return Stream(() => new MemoryStream(kept.GetBuffer(), 0, (int)kept.Length), name, faults);
            }
        );

    /// <summary>The observations one by one, in the order of the file; faults go to the list and their rows are left
    /// out.</summary>
    public static IEnumerable<Observation> Stream(string path, IList<CsvFault> faults)
    {
        var name = Path.GetFileName(path);
        return Rows(columns => CsvTable.Open(path, columns, exact: true), name, faults);
    }

    private static IEnumerable<Observation> Stream(Func<Stream> open, string name, IList<CsvFault> faults) =>
        Rows(columns => CsvTable.Open(open(), name, columns, exact: true), name, faults);

    private static ObservationFile Collect(string name, Func<IList<CsvFault>, IEnumerable<Observation>> stream)
    {
        var faults = new List<CsvFault>();
        var observations = new List<Observation>();
        foreach (var observation in stream(faults))
            observations.Add(observation);
        return faults.Count > 0 ? new(name, [], faults) : new(name, observations, []);
    }

    private static IEnumerable<Observation> Rows(Func<string[], CsvTable> open, string name, IList<CsvFault> faults)
    {
        CsvTable? table = null;
        Func<CsvTable, Observation?>? read = null;
        try
        {
            (table, read) = Recognize(open, faults);
        }
        catch (FeedException e)
        {
            faults.Add(e.Fault);
        }

        if (table is null || read is null)
            yield break;
        using (table)
        {
            while (Next(table, faults) && faults.Count < MostFaults)
            {
                if (table.RowFault.Length > 0)
                {
                    faults.Add(table.FaultOfRow());
                    continue;
                }

                if (read(table) is { } observation)
                    yield return observation;
            }
        }

        if (faults.Count >= MostFaults)
            faults.Add(new CsvFault(name, 0, "", "", $"reading stopped after {MostFaults} faults"));
    }

    private static bool Next(CsvTable table, IList<CsvFault> faults)
    {
        try
        {
            return table.Read();
        }
        catch (FeedException e)
        {
            faults.Add(e.Fault);
            return false;
        }
    }

    // The first column that only one of the tables has decides which one is meant; its own reader then names what is
    // missing.
    private static (CsvTable Table, Func<CsvTable, Observation?> Read) Recognize(
        Func<string[], CsvTable> open,
        IList<CsvFault> faults
    )
    {
        if (Has(open, "exam") || Has(open, "score"))
            return (open(QualityColumns), table => Quality(new(table, faults)));
        if (Has(open, "rate") || Has(open, "base"))
            return (open(RateColumns), table => Rate(new(table, faults)));
        return (open(PriceColumns), table => Price(new(table, faults)));

        static bool Has(Func<string[], CsvTable> open, string column)
        {
            try
            {
                using var table = open([column, .. PriceColumns, .. QualityColumns, .. RateColumns]);
                return true;
            }
            catch (FeedException e)
            {
                // The columns are asked for in order: when this one is there, another is the first to be missed.
                return e.Fault.Rule == "missing column" && e.Fault.Field != column;
            }
        }
    }

    internal static Observation? Price(RowReader row)
    {
        var seen = row.Date(0);
        row.Date(1);
        var product = row.OneOf(2, "token", "gpu");
        var what = row.OneOf(12, "price", "withdrawn");
        var gpu = product == "gpu";
        var document = new PriceObservation(
            row.Text(0),
            row.Text(1),
            product,
            row.Name(3),
            row.Name(4),
            row.Name(5),
            gpu ? row.OneOf(6, "hour") : row.OneOf(6, "input", "cached_input", "output"),
            row.Name(7, mayBeEmpty: true),
            row.Name(8),
            what == "withdrawn" ? row.Nothing(9) : row.Positive(9, 1_000_000m),
            row.Currency(10),
            gpu ? row.OneOf(11, "GPU hour") : row.OneOf(11, "1M tokens"),
            what,
            row.Line(13),
            Feed
        );
        if (row.Bad)
            return null;

        // When it applies from is the methodology's business; when it may be used hangs on the day it was seen alone.
        return Observation.Of(seen, document);
    }

    internal static Observation? Quality(RowReader row)
    {
        var seen = row.Date(0);
        var document = new QualityObservation(
            row.Text(0),
            row.Name(1),
            row.Name(2),
            row.Name(3),
            row.Score(4),
            row.Line(5),
            Feed
        );
        return row.Bad ? null : Observation.Of(seen, document);
    }

    internal static Observation? Rate(RowReader row)
    {
        var seen = row.Date(0);
        var one = row.Currency(1);
        var other = row.Currency(2);
        var document = new RateObservation(row.Text(0), one, other, row.Positive(3, 1_000_000m), row.Line(4), Feed);
        if (one == other)
            row.Refuse(2, "must differ from base");
        return row.Bad ? null : Observation.Of(seen, document);
    }
}
