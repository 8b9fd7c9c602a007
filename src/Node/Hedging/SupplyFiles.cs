// The files that a supply contract is checked and hedged with: terms, invoices, use by day, prints by day.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Hedging;

/// <summary>Reads them; what is at fault is told with file, place, value and rule.</summary>
internal static class SupplyFiles
{
    private const decimal SecondsPerHour = 3600;
    private const decimal Million = 1_000_000;

    /// <summary>The terms of a contract.</summary>
    /// <exception cref="VerbException">They are not there, or at fault.</exception>
    public static SupplyTerms Terms(string file)
    {
        var faults = new List<SpecFault>();
        return SupplyTerms.Read(Bytes(file), faults)
            ?? throw new VerbException($"{file}: {string.Join("; ", faults)}", 1);
    }

    /// <summary>An invoice: the document itself, or the entry of an event log as <c>log</c> and the doors write
    /// it.</summary>
    /// <exception cref="VerbException">It is not there, or is none.</exception>
    public static SupplyInvoiceDocument Invoice(string file)
    {
        var bytes = Bytes(file);
        try
        {
            using var parsed = JsonDocument.Parse(bytes);
            if (
                parsed.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("message", out var message)
            )
                bytes = Encoding.UTF8.GetBytes(message.GetRawText());
        }
        catch (JsonException e)
        {
            throw new VerbException($"{file}: must be JSON; {e.Message}", 1);
        }

        return Documents.Read<SupplyInvoiceDocument>(bytes, out var fault)
            ?? throw new VerbException($"{file}: must be a supply invoice; {fault}", 1);
    }

    /// <summary>The product that a contract supplies, from rulebook/spot.</summary>
    /// <exception cref="VerbException">There is none of that name, or its document is at fault.</exception>
    public static SpotProduct Product(string name)
    {
        foreach (var (file, text) in Home.Documents(Home.Rulebook, "spot"))
        {
            var faults = new List<SpecFault>();
            if (SpotProduct.Read(Encoding.UTF8.GetBytes(text), faults) is not { } product)
                throw new VerbException($"rulebook/spot/{file}: {string.Join("; ", faults)}", 1);
            if (product.Product == name)
                return product;
        }

        throw new VerbException($"product '{name}': must be a product of rulebook/spot", 1);
    }

    /// <summary>Which days are business days of a calendar of the rulebook; null: it has none of that name.</summary>
    public static Func<TradingDate, bool>? BusinessDays(string? calendar)
    {
        foreach (var (_, text) in calendar is null ? [] : Home.Documents(Home.Rulebook, "calendars"))
        {
            var read = TradingCalendar.Read(Encoding.UTF8.GetBytes(text), []);
            if (read is not null && read.Id == calendar)
                return read.IsTradingDay;
        }

        return null;
    }

    /// <summary>Prints by day: a market.json, a table as <c>index --csv</c> writes it, or a table
    /// <c>day,value</c>.</summary>
    /// <exception cref="VerbException">It is not there, or a row is at fault.</exception>
    public static IReadOnlyDictionary<TradingDate, decimal> Prints(string file, string index)
    {
        var isTable = !file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (!isTable || Header(file).Contains("index"))
            return ExposureSources.Index(index, file, null).Days.ToDictionary(day => day.Day, day => day.Value);
        var faults = new List<ExposureFault>();
        var days = MarketFile.Days(Path.GetFileName(file), File.ReadAllLines(file), faults);
        if (faults.Count > 0)
            throw new VerbException(
                string.Join("\n", faults.Select(f => $"{f.Where}, {f.Field} '{f.Value}': must be {f.Rule}")),
                1
            );
        return days.ToDictionary(day => day.Day, day => day.Value);
    }

    /// <summary>Metered units by day. A table <c>day,units</c> is taken as it is; GPU hours become GPU-seconds; a usage
    /// export becomes standard tokens of a vintage, day by day of the contract's clock.</summary>
    /// <param name="file">The file.</param>
    /// <param name="format">Of a usage export; None: it shows its own.</param>
    /// <param name="utcMinutes">The contract's clock ahead of UTC.</param>
    /// <param name="vintage">Of the standard token; null: the newest.</param>
    /// <param name="notes">Gets how it was read.</param>
    /// <exception cref="VerbException">It is not there, a row is at fault or no row is use.</exception>
    public static IReadOnlyDictionary<TradingDate, decimal> Usage(
        string file,
        UsageFormat format,
        int utcMinutes,
        string? vintage,
        List<string> notes
    )
    {
        if (format == UsageFormat.None && file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            var header = Header(file);
            if (header.Contains("units"))
                return Units(file, notes);
            if (GpuHoursTable.Fits(string.Join(',', header)))
                return Seconds(file, notes);
        }

        return Tokens(file, format, utcMinutes, vintage, notes);
    }

    private static Dictionary<TradingDate, decimal> Units(string file, List<string> notes)
    {
        var units = new Dictionary<TradingDate, decimal>();
        try
        {
            using var table = CsvTable.Open(file, ["day", "units"]);
            while (table.Read())
            {
                var where = string.Create(CultureInfo.InvariantCulture, $"{table.File}:{table.Line}");
                if (table.RowFault.Length > 0)
                    throw new VerbException($"{where}: {table.RowFault}", 1);
                if (!table.TryDate(0, out var day))
                    throw new VerbException($"{where}: day '{table[0]}': must be a date yyyy-MM-dd", 1);
                if (!table.TryDecimal(1, out var value) || value < 0 || value != decimal.Truncate(value))
                    throw new VerbException($"{where}: units '{table[1]}': must be a whole number from 0", 1);
                units[day] = units.GetValueOrDefault(day) + value;
            }
        }
        catch (FeedException e)
        {
            throw new VerbException(e.Message, File.Exists(file) ? 1 : 2);
        }

        notes.Add($"use: {Path.GetFileName(file)}, metered units by day of the contract's clock");
        return units;
    }

    private static Dictionary<TradingDate, decimal> Seconds(string file, List<string> notes)
    {
        var hours = new Dictionary<TradingDate, decimal>();
        try
        {
            var report = GpuHoursTable.Read(file, row => hours[row.Day] = hours.GetValueOrDefault(row.Day) + row.Hours);
            Told(file, report);
        }
        catch (FeedException e)
        {
            throw new VerbException(e.Message, File.Exists(file) ? 1 : 2);
        }

        notes.Add($"use: {Path.GetFileName(file)}, hours of all its GPUs as GPU-seconds, whole, half up, by day");
        return hours.ToDictionary(
            day => day.Key,
            day => decimal.Round(day.Value * SecondsPerHour, 0, MidpointRounding.AwayFromZero)
        );
    }

    private static Dictionary<TradingDate, decimal> Tokens(
        string file,
        UsageFormat format,
        int utcMinutes,
        string? vintage,
        List<string> notes
    )
    {
        var spec = StandardTokenVerb.Load(Home.Rulebook, vintage);
        var totals = new UsageTotals();
        try
        {
            Told(file, UsageImport.Read(file, format, new LocalDays(totals, utcMinutes)));
            var units = new Dictionary<TradingDate, decimal>();
            foreach (var day in totals.Totals().GroupBy(total => total.Day!.Value))
                units[day.Key] =
                    BillConversion.Convert(spec, day.Select(total => (total.Item, total.Sum))).Volume * Million;
            notes.Add(
                $"use: {Path.GetFileName(file)}, all its models as standard tokens of {spec.Vintage}, by day of the "
                    + "contract's clock"
            );
            return units;
        }
        catch (FeedException e)
        {
            throw new VerbException(e.Message, File.Exists(file) ? 1 : 2);
        }
        catch (UsageLimitException e)
        {
            throw new VerbException($"{file}: {e.Message}", 1);
        }
    }

    private static void Told(string file, ImportReport report)
    {
        Console.Error.Write(report.ToString().Replace("observations", "records", StringComparison.Ordinal));
        foreach (var fault in report.Faults)
            Console.Error.WriteLine(fault);
        if (report.Used == 0)
            throw new VerbException($"{file}: no row of it is usage", 1);
    }

    private static List<string> Header(string file)
    {
        var line = Encoding.UTF8.GetString(Bytes(file)).Split('\n', 2)[0];
        return
        [
            .. line.Trim('\uFEFF', '\r', ' ')
                .Replace("\"", "", StringComparison.Ordinal)
                .Split(',')
                .Select(name => name.Trim().ToLowerInvariant()),
        ];
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{file}: must be a file that can be read; {e.Message}", 2);
        }
    }

    // Days of another clock than UTC.
    private sealed class LocalDays(UsageTotals totals, int utcMinutes) : IUsageSink
    {
        public void Take(in UsageRecord record) =>
            totals.Take(record with { At = record.At.Plus(utcMinutes * Instant.PerMinute) });
    }
}
