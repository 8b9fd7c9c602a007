// Imports one of our own tables row by row: what is good is used, what is not is reported; nothing is lost in silence.
namespace Tokenbourse.Gateways.Feeds;

/// <summary>The forgiving door, for files of many contributors; the reference tables have the strict one
/// (<see cref="ObservationCsv"/>).</summary>
public static class TableIntake
{
    /// <summary>What a table may be read as.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        "deals",
        "invoices",
        "rentals",
        "routed",
        "spot",
        "measures",
        "prices",
        "quality",
        "rates",
        "ratecards",
        "sources",
    ];

    /// <summary>Reads a file. A file that is no such table at all gives a report that says so.</summary>
    /// <param name="path">.csv or .csv.gz.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    public static Intake Read(string path, string kind)
    {
        var name = Path.GetFileName(path);
        return Read(columns => CsvTable.Open(path, columns, exact: kind != "ratecards"), name, kind);
    }

    /// <summary>As the other, from an unpacked stream.</summary>
    public static Intake Read(Stream stream, string name, string kind) =>
        Read(columns => CsvTable.Open(stream, name, columns, exact: kind != "ratecards"), name, kind);

    private static Intake Read(Func<string[], CsvTable> open, string name, string kind)
    {
        var report = new IntakeReport(name, kind);
        return kind switch
        {
            "deals" => DealCsv.Read(open, report, ""),
            "invoices" => DealCsv.Read(open, report, "invoice"),
            "rentals" => DealCsv.Read(open, report, "rental"),
            "routed" or "spot" => DealCsv.Read(open, report, kind),
            "measures" => Rows(() => open(MeasureCsv.Columns), report, One(MeasureCsv.Measure)),
            "prices" => Rows(() => open(ObservationCsv.PriceColumns), report, One(ObservationCsv.Price)),
            "quality" => Rows(() => open(ObservationCsv.QualityColumns), report, One(ObservationCsv.Quality)),
            "rates" => Rows(() => open(ObservationCsv.RateColumns), report, One(ObservationCsv.Rate)),
            "sources" => Rows(() => open(SourceCsv.Columns), report, One(SourceCsv.Source)),
            "ratecards" => Rows(() => open(RateCards.Columns), report, RateCards.Row),
            _ => throw new ArgumentException($"'{kind}' must be one of {string.Join(", ", Kinds)}", nameof(kind)),
        };
    }

    /// <summary>Walks the rows; each good one becomes observations.</summary>
    private static Intake Rows(
        Func<CsvTable> open,
        IntakeReport report,
        Func<CsvTable, IList<CsvFault>, IReadOnlyList<Observation>> read
    )
    {
        var observations = new List<Observation>();
        Walk(
            open,
            report,
            table =>
            {
                var faults = new List<CsvFault>();
                var found = read(table, faults);
                foreach (var fault in faults)
                    report.Fault(fault);
                if (faults.Count > 0)
                    return;
                report.Used++;
                observations.AddRange(found);
            }
        );
        return Of(observations, report);
    }

    /// <summary>Every row that is a row goes to <paramref name="use"/>; the others are faults, told here unless
    /// <paramref name="broken"/> takes them.</summary>
    internal static void Walk(
        Func<CsvTable> open,
        IntakeReport report,
        Action<CsvTable> use,
        Func<CsvTable, bool>? broken = null
    )
    {
        try
        {
            using var table = open();
            while (table.Read())
            {
                report.Rows++;
                if (table.RowFault.Length == 0)
                    use(table);
                else if (broken is null || !broken(table))
                    report.Fault(table.FaultOfRow());
            }
        }
        catch (FeedException e)
        {
            report.Stopped = e.Fault.ToString();
        }
    }

    internal static Intake Of(List<Observation> observations, IntakeReport report)
    {
        report.Observations = observations.Count;
        return new(Observation.InOrder(observations), report);
    }

    /// <summary>The same rows under the strict rule: with one fault nothing of the file is used.</summary>
    internal static ObservationFile Strict(string path, string kind)
    {
        var (observations, report) = Read(path, kind);
        var faults = report.Faults.Take(ObservationCsv.MostFaults).ToList();
        if (report.Stopped.Length > 0)
            faults.Add(new CsvFault(report.File, 0, "", "", report.Stopped));
        return faults.Count > 0 ? new(report.File, [], faults) : new(report.File, observations, []);
    }

    private static Func<CsvTable, IList<CsvFault>, IReadOnlyList<Observation>> One(
        Func<RowReader, Observation?> read
    ) => (table, faults) => read(new(table, faults)) is { } observation ? [observation] : [];
}
