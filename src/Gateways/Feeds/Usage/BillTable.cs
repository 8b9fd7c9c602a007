// Our own bill: tokens by class as they are used here, for whoever has no export of a known shape.
using Tokenbourse.Metering.Usage;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Reader of <c>day,seller,model,input,cached_input,output,reasoning,requests,cost,currency,account</c>. The
/// classes are disjoint: input is uncached, output is without reasoning.</summary>
internal static class BillTable
{
    private static readonly string[] _columns =
    [
        "day",
        "model",
        "input",
        "cached_input",
        "output",
        "seller",
        "reasoning",
        "requests",
        "cost",
        "currency",
        "account",
    ];

    public static void Read(Stream stream, UsageReading reading)
    {
        using var table = CsvTable.Open(stream, reading.Report.File, _columns, 5);
        while (table.Read())
        {
            reading.Report.Row();
            if (table.RowFault.Length > 0)
            {
                reading.Report.Fault(table.FaultOfRow());
                continue;
            }

            var row = new UsageRow(table, reading.Report);
            var at = row.Time(0);
            var model = table[1];
            if (model.Length is 0 or > 200)
                row.Refuse(1, "must be 1 to 200 characters");
            var counts = new TokenCounts(row.Count(2), row.Count(3), row.Count(4), row.Count(6, required: false));
            var requests = row.Count(7, required: false);
            var cost = row.Cost(8);
            var currency = table[9];
            if (cost is not null && !IsCode(currency))
                row.Refuse(9, "must be a currency code of three letters where a cost is told");
            if (!row.Bad)
                reading.Take(
                    new(
                        at,
                        reading.Seller(table[5]),
                        model,
                        reading.Rules.Item(model),
                        counts,
                        requests,
                        cost,
                        cost is null ? "" : currency,
                        table[10],
                        Estimated: false
                    )
                );
        }
    }

    /// <summary>Three capital letters, as ISO 4217 has them.</summary>
    internal static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
