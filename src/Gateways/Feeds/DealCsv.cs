// Reader of deals.csv: one row for each class of a deal, put together by the deal's id.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Invoices, executed rentals, routed volumes and spot trades. The shape is in
/// docs/protocols/observations.md.</summary>
public static class DealCsv
{
    /// <summary>Its name in a folder of our own tables.</summary>
    public const string Table = "deals.csv";

    /// <summary>Name under which these deals stand on the log.</summary>
    public const string Feed = "csv deals";

    private const decimal MostUnits = 1_000_000_000_000m;
    private const decimal MostMoney = 1_000_000_000_000_000m;

    internal static readonly string[] Columns =
    [
        "deal",
        "seen",
        "from",
        "to",
        "product",
        "kind",
        "seller",
        "buyer",
        "maker",
        "item",
        "region",
        "terms",
        "class",
        "units",
        "list",
        "net",
        "currency",
        "unit",
        "source",
        "evidence",
        "flags",
        "traits",
    ];

    // What belongs to a class, not to the deal: these may differ from row to row.
    private static readonly int[] _ofClass = [12, 13, 14, 15];

    /// <summary>Reads a file whole. With any fault it gives the faults and no deals.</summary>
    public static ObservationFile Strict(string path) => TableIntake.Strict(path, "deals");

    /// <param name="open">Opens the table with these columns.</param>
    /// <param name="report">To be filled.</param>
    /// <param name="kind">The one kind of deal that may stand here; empty: any.</param>
    internal static Intake Read(Func<string[], CsvTable> open, IntakeReport report, string kind)
    {
        var drafts = new Dictionary<string, Draft>(StringComparer.Ordinal);
        var order = new List<Draft>();
        TableIntake.Walk(
            () => open(Columns),
            report,
            table => Row(table, DraftOf(table[0]), kind),
            // A row that is no row may have been the other half of a deal: what is left of its id says of which.
            table =>
            {
                if (table.Remains(0) is not { Length: > 0 and <= 80 } id)
                    return false;
                DraftOf(id).Faults.Add(table.FaultOfRow());
                return true;
            }
        );
        var observations = new List<Observation>();
        foreach (var draft in order)
        {
            foreach (var fault in draft.Faults)
                report.Fault(fault);
            if (draft.Faults.Count > 0)
            {
                foreach (var line in draft.GoodLines)
                    report.Fault(
                        CsvFault.Of(report.File, line, "deal", draft.Id, "another row of this deal is refused")
                    );
                continue;
            }

            report.Used += draft.GoodLines.Count;
            observations.Add(draft.Observation());
        }

        return TableIntake.Of(observations, report);

        Draft DraftOf(string id)
        {
            if (drafts.TryGetValue(id, out var draft))
                return draft;
            draft = new();
            drafts.Add(id, draft);
            order.Add(draft);
            return draft;
        }
    }

    private static void Row(CsvTable table, Draft draft, string kind)
    {
        var row = new RowReader(table, draft.Faults);
        var document = Document(row, kind);
        var quantity = new DealQuantity(
            document.Product == "gpu" ? row.OneOf(12, "hour") : row.OneOf(12, "input", "cached_input", "output"),
            row.Positive(13, MostUnits),
            row.Text(14).Length == 0 ? null : row.Positive(14, 1_000_000m)
        );
        var net = row.NotNegative(15, MostMoney);
        if (draft.GoodLines.Count > 0)
        {
            for (var i = 1; i < Columns.Length; i++)
                if (Array.IndexOf(_ofClass, i) < 0 && row.Text(i) != draft.First[i])
                    row.Refuse(i, "must be the same in all rows of a deal");
            if (draft.Quantities.Exists(each => each.Class == quantity.Class))
                row.Refuse(12, "must stand once in a deal");
            if (draft.Net + net > MostMoney)
                row.Refuse(15, "must sum up to at most 1e15");
        }

        if (row.Bad)
            return;
        if (draft.GoodLines.Count == 0)
        {
            draft.Id = row.Text(0);
            draft.Document = document;
            draft.Seen = row.Date(1);
            for (var i = 0; i < Columns.Length; i++)
                draft.First[i] = row.Text(i);
        }

        draft.GoodLines.Add(table.Line);
        draft.Quantities.Add(quantity);
        draft.Net += net;
    }

    private static DealObservation Document(RowReader row, string kind)
    {
        row.Name(0);
        var (seen, from, to) = (row.Date(1), row.Date(2), row.Date(3));
        if (!row.Bad && to < from)
            row.Refuse(3, "must not be before from");
        if (!row.Bad && to > seen)
            row.Refuse(3, "must not be after seen: what was not yet consumed was not yet known");
        var product = row.OneOf(4, "token", "gpu");
        return new(
            row.Text(1),
            row.Text(2),
            row.Text(3),
            product,
            kind.Length > 0 ? row.OneOf(5, kind) : row.OneOf(5, "invoice", "rental", "routed", "spot"),
            row.Name(6),
            row.Name(7),
            row.Name(8),
            row.Name(9),
            row.Name(10),
            row.Name(11),
            [],
            0m,
            row.Currency(16),
            row.OneOf(17, product == "gpu" ? "GPU hour" : "1M tokens"),
            row.Line(18),
            row.Evidence(19),
            Feed,
            row.Words(20, "related", "free", "promotional", "prepaid", "government"),
            row.Traits(21)
        );
    }

    // A deal in the making: the first good row says what all must say.
    private sealed class Draft
    {
        public string Id { get; set; } = "";

        public DealObservation? Document { get; set; }

        public string[] First { get; } = new string[Columns.Length];

        public List<DealQuantity> Quantities { get; } = [];

        public decimal Net { get; set; }

        public List<int> GoodLines { get; } = [];

        public List<CsvFault> Faults { get; } = [];

        public TradingDate Seen { get; set; }

        public Observation Observation() =>
            Feeds.Observation.Of(Seen, Document! with { Quantities = Quantities, Net = Net });
    }
}
