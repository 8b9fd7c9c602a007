// Importer of gpu_ratecards_monthly.csv: what providers' archived rate cards asked for a GPU-hour, month by month.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Each provider's value as the compilers restated it to a US NVLink on-demand unit. The table was made later
/// from archived pages, so what it says of a month was readable in that month but not gathered: its terms
/// <c>rate_card</c> keep it out of every index that asks for on-demand prices.</summary>
public static class RateCards
{
    public const string Feed = "gpu_ratecards";

    /// <summary>The terms under which these prices stand.</summary>
    public const string Terms = "rate_card";

    internal static readonly string[] Columns = ["period", "gpu_model", "status", "provider_values_normalised"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var observations = new List<Observation>();
        while (table.Read())
        {
            report.Row();
            var faults = new List<CsvFault>();
            if (table.RowFault.Length > 0)
                faults.Add(table.FaultOfRow());
            var found = faults.Count > 0 ? [] : Row(table, faults, rules);
            if (faults.Count > 0)
            {
                report.Fault(faults[0]);
                continue;
            }

            report.Use();
            observations.AddRange(found);
        }

        return Import.Of(observations, report);
    }

    internal static IReadOnlyList<Observation> Row(CsvTable table, IList<CsvFault> faults) =>
        Row(table, faults, NamingRules.Shipped);

    private static List<Observation> Row(CsvTable table, IList<CsvFault> faults, NamingRules rules)
    {
        var observations = new List<Observation>();
        if (!TradingDate.TryParse($"{table[0]}-01", out var first) || first.Year is < 2020 or > 2099)
            faults.Add(table.Fault(0, "must be a month yyyy-MM from 2020-01 to 2099-12"));
        if (rules.Gpu(table[1]) is not { } gpu)
            faults.Add(table.Fault(1, "must be an accelerator of the table of GPUs"));
        else if (faults.Count == 0)
        {
            // The month's card is known when the month is over.
            var seen = ContractMonth.Of(first).Plus(1).First.Plus(-1);
            var evidence = table.Evidence();
            foreach (var pair in table[3].Split(';'))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals is < 1 or > 80 || !CsvTable.TryDecimal(pair[(equals + 1)..], out var price))
                    faults.Add(table.Fault(3, "must be provider=price parted by semicolons"));
                else if (price < gpu.Least || price > gpu.Most)
                    faults.Add(table.Fault(3, $"must hold prices from {gpu.Least} to {gpu.Most} for this GPU"));
                else
                    observations.Add(
                        Observation.Of(seen, Document(first, seen, pair[..equals], gpu, price, table[2], evidence))
                    );
            }
        }

        return observations;
    }

    private static PriceObservation Document(
        TradingDate first,
        TradingDate seen,
        string provider,
        GpuName gpu,
        decimal price,
        string status,
        string evidence
    ) =>
        new(
            seen.ToString(),
            first.ToString(),
            "gpu",
            provider,
            gpu.Maker,
            gpu.Item,
            "hour",
            "us",
            Terms,
            price,
            Currency.USD,
            "GPU hour",
            "price",
            $"henryzhangpku/gpu-price-index series/backfill_ratecards.csv {first.ToString()[..7]} ({status}); restated later from archived pages",
            Feed,
            Evidence: evidence
        );
}
