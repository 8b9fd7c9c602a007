// Importer of fx_usdcny.csv: yuan for a dollar, monthly means and daily fixings in one file.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Monthly means stand in the file on the first of their month; nobody knew them before it was over.</summary>
public static class FxUsdCny
{
    public const string Feed = "fx_usdcny";

    private static readonly string[] Columns = ["date", "usdcny", "source"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path)
    {
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var rows = new List<(TradingDate Seen, bool Monthly, decimal Rate, string Source)>();
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
                report.Fault(table.FaultOfRow());
            else if (!table.TryDate(0, out var date))
                report.Fault(table.Fault(0, "must be a date yyyy-MM-dd"));
            else if (!table.TryDecimal(1, out var rate))
                report.Fault(table.Fault(1, "must be a number"));
            else if (rate <= 0)
                report.Skip("rate not above zero");
            else
            {
                var monthly = table[2].Contains("monthly average", StringComparison.Ordinal);
                rows.Add((monthly ? Published(date) : date, monthly, rate, table[2]));
            }
        }

        return Import.Of(Sift(rows, report), report);
    }

    /// <summary>The day on which the mean of a month is knowable: the first weekday after it that is not New Year's
    /// Day.</summary>
    internal static TradingDate Published(TradingDate stamped)
    {
        var day = ContractMonth.Of(stamped).Plus(1).First;
        while (day.Weekday > 5 || (day.Month == 1 && day.Date.Day == 1))
            day = day.Plus(1);
        return day;
    }

    // Once daily fixings are known, a mean of past days would be a step back.
    private static List<Observation> Sift(
        List<(TradingDate Seen, bool Monthly, decimal Rate, string Source)> rows,
        ImportReport report
    )
    {
        var observations = new List<Observation>();
        var daily = false;
        foreach (var (seen, monthly, rate, source) in rows.OrderBy(row => row.Seen.Days).ThenBy(row => row.Monthly))
        {
            daily |= !monthly;
            if (monthly && daily)
            {
                report.Skip("monthly mean of a time with daily rates");
                continue;
            }

            report.Use();
            observations.Add(
                Observation.Of(
                    seen,
                    new RateObservation(seen.ToString(), Currency.USD, Currency.CNY, rate, source, Feed)
                )
            );
        }

        return observations;
    }
}
